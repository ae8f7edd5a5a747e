"""Expansion: what an entity is linked to, counted by relation before it is shown, then a page at a time."""

from collections import Counter, defaultdict
from collections.abc import Mapping

from kg.errors import QueryError
from kg.model import PREDICATES, SYMMETRIC
from kg.views import plain
from kg.views.actors import ACTORS, Level
from kg.views.atlas import Fact
from kg.views.sifting import Filter, choice, number
from kg.views.survey import Survey
from kg.views.viewlist import MOST, PAGE

DIRECTIONS = ("any", "out", "in", "both")
PARTNER = "partner"  #: the derived relation: has part in the same agreement or project, or is said to cooperate


def relations(survey: Survey, filter: Filter, given: Mapping[str, str]) -> dict[str, object]:
    """How many neighbours each relation of an entity leads to, and of which types."""
    thing = survey.thing(given["id"])
    neighbours: dict[tuple[str, str], set[str]] = defaultdict(set)
    facts: Counter[tuple[str, str]] = Counter()
    places = survey.about([thing.id], filter)
    for place in places:
        fact = survey.atlas.facts[place]
        if fact.linked and fact.subject != fact.object:
            key = fact.predicate, _direction(fact, thing.id)
            neighbours[key].add(_other(fact, thing.id))
            facts[key] += 1
    order = sorted(neighbours, key=lambda key: (PREDICATES.index(key[0]), key[1]))
    found = [_told(survey, relation, way, neighbours[relation, way], facts[relation, way]) for relation, way in order]
    if thing.type in ACTORS:
        ties = survey.ties(filter, _level(survey, thing.id))
        partners = ties.neighbours.get(thing.id, set())
        if partners:
            count = sum(len(tie.facts) for other in partners if (tie := ties.between(thing.id, other)))
            found.insert(0, _told(survey, PARTNER, "both", partners, count))
    return {"id": thing.id, "relations": found, "leftOut": _left_out(survey, thing.id, len(places))}


def neighbours(survey: Survey, filter: Filter, given: Mapping[str, str]) -> dict[str, object]:
    """One page of the entities that a relation leads to, those that most independent sources tell of first."""
    thing = survey.thing(given["id"])
    relation = given.get("relation", "")
    if relation and relation not in (*PREDICATES, PARTNER):
        raise QueryError("parameter 'relation'", f"{relation!r} is not known", "see /api/explorer")
    way = choice(given, "direction", DIRECTIONS)
    offset, limit = number(given, "offset", 0, 0, 10**8), number(given, "limit", PAGE, 1, MOST)
    places = survey.about([thing.id], filter)
    ranked: list[str]
    edges: dict[str, list[dict[str, object]]] = defaultdict(list)
    if relation == PARTNER:
        ties = survey.ties(filter, _level(survey, thing.id))
        tied = [(tie, tie.a if tie.b == thing.id else tie.b) for ends, tie in ties.ties.items() if thing.id in ends]
        for tie, other in tied:
            edges[other].append(tie.plain())
        ranked = [other for _, other in tied]  # heaviest first already
    else:
        sources: Counter[str] = Counter()
        for place in places:
            fact = survey.atlas.facts[place]
            if not fact.linked or fact.subject == fact.object or (relation and fact.predicate != relation):
                continue
            if way in ("any", _direction(fact, thing.id)):
                other = _other(fact, thing.id)
                edges[other].append(plain.edge(fact))
                sources[other] += fact.sources
        ranked = sorted(sources, key=lambda id: (-sources[id], survey.atlas.things[id].label, id))
    page = ranked[offset : offset + limit]
    return {
        "id": thing.id,
        "relation": relation or None,
        "direction": way,
        "total": len(ranked),
        "offset": offset,
        "limit": limit,
        "nodes": nodes(survey, filter, page),
        "edges": [edge for id in page for edge in edges[id]],
        "leftOut": _left_out(survey, thing.id, len(places)),
    }


def nodes(survey: Survey, filter: Filter, ids: list[str]) -> list[dict[str, object]]:
    """Entities as nodes, with how many facts that pass are about each and how many others these link it to."""
    found = []
    for id in ids:
        about = [survey.atlas.facts[place] for place in survey.about([id], filter)]
        others = {end for fact in about for end in fact.ends} - {id}
        found.append(plain.node(survey.atlas, id, degree=len(others), facts=len(about)))
    return found


def _told(survey: Survey, relation: str, way: str, others: set[str], facts: int) -> dict[str, object]:
    types = Counter(survey.atlas.things[id].type for id in others)
    return {
        "relation": relation,
        "direction": way,
        "phrase": plain.PHRASES.get(relation, relation),
        "neighbours": len(others),
        "facts": facts,
        "types": dict(sorted(types.items())),
    }


def _left_out(survey: Survey, id: str, shown: int) -> dict[str, int]:
    facts = (survey.atlas.facts[place] for place in survey.atlas.about.get(id, ()))
    return {"filtered": sum(not fact.rejected for fact in facts) - shown}


def _direction(fact: Fact, id: str) -> str:
    if fact.predicate in SYMMETRIC:
        return "both"
    return "out" if fact.subject == id else "in"


def _other(fact: Fact, id: str) -> str:
    return fact.object if fact.subject == id else fact.subject


def _level(survey: Survey, id: str) -> Level:
    """Countries are partners of countries where they are shown as such; anybody else of bodies."""
    return "country" if survey.atlas.things[id].type == "Country" else "agency"
