"""The book of identity: store, reviewers' verdicts and index kept in step, decisions written to their own graphs."""

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import Final, Protocol, Self, runtime_checkable

from kg.model import Extraction
from kg.rdf import Quad, extraction_of, normal
from kg.rdf.identity import (
    IDENTITY_GRAPHS,
    REVIEW_GRAPH,
    AppearanceRef,
    Decision,
    decisions_of,
    identity_graph,
    identity_quads,
    review_quads,
)
from kg.resolution.appearances import appearances
from kg.resolution.canonical import Canonical, canonical
from kg.resolution.index import IdentityIndex
from kg.resolution.lookup import Member
from kg.resolution.tables import METHOD
from kg.store import IRI, Rows, Store

#: Who decides where no reviewer does.
PROGRAM: Final = f"space-cooperation-kg {METHOD}"

_UNSHOWN: Final = "unshown"  #: what the index notes of `changed` and `written`, so that it outlives the process
_VERSION: Final = "version"  #: of the store that the index is in step with
_HASHES: Final = """
SELECT ?article ?hash ?run WHERE {
  GRAPH ?article { ?article a sc:Article ; sc:contentHash ?hash ; prov:wasGeneratedBy ?run }
}
"""
#: No extraction is at hand.
NOTHING: Final[Mapping[str, Extraction]] = MappingProxyType({})
_DECIDED: Final = "SELECT ?decision ?at WHERE { ?decision prov:generatedAtTime ?at }"


@runtime_checkable
class ReadableStore(Store, Protocol):
    """A store whose writer can also read single graphs."""

    def quads(self, graph: str | None = None) -> Iterator[Quad]:
        """The quads of a graph."""
        ...


class IdentityBook:
    """Decides which appearances are one thing, writes why, and takes back what no longer holds. Open it with `open`.

    Nothing in an article's graph is ever changed. What the graphs of decisions hold at the end depends on the articles
    and the reviewers' decisions alone, not on the order in which they came; only the time of a decision is when it
    was first taken.
    """

    def __init__(self, store: ReadableStore, index: IdentityIndex, *, timed: bool = True) -> None:
        """``timed``: whether decisions say when they were first taken; else the store depends on its articles alone."""
        self.index = index
        self.store = store
        changed, written = json.loads(index.state(_UNSHOWN) or "[[], []]")
        self.changed: set[str] = set(changed)  #: articles that came or went, or whose entities got other names; IRIs
        self.written: set[str] = set(written)  #: graphs of decisions that came, changed or went
        self._timed = timed
        self._apart: frozenset[tuple[str, str]] = frozenset()

    @classmethod
    @contextmanager
    def open(cls, store: ReadableStore, path: Path | None, *, timed: bool = True) -> Iterator[Self]:
        """The book of a store, with its index in a file (None: in memory, made anew)."""
        index = IdentityIndex.open(path)
        try:
            yield cls(store, index, timed=timed)
        finally:
            index.close()

    def update(
        self,
        changed: Iterable[str] | None = None,
        extracted: Mapping[str, Extraction] = NOTHING,
        *,
        again: bool = False,
        now: dt.datetime | None = None,
    ) -> int:
        """Decide anew whatever the changes can have touched; how many canonical entities may have changed.

        ``changed`` are the IRIs of the articles that came, changed or went since the last update, where the caller
        knows them (see `in_step`); else all articles are compared with the index by their hash. What ``extracted``
        holds of them, as it was written, need not be read from the store. With ``again`` all decisions are written,
        also those that the index takes for written: a store that was not published may have lost them. Nothing is
        published.
        """
        before = self._apart
        noted = len(self.changed), len(self.written)
        self._heed_reviews()
        moved = {article for article, _ in before ^ self._apart}
        known = self.index.articles() if changed is None else {}
        stored = self._hashes() if changed is None else self._hashes_of({*changed, *moved})
        gone = known.keys() - stored.keys() | {iri for iri, hash in stored.items() if not hash}
        come = {iri for iri, hash in stored.items() if hash and (known.get(iri) != hash or iri in moved)}
        for iri in sorted(gone):
            self.index.forget(iri)
        for iri in sorted(come):
            found = extracted.get(iri)
            extraction = normal(found) if found else extraction_of(self.store.quads(iri))
            self.index.put(iri, stored[iri], appearances(extraction, self._apart))
        self.changed |= gone | come
        self._heed_verdicts()
        roots = self.index.resolve() | (self.index.decided() if again else set())
        count = self._write(roots, now or dt.datetime.now(dt.UTC).replace(microsecond=0))
        if again or (changed is None and not known):  # a new index knows nothing of what an older one wrote
            for graph in self.store.graphs():
                if graph.startswith(IDENTITY_GRAPHS) and not self.index.is_written(graph):
                    self.store.remove(graph)
                    self.written.add(graph)
        if noted != (len(self.changed), len(self.written)):
            self.index.note(_VERSION, "")  # until `seal`: whoever dies before may leave a store without all this
        if not self._timed:
            self.index.note(_UNSHOWN, json.dumps([sorted(self.changed), sorted(self.written)]))
        self.index.save()
        return count

    def shown(self) -> None:
        """Note that whoever shows elsewhere what is decided here has shown all that is `changed` and `written`."""
        self.changed, self.written = set(), set()
        self.index.note(_UNSHOWN, "")
        self.index.save()

    def in_step(self, version: str) -> bool:
        """Whether the index knows the store as it was published as ``version``."""
        return bool(version) and self.index.state(_VERSION) == version

    def seal(self, version: str) -> None:
        """Note that the store was published with all decisions as ``version``."""
        self.index.note(_VERSION, version)
        self.index.save()

    def reviews(self) -> list[Decision]:
        """What reviewers decided, oldest first."""
        return decisions_of(self.store.quads(REVIEW_GRAPH))

    def decide(
        self, first: AppearanceRef, second: AppearanceRef, *, same: bool, by: str, remark: str = "", now: dt.datetime
    ) -> Decision:
        """Note a reviewer's decision, in place of an earlier one on the same two, and heed it."""
        decision = Decision(min(first, second), max(first, second), same, (remark,) if remark else (), by, now)
        kept = [d for d in self.reviews() if {d.first.iri, d.second.iri} != {first.iri, second.iri}]
        self.store.replace(REVIEW_GRAPH, review_quads([*kept, decision]))
        self.update((), now=now)
        return decision

    def undo(self, decision: Decision, *, now: dt.datetime | None = None) -> None:
        """Take a reviewer's decision back, as if it had never been taken."""
        kept = [d for d in self.reviews() if d.iri != decision.iri]
        self.store.replace(REVIEW_GRAPH, review_quads(kept))
        self.update((), now=now)

    def _hashes(self) -> dict[str, str]:
        rows = self.store.query(_HASHES)
        assert isinstance(rows, Rows)
        return {str(article): f"{hash} {run}" for article, hash, run in rows}

    def _hashes_of(self, articles: Iterable[str]) -> dict[str, str]:
        """The hashes of some articles, empty for those that are not in the store."""
        found = dict.fromkeys(articles, "")
        for iri in found:
            rows = self.store.query(_HASHES, {"article": IRI(iri)})
            assert isinstance(rows, Rows)
            found[iri] = "".join(f"{hash} {run}" for _, hash, run in rows)
        return found

    def _heed_reviews(self) -> None:
        """Appearances that a reviewer told from others need an identity of their own."""
        self._apart = frozenset(
            (ref.article, ref.entity) for d in self.reviews() if not d.same for ref in (d.first, d.second)
        )

    def _heed_verdicts(self) -> None:
        verdicts: dict[tuple[str, str], bool] = {}
        for decision in self.reviews():
            ends = [self.index.bundle_of(r.article, r.entity) for r in (decision.first, decision.second)]
            first, second = sorted(end or "" for end in ends)
            if first and first != second:
                verdicts[first, second] = decision.same
        self.index.review(verdicts)

    def _write(self, roots: set[str], now: dt.datetime) -> int:
        affected = {root for root in roots if self.index.written(root) or not self.index.is_plain(root)}
        for entity in self.index.released().union(*map(self.index.entities, roots)):
            # What else has this IRI is called otherwise now if it is alone with it, or was.
            others = set(islice(self._others(entity, roots), 2))
            affected |= others if len(others) == 1 else set()
        for root in sorted(affected):
            found = canonical(self.index, root)
            quads = self._quads(found, now) if found else []
            old, new = self.index.written(root), identity_graph(found.id) if found and quads else ""
            if old and old != new and not self.index.is_written(old, besides=root):
                self.store.remove(old)
                self.written.add(old)
            if new and self.store.replace(new, quads):
                self.written.add(new)
            if old != new:
                self.index.note_written(root, new)
            if found:
                self.changed |= self.index.note_canonical(root, found.id)
        return len(affected)

    def _others(self, entity: str, roots: set[str]) -> Iterator[str]:
        """The clusters with an appearance of that IRI besides those, each once."""
        met = set(roots)
        for root in self.index.roots_with(entity):
            if root not in met:
                met.add(root)
                yield root

    def _quads(self, entity: Canonical, now: dt.datetime) -> list[Quad]:
        if not entity.pairs and all(iri == entity.id for _, iri in entity.members):
            return []  # its name in the articles is its name
        decisions = []
        for pair in entity.pairs:
            faces = sorted(self._face(bundle) for bundle in (pair.first, pair.second))
            why = tuple(sorted(pair.reasons))
            decisions.append(self._dated(Decision(faces[0], faces[1], True, why, PROGRAM, now, pair.score)))
        renamed = [AppearanceRef(article, iri) for article, iri in entity.members if iri != entity.id]
        return identity_quads(entity.id, renamed, decisions)

    def _face(self, bundle: str) -> AppearanceRef:
        """The earliest appearance of a bundle stands for it."""
        return face(self.index.members(bundle))

    def _dated(self, decision: Decision) -> Decision:
        """With the time at which the same decision was first taken, or with none."""
        if not self._timed:
            return replace(decision, at=None)
        rows = self.store.query(_DECIDED, {"decision": IRI(decision.iri)})
        assert isinstance(rows, Rows)
        times = [at for _, at in rows if isinstance(at, dt.datetime)]
        return replace(decision, at=min(times, default=decision.at))


def face(members: Sequence[Member]) -> AppearanceRef:
    """The appearance that stands for several: the earliest, by its article's day and then its name."""
    first = min(members, key=lambda m: (m.day or "9999", m.article, m.entity))
    return AppearanceRef(first.article, first.entity, first.name)
