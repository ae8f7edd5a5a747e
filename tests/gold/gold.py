"""The gold articles that scores are measured on, and the scores that must not fall."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from extractors.adapter import extract_articles, extractor_label
from kg.baseline import TOLERANCE, Baseline, Scores, corpus_hash, measure
from kg.config import resource
from kg.evaluation import GoldArticle, load_gold
from kg.model import Extraction, Failure

BASELINE: Final = Path(__file__).parent / "baseline.json"


@dataclass(frozen=True, slots=True)
class Measured:
    """What the extractor makes of the dev articles."""

    gold: Sequence[GoldArticle]
    extractions: Sequence[Extraction]
    failures: Sequence[Failure]
    scores: Scores

    def baseline(self) -> Baseline:
        """These scores as what later ones are compared with."""
        return Baseline(corpus_hash(folder()), extractor_label().partition(" ")[2], TOLERANCE, self.scores)


def folder() -> Path:
    """Where the dev articles lie."""
    return resource("data/gold/dev")


def measured() -> Measured:
    """Read all dev articles: half a minute of one core."""
    gold = load_gold(folder())
    results = list(extract_articles(x.article for x in gold))
    extractions = [x for x in results if isinstance(x, Extraction)]
    return Measured(gold, extractions, [x for x in results if isinstance(x, Failure)], measure(gold, extractions))
