"""Settling: claims from several sources become one list in which everything is said once."""

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from kg.model import SYMMETRIC, Claim, Evidence

_TRUSTED: Final = 0.9  #: from here on the reader is believed beside a fixed phrase

_FORM: Final = 0.95  #: what a form states

#: So many parties or signers in one sentence with their agreement are taken for all of them.
_ENOUGH: Final[Mapping[str, int]] = {"partyTo": 2, "signedBy": 2}

#: Of these a subject has one: the best supported stays.
_SINGLE: Final = frozenset({"signedOn", "launchDate", "eventDate"})


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


def of_its_time(claims: Sequence[Claim], published: dt.date | None) -> list[Claim]:
    """Claims without signers and places of an agreement of an earlier year from sentences that speak of today."""
    if published is None:
        return list(claims)
    past = {c.subject for c in claims if c.predicate == "signedOn" and c.object[:4] < str(published.year)}
    return [
        c for c in claims if len(c.evidence) == 1 or not (c.predicate in {"signedBy", "signedAt"} and c.subject in past)
    ]


def not_before_its_day(claims: Sequence[Claim], published: dt.date | None) -> list[Claim]:
    """The claims; what the article dates after its own day is planned (in train always, but for one event in three).

    What it plans for a day of the week just past ("will sign on Friday") is meant for the week to come: nothing in
    train is planned for a day of the seven before.
    """
    if published is None:
        return list(claims)
    claims = [_in_the_week_to_come(claim, published) for claim in claims]

    def to_come(claim: Claim) -> bool:
        day = claim.object.partition("/")[0]
        return claim.predicate in _SINGLE and claim.modality == "asserted" and day > str(published)[: len(day)]

    events = {c.subject for c in claims if c.predicate == "eventDate" and to_come(c)}
    return [
        replace(c, modality="planned")
        if to_come(c) or (c.predicate == "takesPlaceIn" and c.modality == "asserted" and c.subject in events)
        else c
        for c in claims
    ]


def _in_the_week_to_come(claim: Claim, published: dt.date) -> Claim:
    if claim.predicate not in _SINGLE or claim.modality != "planned" or len(claim.object) != len("2019-06-17"):
        return claim
    day = dt.date.fromisoformat(claim.object)
    quotes = " ".join(evidence.quote for evidence in claim.evidence)
    if day.strftime("%A") not in quotes or re.search(rf"\b{day.day}(?:st|nd|rd|th)?\b", quotes):
        return claim  # the text gives the day by its date
    week = dt.timedelta(days=7)
    return replace(claim, object=(day + week).isoformat()) if published - week <= day < published else claim


def as_agreed(claims: Sequence[Claim]) -> list[Claim]:
    """The claims; a guess that two cooperate is no surer than the one agreement from whose sentence it comes.

    Of a planned agreement it is planned, of one that was not concluded it falls.
    """
    parties: dict[str, dict[str, Claim]] = defaultdict(dict)
    for claim in claims:
        if claim.predicate == "partyTo":
            parties[claim.object][claim.subject] = claim
    kept = []
    for claim in claims:
        if claim.predicate == "cooperatesWith" and claim.modality == "asserted" and claim.confidence < _FORM:
            both = [
                (x[claim.subject], x[claim.object]) for x in parties.values() if {claim.subject, claim.object} <= {*x}
            ]
            said = {m.modality for pair in both for m in pair}
            lines = {line for pair in both for m in pair for line in m.evidence}
            if said and "asserted" not in said and set(claim.evidence) <= lines:
                if said == {"planned"}:
                    kept.append(replace(claim, modality="planned"))
                continue
        kept.append(claim)
    return kept


def not_of_guests(claims: Sequence[Claim]) -> list[Claim]:
    """Claims without cooperation among those whom one person met, guessed from the sentence that lists them."""
    place = {c.subject: c.object for c in claims if c.predicate == "positionAt"}
    guests: dict[tuple[str, tuple[Evidence, ...]], set[str]] = defaultdict(set)
    for claim in claims:
        if claim.predicate == "met":
            for host, guest in ((claim.subject, claim.object), (claim.object, claim.subject)):
                if guest in place:
                    guests[host, claim.evidence].add(place[guest])
    met = [(set(evidence), places) for (_, evidence), places in guests.items() if len(places) > 1]
    return [
        c
        for c in claims
        if c.predicate != "cooperatesWith"
        or not any(set(c.evidence) <= lines and {c.subject, c.object} <= places for lines, places in met)
    ]


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


def with_dates(claims: Sequence[Claim], phrases: Sequence[Claim]) -> list[Claim]:
    """Claims and phrases together; a launch date that a phrase gives to one project is not also guessed for another."""
    taken = {(c.object, c.evidence) for c in phrases if c.predicate == "launchDate"}
    kept = [c for c in claims if c.predicate != "launchDate" or (c.object, c.evidence[:1]) not in taken]
    return [*kept, *phrases]


def _outdone(claim: Claim, best: Mapping[tuple[str, str, str], Claim]) -> bool:
    """Whether it is about taking part where the same one leads, or a guessed lead where a form states taking part."""
    rival = {"participatesIn": "leads", "leads": "participatesIn"}.get(claim.predicate, "")
    other = best.get((claim.subject, rival, claim.object))
    if other is None:
        return False
    stated = {x.predicate for x in (claim, other) if x.confidence >= _FORM}
    return other.predicate == ("participatesIn" if stated == {"participatesIn"} else "leads")


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
    kept = [c for c in best.values() if not _outdone(c, best)]
    return sorted(kept, key=lambda c: (c.evidence[:1], c.subject, c.predicate, c.object))
