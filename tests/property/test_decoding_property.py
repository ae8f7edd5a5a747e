"""The best sequence of labels is the best of all that are allowed."""

from itertools import pairwise, product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from extractors.decoding import best_path

LABELS = ("O", "B-Agency", "I-Agency", "B-Person", "I-Person")


def allowed(path: tuple[int, ...]) -> bool:
    steps = pairwise(("O", *(LABELS[i] for i in path)))
    return all(b[0] != "I" or a[2:] == b[2:] for a, b in steps)


@given(st.lists(st.lists(st.integers(-9, 0), min_size=5, max_size=5), min_size=1, max_size=4))
def test_no_allowed_sequence_is_better(rows: list[list[int]]) -> None:
    def total(path: tuple[int, ...]) -> int:
        return sum(row[i] for row, i in zip(rows, path, strict=True))

    found = tuple(best_path(np.array(rows, dtype=np.float32), LABELS))
    assert allowed(found)
    assert total(found) == max(total(path) for path in product(range(5), repeat=len(rows)) if allowed(path))
