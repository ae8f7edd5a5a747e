"""The catalogue of questions: headers, their errors, and what every query promises to the store."""

import re
from pathlib import Path

import pytest

from kg.queries import QUESTIONS
from kg.queries.catalogue import parse_question
from kg.queries.document import page

HEADER = "# title: T\n# answers: A?\n# columns: x\n# example:\nSELECT ?x { ?x ?y ?z } ORDER BY ?x"


def test_the_page_of_questions_is_current() -> None:
    written = (Path(__file__).parents[2] / "docs" / "questions.md").read_text("utf-8")
    assert written == page(), "run: python -m kg.queries.document > docs/questions.md"


def test_there_are_enough_questions() -> None:
    assert len(QUESTIONS) >= 18


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_every_column_and_parameter_is_projected_and_the_order_is_fixed(name: str) -> None:
    question = QUESTIONS[name]
    projection = question.text.partition("SELECT")[2].partition("WHERE")[0]
    projected = re.findall(r"AS \?(\w+)\)", projection) + re.findall(
        r"\?(\w+)", re.sub(r"\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)", "", projection)
    )
    assert set(projected) == {*question.columns, *(param.name for param in question.params)}
    assert "ORDER BY" in question.text.rpartition("}")[2]


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_every_example_gives_what_is_required(name: str) -> None:
    question = QUESTIONS[name]
    assert {param.name for param in question.params if param.required} <= question.example.keys()


def test_a_header_is_read_in_full() -> None:
    text = HEADER.replace(
        "# columns",
        "# param: a entity One\n# param: b integer default=2 Two\n# param: c date optional Three\n# columns",
    )
    question = parse_question("q", text.replace("# example:", '# example: a="x y" c=2019'))
    assert [(p.name, p.type, p.required, p.default, p.description) for p in question.params] == [
        ("a", "entity", True, None, "One"),
        ("b", "integer", False, "2", "Two"),
        ("c", "date", False, None, "Three"),
    ]
    assert dict(question.example) == {"a": "x y", "c": "2019"}
    assert question.columns == ("x",)
    assert question.text.startswith("# title")


@pytest.mark.parametrize(
    ("text", "trouble"),
    [
        (HEADER.replace("# title: T\n", ""), "lacks title"),
        (HEADER.replace("# answers: A?\n", "# answers: A?\n# answers: B?\n"), "a second 'answers'"),
        (HEADER.replace("# columns", "# param: a\n# columns"), "not a parameter"),
        (HEADER.replace("# columns", "# param: a thing What\n# columns"), "'thing' is not one of entity"),
    ],
)
def test_a_wrong_header_is_refused(text: str, trouble: str) -> None:
    with pytest.raises(ValueError, match=trouble):
        parse_question("q", text)
