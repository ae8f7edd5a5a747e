"""Transcripts: questions and their expected answers in one text that people can read and review.

    $ heads agency=TsAGI
    body_name | person_name | sentence
    TsAGI | Kirill Sypalo | 2019-09-06-maks-2019#0

A cell is written short: a prefixed name for an IRI, ``-`` for nothing, an article's identifier for the article, and
for a sentence the article's identifier and the sentence's number, so that a wrong quotation shows.
"""

import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.ids import article_iri, shorten
from kg.store import IRI, Rows, Value
from tests.integration.newsroom import STORIES

_SHORT: Mapping[str, str] = {
    **{article_iri(story.extraction().article): story.id for story in STORIES},
    **{text: f"{story.id}#{number}" for story in STORIES for number, text in enumerate(story.sentences)},
}


@dataclass(frozen=True)
class Entry:
    """One question of a transcript, as asked, and the lines expected below it."""

    command: str
    expected: tuple[str, ...]

    @property
    def question(self) -> str:
        return shlex.split(self.command)[0]

    @property
    def params(self) -> dict[str, str]:
        return dict(pair.split("=", 1) for pair in shlex.split(self.command)[1:])


def entries(text: str) -> Iterator[Entry]:
    """The entries of a transcript."""
    for block in text.split("$ ")[1:]:
        command, *lines = block.strip().splitlines()
        yield Entry(command, tuple(lines))


def lines(rows: Rows) -> tuple[str, ...]:
    """An answer as a transcript writes it; no answer is ``(none)``."""
    if not len(rows):
        return ("(none)",)
    return (" | ".join(rows.columns), *(" | ".join(map(cell, row)) for row in rows))


def cell(value: Value) -> str:
    """One value as a transcript writes it."""
    if value is None or value == "":
        return "-"
    text = str(value)
    return _SHORT.get(text) or (shorten(text) if isinstance(value, IRI) else text)
