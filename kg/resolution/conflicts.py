"""Conflicts: canonical facts that cannot all hold. They are found and listed; nothing is resolved silently."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from kg.model import DATE_PREDICATES
from kg.rdf.terms import bounds
from kg.resolution.facts import Fact, Statement

#: Titles of which an organisation has one holder at a time.
_HEAD: Final = re.compile(
    r"^(?:the\s+)?(?:acting\s+)?(?:president|director[- ]general|general director|administrator|head|chief executive"
    r"(?: officer)?|ceo|chair(?:man|woman|person)?|director|minister)$",
    re.IGNORECASE,
)
_YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class Conflict:
    """Facts that exclude each other, and in a word why: ``dates``, ``denied`` or ``heads``."""

    kind: str
    facts: tuple[Fact, ...]


def conflicts(facts: Iterable[Fact]) -> list[Conflict]:
    """All conflicts among the facts: dates of one thing that exclude each other, asserted and denied, two heads."""
    known = list(facts)
    return [*_dates(known), *_denied(known), *_heads(known)]


def _dates(facts: Sequence[Fact]) -> Iterator[Conflict]:
    """Dates of one thing that exclude each other; accords are signed by each party on a day of its own."""
    open_to_all = {f.subject for f in facts if f.predicate == "agreementType" and f.object == "accords"}
    by_subject: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.predicate == "signedOn" and fact.subject in open_to_all:
            continue
        if fact.predicate in DATE_PREDICATES and fact.modality == "asserted":
            by_subject[fact.subject, fact.predicate].append(fact)
    for (_, _), dated in sorted(by_subject.items()):
        apart = {fact for a, b in combinations(dated, 2) if _disjoint(a.object, b.object) for fact in (a, b)}
        if apart:
            yield Conflict("dates", tuple(fact for fact in dated if fact in apart))


def _disjoint(a: str, b: str) -> bool:
    (first_a, last_a), (first_b, last_b) = bounds(a), bounds(b)
    return last_a < first_b or last_b < first_a


def _denied(facts: Sequence[Fact]) -> Iterator[Conflict]:
    by_claim: dict[tuple[str, str, str], dict[str, Fact]] = defaultdict(dict)
    for fact in facts:
        by_claim[fact.subject, fact.predicate, fact.object][fact.modality] = fact
    for _, said in sorted(by_claim.items()):
        if "asserted" in said and "negated" in said:
            yield Conflict("denied", (said["asserted"], said["negated"]))


def _spoken_of(statement: Statement) -> str:
    """The time of which a sentence speaks: the earliest year that it names, else the day of the news."""
    years = [year for year in _YEAR.findall(statement.quote) if year < statement.day]
    return min(years, default=statement.day)


def _heads(facts: Sequence[Fact]) -> Iterator[Conflict]:
    """Two people with one title of a head at one organisation, each attested within the other's time.

    A title and an employer are taken together where one sentence states both.
    """
    titles: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for fact in facts:
        if fact.predicate == "holdsPosition" and fact.modality == "asserted" and _HEAD.match(fact.object):
            for statement in fact.statements:
                titles[fact.subject, statement.article, statement.quote].add(fact.object.casefold())
    held: dict[tuple[str, str], dict[str, tuple[Fact, list[str]]]] = defaultdict(dict)
    for fact in facts:
        if fact.predicate != "positionAt" or fact.modality != "asserted":
            continue
        for statement in fact.statements:
            for title in titles.get((fact.subject, statement.article, statement.quote), ()):
                _, days = held[fact.object, title].setdefault(fact.subject, (fact, []))
                if statement.day:
                    days.append(_spoken_of(statement))
    for _, people in sorted(held.items()):
        for (_, (one, days)), (_, (other, others)) in combinations(sorted(people.items()), 2):
            if days and others and min(days) < max(others) and min(others) < max(days):
                yield Conflict("heads", (one, other))
