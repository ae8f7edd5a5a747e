"""Calibration: from the signs that speak for a candidate to the probability that the claim is right.

A logistic regression whose weights belong to the reader (``data/models/reader/calibration.json``) and are fitted by
`tests.gold.calibrate` on articles from which the reader has not learnt.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from math import exp
from typing import Final

from kg.config import resource
from kg.errors import ModelError

_BOUND: Final = 8.0  #: logits; beyond it a score says no more


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for or against a candidate. The three ``other_…`` are probabilities of rival relations."""

    score: float  #: the reader's margin over its threshold, in logits
    certainty: float  #: probability of the modality
    gap: int  #: `extractors.layout.gap_bucket` of the closest mentions
    sentences: int  #: 1 if one sentence names both
    named_once: tuple[bool, bool]  #: subject, object
    other_object: float
    other_subject: float
    other_predicate: float


def features(predicate: str, modality: str, signs: Signs) -> Iterator[tuple[str, float]]:
    """The names and values of everything that has a weight."""
    score = max(-_BOUND, min(signs.score, _BOUND))
    likely = 1 / (1 + exp(-score))
    yield "bias", 1.0
    yield "score", score
    yield "certainty", signs.certainty
    yield "touching", float(signs.gap <= 1)
    yield "near", float(signs.gap <= 3)
    yield "far", float(signs.gap >= 6)
    yield "apart", float(signs.sentences > 1)
    yield "subject named once", float(signs.named_once[0])
    yield "object named once", float(signs.named_once[1])
    yield modality, 1.0
    yield predicate, 1.0
    yield f"{predicate}: score", score
    yield f"{predicate}: apart", float(signs.sentences > 1)
    yield f"{predicate}: other object", signs.other_object
    yield f"{predicate}: other subject", signs.other_subject
    yield f"{predicate}: other predicate", signs.other_predicate
    yield f"{predicate}: first object", float(likely >= signs.other_object)
    yield f"{predicate}: first subject", float(likely >= signs.other_subject)


def confidence(predicate: str, modality: str, signs: Signs) -> float:
    """The probability, between 0 and 1, that the claim is right."""
    weights = load_weights()
    return 1 / (1 + exp(-sum(weights.get(name, 0.0) * value for name, value in features(predicate, modality, signs))))


@cache
def load_weights() -> Mapping[str, float]:
    """The weights by feature. Raises `ModelError` if the file is missing or damaged."""
    path = resource("data/models/reader/calibration.json")
    try:
        return {name: float(weight) for name, weight in json.loads(path.read_text("utf-8")).items()}
    except (OSError, ValueError, AttributeError) as error:
        raise ModelError(str(path), f"cannot be read: {error}", "reinstall") from error
