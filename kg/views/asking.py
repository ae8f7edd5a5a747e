"""Asking: the facts of a view as a SPARQL query that a person can read, change and run again.

The query asks the union of all graphs, so what reviewers rejected is not in its answer, and calls everything by the
name that the decisions on identity give it, as the views do. Names stand with their prefix, each with its label in a
comment.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from kg.ids import PREFIXES, expand, shorten
from kg.model import DATE_PREDICATES, SYMMETRIC
from kg.views import plain
from kg.views.actors import ACTORS, JOINT
from kg.views.sifting import Filter, choice, names
from kg.views.survey import Survey

_VIEWS: Final = ("facts", "graph", "timeline", "matrix")
_TIES: Final = (*JOINT, "cooperatesWith")
_DATES: Final = ("signedOn", "eventDate", "launchDate")
_PREFIXED: Final = re.compile(r"[a-z]+:[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?")
_USED: Final = re.compile(r"\b([a-z]+):(?=[A-Za-z0-9_])")


def sparql(survey: Survey, filter: Filter, given: Mapping[str, str]) -> dict[str, object]:
    """A query that gives the facts of a view at the SPARQL endpoint, as text."""
    view = choice(given, "view", _VIEWS)
    level = choice(given, "level", ("agency", "country", "entity"))
    about, others = _meant(survey, given, "about", level), _meant(survey, given, "with", level)
    relations = filter.relations
    if view == "timeline" and not about + others:
        relations = relations & set(_DATES) or frozenset(_DATES)
    elif view in ("graph", "matrix") and level != "entity":
        relations = relations & set(_TIES) or frozenset(_TIES)
    body = [
        "SELECT ?subject ?predicate ?object ?modality (MAX(?certainty) AS ?confidence)",
        "       (COUNT(DISTINCT ?source) AS ?sources) (MIN(?day) AS ?first) (MAX(?day) AS ?last)",
        "WHERE {",
        *_claims(""),
        "  # What goes both ways is one fact, whichever way round it is said.",
        f"  BIND(?predicate IN ({_terms(SYMMETRIC)}) && STR(?called_s) > STR(?called_o) AS ?swap)",
        "  BIND(IF(?swap, ?called_o, ?called_s) AS ?subject)",
        "  BIND(IF(?swap, ?called_s, ?called_o) AS ?object)",
        f"  FILTER(?modality IN ({_terms(filter.modality)}))",
    ]
    if relations:
        body.append(f"  FILTER(?predicate IN ({_terms(relations)}))")
    if about and others:
        body += _between(survey, filter, about, others)
    elif about or others:
        body += _among(survey, "one", about or others)
        body.append("  FILTER(?subject = ?one || ?object = ?one)")
    body += _filters(survey, filter)
    body += [
        "  OPTIONAL { ?article sc:copyOf ?original }",
        "  BIND(COALESCE(?original, ?article) AS ?source)  # copies count once",
        "  # The day of the agreement or event that it is about, or else of the article.",
        "  OPTIONAL { ?claim sc:observedOn ?observed }",
        "  OPTIONAL { ?s sc:signedOn|sc:eventDate ?of_s }",
        "  OPTIONAL { ?o sc:signedOn|sc:eventDate ?of_o }",
        f"  BIND(IF(?predicate IN ({_terms(DATE_PREDICATES)}), STR(?object),",
        "          STR(COALESCE(?of_s, ?of_o, ?observed))) AS ?day)",
    ]
    if filter.dated:
        body.append('  BIND(IF(CONTAINS(?day, "/"), STRAFTER(?day, "/"), ?day) AS ?end)')
    if filter.since:
        body.append(f'  FILTER(?end >= SUBSTR("{filter.since.isoformat()}", 1, STRLEN(?end)))')
    if filter.until:
        body.append(f'  FILTER(?day <= "{filter.until.isoformat()}")')
    body += ["}", "GROUP BY ?subject ?predicate ?object ?modality"]
    having = []
    if filter.confidence > 0:
        having.append(f"MAX(?certainty) >= {filter.confidence!r}")
    if filter.sources > 1:
        having.append(f"COUNT(DISTINCT ?source) >= {filter.sources}")
    if having:
        body.append(f"HAVING ({' && '.join(having)})")
    body.append("ORDER BY ?subject ?predicate ?object ?modality")
    used = {found for line in body for found in _USED.findall(line.partition("  # ")[0])}
    head = [
        f"# The facts of a view of the explorer ({view}), each with its confidence, independent sources and days.",
        "# What is dated in several ways passes where one of its dates does.",
        *(f"PREFIX {prefix}: <{PREFIXES[prefix]}>" for prefix in PREFIXES if prefix in used),
        "",
    ]
    return {"view": view, "sparql": "\n".join(head + body) + "\n", "endpoint": "/sparql"}


def _claims(mark: str) -> Iterator[str]:
    """What a claim says, under the names that the decisions on identity give to its ends."""
    yield f"  ?claim{mark} a sc:Claim ; rdf:subject ?s{mark} ; rdf:predicate ?predicate{mark} ; rdf:object ?o{mark} ;"
    yield f"         sc:modality ?modality{mark} ; sc:confidence ?certainty{mark} ; sc:statedIn ?article{mark} ."
    for end in (f"s{mark}", f"o{mark}"):
        named = f"sc:appearanceOf ?{end} ; sc:statedIn ?article{mark} ; sc:canonical ?canonical_{end}"
        yield f"  OPTIONAL {{ ?appearance_{end} {named} }}"
        yield f"  BIND(COALESCE(?canonical_{end}, ?{end}) AS ?called_{end})"


def _between(survey: Survey, filter: Filter, about: list[str], others: list[str]) -> Iterator[str]:
    """Facts that name both sides, and the part of either in what both have a part in."""
    sides = [(id, side) for side, ids in ((1, about), (2, others)) for id in sorted(ids)]
    yield "  OPTIONAL { VALUES (?subject ?side) {"
    for id, side in sides:
        yield f"    ({_name(id)} {side}){_label(survey, id)}"
    yield "  } }"
    yield f"  OPTIONAL {{ VALUES (?object ?far_side) {{ {' '.join(f'({_name(id)} {side})' for id, side in sides)} }} }}"
    actors = [[id for id in ids if survey.atlas.things[id].type in ACTORS] for ids in (about, others)]
    if not all(actors):
        yield "  FILTER(?side != ?far_side)"
        return
    joint = _terms(JOINT)
    yield "  OPTIONAL {  # agreements and projects that both sides have a part in"
    yield "    SELECT DISTINCT (?called_o1 AS ?object) ?agreed WHERE {"
    for mark, ids in (("1", actors[0]), ("2", actors[1])):
        yield f"      VALUES ?s{mark} {{ {' '.join(_raw(survey, ids))} }}"
        yield from (f"    {line}" for line in _claims(mark))
        yield f"      FILTER(?predicate{mark} IN ({joint}) && ?modality{mark} IN ({_terms(filter.modality)}))"
        yield f"      FILTER(?certainty{mark} >= {filter.confidence!r})"
    yield "      FILTER(?called_o1 = ?called_o2 && (?predicate1 = sc:partyTo) = (?predicate2 = sc:partyTo))"
    yield "      BIND(?predicate1 = sc:partyTo AS ?agreed)"
    yield "    }"
    yield "  }"
    yield "  FILTER(?side != ?far_side"
    yield f"         || BOUND(?side) && ?predicate IN ({joint}) && (?predicate = sc:partyTo) = ?agreed)"


def _filters(survey: Survey, filter: Filter) -> Iterator[str]:
    if filter.types:
        kinds = _terms(filter.types)
        yield f"  FILTER EXISTS {{ ?s a ?kind_of_s FILTER(?kind_of_s IN ({kinds})) }}"
        yield f"  FILTER(!ISIRI(?o) || EXISTS {{ ?o a ?kind_of_o FILTER(?kind_of_o IN ({kinds})) }})"
    if filter.topics:
        yield from _among(survey, "topic", filter.topics)
        yield "  FILTER(EXISTS { ?s dct:subject/skos:broader* ?topic }"
        yield "         || EXISTS { ?o dct:subject/skos:broader* ?topic })"
    if filter.countries:
        yield from _among(survey, "country", filter.countries)
        yield "  FILTER(?country IN (?subject, ?object) || EXISTS { ?s sc:agencyOf|sc:country ?country }"
        yield "         || EXISTS { ?o sc:agencyOf|sc:country ?country })"


def _meant(survey: Survey, given: Mapping[str, str], name: str, level: str) -> list[str]:
    """The ids of what a parameter names; at the level of countries, with their bodies."""
    named = [survey.thing(id).id for id in names(given, name)]
    bodies = survey.atlas.bodies if level == "country" else {}
    return plain.distinct(id for country in named for id in (country, *sorted(bodies.get(country, ()))))


def _raw(survey: Survey, ids: Iterable[str]) -> list[str]:
    """What articles call things by."""
    members = {iri for id in ids for iri in (expand(id), *(iri for _, iri in survey.atlas.things[id].members))}
    return sorted(_name(shorten(iri)) for iri in members)


def _among(survey: Survey, variable: str, ids: Iterable[str]) -> Iterator[str]:
    """A variable that is one of several things, with their labels."""
    yield f"  VALUES ?{variable} {{"
    for id in sorted(ids):
        yield f"    {_name(id)}{_label(survey, id)}"
    yield "  }"


def _label(survey: Survey, id: str) -> str:
    told = plain.topic(id) if id.startswith("topic:") else plain.named(survey.atlas, id)
    text = str(told["label"]).replace("\\", " ")  # the end of a line ends a comment, and \u000A is one
    return f"  # {' '.join(text.split())}"


def _name(id: str) -> str:
    """An id as SPARQL writes it. What cannot stand in an IRI is left out, so that no text can break out."""
    if _PREFIXED.fullmatch(id) and id.partition(":")[0] in PREFIXES:
        return id
    return f"<{''.join(c for c in expand(id) if c > ' ' and c not in '<>{}|^`' + chr(34) + chr(92))}>"


def _terms(locals: Iterable[str]) -> str:
    return ", ".join(sorted(f"sc:{local}" for local in locals))
