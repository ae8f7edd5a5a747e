"""A survey: one snapshot ready to be explored. What is costly is made when it is first asked for, and kept."""

from collections import Counter, OrderedDict
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, TypeVar

from kg.ids import shorten
from kg.queries import Queryable
from kg.queries.parameters import UnknownThing
from kg.views.actors import Level, Ties, ties_of
from kg.views.atlas import Atlas, Fact, Thing
from kg.views.landscape import Landscape, landscape_of
from kg.views.sifting import Filter, Sieve, Sifted

_KEPT: Final = 32  #: results of each kind that are kept
_T = TypeVar("_T")


class Survey:
    """An atlas with its sieve, its networks of actors and their landscapes, and the graph for what is in neither."""

    def __init__(self, graph: Queryable, atlas: Atlas, earlier: "Survey | None" = None) -> None:
        """``earlier`` is the survey of the snapshot before: what has not changed keeps its place on the screen."""
        self.graph = graph
        self.atlas = atlas
        self.sieve = Sieve(atlas)
        self._sifted: OrderedDict[Filter, Sifted] = OrderedDict()
        self._ties: OrderedDict[tuple[Filter, Level], Ties] = OrderedDict()
        self._landscapes: dict[str, Landscape] = {}
        self._others: dict[str, Any] = {}
        self._earlier = dict(earlier._landscapes) if earlier else {}
        self.pages: OrderedDict[str, Any] = OrderedDict()  #: what `kg.views.evidence` has read of single articles

    def sift(self, filter: Filter) -> Sifted:
        """What a filter leaves."""
        return _kept(self._sifted, filter, lambda: self.sieve.sift(filter))

    def ties(self, filter: Filter, level: Level) -> Ties:
        """The network of actors, as far as a filter leaves it."""
        return _kept(self._ties, (filter, level), lambda: ties_of(self.atlas, self.sift(filter).places, level))

    def landscape(self, level: str) -> Landscape:
        """Places, communities and centrality in the network that no filter narrows, at a level or of all entities."""
        if level not in self._landscapes:
            weights = self.entity_weights() if level == "entity" else self._actor_weights(level)
            self._landscapes[level] = landscape_of(weights, self._earlier.get(level))
        return self._landscapes[level]

    def entity_weights(self, filter: Filter | None = None) -> Counter[tuple[str, str]]:
        """How many facts that pass link two entities."""
        weights: Counter[tuple[str, str]] = Counter()
        for place in self.sift(filter or Filter()).places:
            fact = self.atlas.facts[place]
            if fact.linked and fact.subject != fact.object:
                weights[min(fact.ends), max(fact.ends)] += 1
        return weights

    def kept(self, name: str, make: Callable[[], _T]) -> _T:
        """Something that is costly to make, made once."""
        if name not in self._others:
            self._others[name] = make()
        found: _T = self._others[name]
        return found

    def thing(self, id: str) -> Thing:
        """What has that short name (or IRI), or had it before it became one with another. Raises `UnknownThing`."""
        short = shorten(id)
        found = self.atlas.things.get(self.atlas.former.get(short, short))
        if found is None:
            raise UnknownThing(repr(id), "no article speaks of it", "see /api/search")
        return found

    def fact(self, id: str) -> Fact:
        """The fact of that id. Raises `UnknownThing`."""
        found = self.atlas.by_id.get(id)
        if found is None:
            raise UnknownThing(f"fact {id!r}", "there is none of that name", "see /api/facts")
        return found

    def about(self, ids: Iterable[str], filter: Filter, level: Level = "agency") -> list[int]:
        """The places of the facts about any of some things that pass, in order.

        At the level of countries, what is about a body is about its country.
        """
        atlas, passing = self.atlas, set(self.sift(filter).places)
        meant = {id for named in ids for id in (named, *(atlas.bodies.get(named, ()) if level == "country" else ()))}
        return sorted({place for id in meant for place in atlas.about.get(id, ()) if place in passing})

    def _actor_weights(self, level: str) -> Mapping[tuple[str, str], int]:
        ties = self.ties(Filter(), "country" if level == "country" else "agency").ties
        return {ends: tie.weight for ends, tie in ties.items()}


_K = TypeVar("_K")


def _kept(kept: "OrderedDict[_K, _T]", key: _K, make: Callable[[], _T]) -> _T:
    if key in kept:
        kept.move_to_end(key)
        return kept[key]
    made = kept[key] = make()
    if len(kept) > _KEPT:
        kept.popitem(last=False)
    return made
