"""The terminal: messages and progress on stderr, results on stdout, tables that wrap and never cut."""

import io
import re
import shutil
import sys
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, Protocol

import click

from kg.ids import shorten

if TYPE_CHECKING:
    from kg.store import Rows, Value

#: How wide tables are where no terminal says so.
PIPED_WIDTH: Final = 120

_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def use_utf8() -> None:
    """Write UTF-8 whatever the locale says; what cannot be encoded (a lone surrogate) becomes an escape."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a test may have put something else in its place
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def complain(message: str) -> None:
    """One line on stderr."""
    click.echo("kg: " + " ".join(clean(message).split()), err=True)


def say(message: str) -> None:
    """A line for people on stderr, where it does not mix with results."""
    click.echo(clean(message), err=True)


class ReaderGone(Exception):
    """Who read our output has enough of it. Of our own, because click takes a `BrokenPipeError` for success."""


def put(result: bytes | str) -> None:
    """A result on stdout, ended by a line feed if it has any text."""
    data = result.encode("utf-8", "backslashreplace") if isinstance(result, str) else result
    if data and not data.endswith(b"\n"):
        data += b"\n"
    try:
        sys.stdout.flush()
        rest = memoryview(data)
        while rest:  # with PYTHONUNBUFFERED, a pipe takes what fits and says how much that was
            rest = rest[sys.stdout.buffer.write(rest) :]
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise ReaderGone from None


def clean(text: str) -> str:
    """The text without control characters, which could otherwise steer the terminal that shows it."""
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)


def width() -> int:
    """How many columns to fill: those of the terminal (or ``COLUMNS``), `PIPED_WIDTH` where there is none."""
    return max(40, shutil.get_terminal_size((PIPED_WIDTH, 24)).columns)


def cell(value: "Value") -> str:
    """A value as a table shows it: names with their prefix, numbers without noise, nothing for an unbound one."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return f"{value:.4g}"
    return clean(shorten(value) if isinstance(value, str) else str(value))


def table(rows: "Rows") -> str:
    """Rows as a table that fits the width; where the columns are too many for it, one block of lines a row."""
    return grid(rows.columns, [[cell(value) for value in row] for row in rows])


def grid(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Texts as a table, see `table`."""
    needed = sum(3 + max(_longest_word(x) for x in (name, *texts)) for name, texts in _by_column(columns, rows))
    return _boxed(columns, rows) if needed < width() else _blocks(columns, rows)


def _by_column(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[tuple[str, list[str]]]:
    return ((name, [row[i] for row in rows]) for i, name in enumerate(columns))


def _longest_word(text: str) -> int:
    from rich.cells import cell_len

    return max(map(cell_len, text.split()), default=0)


def _boxed(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    drawn = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1), header_style="bold", show_edge=False)
    for name, texts in _by_column(columns, rows):
        numeric = bool(texts) and all(re.fullmatch(r"-?\d*\.?\d+(e-?\d+)?|", text) for text in texts)
        drawn.add_column(Text(name), overflow="fold", justify="right" if numeric else "left")
    for row in rows:
        drawn.add_row(*map(Text, row))
    console = Console(width=width(), highlight=False, soft_wrap=False)
    with console.capture() as captured:
        console.print(drawn)
    return "\n".join(line.rstrip() for line in captured.get().splitlines())


def _blocks(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    label = max(map(len, columns), default=0) + 2
    blocks = []
    for row in rows:
        lines = []
        for name, text in zip(columns, row, strict=True):
            wrapped = textwrap.wrap(text, max(20, width() - label), break_on_hyphens=False) or [""]
            heads = [name, *[""] * (len(wrapped) - 1)]
            lines += [f"{head:<{label}}{line}".rstrip() for head, line in zip(heads, wrapped, strict=True)]
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)


def counted(number: int, one: str, many: str = "") -> str:
    """``1 article``, ``2 articles``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


class Progress(Protocol):
    """What a long command tells about itself while it runs."""

    def step(self, doing: str) -> None:
        """One more is done; ``doing`` is what comes now."""
        ...


class _Silent:
    def step(self, doing: str) -> None:
        pass


@contextmanager
def progress(title: str) -> Iterator[Progress]:
    """A live line on stderr if that is a terminal; elsewhere nothing is written."""
    if not sys.stderr.isatty():
        yield _Silent()
        return
    from rich.console import Console
    from rich.progress import Progress as Bar
    from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = SpinnerColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn()
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=None)
        done = 0

        class Live:
            def step(self, doing: str) -> None:
                nonlocal done
                done += 1
                bar.update(task, description=f"{title}: {done:,} {clean(doing)[:60]}")

        yield Live()


def lines(texts: Iterable[str]) -> str:
    """Texts, one a line."""
    return "\n".join(texts)
