"""The journal beside a store: which runs there were, and what failed and has not succeeded since.

    journal/runs.jsonl       two lines a run, when it begins and when it ends; one that was killed has no second
    journal/failures.jsonl   one line a failure: source, stage, error, when, and the article where it could be read
    journal/articles.sqlite  see `kg.ingestion.index`

Times stand here and not in the graph, which depends on the articles alone. Lines are appended whole; half a line that a
killed or starved process left at the end is cut off by the next one. The failures may be edited: a line that is
deleted is not tried again.
"""

import datetime as dt
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Final, Self

from kg.config import is_address, state_folder
from kg.errors import StoreError
from kg.ids import PREFIXES, digest
from kg.ingestion.files import absolute
from kg.ingestion.report import IngestReport
from kg.model import Article, Failure

_RUNS: Final = "runs.jsonl"
_FAILURES: Final = "failures.jsonl"


@dataclass(frozen=True, slots=True)
class FailedArticle:
    """A failure that is to be tried again."""

    failure: Failure  #: its source as an absolute path, so that it is found from any folder
    when: str  #: ISO 8601, UTC
    article: Article | None = None  #: where it could be read; else the source must be read again


@dataclass(frozen=True, slots=True)
class PastRun:
    """A run as the journal knows it."""

    number: int
    began: str  #: ISO 8601, UTC
    ended: str  #: empty where it was killed, or is still at work
    state: str  #: "running", "complete", "failed" (some articles), "stopped" (an error or an interrupt), "killed"
    sources: tuple[str, ...]
    workers: str  #: "2 processes", the address of a cluster; empty for the run's own process
    extractor: str  #: program, version, models and settings: the label of ``activity`` in the graph
    report: Mapping[str, Any]  #: see `IngestReport.to_dict`, without the failures; empty where it did not end

    @property
    def activity(self) -> str:
        """The IRI of the PROV activity that generated what this run wrote (``prov:wasGeneratedBy``)."""
        return PREFIXES["run"] + digest(self.extractor)


class Journal:
    """The journal in one folder. Made when the first run begins; only the store's writer may write it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.index = folder / "articles.sqlite"  #: where `kg.ingestion.index.ArticleIndex` lies
        self._open: dict[str, FailedArticle] = {}

    @classmethod
    def of(cls, store: str | os.PathLike[str]) -> Self:
        """The journal of a store: in its directory, or in the user's state folder for a remote endpoint."""
        name = os.fspath(store)
        if is_address(name):
            return cls(state_folder() / digest(name))
        return cls(Path(name) / "journal")

    @contextmanager
    def run(
        self, report: IngestReport, extractor: str, sources: Iterable[str] = (), workers: str = ""
    ) -> Iterator[None]:
        """Record a run: that it begins, and when the block is left how it ended, with ``report`` as it is then.

        Raises `StoreError` where the journal cannot be written.
        """
        with _explained(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
            for name in (_RUNS, _FAILURES):
                _mend(self.folder / name)
            self._open = {row.failure.source: row for row in self.failures()}
            number = max((run.number for run in self.runs()), default=0) + 1
            begin = {
                "run": number,
                "began": _now(),
                "process": os.getpid(),
                "sources": [absolute(source) for source in sources],
                "workers": workers,
                "extractor": extractor,
            }
            _append(self.folder / _RUNS, begin)
        try:
            yield
        except BaseException:
            with suppress(StoreError):  # a full disk, say, is what ended the run: that error is the one to tell
                self._end(number, "stopped", report)
            raise
        with _explained(self.folder):
            self._rewrite()  # not where the run was stopped: what was taken for settled may not have been written
        self._end(number, "failed" if report.failures else "complete", report)

    def fail(self, failure: Failure, article: Article | None = None) -> None:
        """Note a failure, in place of an older one of the same source."""
        named = replace(failure, source=absolute(failure.source), container=absolute(failure.container))
        row = FailedArticle(named, _now(), article)
        self._open[named.source] = row
        with _explained(self.folder):
            _append(self.folder / _FAILURES, _line_of(row))

    def settle(self, source: str) -> None:
        """Note that what once failed is in the store now."""
        if self._open:
            self._open.pop(absolute(source), None)

    def failures(self) -> list[FailedArticle]:
        """What failed and has not succeeded since, in the order in which it first failed.

        Raises `StoreError` where a line has been edited so that it is no failure any more.
        """
        found: dict[str, FailedArticle] = {}
        path = self.folder / _FAILURES
        for number, record in _records(path):
            try:
                row = _failed(record)
            except (KeyError, TypeError, ValueError) as error:
                raise StoreError(f"{path}:{number}", f"is no failure: {error}", "mend the line, or delete it") from None
            found[row.failure.source] = row
        return list(found.values())

    def runs(self) -> list[PastRun]:
        """All runs, the first one first. Raises `StoreError` where the journal is damaged."""
        begun: dict[int, dict[str, Any]] = {}
        path = self.folder / _RUNS
        for number, record in _records(path):
            try:
                begun.setdefault(int(record["run"]), {"state": "killed", "ended": "", "report": {}}).update(record)
            except (KeyError, TypeError, ValueError):
                raise StoreError(f"{path}:{number}", "is no run", "delete the line") from None
        return [_past(number, record, latest=number == max(begun)) for number, record in sorted(begun.items())]

    def _end(self, number: int, state: str, report: IngestReport) -> None:
        summary = {key: value for key, value in report.to_dict().items() if key != "failures"}
        with _explained(self.folder):
            _append(self.folder / _RUNS, {"run": number, "ended": _now(), "state": state, "report": summary})

    def _rewrite(self) -> None:
        """Drop the lines of what has succeeded and of what has failed again since."""
        path = self.folder / _FAILURES
        lines = [json.dumps(_line_of(row), ensure_ascii=False) + "\n" for row in self._open.values()]
        new = path.with_name(path.name + ".new")
        new.write_text("".join(lines), encoding="utf-8")
        os.replace(new, path)


def _past(number: int, record: Mapping[str, Any], *, latest: bool) -> PastRun:
    running = latest and record["state"] == "killed" and _alive(record.get("process"))
    return PastRun(
        number=number,
        began=str(record.get("began", "")),
        ended=str(record["ended"]),
        state="running" if running else str(record["state"]),
        sources=tuple(record.get("sources", ())),
        workers=str(record.get("workers", "")),
        extractor=str(record.get("extractor", "")),
        report=record["report"],
    )


def _alive(process: object) -> bool:
    if not isinstance(process, int):
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # somebody else's
        return True
    return True


def _line_of(row: FailedArticle) -> dict[str, Any]:
    failure = row.failure
    line: dict[str, Any] = {
        "source": failure.source,
        "stage": failure.stage,
        "error": failure.error,
        "when": row.when,
    }
    if failure.container:
        line["container"] = failure.container
    if row.article is not None:
        article = asdict(row.article)
        article["published"] = row.article.published.isoformat() if row.article.published else None
        line["article"] = article
    return line


def _failed(line: Mapping[str, Any]) -> FailedArticle:
    article = None
    if line.get("article") is not None:
        fields = dict(line["article"])
        published = fields.get("published")
        article = Article(**{**fields, "published": dt.date.fromisoformat(published) if published else None})
    failure = Failure(str(line["source"]), str(line["stage"]), str(line["error"]), str(line.get("container", "")))
    return FailedArticle(failure, str(line.get("when", "")), article)


def _records(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """The lines of a file with their numbers; none where there is no file. Half a line at the end does not count."""
    try:
        text = path.read_text("utf-8", "surrogateescape")
    except FileNotFoundError:
        return
    except OSError as error:
        raise StoreError(str(path), f"cannot be read: {error.strerror}", "check its permissions") from None
    for number, line in enumerate(text[: text.rfind("\n") + 1].split("\n"), 1):
        if line.strip():
            try:
                record = json.loads(line)
            except ValueError as error:
                raise StoreError(f"{path}:{number}", f"is damaged: {error}", "delete the line") from None
            if not isinstance(record, dict):
                raise StoreError(f"{path}:{number}", "is damaged: it is no JSON object", "delete the line")
            yield number, record


def _append(path: Path, record: Mapping[str, Any]) -> None:
    line = json.dumps(record, ensure_ascii=False) + "\n"
    with open(path, "ab", buffering=0) as file:
        file.write(line.encode("utf-8", "backslashreplace"))


def _mend(path: Path) -> None:
    """Cut off half a line that a killed process left at the end."""
    path.touch()
    with open(path, "rb+") as file:
        end = file.seek(0, os.SEEK_END)
        tail = b""
        while end and b"\n" not in tail:
            start = max(0, end - (1 << 16))
            file.seek(start)
            tail = file.read(end - start)
            if b"\n" in tail:
                file.truncate(start + tail.rfind(b"\n") + 1)
                return
            end = start
        file.truncate(0)


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")


@contextmanager
def _explained(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        remedy = "free some space, check its permissions; what was written before is safe"
        raise StoreError(str(folder), f"cannot be written: {error.strerror}", remedy) from error
