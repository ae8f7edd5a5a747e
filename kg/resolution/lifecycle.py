"""The life of an agreement: announced, signed, in force, amended, suspended, ended, each step with its sentences."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal

from kg.rdf import extraction_of
from kg.resolution.canonical import Canonical
from kg.resolution.facts import Fact, Graphs, Statement

Step = Literal["announced", "signed", "in force", "amended", "suspended", "ended"]

_ORDER: Final[tuple[Step, ...]] = ("announced", "signed", "in force", "amended", "suspended", "ended")
#: Words in a sentence that names the agreement. A sentence that denies or plans them says nothing.
_CUES: Final[tuple[tuple[Step, re.Pattern[str]], ...]] = (
    (
        "in force",
        re.compile(r"\b(?:enter(?:s|ed)? into force|came into force|(?:is|remains?|are) in force|ratified)\b"),
    ),
    ("amended", re.compile(r"\b(?:amend(?:s|ed|ment)|extended (?:until|by|to)|prolonged|renewed)\b")),
    ("suspended", re.compile(r"\b(?:suspend(?:s|ed)|frozen|put on hold|on ice)\b")),
    ("ended", re.compile(r"\b(?:terminat(?:es|ed)|expired|ended|withdrew from|cancel+ed|lapsed|annulled)\b")),
)
_UNREAL: Final = re.compile(
    r"\b(?:not|never|no|denied|will|would|may|might|shall|is to|are to|until|unless|if|plans? to)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Event:
    """A step in an agreement's life: ``when`` is an ISO 8601 date, that of the news where nothing better is known."""

    step: Step
    when: str
    exact: bool  #: whether an article states the date; else the step is only known to have happened by then
    statements: tuple[Statement, ...]


def life_of(agreement: Canonical, facts: Iterable[Fact], graphs: Graphs) -> list[Event]:
    """The steps that articles tell of, in the order of their dates."""
    own = [fact for fact in facts if agreement.id in (fact.subject, fact.object)]
    found = [*_announced(own), *_signed(own), *_told(agreement, graphs)]
    return sorted(found, key=lambda event: (event.when or "9999", _ORDER.index(event.step)))


def _announced(facts: list[Fact]) -> Iterator[Event]:
    planned = [s for f in facts if f.modality == "planned" and f.predicate in _SIGNING for s in f.statements]
    if planned:
        yield Event("announced", min(s.day for s in planned), False, tuple(sorted(set(planned))))


_SIGNING: Final = frozenset({"partyTo", "signedBy", "signedOn", "signedAt", "agreementType"})


def _signed(facts: list[Fact]) -> Iterator[Event]:
    asserted = [fact for fact in facts if fact.modality == "asserted" and fact.predicate in _SIGNING]
    dated = [fact for fact in asserted if fact.predicate == "signedOn"]
    if dated:  # the most precise, and among those the best attested
        best = max(dated, key=lambda fact: (len(fact.object), fact.sources, fact.object))
        yield Event("signed", best.object, True, best.statements)
    elif asserted:
        statements = tuple(sorted({s for fact in asserted for s in fact.statements}))
        yield Event("signed", min(s.day for s in statements), False, statements)


def _told(agreement: Canonical, graphs: Graphs) -> Iterator[Event]:
    """Later steps, by the words of the sentences that name the agreement."""
    steps: dict[Step, set[Statement]] = defaultdict(set)
    for iri, entity in agreement.members:
        extraction = extraction_of(graphs.quads(iri))
        article = extraction.article
        day = article.published.isoformat() if article.published else ""
        for mention in extraction.entity(entity).mentions:
            sentence = _sentence(article.text, mention.start, mention.end)
            for step, cue in _CUES:
                if cue.search(sentence) and not _UNREAL.search(sentence):
                    steps[step].add(Statement(day, iri, article.id, iri, sentence))
    for step, statements in steps.items():
        yield Event(step, min(s.day for s in statements), False, tuple(sorted(statements)))


def _sentence(text: str, start: int, end: int) -> str:
    begin = max(text.rfind(mark, 0, start) + len(mark) if mark in text[:start] else 0 for mark in (". ", "\n"))
    stops = [at for mark in (". ", "\n") if (at := text.find(mark, end)) >= 0]
    return text[begin : min(stops, default=len(text))].strip()
