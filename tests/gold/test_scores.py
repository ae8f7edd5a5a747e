"""How well the dev articles are read: a ratchet that scores cannot slip below, and the floors that were promised."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from kg.baseline import corpus_hash, read_baseline
from kg.cli.extract import as_json
from kg.evaluation import evaluate
from tests.gold.gold import BASELINE, Measured, folder, measured

RECORD = "if that is as it should be, write the baseline anew: python -m tests.gold.record"


@pytest.fixture(scope="session")
def result() -> Measured:
    return measured()


def test_every_article_is_read(result: Measured) -> None:
    assert not result.failures
    assert [x.article for x in result.extractions] == [x.article for x in result.gold]


def test_the_gold_articles_are_those_of_the_baseline() -> None:
    assert corpus_hash(folder()) == read_baseline(BASELINE).corpus, f"data/gold/dev has changed; {RECORD}"


def test_no_score_falls_below_the_baseline(result: Measured) -> None:
    baseline = read_baseline(BASELINE)
    fallen = baseline.shortfalls(result.scores)
    now = result.baseline().reader
    assert not fallen, "\n".join([*fallen, f"measured with {now}, the baseline with {baseline.reader}; {RECORD}"])


@pytest.mark.parametrize(
    ("scope", "figure", "floor"),
    [("entities", "f1", 0.88), ("core", "f1", 0.72), ("facts", "f1", 0.68), ("facts", "precision", 0.80)],
)
def test_the_promised_floors_hold(result: Measured, scope: str, figure: str, floor: float) -> None:
    assert result.scores["all"][scope][figure] >= floor


def test_our_figures_are_those_of_the_shared_scorer(result: Measured, shared: Path, tmp_path: Path) -> None:
    predicted = tmp_path / "predicted.jsonl"
    predicted.write_text("".join(as_json(x) + "\n" for x in result.extractions), encoding="utf-8")
    command = [sys.executable, str(shared / "gold" / "score.py"), str(folder()), str(predicted), "--json"]
    theirs = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    assert theirs.pop("predicted") == len(result.extractions)
    ours = evaluate(result.gold, result.extractions).to_json()
    ours["groups"] = {k: row for k, row in ours["groups"].items() if not k.startswith(("modality:", "style:"))}
    assert {k: v for k, v in ours.items() if k in theirs} == theirs
