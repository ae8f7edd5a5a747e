"""Components: how a stage is made known to spaCy, in every language alike."""

from collections.abc import Callable, Iterable
from typing import Any

from spacy.language import Language


def register(name: str, requires: Iterable[str], assigns: Iterable[str], factory: Callable[..., Any]) -> None:
    """Declare the factory of a stage, with the attributes of the ``Doc`` that it needs and assigns."""
    Language.factory(
        name,
        requires=[f"doc._.{attribute}" for attribute in requires],
        assigns=[f"doc._.{attribute}" for attribute in assigns],
        func=factory,
    )
