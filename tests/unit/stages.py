"""Docs made by hand and a reader that says what it is told, for tests of the stages without any model."""

import datetime as dt
from collections.abc import Mapping, Sequence
from importlib import resources
from typing import Any

import numpy as np
import spacy
from confection import Config
from spacy.tokens import Doc

from extractors import state
from extractors.dates import find_dates
from extractors.reader import Floats, Found, Reader, Reading, Related, Thing
from extractors.state import Candidate
from kg.model import Article

#: Subject's surface, predicate, object's surface.
Said = tuple[str, str, str]


class ScriptedReader(Reader):
    """Joins the pairs of surfaces it is told to, and finds the relations it is told of."""

    def __init__(self, *, same: Sequence[tuple[str, str]] = (), related: Mapping[Said, float] | None = None) -> None:
        self.pairs = set(same)
        self.related = related or {}
        self.version = "scripted"
        self.text = ""

    def same(self, reading: Reading | None, spans: Sequence[tuple[int, int]], types: Sequence[str]) -> Floats:
        scores = np.full((len(spans), len(spans)), -np.inf, dtype=np.float32)
        for b, later in enumerate(spans):
            for a, earlier in enumerate(spans[:b]):
                if (self.text[slice(*earlier)], self.text[slice(*later)]) in self.pairs:
                    scores[a, b] = 9.0
        return scores

    def relate(self, reading: Reading | None, things: Sequence[Thing], floor: float = 0.0) -> list[Related]:
        def index(surface: str) -> int:
            return next(i for i, t in enumerate(things) if any(self.text[slice(*s)] == surface for s in t.spans))

        return [Related(index(s), index(o), p, score, "asserted", 0.99) for (s, p, o), score in self.related.items()]


def settings(stage: str) -> dict[str, Any]:
    """What pipeline.cfg says of a stage."""
    text = resources.files("extractors").joinpath("pipeline.cfg").read_text("utf-8")
    found: dict[str, Any] = Config().from_str(text)["stages"][stage]
    return found


def doc_of(text: str, *, id: str = "made", published: dt.date | None = dt.date(2019, 9, 6)) -> Doc:
    """An empty reading of a text: sentences end at full stops, dates are found, nothing else is."""
    state.declare()
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    doc = nlp(text)
    doc._.article = Article(id, text, published=published)
    doc._.names, doc._.literals, doc._.dates = [], [], find_dates(text, published)
    return doc


def find(text: str, surface: str, nth: int = 1) -> tuple[int, int]:
    """Where a surface stands for the nth time."""
    start = -1
    for _ in range(nth):
        start = text.index(surface, start + 1)
    return start, start + len(surface)


def found(text: str, surface: str, type: str, *, nth: int = 1, probability: float = 0.99) -> Found:
    """The reader's proposal of a span."""
    return Found(*find(text, surface, nth), type, probability)


def mention(text: str, surface: str, type: str, *, nth: int = 1) -> Candidate:
    """A settled mention."""
    return Candidate(*find(text, surface, nth), type, 0.99, "reader", surface)
