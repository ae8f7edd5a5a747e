"""kg network: who is central, who brokers, who belongs together, and what changed from one period to the next."""

import json
from dataclasses import asdict

import click

from kg.cli import console
from kg.cli.options import canonical_option, read_store, store_option, table_or_json
from kg.config import Place

_YEAR = click.IntRange(1, 9999)


@click.command(short_help="Measure the network of agencies, organisations and countries.")
@store_option
@canonical_option
@table_or_json("json: an object a line.")
@click.option("--since", metavar="YEAR", type=_YEAR, help="Only what was published in this year or later.")
@click.option("--until", metavar="YEAR", type=_YEAR, help="Only what was published in this year or earlier.")
@click.option(
    "--change", "year", metavar="YEAR", type=_YEAR, help="Compare what was published before this year with the rest."
)
@click.option("--limit", metavar="N", type=click.IntRange(min=1), default=20, show_default=True, help="Show at most N.")
def network(
    store: Place,
    canonical: bool | None,
    form: str,
    since: int | None,
    until: int | None,
    year: int | None,
    limit: int,
) -> None:
    """Measure the network of agencies, organisations and countries, the most central first.

    Two are linked by each agreement to which both are parties and each project in which both take part. betweenness is
    the share of shortest paths that lead over somebody, brokerage how little their partners are linked among
    themselves (both 0 to 1); a community is numbered from the largest on. With --change: partners won and lost. An
    agreement of which several articles tell makes one tie where kg ingest made canonical entities, unless --as-written
    is given.

    \b
    kg network
    kg network --change 2020
    """
    from kg.views.measures import changes, measure
    from kg.views.network import load_network

    with read_store(store, canonical=canonical) as snapshot:
        if year is None:
            rows = [asdict(row) for row in measure(load_network(snapshot, since=since, until=until))]
        else:
            before = load_network(snapshot, since=since, until=year - 1)
            after = load_network(snapshot, since=year, until=until)
            rows = [asdict(row) for row in changes(before, after)]
    if form == "json":
        for row in rows[:limit]:
            console.put(json.dumps(row, ensure_ascii=False))
    elif rows:
        console.put(console.grid(list(rows[0]), [[_cell(value) for value in row.values()] for row in rows[:limit]]))
        console.say(console.counted(len(rows), "actor"))
    else:
        console.say("nobody is linked to anybody")


def _cell(value: object) -> str:
    return ", ".join(value) if isinstance(value, tuple) else str(value)
