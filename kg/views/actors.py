"""Actors: agencies, other bodies and countries, and what links two of them: agreements, projects, said cooperation."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import combinations
from typing import Final, Literal

from kg.views.atlas import Atlas, Fact

Level = Literal["agency", "country"]
LEVELS: Final = ("agency", "country")
ACTORS: Final = frozenset({"Agency", "Organization", "Country"})
#: What makes something a tie between those who are its subjects.
JOINT: Final = {
    "partyTo": "agreements",
    "leads": "projects",
    "participatesIn": "projects",
    "contributes": "projects",
}


@dataclass(slots=True)
class Tie:
    """What links two actors; ``a`` sorts before ``b``. Facts are places in the atlas."""

    a: str
    b: str
    agreements: set[str] = field(default_factory=set)
    projects: set[str] = field(default_factory=set)
    facts: set[int] = field(default_factory=set)
    cooperations: int = 0  #: pairs of bodies that are said to cooperate
    sources: int = 0  #: independent articles
    first: str | None = None  #: the first and the last date of what links them, as precise as it is known
    last: str | None = None

    @property
    def key(self) -> str:
        """Names the tie."""
        return f"{self.a}|{self.b}"

    @property
    def weight(self) -> int:
        """Agreements, joint projects and cooperations together."""
        return len(self.agreements) + len(self.projects) + self.cooperations

    def plain(self) -> dict[str, object]:
        """As plain data."""
        return {
            "a": self.a,
            "b": self.b,
            "weight": self.weight,
            "agreements": len(self.agreements),
            "projects": len(self.projects),
            "cooperations": self.cooperations,
            "facts": len(self.facts),
            "sources": self.sources,
            "first": self.first,
            "last": self.last,
        }


@dataclass(frozen=True, slots=True)
class Ties:
    """The network of actors: ties by their two ends, heaviest first, and in what each actor has a part."""

    ties: dict[tuple[str, str], Tie]
    parts: dict[str, dict[str, set[str]]]  #: actor to ``agreements`` and ``projects``
    homeless: int = 0  #: actors that the level of countries leaves out, because their country is not known

    @property
    def neighbours(self) -> dict[str, set[str]]:
        """Who is tied to whom."""
        found: dict[str, set[str]] = defaultdict(set)
        for a, b in self.ties:
            found[a].add(b)
            found[b].add(a)
        return dict(found)

    def between(self, a: str, b: str) -> Tie | None:
        """The tie of two actors, in either order."""
        return self.ties.get((min(a, b), max(a, b)))


def ties_of(atlas: Atlas, places: Iterable[int], level: Level = "agency") -> Ties:
    """What links actors, as far as the facts at these places of the atlas say.

    At the level of countries, bodies stand for their country; those of one country are not linked with each other.
    """
    homes = _homes(atlas, level)
    joint: dict[tuple[str, str], dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    ties: dict[tuple[str, str], Tie] = {}
    parts: dict[str, dict[str, set[str]]] = defaultdict(lambda: {"agreements": set(), "projects": set()})
    homeless: set[str] = set()

    def tie(one: str, other: str) -> Tie:
        a, b = (one, other) if one < other else (other, one)
        found = ties.get((a, b))
        if found is None:
            found = ties[a, b] = Tie(a, b)
        return found

    for place in places:
        fact = atlas.facts[place]
        if not fact.linked:
            continue
        kind = JOINT.get(fact.predicate)
        if kind is not None:
            actor = homes.get(fact.subject)
            if actor:
                joint[kind, fact.object][actor].add(place)
                parts[actor][kind].add(fact.object)
            elif actor is not None:
                homeless.add(fact.subject)
        elif fact.predicate == "cooperatesWith":
            one, other = homes.get(fact.subject), homes.get(fact.object)
            if one and other and one != other:
                found = tie(one, other)
                found.cooperations += 1
                found.facts.add(place)
            homeless.update(end for end in fact.ends if homes.get(end) == "")
    for (kind, thing), members in joint.items():
        for one, other in combinations(sorted(members), 2):
            found = tie(one, other)
            getattr(found, kind).add(thing)
            found.facts |= members[one]
            found.facts |= members[other]
    for found in ties.values():
        _count(found, atlas)
    order = sorted(ties.values(), key=lambda t: (-t.weight, -t.sources, t.a, t.b))
    return Ties({(t.a, t.b): t for t in order}, dict(parts), len(homeless))


def _homes(atlas: Atlas, level: Level) -> Mapping[str, str]:
    """What each actor counts as at a level; nothing where its country is not known."""
    if level == "agency":
        return {id: id for id, thing in atlas.things.items() if thing.type in ACTORS}
    return {
        id: id if thing.type == "Country" else thing.country
        for id, thing in atlas.things.items()
        if thing.type in ACTORS
    }


def _count(tie: Tie, atlas: Atlas) -> None:
    facts = [atlas.facts[place] for place in tie.facts]
    tie.sources = len(sources_of(facts))
    times = [fact.when for fact in facts if fact.when is not None]
    if times:
        tie.first = min(times, key=lambda when: (when.earliest, when.latest)).value.partition("/")[0]
        tie.last = max(times, key=lambda when: (when.latest, when.earliest)).value.rpartition("/")[2]


def sources_of(facts: Iterable[Fact]) -> set[str]:
    """The independent articles that state any of some facts."""
    return {statement.article.source for fact in facts for statement in fact.counted}
