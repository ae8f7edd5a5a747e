"""Naming: an agreement that the article only describes gets a name that tells it from others.

``CNES-Roscosmos framework agreement on space science (2018)``: parties, the article's word for it, a subject, a year.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Final

from extractors.agreements import agreement_type
from extractors.names import bare, is_nominal
from kg.config import CONFIDENCE_THRESHOLD
from kg.model import Claim, Entity

_MOST_PARTIES: Final = 3
_SUBJECT: Final = re.compile(r"\b(?:on|concerning|about|for|covering)\b", re.I)

TypeOf = Callable[[Iterable[str]], str | None]


def name_agreements(
    entities: Sequence[Entity], claims: Sequence[Claim], *, type_of: TypeOf = agreement_type, about: str = "on"
) -> list[Entity]:
    """The same entities, descriptive names for the agreements that have none of their own. Identifiers stay.

    ``type_of`` tells an agreement's type by its surfaces, ``about`` is the word between an agreement and its subject:
    both are of the article's language.
    """
    names = {e.id: e.name for e in entities}
    known: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for claim in sorted(claims, key=lambda c: (-c.confidence, _place(c))):
        if claim.confidence < CONFIDENCE_THRESHOLD:
            continue
        if claim.predicate == "partyTo" and claim.modality != "negated":
            known[claim.object]["parties"].append(names[claim.subject])
        elif claim.predicate in {"concerns", "signedOn"}:
            known[claim.subject][claim.predicate].append(names.get(claim.object, claim.object))
    return [
        replace(e, name=_describe(e, known[e.id], type_of, about))
        if e.type == "Agreement" and (e.name[:1].islower() or is_nominal(e.name))
        else e
        for e in entities
    ]


def _place(claim: Claim) -> int:
    """Where the claim's object stands in its first sentence: of several subjects the first names the agreement."""
    at = claim.evidence[0].quote.find(claim.object) if claim.evidence else -1
    return at if at >= 0 else 1_000_000


def _describe(entity: Entity, known: dict[str, list[str]], type_of: TypeOf, about: str) -> str:
    surfaces = [bare(m.text) for m in entity.mentions]
    words = next((s for s in surfaces if type_of([s]) not in {None, "other"}), None) or entity.name
    parties = known["parties"]
    name = words
    if parties:
        shown = parties if len(parties) <= _MOST_PARTIES else [*parties[:2], "others"]
        name = f"{'-'.join(shown)} {words}"
    if known["concerns"] and not _SUBJECT.search(words):
        name += f" {about} {known['concerns'][0]}"
    if known["signedOn"] and known["signedOn"][0][:4] not in name:
        name += f" ({known['signedOn'][0][:4]})"
    return name
