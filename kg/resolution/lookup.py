"""What the identity index knows, looked up: articles, appearances, bundles, clusters, pairs, and what was written."""

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kg.ids import ID


@dataclass(frozen=True, slots=True)
class Pair:
    """Two bundles that may be one, ``first`` before ``second``, with the reasons; ``joined`` if they were merged."""

    first: str
    second: str
    score: float
    reasons: tuple[str, ...]
    joined: bool


@dataclass(frozen=True, slots=True)
class Member:
    """An appearance as the index keeps it."""

    article: str
    entity: str
    name: str
    bundle: str
    day: str  #: of publication, empty where unknown or where the gazetteer says who it is


class Lookup:
    """The read side of `kg.resolution.index.IdentityIndex`: nothing here changes anything."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def is_empty(self) -> bool:
        """Whether no article is known."""
        return self._database.execute("SELECT 1 FROM article LIMIT 1").fetchone() is None

    def articles(self) -> dict[str, str]:
        """The articles known, each with the hash that it was put with."""
        return dict(self._database.execute("SELECT iri, hash FROM article"))

    def roots(self) -> Iterator[str]:
        """Every cluster, by its root, in order."""
        for (root,) in self._database.execute("SELECT DISTINCT root FROM bundle ORDER BY root"):
            yield root

    def root_of(self, article: str, entity: str) -> str | None:
        """The cluster of an appearance, None if the article does not speak of it."""
        row = self._database.execute(
            "SELECT root FROM appearance JOIN bundle ON signature = bundle WHERE article = ? AND entity = ?",
            (article, entity),
        ).fetchone()
        return str(row[0]) if row else None

    def bundles(self, root: str) -> list[str]:
        """The bundles of a cluster, in order; none if there is no such cluster."""
        rows = self._database.execute("SELECT signature FROM bundle WHERE root = ? ORDER BY signature", (root,))
        return [signature for (signature,) in rows]

    def bundle_of(self, article: str, entity: str) -> str | None:
        """The bundle of an appearance."""
        row = self._database.execute(
            "SELECT bundle FROM appearance WHERE article = ? AND entity = ?", (article, entity)
        ).fetchone()
        return str(row[0]) if row else None

    def members(self, bundle: str) -> list[Member]:
        """The appearances of a bundle, by article and entity."""
        rows = self._database.execute(
            "SELECT article, entity, name, bundle, day FROM appearance WHERE bundle = ? ORDER BY article, entity",
            (bundle,),
        )
        return [Member(*row) for row in rows]

    def entities(self, root: str) -> set[str]:
        """The IRIs that articles use for what the cluster is."""
        # of the gazetteer's own there may be very many
        query = "SELECT DISTINCT entity FROM appearance WHERE bundle = ?1 AND (entity < ?2 OR entity > ?2)"
        found = set[str]()
        for bundle in self.bundles(root):
            own = {ID + bundle.removeprefix("link:")} if bundle.startswith("link:") else set[str]()
            rows = self._database.execute(query, (bundle, *(own or {""})))
            found |= own | {entity for (entity,) in rows}
        return found

    def is_plain(self, root: str) -> bool:
        """Whether the cluster is an entry of the gazetteer that all articles call by its IRI: nothing was decided."""
        if not root.startswith("link:"):
            return False
        query = "SELECT 1 FROM bundle WHERE root = ? AND signature != ? LIMIT 1"
        if self._database.execute(query, (root, root)).fetchone():
            return False
        ends = "SELECT MIN(entity), MAX(entity) FROM appearance WHERE bundle = ?"
        return set(self._database.execute(ends, (root,)).fetchone()) == {ID + root.removeprefix("link:")}

    def is_alone(self, entity: str, root: str) -> bool:
        """Whether no other cluster has an appearance of that IRI."""
        return all(other == root for other in self.roots_with(entity))

    def names(self, article: str) -> dict[str, str]:
        """The canonical IRI of each entity of an article that has another one there."""
        query = "SELECT entity, canonical FROM appearance WHERE article = ? AND canonical != ''"
        return dict(self._database.execute(query, (article,)))

    def count(self, bundle: str) -> int:
        """How many appearances a bundle has."""
        row = self._database.execute("SELECT COUNT(*) FROM appearance WHERE bundle = ?", (bundle,)).fetchone()
        return int(row[0])

    def roots_with(self, entity: str) -> Iterator[str]:
        """The clusters that have that IRI: of an appearance or, where it has an entry, the gazetteer's.

        Some come more than once, and there can be very many.
        """
        root = "SELECT signature, root FROM bundle WHERE signature = "
        entry = self._database.execute(f"{root} ?", (entry_of(entity),)).fetchone()
        if entry:
            yield entry[1]
        at = ""
        following = f"{root} (SELECT MIN(bundle) FROM appearance WHERE entity = ? AND bundle > ?)"
        while row := self._database.execute(following, (entity, at)).fetchone():
            at = row[0]
            yield row[1]

    def pairs(self, bundle: str) -> list[Pair]:
        """The pairs of a bundle that were merged or are to be asked about."""
        rows = self._database.execute(
            "SELECT first, second, score, reasons, joined FROM pair WHERE first = ?1 OR second = ?1", (bundle,)
        )
        return [pair_of(row) for row in rows]

    def written(self, root: str) -> str:
        """The graph in which the decisions on a cluster were written, empty where there are none."""
        row = self._database.execute("SELECT graph FROM written WHERE root = ?", (root,)).fetchone()
        return str(row[0]) if row else ""

    def decided(self) -> set[str]:
        """The clusters whose decisions were written."""
        return {root for (root,) in self._database.execute("SELECT root FROM written")}

    def is_written(self, graph: str, *, besides: str = "") -> bool:
        """Whether the graph holds the decisions on a cluster, ``besides`` left out."""
        query = "SELECT 1 FROM written WHERE graph = ? AND root != ?"
        return self._database.execute(query, (graph, besides)).fetchone() is not None

    def every_pair(self) -> Iterator[Pair]:
        """All pairs, merged or to be asked about."""
        rows = self._database.execute("SELECT first, second, score, reasons, joined FROM pair ORDER BY first, second")
        return map(pair_of, rows)


def entry_of(entity: str) -> str:
    """The signature of the gazetteer's entry with that IRI, if there is one."""
    return f"link:{entity.removeprefix(ID)}"


def pair_of(row: tuple[Any, ...]) -> Pair:
    """The pair that a row of its table tells of."""
    return Pair(row[0], row[1], row[2], tuple(json.loads(row[3])), bool(row[4]))
