"""Taking along: the network that is shown as a file, and the facts that are shown as a SPARQL query."""

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Any, Final, cast

import networkx as nx

from kg.ids import expand
from kg.views.export import xml_text
from kg.views.palette import look
from kg.views.picture import picture
from kg.views.sifting import Filter, choice, names
from kg.views.survey import Survey
from kg.views.viewlist import MOST_EDGES, MOST_NODES

#: Formats of a network, with their media types.
FORMATS: Final = {
    "gexf": "application/gexf+xml",
    "graphml": "application/graphml+xml",
    "csv": "text/csv",
    "json": "application/json",
}
_VIEWS: Final = ("facts", "graph", "timeline", "matrix")
_DATED: Final = {"timeline": ("signedOn", "eventDate", "launchDate"), "matrix": (), "graph": (), "facts": ()}
_TIES: Final = ("partyTo", "leads", "participatesIn", "contributes", "cooperatesWith")


def export(survey: Survey, filter: Filter, given: Mapping[str, str]) -> dict[str, object]:
    """The picture as a file: ``type`` (its media type), ``name`` and ``content``."""
    format = choice(given, "format", tuple(FORMATS))
    caps = {"nodes": str(MOST_NODES), "edges": str(MOST_EDGES)}
    shown = cast(dict[str, Any], picture(survey, filter, {**caps, **given}))
    found: dict[str, object] = {"type": FORMATS[format], "name": f"space-cooperation.{format}"}
    if format == "json":
        return found | {"network": shown}
    if format == "csv":
        return found | {"content": _csv(shown["edges"])}
    graph = _graph(shown, placed=format == "gexf")
    file = io.BytesIO()
    if format == "gexf":
        nx.write_gexf(graph, file, encoding="utf-8", version="1.2draft")
    else:
        nx.write_graphml(graph, file, encoding="utf-8")
    return found | {"content": file.getvalue().decode("utf-8")}


def _graph(shown: Mapping[str, Any], *, placed: bool) -> "nx.MultiDiGraph[str] | nx.MultiGraph[str]":
    graph: Any = nx.MultiDiGraph() if shown["level"] == "entity" else nx.MultiGraph()
    for node in shown["nodes"]:
        told = {name: _told(value) for name, value in node.items() if name not in ("id", "x", "y")}
        if placed:
            red, green, blue = (int(look(node["type"]).color[at : at + 2], 16) for at in (1, 3, 5))
            told["viz"] = {
                "color": {"r": red, "g": green, "b": blue, "a": 1.0},
                "position": {"x": float(node["x"]), "y": float(-node["y"]), "z": 0.0},
            }
        graph.add_node(xml_text(node["id"]), **told)
    for number, edge in enumerate(shown["edges"]):
        ends = (edge["source"], edge["target"]) if "source" in edge else (edge["a"], edge["b"])
        told = {n: _told(v) for n, v in edge.items() if n not in ("source", "target", "a", "b", "id")}
        graph.add_edge(*map(xml_text, ends), key=f"e{number}", **told)
    return cast("nx.MultiGraph[str]", graph)


def _told(value: object) -> object:
    return "" if value is None else xml_text(value) if isinstance(value, str) else value


def _csv(edges: Iterable[Mapping[str, object]]) -> str:
    table = io.StringIO(newline="")
    rows = list(edges)
    if rows:
        writer = csv.DictWriter(table, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return table.getvalue()


def sparql(survey: Survey, filter: Filter, given: Mapping[str, str]) -> dict[str, object]:
    """A query that gives the facts of a view at the SPARQL endpoint, as text."""
    view = choice(given, "view", _VIEWS)
    relations = filter.relations
    if view == "timeline":
        relations = relations & set(_DATED["timeline"]) or frozenset(_DATED["timeline"])
    elif view in ("graph", "matrix") and given.get("level") != "entity":
        relations = relations & set(_TIES) or frozenset(_TIES)
    lines = [
        f"# The facts of this view of the explorer ({view}).",
        "# What is dated in several ways passes where one of its dates does.",
        "SELECT ?subject ?predicate ?object ?modality (MAX(?certainty) AS ?confidence)",
        "       (COUNT(DISTINCT ?source) AS ?sources) (MIN(?day) AS ?first) (MAX(?day) AS ?last)",
        "WHERE {",
        "  ?claim a sc:Claim ; rdf:subject ?s ; rdf:predicate ?predicate ; rdf:object ?o ;",
        "         sc:modality ?modality ; sc:confidence ?certainty ; sc:statedIn ?article .",
        "  # What goes both ways is one fact, whichever way round it is said.",
        "  BIND(?predicate IN (sc:cooperatesWith, sc:met) && STR(?s) > STR(?o) AS ?swap)",
        "  BIND(IF(?swap, ?o, ?s) AS ?subject)",
        "  BIND(IF(?swap, ?s, ?o) AS ?object)",
        f"  FILTER(?modality IN ({_list('sc:' + mode for mode in filter.modality)}))",
    ]
    if relations:
        lines.append(f"  FILTER(?predicate IN ({_list('sc:' + relation for relation in relations)}))")
    for name in ("about", "with"):
        things = [expand(survey.thing(id).id) for id in names(given, name)]
        if things:
            lines.append(f"  FILTER(?subject IN ({_iris(things)}) || ?object IN ({_iris(things)}))")
    if filter.types:
        kinds = _list(f"sc:{type}" for type in filter.types)
        for end in ("?subject", "?object"):
            unlinked = "" if end == "?subject" else "!ISIRI(?object) || "
            lines.append(
                f"  FILTER({unlinked}EXISTS {{ {end} a ?kind_of_{end[1:]} FILTER(?kind_of_{end[1:]} IN ({kinds})) }})"
            )
    if filter.topics:
        topics = _iris(map(expand, filter.topics))
        lines += _either(f"dct:subject/skos:broader* ?topic FILTER(?topic IN ({topics}))")
    if filter.countries:
        countries = _iris(map(expand, filter.countries))
        lines.append("  FILTER(")
        lines.append(f"    ?subject IN ({countries}) || ?object IN ({countries})")
        lines.append(f"    || EXISTS {{ ?subject sc:agencyOf|sc:country ?c1 FILTER(?c1 IN ({countries})) }}")
        lines.append(f"    || EXISTS {{ ?object sc:agencyOf|sc:country ?c2 FILTER(?c2 IN ({countries})) }}")
        lines.append("  )")
    lines += [
        "  OPTIONAL { ?article sc:copyOf ?original }",
        "  BIND(COALESCE(?original, ?article) AS ?source)",
        "  OPTIONAL { ?claim sc:observedOn ?observed }",
        "  OPTIONAL { ?subject sc:signedOn|sc:eventDate ?of_subject }",
        "  OPTIONAL { ?object sc:signedOn|sc:eventDate ?of_object }",
        "  BIND(IF(?predicate IN (sc:signedOn, sc:launchDate, sc:eventDate), STR(?object),",
        "       STR(COALESCE(?of_subject, ?of_object, ?observed))) AS ?day)",
    ]
    if filter.dated:
        lines.append('  BIND(IF(CONTAINS(?day, "/"), STRAFTER(?day, "/"), ?day) AS ?end)')
    if filter.since:
        lines.append(f'  FILTER(?end >= SUBSTR("{filter.since.isoformat()}", 1, STRLEN(?end)))')
    if filter.until:
        lines.append(f'  FILTER(?day <= "{filter.until.isoformat()}")')
    lines.append("}")
    lines.append("GROUP BY ?subject ?predicate ?object ?modality")
    having = []
    if filter.confidence > 0:
        having.append(f"MAX(?certainty) >= {filter.confidence!r}")
    if filter.sources > 1:
        having.append(f"COUNT(DISTINCT ?source) >= {filter.sources}")
    if having:
        lines.append(f"HAVING ({' && '.join(having)})")
    lines.append("ORDER BY ?subject ?predicate ?object ?modality")
    return {"view": view, "sparql": "\n".join(lines) + "\n", "endpoint": "/sparql"}


def _either(pattern: str) -> list[str]:
    first, second = (pattern.replace("?topic", f"?topic{number}") for number in (1, 2))
    return [f"  FILTER(EXISTS {{ ?subject {first} }} || EXISTS {{ ?object {second} }})"]


def _list(items: Iterable[str]) -> str:
    return ", ".join(sorted(items))


def _iris(iris: Iterable[str]) -> str:
    """IRIs as SPARQL writes them; a character that cannot stand in one is left out, so that no text can break out."""
    safe = ("".join(c for c in iri if c > " " and c not in '<>"{}|^`\\') for iri in iris)
    return ", ".join(f"<{iri}>" for iri in sorted(safe))
