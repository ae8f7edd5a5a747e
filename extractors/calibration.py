"""Calibration: from what the reader says of a relation to the probability that the claim is right.

A logistic regression fitted on the odd articles of ``data/gold/dev`` by `tests.gold.calibrate`.
"""

from collections.abc import Mapping
from math import exp
from typing import Final

WEIGHTS: Final[Mapping[str, float]] = {
    "agencyOf": 0.173,
    "asserted": 0.071,
    "bias": -1.191,
    "certainty": 0.324,
    "concerns": 0.165,
    "contributes": -0.318,
    "cooperatesWith": -0.557,
    "far": -0.382,
    "holdsPosition": 0.498,
    "launchDate": 0.234,
    "met": -0.407,
    "near": 0.406,
    "negated": -0.577,
    "partOf": -0.241,
    "participatesIn": -0.344,
    "partyTo": 0.382,
    "planned": -0.115,
    "positionAt": 0.056,
    "score": 0.354,
    "score of agencyOf": -0.386,
    "score of concerns": -0.178,
    "score of contributes": -0.114,
    "score of launchDate": 0.31,
    "score of leads": 0.107,
    "score of memberOf": 0.198,
    "score of met": -0.459,
    "score of partOf": 0.09,
    "score of participatesIn": -0.352,
    "score of partyTo": -0.063,
    "score of positionAt": 0.178,
    "score of signedOn": 0.365,
    "score of takesPlaceIn": 0.434,
    "signedAt": 0.111,
    "signedBy": -0.429,
    "signedOn": -0.227,
    "takesPlaceIn": 0.346,
    "touching": 0.571,
}


def features(predicate: str, modality: str, score: float, certainty: float, bucket: int) -> dict[str, float]:
    """What is known of a relation: its margin in logits, how sure its modality is, how far apart its ends are."""
    return {
        "bias": 1.0,
        "score": min(score, 8.0),
        "certainty": certainty,
        "touching": float(bucket <= 1),
        "near": float(bucket <= 3),
        "far": float(bucket >= 6),
        modality: 1.0,
        predicate: 1.0,
        f"score of {predicate}": min(score, 8.0),
    }


def confidence(predicate: str, modality: str, score: float, certainty: float, bucket: int) -> float:
    """The probability, between 0 and 1, that the claim is right."""
    found = features(predicate, modality, score, certainty, bucket)
    return 1 / (1 + exp(-sum(WEIGHTS.get(name, 0.0) * value for name, value in found.items())))
