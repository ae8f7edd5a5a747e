"""Relations: what the reader finds between the things of an article becomes claims with evidence."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import exp
from typing import Final, cast

from spacy.tokens import Doc

from extractors.agreements import agreement_type
from extractors.layout import gap
from extractors.reader import Reader, Related, Thing
from extractors.state import sentences
from kg.model import SYMMETRIC, Claim, Entity, Evidence, Modality, ObjectType, Predicate

#: From the reader's score (logits over its threshold) to the probability that the claim is right, fitted on gold.
_SLOPE: Final = 0.6
_OFFSET: Final = 0.6

#: Of these a subject has one: the best supported stays.
_SINGLE: Final = frozenset({"signedOn", "launchDate", "eventDate"})


@dataclass(frozen=True, slots=True)
class _Object:
    """What a thing is as the subject or object of a claim."""

    thing: Thing
    value: str
    type: ObjectType


class Relations:
    """Component ``kg_relations``: needs ``doc._.entities``, ``literals``, ``dates``, ``reading``; assigns ``doc._.claims``.

    ``floor`` is the reader's score from which on a relation becomes a claim at all.
    """

    def __init__(self, reader: Reader, *, floor: float) -> None:
        self.reader = reader
        self.floor = floor

    def __call__(self, doc: Doc) -> Doc:
        objects = things_of(doc)
        related = self.reader.relate(doc._.reading, [o.thing for o in objects], self.floor)
        lines = sentences(doc)
        claims = [self.claim(r, objects, lines, doc.text) for r in related]
        claims += types_of_agreements(doc._.entities, claims, lines, doc.text)
        doc._.claims = settle(claims)
        return doc

    def claim(self, related: Related, objects: Sequence[_Object], lines: Sequence[tuple[int, int]], text: str) -> Claim:
        """The claim that a relation makes, with the sentences in which its two things stand closest."""
        subject, object = objects[related.subject], objects[related.object]
        a, b = min(
            ((x, y) for x in subject.thing.spans for y in object.thing.spans),
            key=lambda pair: (gap(*pair), pair),
        )
        confidence = 1 / (1 + exp(-(_OFFSET + _SLOPE * related.score)))
        return Claim(
            subject.value,
            cast(Predicate, related.predicate),
            object.value,
            object.type,
            related.modality,
            round(confidence, 4),
            evidence_for((a, b), lines, text),
        )


def things_of(doc: Doc) -> list[_Object]:
    """Everything between which relations are asked: entities, titles and topics, dates."""
    found = [
        _Object(Thing(e.type, tuple((m.start, m.end) for m in e.mentions)), e.id, "entity") for e in doc._.entities
    ]
    found += [_Object(Thing(x.type, ((x.start, x.end),)), doc.text[x.start : x.end], "text") for x in doc._.literals]
    found += [_Object(Thing("Date", ((d.start, d.end),)), d.value, "date") for d in doc._.dates]
    return found


def evidence_for(
    spans: Iterable[tuple[int, int]], lines: Sequence[tuple[int, int]], text: str
) -> tuple[Evidence, ...]:
    """The sentences that hold the spans, in order and once each."""
    held = sorted({line for span in spans for line in lines if line[0] < span[1] and span[0] < line[1]})
    return tuple(Evidence(start, end, text[start:end]) for start, end in held)


def types_of_agreements(
    entities: Iterable[Entity], claims: Sequence[Claim], lines: Sequence[tuple[int, int]], text: str
) -> list[Claim]:
    """The type of every agreement that has a party or a signer, in the modality in which it was entered into."""
    modalities: dict[str, list[tuple[Modality, float]]] = defaultdict(list)
    for claim in claims:
        if claim.predicate == "partyTo":
            modalities[claim.object].append((claim.modality, claim.confidence))
        elif claim.predicate in {"signedBy", "signedOn"}:
            modalities[claim.subject].append((claim.modality, claim.confidence))
    found = []
    for entity in entities:
        if entity.type != "Agreement" or entity.id not in modalities:
            continue
        type = agreement_type(m.text for m in entity.mentions)
        if type is None:
            continue
        states = modalities[entity.id]
        modality = next(m for m in ("asserted", "planned", "negated") if any(m == s for s, _ in states))
        confidence = max(c for m, c in states if m == modality)
        telling = next((m for m in entity.mentions if agreement_type([m.text]) == type), entity.mentions[0])
        evidence = evidence_for([(telling.start, telling.end)], lines, text)
        found.append(
            Claim(entity.id, "agreementType", type, "text", cast(Modality, modality), confidence, evidence)
        )
    return found


def settle(claims: Iterable[Claim]) -> list[Claim]:
    """Say everything once: symmetric claims in one direction, leading instead of taking part, one date for one deed."""
    best: dict[tuple[str, str, str], Claim] = {}
    for claim in claims:
        if claim.predicate in SYMMETRIC and claim.object < claim.subject:
            claim = replace(claim, subject=claim.object, object=claim.subject)
        what = claim.object.casefold() if claim.object_type == "text" else claim.object
        slot = (claim.subject, claim.predicate, "" if claim.predicate in _SINGLE else what)
        known = best.get(slot)
        if known is None or claim.confidence > known.confidence:
            best[slot] = claim
    leading = {(c.subject, c.object) for c in best.values() if c.predicate == "leads"}
    kept = [c for c in best.values() if c.predicate != "participatesIn" or (c.subject, c.object) not in leading]
    return sorted(kept, key=lambda c: (c.evidence[:1], c.subject, c.predicate, c.object))
