"""Fit the weights of `extractors.calibration`: ``python -m tests.gold.calibrate data/gold/dev`` prints them.

Only articles with an odd number are used, so that the even ones can confirm what comes out.
"""

import argparse
from pathlib import Path

import numpy as np

from extractors.adapter import extract_articles, read_doc
from extractors.calibration import features
from extractors.layout import gap, gap_bucket
from extractors.reader import load_reader
from extractors.relations import things_of
from kg.evaluation import GoldArticle, evaluate, load_gold
from kg.model import Extraction

_STEPS = 4000
_SHRINK = {"bias": 0.0, "score": 0.0}  #: weights that are not pulled towards zero
_PULL = 2.0


def examples(gold: GoldArticle, extraction: Extraction) -> list[tuple[dict[str, float], bool]]:
    """Features of every claim that the reader made in an article, and whether it is right."""
    doc = read_doc(gold.article)
    objects = things_of(doc)
    known: dict[tuple[str, str, str, str], dict[str, float]] = {}
    for r in load_reader().relate(doc._.reading, [o.thing for o in objects]):
        s, o = objects[r.subject], objects[r.object]
        near = min(gap(x, y) for x in s.thing.spans for y in o.thing.spans)
        row = features(r.predicate, r.modality, r.score, r.certainty, gap_bucket(near))
        known.setdefault((s.value, r.predicate, o.value, r.modality), row)
    wrong = {e.fact for e in evaluate([gold], [extraction]).errors if e.kind == "wrong"}
    facts = [(c.subject, str(c.predicate), c.object, str(c.modality)) for c in extraction.claims]
    return [(known[fact], fact not in wrong) for fact in facts if fact in known]


def fit(data: list[tuple[dict[str, float], bool]]) -> dict[str, float]:
    """Logistic regression by gradient descent, weights of single predicates pulled towards zero."""
    names = sorted({name for row, _ in data for name in row})
    x = np.array([[row.get(name, 0.0) for name in names] for row, _ in data])
    y = np.array([float(right) for _, right in data])
    pull = np.array([_SHRINK.get(name, _PULL) for name in names]) / len(data)
    weights = np.zeros(len(names))
    for _ in range(_STEPS):
        p = 1 / (1 + np.exp(-x @ weights))
        weights -= 0.1 * (x.T @ (p - y) / len(y) + pull * weights)
    return {name: round(float(w), 3) for name, w in zip(names, weights, strict=True)}


def main() -> None:
    """Print the fitted weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    gold = [g for g in load_gold(parser.parse_args().gold) if int(g.article.id[:3]) % 2]
    data = []
    for item, extraction in zip(gold, extract_articles(g.article for g in gold), strict=True):
        if isinstance(extraction, Extraction):
            data += examples(item, extraction)
    print(fit(data))


if __name__ == "__main__":
    main()
