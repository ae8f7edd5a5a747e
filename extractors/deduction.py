"""Deduction: what the annotation guideline counts as stated because something else is.

Parties to one agreement cooperate, so do partners in one project; who signs for an agency makes it a party; who
supplies a part of a project takes part in it. Each rule has the share of the annotated articles of ``data/gold/train``
in which it holds; a deduced claim is as sure as its premises and that share together, and rests on their sentences.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from itertools import combinations
from typing import Final

from kg.model import Claim, Modality, Predicate

_SIGNER: Final[dict[Modality, float]] = {"asserted": 0.96, "planned": 0.81}  #: signs for an agency: it is a party
_SUPPLIER: Final = 0.94  #: supplies a part: takes part in the whole
#: Parties to one agreement cooperate; to one that is planned, they will, unless they do already.
_PARTIES: Final[dict[Modality, float]] = {"asserted": 0.97, "planned": 0.95}
_PARTNERS: Final[dict[Modality, float]] = {"asserted": 0.99, "planned": 0.95}  #: partners in one project cooperate


def deduce(claims: Sequence[Claim], agencies: Collection[str]) -> list[Claim]:
    """The claims that follow from ``claims`` and are not among them. ``agencies`` are the IRIs of agencies."""
    held = {(c.subject, c.predicate, c.object): c for c in claims}
    found: list[Claim] = []

    def follows(
        subject: str, predicate: Predicate, object: str, modality: Modality, share: float, *premises: Claim
    ) -> None:
        known = held.get((subject, predicate, object))
        sure = share
        for premise in premises:
            sure *= premise.confidence
        if subject == object or (known and (known.modality != modality or known.confidence >= sure)):
            return
        evidence = tuple(sorted({e for p in premises for e in p.evidence}))
        claim = Claim(subject, predicate, object, "entity", modality, round(sure, 4), evidence)
        held[subject, predicate, object] = claim
        found.append(claim)

    places = _by_subject(claims, "positionAt")
    for signing in _of(claims, "signedBy"):
        for place in places[signing.object]:
            if place.object in agencies and signing.modality in _SIGNER:
                follows(
                    place.object,
                    "partyTo",
                    signing.subject,
                    signing.modality,
                    _SIGNER[signing.modality],
                    signing,
                    place,
                )
    parts = _by_subject(claims, "partOf")
    leading = {(c.subject, c.object) for c in _of(claims, "leads")}
    for supply in _of(claims, "contributes"):
        for part in parts[supply.object]:
            if supply.modality == "asserted" and (supply.subject, part.object) not in leading:
                follows(supply.subject, "participatesIn", part.object, "asserted", _SUPPLIER, supply, part)
    modality: Modality
    for modality in _PARTIES:
        for predicates, shares in ((("partyTo",), _PARTIES), (("participatesIn", "leads"), _PARTNERS)):
            together: dict[str, list[Claim]] = defaultdict(list)
            for claim in held.values():
                if claim.predicate in predicates and claim.modality == modality and claim.subject in agencies:
                    together[claim.object].append(claim)
            for members in together.values():
                for a, b in combinations(sorted(members, key=lambda c: c.subject), 2):
                    follows(a.subject, "cooperatesWith", b.subject, modality, shares[modality], a, b)
    return found


def _of(claims: Iterable[Claim], predicate: Predicate) -> list[Claim]:
    return [c for c in claims if c.predicate == predicate]


def _by_subject(claims: Iterable[Claim], predicate: Predicate) -> dict[str, list[Claim]]:
    grouped: dict[str, list[Claim]] = defaultdict(list)
    for claim in _of(claims, predicate):
        if claim.modality == "asserted":
            grouped[claim.subject].append(claim)
    return grouped
