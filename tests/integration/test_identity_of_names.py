"""What an entity is called when articles use one IRI for several things: the same in any order, batch by batch."""

import datetime as dt
from itertools import permutations
from pathlib import Path

import pytest

from kg.ids import ID, article_iri, entity_iri
from kg.model import Article, Entity, EntityType, Extraction, Mention
from kg.rdf import quads_of
from kg.rdf.identity import IDENTITY_GRAPHS
from kg.resolution import IdentityBook, all_canonical
from kg.store import EmbeddedStore

RUSSIA = ("Country", "russia", "Russia")
FREEDONIA = ("Country", "freedonia", "Freedonia")

#: What articles call which entity, and how.
ARTICLES = (
    (("Agency", "roscosmos", "Roscosmos"), RUSSIA),
    (("Agency", "rsa", "RSA"), RUSSIA),  # Roscosmos, since only Russia is near
    (("Agency", "rsa", "RSA"), FREEDONIA),
    (("Agency", "rsa", "Ruritanian Space Association"),),
    (("Agency", "roscosmos", "Rostov Cosmetics Works"),),  # not Roscosmos, whatever its IRI says
)


def article(number: int) -> Extraction:
    """The article of that number, with nothing but its entities."""
    text, entities = "", list[Entity]()
    for type, local, name in ARTICLES[number]:
        mention = Mention(len(text), len(text) + len(name), name)
        entities.append(Entity(entity_iri(_type(type), local), _type(type), name, (mention,)))
        text += f"{name} "
    return Extraction(Article(id=f"a{number}", text=text, published=dt.date(2010, 1, 1 + number)), tuple(entities))


def _type(name: str) -> EntityType:
    return "Country" if name == "Country" else "Agency"


def put(store: EmbeddedStore, book: IdentityBook, *numbers: int) -> None:
    for number in numbers:
        extraction = article(number)
        store.replace(article_iri(extraction.article), quads_of(extraction))
    book.update([article_iri(article(number).article) for number in numbers])


def state(store: EmbeddedStore, book: IdentityBook) -> tuple[object, ...]:
    """All that was decided, and what each article's entities are called."""
    decided = {g: frozenset(map(str, store.quads(g))) for g in store.graphs() if g.startswith(IDENTITY_GRAPHS)}
    names = {iri: book.index.names(iri) for iri in book.index.articles()}
    return decided, names, set(all_canonical(book.index))


def at_once(path: Path, *numbers: int) -> tuple[object, ...]:
    with EmbeddedStore.open(path) as store, IdentityBook.open(store, None, timed=False) as book:
        put(store, book, *numbers)
        return state(store, book)


def test_who_is_called_what(tmp_path: Path) -> None:
    with EmbeddedStore.open(tmp_path / "store") as store, IdentityBook.open(store, None, timed=False) as book:
        put(store, book, *range(len(ARTICLES)))
        names = [book.index.names(article_iri(article(n).article)) for n in range(len(ARTICLES))]
    called = [{k.removeprefix(ID): v.removeprefix(ID).rpartition("-")[0] or v for k, v in n.items()} for n in names]
    assert called[0] == {}
    assert called[1] == {"agency/rsa": f"{ID}agency/roscosmos"}
    assert called[2:] == [
        {"agency/rsa": "agency/rsa"},  # two more have that IRI: each is told from the others by a hash
        {"agency/rsa": "agency/ruritanian-space-association"},
        {"agency/roscosmos": "agency/rostov-cosmetics-works"},
    ]


@pytest.mark.parametrize("order", list(permutations(range(len(ARTICLES)), 3)), ids=lambda o: "".join(map(str, o)))
def test_names_do_not_depend_on_the_order_of_articles(order: tuple[int, ...], tmp_path: Path) -> None:
    with EmbeddedStore.open(tmp_path / "one") as store, IdentityBook.open(store, None, timed=False) as book:
        for number in order:
            put(store, book, number)
        assert state(store, book) == at_once(tmp_path / "other", *order)
        iri = article_iri(article(order[0]).article)
        store.remove(iri)
        book.update([iri])
        assert state(store, book) == at_once(tmp_path / "left", *order[1:])
