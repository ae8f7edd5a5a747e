"""Naming: an agreement that the article only describes gets a name that tells it from others.

``CNES-Roscosmos framework agreement on space science (2018)``: parties, the article's word for it, a subject, a year.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from extractors.agreements import agreement_type
from extractors.names import bare
from kg.config import CONFIDENCE_THRESHOLD
from kg.model import Claim, Entity

_MOST_PARTIES: Final = 3
_SUBJECT: Final = re.compile(r"\b(?:on|concerning|about|for|covering)\b", re.I)


def name_agreements(entities: Sequence[Entity], claims: Sequence[Claim]) -> list[Entity]:
    """The same entities, descriptive names for the agreements that have none of their own. Identifiers stay."""
    names = {e.id: e.name for e in entities}
    about: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for claim in sorted(claims, key=lambda c: -c.confidence):
        if claim.confidence < CONFIDENCE_THRESHOLD:
            continue
        if claim.predicate == "partyTo" and claim.modality != "negated":
            about[claim.object]["parties"].append(names[claim.subject])
        elif claim.predicate in {"concerns", "signedOn"}:
            about[claim.subject][claim.predicate].append(names.get(claim.object, claim.object))
    return [
        replace(e, name=_describe(e, about[e.id])) if e.type == "Agreement" and e.name[:1].islower() else e
        for e in entities
    ]


def _describe(entity: Entity, about: dict[str, list[str]]) -> str:
    surfaces = [bare(m.text) for m in entity.mentions]
    words = next((s for s in surfaces if agreement_type([s]) not in {None, "other"}), None) or entity.name
    parties = about["parties"]
    name = words
    if parties:
        shown = parties if len(parties) <= _MOST_PARTIES else [*parties[:2], "others"]
        name = f"{'-'.join(shown)} {words}"
    if about["concerns"] and not _SUBJECT.search(words):
        name += f" on {about['concerns'][0]}"
    if about["signedOn"] and about["signedOn"][0][:4] not in name:
        name += f" ({about['signedOn'][0][:4]})"
    return name
