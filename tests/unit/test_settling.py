"""Claims from several sources become one list in which everything is said once."""

import datetime as dt
from dataclasses import replace

import pytest

from extractors.settling import as_agreed, near_its_own, not_before_its_day, settle, with_dates, with_roles
from kg.model import Claim, Evidence, Modality, ObjectType, Predicate

ONE = (Evidence(0, 1, "x"),)
TWO = (Evidence(0, 1, "x"), Evidence(2, 3, "y"))


def claim(
    subject: str,
    predicate: Predicate,
    object: str,
    confidence: float = 0.8,
    evidence: tuple[Evidence, ...] = ONE,
    type: ObjectType = "entity",
    modality: Modality = "asserted",
) -> Claim:
    return Claim(subject, predicate, object, type, modality, confidence, evidence)


def said(claims: list[Claim]) -> set[tuple[str, str, str]]:
    return {(c.subject, c.predicate, c.object) for c in claims}


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        ([claim("b", "met", "a"), claim("a", "met", "b")], {("a", "met", "b")}),
        (
            [claim("x", "signedOn", "2018", 0.7), claim("x", "signedOn", "2019", 0.8)],
            {("x", "signedOn", "2019")},
        ),
        ([claim("a", "leads", "p"), claim("a", "participatesIn", "p")], {("a", "leads", "p")}),
        (
            [claim("h", "holdsPosition", "Head", type="text"), claim("h", "holdsPosition", "head", 0.9, type="text")],
            {("h", "holdsPosition", "head")},
        ),
    ],
)
def test_everything_is_said_once(claims: list[Claim], expected: set[tuple[str, str, str]]) -> None:
    assert said(settle(claims)) == expected


def test_a_far_party_falls_where_two_parties_stand_with_the_agreement() -> None:
    near = [claim("a", "partyTo", "x"), claim("b", "partyTo", "x")]
    far = claim("c", "partyTo", "x", evidence=TWO)
    assert said(near_its_own([*near, far])) == said(near)
    assert said(near_its_own([near[0], far])) == said([near[0], far])


def test_a_stated_position_replaces_guesses_about_the_same_person() -> None:
    guess = claim("h", "positionAt", "b", 0.7)
    stated = claim("h", "positionAt", "a", 0.95)
    assert said(with_roles([guess], [stated])) == said([stated])


def test_a_launch_date_that_a_phrase_gives_to_one_project_is_not_guessed_for_another() -> None:
    guess = claim("q", "launchDate", "2022", 0.7, type="date")
    stated = claim("p", "launchDate", "2022", 0.95, type="date")
    assert said(with_dates([guess], [stated])) == said([stated])


@pytest.mark.parametrize(
    ("day", "modality"),
    [("2020-05", "planned"), ("2020-03-09/2020-03-11", "planned"), ("2020", "asserted"), ("2020-01-31", "asserted")],
)
def test_what_is_dated_after_the_article_is_planned(day: str, modality: Modality) -> None:
    claims = [
        claim("e", "eventDate", day, type="date"),
        claim("e", "takesPlaceIn", "p"),
        claim("f", "takesPlaceIn", "p"),
    ]
    found = not_before_its_day(claims, dt.date(2020, 2, 1))
    assert [c.modality for c in found] == [modality, modality, "asserted"]


@pytest.mark.parametrize(
    ("day", "modality", "said", "meant"),
    [
        ("2020-01-30", "planned", "on Thursday", "2020-02-06"),
        ("2020-01-30", "planned", "on 30 January", "2020-01-30"),
        ("2020-01-30", "planned", "on Thursday 30 January", "2020-01-30"),
        ("2020-01-30", "asserted", "on Thursday", "2020-01-30"),
        ("2020-01-20", "planned", "on Monday", "2020-01-20"),
        ("2020-02-03", "planned", "on Monday", "2020-02-03"),
        ("2020", "planned", "this year", "2020"),
    ],
)
def test_a_day_of_the_week_that_is_planned_is_to_come(day: str, modality: Modality, said: str, meant: str) -> None:
    made = claim("a", "signedOn", day, type="date", modality=modality)
    made = replace(made, evidence=(Evidence(0, len(said), said),))
    (found,) = not_before_its_day([made], dt.date(2020, 2, 1))
    assert (found.object, found.modality) == (meant, modality)


@pytest.mark.parametrize(("party", "partner"), [("asserted", ["asserted"]), ("planned", ["planned"]), ("negated", [])])
def test_guessed_cooperation_follows_the_agreement_of_its_sentence(party: Modality, partner: list[Modality]) -> None:
    parties = [claim("a", "partyTo", "x", modality=party), claim("b", "partyTo", "x", modality=party)]
    found = as_agreed([*parties, claim("a", "cooperatesWith", "b")])
    assert [c.modality for c in found if c.predicate == "cooperatesWith"] == partner


def test_cooperation_that_another_sentence_states_does_not_follow_the_agreement() -> None:
    parties = [claim(end, "partyTo", "x", modality="planned") for end in "ab"]
    stated = claim("a", "cooperatesWith", "b", evidence=(Evidence(5, 6, "z"),))
    assert as_agreed([*parties, stated])[-1] == stated
