"""The identity index: every appearance of an entity, compared with few others, grouped; a cache beside the store.

All that it knows follows from the articles and the reviewers' verdicts, so the file may be lost or deleted. What it
costs to add an article depends on the names in the article and on how many others have alike names, not on how large
the graph is.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, Self

from kg.ids import ID
from kg.resolution import weights
from kg.resolution.appearances import Appearance
from kg.resolution.blocking import MOST, keys
from kg.resolution.clustering import Likeness, Link, Verdicts, cluster
from kg.resolution.lookup import Lookup, Pair, entry_of, pair_of
from kg.resolution.profile import Profile, join
from kg.resolution.scoring import Judgement, judge
from kg.resolution.tables import connect, dump, load

#: Judgements kept in memory, some 300 bytes each.
_REMEMBERED: Final = 500_000
_TOLD_APART: Final = "one article tells them apart"


class IdentityIndex(Lookup):
    """Appearances, bundles (appearances of one signature), judged pairs and the clusters they make.

    Write with `put` and `forget`, then call `resolve` once: it groups anew whatever the changes can have touched.
    """

    def __init__(self, database: sqlite3.Connection) -> None:
        super().__init__(database)
        self._dirty: set[str] = set()  # bundles that came, went or changed
        self._touched: set[str] = set()  # bundles whose cluster may change
        self._profiles: dict[str, Profile] = {}
        self._verdicts: Verdicts = {}
        self._reviewed: dict[str, set[str]] = {}  # by bundle, those of which a reviewer said something
        self._judged: dict[tuple[str, str], Judgement] = {}  # a memory of `judge`, by pair in order
        self._partners: dict[str, set[str]] = {}  # with what each bundle was judged
        self._grown: set[str] = set()  # bundles with appearances more or less
        self._lost: set[str] = set()  # roots of bundles that are no more
        self._released: set[str] = set()  # entities' IRIs that an article no longer uses

    @classmethod
    def open(cls, path: Path | None) -> Self:
        """The index in that file, empty where there is none or where another method made it; None: in memory."""
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
        try:
            return cls(connect(path))
        except sqlite3.DatabaseError:
            if path is None or not path.exists():
                raise
            path.unlink()
            return cls(connect(path))

    def close(self) -> None:
        """Keep everything and let go of the file."""
        self._database.commit()
        self._database.close()

    def save(self) -> None:
        """Keep everything."""
        self._database.commit()

    def state(self, key: str) -> str:
        """A note of the caller's, empty where there is none."""
        row = self._database.execute("SELECT value FROM state WHERE key = ?", (key,)).fetchone()
        return str(row[0]) if row else ""

    def note(self, key: str, value: str) -> None:
        """Keep a note."""
        self._database.execute("REPLACE INTO state VALUES (?, ?)", (key, value))

    def review(self, verdicts: Verdicts) -> None:
        """What reviewers said of pairs of bundles, in place of what was known; `resolve` heeds it."""
        for pair in self._verdicts.items() ^ verdicts.items():
            self._touched.update(pair[0])
        self._verdicts = verdicts
        self._reviewed = {end: {e for p in verdicts if end in p for e in p} for pair in verdicts for end in pair}

    def put(self, article: str, hash: str, appearances: Iterable[Appearance]) -> None:
        """Note what an article speaks of, in place of what was known of it."""
        self.forget(article)
        self._database.execute("INSERT INTO article VALUES (?, ?)", (article, hash))
        signatures = set[str]()
        for found in appearances:
            self._database.execute(
                "INSERT INTO appearance VALUES (?, ?, ?, ?, ?, ?, '')",
                (article, found.entity, found.name, found.signature, dump(found.profile), found.profile.first),
            )
            self._extend(found.signature, found.profile)
            self._grow(found.signature, found.entity)
            signatures.add(found.signature)
        self._tell_apart(signatures)

    def forget(self, article: str) -> None:
        """Note that the article is gone."""
        query = "SELECT bundle, entity FROM appearance WHERE article = ?"
        gone = self._database.execute(query, (article,)).fetchall()
        self._database.execute("DELETE FROM appearance WHERE article = ?", (article,))
        self._database.execute("DELETE FROM article WHERE iri = ?", (article,))
        for signature, entity in gone:
            self._released.add(entity)
            self._shrink(signature)
            self._grow(signature, entity)

    def resolve(self) -> set[str]:
        """Compare and group anew what the changes can have touched; the roots of clusters that may have changed.

        A root is the first signature of a cluster; some of those returned may exist no more.
        """
        for signature in self._dirty:
            self._unlearn(signature)
        dirty = self._existing(self._dirty)
        for signature in sorted(dirty):
            self._compare(signature)
        roots = self._cluster(dirty | self._touched) | self._lost | set(map(self._root, self._existing(self._grown)))
        self._lost.clear()
        self._grown.clear()
        self._dirty.clear()
        self._touched.clear()
        return roots

    def note_canonical(self, root: str, iri: str) -> set[str]:
        """Note what the appearances of a cluster are called; the articles for which that is new."""
        changed: set[str] = set()
        own = "bundle = ?1 AND entity = ?2 AND canonical != ''"  # the article calls it so itself
        other = "bundle = ?1 AND (entity < ?2 OR entity > ?2) AND canonical != ?2"
        for bundle in self.bundles(root):
            for called, which in (("", own), (iri, other)):
                query = f"SELECT article FROM appearance WHERE {which}"
                found = self._database.execute(query, (bundle, iri)).fetchall()
                if found:
                    update = f"UPDATE appearance SET canonical = ?3 WHERE {which}"
                    self._database.execute(update, (bundle, iri, called))
                    changed.update(article for (article,) in found)
        return changed

    def released(self) -> set[str]:
        """The IRIs of entities that some article used before. Says so once."""
        found, self._released = self._released, set()
        return found

    def note_written(self, root: str, graph: str) -> None:
        """Note in which graph the decisions on a cluster are; empty for none."""
        if graph:
            self._database.execute("REPLACE INTO written VALUES (?, ?)", (root, graph))
        else:
            self._database.execute("DELETE FROM written WHERE root = ?", (root,))

    def uncertain(self) -> Iterator[Pair]:
        """The pairs that a reviewer should see, most probable first."""
        rows = self._database.execute(
            """SELECT first, second, score, reasons, joined FROM pair
               JOIN bundle AS a ON a.signature = first JOIN bundle AS b ON b.signature = second
               WHERE a.root != b.root ORDER BY score DESC, first, second"""
        )
        return (pair_of(row) for row in rows if (row[0], row[1]) not in self._verdicts)

    def profile(self, bundle: str) -> Profile:
        """All that the articles of a bundle say. Raises `KeyError` if there is no such bundle."""
        if bundle not in self._profiles:
            row = self._database.execute("SELECT profile FROM bundle WHERE signature = ?", (bundle,)).fetchone()
            if row is None:
                raise KeyError(bundle)
            if len(self._profiles) > 100_000:
                self._profiles.clear()
            self._profiles[bundle] = load(row[0])
        return self._profiles[bundle]

    def judge(self, a: str, b: str) -> Judgement:
        """How two bundles compare; one article that speaks of both tells them apart."""
        found = self._judged.get((a, b))
        if found is None:
            if self._share_article(a, b):
                found = Judgement(0.0, (_TOLD_APART,), _TOLD_APART)
            else:
                found = judge(self.profile(a), self.profile(b))
            self._judged[a, b] = found
            self._partners.setdefault(a, set()).add(b)
            self._partners.setdefault(b, set()).add(a)
        return found

    def _extend(self, signature: str, profile: Profile) -> None:
        try:
            old = self.profile(signature)
        except KeyError:
            self._profiles[signature] = profile
            self._database.execute("INSERT INTO bundle VALUES (?, ?, ?)", (signature, dump(profile), signature))
            self._rekey(signature, frozenset(), keys(profile))
            self._dirty.add(signature)
            return
        new = join((old, profile))
        if new != old:
            self._change(signature, old, new)

    def _tell_apart(self, signatures: set[str]) -> None:
        """Have what one article speaks of judged anew where two of it are taken, or might be taken, for one thing."""
        for signature in signatures:
            for other in signatures & self._partners.get(signature, set()):
                self._judged.pop((min(signature, other), max(signature, other)), None)
            if not signature.startswith("link:"):
                near = {*self._neighbours(signature), *self.bundles(self._root(signature))}
                if not near.isdisjoint(signatures - {signature}):
                    self._dirty.add(signature)

    def _grow(self, signature: str, entity: str) -> None:
        """Note that a bundle has an appearance more or less, where more follows from it than that it was mentioned."""
        if signature != entry_of(entity):
            self._grown.add(signature)

    def _shrink(self, signature: str) -> None:
        old = self.profile(signature)
        left = self._database.execute("SELECT profile FROM appearance WHERE bundle = ?", (signature,))
        if old.link and left.fetchone():
            return  # what the gazetteer says stays
        profiles = [load(text) for (text,) in left]
        if profiles:
            self._change(signature, old, join(profiles))
            return
        self._rekey(signature, keys(old), frozenset())
        self._profiles.pop(signature, None)
        self._touched.update(self._neighbours(signature))
        self._lost.add(self._root(signature))
        self._touched.update(self.bundles(self._root(signature)))
        self._database.execute("DELETE FROM bundle WHERE signature = ?", (signature,))
        self._database.execute("DELETE FROM pair WHERE first = ?1 OR second = ?1", (signature,))
        self._touched.discard(signature)
        self._dirty.add(signature)
        if old.link:
            self._released.add(ID + old.link)

    def _change(self, signature: str, old: Profile, new: Profile) -> None:
        self._profiles[signature] = new
        self._database.execute("UPDATE bundle SET profile = ? WHERE signature = ?", (dump(new), signature))
        self._rekey(signature, keys(old), keys(new))
        self._dirty.add(signature)

    def _rekey(self, signature: str, old: frozenset[str], new: frozenset[str]) -> None:
        """Change the keys of a bundle. A block that grows too large, or is no more, changes for all that are in it."""
        for key in old - new:
            if self._size(key) == MOST + 1:
                self._dirty.update(self._block(key))
            self._database.execute("DELETE FROM block WHERE key = ? AND bundle = ?", (key, signature))
        for key in new - old:
            if self._size(key) == MOST:
                self._dirty.update(self._block(key))
            self._database.execute("INSERT OR IGNORE INTO block VALUES (?, ?)", (key, signature))

    def _size(self, key: str) -> int:
        """How many bundles have the key, counted as far as it matters."""
        query = "SELECT COUNT(*) FROM (SELECT 1 FROM block WHERE key = ? LIMIT ?)"
        return int(self._database.execute(query, (key, MOST + 2)).fetchone()[0])

    def _block(self, key: str) -> list[str]:
        return [b for (b,) in self._database.execute("SELECT bundle FROM block WHERE key = ?", (key,))]

    def _existing(self, bundles: set[str]) -> set[str]:
        """Those of the bundles that still exist."""
        query = "SELECT 1 FROM bundle WHERE signature = ?"
        return {s for s in bundles if self._database.execute(query, (s,)).fetchone()}

    def _compare(self, signature: str) -> None:
        """Judge a bundle against its candidates, in place of earlier judgements."""
        self._touched.update(self._neighbours(signature))
        self._database.execute("DELETE FROM pair WHERE first = ?1 OR second = ?1", (signature,))
        own = [key for (key,) in self._database.execute("SELECT key FROM block WHERE bundle = ?", (signature,))]
        candidates = {other for key in own if self._size(key) <= MOST for other in self._block(key)} - {signature}
        for other in sorted(candidates):
            first, second = sorted((signature, other))
            judged = self.judge(first, second)
            if judged.score < weights.ASK:
                continue
            self._database.execute(
                "REPLACE INTO pair VALUES (?, ?, ?, ?, 0)", (first, second, judged.score, json.dumps(judged.reasons))
            )

    def _unlearn(self, signature: str) -> None:
        """Forget how the bundle compares with others."""
        if len(self._judged) > _REMEMBERED:
            self._judged.clear()
            self._partners.clear()
        for other in self._partners.pop(signature, ()):
            self._judged.pop((min(signature, other), max(signature, other)), None)

    def _share_article(self, a: str, b: str) -> bool:
        query = """SELECT 1 FROM appearance AS x JOIN appearance AS y ON y.bundle = ? AND y.article = x.article
                   WHERE x.bundle = ? LIMIT 1"""
        small, large = sorted((a, b), key=lambda signature: signature.startswith("link:"))
        return self._database.execute(query, (large, small)).fetchone() is not None

    def _neighbours(self, signature: str) -> list[str]:
        query = "SELECT second FROM pair WHERE first = ?1 UNION SELECT first FROM pair WHERE second = ?1"
        return [other for (other,) in self._database.execute(query, (signature,))]

    def _root(self, signature: str) -> str:
        row = self._database.execute("SELECT root FROM bundle WHERE signature = ?", (signature,)).fetchone()
        return str(row[0]) if row else signature

    def _cluster(self, seeds: set[str]) -> set[str]:
        """Group anew the components that the seeds belong to, now or before; the roots before and after."""
        changed: set[str] = set()
        done: set[str] = set()
        for seed in sorted(self._existing(seeds)):
            if seed in done:
                continue
            component = self._component(seed)
            done |= component
            changed.update(self._root(signature) for signature in component)
            links, before = self._links(component)
            found = cluster(sorted(component), links, self._likeness, self._said(component))
            known = {(link.first, link.second) for link in links}
            joined = known & {(link.first, link.second) for _, made in found.values() for link in made}
            for first, (members, _) in found.items():
                changed.add(first)
                for signature in members:
                    self._database.execute(
                        "UPDATE bundle SET root = ?1 WHERE signature = ?2 AND root != ?1", (first, signature)
                    )
            for pair in joined ^ before:
                self._database.execute(
                    "UPDATE pair SET joined = ? WHERE first = ? AND second = ?", (pair in joined, *pair)
                )
        return changed

    def _component(self, seed: str) -> set[str]:
        """What mergeable pairs, verdicts and its present cluster connect with a bundle."""
        found, frontier, roots = {seed}, [seed], set[str]()
        while frontier:
            at = frontier.pop()
            mergeable = """SELECT second FROM pair WHERE first = ?1 AND (score >= ?2 OR joined)
                           UNION SELECT first FROM pair WHERE second = ?1 AND (score >= ?2 OR joined)"""
            near = [other for (other,) in self._database.execute(mergeable, (at, weights.MERGE))]
            root = self._root(at)
            if root not in roots:
                roots.add(root)
                near += self.bundles(root)
            near += self._reviewed.get(at, ())
            for other in self._existing(set(near) - found):
                found.add(other)
                frontier.append(other)
        return found

    def _links(self, component: set[str]) -> tuple[list[Link], set[tuple[str, str]]]:
        """The pairs within a component that may be merged, and those that are."""
        query = "SELECT first, second, score, joined FROM pair WHERE first = ? AND (score >= ? OR joined)"
        rows = [row for s in sorted(component) for row in self._database.execute(query, (s, weights.MERGE))]
        return [Link(*row[:3]) for row in rows if row[2] >= weights.MERGE], {row[:2] for row in rows if row[3]}

    def _said(self, component: set[str]) -> Verdicts:
        return {pair: same for pair, same in self._verdicts.items() if component.issuperset(pair)}

    def _likeness(self, a: str, b: str) -> Likeness:
        judged = self.judge(*sorted((a, b)))
        if judged.veto:
            return "excluded"
        return "silent" if judged.silent else judged.score
