"""Forms: what an article states by its form, whatever the reader makes of it.

Positions in fixed phrases, frames between mentions, lists of fields, descriptions of agencies, types of agreements.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final, cast

from spacy.tokens import Doc

from extractors.agreements import agreement_type
from extractors.descriptions import national
from extractors.fields import find_fields
from extractors.gazetteer import Gazetteer
from extractors.names import is_nominal, key
from extractors.phrases import Slot, find_phrases, mask
from extractors.reader import Thing
from extractors.roles import Part, find_roles, standing_titles
from extractors.things import LITERALS, Asked, evidence_for
from extractors.vetoes import honorary
from kg.model import Claim, Entity, Modality, Predicate

_SURE: Final = 0.95  #: of what a form states
Line = tuple[int, int]  #: characters of a sentence


def positions(doc: Doc, gazetteer: Gazetteer, lines: Sequence[Line]) -> list[Claim]:
    """Positions that fixed phrases state (`extractors.roles`)."""
    text = doc.text
    parts = [Part(x.start, x.end, "title", text[x.start : x.end]) for x in doc._.literals if x.type == "Title"]
    people = [(m.start, m.end) for e in doc._.entities if e.type == "Person" for m in e.mentions if " " in m.text]
    parts += [
        Part(start, end, "title", text[start:end])
        for start, end in standing_titles(text, people)
        if not any(p.start < end and start < p.end for p in parts)
    ]
    parts = [  # a title that runs into a person's name has been cut wrongly
        p for p in parts if not any(p.start < start < p.end for start, _ in people)
    ]
    parts = [p for p in parts if p.value.casefold() not in gazetteer.demonyms]
    offices = {key(p.value) for p in parts} - {""}
    countries = {}
    for entity in doc._.entities:
        if entity.type == "Country":
            countries[entity.id] = entity.id
        for mention in entity.mentions:
            if entity.type in {"Agency", "Organization", "Country"}:
                parts.append(Part(mention.start, mention.end, "owner", entity.id))
            elif (
                entity.type == "Person"
                and not is_nominal(mention.text, gazetteer.demonyms)
                and not any(f" {key(mention.text)}".endswith(f" {office}") for office in offices)
            ):
                parts.append(Part(mention.start, mention.end, "person", entity.id))

    def country_of(adjective: str) -> str | None:
        entry = gazetteer.country_of_demonym(adjective)
        return countries.get(entry.iri) if entry else None

    found = []
    for role in find_roles(text, parts, country_of):
        evidence = evidence_for(role.spans, lines, text)
        if role.title and not honorary(role.title):
            found.append(Claim(role.person, "holdsPosition", role.title, "text", "asserted", _SURE, evidence))
        if role.owner:
            found.append(Claim(role.person, "positionAt", role.owner, "entity", "asserted", _SURE, evidence))
    return found


def owners(entities: Sequence[Entity], gazetteer: Gazetteer, lines: Sequence[Line], text: str) -> list[Claim]:
    """Whose agency one is, where the article describes it so (`extractors.descriptions`)."""
    return [
        Claim(agency, "agencyOf", country, "entity", "asserted", _SURE, evidence_for([(m.start, m.end)], lines, text))
        for agency, country, m in national(entities, gazetteer)
    ]


def stated(
    objects: Sequence[Asked], claims: Iterable[Claim], lines: Sequence[tuple[int, int]], text: str
) -> list[Claim]:
    """What phrases and lists state by their form (`extractors.phrases`, `extractors.fields`).

    Where a phrase leaves the modality open, that of the same claim among ``claims`` is taken.
    """
    slots = [Slot(*span, o.thing.type, i) for i, o in enumerate(objects) for span in o.thing.spans]
    said = {(c.subject, c.predicate, c.object): c.modality for c in claims}

    def claim(
        subject: str, predicate: Predicate, object: Asked, modality: Modality | None, line: tuple[int, int]
    ) -> Claim:
        settled = modality or said.get((subject, predicate, object.value), "asserted")
        evidence = evidence_for([line], lines, text)
        return Claim(subject, predicate, object.value, object.type, settled, _SURE, evidence)

    found = [
        claim(objects[f.subject].value, f.predicate, objects[f.object], f.modality, f.line)
        for f in find_phrases(text, slots, lines)
    ]
    named = sorted(s for s in slots if s.type not in LITERALS)
    for line in lines:
        for field in find_fields(mask(text, line, [s for s in named if line[0] <= s.start and s.end <= line[1]])):
            about = Asked(Thing("Topic", ()), field.topic, "text") if field.project is None else objects[field.project]
            found.append(claim(objects[field.agreement].value, "concerns", about, None, line))
    return found


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
