"""Names, vetoes, clustering, conflicts: what resolution decides by, case by case."""

from dataclasses import replace

import pytest

from kg.model import Predicate
from kg.resolution.blocking import keys
from kg.resolution.clustering import Likeness, Link, cluster
from kg.resolution.conflicts import conflicts
from kg.resolution.facts import Fact, Statement
from kg.resolution.names import compare_events, compare_names, compare_people, compare_projects
from kg.resolution.profile import Profile
from kg.resolution.scoring import judge, vetoed
from kg.resolution.weights import MERGE


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Sergei Yevdokimov", "Sergej Jewdokimow", "same"),
        ("Gennady Lvov", "Gennadi Lwow", "same"),
        ("Yitzhak Ben-Dor", "Isaac Ben Dor", "same"),
        ("TAKAHASHI Kenji", "Kenji Takahashi", "same"),
        ("Hossein Rahmani-Fard", "Hosein Rahmanifard", "same"),
        ("Jürgen Wörbelin", "J. Woerbelin", "compatible"),
        ("Meenakshi Iyer", "M. Iyer-Rao", "compatible"),
        ("José Antônio Pimentel", "José Pimentel", "compatible"),
        ("S. A. Evdokimov", "S. V. Evdokimov", "conflict"),
        ("Mohammed bin Saleh Al-Hammadi", "Mohammed Nasser Al Hammadi", "conflict"),
        ("Anne Vidal", "Ana Vidal", "conflict"),
        ("Kenji Takahashi", "Naomi Takahashi", "conflict"),
        ("Anne Vidal", "Gennady Lvov", "unlike"),
    ],
)
def test_names_of_people(one: str, other: str, expected: str) -> None:
    assert compare_people(one, other) == compare_people(other, one) == expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Foton-L2", "Foton-L No. 2", "same"),
        ("Bion-M1", "Bion-M2", "conflict"),
        ("Artemis I", "Artemis II", "conflict"),
        ("Lumen", "Lumen-1", "compatible"),
        ("Lumen", "Lumen-2", "conflict"),
        ("CORVID", "CORVID-2", "conflict"),
        ("Kulik", "Kulik Observatory", "unlike"),
        ("orbital observatory Kulik", "Kulik", "same"),
        ("TAMAR", "Shani", "unlike"),
    ],
)
def test_names_of_projects(one: str, other: str, expected: str) -> None:
    assert compare_projects(one, other) == compare_projects(other, one) == expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("MAKS 2009", "MAKS-2013", "conflict"),
        ("69th International Astronautical Congress", "70th International Astronautical Congress", "conflict"),
        ("eighth Ilan Ramon conference", "Ilan Ramon International Space Conference", "compatible"),
        ("Paris Air Show", "Farnborough Airshow", "unlike"),
    ],
)
def test_names_of_events(one: str, other: str, expected: str) -> None:
    assert compare_events(one, other) == compare_events(other, one) == expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("UNOOSA", "United Nations Office for Outer Space Affairs", "compatible"),
        ("University of Toulouse", "University of Toulon", "unlike"),
        ("Space Research Institute", "Space Research Institute of the Austrian Academy of Sciences", "compatible"),
        ("Institute 21", "Institute 22", "conflict"),
    ],
)
def test_names_of_organisations(one: str, other: str, expected: str) -> None:
    assert compare_names(one, other) == compare_names(other, one) == expected


def agreement(**kin: set[str]) -> Profile:
    dates = kin.pop("dates", set())
    return Profile(
        "Agreement",
        frozenset({"memorandum"}),
        dates=frozenset(dates),
        first="2019-01-01",
        last="2019-01-01",
        asserted=True,
        kin={role: frozenset(values) for role, values in kin.items()},
    )


_PARTIES = {"agency/cnes", "agency/isro"}


@pytest.mark.parametrize(
    ("one", "other", "veto"),
    [
        (
            agreement(party=_PARTIES, dates={"2015-04-14"}),
            agreement(party=_PARTIES, dates={"2018-03"}),
            "other signing date",
        ),
        (
            agreement(party=_PARTIES, dates={"2018"}),
            agreement(party=_PARTIES, dates={"2018"}, amends={"amendment"}),
            "an agreement and its amendment",
        ),
        (
            agreement(party=_PARTIES, project={"Samudra-1"}),
            agreement(party=_PARTIES, project={"Samudra-2"}),
            "about another number of the series",
        ),
        (agreement(party=_PARTIES), agreement(party={"agency/dlr", "agency/roscosmos"}), "other parties"),
        (
            Profile("Agency", frozenset({"ISA"}), "agency/isa-il", kin={}),
            Profile("Agency", frozenset({"ISA"}), "agency/isa-ir", kin={}),
            "two entries of the gazetteer",
        ),
        (
            Profile("Agency", frozenset({"ISA"}), kin={"country": frozenset({"iran"})}),
            Profile("Agency", frozenset({"ISA"}), kin={"country": frozenset({"israel"})}),
            "other country",
        ),
        (
            Profile("Person", frozenset({"S. A. Evdokimov"}), kin={}),
            Profile("Person", frozenset({"S. V. Evdokimov"}), kin={}),
            "other given names",
        ),
        (Profile("Place", frozenset({"Kulik"}), kin={}), Profile("Person", frozenset({"Kulik"}), kin={}), "other type"),
    ],
)
def test_what_no_score_overrides(one: Profile, other: Profile, veto: str) -> None:
    assert vetoed(one, other) == vetoed(other, one) == veto
    assert judge(one, other).score == 0.0


def test_two_reports_of_one_signing_that_differ_by_a_day_are_one_agreement_and_a_conflict() -> None:
    one = agreement(party=_PARTIES, dates={"2015-04-14"}, kind={"treaty"}, topic={"ocean winds"})
    other = agreement(party=_PARTIES, dates={"2015-04-15"}, kind={"treaty"}, topic={"winds over the ocean"})
    assert judge(one, other).score >= MERGE
    day = Statement("2015-04-16", "a", "a", "a", "signed")
    facts = [Fact("agreement", "signedOn", date, "asserted", (day,)) for date in ("2015-04-14", "2015-04-15", "2015")]
    assert [(c.kind, [f.object for f in c.facts]) for c in conflicts(facts)] == [
        ("dates", ["2015-04-14", "2015-04-15"])
    ]


def said(subject: str, predicate: Predicate, object: str, *days: str, modality: str = "asserted") -> Fact:
    statements = tuple(Statement(day, f"{subject}{day}", f"{subject}{day}", day, f"{subject}.") for day in days)
    return Fact(subject, predicate, object, modality, statements)  # type: ignore[arg-type]


def test_two_heads_at_a_time_conflict_but_a_successor_does_not() -> None:
    held: tuple[tuple[Predicate, str], ...] = (("holdsPosition", "President"), ("positionAt", "cnes"))
    facts = [
        said(person, predicate, object, *days)
        for person, days in (("ann", ("2015-01-01", "2018-01-01")), ("bob", ("2016-01-01",)), ("eve", ("2019-01-01",)))
        for predicate, object in held
    ]
    found = conflicts(facts)
    assert [(c.kind, {f.subject for f in c.facts}) for c in found] == [("heads", {"ann", "bob"})]


def test_what_one_asserts_and_another_denies_conflicts() -> None:
    facts = [
        said("cnes", "partyTo", "pact", "2019-01-01"),
        said("cnes", "partyTo", "pact", "2019-01-02", modality="negated"),
    ]
    assert [c.kind for c in conflicts(facts)] == ["denied"]


def test_copies_of_one_text_are_one_source() -> None:
    statements = tuple(Statement("2019-01-01", article, article, source, "") for article, source in ("aa", "ba", "cc"))
    fact = Fact("cnes", "partyTo", "pact", "asserted", statements)
    assert (fact.articles, fact.sources) == (3, 2)


def test_clusters_join_best_first_heed_vetoes_and_do_not_chain() -> None:
    scores: dict[tuple[str, str], Likeness] = {("a", "b"): 0.99, ("b", "c"): 0.95, ("a", "c"): "excluded"}
    links = [Link("a", "b", 0.99), Link("b", "c", 0.95)]

    def compare(x: str, y: str) -> Likeness:
        return scores[x, y]

    assert {f: m for f, (m, _) in cluster("abc", links, compare, {}).items()} == {"a": ["a", "b"], "c": ["c"]}
    scores["a", "c"] = "silent"  # only b knows both names
    assert {f: m for f, (m, _) in cluster("abc", links, compare, {}).items()} == {"a": ["a", "b", "c"]}
    scores["a", "c"] = 0.0
    assert len(cluster("abc", links, compare, {})) == 2
    said = {("a", "b"): False, ("a", "c"): True}
    assert {f: m for f, (m, _) in cluster("abc", links, compare, said).items()} == {"a": ["a", "c"], "b": ["b"]}


def test_a_sentence_about_an_earlier_year_attests_a_head_in_that_year() -> None:
    held: tuple[tuple[Predicate, str], ...] = (("holdsPosition", "President"), ("positionAt", "cnes"))
    quote = "When President Ann concluded it in 2014, the launch was set for 2020."
    old = Statement("2025-07-31", "a", "a", "a", quote)
    facts = [Fact("ann", predicate, what, "asserted", (old,)) for predicate, what in held]
    facts += [said("bob", predicate, what, "2018-01-01", "2026-01-01") for predicate, what in held]
    assert not conflicts(facts)


def test_accords_are_signed_by_each_party_on_its_own_day() -> None:
    days = [said("accords", "signedOn", day, "2024-01-01") for day in ("2021-05-24", "2023-06-21")]
    assert [c.kind for c in conflicts(days)] == ["dates"]
    assert not conflicts([*days, said("accords", "agreementType", "accords", "2024-01-01")])


def test_a_doubtful_date_excludes_nothing() -> None:
    one = agreement(party=_PARTIES, dates={"2015-04-14"}, doubted={"2015-04-14"})
    assert not vetoed(one, agreement(party=_PARTIES, dates={"2018-03"}))
    assert judge(one, agreement(party=_PARTIES, dates={"2018-03"})).score < MERGE


def test_countries_stand_for_their_agencies() -> None:
    sides = {"country/france", "country/india"}
    agencies = agreement(party=_PARTIES, side=sides, kind={"treaty"}, dates={"2015-04-14"})
    countries = agreement(party=sides, side=sides, kind={"treaty"}, dates={"2015-04-14"})
    assert judge(agencies, countries).score >= MERGE
    assert vetoed(agencies, agreement(party={"country/japan", "country/italy"})) == "other parties"


def test_two_texts_of_one_day_are_told_apart_by_the_project_in_the_news() -> None:
    later = agreement(party=_PARTIES, dates={"2014-09-30"}, spoken={"NISAR"})
    pact = agreement(party=_PARTIES, dates={"2014-09-30"}, project={"NISAR"}, spoken={"NISAR"})
    charter = agreement(party=_PARTIES, dates={"2014-09-30"}, spoken={"NISAR"})
    assert judge(later, pact).score > judge(later, charter).score


def test_a_body_has_one_founding_document() -> None:
    one = agreement(founds={"Space Climate Observatory"})
    assert judge(one, agreement(founds={"Space Climate Observatory"}, party={"agency/cnes"})).score >= MERGE


def test_an_employer_in_the_news_speaks_for_a_person_without_one() -> None:
    known = Profile("Person", frozenset({"Ann Lee"}), kin={"employer": frozenset({"agency/cnes"})})
    other = Profile("Person", frozenset({"Ann Lee"}), kin={"around": frozenset({"agency/cnes"})})
    assert judge(known, other).score >= MERGE
    assert judge(known, Profile("Person", frozenset({"Ann Lee"}), kin={})).score < MERGE


def test_an_employer_of_years_before_who_is_still_in_the_news_speaks_little_against_one_person() -> None:
    def person(employer: str, day: str, *around: str) -> Profile:
        kin = {"employer": frozenset({employer}), "around": frozenset({employer, *around})}
        return Profile("Person", frozenset({"José Pimentel"}), first=day, last=day, kin=kin)

    president = person("agency/aeb", "2016-07-05")
    adviser = person("organization/unoosa", "2022-03-09", "agency/aeb")
    assert judge(president, adviser).score > 0.7
    at_once = replace(adviser, first="2016-08-01", last="2016-08-01")
    assert judge(president, at_once).score < 0.2


def test_a_surname_alone_is_compared_with_the_full_names_of_that_employer() -> None:
    def person(name: str) -> Profile:
        return Profile("Person", frozenset({name}), kin={"employer": frozenset({"agency/ibmp"})})

    assert keys(person("Evdokimov")) & keys(person("Sergei Yevdokimov"))
