"""The picture: the network of agencies, of countries or of all entities, placed and capped, as plain data."""

from collections import Counter
from collections.abc import Collection, Mapping

from kg.views import plain
from kg.views.actors import ACTORS, Level
from kg.views.landscape import clipped
from kg.views.sifting import Filter, choice, names, number
from kg.views.survey import Survey
from kg.views.viewlist import EDGES, MOST_EDGES, MOST_NODES, NODES

LEVELS = ("agency", "country", "entity")
_NAMED_COMMUNITIES = 40


def picture(survey: Survey, filter: Filter, given: Mapping[str, str]) -> dict[str, object]:
    """Nodes and edges of the network at a level, those with the heaviest links where there are too many."""
    level = choice(given, "level", LEVELS)
    most_nodes = number(given, "nodes", NODES, 1, MOST_NODES)
    most_edges = number(given, "edges", EDGES, 0, MOST_EDGES)
    radius = number(given, "radius", 1, 1, 3)
    centres = [survey.thing(id).id for id in names(given, "about")]
    if level == "entity":
        ties, weights = None, dict(survey.entity_weights(filter))
    else:
        ties = survey.ties(filter, "country" if level == "country" else "agency")
        weights = {ends: tie.weight for ends, tie in ties.ties.items()}
    everybody = {end for link in weights for end in link} | set(centres) | set(ties.parts if ties else ())
    if centres:
        everybody = _around(weights, centres, radius)
        weights = {link: weight for link, weight in weights.items() if everybody.issuperset(link)}
    shown, links = clipped(everybody, weights, most_nodes, most_edges)
    sifted = survey.sift(filter)
    facts = _facts_of(survey, sifted.places, set(shown), level)
    degree = Counter(end for link in weights for end in link)
    landscape = survey.landscape(level)
    nodes = []
    for id in shown:
        found = plain.node(survey.atlas, id, degree=degree[id], facts=facts[id])
        if ties is not None:
            part = ties.parts.get(id)
            found |= {kind: len(part[kind]) if part else 0 for kind in ("agreements", "projects")}
        found |= {
            "community": landscape.communities.get(id, -1),
            "centrality": round(landscape.centrality.get(id, 0.0), 5),
        }
        if id in landscape.places:  # who has no link has no place
            found["x"], found["y"] = map(round, landscape.places[id])
        nodes.append(found)
    inside = set(shown)
    edges = [ties.ties[link].plain() for link in links] if ties else _edges(survey, sifted.places, links)
    left_out = sifted.left_out(len(everybody) - len(shown), len(weights) - len(links))
    if level == "country" and ties is not None:
        left_out["homeless"] = ties.homeless
    return {
        "level": level,
        "nodes": nodes,
        "edges": edges,
        "communities": communities(survey, level, inside),
        "total": {"nodes": len(everybody), "edges": len(weights), "facts": len(sifted.places)},
        "leftOut": left_out,
    }


def communities(survey: Survey, level: str, shown: Collection[str]) -> list[dict[str, object]]:
    """The largest communities of a level, named after their most central members that are shown."""
    found = []
    for number_, members in enumerate(survey.landscape(level).members()[:_NAMED_COMMUNITIES]):
        things = [survey.atlas.things[id] for id in members if id in shown]
        things.sort(key=lambda thing: thing.type not in ACTORS)  # who has a name that says most
        visible = [thing.label for thing in things]
        if len(visible) > 1:
            found.append({"id": number_, "label": ", ".join(visible[:3]), "size": len(members), "shown": len(visible)})
    return found


def _around(weights: Mapping[tuple[str, str], int], centres: list[str], radius: int) -> set[str]:
    reached = set(centres)
    for _ in range(radius):
        reached |= {end for link in weights if not reached.isdisjoint(link) for end in link}
    return reached


def _facts_of(survey: Survey, places: Collection[int], shown: set[str], level: str) -> Counter[str]:
    """How many facts that pass are about each node; at the level of countries, about it or its bodies."""
    atlas = survey.atlas
    home = {id: thing.country or id for id, thing in atlas.things.items()} if level == "country" else None
    counts: Counter[str] = Counter()
    for place in places:
        ends = atlas.facts[place].ends
        counts.update({home[end] for end in ends} if home else ends)
    return Counter({id: counts[id] for id in shown})


def _edges(survey: Survey, places: Collection[int], links: list[tuple[str, str]]) -> list[dict[str, object]]:
    wanted = set(links)
    facts = (survey.atlas.facts[place] for place in places)
    return [
        plain.edge(fact)
        for fact in facts
        if fact.linked and fact.subject != fact.object and (min(fact.ends), max(fact.ends)) in wanted
    ]


def level_of(given: Mapping[str, str]) -> Level:
    """The level of actors that parameters ask for."""
    return "country" if choice(given, "level", ("agency", "country")) == "country" else "agency"
