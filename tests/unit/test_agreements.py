"""The words for an agreement say its type."""

import pytest

from extractors.agreements import agreement_type
from kg.model import AGREEMENT_TYPES

CASES = [
    (["a framework agreement on space science", "the agreement"], "framework agreement"),
    (["the accord", "a memorandum of understanding"], "memorandum of understanding"),
    (["an MoU"], "memorandum of understanding"),
    (["a joint implementation plan"], "implementing arrangement"),
    (["a letter of intent"], "letter of intent"),
    (["a declaration of interest"], "declaration of intent"),
    (["a joint statement"], "joint statement"),
    (["Artemis Accords"], "accords"),
    (["the accord"], "other"),
    (["the Outer Space Treaty"], "treaty"),
    (["a launch contract"], "contract"),
    (["a protocol", "the agreement"], "other"),
    (["the founding document"], None),
]


@pytest.mark.parametrize(("surfaces", "expected"), CASES)
def test_the_most_telling_word_decides(surfaces: list[str], expected: str | None) -> None:
    assert agreement_type(surfaces) == expected
    assert expected is None or expected in AGREEMENT_TYPES
