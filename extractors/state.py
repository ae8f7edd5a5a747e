"""State: what the stages hand on, as attributes of a spaCy ``Doc``. A ``Doc`` never leaves this package."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from spacy.tokens import Doc

from extractors.dates import DateMention
from extractors.reader import Found, Reading
from kg.model import Article, Claim, Entity


@dataclass(frozen=True, slots=True, order=True)
class Candidate:
    """A proposed mention: a typed span, who proposed it and how sure of it that was."""

    start: int
    end: int
    type: str
    probability: float
    source: str  #: "reader", "gazetteer" or "form"
    text: str


@dataclass(slots=True)
class Cluster:
    """Mentions of one thing, in the order of the text, before it has a name."""

    type: str
    mentions: list[Candidate] = field(default_factory=list)
    entry: str = ""  #: gazetteer key, where one is certain


#: attribute -> the stage that assigns it
ATTRIBUTES: Final = {
    "article": "the adapter",
    "reading": "kg_reader",
    "names": "kg_reader",
    "literals": "kg_reader",
    "dates": "kg_reader",
    "mentions": "kg_mentions",
    "clusters": "kg_coreference",
    "entities": "kg_linking",
    "claims": "kg_relations",
}


#: What the splitter takes for the end of a sentence, in the middle of a name: "Lt. Gen. (ret.) Mary W. Jackson".
_ABBREVIATED: Final = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Mme|Dr|Prof|Gen|Col|Lt|Maj|Brig|Capt|Cmdr|Adm|Sgt|Eng|Ing|Hon|Sen|Rep|Gov|Shri|Smt)\.|"
    r"\((?:ret|retd|rtd)\.?\)|\bH\. ?E\.|(?<![A-Z]\.)"
    r"(?<!Phase )(?<!Site )(?<![Pp]ad )(?<!Plan )(?<!Block )(?<!Annex )(?<!Part )\b[A-HJ-Z]\.) +$"
)


def declare() -> None:
    """Tell spaCy of the attributes. Safe to call again."""
    for name in ATTRIBUTES:
        Doc.set_extension(name, default=None, force=True)


def sentences(doc: Doc) -> list[tuple[int, int]]:
    """Characters of each sentence, without surrounding white space; a line break ends a sentence."""
    text = doc.text  # spaCy builds it anew at every access
    starts = [
        token.idx
        for token in doc
        if token.i == 0 or (token.is_sent_start and not _ABBREVIATED.search(text, max(0, token.idx - 12), token.idx))
    ]
    ends = [*starts[1:], len(text)] if starts else []
    return [span for start, end in zip(starts, ends, strict=True) for span in _lines(text, start, end)]


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for line in text[start:end].split("\n"):
        stripped = line.strip()
        if stripped:
            first = at + line.index(stripped[0])
            yield first, first + len(stripped)
        at += len(line) + 1


__all__ = [
    "ATTRIBUTES",
    "Article",
    "Candidate",
    "Claim",
    "Cluster",
    "DateMention",
    "Entity",
    "Found",
    "Reading",
    "declare",
    "sentences",
]
