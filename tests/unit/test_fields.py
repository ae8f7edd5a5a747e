"""A list that a cue announces gives an agreement its fields."""

import pytest

from extractors.fields import find_fields


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "A and B signed <Agreement:0> in fields including space biology, navigation and climate monitoring.",
            ["space biology", "navigation", "climate monitoring"],
        ),
        (
            "<Agreement:0> covers solar research with <Project:7>, space biology and medicine, and robotics.",
            [7, "solar research", "space biology and medicine", "robotics"],
        ),
        ("<Agreement:0> extends to areas such as the use of robots for <Project:3>, and optics", [3, "optics"]),
        ("<Agreement:0> covers navigation.", []),  # no list: the reader's work
        ("Fields such as biology and navigation interest A, which signed <Agreement:0>.", []),
        ("<Agreement:0> and <Agreement:1> cover areas such as biology and navigation.", []),
        ("<Agreement:0> covers five areas, including others and related fields.", []),
    ],
)  # fmt: skip
def test_listed_fields(sentence: str, expected: list[str | int]) -> None:
    assert [f.topic or f.project for f in find_fields(sentence)] == expected
