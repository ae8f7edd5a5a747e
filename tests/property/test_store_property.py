"""Any sequence of replacements and removals leaves the latest content of each graph, and their union."""

import tempfile
from pathlib import Path

import pyoxigraph as ox
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.store import EmbeddedStore, open_snapshot

IRIS = [f"https://example.org/{name}" for name in ("a", "b", "c")]
GRAPHS = [f"https://example.org/graph/{number}" for number in range(3)]

nodes = st.sampled_from(IRIS).map(ox.NamedNode)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
escapes = st.sampled_from(
    ['"', "\\", "\\u0022", "\\n", "\n\r\t\0", "'''", '"""', "} ; DROP ALL #", "\u2028\ufeff", "🛰"]
)
literals = st.one_of(
    st.tuples(escapes | texts, texts).map(lambda parts: ox.Literal("".join(parts))),
    st.sampled_from(["1", "01", "x"]).map(lambda text: ox.Literal(text, datatype=ox.NamedNode(IRIS[0]))),
    texts.map(lambda text: ox.Literal(text, language="en")),
)
triples = st.builds(ox.Triple, nodes, nodes, nodes | literals)
changes = st.lists(st.tuples(st.sampled_from(GRAPHS), st.lists(triples, max_size=4)), max_size=8)


@settings(max_examples=25, deadline=None)
@given(changes, st.booleans())
def test_the_store_holds_the_latest_graphs_and_their_union(
    sequence: list[tuple[str, list[ox.Triple]]], publish_each: bool
) -> None:
    latest: dict[str, set[ox.Triple]] = {}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "store"
        with EmbeddedStore.open(path) as store:
            for graph, content in sequence:
                name = ox.NamedNode(graph)
                before = latest.get(graph, set())
                quads = [ox.Quad(t.subject, t.predicate, t.object, name) for t in content]
                assert store.replace(graph, quads) == (set(content) != before)
                assert not store.replace(graph, reversed(quads))
                latest[graph] = set(content)
                if publish_each:
                    store.publish()
        with open_snapshot(path) as snapshot:
            assert snapshot.graphs() == sorted(graph for graph, content in latest.items() if content)
            for graph, wanted in latest.items():
                assert set(snapshot.triples(graph)) == wanted
            union = list(snapshot.triples())
            assert len(union) == len(set(union))
            assert set(union) == set().union(*latest.values())
