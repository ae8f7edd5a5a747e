"""kg ingest, kg load and kg remove: what changes a store."""

import re
from pathlib import Path
from typing import Final

import click

from kg.cli import console
from kg.cli.extract import report
from kg.cli.options import TEXT, store_option
from kg.ids import ID, PREFIXES, expand, shorten, slug

#: Below this lie the graphs that `kg load` makes where no other is named.
BACKGROUND: Final = ID + "graph/background/"

_NOT_IN_IRI: Final = re.compile(r"[\x00-\x20<>\"{}|\\^`]")


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
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
@click.pass_context
def ingest(context: click.Context, store: Path, jobs: int, sources: tuple[str, ...]) -> None:
    """Read articles, extract their facts and store them.

    SOURCE is a file (text, HTML, Markdown, JSON Lines), a folder, a glob, or - for standard input. An article that is
    in the store already is skipped if it is the same, and replaced as a whole if its text has changed. Articles that
    fail are named on stderr, the others are stored, and the exit status is 1.
    """
    from kg.ingestion.run import ingest as run
    from kg.store import EmbeddedStore

    with console.progress("ingesting") as progress, EmbeddedStore.open(store) as writer:
        outcome = run(sources, writer, jobs=jobs, progress=lambda source, _: progress.step(source))
    for failure in outcome.failures:
        report(failure)
    parts = [(outcome.added, "added"), (outcome.changed, "changed"), (outcome.unchanged, "unchanged")]
    if outcome.failures:
        parts.append((len(outcome.failures), "failed"))
    counts = ", ".join(f"{number:,} {what}" for number, what in parts)
    console.put(f"{console.counted(outcome.articles, 'article')}: {counts}")
    context.exit(1 if outcome.failures else 0)


@click.command(short_help="Load background RDF.")
@store_option
@click.option(
    "--graph",
    metavar="IRI",
    type=TEXT,
    help="The graph to fill, in full or with a known prefix. By default one a file, named after it.",
)
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
def load(store: Path, graph: str | None, files: tuple[Path, ...]) -> None:
    """Load background RDF: Turtle, N-Triples, N-Quads, TriG, RDF/XML or JSON-LD.

    It replaces what its graph held before and never mixes with what articles say. Nothing is loaded if one of the files
    cannot be read.
    """
    from kg.store import EmbeddedStore

    batches = {_graph_name(graph): list(files)} if graph is not None else _graph_a_file(files)
    with EmbeddedStore.open(store) as writer:
        for name, members in batches.items():
            changed = writer.load(name, members)
            console.put(f"{shorten(name)}: {'loaded' if changed else 'unchanged'}")


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
def remove(store: Path, articles: tuple[str, ...]) -> None:
    """Remove articles with all their facts.

    ARTICLE is its id, its URL, or its name in the graph (article:3f...); kg query --name articles lists them.
    """
    from kg.ingestion.removal import remove_article
    from kg.store import EmbeddedStore
    from kg.store.layout import Layout

    Layout(store).check()  # opening for writing would make the store
    with EmbeddedStore.open(store) as writer:
        for article in articles:
            console.put(f"{article}: removed {shorten(remove_article(writer, article))}")
