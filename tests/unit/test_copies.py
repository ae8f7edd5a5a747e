"""Near-copies: which texts are one source, which of them is the original, and that order and history do not matter."""

import datetime as dt
import os
import random
import sqlite3
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from kg import rdf
from kg.ids import article_iri
from kg.ingestion.copies import Candidate, bands_of, originals_of, signature_of
from kg.ingestion.journal import Journal
from kg.ingestion.removal import remove_article
from kg.ingestion.report import IngestReport
from kg.ingestion.run import ingest_articles
from kg.model import Article
from kg.shapes import validate
from kg.store import EmbeddedStore, open_snapshot
from tests.handmade import BY_HAND, article

STORY = (
    "The space agencies of France and India signed a memorandum of understanding on maritime surveillance on Friday. "
    "Under its terms both will share data of their satellites and train each other's analysts in Bengaluru and in "
    "Toulouse. The first joint product, a map of ships that have switched off their transponders, is to be ready "
    "before the monsoon. A follow-on with a constellation of small satellites is under study, officials said, but no "
    "budget has been agreed for it yet, and the ministers of both countries will take the matter up in autumn."
)
OTHER = (
    "A sounding rocket carried four student experiments to an altitude of ninety kilometres above northern Sweden on "
    "Tuesday morning. All parachutes opened. The payload was recovered by helicopter within two hours, and the teams "
    "from Graz, Porto and Tartu have begun to read out their data, which will be published in the coming year."
)


def alike(one: str, other: str) -> bool:
    return bool(originals_of([Candidate("a", "", signature_of(one)), Candidate("b", "", signature_of(other))]))


@pytest.mark.parametrize(
    ("change", "copied"),
    [
        (STORY, True),
        (STORY.upper(), True),
        (STORY.replace(". ", ".\n\n"), True),
        ("PARIS (Wire) - " + STORY, True),
        (STORY + " Reporting by our correspondent in Bengaluru.", True),
        (STORY.replace("on Friday", "last week").replace("officials said", "an official said"), True),
        (STORY[: len(STORY) // 3], False),
        (STORY + " " + OTHER, False),
        (OTHER, False),
    ],
    ids="same case breaks dateline credit words third added other".split(),
)
def test_texts_that_are_nearly_the_same_are_one_source(change: str, copied: bool) -> None:
    assert alike(STORY, change) is copied


def test_alike_texts_share_a_band_and_strange_ones_do_not() -> None:
    story, reprint, other = (set(bands_of(signature_of(text))) for text in (STORY, STORY + " Ends.", OTHER))
    assert story & reprint
    assert not story & other


def test_the_first_published_is_the_original_whatever_the_order() -> None:
    made = [
        Candidate("x", "2020-01-03", signature_of(STORY)),
        Candidate("a", "", signature_of(STORY)),
        Candidate("z", "2020-01-02", signature_of(STORY + " Ends.")),
        Candidate("y", "2020-01-02", signature_of(STORY)),
        Candidate("o", "2020-01-01", signature_of(OTHER)),
    ]
    for seed in range(10):
        random.Random(seed).shuffle(made)
        assert originals_of(made) == {"x": "y", "z": "y", "a": "y"}


def test_a_chain_of_changes_does_not_join_what_has_become_different() -> None:
    words = STORY.split()
    steps = [" ".join([*(f"new{n}" for n in range(step)), *words[step:]]) for step in range(0, len(words), 6)]
    found = originals_of(Candidate(f"{n:03}", "", signature_of(text)) for n, text in enumerate(steps))
    assert found["001"] == "000"
    assert len(set(found.values())) > 2
    assert not set(found) & set(found.values())


# ---------------------------------------------------------------- in the store


def dated(id: str, text: str, day: int) -> Article:
    return replace(article(id, text), published=dt.date(2020, 1, day))


ARTICLES = [
    dated("first", STORY, 1),
    dated("second", STORY + " Ends.", 2),
    dated("third", "PARIS - " + STORY, 3),
    article("undated", STORY),
    dated("other", OTHER, 1),
    dated("reprint", OTHER, 4),
    article("alone", "CNES works with ESA."),
]
COPIES = {("second", "first"), ("third", "first"), ("undated", "first"), ("reprint", "other")}


def ingest(path: Path, articles: Iterable[Article]) -> IngestReport:
    with EmbeddedStore.open(path) as store:
        return ingest_articles(articles, store, BY_HAND, journal=Journal.of(path))


def copies(path: Path) -> set[tuple[str, str]]:
    names = {article_iri(one): one.id for one in ARTICLES}
    with open_snapshot(path) as snapshot:
        quads = list(snapshot.quads(rdf.COPIES_GRAPH))
        assert validate(quads)
    return {(names[quad.subject.value], names[quad.object.value]) for quad in quads}  # type: ignore[union-attr]


@pytest.mark.parametrize("seed", range(4))
def test_copies_are_linked_to_the_original_in_whatever_order_and_runs_they_come(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    articles = chance.sample(ARTICLES, len(ARTICLES))
    cut = chance.randrange(len(articles))
    ingest(tmp_path, articles[:cut])
    assert ingest(tmp_path, articles[cut:]).copies == len(COPIES)
    assert copies(tmp_path) == COPIES


def test_when_the_original_goes_or_changes_the_next_one_takes_its_place(tmp_path: Path) -> None:
    ingest(tmp_path, ARTICLES)
    with EmbeddedStore.open(tmp_path) as store:
        remove_article(store, "first", Journal.of(tmp_path))
    assert copies(tmp_path) == {("third", "second"), ("undated", "second"), ("reprint", "other")}
    ingest(tmp_path, [replace(ARTICLES[1], text=OTHER)])
    assert copies(tmp_path) == {("undated", "third"), ("second", "other"), ("reprint", "other")}


@pytest.mark.parametrize("damage", ["deleted", "garbage", "other version", "written behind its back"])
def test_the_index_is_made_again_where_it_is_lost_or_stale(tmp_path: Path, damage: str) -> None:
    ingest(tmp_path, ARTICLES[:3])
    index = Journal.of(tmp_path).index
    if damage == "deleted":
        index.unlink()
    elif damage == "garbage":
        index.write_bytes(b"garbage" * 1000)
    elif damage == "other version":
        with sqlite3.connect(index) as database:
            database.execute("UPDATE state SET value = '0' WHERE key = 'format'")
        database.close()
    else:
        with EmbeddedStore.open(tmp_path) as store:
            remove_article(store, "first")  # by a program that keeps no index
        ingest(tmp_path, ARTICLES[:1])
    ingest(tmp_path, ARTICLES[3:])
    assert copies(tmp_path) == COPIES


def test_what_copies_say_is_corroborated_once(tmp_path: Path) -> None:
    import kg

    text = "CNES works with ESA. " + STORY
    ingest(tmp_path, [article(f"a{n}", text) for n in range(5)])
    ingest(tmp_path, [article("b", "CNES works with ESA. " + OTHER)])
    with kg.open(tmp_path) as graph:
        [row] = graph.ask("corroborated").to_dicts()
        assert row["articles"] == 2
        assert graph.to_networkx().edges["agency:cnes", "agency:esa", "cooperatesWith"]["articles"] == 2


#: What ten thousand cost is in docs/scaling.md (tests/benchmarks/bench_ingestion.py).
MANY = int(os.environ.get("KG_COPIES", "400"))


@pytest.mark.timeout(MANY)
def test_any_number_of_copies_is_one_source(tmp_path: Path) -> None:
    import kg

    chance, words = random.Random(7), f"CNES works with ESA. {STORY} {OTHER}".split()
    articles = []
    for number in range(MANY):
        text = words.copy()
        if number % 2:  # the others are identical
            del text[chance.randrange(4, len(words))]
            text += f"Reprinted by paper {chance.randrange(500)}.".split()
        articles.append(article(f"c{number}", " ".join(text)))
    assert ingest(tmp_path, articles[: MANY // 2]).copies == MANY // 2 - 1
    assert ingest(tmp_path, articles).copies == MANY - 1
    with kg.open(tmp_path) as graph:
        assert graph.to_networkx().edges["agency:cnes", "agency:esa", "cooperatesWith"]["articles"] == 1
