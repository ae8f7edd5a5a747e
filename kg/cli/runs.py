"""kg runs: the past runs of kg ingest on a store, and how each ended."""

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from kg.cli import console
from kg.cli.options import store_option, table_or_json
from kg.config import Place
from kg.ids import shorten

if TYPE_CHECKING:
    from kg.ingestion.journal import PastRun

_COLUMNS = ("run", "began", "seconds", "state", "read", "added", "replaced", "skipped", "failed", "facts", "activity")


@click.command(short_help="List past runs of kg ingest.")
@store_option
@table_or_json(
    "json: one object a run, with sources, workers, facts by predicate, the extractor's models and settings."
)
def runs(store: Place, form: str) -> None:
    """List past runs of kg ingest, the latest last.

    A run is complete, failed (some of its articles), stopped (by an error or an interrupt), killed, or running. The
    last one goes on where it was with kg ingest --resume. The activity names, in the graph, the program with its
    version, models and settings (prov:wasGeneratedBy of what the run wrote).
    """
    from kg.ingestion.journal import Journal
    from kg.store import check_store

    check_store(store)
    found = Journal.of(store).runs()
    if form == "json":
        for run in found:
            console.put(json.dumps({**asdict(run), "activity": run.activity}, ensure_ascii=False))
    elif found:
        console.put(console.grid(_COLUMNS, [_cells(run) for run in found]))
    else:
        console.say("no runs yet (kg ingest makes the first)")


def _cells(run: "PastRun") -> list[str]:
    began = run.began[:16].replace("T", " ")
    told = [
        str(run.report.get(name, "")) for name in ("seconds", "read", "added", "replaced", "skipped", "failed", "facts")
    ]
    return [str(run.number), began, told[0], run.state, *told[1:], shorten(run.activity)]
