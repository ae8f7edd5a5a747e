"""Baseline: the scores that must not fall, with the gold articles, the reader and the tolerance that they belong to."""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from kg.errors import SourceError
from kg.evaluation import GoldArticle, Report, evaluate
from kg.model import Extraction

#: How far below its baseline a score may lie without being a loss: what another processor's rounding can do.
TOLERANCE: Final = 0.005
PARTS: Final = ("all", "odd", "even")
SCOPES: Final = ("entities", "facts", "core")
FIGURES: Final = ("precision", "recall", "f1")

_NUMBER: Final = re.compile(r"\d+")

Scores = Mapping[str, Mapping[str, Mapping[str, float]]]  #: part, scope, figure -> score between 0 and 1


@dataclass(frozen=True, slots=True)
class Baseline:
    """Scores of ``reader`` on the gold articles whose hash is ``corpus``."""

    corpus: str
    reader: str
    tolerance: float
    scores: Scores

    def to_json(self) -> str:
        """What `read_baseline` reads."""
        return json.dumps(asdict(self), indent=2) + "\n"

    def shortfalls(self, scores: Scores) -> list[str]:
        """One line for each score that lies below the baseline by more than the tolerance."""
        found = []
        for part, scopes in self.scores.items():
            for scope, figures in scopes.items():
                for figure, before in figures.items():
                    now = scores[part][scope][figure]
                    if now < before - self.tolerance - 1e-9:  # scores have four places: less is no difference
                        found.append(f"{scope} {figure} ({part}): {now:.4f}, {before - now:.4f} below {before:.4f}")
        return found


def read_baseline(path: Path) -> Baseline:
    """The baseline in a file. Raises `SourceError` if it cannot be read or is none."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        scores = {part: {s: {f: float(data["scores"][part][s][f]) for f in FIGURES} for s in SCOPES} for part in PARTS}
        return Baseline(str(data["corpus"]), str(data["reader"]), float(data["tolerance"]), scores)
    except OSError as error:
        raise SourceError(str(path), f"cannot be read: {error.strerror}", "name a baseline file") from error
    except (ValueError, KeyError, TypeError) as error:
        raise SourceError(str(path), "is not a baseline", "write it: python -m tests.gold.record") from error


def measure(gold: Sequence[GoldArticle], extractions: Sequence[Extraction]) -> Scores:
    """The scores over all articles, and over those with odd and with even numbers (we tune on the odd ones)."""
    parts = {"all": gold, "odd": [x for x in gold if _number(x) % 2], "even": [x for x in gold if not _number(x) % 2]}
    return {part: _figures(evaluate(items, extractions)) for part, items in parts.items()}


def corpus_hash(folder: Path) -> str:
    """SHA-256 over the names and contents of a folder's gold articles."""
    total = hashlib.sha256()
    for path in sorted(p for p in folder.glob("*.md") if p.name != "README.md"):
        total.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def _figures(report: Report) -> dict[str, dict[str, float]]:
    totals: dict[str, Any] = report.to_json()
    return {scope: {figure: totals[scope][figure] for figure in FIGURES} for scope in SCOPES}


def _number(item: GoldArticle) -> int:
    number = _NUMBER.search(item.article.id)
    return int(number[0]) if number else 0
