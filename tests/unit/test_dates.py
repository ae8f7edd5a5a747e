"""Date expressions resolve against the day of publication, as precisely as they were said."""

import datetime as dt

import pytest

from extractors.dates import bounds, find_dates

PUBLISHED = dt.date(2019, 9, 5)  # a Thursday

CASES = [
    ("signed on 5 September 2018 in Paris", ["2018-09-05"]),
    ("signed on September 5, 2018, in Paris", ["2018-09-05"]),
    ("on the 5th of September 2018", ["2018-09-05"]),
    ("on 2018-09-05", ["2018-09-05"]),
    ("on 17.06.2019 and 17/06/2019", ["2019-06-17", "2019-06-17"]),
    ("in June 2019", ["2019-06"]),
    ("In 2018, CNES and Roscosmos signed", ["2018"]),
    ("signed last June at the Paris Show", ["2019-06"]),
    ("signed last October", ["2018-10"]),
    ("next March", ["2020-03"]),
    ("launch in October this year", ["2019-10"]),
    ("on Tuesday", ["2019-09-03"]),
    ("on Thursday", ["2019-09-05"]),
    ("next Monday", ["2019-09-09"]),
    ("yesterday", ["2019-09-04"]),
    ("last year", ["2018"]),
    ("last month", ["2019-08"]),
    ("two years ago", ["2017"]),
    ("two years ago this month", ["2017-09"]),
    ("a week ago", ["2019-08-29"]),
    ("to be held on 22 and 23 October during the congress", ["2019-10-22/2019-10-23"]),
    ("from October 22 to 23, 2019", ["2019-10-22/2019-10-23"]),
    ("from 30 October to 2 November 2019", ["2019-10-30/2019-11-02"]),
    ("the spring of 2024", ["2024"]),
    ("which was signed on 3 December", ["2018-12-03"]),
    ("which will be signed on 3 February", ["2020-02-03"]),
    ("in the 1990s", []),
    ("the agencies may sign", []),
    ("a 2019s thing, Bion-M2019, 31 February 2019", ["2019-02"]),
    ("", []),
]


@pytest.mark.parametrize(("text", "values"), CASES, ids=[text[:30] or "empty" for text, _ in CASES])
def test_an_expression_resolves_against_publication(text: str, values: list[str]) -> None:
    assert [d.value for d in find_dates(text, PUBLISHED)] == values


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("this Friday, 14 April, in Paris", "2023-04-14"),
        ("on Friday 14 April", "2023-04-14"),
        ("Friday (April 14)", "2023-04-14"),
        ("this Friday", "2023-04-14"),
        ("this Monday", "2023-04-10"),
        ("on Friday", "2023-04-07"),
    ],
)
def test_a_day_of_the_week_with_its_date_or_of_this_week(text: str, value: str) -> None:
    assert [d.value for d in find_dates(text, dt.date(2023, 4, 11))] == [value]


def test_a_mention_covers_its_expression() -> None:
    text = "It was signed on 5 September 2018 in Paris."
    (found,) = find_dates(text, PUBLISHED)
    assert text[found.start : found.end] == "5 September 2018"


def test_without_a_day_of_publication_relative_dates_are_none() -> None:
    assert [d.value for d in find_dates("on Tuesday, last June, 5 May, in 2018", None)] == ["2018"]


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2018", "2018-01-01", "2018-12-31"),
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("2019-06-17", "2019-06-17", "2019-06-17"),
        ("2019-10-22/2019-10-23", "2019-10-22", "2019-10-23"),
    ],
)
def test_bounds_are_the_days_that_a_date_can_mean(value: str, first: str, last: str) -> None:
    assert [d.isoformat() for d in bounds(value)] == [first, last]
