"""kg ingest: articles into the store, once or as they come, with an account of what became of them."""

import json
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli import console
from kg.cli.options import TEXT, store_option
from kg.cli.telling import Teller, telling
from kg.config import Place
from kg.errors import KgError, StoreError

if TYPE_CHECKING:
    from kg.ingestion.fetch import FetchSettings
    from kg.ingestion.journal import Journal
    from kg.ingestion.parallel import Workers
    from kg.ingestion.report import IngestReport

_FILE = click.Path(path_type=Path)
_SECONDS = click.FloatRange(min=0.05)


@click.command(short_help="Read articles and store their facts.")
@store_option
@click.option(
    "--jobs",
    metavar="N",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    help="Processes that share the extraction; each holds its own models (some 300 MB).",
)
@click.option(
    "--cluster",
    metavar="ADDRESS",
    type=TEXT,
    help="A Dask scheduler, as tcp://host:8786, whose workers share the extraction. Needs the extra [cluster].",
)
@click.option("--watch", metavar="FOLDER", type=_FILE, help="Ingest what comes into a folder, until interrupted.")
@click.option("--every", metavar="SECONDS", type=_SECONDS, default=5.0, help="How often --watch looks; 5 by default.")
@click.option("--retry-failed", is_flag=True, help="Try again what failed and has not succeeded since.")
@click.option("--resume", is_flag=True, help="Go on with the last run, if it did not come to its end.")
@click.option("--report", "file", metavar="F.json", type=_FILE, help="Write the final report to a file as well.")
@click.option("--log-json", is_flag=True, help="Tell everything on stderr as JSON, one object a line.")
@click.option(
    "--log-every",
    metavar="SECONDS",
    type=_SECONDS,
    default=10.0,
    help="How often a line tells of the progress where there is no terminal; 10 by default.",
)
@click.option(
    "--allow-private-addresses",
    is_flag=True,
    help="Fetch from addresses that are not public (loopback, private, link-local) as well.",
)
@click.argument("sources", metavar="[SOURCE]...", nargs=-1)
@click.pass_context
def ingest(
    context: click.Context,
    store: Place,
    jobs: int,
    cluster: str | None,
    watch: Path | None,
    every: float,
    retry_failed: bool,
    resume: bool,
    file: Path | None,
    log_json: bool,
    log_every: float,
    allow_private_addresses: bool,
    sources: tuple[str, ...],
) -> None:
    """Read articles, extract their facts and store them.

    SOURCE is a file, a folder, a glob, an address, or - for standard input; text, HTML, Markdown, PDF, mail, JSON
    Lines, JSON, CSV, feeds, sitemaps, lists of addresses and WARC are read, also packed. An article that is in the
    store already is skipped if it is the same, and replaced as a whole if its text has changed. Articles that fail are
    named on stderr at once, the others are stored, and the exit status is 1; journal/failures.jsonl in the store keeps
    them for --retry-failed. Killed at any instant, the same command goes on where it was.
    """
    from kg.ingestion.counting import count_articles
    from kg.ingestion.fetch import FetchSettings
    from kg.ingestion.journal import Journal

    if sum([bool(sources), watch is not None, retry_failed, resume]) != 1:
        raise click.UsageError("give SOURCE..., or one of --watch, --retry-failed and --resume")
    if cluster and jobs > 1:
        raise click.UsageError("--cluster has its own processes: leave out --jobs")
    journal = Journal.of(store)
    settings = FetchSettings(allow_private_addresses, memory=journal.folder / "pages.sqlite")
    given = _unfinished(store, journal) if resume else sources
    if resume and not given:
        console.say("the last run came to its end: there is nothing to resume")
        return
    total = count_articles(given) if given and sys.stderr.isatty() else None
    with (
        telling("ingesting", total=total, as_json=log_json, every=log_every) as teller,
        _told(context, teller, log_json),
        _workers(cluster) as workers,
    ):
        task = _Task(store, journal, jobs, workers, settings, teller, file)
        if watch is not None:
            failed = _watch(task, watch, every)
        elif retry_failed:
            failed = task.retry()
        else:
            failed = task.read(given)
    context.exit(1 if failed else 0)


@dataclass(frozen=True, slots=True)
class _Task:
    """One call of the command: what its runs share."""

    store: Place
    journal: "Journal"
    jobs: int
    workers: "Workers | None"
    settings: "FetchSettings"
    teller: Teller
    file: Path | None

    def read(self, sources: Sequence[str]) -> bool:
        """Ingest sources; whether anything failed."""
        from kg.ingestion.run import ingest as run
        from kg.resolution.dataset import kept
        from kg.store import open_store

        self.teller.event("begin", store=str(self.store), sources=list(sources))
        with open_store(self.store) as writer, kept(writer, self.store) as keeper:
            report = run(
                sources,
                writer,
                jobs=self.jobs,
                workers=self.workers,
                progress=self.teller.article,
                failed=self.teller.failure,
                journal=self.journal,
                settings=self.settings,
                keeper=keeper,
            )
        return self._end(report)

    def retry(self) -> bool:
        """Ingest what failed; whether anything failed again."""
        from kg.ingestion.retry import read_failed
        from kg.ingestion.run import Extractor, ingest_articles, write_reference
        from kg.resolution.dataset import kept
        from kg.store import check_store, open_store

        check_store(self.store)
        self.teller.event("begin", store=str(self.store), sources=[], retry=True)
        with open_store(self.store) as writer, kept(writer, self.store) as keeper:
            write_reference(writer)
            report = ingest_articles(
                read_failed(self.journal, writer, self.settings),
                writer,
                Extractor.default(),
                jobs=self.jobs,
                workers=self.workers,
                progress=self.teller.article,
                failed=self.teller.failure,
                journal=self.journal,
                keeper=keeper,
            )
        return self._end(report)

    def _end(self, report: "IngestReport") -> bool:
        from kg.views.files import whole_file

        if self.file is not None:
            with whole_file(self.file) as file:
                file.write(json.dumps(report.to_dict(), ensure_ascii=False, indent=1).encode() + b"\n")
        self.teller.event("end", **report.to_dict())
        console.put("\n".join(summary(report)))
        return bool(report.failures)


def summary(report: "IngestReport") -> Iterator[str]:
    """The final report for people."""
    counts = [(report.added, "added"), (report.changed, "changed"), (report.unchanged, "unchanged")]
    if report.failures:
        counts.append((len(report.failures), "failed"))
    told = ", ".join(f"{number:,} {what}" for number, what in counts)
    yield f"{console.counted(report.articles, 'article')}: {told}"
    for reason, number in report.reasons.items():
        yield f"  failed {number:,} x {reason}"
    if report.extracted:
        facts = ", ".join(f"{name} {number:,}" for name, number in report.facts.most_common())
        yield f"  {console.counted(report.facts.total(), 'fact')}" + (f": {facts}" if facts else "")
        entities = console.counted(report.new_entities, "new entity", "new entities")
        copies = console.counted(report.copies, "copy", "copies")
        yield f"  {entities}; {copies} of other articles in the store; {report.seconds:.1f} s"


def _watch(task: _Task, folder: Path, every: float) -> bool:
    """Ingest what comes into a folder until interrupted; whether anything failed."""
    from kg.ingestion.watch import DropFolder

    drop, failed, said = DropFolder(folder), False, ""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # how services are ended
    try:
        while True:
            files = drop.ready()
            try:
                if files:
                    failed |= task.read([str(file) for file in files])
                    drop.take(files)
                said = ""
            except StoreError as error:  # somebody else is writing, the disk is full: the files wait
                if str(error) != said:
                    task.teller.warning(str(error))
                said = str(error)
            time.sleep(every)
    except KeyboardInterrupt:
        return failed


def _unfinished(store: Place, journal: "Journal") -> tuple[str, ...]:
    """The sources of the last run if it did not come to its end."""
    from kg.store import check_store

    check_store(store)
    runs = journal.runs()
    if not runs or runs[-1].state not in ("killed", "stopped"):
        return ()
    if not runs[-1].sources or "-" in runs[-1].sources:
        raise KgError("--resume", "the last run read what cannot be read again", "give its sources, or --retry-failed")
    return runs[-1].sources


@contextmanager
def _workers(cluster: str | None) -> "Iterator[Workers | None]":
    if cluster is None:
        yield None
        return
    from kg.ingestion import cluster as dask
    from kg.ingestion.run import Extractor

    with dask.cluster(cluster, Extractor.default().label) as workers:
        yield workers


@contextmanager
def _told(context: click.Context, teller: Teller, as_json: bool) -> Iterator[None]:
    """Where machines listen, the error that ends the command is JSON too."""
    try:
        yield
    except KgError as error:
        if not as_json:
            raise
        teller.event("error", message=str(error))
        context.exit(1)
