"""Whatever an article says, it stays text: in the page, in XML and in CSV."""

import csv
import io

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.views.export import write_edges, write_gexf, write_graphml
from kg.views.html import render_page
from tests.unit.networks import hand_made
from tests.unit.test_view_page import Scripts, page_data

NASTY = st.sampled_from(
    [
        "</script><script>alert(1)</script>",
        "<!--<script>",
        "]]>",
        '"><img src=x onerror=alert(1)>',
        "{{data}}",
        "\u2028\u2029",
        "\u202eevil\u202c",
        "مرحبا",
        "👩‍🚀",
        "\ud800",
        "\x00\x0b",
        "&lt;/script&gt;",
        "\\u003c/script>",
        "__proto__",
    ]
)
TEXT = st.lists(st.one_of(st.text(max_size=20), NASTY), min_size=1, max_size=4).map("".join)


@given(label=TEXT, sentence=TEXT, title=TEXT)
@settings(max_examples=60, deadline=None)
def test_no_text_breaks_out_of_the_page(label: str, sentence: str, title: str) -> None:
    page = render_page(hand_made(label=label, sentence=sentence), title=title)
    page.encode()  # a lone surrogate must not make the page unwritable
    parsed, calm = Scripts(page), Scripts(render_page(hand_made()))
    assert parsed.scripts[1:] == calm.scripts[1:]
    assert parsed.fetched == calm.fetched
    assert parsed.policy == calm.policy
    assert all(character not in parsed.scripts[0] for character in "<>&\u2028\u2029")
    data = page_data(page)
    assert f"0: {sentence}" in data["quotes"]
    if label.strip():
        assert label in [node[1] for node in data["nodes"]]


@given(label=TEXT)
@settings(max_examples=60, deadline=None)
def test_no_text_breaks_a_graph_file(label: str) -> None:
    network = hand_made(label=label)
    for write, read in ((write_graphml, nx.read_graphml), (write_gexf, nx.read_gexf)):
        file = io.BytesIO()
        write(network, file)
        file.seek(0)
        assert len(read(file)) == len(network.nodes)


@given(label=TEXT)
@settings(max_examples=60, deadline=None)
def test_no_text_breaks_the_edge_list(label: str) -> None:
    file = io.BytesIO()
    write_edges(hand_made(label=label), file)
    rows = list(csv.reader(io.StringIO(file.getvalue().decode(), newline="")))
    assert {len(row) for row in rows} == {12}
    if label.strip():
        assert rows[1][1] == label.encode(errors="replace").decode()
