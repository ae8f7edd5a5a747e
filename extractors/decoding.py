"""Decoding: the best sequence of O, B- and I- labels for a row of words."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

_NEVER: Final = -1e9


def best_path(scores: npt.NDArray[np.float32], labels: Sequence[str]) -> list[int]:
    """The labels (as indices) with the highest sum of ``scores`` (words, labels) in which I- follows its own type only.

    Into O and B- every step is free, so that only I- asks where it comes from (Viterbi). Of equal ones the first wins.
    """
    inside = {i: labels.index(f"B-{label[2:]}") for i, label in enumerate(labels) if label[0] == "I"}
    rows: list[list[float]] = scores.tolist()
    best = [score + _NEVER if i in inside else score for i, score in enumerate(rows[0])]
    back: list[list[int]] = []
    for row in rows[1:]:
        top = max(best)
        came = [best.index(top)] * len(best)
        following = [top + score for score in row]
        for i, begin in inside.items():
            came[i] = begin if best[begin] >= best[i] else i
            following[i] = best[came[i]] + row[i]
        best = following
        back.append(came)
    path = [best.index(max(best))]
    for came in reversed(back):
        path.append(came[path[-1]])
    return path[::-1]
