"""kg query and kg queries: an answer in SPARQL, from a file, or to a named question."""

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli import console
from kg.cli.options import TEXT, canonical_option, read_store, store_option
from kg.config import Place
from kg.errors import QueryError

if TYPE_CHECKING:
    from kg.store import Rows, Triples

FORMATS = ("table", "csv", "tsv", "json", "xml", "turtle")


def _parameters(context: click.Context, parameter: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    given: dict[str, str] = {}
    for text in values:
        name, equals, value = text.partition("=")
        if not equals or not name:
            raise click.BadParameter(f"{text!r} is not of the form name=value")
        if name in given:
            raise click.BadParameter(f"{name} is given twice")
        given[name] = value
    return given


@click.command(short_help="Answer a SPARQL query or a named question.")
@store_option
@canonical_option
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="table",
    show_default=True,
    help="table is for people; turtle is for CONSTRUCT and DESCRIBE.",
)
@click.option("--file", "file", metavar="F.rq", help="Read the SPARQL query from a file, - for standard input.")
@click.option("--name", "name", metavar="NAME", type=TEXT, help="Ask a named question; kg queries lists them.")
@click.option(
    "--param",
    "parameters",
    metavar="K=V",
    type=TEXT,
    multiple=True,
    callback=_parameters,
    help="A parameter of the named question; repeatable.",
)
@click.argument("sparql", type=TEXT, required=False)
def query(
    store: Place,
    canonical: bool | None,
    form: str,
    file: str | None,
    name: str | None,
    parameters: dict[str, str],
    sparql: str | None,
) -> None:
    """Answer a query in SPARQL, from a file, or a named question.

    The usual prefixes are known without declaring them: sc:, agency:, person:, country:, agreement:, rdfs:, ...
    A named question is answered over canonical entities, where kg ingest made them; SPARQL sees the names that each
    article uses, unless --canonical is given.

    \b
    kg query 'SELECT ?name WHERE { ?a a sc:Agency ; rdfs:label ?name }'
    kg query --name partners --param agency=agency:cnes
    """
    if sum(given is not None for given in (sparql, file, name)) != 1:
        raise click.UsageError("give one of: a SPARQL query, --file F.rq, --name NAME")
    if parameters and name is None:
        raise click.UsageError("--param belongs to a named question: give --name too")
    text = _read(file) if file is not None else sparql
    with read_store(store, canonical=bool(canonical) if name is None else canonical) as snapshot:
        if name is not None:
            from kg.queries import ask

            show(ask(snapshot, name, parameters), form)
        else:
            show(snapshot.query(text or ""), form)


def _read(file: str) -> str:
    try:
        return sys.stdin.read() if file == "-" else Path(file).read_text("utf-8")
    except UnicodeDecodeError:
        raise QueryError(file, "is not UTF-8 text", "save the query as UTF-8") from None
    except OSError as error:
        raise QueryError(file, f"cannot be read: {error.strerror}", "check the path") from None


def show(answer: "Rows | Triples | bool", form: str) -> None:
    """Print an answer. A format that does not fit its kind is wrong usage."""
    from kg.store import Rows

    if isinstance(answer, bool):
        _show_truth(answer, form)
    elif isinstance(answer, Rows):
        if form == "turtle":
            raise click.UsageError(
                "turtle is for CONSTRUCT and DESCRIBE; this query gives rows (use csv, tsv, json, xml)"
            )
        if form != "table":
            console.put(answer.serialize(form))
        elif len(answer):
            console.put(console.table(answer))
            console.say(console.counted(len(answer), "row"))
        else:
            console.say("no rows")
    else:
        if form in ("csv", "tsv"):
            raise click.UsageError(f"{form} is for SELECT; this query gives triples (use turtle, json, xml)")
        console.put(answer.serialize("turtle" if form == "table" else form))


def _show_truth(answer: bool, form: str) -> None:
    word = str(answer).lower()
    if form == "json":
        console.put(f'{{"head": {{}}, "boolean": {word}}}')
    elif form == "xml":
        console.put(
            '<?xml version="1.0"?>'
            f'<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head/><boolean>{word}</boolean></sparql>'
        )
    elif form == "turtle":
        raise click.UsageError("turtle is for CONSTRUCT and DESCRIBE; this query gives true or false (use json, xml)")
    else:
        console.put(word)


@click.command(short_help="List the named questions.")
@click.argument("name", type=TEXT, required=False)
def queries(name: str | None) -> None:
    """List the named questions, or tell all about the one called NAME."""
    from kg.queries import QUESTIONS, question

    if name is None:
        for each in QUESTIONS.values():
            parameters = " ".join(f"{p.name}=" if p.required else f"[{p.name}=]" for p in each.params)
            console.put(f"{each.name} {parameters}".rstrip() + f"\n    {each.title}: {each.answers}")
        return
    asked = question(name)
    console.put(f"{asked.title}\n{asked.answers}\n")
    if asked.params:
        rows = [
            [
                p.name,
                p.type,
                "required" if p.required else f"default {p.default}" if p.default else "optional",
                p.description,
            ]
            for p in asked.params
        ]
        console.put(console.grid(["parameter", "type", "", "meaning"], rows) + "\n")
    console.put("columns: " + " ".join(asked.columns))
    given = "".join(f" --param {shlex.quote(f'{key}={value}')}" for key, value in asked.example.items())
    console.put(f"example: kg query --name {asked.name}{given}")
