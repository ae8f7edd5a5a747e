"""kg load and kg remove: what changes a store besides ingestion."""

import re
from pathlib import Path
from typing import Final

import click

from kg.cli import console
from kg.cli.options import TEXT, store_option
from kg.config import Place
from kg.errors import StoreError
from kg.ids import ID, PREFIXES, expand, shorten, slug

#: Below this lie the graphs that `kg load` makes where no other is named.
BACKGROUND: Final = ID + "graph/background/"

_NOT_IN_IRI: Final = re.compile(r"[\x00-\x20<>\"{}|\\^`]")


@click.command(short_help="Load background RDF.")
@store_option
@click.option(
    "--graph",
    metavar="IRI",
    type=TEXT,
    help="The graph to fill, in full or with a known prefix. By default one a file, named after it.",
)
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
def load(store: Place, graph: str | None, files: tuple[Path, ...]) -> None:
    """Load background RDF: Turtle, N-Triples, N-Quads, TriG, RDF/XML or JSON-LD.

    It replaces what its graph held before and never mixes with what articles say. Nothing is loaded if one of the files
    cannot be read.
    """
    from kg.resolution.dataset import kept
    from kg.store import open_store

    batches = {_graph_name(graph): list(files)} if graph is not None else _graph_a_file(files)
    with open_store(store) as writer, kept(writer, store, new=False) as keeper:
        for name, members in batches.items():
            changed = writer.load(name, members)
            console.put(f"{shorten(name)}: {'loaded' if changed else 'unchanged'}")
        if keeper is not None:
            keeper.book.written.update(batches)
            keeper.publish()


def _graph_a_file(files: tuple[Path, ...]) -> dict[str, list[Path]]:
    batches: dict[str, list[Path]] = {}
    for file in files:
        name = BACKGROUND + slug(file.stem)
        if name in batches:
            raise click.UsageError(f"{batches[name][0]} and {file} would fill the same graph: name one with --graph")
        batches[name] = [file]
    return batches


def _graph_name(text: str) -> str:
    name = expand(text)
    if name.startswith((PREFIXES["article"], ID + "graph/")) and not name.startswith(BACKGROUND):
        raise click.BadParameter(f"{text} belongs to the program: name another graph", param_hint="--graph")
    if "://" not in name and not name.startswith("urn:"):
        raise click.BadParameter(f"{text!r} is no IRI: as in --graph {BACKGROUND}{slug(text)}", param_hint="--graph")
    if _NOT_IN_IRI.search(name):
        raise click.BadParameter(f"{text!r} is no IRI: it holds a sign that no IRI may hold", param_hint="--graph")
    return name


@click.command(short_help="Remove articles with all their facts.")
@store_option
@click.argument("articles", metavar="ARTICLE...", type=TEXT, nargs=-1, required=True)
@click.pass_context
def remove(context: click.Context, store: Place, articles: tuple[str, ...]) -> None:
    """Remove articles with all their facts.

    ARTICLE is its id, its URL, or its name in the graph (article:3f...); kg query --name articles lists them. Those
    that are not there are named on stderr, the others are removed, and the exit status is 1.
    """
    from kg.ingestion.journal import Journal
    from kg.ingestion.removal import remove_articles
    from kg.resolution.dataset import kept
    from kg.store import check_store, open_store

    check_store(store)  # opening for writing would make the store
    with open_store(store) as writer, kept(writer, store, new=False) as keeper:
        outcomes = remove_articles(writer, articles, Journal.of(store), keeper)
    for article, outcome in zip(articles, outcomes, strict=True):
        if isinstance(outcome, StoreError):
            console.complain(str(outcome))
        else:
            console.put(f"{article}: removed {shorten(outcome)}")
    context.exit(1 if any(isinstance(outcome, StoreError) for outcome in outcomes) else 0)
