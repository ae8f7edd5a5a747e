"""The index of a store's articles: signatures by which copies are found, entities ever met, and the files read.

It is a cache beside the store, in SQLite. What it knows of articles follows from the store, so it may be lost or
deleted: what is missing, or stale because a run was killed, is computed again from the articles themselves. Which file
an article came from is learnt again as files are read.
"""

import datetime as dt
import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Final, Self

from kg.errors import StoreError
from kg.ids import PREFIXES, said_by
from kg.ingestion.copies import METHOD, Candidate, bands_of, originals_of, signature_of
from kg.ingestion.files import absolute
from kg.ingestion.reading import warn
from kg.model import Article, Extraction
from kg.rdf import COPIES_GRAPH, copy_quads
from kg.store import IRI, Rows, Store

_SCHEMA: Final = """
CREATE TABLE state (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE article (
  number INTEGER PRIMARY KEY, iri TEXT NOT NULL UNIQUE, hash TEXT NOT NULL, day TEXT NOT NULL, signature BLOB NOT NULL,
  original TEXT NOT NULL DEFAULT ''
);
CREATE INDEX article_original ON article (original) WHERE original != '';
CREATE TABLE band (key INTEGER NOT NULL, article INTEGER NOT NULL, PRIMARY KEY (key, article)) WITHOUT ROWID;
CREATE INDEX band_article ON band (article);
CREATE TABLE touched (key INTEGER PRIMARY KEY);
CREATE TABLE entity (iri TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE file (source TEXT PRIMARY KEY, path TEXT NOT NULL, identity TEXT NOT NULL, said TEXT NOT NULL);
CREATE INDEX file_identity ON file (identity);
"""
_FORMAT: Final = f"2 {METHOD}"

#: How the identity of an article begins that is known by its file.
_FILE: Final = "file:"
_HASHES: Final = "SELECT ?article ?hash WHERE { GRAPH ?article { ?article sc:contentHash ?hash } }"
_ARTICLE: Final = """
SELECT ?article ?body ?hash ?issued WHERE {
  GRAPH ?article {
    ?article schema:articleBody ?body ; sc:contentHash ?hash . OPTIONAL { ?article dct:issued ?issued }
  }
}
"""
_ENTITIES: Final = "SELECT ?article ?entity WHERE { GRAPH ?article { ?entity sc:mentionedIn ?article } }"


class ArticleIndex:
    """What is known of the articles in one store. Open it with `open`; one process at a time, the store's writer.

    A run calls `begin`, `put` or `forget` for each article that it has written or removed, `save` from time to time,
    and `finish`. Killed anywhere, the next `begin` finds out what is missing.
    """

    def __init__(self, path: Path, database: sqlite3.Connection) -> None:
        self._path = path
        self._database = database

    @classmethod
    @contextmanager
    def open(cls, path: Path) -> Iterator[Self]:
        """The index in that file, made where there is none or where it is damaged or of another version.

        Raises `StoreError`, here or in any method, where it cannot be written.
        """
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(str(path.parent), f"cannot be made: {error.strerror}", "check its permissions") from error
        with _explained(path):
            database = _open(path)
            try:
                yield cls(path, database)
            finally:
                database.close()

    def begin(self, store: Store, version: str) -> None:
        """Make sure that the index knows the store as it is. ``version`` names the state that was last published."""
        known = self._state("version")
        self._set("version", "")  # until finish: who is killed meanwhile leaves it unknown
        self.save()
        if not version or known != version:
            self._catch_up(store)
            self.save()

    def named(self, article: Article) -> Article:
        """The article as it is known: under a longer name where another file has the same one, and other content.

        A file is known by its name and its folder's (`kg.ingestion.reading.place_of`), so that a corpus may move. That
        a second one has that name and is no copy shows in the first still being there: then folders above are added.
        """
        if not article.identity.startswith(_FILE):
            return article
        source, said = absolute(article.source), said_by(article)
        row = self._database.execute("SELECT identity, said FROM file WHERE source = ?", (source,)).fetchone()
        if row and row[1] == said:
            return replace(article, identity=row[0])
        identity = self._free_name(row[0] if row else article.identity, source, said)
        path = absolute(article.container) or source
        self._database.execute("INSERT OR REPLACE INTO file VALUES (?, ?, ?, ?)", (source, path, identity, said))
        return replace(article, identity=identity)

    def _free_name(self, identity: str, source: str, said: str) -> str:
        """The shortest name that belongs to no other file; to a copy, or to one that is gone, it may belong."""
        owned = "SELECT path, said FROM file WHERE identity = ? AND source != ?"
        parts = source.split("/")
        names = ["/".join(parts[-count:]) for count in range(identity.count("/") + 2, len(parts) + 1)]
        for name in (identity, *(_FILE + name for name in names)):
            owners = self._database.execute(owned, (name, source)).fetchall()
            other = next((path for path, told in owners if told != said and os.path.lexists(path)), None)
            if other is None:
                break
            trouble = f"it has the name and the folder of {other} but other content: both are kept"
            warn(source, trouble, "rename it, or its folder, to tell them apart")
        return name

    def put(self, extraction: Extraction, iri: str, hash: str) -> int:
        """Note an article that the store holds now; how many of its entities were never met before."""
        article = extraction.article
        day = article.published.isoformat() if article.published else ""
        self._put(iri, hash, day, article.text)
        return self._meet(entity.id for entity in extraction.entities)

    def forget(self, iri: str) -> None:
        """Note that the store does not hold the article any more."""
        row = self._database.execute("SELECT number FROM article WHERE iri = ?", (iri,)).fetchone()
        if row:
            self._drop_bands(row[0])
            self._database.execute("DELETE FROM article WHERE number = ?", row)

    def save(self) -> None:
        """Keep what was noted."""
        self._database.commit()

    def finish(self, store: Store) -> int:
        """Find the copies among the articles noted, and write the graph of copies. How many copies there are in all.

        The store has yet to be published; say so with `seal`.
        """
        self._relate()
        self.save()
        pairs = self._database.execute("SELECT iri, original FROM article WHERE original != ''").fetchall()
        store.replace(COPIES_GRAPH, copy_quads(pairs))
        return len(pairs)

    def seal(self, version: str) -> None:
        """Note that index and store agree, in the state that was published as ``version``."""
        self._set("version", version)
        self.save()

    def _put(self, iri: str, hash: str, day: str, text: str) -> None:
        signature = signature_of(text)
        row = self._database.execute("SELECT number, day, signature FROM article WHERE iri = ?", (iri,)).fetchone()
        if row and row[1:] == (day, signature):
            self._database.execute("UPDATE article SET hash = ? WHERE number = ?", (hash, row[0]))
            return
        if row:
            self._drop_bands(row[0])
            change = "UPDATE article SET hash = ?, day = ?, signature = ?, original = '' WHERE number = ?"
            self._database.execute(change, (hash, day, signature, row[0]))
            number = row[0]
        else:
            add = "INSERT INTO article (iri, hash, day, signature) VALUES (?, ?, ?, ?)"
            number = self._database.execute(add, (iri, hash, day, signature)).lastrowid
        keys = bands_of(signature)
        self._database.executemany("INSERT OR IGNORE INTO band VALUES (?, ?)", ((key, number) for key in keys))
        self._database.executemany("INSERT OR IGNORE INTO touched VALUES (?)", ((key,) for key in keys))

    def _drop_bands(self, number: int) -> None:
        """Take an article out of its bands; those that stay there must be looked at again."""
        self._database.execute("INSERT OR IGNORE INTO touched SELECT key FROM band WHERE article = ?", (number,))
        self._database.execute("DELETE FROM band WHERE article = ?", (number,))

    def _meet(self, entities: Iterable[str]) -> int:
        before = self._database.total_changes
        self._database.executemany("INSERT OR IGNORE INTO entity VALUES (?)", ((iri,) for iri in entities))
        return self._database.total_changes - before

    def _catch_up(self, store: Store) -> None:
        """Note what the store holds and the index does not know, and forget what the store has lost."""
        hashes = store.query(_HASHES)
        assert isinstance(hashes, Rows)
        held = {str(iri): str(hash) for iri, hash in hashes if str(iri).startswith(PREFIXES["article"])}
        known = dict(self._database.execute("SELECT iri, hash FROM article"))
        for iri in known.keys() - held.keys():
            self.forget(iri)
        for iri, hash in sorted(held.items() - known.items()):
            article, entities = (store.query(sparql, {"article": IRI(iri)}) for sparql in (_ARTICLE, _ENTITIES))
            assert isinstance(article, Rows)
            assert isinstance(entities, Rows)
            _, body, _, issued = article[0]
            self._put(iri, hash, issued.isoformat() if isinstance(issued, dt.date) else "", str(body))
            self._meet(str(entity) for _, entity in entities)

    def _relate(self) -> None:
        """Decide anew who copies whom, wherever bands were touched."""
        execute = self._database.execute
        seen = set[int]()
        seeds = "SELECT DISTINCT article FROM band JOIN touched USING (key) ORDER BY article"
        for (seed,) in execute(seeds).fetchall():
            if seed not in seen:
                group = self._group(seed)
                seen |= group
                self._decide(group)
        execute("DELETE FROM touched")

    def _group(self, seed: int) -> set[int]:
        """All articles that bands lead to from one, over any number of others."""
        group, keys, ahead = {seed}, set[int](), [seed]
        while ahead:
            for (key,) in self._database.execute("SELECT key FROM band WHERE article = ?", (ahead.pop(),)).fetchall():
                if key not in keys:
                    keys.add(key)
                    for (article,) in self._database.execute("SELECT article FROM band WHERE key = ?", (key,)):
                        if article not in group:
                            group.add(article)
                            ahead.append(article)
        return group

    def _decide(self, group: set[int]) -> None:
        select = "SELECT iri, day, signature, original FROM article WHERE number = ?"
        rows = {number: self._database.execute(select, (number,)).fetchone() for number in group}
        originals = originals_of(Candidate(*row[:3]) for row in rows.values()) if len(rows) > 1 else {}
        changes = ((originals.get(row[0], ""), number) for number, row in rows.items())
        changed = [change for change in changes if change[0] != rows[change[1]][3]]
        self._database.executemany("UPDATE article SET original = ? WHERE number = ?", changed)

    def _state(self, key: str) -> str:
        row = self._database.execute("SELECT value FROM state WHERE key = ?", (key,)).fetchone()
        return str(row[0]) if row else ""

    def _set(self, key: str, value: str) -> None:
        self._database.execute("INSERT OR REPLACE INTO state VALUES (?, ?)", (key, value))


def _open(path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(path)
    try:
        _set_up(database)
        tables = database.execute("SELECT count(*) FROM sqlite_master WHERE name = 'state'").fetchone()[0]
        row = tables and database.execute("SELECT value FROM state WHERE key = 'format'").fetchone()
        if row and row[0] == _FORMAT:
            return database
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError):
            database.close()
            raise
    # Not ours, of another version or damaged: it is only a cache.
    database.close()
    for file in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
        file.unlink(missing_ok=True)
    database = sqlite3.connect(path)
    _set_up(database)
    database.executescript(_SCHEMA)
    database.execute("INSERT INTO state VALUES ('format', ?)", (_FORMAT,))
    database.commit()
    return database


def _set_up(database: sqlite3.Connection) -> None:
    """Raises `sqlite3.DatabaseError` where the file is no database: some versions of SQLite look already here."""
    # What a power failure takes back shows in the version: the store waits for the disk when it publishes.
    database.execute("PRAGMA synchronous = NORMAL")
    database.execute("PRAGMA journal_mode = WAL")


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as error:  # a full disk, a read-only file: SQLite undoes what it had begun
        raise StoreError(str(path), f"cannot be written: {error}", "free some space, check its permissions") from error
    except sqlite3.DatabaseError as error:
        raise StoreError(str(path), f"is damaged: {error}", "delete it: it is computed again") from error
