"""Routes between two things: the shortest paths; and what two actors have in common."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from itertools import islice, pairwise, takewhile
from typing import Final

import networkx as nx

from kg.errors import QueryError
from kg.views import plain
from kg.views.actors import ACTORS, Ties, sources_of
from kg.views.atlas import Fact
from kg.views.expansion import nodes
from kg.views.sifting import Filter, choice, number
from kg.views.survey import Survey

MOST_PATHS, LONGEST = 20, 6
_LISTED: Final = 100
_LOOKED_AT: Final = 500  #: shortest paths, of which the best supported are kept
_PARTS: Final = ("partyTo", "leads", "participatesIn", "contributes")


def paths(survey: Survey, filter: Filter, given: Mapping[str, str]) -> dict[str, object]:
    """The shortest paths, those first whose weakest link most sources tell of."""
    level = choice(given, "level", ("entity", "agency", "country"))
    most, longest = number(given, "most", 5, 1, MOST_PATHS), number(given, "longest", 4, 1, LONGEST)
    start, end = (_end(survey, given, name) for name in ("from", "to"))
    if start == end:
        raise QueryError("parameters 'from' and 'to'", "they are one thing", "give two")
    graph: nx.Graph[str] = nx.Graph()
    edges: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    ties: Ties | None = None
    if level == "entity":
        for place in survey.sift(filter).places:
            fact = survey.atlas.facts[place]
            if fact.linked and fact.subject != fact.object:
                edges[min(fact.ends), max(fact.ends)].append(fact)
        graph.add_edges_from((a, b, {"sources": len(sources_of(told))}) for (a, b), told in edges.items())
    else:
        ties = survey.ties(filter, "country" if level == "country" else "agency")
        graph.add_edges_from((tie.a, tie.b, {"sources": tie.sources}) for tie in ties.ties.values())
    found = _shortest(graph, start, end, most, longest)
    steps = {(min(a, b), max(a, b)) for path in found for a, b in pairwise(path)}
    on_way = plain.distinct(id for path in found for id in path)
    return {
        "from": start,
        "to": end,
        "level": level,
        "paths": [
            {
                "nodes": path,
                "edges": [_step(edges, ties, a, b) for a, b in pairwise(path)],
            }
            for path in found
        ],
        "nodes": nodes(survey, filter, on_way or [start, end]),
        "edges": [ties.ties[step].plain() for step in sorted(steps)]
        if ties
        else [plain.edge(fact) for step in sorted(steps) for fact in edges[step]],
        "leftOut": survey.sift(filter).left_out(),
    }


def compare(survey: Survey, filter: Filter, given: Mapping[str, str]) -> dict[str, object]:
    """Partners, agreements, projects, topics and countries that two actors share, and what only one of them has."""
    a, b = (_end(survey, given, name) for name in ("a", "b"))
    if a == b:
        raise QueryError("parameters 'a' and 'b'", "they are one thing", "give two")
    for id in (a, b):
        if survey.thing(id).type not in ACTORS:
            raise QueryError(repr(id), "is no agency, organisation or country", "compare two of these")
    both_countries = all(survey.thing(id).type == "Country" for id in (a, b))
    ties = survey.ties(filter, "country" if both_countries else "agency")
    partners = {id: ties.neighbours.get(id, set()) - {a, b} for id in (a, b)}
    parts = {id: ties.parts.get(id, {"agreements": set(), "projects": set()}) for id in (a, b)}
    topics = {id: _topics(survey, parts[id]) for id in (a, b)}
    countries = {id: {survey.thing(p).country or p for p in partners[id]} - {""} for id in (a, b)}
    countries = {id: {c for c in found if c.startswith("country:")} for id, found in countries.items()}
    tie = ties.between(a, b)
    shared_topics = sorted(topics[a] & topics[b], key=lambda t: (-min(topics[a][t], topics[b][t]), t))
    shown = nodes(survey, filter, [a, b])
    return {
        "a": shown[0],
        "b": shown[1],
        "both": {
            "partners": _nodes(survey, filter, ties, partners[a] & partners[b]),
            "agreements": _named(survey, parts[a]["agreements"] & parts[b]["agreements"]),
            "projects": _named(survey, parts[a]["projects"] & parts[b]["projects"]),
            "topics": {
                "items": [{**plain.topic(t), "a": topics[a][t], "b": topics[b][t]} for t in shared_topics[:_LISTED]],
                "more": max(0, len(shared_topics) - _LISTED),
            },
            "countries": _named(survey, countries[a] & countries[b]),
        },
        "onlyA": _only(survey, filter, ties, partners[a] - partners[b], topics[a], topics[b]),
        "onlyB": _only(survey, filter, ties, partners[b] - partners[a], topics[b], topics[a]),
        "counts": {
            name: {
                "partners": len(partners[id] | ({other} if tie else set())),
                "agreements": len(parts[id]["agreements"]),
                "projects": len(parts[id]["projects"]),
                "facts": shown[index]["facts"],
                "sources": len(sources_of(survey.atlas.facts[place] for place in survey.about([id], filter))),
            }
            for index, (name, id, other) in enumerate((("a", a, b), ("b", b, a)))
        },
        "tie": tie.plain() if tie else None,
        "leftOut": survey.sift(filter).left_out(),
    }


def _shortest(graph: "nx.Graph[str]", start: str, end: str, most: int, longest: int) -> list[list[str]]:
    if start not in graph or end not in graph:
        return []
    try:
        if nx.shortest_path_length(graph, start, end) > longest:
            return []
    except nx.NetworkXNoPath:
        return []
    found = list(islice(nx.all_shortest_paths(graph, start, end), _LOOKED_AT))
    if len(found) < most:  # longer ones, too: a direct link hides what else there is
        others = islice(nx.shortest_simple_paths(graph, start, end), 2 * most)
        found += [path for path in takewhile(lambda path: len(path) <= longest + 1, others) if path not in found]

    def strength(path: list[str]) -> tuple[int, int, list[str]]:
        return len(path), -min(graph[a][b]["sources"] for a, b in pairwise(path)), path

    return sorted(found, key=strength)[:most]


def _step(edges: Mapping[tuple[str, str], list[Fact]], ties: Ties | None, a: str, b: str) -> str:
    """Names the edge of a step: the fact that most sources tell of, or the tie of two actors."""
    link = min(a, b), max(a, b)
    if ties:
        return ties.ties[link].key
    return max(edges[link], key=lambda fact: (fact.sources, fact.confidence, fact.id)).id


def _end(survey: Survey, given: Mapping[str, str], name: str) -> str:
    if not given.get(name):
        raise QueryError(f"parameter {name!r}", "is missing", "give the id of an entity, as agency:cnes")
    return survey.thing(given[name]).id


def _topics(survey: Survey, parts: Mapping[str, set[str]]) -> Counter[str]:
    return Counter(topic for things in parts.values() for id in things for topic in survey.thing(id).topics)


def _only(
    survey: Survey, filter: Filter, ties: Ties, partners: set[str], topics: Counter[str], others: Counter[str]
) -> dict[str, object]:
    own = sorted(topics.keys() - others.keys(), key=lambda t: (-topics[t], t))
    return {
        "partners": _nodes(survey, filter, ties, partners),
        "topics": {
            "items": [{**plain.topic(t), "count": topics[t]} for t in own[:_LISTED]],
            "more": max(0, len(own) - _LISTED),
        },
    }


def _nodes(survey: Survey, filter: Filter, ties: Ties, ids: Iterable[str]) -> dict[str, object]:
    weight = Counter({id: len(ties.neighbours.get(id, ())) for id in ids})
    order = sorted(weight, key=lambda id: (-weight[id], id))
    return {"items": nodes(survey, filter, order[:_LISTED]), "more": max(0, len(order) - _LISTED)}


def _named(survey: Survey, ids: Iterable[str]) -> dict[str, object]:
    order = sorted(ids)
    return {
        "items": [plain.named(survey.atlas, id) for id in order[:_LISTED]],
        "more": max(0, len(order) - _LISTED),
    }
