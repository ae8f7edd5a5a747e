"""The identity index's file: its tables, and profiles as text."""

import json
import sqlite3
from pathlib import Path
from typing import Final

from kg.resolution.profile import Profile

#: Raise it whenever profiles, keys or scores change, so that indexes made before are made anew.
METHOD: Final = "identity/4"

_SCHEMA: Final = """
CREATE TABLE state (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE article (iri TEXT PRIMARY KEY, hash TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE appearance (
  article TEXT NOT NULL, entity TEXT NOT NULL, name TEXT NOT NULL, bundle TEXT NOT NULL, profile TEXT NOT NULL,
  day TEXT NOT NULL, canonical TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (article, entity)
) WITHOUT ROWID;
CREATE INDEX appearance_bundle ON appearance (bundle, article);
CREATE INDEX appearance_entity ON appearance (entity, bundle);
CREATE INDEX appearance_of ON appearance (bundle, entity);
CREATE INDEX appearance_renamed ON appearance (bundle) WHERE canonical != '';
CREATE TABLE bundle (signature TEXT PRIMARY KEY, profile TEXT NOT NULL, root TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX bundle_root ON bundle (root);
CREATE TABLE block (key TEXT NOT NULL, bundle TEXT NOT NULL, PRIMARY KEY (key, bundle)) WITHOUT ROWID;
CREATE INDEX block_bundle ON block (bundle);
CREATE TABLE pair (
  first TEXT NOT NULL, second TEXT NOT NULL, score REAL NOT NULL, reasons TEXT NOT NULL, joined INTEGER NOT NULL,
  PRIMARY KEY (first, second)
) WITHOUT ROWID;
CREATE INDEX pair_second ON pair (second);
CREATE TABLE written (root TEXT PRIMARY KEY, graph TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX written_graph ON written (graph);
"""


def connect(path: Path | None) -> sqlite3.Connection:
    """The index in that file, emptied where another method made it; None: in memory."""
    database = sqlite3.connect(path or ":memory:", isolation_level="DEFERRED")
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = OFF")  # a cache: what is damaged is made anew
    known = database.execute("SELECT name FROM sqlite_master WHERE name = 'state'").fetchone()
    if known:
        row = database.execute("SELECT value FROM state WHERE key = 'method'").fetchone()
        if row and row[0] == METHOD:
            return database
        for (table,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            database.execute(f"DROP TABLE {table}")
    database.executescript(_SCHEMA)
    database.execute("INSERT INTO state VALUES ('method', ?)", (METHOD,))
    database.commit()
    return database


def dump(profile: Profile) -> str:
    """The profile as text, the same for equal ones."""
    kin = {role: sorted(values) for role, values in sorted(profile.kin.items())}
    sets = (sorted(profile.names), sorted(profile.dates), sorted(profile.planned))
    rest = (profile.type, profile.link, profile.first, profile.last, profile.asserted)
    return json.dumps([*rest, *sets, kin], ensure_ascii=False, separators=(",", ":"))


def load(text: str) -> Profile:
    """The profile that `dump` wrote."""
    type, link, first, last, asserted, names, dates, planned, kin = json.loads(text)
    return Profile(
        type,
        frozenset(names),
        link,
        frozenset(dates),
        frozenset(planned),
        first,
        last,
        asserted,
        {role: frozenset(values) for role, values in kin.items()},
    )
