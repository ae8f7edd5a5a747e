"""kg serve: the store as a web service, within limits that the operator chooses."""

import re
from pathlib import Path
from typing import Any, Final

import click

from kg.cli import console
from kg.cli.options import directory_option
from kg.errors import StoreError

_UNITS: Final = {"": 1, "K": 1024, "M": 1024**2, "G": 1024**3}


class Size(click.ParamType[int]):
    """A number of bytes, as ``512M`` or ``2G``."""

    name = "size"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The bytes. Wrong usage if it is no such number."""
        if isinstance(value, int):
            return value
        match = re.fullmatch(r"(\d+)([KMG]?)", str(value).upper())
        if match is None or int(match[1]) == 0:
            self.fail(f"{value!r} is not a size, as 512M or 2G", param, ctx)
        return int(match[1]) * _UNITS[match[2]]


_COUNT: Final = click.IntRange(min=1)


@click.command(short_help="Serve the store on the web: SPARQL, pages, questions.")
@directory_option
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at; 0.0.0.0 for all.")
@click.option("--port", type=click.IntRange(0, 65535), default=8080, show_default=True, help="0 takes any free one.")
@click.option("--root-path", default="", help="The path at which a reverse proxy shows the service, as /graph.")
@click.option(
    "--trusted-proxies",
    default="127.0.0.1",
    show_default=True,
    help="Addresses whose X-Forwarded-For and X-Forwarded-Proto are believed, separated by commas.",
)
@click.option(
    "--allow-service",
    "services",
    metavar="IRI",
    multiple=True,
    help="An endpoint that SERVICE in a query may name; repeatable. None by default.",
)
@click.option(
    "--review-token-file",
    "review_tokens",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Whoever sends a token of this file, one a line, may review facts. Nobody may by default.",
)
@click.option(
    "--prepare/--no-prepare",
    default=True,
    show_default=True,
    help="Work out answers about the whole of a large graph before they are asked for.",
)
@click.option("--deadline", type=click.FloatRange(min=0.1), default=30.0, show_default=True, help="Seconds a query.")
@click.option("--memory", type=Size(), default="1G", show_default=True, help="Memory a query.")
@click.option("--total-memory", type=Size(), default="4G", show_default=True, help="Memory of all queries that run.")
@click.option("--max-rows", type=_COUNT, default=1_000_000, show_default=True, help="Rows or triples an answer.")
@click.option("--max-bytes", type=Size(), default="64M", show_default=True, help="Bytes an answer.")
@click.option("--max-request", type=Size(), default="1M", show_default=True, help="Bytes a request's body.")
@click.option("--workers", type=_COUNT, show_default="processors, at least 4", help="Queries that start at once.")
@click.option("--queue", type=_COUNT, default=1024, show_default=True, help="Queries that may wait.")
@click.option(
    "--client-queue", type=_COUNT, default=256, show_default=True, help="Queries of one client that may wait."
)
def serve(
    store: Path,
    host: str,
    port: int,
    root_path: str,
    trusted_proxies: str,
    services: tuple[str, ...],
    review_tokens: Path | None,
    prepare: bool,
    workers: int | None,
    **chosen: Any,
) -> None:
    """Serve the store on the web: the SPARQL endpoint is at /sparql, read-only.

    Ingestion may go on meanwhile; what it publishes is served within a second. A query that goes beyond a limit is
    ended alone, and its client is told which limit that was. SIGTERM and Ctrl+C let queries that run end first.
    """
    from kg.server.limits import Limits, Settings
    from kg.server.running import serve as run

    if review_tokens is not None and not review_tokens.is_file():
        raise StoreError(
            str(review_tokens), "there is no such file", "write the tokens of reviewers into it, one a line"
        )
    limits = Limits(
        deadline=chosen["deadline"],
        memory=chosen["memory"],
        total_memory=chosen["total_memory"],
        rows=chosen["max_rows"],
        bytes=chosen["max_bytes"],
        request=chosen["max_request"],
        queue=chosen["queue"],
        client_queue=chosen["client_queue"],
        **({"workers": workers} if workers else {}),
    )
    settings = Settings(
        store, host, port, root_path.rstrip("/"), limits, frozenset(services), review_tokens, prepare, trusted_proxies
    )
    run(settings, lambda address: console.say(f"Serving {store} at {address} (Ctrl+C ends it)"))
