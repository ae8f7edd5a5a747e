"""kg stats and kg validate: what a store holds, and whether it has the shape that it should have."""

from typing import Final

import click

from kg.cli import console
from kg.cli.options import read_store, store_option
from kg.config import Place
from kg.ids import PREFIXES, shorten

_COUNTS: Final = (
    """
    SELECT ?articles ?entities ?linked ?claims ?sentences WHERE {
      { SELECT (COUNT(?article) AS ?articles) WHERE { ?article a sc:Article } }
      { SELECT (COUNT(DISTINCT ?entity) AS ?entities) WHERE { ?entity sc:mentionedIn ?article } }
      { SELECT (COUNT(DISTINCT ?entity) AS ?linked) WHERE { ?entity sc:mentionedIn ?article ; skos:exactMatch ?same } }
      { SELECT (COUNT(?claim) AS ?claims) WHERE { ?claim a sc:Claim } }
      { SELECT (COUNT(?sentence) AS ?sentences) WHERE { ?sentence a sc:Sentence } }
    }
    """,
    """
    SELECT ?type (COUNT(DISTINCT ?entity) AS ?entities) WHERE {
      ?entity sc:mentionedIn ?article ; a ?class .
      FILTER(STRSTARTS(STR(?class), STR(sc:)))
      BIND(STRAFTER(STR(?class), STR(sc:)) AS ?type)
    } GROUP BY ?type ORDER BY DESC(?entities) ?type
    """,
    """
    SELECT ?predicate (SUM(?yes) AS ?asserted) (SUM(?plan) AS ?planned) (SUM(?no) AS ?negated) WHERE {
      ?claim a sc:Claim ; rdf:predicate ?property ; sc:modality ?how .
      BIND(STRAFTER(STR(?property), STR(sc:)) AS ?predicate)
      BIND(IF(?how = sc:asserted, 1, 0) AS ?yes)
      BIND(IF(?how = sc:planned, 1, 0) AS ?plan)
      BIND(IF(?how = sc:negated, 1, 0) AS ?no)
    } GROUP BY ?predicate ORDER BY DESC(?asserted) ?predicate
    """,
)


@click.command(short_help="Count what the store holds.")
@store_option
def stats(store: Place) -> None:
    """Count what the store holds: articles, entities by type, claims by predicate and modality."""
    from kg.store import Rows

    with read_store(store) as snapshot:
        for number, sparql in enumerate(_COUNTS):
            rows = snapshot.query(sparql)
            if isinstance(rows, Rows) and len(rows):
                console.put(("\n" if number else "") + console.table(rows))


@click.command(short_help="Check the graph against its shapes.")
@store_option
@click.pass_context
def validate(context: click.Context, store: Place) -> None:
    """Check each article's graph against the shapes of ontology/shapes.ttl.

    Each violation is one line: the article, the node, and what should hold of it. The exit status is 1 if there are
    any. Reference and background data are not checked, because the shapes are about what articles say.
    """
    from kg.shapes import validate as run

    found = 0
    with read_store(store) as snapshot, console.progress("validating") as progress:
        articles = [name for name in snapshot.graphs() if name.startswith(PREFIXES["article"])]
        for article in articles:
            progress.step(shorten(article))
            # one by one: two articles may well say different things of the same agreement
            for violation in run(snapshot.quads(article)):
                found += 1
                console.put(f"{shorten(article)}: {violation}")
    violations = console.counted(found, "violation") if found else "no violations"
    console.say(f"{console.counted(len(articles), 'article')}: {violations}")
    context.exit(1 if found else 0)
