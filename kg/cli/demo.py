"""kg demo: the bundled articles, three analyst's questions with their evidence, and a page to look at."""

import textwrap
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from kg.cli import console
from kg.cli.extract import report

if TYPE_CHECKING:
    from kg.store import Rows, Snapshot

FOLDER: Final = Path("kg-demo")
#: How many answers are shown to each question.
SHOWN: Final = 6


@dataclass(frozen=True, slots=True)
class Asked:
    """What an analyst wants to know: a question of the catalogue, and which of its columns make up an answer."""

    title: str
    question: str
    parameters: Mapping[str, str]
    head: tuple[str, ...]  #: columns that are one answer's headline
    details: tuple[str, ...] = ()  #: columns that are told by name


ASKED: Final = (
    Asked(
        "Which agreements bind CNES and Roscosmos?",
        "agreements-between",
        {"a": "agency:cnes", "b": "agency:roscosmos"},
        ("agreement_name",),
        ("type", "signed", "signers"),
    ),
    Asked(
        "Who has headed CNES?",
        "heads",
        {"agency": "agency:cnes"},
        ("person_name", "position"),
    ),
    Asked(
        "What is planned, and not confirmed by any article?",
        "planned",
        {},
        ("subject_name", "predicate", "object_name"),
    ),
)

_CONTENT: Final = """
SELECT ?articles ?entities ?claims WHERE {
  { SELECT (COUNT(?article) AS ?articles) WHERE { ?article a sc:Article } }
  { SELECT (COUNT(DISTINCT ?entity) AS ?entities) WHERE { ?entity sc:mentionedIn ?article } }
  { SELECT (COUNT(?claim) AS ?claims) WHERE { ?claim a sc:Claim } }
}
"""

_NEXT: Final = f"""\
Next:
  open {FOLDER}/view.html                              in any browser, offline
  kg queries                                          the questions that can be asked by name
  kg query --store {FOLDER}/store --name partners --param agency=CNES
  kg extract article.txt                              what an article of yours would yield
  kg ingest article.txt && kg view --out mine.html    a graph of your own, in ./kg-store"""


@click.command(short_help="Ingest the bundled articles, ask, draw.")
@click.pass_context
def demo(context: click.Context) -> None:
    """Ingest the bundled articles, answer three questions, write a page.

    Everything goes into ./kg-demo; running it again starts from what is there.
    """
    from kg.config import resource
    from kg.ingestion.journal import Journal
    from kg.ingestion.run import ingest
    from kg.resolution.dataset import kept
    from kg.store import EmbeddedStore, open_snapshot
    from kg.views.html import write_page
    from kg.views.network import load_network

    begin = time.perf_counter()
    FOLDER.mkdir(exist_ok=True)
    store, page = FOLDER / "store", FOLDER / "view.html"
    with (
        console.progress("reading the bundled articles") as progress,
        EmbeddedStore.open(store) as writer,
        kept(writer, store) as keeper,
    ):
        outcome = ingest(
            [str(resource("data/articles"))],
            writer,
            progress=lambda source, _: progress.step(Path(source).name),
            journal=Journal.of(store),
            keeper=keeper,
        )
    for failure in outcome.failures:
        report(failure)
    read = time.perf_counter()
    with open_snapshot(store) as snapshot:
        console.put(f"{summary(snapshot)} (read in {read - begin:.1f} s).")
        for number, asked in enumerate(ASKED, 1):
            console.put(f"\n{number}. {answer(snapshot, asked)}")
        drawing = time.perf_counter()
        network = load_network(snapshot)
    write_page(network, page)
    end = time.perf_counter()
    entities = console.counted(len(network.nodes), "entity", "entities")
    console.put(f"\n{page} shows {entities} and how they are linked (drawn in {end - drawing:.1f} s).")
    console.put(f"{end - begin:.1f} s in all.\n\n{_NEXT}")
    context.exit(1 if outcome.failures else 0)


def summary(snapshot: "Snapshot") -> str:
    """What the snapshot holds, in one line."""
    from kg.store import Rows

    rows = snapshot.query(_CONTENT)
    assert isinstance(rows, Rows)
    articles, entities, claims = rows[0]
    return f"{articles:,} articles speak of {entities:,} entities and state {claims:,} facts"


def answer(snapshot: "Snapshot", asked: Asked) -> str:
    """A question, the command that asks it, and the first answers, each with a sentence that says so."""
    from kg.queries import ask

    given = "".join(f" --param {name}={value}" for name, value in asked.parameters.items())
    parts = [f"{asked.title}\n   kg query --store {FOLDER}/store --name {asked.question}{given}"]
    found = told(ask(snapshot, asked.question, asked.parameters), asked)
    parts += [f"{headline}\n{quote}" for headline, quote in list(found.items())[:SHOWN]]
    if not found:
        parts.append("   No article says.")
    if len(found) > SHOWN:
        parts.append(f"   ... and {len(found) - SHOWN:,} more.")
    return "\n\n".join(parts)


def told(rows: "Rows", asked: Asked) -> dict[str, str]:
    """Answers in the order of the rows, each with the first sentence that states it and that article's date."""
    found: dict[str, str] = {}
    for row in rows.to_dicts():
        cells = {name: console.cell(value) for name, value in row.items()}
        details = [f"{name} {cells[name]}" for name in asked.details if cells[name]]
        headline = "; ".join([" ".join(filter(None, (cells[name] for name in asked.head))), *details])
        date = cells.get("published") or cells.get("attested") or "undated"
        found.setdefault(_wrapped(headline, "   "), _wrapped(f"“{cells['sentence']}” {date}", "      "))
    return found


def _wrapped(text: str, indent: str) -> str:
    return textwrap.fill(
        text, min(console.width(), 100), initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False
    )
