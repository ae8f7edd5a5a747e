"""Reviewing: what decisions on facts and types make of the graph. No article's graph is ever changed.

For each article that a decision touches, two graphs tell what the union of all graphs shows instead of the article's
own: what is withheld (the rejected claims and all that follows from them) and what is revised (what would follow
without them). Both are made anew from the article and the decisions, so that nothing depends on their order.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from kg.errors import QueryError
from kg.ids import PREFIXES, shorten
from kg.model import SYMMETRIC, Claim, EntityType, Extraction
from kg.rdf import Quad, extraction_of, quads_of
from kg.rdf.reviews import (
    FACT_REVIEW_GRAPH,
    REVISED_GRAPHS,
    WITHHELD_GRAPHS,
    FactDecision,
    Review,
    TypeDecision,
    fact_review_quads,
    fact_reviews_of,
    in_graph,
    revised_graph,
    withheld_graph,
)
from kg.resolution.book import ReadableStore
from kg.store import IRI, Rows, Store

_IDENTITY: Final = """
SELECT ?article ?entity ?canonical WHERE {
  ?appearance sc:canonical ?canonical ; sc:statedIn ?article ; sc:appearanceOf ?entity
}
"""
_STATING: Final = (
    "SELECT DISTINCT ?subject ?article WHERE { GRAPH ?article { ?claim a sc:Claim ; rdf:subject ?subject } }"
)
_SPEAKING: Final = "SELECT ?entity ?article WHERE { GRAPH ?article { ?entity sc:mentionedIn ?article } }"


class Reviews:
    """What reviewers said, ready to be compared with what articles say."""

    def __init__(self, decisions: Iterable[Review], identity: dict[tuple[str, str], str] | None = None) -> None:
        """``identity``: the canonical IRI of an entity of an article, both as IRIs, where that is another one."""
        self.decisions = tuple(decisions)
        self.identity = identity or {}
        self._canonical: dict[str, str] = {}
        for (_, entity), canonical in self.identity.items():
            # An IRI that stands for several things stands for none of them.
            known = self._canonical.setdefault(entity, canonical)
            self._canonical[entity] = known if known == canonical else entity
        self._facts: dict[tuple[str, str, str, str, str], FactDecision] = {}
        self._types: dict[str, TypeDecision] = {}
        for decision in self.decisions:
            if isinstance(decision, TypeDecision):
                self._types[self.canonical(decision.entity)] = decision
            else:
                object = self.canonical(decision.object) if decision.linked else decision.object
                key = self._key(self.canonical(decision.subject), decision.predicate, object, decision.modality)
                self._facts[(*key, decision.article)] = decision

    def canonical(self, entity: str) -> str:
        """The canonical IRI of an entity, whatever the article, where it has just one."""
        return self._canonical.get(entity, entity)

    def on(self, article: str, subject: str, predicate: str, object: str, modality: str) -> FactDecision | None:
        """The decision on a statement; on that of the one article rather than on the fact in general.

        ``subject`` and ``object`` are canonical IRIs (or the text).
        """
        if not self._facts:
            return None
        key = self._key(subject, predicate, object, modality)
        return self._facts.get((*key, article)) or self._facts.get((*key, ""))

    def type_of(self, entity: str) -> EntityType | None:
        """The type that a reviewer gave the entity with that canonical IRI."""
        decision = self._types.get(entity)
        return decision.type if decision else None

    def revised(self, article: str, extraction: Extraction) -> Extraction:
        """What the article would have yielded had it been read as reviewers say."""
        if not self.decisions:
            return extraction
        return replace(
            extraction,
            claims=tuple(claim for claim in extraction.claims if not self._rejects(article, claim)),
            entities=tuple(
                replace(entity, type=self.type_of(self._named(article, entity.id)) or entity.type)
                for entity in extraction.entities
            ),
        )

    def _rejects(self, article: str, claim: Claim) -> bool:
        object = self._named(article, claim.object) if claim.object_type == "entity" else claim.object
        decision = self.on(article, self._named(article, claim.subject), claim.predicate, object, claim.modality)
        return decision is not None and not decision.accepted

    def _named(self, article: str, entity: str) -> str:
        return self.identity.get((article, entity), entity)

    @staticmethod
    def _key(subject: str, predicate: str, object: str, modality: str) -> tuple[str, str, str, str]:
        if predicate in SYMMETRIC:
            subject, object = min(subject, object), max(subject, object)
        return subject, predicate, object, modality


class ReviewBook:
    """Takes decisions on facts and types and has the graph follow them. Publishing is for the caller."""

    def __init__(self, store: ReadableStore) -> None:
        self._store = store
        self.touched: set[str] = set()  #: articles of which the graph shows something else than before; their IRIs

    def decisions(self) -> list[Review]:
        """What was decided, oldest first."""
        return fact_reviews_of(self._store.quads(FACT_REVIEW_GRAPH))

    def decide(self, decision: Review) -> Review | None:
        """Note a decision and heed it; the earlier one on the same, which it replaces."""
        known = self.decisions()
        kept = [other for other in known if other.target != decision.target]
        self._store.replace(FACT_REVIEW_GRAPH, fact_review_quads([*kept, decision]))
        self.heed()
        return next((other for other in known if other.target == decision.target), None)

    def undo(self, id: str) -> Review:
        """Take a decision back, as if it had never been taken. Raises `QueryError` where there is none of that id."""
        known = self.decisions()
        found = next((decision for decision in known if decision.id == id), None)
        if found is None:
            raise QueryError(f"decision {id!r}", "there is none of that name", "kg review --decided lists them")
        self._store.replace(FACT_REVIEW_GRAPH, fact_review_quads(d for d in known if d.id != id))
        self.heed()
        return found

    def heed(self) -> set[str]:
        """Have the graph follow the decisions, after articles or decisions have changed; of which articles it did."""
        reviews = self._reviews()
        graphs = self._store.graphs()
        touched = self._touched(reviews) if reviews.decisions else set()
        stale = {
            PREFIXES["article"] + graph.removeprefix(prefix)
            for prefix in (WITHHELD_GRAPHS, REVISED_GRAPHS)
            for graph in graphs
            if graph.startswith(prefix)
        }
        changed: set[str] = set()
        known = set(graphs)
        for article in sorted(touched | stale):
            withheld: set[Quad] = set()
            revised: set[Quad] = set()
            if article in touched and article in known:
                extraction = extraction_of(self._store.quads(article))
                said, meant = set(quads_of(extraction)), set(quads_of(reviews.revised(article, extraction)))
                withheld, revised = said - meant, meant - said
            for graph, quads in ((withheld_graph(article), withheld), (revised_graph(article), revised)):
                if self._store.replace(graph, in_graph(graph, quads)):
                    changed.add(article)
        self.touched |= changed
        return changed

    def _reviews(self) -> Reviews:
        decisions = self.decisions()
        if not decisions:
            return Reviews(())
        rows = self._store.query(_IDENTITY)
        assert isinstance(rows, Rows)
        return Reviews(decisions, {(str(a), str(e)): str(c) for a, e, c in rows})

    def _touched(self, reviews: Reviews) -> set[str]:
        """The articles that a decision can change anything of."""
        names: dict[str, set[str]] = defaultdict(set)
        for (_, entity), canonical in reviews.identity.items():
            names[canonical].add(entity)
        found: set[str] = set()
        for decision in reviews.decisions:
            typed = isinstance(decision, TypeDecision)
            if not isinstance(decision, TypeDecision) and decision.accepted:
                continue
            ends = {decision.entity} if isinstance(decision, TypeDecision) else {decision.subject}
            if not isinstance(decision, TypeDecision) and decision.predicate in SYMMETRIC:
                ends.add(decision.object)
            ends |= {reviews.canonical(end) for end in ends}
            for name in sorted(ends.union(*(names.get(end, ()) for end in ends))):
                variable = "entity" if typed else "subject"
                rows = self._store.query(_SPEAKING if typed else _STATING, {variable: IRI(name)})
                assert isinstance(rows, Rows)
                found.update(str(a) for _, a in rows if str(a).startswith(PREFIXES["article"]))
        return found


def describe(decision: Review) -> str:
    """A decision in one line: its name, what was decided, by whom, when and why."""
    if isinstance(decision, TypeDecision):
        said = f"{shorten(decision.entity)} is of the type {decision.type}"
        said += f", not {decision.was}" if decision.was else ""
    else:
        object = shorten(decision.object) if decision.linked else repr(decision.object)
        said = f"{shorten(decision.subject)} {decision.predicate} {object}"
        said += "" if decision.modality == "asserted" else f" ({decision.modality})"
        said += f" in {shorten(decision.article)}" if decision.article else ""
        said += " is accepted" if decision.accepted else " is rejected"
    remark = f": {decision.remark}" if decision.remark else ""
    return f"{decision.id[:8]}  {said} ({decision.by}, {decision.at:%Y-%m-%d}){remark}"


def heed_reviews(store: Store) -> set[str]:
    """Have the graph follow the reviewers after articles have come, changed or gone; of which articles it did.

    Costs one look where nothing was ever reviewed.
    """
    if isinstance(store, ReadableStore):
        book = ReviewBook(store)
        if book.decisions():
            return book.heed()
    return set()


def now() -> dt.datetime:
    """The time at which a decision is taken, to the second."""
    return dt.datetime.now(dt.UTC).replace(microsecond=0)
