"""The embedded store: what replace, remove, load and publish promise, and what is said when they cannot."""

import os
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import StoreError
from kg.store import EmbeddedStore, open_snapshot

ONE = "https://example.org/graph/1"
TWO = "https://example.org/graph/2"


def quads(graph: str, *texts: str) -> list[ox.Quad]:
    subject, predicate = ox.NamedNode("https://example.org/s"), ox.NamedNode("https://example.org/p")
    return [ox.Quad(subject, predicate, ox.Literal(text), ox.NamedNode(graph)) for text in texts]


def content(store: Path) -> str:
    with open_snapshot(store) as snapshot:
        return snapshot.serialize("nq").decode()


def line(graph: str, text: str) -> str:
    return f'<https://example.org/s> <https://example.org/p> "{text}" <{graph}> .\n'


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store"


def test_a_new_store_shows_an_empty_graph(path: Path) -> None:
    EmbeddedStore.open(path).close()
    assert content(path) == ""


def test_replace_remove_and_repeat_leave_exactly_the_expected_quads(path: Path) -> None:
    with EmbeddedStore.open(path) as store:
        assert store.replace(ONE, quads(ONE, "a", "b"))
        assert store.replace(TWO, quads(TWO, "b", "c"))
    assert content(path) == line(ONE, "a") + line(ONE, "b") + line(TWO, "b") + line(TWO, "c")
    with EmbeddedStore.open(path) as store:
        assert store.replace(ONE, quads(ONE, "b", "d"))
    assert content(path) == line(ONE, "b") + line(ONE, "d") + line(TWO, "b") + line(TWO, "c")
    with EmbeddedStore.open(path) as store:
        assert store.remove(TWO)
        assert store.graphs() == [ONE]
    assert content(path) == line(ONE, "b") + line(ONE, "d")


def test_writing_what_is_there_changes_nothing_and_publishes_nothing(path: Path) -> None:
    with EmbeddedStore.open(path) as store:
        assert store.replace(ONE, quads(ONE, "a", "b"))
        assert store.publish()
    before = content(path), sorted(os.listdir(path / "snapshots"))
    with EmbeddedStore.open(path) as store:
        assert not store.replace(ONE, quads(ONE, "b", "a", "a"))
        assert not store.remove(TWO)
        assert not store.publish()
    assert (content(path), sorted(os.listdir(path / "snapshots"))) == before


def test_the_union_of_the_graphs_is_a_set(path: Path) -> None:
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    with EmbeddedStore.open(path) as store:
        store.replace(ONE, quads(ONE, "a", "both"))
        store.replace(TWO, quads(TWO, "both"))
        assert list(store.query(count)) == [(2,)]  # type: ignore[arg-type]
        store.remove(ONE)
        assert list(store.query("SELECT ?o { ?s ?p ?o }")) == [("both",)]  # type: ignore[arg-type]
        store.remove(TWO)
        assert list(store.query(count)) == [(0,)]  # type: ignore[arg-type]


def test_a_graph_that_only_loses_something_keeps_the_rest(path: Path) -> None:
    with EmbeddedStore.open(path) as store:
        store.replace(ONE, quads(ONE, "a", "b"))
        assert store.replace(ONE, quads(ONE, "a"))
    assert content(path) == line(ONE, "a")


def test_a_reader_sees_what_is_published_and_keeps_seeing_it(path: Path) -> None:
    with EmbeddedStore.open(path) as store:
        store.replace(ONE, quads(ONE, "a"))
        store.publish()
        with open_snapshot(path) as early:
            store.replace(ONE, quads(ONE, "b"))
            assert not early.stale
            store.publish()
            assert early.stale
            assert early.serialize("nq").decode() == line(ONE, "a")
            assert content(path) == line(ONE, "b")


def test_an_old_snapshot_goes_with_its_last_reader(path: Path) -> None:
    with EmbeddedStore.open(path) as store:
        first, second = open_snapshot(path), open_snapshot(path)
        store.replace(ONE, quads(ONE, "a"))
        store.publish()
        assert len(os.listdir(path / "snapshots")) == 2
        first.close()
        assert len(os.listdir(path / "snapshots")) == 2
        second.close()
        second.close()
        assert len(os.listdir(path / "snapshots")) == 1


def test_a_second_writer_is_told_who_holds_the_store(path: Path) -> None:
    with EmbeddedStore.open(path), pytest.raises(StoreError, match=rf"process {os.getpid()} is writing.*kill"):
        EmbeddedStore.open(path)
    EmbeddedStore.open(path).close()


def test_what_was_committed_but_not_published_is_published_at_the_next_opening(path: Path) -> None:
    store = EmbeddedStore.open(path)
    store.replace(ONE, quads(ONE, "a"))
    store._open_database = None  # as if the process had died: neither published nor unlocked in order
    os.close(store._lock)
    assert content(path) == ""
    EmbeddedStore.open(path).close()
    assert content(path) == line(ONE, "a")


def test_half_a_publication_is_swept_away(path: Path) -> None:
    EmbeddedStore.open(path).close()
    (path / "snapshots" / ".new-000002" / "db").mkdir(parents=True)
    with EmbeddedStore.open(path) as store:
        store.replace(ONE, quads(ONE, "a"))
    assert content(path) == line(ONE, "a")
    assert os.listdir(path / "snapshots") == ["000002"]


@pytest.mark.parametrize(
    "bad",
    [
        quads(TWO, "a"),
        [ox.Quad(ox.BlankNode(), ox.NamedNode(ONE), ox.Literal("a"), ox.NamedNode(ONE))],
        [ox.Quad(ox.NamedNode(ONE), ox.NamedNode(ONE), ox.BlankNode(), ox.NamedNode(ONE))],
    ],
    ids=["of another graph", "blank subject", "blank object"],
)
def test_a_quad_that_could_not_be_replaced_later_is_refused_before_anything_is_written(
    path: Path, bad: list[ox.Quad]
) -> None:
    with EmbeddedStore.open(path) as store:
        with pytest.raises(ValueError, match=r"does not belong|blank node"):
            store.replace(ONE, [*quads(ONE, "a"), *bad])
        assert store.graphs() == []


def test_loading_a_file_twice_changes_nothing_and_a_new_version_replaces_the_old(path: Path, tmp_path: Path) -> None:
    file = tmp_path / "background.ttl"
    file.write_text("@prefix e: <https://example.org/> . e:a e:p [ e:q 1 ] , [ e:q 2 ] .")
    with EmbeddedStore.open(path) as store:
        assert store.load(ONE, [file])
        assert not store.load(ONE, [file])
        assert len(list(store.quads(ONE))) == 4
        file.write_text("@prefix e: <https://example.org/> . e:a e:p 3 .")
        assert store.load(ONE, [file])
        assert [str(quad.object) for quad in store.quads()] == [str(ox.Literal(3))]


def test_quads_of_a_file_all_land_in_the_given_graph(path: Path, tmp_path: Path) -> None:
    file = tmp_path / "background.trig"
    file.write_text("@prefix e: <https://example.org/> . e:g { e:a e:p 1 } e:a e:p 2 .")
    with EmbeddedStore.open(path) as store:
        store.load(ONE, [file])
        assert store.graphs() == [ONE]
        assert len(list(store.quads())) == 2


@pytest.mark.parametrize(
    ("name", "text", "trouble"),
    [
        ("missing.ttl", None, "no such file"),
        ("table.csv", "a,b", "not known as RDF"),
        ("broken.ttl", "<https://example.org/a> <https://example.org/p> .\n", r"line 1.*not valid RDF"),
        ("latin.nt", b'<https://example.org/a> <https://example.org/p> "\xe9" .', "not valid RDF|cannot be read"),
    ],
)
def test_a_file_that_cannot_be_loaded_is_named_and_nothing_is_written(
    path: Path, tmp_path: Path, name: str, text: str | bytes | None, trouble: str
) -> None:
    file = tmp_path / name
    if text is not None:
        file.write_bytes(text.encode() if isinstance(text, str) else text)
    with EmbeddedStore.open(path) as store:
        with pytest.raises(StoreError, match=trouble) as caught:
            store.load(ONE, [file])
        assert name in str(caught.value)
        assert store.graphs() == []


def test_opening_for_reading_says_what_is_wrong(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    (tmp_path / "empty").mkdir()
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "letter.txt").touch()
    for name, trouble in {
        "missing": "no store here",
        "file": "is a file",
        "empty": "is not a store",
        "other": "is not a store",
    }.items():
        with pytest.raises(StoreError, match=trouble):
            open_snapshot(tmp_path / name)
    with pytest.raises(StoreError, match="remote"):
        open_snapshot("http://localhost:7878")


def test_opening_for_writing_never_touches_what_is_not_a_store(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear")
    with pytest.raises(StoreError, match=r"letter\.txt"):
        EmbeddedStore.open(tmp_path)
    file = tmp_path / "letter.txt"
    for place in (file, file / "store"):
        with pytest.raises(StoreError, match=r"is a file|not a directory"):
            EmbeddedStore.open(place)
    assert file.read_text() == "dear"


@pytest.mark.parametrize(
    ("damaged", "trouble"),
    [
        ("kg-store.json", "damaged"),
        ("current", "damaged"),
        ("snapshots/000001/db/CURRENT", "cannot be read"),
        ("primary/CURRENT", "damaged"),
    ],
)
def test_damage_is_reported_with_a_remedy(path: Path, damaged: str, trouble: str) -> None:
    EmbeddedStore.open(path).close()
    file = path / damaged
    file.unlink()
    file.write_text("garbage\n")
    with pytest.raises(StoreError, match=rf"{trouble}.*\((restore|update)"):
        (EmbeddedStore.open if damaged == "primary/CURRENT" else open_snapshot)(path)


def test_a_store_of_a_later_format_is_not_touched(path: Path) -> None:
    EmbeddedStore.open(path).close()
    (path / "kg-store.json").write_text('{"format": 99}')
    for open_it in (open_snapshot, EmbeddedStore.open):
        with pytest.raises(StoreError, match="format 99"):
            open_it(path)


def test_a_store_is_made_only_where_that_is_wanted(path: Path) -> None:
    with pytest.raises(StoreError, match="no store here"):
        EmbeddedStore.open(path, create=False)
    assert not path.exists()


def test_a_closed_store_says_so(path: Path) -> None:
    store = EmbeddedStore.open(path)
    store.close()
    store.close()
    with pytest.raises(StoreError, match="was closed"):
        store.replace(ONE, quads(ONE, "a"))
    snapshot = open_snapshot(path)
    snapshot.close()
    with pytest.raises(StoreError, match="was closed"):
        snapshot.query("ASK {}")
