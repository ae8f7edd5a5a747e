"""Networks as files of other programs; RDF is tested where there is a store."""

import csv
import io
from pathlib import Path
from typing import cast
from xml.etree import ElementTree

import networkx as nx
import pytest

from kg.errors import KgError
from kg.store import Snapshot
from kg.views.export import EDGE_COLUMNS, NETWORK_WRITERS, export
from kg.views.network import Network
from tests.unit.networks import hand_made


def written(network: Network, suffix: str) -> bytes:
    file = io.BytesIO()
    NETWORK_WRITERS[suffix](network, file)
    return file.getvalue()


def test_the_edge_list_tells_who_says_what_of_whom_and_how_surely() -> None:
    rows = list(csv.reader(io.StringIO(written(hand_made(), "csv").decode(), newline="")))
    assert tuple(rows[0]) == EDGE_COLUMNS
    assert rows[1:3] == [
        "agency:cnes,CNES,Agency,cooperatesWith,agency:isro,ISRO,Agency,asserted,0.51,2,2020-03-10,2020-03-10".split(
            ","
        ),
        "agency:cnes,CNES,Agency,cooperatesWith,agency:isro,ISRO,Agency,negated,0.52,1,,".split(","),
    ]


@pytest.mark.parametrize(("suffix", "read"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_graph_files_are_read_back_with_their_types(suffix: str, read: object) -> None:
    content = written(hand_made(), suffix)
    graph = nx.read_graphml(io.BytesIO(content)) if suffix == "graphml" else nx.read_gexf(io.BytesIO(content))
    assert graph.is_directed()
    assert graph.nodes["agency:cnes"]["label"] == "CNES"
    assert graph.nodes["agreement:pact"]["signedOn"] == "2020-03"
    edges = [attributes for _, _, attributes in graph.edges(data=True)]
    assert len(edges) == 4
    assert {type(attributes["confidence"]) for attributes in edges} == {float}
    assert {type(attributes["articles"]) for attributes in edges} == {int}
    assert {attributes["modality"] for attributes in edges} == {"asserted", "planned", "negated"}


@pytest.mark.parametrize("suffix", ["graphml", "gexf"])
def test_identifiers_of_edges_are_unique_in_the_file(suffix: str) -> None:
    ids = [element.get("id") for element in ElementTree.fromstring(written(hand_made(), suffix)).iterfind(".//{*}edge")]
    assert len(ids) == 4
    assert len(set(ids)) == 4


def test_gephi_shows_an_agency_in_the_colour_of_the_page() -> None:
    color = ElementTree.fromstring(written(hand_made(), "gexf")).find(".//{*}node[@id='agency:cnes']/{*}color")
    assert color is not None
    assert (color.get("r"), color.get("g"), color.get("b")) == ("0", "114", "178")


@pytest.mark.parametrize("suffix", list(NETWORK_WRITERS))
def test_an_empty_network_is_a_valid_file(suffix: str) -> None:
    assert written(Network(), suffix)


@pytest.mark.parametrize("name", ["out.xlsx", "out", "ttl"])
def test_an_unknown_format_names_the_known_ones_and_writes_nothing(name: str, tmp_path: Path) -> None:
    with pytest.raises(KgError, match=r"unknown format.*\.ttl.*\.nq.*\.trig.*\.jsonld.*\.graphml.*\.gexf.*\.csv"):
        export(cast(Snapshot, None), tmp_path / name)
    assert not list(tmp_path.iterdir())
