"""Mentions: sources that correct each other propose spans, the best of those that overlap stay."""

from collections.abc import Iterable, Sequence
from typing import Final

from spacy.tokens import Doc

from extractors.gazetteer import Gazetteer
from extractors.names import bare
from extractors.reader import Found
from extractors.state import Candidate
from kg.model import ENTITY_TYPES

#: Where the reader and the gazetteer disagree on a type, these are one choice and the gazetteer makes it.
_LOOSE: Final = ({"Agency", "Organization"}, {"Place", "Country"})


class Mentions:
    """Component ``kg_mentions``: needs ``doc._.names``, assigns ``doc._.mentions``."""

    def __init__(self, gazetteer: Gazetteer, *, threshold: float) -> None:
        self.gazetteer = gazetteer
        self.threshold = threshold

    def __call__(self, doc: Doc) -> Doc:
        proposals = [*self.from_reader(doc.text, doc._.names), *self.from_gazetteer(doc)]
        doc._.mentions = settle(proposals)
        return doc

    def from_reader(self, text: str, found: Iterable[Found]) -> list[Candidate]:
        """The reader's spans that are likely enough, with the gazetteer's type where the name is known."""
        kept = []
        for span in found:
            if span.probability < self.threshold:
                continue
            surface = text[span.start : span.end]
            type = self.known_type(surface, span.type)
            kept.append(Candidate(span.start, span.end, type, span.probability, "reader", surface))
        return kept

    def from_gazetteer(self, doc: Doc) -> list[Candidate]:
        """Known names wherever they stand, if the name alone is telling."""
        return [
            Candidate(start, end, entry.type, 0.6, "gazetteer", doc.text[start:end])
            for start, end, entry in self.gazetteer.find(doc)
        ]

    def known_type(self, surface: str, type: str) -> str:
        """The gazetteer's type for a name, among types that are easily taken for each other."""
        entry = self.gazetteer.resolve(bare(surface))
        if entry is not None and any({type, entry.type} <= group for group in _LOOSE):
            return entry.type
        return type


def settle(proposals: Sequence[Candidate]) -> list[Candidate]:
    """The proposals without overlaps: the reader's before the gazetteer's, the more probable before the longer."""
    kept: list[Candidate] = []
    rank = {"reader": 0, "gazetteer": 1, "model": 2}
    for candidate in sorted(proposals, key=lambda c: (rank[c.source], -c.probability, c.start - c.end, c.start)):
        if candidate.type in ENTITY_TYPES and not any(
            c.start < candidate.end and candidate.start < c.end for c in kept
        ):
            kept.append(candidate)
    return sorted(kept)
