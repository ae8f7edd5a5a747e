"""Every named question on the fixture graph: right answers, the same from another SPARQL engine, clear errors."""

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
import rdflib

from kg.errors import QueryError
from kg.ids import PREFIXES, article_iri
from kg.queries import QUESTIONS, ask
from kg.queries.parameters import bind
from kg.rdf import GAZETTEER_GRAPH, quads_of
from kg.store import IRI, EmbeddedStore, Rows, Snapshot, open_snapshot
from tests.integration.newsroom import GAZETTEER, STORIES
from tests.integration.transcript import Entry, entries, lines

TRANSCRIPT = Path(__file__).parent / "fixtures" / "questions.txt"
ENTRIES = list(entries(TRANSCRIPT.read_text("utf-8")))
#: Views ask these; they show all there is and are tested with the views.
INTERNAL = {name for name in QUESTIONS if name.startswith("network-")}


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    path = tmp_path_factory.mktemp("questions") / "store"
    with EmbeddedStore.open(path) as store:
        store.load(GAZETTEER_GRAPH, [GAZETTEER])
        for story in STORIES:
            extraction = story.extraction()
            store.replace(article_iri(extraction.article), quads_of(extraction))
    with open_snapshot(path) as opened:
        yield opened


@pytest.fixture(scope="module")
def graph(snapshot: Snapshot) -> rdflib.Graph:
    return snapshot.to_rdflib()


def test_answers_are_those_of_the_transcript(snapshot: Snapshot) -> None:
    """Set UPDATE_TRANSCRIPT to write what is answered now, and review the difference."""
    answered = [Entry(entry.command, lines(ask(snapshot, entry.question, entry.params))) for entry in ENTRIES]
    if os.environ.get("UPDATE_TRANSCRIPT"):
        text = "\n\n".join("\n".join((f"$ {entry.command}", *entry.expected)) for entry in answered)
        TRANSCRIPT.write_text(text + "\n", "utf-8")
    assert answered == ENTRIES


def test_every_question_is_in_the_transcript() -> None:
    assert {entry.question for entry in ENTRIES} == set(QUESTIONS) - INTERNAL


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.command)
def test_another_engine_answers_the_same(entry: Entry, snapshot: Snapshot, graph: rdflib.Graph) -> None:
    question = QUESTIONS[entry.question]
    bound = bind(snapshot, question, entry.params)
    bindings = {
        name: rdflib.URIRef(value) if isinstance(value, IRI) else rdflib.Literal(value) for name, value in bound.items()
    }
    answer = graph.query(question.text, initNs=PREFIXES, initBindings=bindings)
    theirs = Counter(
        tuple(str(row.get(rdflib.Variable(column), "")) for column in question.columns)
        for row in answer.bindings
        if row  # rdflib makes one empty row of no groups
    )
    ours = ask(snapshot, question, entry.params)
    assert theirs == Counter(tuple("" if term is None else _text(term) for term in row) for row in ours.terms)


def _text(term: object) -> str:
    return str(getattr(term, "value"))  # noqa: B009 - every kind of term that a row holds has it


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_the_documented_example_runs(name: str, snapshot: Snapshot) -> None:
    question = QUESTIONS[name]
    answer = ask(snapshot, name, question.example)
    assert answer.columns == question.columns
    assert len(answer), "an example that shows nothing teaches nothing"


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.command)
def test_every_row_of_facts_has_its_sentence_and_article(entry: Entry, snapshot: Snapshot) -> None:
    rows = ask(snapshot, entry.question, entry.params)
    texts = {article_iri(story.extraction().article): " ".join(story.sentences) for story in STORIES}
    for row in rows.to_dicts():
        if "sentence" in row:
            article = str(row.get("article") or bind(snapshot, QUESTIONS[entry.question], entry.params)["article"])
            assert str(row["sentence"]) in texts[article]


@pytest.mark.parametrize(
    ("name", "params", "message"),
    [
        ("agreement-between", {}, "did you mean agreements-between"),
        ("nonsense", {}, "known: agreement-status, agreements-about"),
        ("heads", {}, "it needs the parameter 'agency'"),
        ("heads", {"agncy": "TsAGI"}, "did you mean agency?"),
        ("topics", {"topic": "x"}, "it takes none"),
        ("heads", {"agency": "NOSUCH"}, "the graph knows no entity of that name"),
        ("heads", {"agency": "agency:nosuch"}, "the graph knows no entity of that name"),
        ("heads", {"agency": ""}, "the graph knows no entity of that name"),
        ("positions", {"person": "Ivan Petrov"}, "ambiguous: person:ivan-petrov-2020, person:ivan-petrov-2021"),
        ("planned-for", {"year": "22"}, "'22' is not a year, as 2019"),
        ("timeline", {"since": "2019-02-30"}, "'2019-02-30' is not a day, month or year"),
        ("timeline", {"since": "last June"}, "'last June' is not a day, month or year"),
        ("corroborated", {"minimum": "two"}, "'two' is not a whole number"),
        ("cooperation-matrix", {"country": "CNES"}, "the graph knows no country of that name"),
        ("heads", {"agency": 'x" } DROP ALL #'}, "the graph knows no entity of that name"),
    ],
)
def test_a_question_that_cannot_be_answered_says_why(
    name: str, params: dict[str, str], message: str, snapshot: Snapshot
) -> None:
    with pytest.raises(QueryError) as error:
        ask(snapshot, name, params)
    assert message in str(error.value)


@pytest.mark.parametrize(
    "name",
    [
        "agency:cnes",
        PREFIXES["agency"] + "cnes",
        "CNES",
        "cnes",
        "French Space Agency",
        "  CNES ",
    ],
)
def test_an_entity_may_be_named_in_any_way_it_is_known(name: str, snapshot: Snapshot) -> None:
    assert ask(snapshot, "heads", {"agency": name}) == ask(snapshot, "heads", {"agency": "agency:cnes"})


def test_an_entity_that_only_reference_data_know_has_no_facts(snapshot: Snapshot) -> None:
    assert ask(snapshot, "partners", {"agency": "Brazilian space agency"}) == Rows(QUESTIONS["partners"].columns)
