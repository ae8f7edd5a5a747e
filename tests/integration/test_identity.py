"""Identity over the cluster articles, with gold mentions: in a store, in any order, undone and done again."""

import datetime as dt
import random
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kg.ids import article_iri
from kg.model import Extraction
from kg.rdf import quads_of
from kg.rdf.identity import IDENTITY_GRAPHS, REVIEW_GRAPH, AppearanceRef
from kg.resolution import Canonical, IdentityBook, IdentityIndex, all_canonical, canonical, face
from kg.resolution.appearances import appearances
from kg.store import EmbeddedStore
from tests.gold.oracle import oracle, references

NOON = dt.datetime(2026, 1, 1, 12, tzinfo=dt.UTC)
LATER = dt.datetime(2027, 1, 1, 12, tzinfo=dt.UTC)


def index_of(extractions: Iterable[Extraction], every: int = 1) -> IdentityIndex:
    index = IdentityIndex.open(None)
    for number, extraction in enumerate(extractions, 1):
        index.put(article_iri(extraction.article), "", appearances(extraction))
        if number % every == 0:
            index.resolve()
    index.resolve()
    return index


@pytest.fixture(scope="module")
def expected() -> set[Canonical]:
    return set(all_canonical(index_of(oracle())))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[EmbeddedStore]:
    with EmbeddedStore.open(tmp_path / "store") as opened:
        for extraction in oracle():
            opened.replace(article_iri(extraction.article), quads_of(extraction))
        yield opened


@contextmanager
def book_of(store: EmbeddedStore, path: Path | None = None) -> Iterator[IdentityBook]:
    with IdentityBook.open(store, path) as book:
        book.update(now=NOON)
        yield book


def decided(store: EmbeddedStore) -> dict[str, frozenset[str]]:
    """Every graph of decisions with its quads as text."""
    return {g: frozenset(map(str, store.quads(g))) for g in store.graphs() if g.startswith(IDENTITY_GRAPHS)}


@pytest.mark.parametrize("seed", range(30))
def test_the_order_of_articles_makes_no_difference(expected: set[Canonical], seed: int) -> None:
    articles = list(oracle())
    random.Random(seed).shuffle(articles)
    assert set(all_canonical(index_of(articles, every=1 + seed % 7))) == expected


def test_removing_articles_leaves_what_the_others_alone_give(expected: set[Canonical]) -> None:
    articles = list(oracle())
    index = index_of(articles)
    gone, left = articles[::3], [a for i, a in enumerate(articles) if i % 3]
    for extraction in gone:
        index.forget(article_iri(extraction.article))
    index.resolve()
    assert set(all_canonical(index)) == set(all_canonical(index_of(left)))
    for extraction in gone:
        index.put(article_iri(extraction.article), "", appearances(extraction))
    index.resolve()
    assert set(all_canonical(index)) == expected


def test_each_appearance_is_of_one_canonical_entity_with_a_name_of_its_own(expected: set[Canonical]) -> None:
    members = [member for entity in expected for member in entity.members]
    assert len(members) == len(set(members)) == sum(len(x.entities) for x in oracle())
    assert len({entity.id for entity in expected}) == len(expected)


def test_what_one_article_tells_apart_is_never_merged(expected: set[Canonical]) -> None:
    for entity in expected:
        articles = [article for article, _ in entity.members]
        assert len(articles) == len(set(articles)), entity


def test_updating_again_writes_nothing(store: EmbeddedStore, tmp_path: Path) -> None:
    with book_of(store, tmp_path / "index.sqlite"):
        store.publish()
    before = decided(store)
    with IdentityBook.open(store, tmp_path / "index.sqlite") as book:
        assert book.update(now=LATER) == 0
        assert not store.publish()
    with IdentityBook.open(store, None) as book:  # the index is lost
        book.update(now=LATER)
    assert decided(store) == before  # times are those of the first decision


def test_article_graphs_are_never_rewritten(store: EmbeddedStore) -> None:
    with book_of(store):
        pass
    for extraction in oracle():
        assert set(store.quads(article_iri(extraction.article))) == set(quads_of(extraction))


def test_every_merge_is_a_statement_with_score_reasons_time_and_who(store: EmbeddedStore) -> None:
    with book_of(store) as book:
        merges = sum(len(entity.pairs) for entity in all_canonical(book.index))
    rows = store.query(
        """SELECT DISTINCT ?decision ?score ?by WHERE {
             ?decision a sc:IdentityDecision ; sc:verdict sc:same ; sc:score ?score ; sc:reason ?reason ;
                       prov:generatedAtTime ?at ; prov:wasAttributedTo/rdfs:label ?by }"""
    )
    assert len(rows) == merges > 50  # type: ignore[arg-type]


def test_undoing_any_merge_and_its_undoing_restore_the_canonical_graph(store: EmbeddedStore, tmp_path: Path) -> None:
    with book_of(store, tmp_path / "index.sqlite") as book:
        before, entities = decided(store), set(all_canonical(book.index))
        pairs = [pair for entity in sorted(entities, key=lambda e: e.id) for pair in entity.pairs]
        for pair in pairs[::12]:
            one, other = (face(book.index.members(bundle)) for bundle in (pair.first, pair.second))
            decision = book.decide(one, other, same=False, by="Ada", now=LATER)
            roots = {book.index.root_of(ref.article, ref.entity) for ref in (one, other)}
            assert len(roots) == 2, pair
            book.undo(decision)
            assert set(all_canonical(book.index)) == entities, pair
        assert timeless(decided(store)) == timeless(before)
        assert not list(store.quads(REVIEW_GRAPH))


def timeless(graphs: dict[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    """Without when a decision was taken: what is decided again after an undoing is decided then."""
    return {graph: frozenset(q for q in quads if "generatedAtTime" not in q) for graph, quads in graphs.items()}


def colin(book: IdentityBook) -> list[AppearanceRef]:
    """The two namesakes in one blog post."""
    found = [
        AppearanceRef(article, iri, entity.name)
        for entity in all_canonical(book.index)
        for article, iri in entity.members
        if entity.name.startswith("Colin Hartley")
    ]
    together = {ref.article for ref in found if sum(r.article == ref.article for r in found) == 2}
    return sorted(ref for ref in found if ref.article not in together)


def test_a_reviewers_merge_overrides_vetoes_and_survives_reingestion(store: EmbeddedStore) -> None:
    names = references()
    with book_of(store) as book:
        ids = {article_iri(x.article): x.article.id for x in oracle()}
        bnsc, australia = (
            next(r for r in colin(book) if names[ids[r.article], r.entity][0] == f"person/colin-hartley-{who}")
            for who in ("bnsc", "australia")
        )
        assert book.index.root_of(bnsc.article, bnsc.entity) != book.index.root_of(australia.article, australia.entity)
        decision = book.decide(bnsc, australia, same=True, by="Ada", remark="told me so", now=LATER)
        again = next(x for x in oracle() if article_iri(x.article) == bnsc.article)
        store.remove(bnsc.article)
        book.update()
        store.replace(bnsc.article, quads_of(again))
        book.update()
        assert book.index.root_of(bnsc.article, bnsc.entity) == book.index.root_of(australia.article, australia.entity)
        assert book.reviews() == [decision]


def test_appearances_of_one_name_and_employer_can_be_told_apart_too(store: EmbeddedStore) -> None:
    with book_of(store) as book:
        before = set(all_canonical(book.index))
        krishna = next(e for e in before if "Krishnamurthy" in e.name)
        one, other = (AppearanceRef(article, iri) for article, iri in krishna.members[:2])
        decision = book.decide(one, other, same=False, by="Ada", now=LATER)
        assert book.index.root_of(one.article, one.entity) != book.index.root_of(other.article, other.entity)
        book.undo(decision)
        assert set(all_canonical(book.index)) == before


def test_a_canonical_entity_keeps_the_name_that_nothing_else_has(expected: set[Canonical]) -> None:
    by_name = {entity.id.rsplit("/id/")[-1] for entity in expected}
    assert {"agency/cnes", "agency/isa-il", "agency/isa-ir", "project/twinscat", "project/sagar-watch"} <= by_name
    assert "person/colin-hartley" not in by_name  # two have it


def test_there_is_nothing_canonical_about_a_cluster_that_is_not(store: EmbeddedStore) -> None:
    with book_of(store) as book:
        assert canonical(book.index, "no such root") is None
