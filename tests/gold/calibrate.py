"""Fit the weights of `extractors.calibration`: ``python -m tests.gold.calibrate data/gold/calibration data/gold/dev``.

Writes ``data/models/reader/calibration.json``. Of ``dev`` only articles with an odd number are used, so that the even
ones can confirm what comes out; the reader has learnt from none of them.
"""

import argparse
import json
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from extractors.adapter import read_doc
from extractors.calibration import features
from extractors.candidates import candidates
from extractors.pipeline import settings
from extractors.reader import load_reader
from extractors.state import sentences
from extractors.things import things_of
from kg.config import resource
from kg.evaluation import GoldArticle, evaluate, load_gold
from kg.model import Claim, Extraction

_FREE = {"bias", "score"}  #: weights that are not pulled towards zero
_PULL = 4.0

Row = tuple[dict[str, float], bool]


def examples(gold: GoldArticle) -> list[Row]:
    """Features of every candidate in an article, and whether it is right."""
    doc = read_doc(gold.article)
    asked = things_of(doc)
    floor = settings()["kg_relations"]["floor"]
    related = load_reader().relate(doc._.reading, [a.thing for a in asked], floor)
    found = candidates(related, asked, sentences(doc), doc.text)
    extraction = Extraction(gold.article, tuple(doc._.entities), tuple(c.claim for c in found), "calibration")
    wrong = {e.fact for e in evaluate([gold], [extraction]).errors if e.kind == "wrong"}
    return [(dict(features(c.predicate, c.modality, c.signs)), _fact(c.claim) not in wrong) for c in found]


def _fact(claim: Claim) -> tuple[str, str, str, str]:
    return claim.subject, claim.predicate, claim.object, claim.modality


def fit(data: list[Row], pull: float = _PULL) -> dict[str, float]:
    """Logistic regression, its weights pulled towards zero so that rare signs say little."""
    names = sorted({name for row, _ in data for name in row})
    x = np.array([[row.get(name, 0.0) for name in names] for row, _ in data])
    y = np.array([float(right) for _, right in data])
    pulls = np.array([0.0 if name in _FREE else pull for name in names])

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        z = x @ w
        p = 1 / (1 + np.exp(-z))
        value = float((np.logaddexp(0, z) - y * z).sum() + 0.5 * (pulls * w * w).sum())
        return value, x.T @ (p - y) + pulls * w

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 1000})
    return {name: round(float(w), 3) for name, w in zip(names, found.x, strict=True) if abs(w) >= 0.0005}


def fitting(folder: Path) -> list[GoldArticle]:
    """The articles of a gold folder that may be fitted on."""
    gold = load_gold(folder)
    return [g for g in gold if int(g.article.id[:3]) % 2] if folder.name == "dev" else gold


def main() -> None:
    """Fit and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path, nargs="+")
    data = [row for folder in parser.parse_args().gold for gold in fitting(folder) for row in examples(gold)]
    path = resource("data/models/reader/calibration.json")
    path.write_text(json.dumps(fit(data), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{len(data)} candidates, {sum(right for _, right in data)} of them right: wrote {path}")


if __name__ == "__main__":
    main()
