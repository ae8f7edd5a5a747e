"""Spelling: which known name a longish surface misspells. Strict, because a wrong name is worse than a new one."""

import re
from collections.abc import Callable, Iterable
from typing import Final

from rapidfuzz import fuzz, process

from extractors.entries import Entry

_SHORTEST: Final = 6  #: letters; shorter words are too easily one another
_WHOLE: Final = 88  #: least likeness of the whole names, 0 to 100
_WORD: Final = 84  #: least likeness of two words that stand at the same place
_LEAD: Final = 3  #: how much better than any other entry's name the best must be
_DIGITS: Final = re.compile(r"\d+")


class Speller:
    """Names in folded form (see `extractors.folding.fold`) with their entries; people are left out."""

    def __init__(self, names: Iterable[tuple[str, Entry]]) -> None:
        self._entries: Final[dict[str, list[Entry]]] = {}
        self._words: Final[set[str]] = set()
        for key, entry in names:
            self._words.update(key.split())
            if len(key) >= _SHORTEST and entry.type != "Person":
                self._entries.setdefault(key, []).append(entry)

    def suggest(self, key: str, wanted: Callable[[Entry], bool]) -> Entry | None:
        """The one wanted entry whose name the folded ``key`` misspells, None if in doubt."""
        if len(key) < _SHORTEST:
            return None
        near = process.extract(key, list(self._entries), scorer=fuzz.ratio, score_cutoff=_WHOLE - _LEAD, limit=10)
        found: dict[Entry, float] = {}
        for name, score, _ in near:
            for entry in self._entries[name]:
                if wanted(entry) and self._misspells(key, name):
                    found[entry] = max(score, found.get(entry, 0.0))
        best = sorted(found, key=lambda e: -found[e])
        if not best or found[best[0]] < _WHOLE or (len(best) > 1 and found[best[0]] - found[best[1]] < _LEAD):
            return None
        return best[0]

    def _misspells(self, key: str, name: str) -> bool:
        """Word by word: equal, or nearly equal, long, of one first letter and not itself a known word."""
        if _DIGITS.findall(key) != _DIGITS.findall(name):
            return False
        if key.replace(" ", "") == name.replace(" ", ""):
            return True
        words, names = key.split(), name.split()
        return len(words) == len(names) and all(
            a == b
            or (
                a not in self._words and min(len(a), len(b)) >= _SHORTEST and a[0] == b[0] and fuzz.ratio(a, b) >= _WORD
            )
            for a, b in zip(words, names, strict=True)
        )
