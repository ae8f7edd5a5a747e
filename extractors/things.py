"""Things: everything in an article between which relations are asked, and the sentences that name them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Doc

from extractors.reader import Thing
from kg.model import Evidence, ObjectType

LITERALS: Final = frozenset({"Title", "Topic", "Date"})


@dataclass(frozen=True, slots=True)
class Asked:
    """What a thing is as the subject or object of a claim: an IRI, words or a date."""

    thing: Thing
    value: str
    type: ObjectType


def things_of(doc: Doc) -> list[Asked]:
    """Everything between which relations are asked: entities, titles and topics, dates."""
    text = doc.text
    found = [Asked(Thing(e.type, tuple((m.start, m.end) for m in e.mentions)), e.id, "entity") for e in doc._.entities]
    found += [Asked(Thing(x.type, ((x.start, x.end),)), text[x.start : x.end], "text") for x in doc._.literals]
    found += [Asked(Thing("Date", ((d.start, d.end),)), d.value, "date") for d in doc._.dates]
    return found


def evidence_for(spans: Iterable[tuple[int, int]], lines: Sequence[tuple[int, int]], text: str) -> tuple[Evidence, ...]:
    """The sentences that hold the spans, in order and once each."""
    held = sorted({line for span in spans for line in lines if line[0] < span[1] and span[0] < line[1]})
    return tuple(Evidence(start, end, text[start:end]) for start, end in held)
