"""Prepared answers: what a question about the whole graph is answered, worked out once, beside the snapshot.

Some questions read every claim, which in a large graph takes longer than anybody waits. A snapshot never changes, so
that its answer can be written down beside it, and goes when the snapshot goes. A file holds SPARQL 1.1 results in TSV,
whose rows are lines, then where each line begins: a page is read without the rest. It is named after the question's
text, so that another version of ours does not take it for its own.
"""

import bisect
import os
import sys
from array import array
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, Final

from kg.queries.asking import ask
from kg.queries.catalogue import Question, question
from kg.queries.filling import with_things
from kg.queries.parameters import bind
from kg.store import Rows, Snapshot, Term, Value

_WORD: Final = 8  # bytes of a number behind the rows: where each line begins, where the last ends, how many rows


@dataclass(frozen=True, slots=True)
class Page:
    """A part of an answer, and how many rows there are in all."""

    rows: Rows
    total: int


def ask_page(snapshot: Snapshot, name: str, params: Mapping[str, Value], offset: int, limit: int) -> Page:
    """Rows ``offset`` to ``offset + limit`` of what `kg.queries.ask` answers, from what is prepared where it is.

    Raises `QueryError` as `kg.queries.ask` does.
    """
    asked = question(name)
    given = {param.type for param in asked.params if param.name in params}
    if given.isdisjoint(("entity", "country")) and (file := _file(snapshot, asked)).exists():
        bound = bind(snapshot, asked, params)
        least = bound.pop(asked.cut[0], "") if asked.cut else ""
        if bound == _defaults(snapshot, asked):
            with suppress(FileNotFoundError), open(file, "rb") as answer:
                return _page(answer, asked, str(least), offset, limit)
    rows = ask(snapshot, asked, params)
    return Page(Rows(rows.columns, rows.terms[offset : offset + limit]), len(rows))


def prepare(snapshot: Snapshot, name: str) -> bool:
    """Write the answer of a question beside the snapshot. Whether that was to be done.

    It was not where it is there already, or where the question needs a parameter. Raises `OSError` where the snapshot's
    folder cannot be written; nothing half-written stays.
    """
    asked = question(name)
    file = _file(snapshot, asked)
    cut = asked.cut[0] if asked.cut else ""
    if file.exists() or any(param.required and param.name != cut for param in asked.params):
        return False
    file.parent.mkdir(exist_ok=True)
    coming = file.with_name(f".{file.name}-{os.getpid()}")
    try:
        with open(coming, "w+b") as answer:
            bound = _defaults(snapshot, asked) | ({cut: ""} if cut else {})
            snapshot.write_rows(answer, *with_things(asked.text, bound))
            _add_index(answer)
        coming.rename(file)
    finally:
        coming.unlink(missing_ok=True)
    return True


def _file(snapshot: Snapshot, asked: Question) -> Path:
    return snapshot.answers / f"{asked.name}-{sha256(asked.text.encode()).hexdigest()[:12]}.tsv"


def _defaults(snapshot: Snapshot, asked: Question) -> dict[str, Value | Term]:
    cut = asked.cut[0] if asked.cut else ""
    bound = bind(snapshot, asked, {cut: "2000"} if cut else {})
    return {name: value for name, value in bound.items() if name != cut}


def _add_index(answer: BinaryIO) -> None:
    answer.seek(0)
    at = len(answer.readline())  # the columns' names
    starts = array("Q", [at])
    for line in answer:
        at += len(line)
        starts.append(at)
    starts.append(len(starts) - 1)
    answer.write(_swapped(starts).tobytes())


def _page(answer: BinaryIO, asked: Question, least: str, offset: int, limit: int) -> Page:
    answer.seek(-_WORD, os.SEEK_END)
    count = _numbers(answer.read(_WORD))[0]
    index = answer.seek(-_WORD * (count + 2), os.SEEK_END)
    answer.seek(0)
    head = answer.readline()

    def rows(first: int, last: int) -> Rows:
        answer.seek(index + _WORD * first)
        starts = _numbers(answer.read(_WORD * (last - first + 1)))
        answer.seek(starts[0])
        return Rows.parse(head + answer.read(starts[-1] - starts[0]), "tsv").only(asked.columns)

    first = 0
    if asked.cut and least:
        column = asked.columns.index(asked.cut[1])
        first = bisect.bisect_left(range(count), least, key=lambda row: str(rows(row, row + 1)[0][column]))
    begin = min(first + offset, count)
    return Page(rows(begin, min(begin + limit, count)), count - first)


def _numbers(text: bytes) -> "array[int]":
    return _swapped(array("Q", text))


def _swapped(numbers: "array[int]") -> "array[int]":
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers
