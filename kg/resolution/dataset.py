"""The canonical dataset: a second store inside the first, in which entities have the names that were decided.

It holds each article's graph under the same name, its entities under their canonical names, and all else as it is. It
is derived: deleted, it is made anew from the articles and the reviewers' decisions. What the program decided carries no
time in the first store, so that two stores of the same articles are the same; here it carries the time at which it was
first decided.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final, Self

from kg.config import CANONICAL, Place
from kg.ids import PREFIXES
from kg.model import Extraction
from kg.rdf import COPIES_GRAPH, GAZETTEER_GRAPH, ONTOLOGY_GRAPH
from kg.rdf.identity import IDENTITY_GRAPHS, REVIEW_GRAPH, dated
from kg.rdf.renaming import canonical_quads
from kg.rdf.reviews import FACT_REVIEW_GRAPH, REVISED_GRAPHS, WITHHELD_GRAPHS, revised_graph, withheld_graph
from kg.resolution.book import NOTHING, IdentityBook
from kg.resolution.reviewing import heed_reviews
from kg.store import EmbeddedStore, Reader, Rows, Store, open_snapshot
from kg.store.layout import write_atomically

#: While a run lasts, the dataset is brought up to date when so many articles wait for it.
PATIENCE: Final = 2000
#: A command that does something else catches up with no more articles than these.
MOST: Final = 1000
_OF_ARTICLES: Final = (PREFIXES["article"], WITHHELD_GRAPHS, REVISED_GRAPHS)
_BESIDE: Final = frozenset({GAZETTEER_GRAPH, ONTOLOGY_GRAPH, COPIES_GRAPH, REVIEW_GRAPH, FACT_REVIEW_GRAPH})
_ARTICLES: Final = "SELECT ?article WHERE { ?article a sc:Article } LIMIT 1001"


def dataset_path(store: Path) -> Path:
    """Where the canonical dataset of a store lies."""
    return store / CANONICAL


def index_path(store: Path) -> Path:
    """Where the identity index of a store lies."""
    return store / "journal" / "identity.sqlite"


def open_canonical(store: Path) -> Reader | None:
    """The canonical dataset of a store for reading; None where it is missing or does not show what the store shows."""
    with open_snapshot(store) as snapshot:
        if _shown(store) == str(snapshot.number):
            return open_snapshot(dataset_path(store))
    return None


class Keeper:
    """Keeps the decisions on identity and the canonical dataset in step with a store. Open it with `open`.

    After writing to the store call `publish`. What dies on the way is made up for at the next `update`: nothing is
    taken for shown that the dataset had not published.
    """

    def __init__(self, writer: EmbeddedStore, path: Path, book: IdentityBook, dataset: EmbeddedStore) -> None:
        self.book = book
        self._writer = writer
        self._path = path
        self._dataset = dataset
        self._waits = False  # the dataset is to be shown what was decided
        self._lost = not book.in_step(writer.version)  # what was decided may never have been published
        self._in_step = _shown(path) == writer.version and not self._lost

    @classmethod
    @contextmanager
    def open(cls, writer: EmbeddedStore, path: Path) -> Iterator[Self]:
        """The keeper of the store at ``path``, which ``writer`` has open."""
        index = index_path(path)
        if not dataset_path(path).exists():  # the index speaks of what is no longer there
            for file in index.parent.glob(f"{index.name}*"):
                file.unlink()
        with ExitStack() as stack:
            dataset = stack.enter_context(EmbeddedStore.open(dataset_path(path)))
            book = stack.enter_context(IdentityBook.open(writer, index, timed=False))
            yield cls(writer, path, book, dataset)

    def is_far_behind(self) -> bool:
        """Whether catching up would take long: the store has many articles that were never compared."""
        if self._in_step or not self.book.index.is_empty():
            return False
        rows = self._writer.query(_ARTICLES)
        assert isinstance(rows, Rows)
        return len(rows) > MOST

    def update(
        self,
        changed: Iterable[str] | None = None,
        extracted: Mapping[str, Extraction] = NOTHING,
        *,
        last: bool = True,
        now: dt.datetime | None = None,
    ) -> None:
        """Decide what articles call for that came, changed or went (IRIs), and show it in the dataset.

        All articles are compared with what is known where ``changed`` is None, or where something else has written to
        the store meanwhile. What ``extracted`` holds of them need not be read from the store. Where more is to come
        (not ``last``), the dataset may wait.
        """
        everything = changed is None or not self._in_step
        self.book.update(None if everything else changed, extracted, again=self._lost, now=now)
        self._lost = False
        self.book.changed |= heed_reviews(self._writer)  # what is one thing now may be what a fact was rejected of
        self._in_step = True
        self._waits = not (last or everything) and len(self.book.changed) < PATIENCE
        if self._waits:  # what is called anew again and again while a run lasts is written once
            return
        self.book.written |= _BESIDE if last else set()
        self._show(everything, now or dt.datetime.now(dt.UTC).replace(microsecond=0))
        self._dataset.publish()
        self.book.shown()

    def publish(
        self, changed: Iterable[str] | None = (), extracted: Mapping[str, Extraction] = NOTHING, *, last: bool = True
    ) -> None:
        """Bring everything up to date, as `update` does, and have readers see it."""
        self.update(changed, extracted, last=last)
        self._writer.publish()
        self.book.seal(self._writer.version)
        if not self._waits:
            write_atomically(dataset_path(self._path) / "of", f"{self._writer.version}\n")

    def _show(self, everything: bool, now: dt.datetime) -> None:
        articles, others = self.book.changed, self.book.written
        shown: set[str] = set()
        if everything:
            graphs = {*self._writer.graphs(), *self._dataset.graphs()}
            shown = {graph for graph in graphs if graph.startswith(_OF_ARTICLES[1:])}
            known = {graph for graph in graphs if graph.startswith(_OF_ARTICLES[0])}
            articles = articles | (known - self.book.index.articles().keys())
            others = others | (graphs - shown - known)
        for article in sorted(articles):
            shown |= {article, withheld_graph(article), revised_graph(article)}
        for graph in sorted(shown):
            names = self.book.index.names(_article(graph))
            self._dataset.replace(graph, canonical_quads(self._writer.quads(graph), names))
        for graph in sorted(others):
            quads = list(self._writer.quads(graph))
            if graph.startswith(IDENTITY_GRAPHS):
                quads = dated(quads, self._dataset.quads(graph), now)
            self._dataset.replace(graph, quads)


@contextmanager
def kept(writer: Store, place: Place, *, new: bool = True) -> Iterator[Keeper | None]:
    """The keeper of a store that is open for writing. None for a server, and where catching up would take long.

    ``new``: also where there is no dataset yet.
    """
    if not isinstance(writer, EmbeddedStore) or not (new or dataset_path(Path(place)).exists()):
        yield None
        return
    with Keeper.open(writer, Path(place)) as keeper:
        yield None if keeper.is_far_behind() else keeper


def _article(graph: str) -> str:
    """The article that a graph of it, or of what reviewers said of it, is about."""
    for prefix in _OF_ARTICLES[1:]:
        if graph.startswith(prefix):
            return PREFIXES["article"] + graph.removeprefix(prefix)
    return graph


def _shown(store: Path) -> str:
    """The version of the store that the dataset shows, empty where there is none."""
    try:
        return (dataset_path(store) / "of").read_text("utf-8").strip()
    except FileNotFoundError:
        return ""
