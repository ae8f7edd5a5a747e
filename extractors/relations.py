"""Relations: what the reader finds between the things of an article becomes claims with evidence."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, cast

from spacy.tokens import Doc

from extractors.agreements import agreement_type
from extractors.calibration import confidence
from extractors.gazetteer import Gazetteer
from extractors.layout import gap, gap_bucket
from extractors.names import is_nominal
from extractors.naming import name_agreements
from extractors.phrases import Slot, find_phrases
from extractors.reader import Reader, Related, Thing
from extractors.roles import Part, find_roles
from extractors.state import sentences
from kg.model import SYMMETRIC, Claim, Entity, Evidence, Modality, ObjectType, Predicate

_SURE: Final = 0.95  #: of a role in a fixed phrase
_TRUSTED: Final = 0.9  #: from here on the reader is believed beside a fixed phrase

#: So many parties or signers in one sentence with their agreement are taken for all of them.
_ENOUGH: Final[Mapping[str, int]] = {"partyTo": 2, "signedBy": 2}

#: Of these a subject has one: the best supported stays.
_SINGLE: Final = frozenset({"signedOn", "launchDate", "eventDate"})


@dataclass(frozen=True, slots=True)
class _Object:
    """What a thing is as the subject or object of a claim."""

    thing: Thing
    value: str
    type: ObjectType


class Relations:
    """Component ``kg_relations``: needs ``doc._.entities``, ``literals``, ``dates`` and ``reading``.

    Assigns ``doc._.claims`` and gives agreements their names. ``floor`` is the reader's score from which on a relation
    is considered, ``threshold`` the confidence from which on it becomes a claim, ``apart`` the same for two things that
    no sentence names together.
    """

    def __init__(self, gazetteer: Gazetteer, reader: Reader, *, floor: float, threshold: float, apart: float) -> None:
        self.gazetteer = gazetteer
        self.reader = reader
        self.floor = floor
        self.threshold = threshold
        self.apart = apart

    def __call__(self, doc: Doc) -> Doc:
        """Ask the reader and the phrases, settle what they say, name the agreements."""
        text = doc.text  # spaCy builds it anew at every access
        objects = things_of(doc)
        related = self.reader.relate(doc._.reading, [o.thing for o in objects], self.floor)
        lines = sentences(doc)
        claims = [c for r in related if not self.contradicted(c := self.claim(r, objects, lines, text))]
        claims = with_roles(near_its_own(claims), self.roles(doc, lines)) + stated(objects, lines, text)
        claims += types_of_agreements(doc._.entities, claims, lines, text)
        likely = [c for c in settle(claims) if c.confidence >= self.threshold]
        doc._.claims = [c for c in likely if len(c.evidence) == 1 or c.confidence >= self.apart]
        doc._.entities = name_agreements(doc._.entities, likely)
        return doc

    def contradicted(self, claim: Claim) -> bool:
        """Whether the gazetteer knows that the agency is of another country: no guess outweighs that."""
        if claim.predicate != "agencyOf":
            return False
        country = self.gazetteer.country_of(claim.subject.rpartition("/")[2])
        return bool(country) and country != claim.object.rpartition("/")[2]

    def roles(self, doc: Doc, lines: Sequence[tuple[int, int]]) -> list[Claim]:
        """Positions that fixed phrases state (`extractors.roles`)."""
        text = doc.text
        parts = [Part(x.start, x.end, "title", text[x.start : x.end]) for x in doc._.literals if x.type == "Title"]
        people = [(m.start, m.end) for e in doc._.entities if e.type == "Person" for m in e.mentions if " " in m.text]
        parts = [  # a title that runs into a person's name has been cut wrongly
            p for p in parts if not any(p.start < start < p.end for start, _ in people)
        ]
        countries = {}
        for entity in doc._.entities:
            if entity.type == "Country":
                countries[entity.id] = entity.id
            for mention in entity.mentions:
                if entity.type in {"Agency", "Organization", "Country"}:
                    parts.append(Part(mention.start, mention.end, "owner", entity.id))
                elif entity.type == "Person" and not is_nominal(mention.text, self.gazetteer.demonyms):
                    parts.append(Part(mention.start, mention.end, "person", entity.id))

        def country_of(adjective: str) -> str | None:
            entry = self.gazetteer.country_of_demonym(adjective)
            return countries.get(entry.iri) if entry else None

        found = []
        for role in find_roles(text, parts, country_of):
            evidence = evidence_for(role.spans, lines, text)
            if role.title:
                found.append(Claim(role.person, "holdsPosition", role.title, "text", "asserted", _SURE, evidence))
            if role.owner:
                found.append(Claim(role.person, "positionAt", role.owner, "entity", "asserted", _SURE, evidence))
        return found

    def claim(self, related: Related, objects: Sequence[_Object], lines: Sequence[tuple[int, int]], text: str) -> Claim:
        """The claim that a relation makes, with the sentences in which its two things stand closest."""
        subject, object = objects[related.subject], objects[related.object]
        a, b = min(
            ((x, y) for x in subject.thing.spans for y in object.thing.spans),
            key=lambda pair: (gap(*pair), pair),
        )
        sure = confidence(related.predicate, related.modality, related.score, related.certainty, gap_bucket(gap(a, b)))
        return Claim(
            subject.value,
            cast(Predicate, related.predicate),
            object.value,
            object.type,
            related.modality,
            round(sure, 4),
            evidence_for((a, b), lines, text),
        )


def stated(objects: Sequence[_Object], lines: Sequence[tuple[int, int]], text: str) -> list[Claim]:
    """What phrases state by their form (`extractors.phrases`)."""
    slots = [Slot(*span, o.thing.type, i) for i, o in enumerate(objects) for span in o.thing.spans]
    return [
        Claim(
            objects[found.subject].value,
            found.predicate,
            objects[found.object].value,
            objects[found.object].type,
            found.modality,
            _SURE,
            (Evidence(*found.line, text[slice(*found.line)]),),
        )
        for found in find_phrases(text, slots, lines)
    ]


def near_its_own(claims: Sequence[Claim]) -> list[Claim]:
    """Parties and signers that no sentence names with their agreement fall, where enough others are named with it."""
    local: Counter[tuple[str, str]] = Counter()
    for claim in claims:
        if claim.predicate in _ENOUGH and len(claim.evidence) == 1:
            local[_agreement(claim), claim.predicate] += 1
    return [
        c
        for c in claims
        if c.predicate not in _ENOUGH
        or len(c.evidence) == 1
        or c.confidence >= _TRUSTED
        or local[_agreement(c), c.predicate] < _ENOUGH[c.predicate]
    ]


def _agreement(claim: Claim) -> str:
    return claim.object if claim.predicate == "partyTo" else claim.subject


def with_roles(claims: Sequence[Claim], roles: Sequence[Claim]) -> list[Claim]:
    """Claims and roles together; a person whose place a phrase states is not also guessed to be elsewhere."""
    placed = {c.subject for c in roles if c.predicate == "positionAt"}
    titled = {c.subject for c in roles if c.predicate == "holdsPosition"}
    kept = [
        c
        for c in claims
        if c.confidence >= _TRUSTED
        or not (
            (c.predicate == "positionAt" and c.subject in placed)
            or (c.predicate == "holdsPosition" and c.subject in titled)
        )
    ]
    return [*kept, *roles]


def things_of(doc: Doc) -> list[_Object]:
    """Everything between which relations are asked: entities, titles and topics, dates."""
    text = doc.text
    found = [
        _Object(Thing(e.type, tuple((m.start, m.end) for m in e.mentions)), e.id, "entity") for e in doc._.entities
    ]
    found += [_Object(Thing(x.type, ((x.start, x.end),)), text[x.start : x.end], "text") for x in doc._.literals]
    found += [_Object(Thing("Date", ((d.start, d.end),)), d.value, "date") for d in doc._.dates]
    return found


def evidence_for(spans: Iterable[tuple[int, int]], lines: Sequence[tuple[int, int]], text: str) -> tuple[Evidence, ...]:
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
        sure = max(c for m, c in states if m == modality)
        telling = next((m for m in entity.mentions if agreement_type([m.text]) == type), entity.mentions[0])
        evidence = evidence_for([(telling.start, telling.end)], lines, text)
        found.append(Claim(entity.id, "agreementType", type, "text", cast(Modality, modality), sure, evidence))
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
