"""How well the French articles are read: no score slips below the baseline, and precision comes first."""

import pytest

from kg.baseline import Baseline, corpus_hash, read_baseline
from kg.model import Failure
from tests.gold.french import BASELINE, folder, measured, require_extra

RECORD = "if that is as it should be, write the baseline anew: python -m tests.gold.french"


@pytest.fixture(scope="module")
def result() -> tuple[Baseline, list[Failure]]:
    require_extra()
    return measured()


def test_every_french_article_is_read(result: tuple[Baseline, list[Failure]]) -> None:
    assert not result[1]


def test_the_french_articles_are_those_of_the_baseline() -> None:
    assert corpus_hash(folder()) == read_baseline(BASELINE).corpus, f"data/gold/french has changed; {RECORD}"


def test_no_french_score_falls_below_the_baseline(result: tuple[Baseline, list[Failure]]) -> None:
    fallen = read_baseline(BASELINE).shortfalls(result[0].scores)
    assert not fallen, "\n".join([*fallen, RECORD])


@pytest.mark.parametrize("part", ["odd", "even"])
@pytest.mark.parametrize("scope", ["entities", "facts", "core"])
def test_in_french_precision_comes_first(result: tuple[Baseline, list[Failure]], part: str, scope: str) -> None:
    assert result[0].scores[part][scope]["precision"] >= 0.8
