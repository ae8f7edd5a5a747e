"""What several articles say of one agreement over the years: its status, its sources, and who contradicts whom."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox
import pytest

from kg.ids import PREFIXES, article_iri
from kg.queries import ask
from kg.rdf import quads_of
from kg.store import IRI, EmbeddedStore, Snapshot, open_snapshot
from tests.integration.newsroom import Story

_ENTITIES = """
    asi = Agency: ASI
    conae = Agency: CONAE
    pact @ sea-pact = Agreement: Sea Pact
"""


@dataclass(frozen=True)
class Report:
    """One article of one sentence, with what it claims of the pact (the sentence's number is left out)."""

    day: str
    sentence: str
    claims: tuple[str, ...]

    def story(self) -> Story:
        claims = "\n".join(f"0 {claim}" for claim in self.claims)
        day = dt.date.fromisoformat(self.day)
        return Story(self.day, day, f"Report of {self.day}", (self.sentence,), _ENTITIES, claims)


_PARTIES = ("asi partyTo pact", "conae partyTo pact")
_DENIED = tuple(f"{claim} (negated)" for claim in _PARTIES)
REPORTS = (
    Report("2009-01-01", "ASI and CONAE will sign the Sea Pact next year.", tuple(f"{c} (planned)" for c in _PARTIES)),
    Report("2010-03-02", "ASI and CONAE signed the Sea Pact on 1 March 2010.", (*_PARTIES, "pact signedOn 2010-03-01")),
    Report("2010-03-03", "ASI and CONAE signed the Sea Pact on 2 March 2010.", (*_PARTIES, "pact signedOn 2010-03-02")),
    Report("2015-05-05", "ASI and CONAE renewed the Sea Pact of 2010.", (*_PARTIES, "pact signedOn 2010")),
    Report("2020-06-06", "ASI and CONAE suspended the Sea Pact.", _PARTIES),
    Report("2021-07-07", "ASI and CONAE are no longer parties to the Sea Pact.", _DENIED),
    Report("2022-08-08", "CONAE denied that it had ever joined the Sea Pact.", (_DENIED[1],)),
)


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    path = tmp_path_factory.mktemp("over-time") / "store"
    articles = [report.story().extraction() for report in REPORTS]
    with EmbeddedStore.open(path) as store:
        for extraction in articles:
            store.replace(article_iri(extraction.article), quads_of(extraction))
        copies = ox.NamedNode(PREFIXES["sc"] + "test-copies")
        copy, original = (ox.NamedNode(article_iri(articles[index].article)) for index in (2, 1))
        store.replace(copies.value, [ox.Quad(copy, ox.NamedNode(PREFIXES["sc"] + "copyOf"), original, copies)])
    with open_snapshot(path) as opened:
        yield opened


def test_the_status_of_an_agreement_follows_its_articles(snapshot: Snapshot) -> None:
    rows = ask(snapshot, "agreement-status", {"party": "agency:asi"}).to_dicts()
    assert [(str(row["published"]), row["state"]) for row in rows] == [
        ("2009-01-01", "planned"),
        ("2010-03-02", "signed"),
        ("2010-03-03", "signed"),
        ("2015-05-05", "renewed"),
        ("2020-06-06", "suspended"),
        ("2021-07-07", "ended"),
        ("2022-08-08", "denied"),
    ]


@pytest.mark.parametrize("status", ["planned", "Renewed", "suspended", "ended", "denied"])
def test_one_status_can_be_asked_for(status: str, snapshot: Snapshot) -> None:
    assert [row["state"] for row in ask(snapshot, "agreement-status", {"status": status}).to_dicts()] == [
        status.lower()
    ]


def test_a_copy_is_no_independent_source(snapshot: Snapshot) -> None:
    rows = ask(snapshot, "independent-sources", {"about": "agency:asi"}).to_dicts()
    assert [(row["articles"], row["independent"], row["publishers"]) for row in rows] == [(4, 3, 1)]


def test_two_dates_that_cannot_both_be_right_contradict_each_other(snapshot: Snapshot) -> None:
    rows = ask(snapshot, "contradictions", {}).to_dicts()
    dates = [(str(row["value"]), row["other_value"]) for row in rows if row["kind"] == "dates"]
    assert dates == [("2010-03-01", "2010-03-02")], "2010 contains both days and contradicts neither"


def test_what_is_asserted_and_denied_names_both_articles(snapshot: Snapshot) -> None:
    rows = ask(snapshot, "contradictions", {"about": "agency:conae"}).to_dicts()
    assert len(rows) == 4 * 2, "four articles assert it, two deny it"
    assert {str(row["other_published"]) for row in rows} == {"2021-07-07", "2022-08-08"}
    assert all(isinstance(row["article"], IRI) and row["article"] != row["other_article"] for row in rows)
