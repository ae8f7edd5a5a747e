"""The embedded store: the suite of all stores, and what only a directory has: snapshots, a lock, damage."""

import os
from pathlib import Path

import pytest

from kg.config import Place
from kg.errors import StoreError
from kg.store import EmbeddedStore, embedded, open_snapshot
from tests.stores import ONE, TWO, StoreSuite, content, line, quads


class TestEmbedded(StoreSuite):
    @pytest.fixture
    def place(self, tmp_path: Path) -> Place:
        EmbeddedStore.open(tmp_path / "store").close()
        return tmp_path / "store"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store"


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
    assert store.graphs() == [ONE]  # who asks makes it written
    store.replace(TWO, quads(TWO, "b"))
    die(store)
    assert content(path) == ""
    EmbeddedStore.open(path).close()
    assert content(path) == line(ONE, "a")


def die(store: EmbeddedStore) -> None:
    """What the end of its process does: nothing is published, nothing is said."""
    store._open_database = None
    os.close(store._lock)


def test_a_store_that_died_over_a_bulk_load_goes_back_to_what_was_published(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedded, "BULK", 2)
    with EmbeddedStore.open(path) as store:
        store.replace(ONE, quads(ONE, "a"))
    for round in range(2):
        store = EmbeddedStore.open(path)
        store.replace(TWO, quads(TWO, "b", "c"))
        assert store.graphs() == [ONE, TWO]
        store.replace(ONE, quads(ONE, "d"))
        store._database.remove(quads(TWO, "b")[0])  # as if no more than this had come to the disk
        die(store)
        if round:
            (path / ".primary").mkdir()  # of an attempt to go back that was interrupted
        EmbeddedStore.open(path).close()
        assert content(path) == line(ONE, "a")
    with EmbeddedStore.open(path) as store:
        assert store.replace(TWO, quads(TWO, "b", "c"))
    assert content(path) == line(ONE, "a") + line(TWO, "b") + line(TWO, "c")


def test_new_graphs_that_wait_are_there_for_whoever_asks(path: Path) -> None:
    with EmbeddedStore.open(path) as store:
        assert store.replace(ONE, quads(ONE, "a"))
        assert not store.replace(ONE, quads(ONE, "a"))
        assert store.replace(ONE, quads(ONE, "b"))
        assert store.query(f"ASK {{ GRAPH <{ONE}> {{ ?s ?p 'b' }} }}", graph=ONE) is True
        assert store.replace(TWO, quads(TWO, "c"))
        assert store.remove(TWO)
        assert not store.remove(TWO)
        assert store.graphs() == [ONE]
    assert content(path) == line(ONE, "b")


def test_half_a_publication_is_swept_away(path: Path) -> None:
    EmbeddedStore.open(path).close()
    (path / "snapshots" / ".new-000002" / "db").mkdir(parents=True)
    with EmbeddedStore.open(path) as store:
        store.replace(ONE, quads(ONE, "a"))
    assert content(path) == line(ONE, "a")
    assert os.listdir(path / "snapshots") == ["000002"]


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
    with pytest.raises(StoreError, match="a directory is needed"):
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
