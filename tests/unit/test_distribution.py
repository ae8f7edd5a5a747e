"""Sentences that say several things with one verb, written once for each."""

import pytest

from extractors.distribution import distribute


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        (
            "<Project:1> and <Project:2> were launched on <Date:3> and <Date:4> respectively.",
            ["<Project:1> were launched on <Date:3>.", "<Project:2> were launched on <Date:4>."],
        ),
        (
            "<Agreement:1> and <Agreement:2> between <Agency:3> and <Agency:4> were signed in <Place:5> and <Place:6>,"
            " respectively.",
            [
                "<Agreement:1> between <Agency:3> and <Agency:4> were signed in <Place:5>.",
                "<Agreement:2> between <Agency:3> and <Agency:4> were signed in <Place:6>.",
            ],
        ),
        (
            "<Person:1>, <Person:2> and <Person:3>, of <Agency:4>, <Agency:5> and <Agency:6> respectively, met.",
            ["<Person:1>, of <Agency:4>, met.", "<Person:2>, of <Agency:5>, met.", "<Person:3>, of <Agency:6>, met."],
        ),
    ],
)
def test_lists_with_respectively_are_read_item_by_item(sentence: str, said: list[str]) -> None:
    assert distribute(sentence) == said


@pytest.mark.parametrize(
    ("sentence", "besides"),
    [
        ("<Project:1> was launched on <Date:2>, <Project:3> on <Date:4>.", "<Project:3> was launched on <Date:4>."),
        (
            "<Agency:1> and <Agency:2> signed <Agreement:3> in <Place:4> and <Agreement:5> in <Place:6>.",
            "<Agency:1> and <Agency:2> signed <Agreement:5> in <Place:6>.",
        ),
        (
            "<Agency:1> built the camera <Project:2>; <Agency:3> the heat probe <Project:4>.",
            "<Agency:3> built the camera <Project:4>.",
        ),
    ],
)
def test_a_verb_that_is_left_out_is_that_of_the_clause_before(sentence: str, besides: str) -> None:
    assert distribute(sentence) == [sentence, besides]


@pytest.mark.parametrize(
    "sentence",
    [
        "<Agency:1> met <Agency:2> in <Place:3>, and <Person:4> of <Agency:5> left.",  # another verb
        "<Agency:1> and <Agency:2> signed <Agreement:3> in <Place:4>.",  # nothing is left out
        "<Agency:1> works in <Place:2> and <Agency:3> at <Place:4>.",  # another preposition
        "<Agency:1>, <Agency:2> and <Agency:3> met in <Place:4>, respectively.",  # one list alone
    ],
)
def test_other_sentences_stay_as_they_are(sentence: str) -> None:
    assert distribute(sentence) == [sentence]
