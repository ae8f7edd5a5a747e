"""Export: the graph as RDF, and the network as files that NetworkX, Gephi and spreadsheets read."""

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO, Final

import networkx as nx

from kg.errors import KgError
from kg.store import Reader
from kg.views.files import whole_file
from kg.views.multigraph import to_networkx
from kg.views.network import Network, load_network
from kg.views.palette import look

#: RDF formats by suffix; ``nq`` and ``trig`` keep the graph of each article, the others hold the distinct triples.
RDF_FORMATS: Final = ("ttl", "nt", "nq", "trig", "jsonld", "rdf")

EDGE_COLUMNS: Final = (
    "source", "source_label", "source_type", "predicate", "target", "target_label", "target_type",
    "modality", "confidence", "articles", "first_date", "last_date",
)  # fmt: skip

#: Characters that XML 1.0 cannot hold, even escaped.
_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def export(snapshot: Reader, out: Path) -> None:
    """Write the graph to ``out`` in the format that its suffix names, whole or not at all.

    ``.ttl``, ``.nt``, ``.nq``, ``.trig``, ``.jsonld`` and ``.rdf`` hold everything; ``.graphml``, ``.gexf`` and
    ``.csv`` (an edge list) the entities and the facts between them, planned and denied ones marked as such. Raises
    `KgError` for another suffix, and if the file cannot be written.
    """
    suffix = out.suffix.removeprefix(".").lower()
    if suffix in RDF_FORMATS:
        with whole_file(out) as file:
            file.write(snapshot.serialize(suffix))
    elif suffix in NETWORK_WRITERS:
        network = load_network(snapshot)
        with whole_file(out) as file:
            NETWORK_WRITERS[suffix](network, file)
    else:
        known = ", ".join(f".{known}" for known in (*RDF_FORMATS, *NETWORK_WRITERS))
        raise KgError(str(out), f"unknown format {out.suffix or '(no suffix)'!r}", f"name it with one of {known}")


def write_graphml(network: Network, file: BinaryIO) -> None:
    """GraphML: every attribute declared with its type, edge identifiers unique in the file."""
    nx.write_graphml(_xml_graph(network), file, encoding="utf-8")


def write_gexf(network: Network, file: BinaryIO) -> None:
    """GEXF 1.2 for Gephi, entities in the colours of their type as on the page."""
    graph = _xml_graph(network)
    for _, attributes in graph.nodes(data=True):
        color = look(attributes["type"]).color
        red, green, blue = (int(color[place : place + 2], 16) for place in (1, 3, 5))
        attributes["viz"] = {"color": {"r": red, "g": green, "b": blue, "a": 1.0}}
    nx.write_gexf(graph, file, encoding="utf-8", version="1.2draft")


def write_edges(network: Network, file: BinaryIO) -> None:
    """CSV in UTF-8: one edge a line, `EDGE_COLUMNS` as header. Literal values, such as dates, are not edges."""
    table = io.TextIOWrapper(file, encoding="utf-8", errors="replace", newline="")
    rows = csv.writer(table)  # RFC 4180's line ends: with "\n" alone, Python 3.12 and older leave a bare "\r" unquoted
    rows.writerow(EDGE_COLUMNS)
    graph = to_networkx(network)
    for source, target, edge in graph.edges(data=True):
        start, end = graph.nodes[source], graph.nodes[target]
        rows.writerow(
            (source, start["label"], start["type"], edge["predicate"], target, end["label"], end["type"],
             edge["modality"], edge["confidence"], edge["articles"], edge["first_date"], edge["last_date"])
        )  # fmt: skip
    table.detach()


#: What writes a network, by suffix.
NETWORK_WRITERS: Final[dict[str, Callable[[Network, BinaryIO], None]]] = {
    "graphml": write_graphml,
    "gexf": write_gexf,
    "csv": write_edges,
}


def _xml_graph(network: Network) -> "nx.MultiDiGraph[str]":
    """The network with texts that XML can hold, and edges numbered: both formats want identifiers for them."""
    plain = to_networkx(network)
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node, attributes in plain.nodes(data=True):
        graph.add_node(xml_text(node), **_xml_attributes(attributes))
    for number, (source, target, attributes) in enumerate(plain.edges(data=True)):
        graph.add_edge(xml_text(source), xml_text(target), key=f"e{number}", **_xml_attributes(attributes))
    return graph


def _xml_attributes(attributes: dict[str, Any]) -> dict[str, Any]:
    return {name: xml_text(value) if isinstance(value, str) else value for name, value in attributes.items()}


def xml_text(text: str) -> str:
    """A text without the characters that XML cannot hold."""
    return _NOT_XML.sub("\ufffd", text)
