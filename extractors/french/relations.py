"""Relations in French: what phrases, roles and lists state becomes claims with evidence."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from spacy.tokens import Doc

from extractors.deduction import deduce
from extractors.french.agreements import french_agreement_type
from extractors.french.fields import find_french_fields
from extractors.french.gazetteer import FrenchGazetteer
from extractors.french.phrases import find_french_phrases
from extractors.french.roles import FrenchRole, find_french_roles, find_titles
from extractors.french.text import plain
from extractors.naming import name_agreements
from extractors.phrases import Slot, mask
from extractors.roles import Part
from extractors.settling import settle
from extractors.state import sentences
from extractors.things import evidence_for, things_of
from kg.model import Claim, Entity, Evidence, Modality, Predicate

#: The share of such claims that are right in the odd articles of data/gold/french.
_SURE: Final = 0.9
#: What an agreement has in the modality in which it was entered into.
_WITH_ITS_AGREEMENT: Final = frozenset({"concerns", "agreementType"})
_OWNERS: Final = frozenset({"Agency", "Organization", "Country"})
_INDEXED: Final = re.compile(r"<(\w+):(\d+)>")

Line = tuple[int, int]


class FrenchRelations:
    """Component ``kg_french_relations``: needs ``doc._.entities``, ``literals`` and ``dates``.

    Assigns ``doc._.claims`` and gives agreements their names.
    """

    def __init__(self, gazetteer: FrenchGazetteer) -> None:
        self.gazetteer = gazetteer

    def __call__(self, doc: Doc) -> Doc:
        """Read the phrases, settle what they say, name the agreements."""
        entities: list[Entity] = doc._.entities
        text, lines = doc.text, sentences(doc)
        roles = list(find_french_roles(plain(text), parts(text, entities)))
        claims = [c for r in roles for c in positions(r, lines, text)]
        stated = self.stated(doc, roles, lines)
        claims += with_modality(stated)
        claims += self.owners(entities, lines, text)
        claims += agreement_types(entities, claims, lines, text)
        claims = settle(claims)
        claims = settle([*claims, *deduce(claims, {e.id for e in entities if e.type == "Agency"})])
        doc._.claims = claims
        doc._.entities = name_agreements(entities, claims, type_of=french_agreement_type, about="sur")
        return doc

    def stated(self, doc: Doc, roles: Sequence[FrenchRole], lines: Sequence[Line]) -> list[Claim]:
        """What frames and lists state; a person with an office is the person alone there."""
        text, shown = doc.text, plain(doc.text)
        objects = things_of(doc)
        whole = {r.person: (r.start, r.end) for r in roles}
        slots = [Slot(*span, o.thing.type, i) for i, o in enumerate(objects) for span in o.thing.spans]
        slots = [
            s for s in slots if s.type != "Title" and not any(a <= s.start and s.end <= b for a, b in _spans(roles))
        ]
        slots += [Slot(*whole[o.value], "Person", i) for i, o in enumerate(objects) if o.value in whole]
        slots += [
            Slot(r.start, r.end, "Person", i)
            for r in roles
            for i, o in enumerate(objects)
            if o.value == r.person and (r.start, r.end) != whole[r.person]
        ]
        found = []
        for fact in find_french_phrases(shown, slots, lines):
            subject, object = objects[fact.subject], objects[fact.object]
            evidence = (Evidence(*fact.line, text[slice(*fact.line)]),)
            modality = fact.modality or "asserted"
            found.append(Claim(subject.value, fact.predicate, object.value, object.type, modality, _SURE, evidence))
        for line in lines:
            inside = sorted(s for s in slots if line[0] <= s.start and s.end <= line[1])
            for agreement, topic in find_french_fields(mask(shown, line, inside)):
                words = _INDEXED.sub("", topic).strip()
                evidence = (Evidence(*line, text[slice(*line)]),)
                found.append(Claim(objects[agreement].value, "concerns", words, "text", "asserted", _SURE, evidence))
        return found

    def owners(self, entities: Sequence[Entity], lines: Sequence[Line], text: str) -> list[Claim]:
        """Whose agency one is, where the article describes it so and names the country."""
        countries = {e.id.rpartition("/")[2]: e.id for e in entities if e.type == "Country"}
        found = []
        for entity in entities:
            for mention in entity.mentions if entity.type == "Agency" else ():
                country = self.gazetteer.country_in(mention.text) if mention.text[:1].islower() else ""
                if country in countries:
                    evidence = evidence_for([(mention.start, mention.end)], lines, text)
                    found.append(
                        Claim(entity.id, "agencyOf", countries[country], "entity", "asserted", _SURE, evidence)
                    )
                    break
        return found


def _spans(roles: Iterable[FrenchRole]) -> list[Line]:
    return [(r.start, r.end) for r in roles]


def parts(text: str, entities: Iterable[Entity]) -> list[Part]:
    """The pieces that roles are made of: titles, people, and whom they work for."""
    found = []
    for entity in entities:
        for mention in entity.mentions:
            if entity.type in _OWNERS:
                found.append(Part(mention.start, mention.end, "owner", entity.id))
            elif entity.type == "Person":
                found.append(Part(mention.start, mention.end, "person", entity.id))
    taken = [(p.start, p.end) for p in found]
    found += [
        Part(start, end, "title", words)
        for start, end, words in find_titles(plain(text))
        if not any(start < b and a < end for a, b in taken)
    ]
    return found


def positions(role: FrenchRole, lines: Sequence[Line], text: str) -> list[Claim]:
    """The claims that a role makes."""
    evidence = evidence_for([(role.start, role.end)], lines, text)
    found = []
    if role.title:
        found.append(Claim(role.person, "holdsPosition", role.title, "text", "asserted", _SURE, evidence))
    if role.owner:
        found.append(Claim(role.person, "positionAt", role.owner, "entity", "asserted", _SURE, evidence))
    return found


def states_of(claims: Iterable[Claim]) -> dict[str, tuple[Modality, float]]:
    """For each agreement with a party, signer or date: the modality in which it was entered into, and how surely."""
    found: dict[str, dict[Modality, float]] = {}
    for claim in claims:
        about = claim.object if claim.predicate == "partyTo" else claim.subject
        if claim.predicate in {"partyTo", "signedBy", "signedOn"}:
            sure = found.setdefault(about, {})
            sure[claim.modality] = max(claim.confidence, sure.get(claim.modality, 0.0))
    order: tuple[Modality, ...] = ("asserted", "planned", "negated")
    return {about: next((m, sure[m]) for m in order if m in sure) for about, sure in found.items()}


def with_modality(claims: Sequence[Claim]) -> list[Claim]:
    """The same claims; what an agreement is about is planned or denied as the agreement is."""
    states = states_of(claims)
    return [
        replace(c, modality=states[c.subject][0]) if c.predicate in _WITH_ITS_AGREEMENT and c.subject in states else c
        for c in claims
    ]


def agreement_types(
    entities: Iterable[Entity], claims: Sequence[Claim], lines: Sequence[Line], text: str
) -> list[Claim]:
    """The type of every agreement that has a party, a signer or a date."""
    predicate: Predicate = "agreementType"
    states = states_of(claims)
    found = []
    for entity in entities:
        type = french_agreement_type(m.text for m in entity.mentions)
        if entity.type != "Agreement" or entity.id not in states or type is None:
            continue
        modality, sure = states[entity.id]
        telling = next((m for m in entity.mentions if french_agreement_type([m.text]) == type), entity.mentions[0])
        evidence = evidence_for([(telling.start, telling.end)], lines, text)
        found.append(Claim(entity.id, predicate, type, "text", modality, sure, evidence))
    return found
