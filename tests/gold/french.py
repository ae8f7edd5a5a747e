"""The French gold articles and their baseline; ``python -m tests.gold.french`` writes the baseline anew.

Odd numbers were tuned on, even ones confirm (data/gold/french/README.md).
"""

import os
import sys
from pathlib import Path
from typing import Final

import pytest

from extractors.adapter import extract_articles, extractor_label
from extractors.french.pipeline import installed
from kg.baseline import TOLERANCE, Baseline, corpus_hash, measure
from kg.config import resource
from kg.evaluation import load_gold
from kg.model import Extraction, Failure

BASELINE: Final = Path(__file__).parent / "baseline_french.json"


def folder() -> Path:
    """Where the French articles lie."""
    return resource("data/gold/french")


def require_extra() -> None:
    """Skip the test where the extra ``french`` is not installed; fail where CI is set."""
    if installed():
        return
    reason = "the extra 'french' is not installed: make setup"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


def measured() -> tuple[Baseline, list[Failure]]:
    """Read all French articles: a few seconds of one core once the models are loaded."""
    gold = load_gold(folder())
    results = list(extract_articles(x.article for x in gold))
    scores = measure(gold, [x for x in results if isinstance(x, Extraction)])
    baseline = Baseline(corpus_hash(folder()), extractor_label().partition(" ")[2], TOLERANCE, scores)
    return baseline, [x for x in results if isinstance(x, Failure)]


def main() -> None:
    """Measure and write. Raises `SystemExit` if an article could not be read."""
    baseline, failures = measured()
    if failures:
        sys.exit("\n".join(f"{x.source}: {x.error}" for x in failures))
    BASELINE.write_text(baseline.to_json(), encoding="utf-8", newline="\n")
    for part, scopes in baseline.scores.items():
        for scope, figures in scopes.items():
            print(f"{part:5} {scope:9}" + "".join(f" {name} {value:.4f}" for name, value in figures.items()))


if __name__ == "__main__":
    main()
