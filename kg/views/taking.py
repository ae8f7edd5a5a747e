"""Taking along: the network that is shown as a file."""

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Any, Final, cast

import networkx as nx

from kg.views.export import xml_text
from kg.views.palette import look
from kg.views.picture import picture
from kg.views.sifting import Filter, choice
from kg.views.survey import Survey
from kg.views.viewlist import MOST_EDGES, MOST_NODES

#: Formats of a network, with their media types.
FORMATS: Final = {
    "gexf": "application/gexf+xml",
    "graphml": "application/graphml+xml",
    "csv": "text/csv",
    "json": "application/json",
}


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
                "position": {"x": float(node.get("x", 0)), "y": float(-node.get("y", 0)), "z": 0.0},
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
