"""kg view and kg export: the graph as a web page, and as files that other programs read."""

from pathlib import Path
from typing import Final

import click

from kg.cli import console
from kg.cli.options import TEXT, canonical_option, read_store, store_option
from kg.config import Place

_YEAR: Final = click.IntRange(1, 9999)


@click.command(short_help="Write a web page that works offline.")
@store_option
@canonical_option
@click.option("--out", metavar="F.html", type=click.Path(path_type=Path), required=True, help="The page to write.")
@click.option(
    "--about", metavar="ENTITY", type=TEXT, help="Only this entity and its neighbours: a name, or agency:cnes."
)
@click.option("--since", metavar="YEAR", type=_YEAR, help="Only what was published in this year or later.")
@click.option("--until", metavar="YEAR", type=_YEAR, help="Only what was published in this year or earlier.")
def view(
    store: Place, canonical: bool | None, out: Path, about: str | None, since: int | None, until: int | None
) -> None:
    """Write one web page that shows the graph, works offline and needs no server.

    Nodes by type, edges by what links them; a click shows the facts, each with its sentence and its article.
    One node is one thing over all articles where kg ingest made canonical entities, unless --as-written is given.
    """
    from kg.views.html import write_page
    from kg.views.network import load_network

    if since is not None and until is not None and since > until:
        raise click.UsageError(f"--since {since} is after --until {until}")
    with read_store(store, canonical=canonical) as snapshot:
        network = load_network(snapshot, about=about, since=since, until=until)
    write_page(network, out)
    entities = console.counted(len(network.nodes), "entity", "entities")
    console.put(f"{out}: {entities}, {console.counted(len(network.edges), 'edge')}")


@click.command(short_help="Write the graph to a file for other programs.")
@store_option
@canonical_option
@click.option(
    "--out",
    metavar="F",
    type=click.Path(path_type=Path),
    required=True,
    help="The file to write; its suffix says the format: .ttl .nq .trig .jsonld .nt .rdf (everything, with evidence), "
    ".graphml .gexf .csv (the network of entities).",
)
def export(store: Place, canonical: bool | None, out: Path) -> None:
    """Write the graph to a file that other programs read.

    GraphML and GEXF open in Gephi, yEd and Cytoscape; CSV is a list of edges. The file is written as a whole or not at
    all. The names are those that each article uses, unless --canonical is given.
    """
    from kg.views.export import NETWORK_WRITERS, RDF_FORMATS
    from kg.views.export import export as write

    known = (*RDF_FORMATS, *NETWORK_WRITERS)
    if out.suffix.removeprefix(".").lower() not in known:
        names = " ".join(f".{name}" for name in known)
        raise click.BadParameter(f"{out}: unknown suffix {out.suffix!r}, use one of {names}", param_hint="--out")
    with read_store(store, canonical=bool(canonical)) as snapshot:
        write(snapshot, out)
    console.put(f"{out}: {console.counted(out.stat().st_size, 'byte')}")
