"""kg demo: the bundled articles, three analyst's questions with their evidence, and a page to look at."""

import time
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from kg.cli import console

if TYPE_CHECKING:
    from kg.store import Rows, Snapshot

FOLDER: Final = Path("kg-demo")

#: What an analyst wants to know; the question of the catalogue, its parameters, and the columns that fit a terminal.
ASKED: Final[tuple[tuple[str, str, Mapping[str, str], tuple[str, ...]], ...]] = (
    (
        "Which agreements bind CNES and Roscosmos?",
        "agreements-between",
        {"a": "agency:cnes", "b": "agency:roscosmos"},
        ("agreement_name", "type", "signed", "signers", "sentence", "published"),
    ),
    (
        "Who has headed CNES, and when do articles say so?",
        "heads",
        {"agency": "agency:cnes"},
        ("person_name", "position", "attested", "sentence"),
    ),
    (
        "What is planned and not confirmed by any article?",
        "planned",
        {},
        ("subject_name", "predicate", "object_name", "sentence", "published"),
    ),
)
#: Rows shown of each answer.
SHOWN: Final = 6


@click.command()
def demo() -> None:
    """Ingest the bundled articles, answer three questions, write a page.

    Everything goes into ./kg-demo; running it again starts from what is there.
    """
    from kg.config import resource
    from kg.ingestion.run import ingest
    from kg.store import EmbeddedStore, open_snapshot
    from kg.views.html import write_page
    from kg.views.network import load_network

    begin = time.perf_counter()
    FOLDER.mkdir(exist_ok=True)
    store = FOLDER / "store"
    with console.progress("reading the bundled articles") as progress, EmbeddedStore.open(store) as writer:
        outcome = ingest(
            [str(resource("data/articles"))], writer, progress=lambda source, _: progress.step(Path(source).name)
        )
    for failure in outcome.failures:
        console.complain(f"{failure.source}: {failure.error}")
    read = time.perf_counter()
    with open_snapshot(store) as snapshot:
        console.put(
            f"{console.counted(outcome.articles, 'article')} read in {read - begin:.1f} s. {_summary(snapshot)}"
        )
        for number, (title, question, parameters, columns) in enumerate(ASKED, 1):
            answer(snapshot, number, title, question, parameters, columns)
        drawing = time.perf_counter()
        network = load_network(snapshot)
    page = FOLDER / "view.html"
    write_page(network, page)
    end = time.perf_counter()
    console.put(
        f"\n{page}: {len(network.nodes):,} entities and how they are linked, drawn in {end - drawing:.1f} s "
        f"({end - begin:.1f} s in all).\n"
    )
    console.put(_NEXT)


def answer(
    snapshot: "Snapshot",
    number: int,
    title: str,
    question: str,
    parameters: Mapping[str, str],
    columns: tuple[str, ...],
) -> None:
    """Ask one question and show the first rows of its answer, with the command that asks it."""
    from kg.queries import ask

    rows = ask(snapshot, question, parameters)
    given = "".join(f" --param {name}={value}" for name, value in parameters.items())
    console.put(f"\n{number}. {title}\n   kg query --store {FOLDER}/store --name {question}{given}\n")
    console.put(console.table(narrowed(rows, columns)) if len(rows) else "   (no article says)")
    if len(rows) > SHOWN:
        console.put(f"   ... and {len(rows) - SHOWN:,} more rows")


def narrowed(rows: "Rows", columns: tuple[str, ...]) -> "Rows":
    """The first rows, with only these columns."""
    from kg.store import Rows

    places = [rows.columns.index(column) for column in columns]
    return Rows(columns, tuple(tuple(row[place] for place in places) for row in rows.terms[:SHOWN]))


def _summary(snapshot: "Snapshot") -> str:
    from kg.store import Rows

    rows = snapshot.query(
        """
        SELECT ?entities ?claims WHERE {
          { SELECT (COUNT(DISTINCT ?entity) AS ?entities) WHERE { ?entity sc:mentionedIn ?article } }
          { SELECT (COUNT(?claim) AS ?claims) WHERE { ?claim a sc:Claim } }
        }
        """
    )
    assert isinstance(rows, Rows)
    entities, claims = rows[0]
    return f"They speak of {entities:,} entities and state {claims:,} facts."


_NEXT: Final = f"""\
Next:
  open {FOLDER}/view.html                                    in any browser, offline
  kg queries                                             the questions that can be asked by name
  kg query --store {FOLDER}/store --name partners --param agency=CNES
  kg extract article.txt                                 what an article of yours would yield
  kg ingest article.txt; kg view --out mine.html         a graph of your own, in ./kg-store"""
