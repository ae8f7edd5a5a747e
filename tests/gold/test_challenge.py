"""The challenge cases: each passes unless it is listed as failing, and a listed one that passes is to be taken off."""

from collections import Counter
from collections.abc import Mapping

import pytest

from tests.gold.challenge import OPEN, REASONS, Outcome, outcomes, read_open
from tests.gold.challenge_cases import Case, load_cases, parse_facts

CASES = load_cases()
FAILING = read_open()
RECORD = "record it: python -m tests.gold.challenge"


@pytest.fixture(scope="session")
def judged() -> Mapping[str, Outcome]:
    """All cases, read in one run."""
    return {x.case.id: x for x in outcomes(CASES)}


def _parameter(case: Case) -> object:
    if case.id not in FAILING:
        return pytest.param(case, id=case.id)
    reason = f"listed as failing ({FAILING[case.id]}); if it passes now, {RECORD}"
    return pytest.param(case, id=case.id, marks=pytest.mark.xfail(strict=True, raises=AssertionError, reason=reason))


@pytest.mark.parametrize("case", [_parameter(case) for case in CASES])
def test_a_case_yields_what_it_states_and_nothing_else(case: Case, judged: Mapping[str, Outcome]) -> None:
    outcome = judged[case.id]
    assert not outcome.reason, str(outcome)


def test_the_list_of_failing_cases_names_cases_and_reasons() -> None:
    assert set(FAILING) <= {case.id for case in CASES}, f"{OPEN.name} names cases that are gone; {RECORD}"
    assert set(FAILING.values()) <= set(REASONS)


def test_every_group_is_at_least_a_pair_and_there_are_enough_of_them() -> None:
    sizes = Counter(case.group for case in CASES)
    assert min(sizes.values()) >= 2
    assert len(sizes) >= 180


def test_the_variants_of_a_group_differ() -> None:
    assert len({(case.article.text, case.article.published) for case in CASES}) == len(CASES)


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("partyTo(CNES + ISRO, pact)", [("CNES", "partyTo", "pact"), ("ISRO", "partyTo", "pact")]),
        ("met(A + B)", [("A", "met", "B")]),
        ("cooperatesWith(A, B + C)", [("A", "cooperatesWith", "B"), ("A", "cooperatesWith", "C")]),
        ("signedOn(pact, 2019-06)", [("pact", "signedOn", "2019-06")]),
    ],
)
def test_facts_are_read_as_they_are_written(text: str, facts: list[tuple[str, str, str]]) -> None:
    assert parse_facts(text) == facts


@pytest.mark.parametrize("text", ["partyTo(CNES)", "met(A)", "likes(A, B)", "CNES partyTo pact"])
def test_what_is_no_fact_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"not a fact|no object"):
        parse_facts(text)
