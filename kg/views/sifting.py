"""Sifting: the filter that all views of the explorer share, what it leaves of an atlas, what each value would leave."""

import datetime as dt
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

from kg.errors import QueryError
from kg.ids import shorten
from kg.model import ENTITY_TYPES, MODALITIES, PREDICATES
from kg.rdf.terms import bounds
from kg.views.atlas import Atlas, Fact

Mask: TypeAlias = npt.NDArray[np.bool_]
_Codes: TypeAlias = npt.NDArray[np.int32]

BANDS: Final = 10  #: of confidence
_MOST_SOURCES: Final = 5  #: of which facets tell the numbers one by one
_NEVER: Final = -1


@dataclass(frozen=True, slots=True)
class Filter:
    """Which facts are shown. An empty set lets all pass."""

    types: frozenset[str] = frozenset()  #: both ends of a fact are of one of these
    relations: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()  #: ids of topics; narrower ones pass too
    countries: frozenset[str] = frozenset()  #: ids of countries; facts of their bodies pass too
    modality: frozenset[str] = frozenset({"asserted"})
    confidence: float = 0.5
    sources: int = 1  #: independent articles at least
    since: dt.date | None = None
    until: dt.date | None = None
    rejected: bool = False  #: whether rejected facts pass

    @classmethod
    def parse(cls, given: Mapping[str, str]) -> "Filter":
        """The filter that parameters ask for; others are ignored. Raises `QueryError`."""
        return cls(
            types=_choice("types", given.get("types"), ENTITY_TYPES),
            relations=_choice("relations", given.get("relations"), PREDICATES),
            topics=_names(given.get("topics")),
            countries=_names(given.get("countries")),
            modality=_choice("modality", given.get("modality"), MODALITIES) or frozenset({"asserted"}),
            confidence=_probability(given.get("confidence")),
            sources=number(given, "sources", 1, 1, 10**6),
            since=_day("since", given.get("since"), 0),
            until=_day("until", given.get("until"), 1),
            rejected=_choice("rejected", given.get("rejected"), ("yes", "no")) == {"yes"},
        )

    @property
    def dated(self) -> bool:
        """Whether what has no date is left out."""
        return self.since is not None or self.until is not None


@dataclass(frozen=True, slots=True)
class Sifted:
    """What a filter leaves: the places of facts in the atlas, and how many of those that it could have left."""

    places: tuple[int, ...]
    total: int  #: facts that a filter without demands leaves
    undated: int  #: facts that only their lack of a date keeps out

    def left_out(self, nodes: int = 0, edges: int = 0) -> dict[str, int]:
        """What is not shown: facts that do not pass, of these for want of a date, nodes and edges beyond a cap."""
        return {"filtered": self.total - len(self.places), "undated": self.undated, "nodes": nodes, "edges": edges}


@dataclass(frozen=True, slots=True)
class _Pairs:
    """Which facts have which of many values: fact ``facts[i]`` has the value ``names[values[i]]``."""

    names: tuple[str, ...]
    facts: _Codes
    values: _Codes

    @classmethod
    def of(cls, atlas: Atlas, values_of: Callable[[Fact], Iterable[str]]) -> "_Pairs":
        codes: dict[str, int] = {}
        facts, values = [], []
        for place, fact in enumerate(atlas.facts):
            for value in set(values_of(fact)):
                facts.append(place)
                values.append(codes.setdefault(value, len(codes)))
        return cls(tuple(codes), np.array(facts, np.int32), np.array(values, np.int32))

    def mask(self, wanted: frozenset[str], size: int) -> Mask:
        chosen = np.array([name in wanted for name in self.names], bool)
        found: Mask = np.zeros(size, bool)
        if len(self.names):
            found[self.facts[chosen[self.values]]] = True
        return found

    def counts(self, mask: Mask) -> dict[str, int]:
        if not len(self.names):
            return {}
        counts = np.bincount(self.values[mask[self.facts]], minlength=len(self.names))
        return {name: int(count) for name, count in zip(self.names, counts, strict=True) if count}


@dataclass
class Sieve:
    """An atlas with its facts in columns, which any number of filters can be put to."""

    atlas: Atlas
    size: int = field(init=False)

    def __post_init__(self) -> None:
        atlas = self.atlas
        facts = atlas.facts
        self.size = len(facts)
        self._modality = _Pairs.of(atlas, lambda fact: (fact.modality,))
        self._relations = _Pairs.of(atlas, lambda fact: (fact.predicate,))
        self._types = _Pairs.of(atlas, lambda fact: (atlas.things[end].type for end in fact.ends))
        self._topics = _Pairs.of(atlas, self._topics_of)
        self._countries = _Pairs.of(atlas, self._countries_of)
        self._confidence = np.array([fact.confidence for fact in facts], np.float64)
        self._sources = np.array([fact.sources for fact in facts], np.int32)
        self._rejected = np.array([fact.rejected for fact in facts], bool)
        self._first = np.array([f.when.earliest.toordinal() if f.when else _NEVER for f in facts], np.int32)
        self._last = np.array([f.when.latest.toordinal() if f.when else _NEVER for f in facts], np.int32)

    def sift(self, filter: Filter) -> Sifted:
        """What passes."""
        tests = self._tests(filter)
        passing = _all(tests.values(), self.size)
        others = _all((mask for name, mask in tests.items() if name != "dates"), self.size)
        undated = int((others & (self._first == _NEVER)).sum()) if filter.dated else 0
        total = self.size if filter.rejected else int((~self._rejected).sum())
        return Sifted(tuple(np.flatnonzero(passing).tolist()), total, undated)

    def facets(self, filter: Filter) -> dict[str, object]:
        """For each parameter of the filter, how many facts each value would leave with all others as they are."""
        tests = self._tests(filter)

        def without(name: str) -> Mask:
            return _all((mask for other, mask in tests.items() if other != name), self.size)

        bands = np.minimum((self._confidence[without("confidence")] * BANDS).astype(int), BANDS - 1)
        numbers = self._sources[without("sources")]
        return {
            "types": self._types.counts(without("types")),
            "relations": self._relations.counts(without("relations")),
            "topics": self._topics.counts(without("topics")),
            "countries": self._countries.counts(without("countries")),
            "modality": self._modality.counts(without("modality")),
            "confidence": np.bincount(bands, minlength=BANDS).tolist(),
            "sources": [int((numbers >= least).sum()) for least in range(1, _MOST_SOURCES + 1)],
        }

    def _tests(self, filter: Filter) -> dict[str, Mask]:
        """For each parameter that demands something, which facts meet it."""
        tests: dict[str, Mask] = {"modality": self._modality.mask(filter.modality, self.size)}
        if not filter.rejected:
            tests["rejected"] = ~self._rejected
        if filter.types:
            others = frozenset(self._types.names) - filter.types
            tests["types"] = ~self._types.mask(others, self.size)
        if filter.relations:
            tests["relations"] = self._relations.mask(filter.relations, self.size)
        if filter.topics:
            tests["topics"] = self._topics.mask(filter.topics, self.size)
        if filter.countries:
            tests["countries"] = self._countries.mask(filter.countries, self.size)
        if filter.confidence > 0:
            tests["confidence"] = self._confidence >= filter.confidence
        if filter.sources > 1:
            tests["sources"] = self._sources >= filter.sources
        if filter.dated:
            since = filter.since.toordinal() if filter.since else 0
            until = filter.until.toordinal() if filter.until else 2**31 - 1
            tests["dates"] = (self._first != _NEVER) & (self._last >= since) & (self._first <= until)
        return tests

    def _topics_of(self, fact: Fact) -> Iterable[str]:
        return (topic for end in fact.ends for topic in self.atlas.things[end].topics)

    def _countries_of(self, fact: Fact) -> Iterable[str]:
        for end in fact.ends:
            thing = self.atlas.things[end]
            if thing.type == "Country":
                yield thing.id
            elif thing.country:
                yield thing.country


def number(given: Mapping[str, str], name: str, default: int, least: int, most: int) -> int:
    """A parameter that is a whole number within bounds. Raises `QueryError`."""
    text = given.get(name, "")
    if not text:
        return default
    if not (text.isascii() and text.isdigit() and len(text) < 10 and least <= int(text) <= most):
        raise QueryError(f"parameter {name!r}", f"{text!r} is not a number from {least} to {most}", "give one that is")
    return int(text)


def choice(given: Mapping[str, str], name: str, allowed: Sequence[str]) -> str:
    """A parameter that is one of several words, the first of them where it is not given. Raises `QueryError`."""
    chosen = _choice(name, given.get(name), allowed)
    if len(chosen) > 1:
        raise QueryError(f"parameter {name!r}", "takes one value", "one of " + ", ".join(allowed))
    return next(iter(chosen), allowed[0])


def names(given: Mapping[str, str], name: str) -> tuple[str, ...]:
    """A parameter that names things, as their short names, each once and in order."""
    return tuple(dict.fromkeys(shorten(part.strip()) for part in given.get(name, "").split(",") if part.strip()))


def _all(masks: Iterable[Mask], size: int) -> Mask:
    passing: Mask = np.ones(size, bool)
    for mask in masks:
        passing &= mask
    return passing


def _names(text: str | None) -> frozenset[str]:
    return frozenset(names({"": text or ""}, ""))


def _choice(name: str, text: str | None, allowed: Sequence[str]) -> frozenset[str]:
    chosen = frozenset(part.strip() for part in (text or "").split(",") if part.strip())
    for part in sorted(chosen - set(allowed)):
        raise QueryError(f"parameter {name!r}", f"{part!r} is not known", "one of " + ", ".join(allowed))
    return chosen


def _probability(text: str | None) -> float:
    if not text:
        return 0.5
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not 0 <= value <= 1:
        raise QueryError("parameter 'confidence'", f"{text!r} is not a number from 0 to 1", "give one that is")
    return value


def _day(name: str, text: str | None, end: int) -> dt.date | None:
    if not text:
        return None
    try:
        if "/" in text:
            raise ValueError
        return bounds(text)[end]
    except ValueError:
        raise QueryError(
            f"parameter {name!r}", f"{text!r} is no day, month or year", "give one, as 2019-06-17, 2019-06 or 2019"
        ) from None
