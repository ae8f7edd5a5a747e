"""What a long ingestion tells while it runs: a bar on a terminal, lines in a log, JSON for machines."""

import datetime as dt
import json
import logging
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final, Protocol

import click

from kg.cli import console
from kg.cli.extract import report as report_failure
from kg.model import Failure

#: Where sources tell what they had to leave out.
_WARNINGS: Final = "kg.ingestion"


class Teller(Protocol):
    """Hears of each article and of each failure."""

    def article(self, source: str, outcome: str) -> None:
        """One more article is done."""
        ...

    def failure(self, failure: Failure) -> None:
        """An article failed; `article` will be called as well."""
        ...

    def warning(self, message: str) -> None:
        """Something of an article was left out."""
        ...

    def event(self, name: str, **fields: Any) -> None:
        """A run begins or ends: for machines only."""
        ...


class _Plain:
    """Failures at once; a line about progress every so many seconds."""

    def __init__(self, every: float) -> None:
        self._every = every
        self._begin = self._last = time.monotonic()
        self._done = self._failed = 0

    def article(self, source: str, outcome: str) -> None:
        self._done += 1
        self._failed += outcome == "failed"
        now = time.monotonic()
        if now - self._last >= self._every:
            self._last = now
            rate = self._done / (now - self._begin)
            failed = f", {self._failed:,} failed" if self._failed else ""
            console.say(f"kg: {console.counted(self._done, 'article')}{failed}, {rate:.1f} a second")

    def failure(self, failure: Failure) -> None:
        report_failure(failure)

    def warning(self, message: str) -> None:
        console.complain(message)

    def event(self, name: str, **fields: Any) -> None:
        pass


class _Json:
    """One JSON object a line on stderr, for everything."""

    def article(self, source: str, outcome: str) -> None:
        self.event("article", source=source, outcome=outcome)

    def failure(self, failure: Failure) -> None:
        self.event("failure", source=failure.source, stage=failure.stage, error=failure.error)

    def warning(self, message: str) -> None:
        self.event("warning", message=message)

    def event(self, name: str, **fields: Any) -> None:
        now = dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds")
        click.echo(json.dumps({"time": now, "event": name, **fields}, ensure_ascii=False, default=str), err=True)


@contextmanager
def telling(title: str, *, total: int | None = None, as_json: bool = False, every: float = 10.0) -> Iterator[Teller]:
    """Tell of an ingestion of ``total`` articles (None: not known) on stderr.

    A bar with rate and remaining time where that is a terminal, else a line every ``every`` seconds; or JSON.
    """
    if as_json:
        teller: Teller = _Json()
        with _warnings(teller):
            yield teller
    elif not sys.stderr.isatty():
        teller = _Plain(every)
        with _warnings(teller):
            yield teller
    else:
        with _bar(title, total) as teller, _warnings(teller):
            yield teller


@contextmanager
def _bar(title: str, total: int | None) -> Iterator[Teller]:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        ProgressColumn,
        SpinnerColumn,
        Task,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )
    from rich.text import Text

    class Rate(ProgressColumn):
        def render(self, task: Task) -> Text:
            speed = task.finished_speed or task.speed
            return Text(f"{speed:.1f}/s" if speed else "")

    remaining = (TextColumn("left"), TimeRemainingColumn()) if total else (TimeElapsedColumn(),)
    doing = TextColumn("{task.fields[doing]}", markup=False)
    columns = SpinnerColumn(), TextColumn(title), BarColumn(20), MofNCompleteColumn(), Rate(), *remaining, doing
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(title, total=total, doing="")

        class Bar:
            def article(self, source: str, outcome: str) -> None:
                progress.update(task, advance=1, doing=console.clean(source)[-40:])

            def failure(self, failure: Failure) -> None:
                report_failure(failure)  # the bar is drawn below what is printed

            def warning(self, message: str) -> None:
                console.complain(message)

            def event(self, name: str, **fields: Any) -> None:
                pass

        yield Bar()


@contextmanager
def _warnings(teller: Teller) -> Iterator[None]:
    class Handler(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            teller.warning(record.getMessage())

    handler, logger = Handler(logging.WARNING), logging.getLogger(_WARNINGS)
    before = logger.propagate
    logger.addHandler(handler)
    logger.propagate = False
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.propagate = before
