"""Folding: what spellings of one name share, so that they can be looked up together."""

import re
from functools import lru_cache
from typing import Final
from unicodedata import normalize

from anyascii import anyascii

#: A word of a name: letters and digits. Everything else separates words.
TOKEN: Final = re.compile(r"[^\W_]+")

_ARTICLE: Final = re.compile(r"the\s+(?=\S)", re.I)
_LETTERS: Final = re.compile(r"[^a-z0-9]+")
_POSSESSIVE: Final = re.compile(r"(?<=\w)['’`´]s?$")

#: Words that make no difference to a name, and spellings that are the same word.
_SAME: Final[dict[str, str]] = {
    "and": "",
    "the": "",
    "centre": "center",
    "centres": "centers",
    "organisation": "organization",
    "programme": "program",
    "programmes": "programs",
    "defence": "defense",
}


@lru_cache(maxsize=32_768)
def fold(surface: str) -> str:
    """ASCII words in lower case, without "and", "the", accents and punctuation; other scripts are transliterated."""
    return " ".join(filter(None, map(fold_word, TOKEN.findall(normalize("NFC", surface)))))


@lru_cache(maxsize=65_536)
def fold_word(word: str) -> str:
    """One word folded, empty if it makes no difference to a name."""
    plain = word.lower() if word.isascii() else _LETTERS.sub("", anyascii(word).lower())
    return _SAME.get(plain, plain)


def strip(surface: str) -> str:
    """The surface without a leading "the" and a possessive ending, Unicode composed (NFC)."""
    plain = normalize("NFC", surface).strip()
    article = _ARTICLE.match(plain)
    return _POSSESSIVE.sub("", plain[article.end() :] if article else plain)
