"""Layout: how the learned reader sees an article, in words, subwords and windows. Training and reading share it."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from kg.model import ENTITY_TYPES

Ints = npt.NDArray[np.int64]

#: What a mention can be to the reader: the entity types, and the literals that claims take as objects.
MENTION_TYPES: Final = (*ENTITY_TYPES, "Title", "Topic", "Date")
NAME_LABELS: Final = ("O", *(f"{bio}-{type}" for type in ENTITY_TYPES for bio in "BI"))
LITERAL_LABELS: Final = ("O", *(f"{bio}-{type}" for type in ("Title", "Topic") for bio in "BI"))

WINDOW: Final = 512  #: subwords that the encoder sees at once, with its two special tokens
OVERLAP: Final = 128  #: subwords that two neighbouring windows share

#: Typographic signs as the plain ones that the encoder has seen most; every sign stays one character.
_PLAIN: Final = str.maketrans(dict.fromkeys("‘’‚‛", "'") | dict.fromkeys("“”„‟«»", '"') | dict.fromkeys("‐‑‒–—−", "-"))
_WORD: Final = re.compile(r"\w+|[^\w\s]")
SHAPES: Final = ("lower", "Title", "UPPER", "miXed", "digit", "other")


@dataclass(frozen=True, slots=True)
class Window:
    """One run of the encoder: subword ids with special tokens, and which subwords of the article they are."""

    ids: Ints
    first: int  #: index in the article's subwords of the first one after the opening special token


@dataclass(frozen=True, slots=True)
class Layout:
    """An article in words and subwords. ``word_first[i]`` and ``word_last[i]`` are the subwords of word ``i``."""

    words: tuple[tuple[int, int], ...]  #: characters of each word
    shapes: Ints
    word_first: Ints
    word_last: Ints
    windows: tuple[Window, ...]
    owner: Ints  #: for each subword, the window that sees it with most context
    subwords: int

    def word_span(self, start: int, end: int) -> tuple[int, int] | None:
        """First and last word that the characters ``start`` to ``end`` touch, None if there is none."""
        first = bisect_right(self.words, start, key=lambda word: word[1])
        last = bisect_left(self.words, end, key=lambda word: word[0]) - 1
        return (first, last) if first <= last else None


def shape(word: str) -> int:
    """The index in `SHAPES` of a word's letter case."""
    if not word[0].isalnum():
        return 5
    if word[0].isdigit():
        return 4
    if word.islower():
        return 0
    if word.isupper():
        return 2 if len(word) > 1 else 1
    return 1 if word.istitle() else 3


def lay_out(text: str, tokenizer: Tokenizer) -> Layout:
    """Words, subwords and windows of ``text``. A text without any word has no window."""
    words = tuple(m.span() for m in _WORD.finditer(text))
    plain = text.translate(_PLAIN)
    surfaces = [plain[a:b] for a, b in words]
    encoding = tokenizer.encode(surfaces, is_pretokenized=True, add_special_tokens=False) if words else None
    ids = list(encoding.ids) if encoding else []
    owners = list(encoding.word_ids) if encoding else []
    if not ids:  # nothing but signs that the tokenizer drops: as good as no word
        words, surfaces = (), []
    first = np.full(len(words), -1, dtype=np.int64)
    last = np.full(len(words), -1, dtype=np.int64)
    for index, word in enumerate(owners):
        if word is not None:
            if first[word] < 0:
                first[word] = index
            last[word] = index
    for index in range(len(words)):  # a word that the tokenizer dropped borrows its neighbour's subword
        if first[index] < 0:
            first[index] = last[index] = max(0, last[index - 1]) if index else 0
    windows, owner = _windows(ids, tokenizer)
    shapes = np.array([shape(s) for s in surfaces], dtype=np.int64)
    return Layout(words, shapes, first, last, windows, owner, len(ids))


def _windows(ids: list[int], tokenizer: Tokenizer) -> tuple[tuple[Window, ...], Ints]:
    room = WINDOW - 2
    starts = [0]
    while starts[-1] + room < len(ids):
        starts.append(min(starts[-1] + room - OVERLAP, len(ids) - room))
    opening, closing = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
    windows = tuple(Window(np.array([opening, *ids[s : s + room], closing], dtype=np.int64), s) for s in starts if ids)
    centre = np.array([w.first + (len(w.ids) - 2) / 2 for w in windows]).reshape(-1, 1)
    distance = np.abs(centre - np.arange(len(ids))) if windows else np.zeros((1, 0))
    return windows, np.argmin(distance, axis=0).astype(np.int64)


#: Character gap between the closest mentions of two things, as a small number.
_GAPS: Final = (0, 10, 30, 80, 150, 300, 700)


def gap_bucket(gap: int) -> int:
    """0 to 7: how far apart two mentions are."""
    return sum(gap > limit for limit in _GAPS)


def gap(a: tuple[int, int], b: tuple[int, int]) -> int:
    """Characters between two spans, 0 if they touch or overlap."""
    return max(a[0] - b[1], b[0] - a[1], 0)


_NOMINAL: Final = re.compile(r"(?:the|this|that|these|those|its|their|his|her|a|an|both|our)\b", re.IGNORECASE)
_TOKEN: Final = re.compile(r"\w+")

#: How many numbers `pair_features` gives.
PAIR_FEATURES: Final = 8


def pair_features(a: str, b: str, same_type: bool) -> list[float]:
    """What two surfaces say about being the same thing, each number between 0 and 1."""
    ta, tb = _TOKEN.findall(a.casefold()), _TOKEN.findall(b.casefold())
    sa, sb = set(ta), set(tb)
    shared = len(sa & sb)
    initials = "".join(t[0] for t in ta if t not in {"of", "the", "and", "for"}) if len(ta) > 1 else ""
    initials_b = "".join(t[0] for t in tb if t not in {"of", "the", "and", "for"}) if len(tb) > 1 else ""
    return [
        float(ta == tb),
        shared / max(1, len(sa | sb)),
        float(bool(ta and tb) and ta[-1] == tb[-1]),
        float(bool(tb) and initials == "".join(tb)) or float(bool(ta) and initials_b == "".join(ta)),
        float(bool(_NOMINAL.match(a))),
        float(bool(_NOMINAL.match(b))),
        float(same_type),
        float({t for t in sa if t.isdigit()} != {t for t in sb if t.isdigit()}),
    ]
