"""Text: what French typography and press releases have of their own: signs, datelines, sentences."""

import re
from typing import Final

#: Signs that patterns know in one form only; every one stands for one character, so that offsets stay.
_PLAIN: Final = str.maketrans({"\xa0": " ", "\u202f": " ", "\u2009": " ", "’": "'", "ʼ": "'", "‘": "'", "‑": "-"})

_DATELINE: Final = re.compile(
    r"\A\s*[A-ZÀ-Ý][^\W\d_]+(?:[ '-][A-ZÀ-Ý]?[^\W\d_]+){0,3}(?: \([^)]{2,30}\))?"
    r"(?:,? (?:le )?(?:\w+ )?\d{1,2}(?:er)? \w+(?: \d{4})?)?(?:\s[–—-]+\s|\. (?=[A-ZÀ-Ý]))"
)
_BOUNDARY: Final = re.compile(r"[.!?…](?:\s?[»\"”])?(?=\s+(?:[«\"“]\s?)?[A-ZÀ-Ý0-9])|\n+")
_ABBREVIATION: Final = re.compile(r"(?:\b(?:MM?|Dr|Pr|Prof|St|Ste|Me|Mgr|art|cf|env|av|[A-ZÀ-Ý]))\.$")


def plain(text: str) -> str:
    """The text with one form for each sign, character by character."""
    return text.translate(_PLAIN)


def dateline(text: str) -> int:
    """Characters of the dateline ("Paris, le 5 septembre 2019 –") at the beginning, 0 if there is none."""
    found = _DATELINE.match(text)
    if found is None or not re.search(r"\d|[–—-]", found[0]):
        return 0
    return found.end()


def boundaries(text: str) -> list[int]:
    """Where sentences end: no abbreviation and no initial ends one, a line break does."""
    return [
        m.end()
        for m in _BOUNDARY.finditer(text)
        if m[0].startswith("\n") or not _ABBREVIATION.search(text, max(0, m.start() - 6), m.start() + 1)
    ]
