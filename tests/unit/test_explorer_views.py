"""The explorer's views, each from an atlas made by hand: no store, no server, no model."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import networkx as nx
import pytest

from kg.errors import QueryError
from kg.ids import PREFIXES, expand
from kg.queries.parameters import UnknownThing
from kg.rdf.reviews import FactDecision, Review, TypeDecision, fact_review_quads, fact_reviews_of
from kg.resolution.reviewing import Reviews, describe
from kg.store import Rows, Term, Triples, Value
from kg.views.actors import ties_of
from kg.views.asking import sparql
from kg.views.atlas import Atlas, Claim, Record, when
from kg.views.chronicle import agreements, timeline
from kg.views.evidence import citation, places_of
from kg.views.expansion import neighbours, relations
from kg.views.explorer import ANSWERS
from kg.views.facets import facets, vocabulary
from kg.views.grid import map_, matrix
from kg.views.judgements import reviews
from kg.views.landscape import landscape_of
from kg.views.picture import picture
from kg.views.routes import compare, paths
from kg.views.sifting import Filter, Sieve
from kg.views.survey import Survey
from kg.views.viewlist import FILTER, VIEWS

AT = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)

#: Article, subject, predicate, object, modality, confidence.
SAID = """
one agency:cnes partyTo agreement:pact asserted 0.9
one agency:isro partyTo agreement:pact asserted 0.8
one agreement:pact signedOn 2019-03 asserted 0.9
one agreement:pact concerns climate asserted 0.9
two agency:isro partyTo agreement:pact asserted 0.7
two agency:jaxa cooperatesWith agency:cnes asserted 0.6
copy agency:cnes cooperatesWith agency:jaxa asserted 0.9
two agency:jaxa participatesIn project:probe asserted 0.9
two agency:isro leads project:probe asserted 0.9
two project:probe launchDate 2030 planned 0.9
two agency:nasa partyTo agreement:other planned 0.9
two agency:nasa cooperatesWith agency:jaxa asserted 0.3
three agency:cnes agencyOf country:france asserted 0.9
three person:ada positionAt agency:cnes asserted 0.9
"""
REFERENCE = [
    ("agency:isro", "sc:country", "country:india"),
    ("agency:jaxa", "sc:country", "country:japan"),
    ("topic:climate", "skos:broader", "topic:earth-observation"),
]
PUBLISHED = {"one": "2019-04-01", "two": "2020-06-01", "copy": "2020-06-02", "three": ""}


class Nothing:
    """A graph of which nothing is asked but what is empty."""

    def query(self, sparql: str, substitutions: Mapping[str, Value | Term] | None = None) -> Rows | bool | Triples:
        return Rows(())


def claim(number: int, line: str) -> tuple[str, Claim]:
    article, subject, predicate, object, modality, confidence = line.split()
    linked = expand(object) != object
    iri = f"{PREFIXES['claim']}{number}"
    return article, Claim(iri, expand(subject), predicate, expand(object), linked, modality, float(confidence))


def records(said: str = SAID) -> list[Record]:
    claims = [claim(number, line) for number, line in enumerate(said.strip().splitlines())]
    found = []
    for name, day in PUBLISHED.items():
        iri = PREFIXES["article"] + name
        mine = tuple(c for article, c in claims if article == name)
        ends = {end for c in mine for end in ((c.subject, c.object) if c.linked else (c.subject,))}
        entities = tuple((end, end.split("/")[-2].title(), end.split("/")[-1].upper()) for end in sorted(ends))
        original = PREFIXES["article"] + "two" if name == "copy" else ""
        found.append(Record(iri, "1", name, f"Article {name}", day, "Wire", "", "", original, entities, mine))
    return found


def atlas(*decisions: Review, identity: Mapping[tuple[str, str], str] | None = None) -> Atlas:
    reference = [tuple(map(expand, row)) for row in REFERENCE]
    return Atlas.of("1", records(), identity, reference, Reviews(decisions, dict(identity or {})))


@pytest.fixture(scope="module")
def survey() -> Survey:
    return Survey(Nothing(), atlas())


def ask(view: Any, survey: Survey, **given: str) -> Any:
    return view(survey, Filter.parse(given), given)


def test_an_atlas_joins_what_articles_say_in_the_same_words() -> None:
    found = {(f.subject, f.predicate, f.object): f for f in atlas().facts}
    party = found["agency:isro", "partyTo", "agreement:pact"]
    assert (party.confidence, party.sources, len(party.statements)) == (0.8, 2, 2)
    together = found["agency:cnes", "cooperatesWith", "agency:jaxa"]
    assert (together.confidence, together.sources) == (0.9, 1)  # said both ways round, once in a copy
    assert party.when == when("2019-03")
    assert together.when is not None
    assert not together.when.stated


def test_countries_come_from_reference_data_and_from_what_articles_say() -> None:
    things = atlas().things
    assert [things[f"agency:{a}"].country for a in ("cnes", "isro", "nasa")] == ["country:france", "country:india", ""]
    assert things["country:japan"].label == "Japan"  # which no article names
    assert things["agreement:pact"].topics == {"topic:climate", "topic:earth-observation"}


@pytest.mark.parametrize(
    ("given", "passing"),
    [
        ({}, 9),
        ({"modality": "planned"}, 2),
        ({"modality": "asserted,planned"}, 11),
        ({"confidence": "0.2"}, 10),
        ({"sources": "2"}, 1),
        ({"relations": "partyTo"}, 2),
        ({"topics": "topic:earth-observation"}, 4),
        ({"countries": "country:india"}, 2),
        ({"types": "Agency"}, 1),
        ({"since": "2019-04", "until": "2020"}, 3),
        ({"until": "2019-03-15"}, 4),
    ],
)
def test_a_filter_lets_pass_what_it_says(survey: Survey, given: dict[str, str], passing: int) -> None:
    assert len(survey.sift(Filter.parse(given)).places) == passing


def test_what_is_left_out_is_told(survey: Survey) -> None:
    told = survey.sift(Filter.parse({"since": "2019"})).left_out()
    assert told["filtered"] == 12 - len(survey.sift(Filter.parse({"since": "2019"})).places)
    assert told["undated"] == 2


@pytest.mark.parametrize(
    "given",
    [
        {"types": "Bakery"},
        {"confidence": "2"},
        {"confidence": "nan"},
        {"sources": "0"},
        {"sources": "1.5"},
        {"since": "20x"},
        {"since": "2019/2020"},
        {"until": "2019-02-30"},
        {"rejected": "perhaps"},
    ],
)
def test_a_filter_that_means_nothing_is_refused(given: dict[str, str]) -> None:
    with pytest.raises(QueryError, match=next(iter(given))):
        Filter.parse(given)


def test_facets_count_each_value_with_all_other_filters(survey: Survey) -> None:
    found = ask(facets, survey, relations="partyTo")
    counts = {entry["id"]: entry["count"] for entry in found["relations"]}
    assert found["facts"] == counts["partyTo"] == 2
    assert counts["leads"] == 1  # as many as choosing it too would add
    assert {entry["id"]: entry["count"] for entry in found["modality"]}["planned"] == 1
    for mode in ("asserted", "planned"):
        number = len(survey.sift(Filter.parse({"relations": "partyTo", "modality": mode})).places)
        assert {entry["id"]: entry["count"] for entry in found["modality"]}[mode] == number
    assert [entry["count"] for entry in found["sources"]][:2] == [2, 1]


def test_the_vocabulary_counts_what_there_is(survey: Survey) -> None:
    found = ask(vocabulary, survey)
    assert found["total"] == {"articles": 4, "entities": len(survey.atlas.things), "facts": 12}
    assert {c["id"]: (c["code"], c["bodies"]) for c in found["countries"]}["country:france"] == ("FR", 1)


def test_actors_are_tied_by_agreements_projects_and_cooperation(survey: Survey) -> None:
    ties = survey.ties(Filter(), "agency")
    told = {tie.key: (len(tie.agreements), len(tie.projects), tie.cooperations) for tie in ties.ties.values()}
    assert told == {
        "agency:cnes|agency:isro": (1, 0, 0),
        "agency:cnes|agency:jaxa": (0, 0, 1),
        "agency:isro|agency:jaxa": (0, 1, 0),
    }
    tie = ties.between("agency:isro", "agency:cnes")
    assert tie is not None
    assert (tie.sources, tie.first, tie.last) == (2, "2019-03", "2019-03")


def test_bodies_of_one_country_are_not_tied_as_countries() -> None:
    whole = atlas()
    whole.things["agency:isro"].country = "country:france"
    ties = ties_of(whole, range(len(whole.facts)), "country")
    assert set(ties.ties) == {("country:france", "country:japan")}
    assert ties.homeless == 1


def test_the_picture_has_places_that_no_filter_moves(survey: Survey) -> None:
    whole = {n["id"]: (n["x"], n["y"]) for n in ask(picture, survey)["nodes"]}
    fewer = ask(picture, survey, relations="partyTo")
    assert {n["id"] for n in fewer["nodes"]} < whole.keys()
    assert all(whole[n["id"]] == (n["x"], n["y"]) for n in fewer["nodes"])
    assert ask(picture, survey, about="agency:isro", level="entity")["total"]["nodes"] == 3


def test_expansion_counts_before_it_shows(survey: Survey) -> None:
    told = {(r["relation"], r["direction"]): r for r in ask(relations, survey, id="agency:cnes")["relations"]}
    assert told["partner", "both"]["neighbours"] == 2
    assert told["positionAt", "in"]["types"] == {"Person": 1}
    page = ask(neighbours, survey, id="agency:cnes", limit="1", offset="1")
    assert (page["total"], len(page["nodes"])) == (4, 1)
    with pytest.raises(UnknownThing):
        ask(neighbours, survey, id="agency:none")


def test_the_timeline_tells_what_is_uncertain(survey: Survey) -> None:
    (bin,) = [b for b in ask(timeline, survey)["bins"] if b["signings"]]
    assert (bin["start"], bin["signings"], bin["uncertain"]["signings"]) == ("2019", 1, 0)
    planned = ask(timeline, survey, modality="planned")
    assert [(b["start"], b["launches"]) for b in planned["bins"] if b["launches"]] == [("2030", 1)]
    months = ask(timeline, survey, bin="month", relations="signedOn")["bins"]
    assert [b["start"] for b in months if b["signings"]] == ["2019-03"]


def test_agreements_have_their_parties_and_topics(survey: Survey) -> None:
    (item,) = ask(agreements, survey)["items"]
    assert [party["id"] for party in item["parties"]] == ["agency:cnes", "agency:isro"]
    assert (item["date"]["value"], item["date"]["precision"], item["sources"]) == ("2019-03", "month", 2)
    assert ask(agreements, survey, kinds="launch", modality="planned")["total"] == 1
    assert ask(agreements, survey, since="2021")["total"] == 0


def test_a_country_stands_for_its_bodies_where_countries_are_shown(survey: Survey) -> None:
    pair = {"about": "country:france", "with": "country:india"}
    assert ask(agreements, survey, **pair)["total"] == 0
    (item,) = ask(agreements, survey, **pair, level="country")["items"]
    assert [party["id"] for party in item["parties"]] == ["agency:cnes", "agency:isro"]
    assert [bin["start"] for bin in ask(timeline, survey, **pair, level="country")["bins"] if bin["signings"]] == [
        "2019"
    ]
    assert ask(agreements, survey, about="country:india", level="country")["total"] == 1
    places = places_of(survey, Filter(), {**pair, "level": "country"})
    told = {(survey.atlas.facts[place].subject, survey.atlas.facts[place].predicate) for place in places}
    assert told == {("agency:cnes", "partyTo"), ("agency:isro", "partyTo")}


def test_no_label_ends_the_comment_that_it_stands_in() -> None:
    whole = atlas()
    whole.things["agency:cnes"].label = "C\nN\\u000A} ; DROP ALL #\u2028S"
    told = ask(sparql, Survey(Nothing(), whole), about="agency:cnes")["sparql"]
    assert "    agency:cnes  # C N u000A} ; DROP ALL # S\n" in told


def test_matrix_and_map_count_each_thing_once_in_its_first_year(survey: Survey) -> None:
    found = ask(matrix, survey)
    assert len(found["cells"]) == 3
    assert {row["year"]: row["agreements"] for row in found["byYear"] if row["agreements"]} == {"2019": 1}
    told = {c["id"]: c["code"] for c in ask(map_, survey)["countries"]}
    assert told == {"country:france": "FR", "country:india": "IN", "country:japan": "JP"}


def test_paths_begin_with_the_shortest_and_comparison_finds_what_is_shared(survey: Survey) -> None:
    found = ask(paths, survey, **{"from": "agency:cnes", "to": "agency:isro"})
    assert found["paths"][0]["nodes"] == ["agency:cnes", "agreement:pact", "agency:isro"]
    assert all(len(path["edges"]) == len(path["nodes"]) - 1 for path in found["paths"])
    assert ask(paths, survey, **{"from": "agency:cnes", "to": "agency:nasa"})["paths"] == []
    both = ask(compare, survey, a="agency:cnes", b="agency:isro")["both"]
    assert [node["id"] for node in both["partners"]["items"]] == ["agency:jaxa"]
    assert [thing["id"] for thing in both["agreements"]["items"]] == ["agreement:pact"]
    with pytest.raises(QueryError):
        ask(compare, survey, a="agency:cnes", b="person:ada")


def test_a_rejected_fact_counts_no_more_and_an_accepted_one_is_marked() -> None:
    ends = expand("agency:cnes"), expand("agreement:pact")
    rejected = FactDecision(ends[0], "partyTo", ends[1], True, "asserted", False, "Ada", AT, "misread")
    accepted = FactDecision(expand("agency:isro"), "partyTo", ends[1], True, "asserted", True, "Ada", AT)
    survey = Survey(Nothing(), atlas(rejected, accepted))
    assert survey.ties(Filter(), "agency").between("agency:cnes", "agency:isro") is None
    marks = {f.review for f in survey.atlas.facts}
    assert marks == {None, "rejected", "accepted"}
    assert len(survey.sift(Filter(rejected=True)).places) == len(survey.sift(Filter()).places) + 1
    told = ask(reviews, survey)
    assert {item["verdict"] for item in told["items"]} == {"accept", "reject"}


def test_a_statement_is_rejected_in_one_article_alone() -> None:
    ends = expand("agency:isro"), expand("agreement:pact")
    article = PREFIXES["article"] + "two"
    one = FactDecision(*ends[:1], "partyTo", ends[1], True, "asserted", False, "Ada", AT, "", article)
    (fact,) = [f for f in atlas(one).facts if f.subject == "agency:isro" and f.predicate == "partyTo"]
    assert (fact.rejected, fact.sources, [s.rejected for s in fact.statements]) == (False, 1, [True, False])


def test_decisions_hold_for_canonical_entities_under_all_their_names() -> None:
    twin = {(PREFIXES["article"] + "two", expand("agency:isro")): expand("agency:indian-space")}
    twin[PREFIXES["article"] + "one", expand("agency:isro")] = expand("agency:indian-space")
    decided = FactDecision(
        expand("agency:isro"), "partyTo", expand("agreement:pact"), True, "asserted", False, "Ada", AT
    )
    (fact,) = [f for f in atlas(decided, identity=twin).facts if f.predicate == "partyTo" and "indian" in f.subject]
    assert fact.rejected


def test_a_corrected_type_is_the_type() -> None:
    found = atlas(TypeDecision(expand("agency:jaxa"), "Organization", "Agency", "Ada", AT)).things["agency:jaxa"]
    assert (found.type, found.was) == ("Organization", "Agency")


def test_decisions_are_read_back_as_they_were_written() -> None:
    text = 'a "quoted"\n<b>remark</b> } ; DROP ALL #'
    decisions: list[Review] = [
        FactDecision(expand("agency:a"), "met", expand("agency:b"), True, "planned", True, "Ada", AT, text),
        FactDecision(
            expand("agency:a"), "concerns", text, False, "asserted", False, 'A "B"', AT, "", expand("article:1")
        ),
        TypeDecision(expand("agency:a"), "Person", "Agency", "ada", AT),
    ]
    assert sorted(fact_reviews_of(fact_review_quads(decisions)), key=str) == sorted(decisions, key=str)
    assert all("\n" not in describe(decision).replace(text, "") for decision in decisions)


def test_the_landscape_is_the_same_for_the_same_network_and_places_everybody() -> None:
    graph = nx.barabasi_albert_graph(700, 2, seed=1)
    weights = {(f"n{min(a, b):04}", f"n{max(a, b):04}"): 1 + (a + b) % 3 for a, b in graph.edges}
    weights["x1", "x2"] = 1  # a part of its own
    first, again = landscape_of(weights), landscape_of(dict(weights))
    assert first.places == again.places
    assert landscape_of(dict(weights), first) is first
    assert first.places.keys() == first.communities.keys() == {end for link in weights for end in link}
    assert len(set(first.places.values())) == len(first.places)
    assert set(first.communities.values()) == set(range(max(first.communities.values()) + 1))


def test_an_empty_graph_has_empty_views() -> None:
    nothing = Survey(Nothing(), Atlas.of("1", ()))
    assert Sieve(nothing.atlas).sift(Filter()).places == ()
    for name in ("explorer", "graph", "facets", "timeline", "agreements", "matrix", "map", "facts"):
        assert ANSWERS[name](nothing, Filter(), {})


def test_every_view_is_answered_and_no_parameter_hides_a_filter() -> None:
    assert ANSWERS.keys() == VIEWS.keys()
    shared = {parameter.name for parameter in FILTER}
    for view in VIEWS.values():
        assert not shared & {parameter.name for parameter in view.own}
        assert view.summary
        assert all(parameter.description.endswith(".") for parameter in view.parameters)


def test_a_citation_names_what_is_known() -> None:
    record = Record("i", "1", "id-1", "A title", "2019-09-05", "Wire", "A. Author", "javascript:alert(1)")
    assert citation(record) == "A. Author, “A title”, Wire, 5 September 2019"
    assert citation(Record("i", "1", "id-1")) == "id-1"
