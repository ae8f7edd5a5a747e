"""kg evaluate: how well annotated articles are read, and whether that is worse than it was."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from kg.cli import console

if TYPE_CHECKING:
    from kg.evaluation import Error, Report

_COLUMNS: Final = ("", "precision", "recall", "F1", "right", "wrong", "missed")


@click.command(short_help="Score the extractor on annotated articles.")
@click.option("--errors", metavar="N", type=click.IntRange(min=0), default=0, help="Also list the first N errors.")
@click.option("--json", "as_data", is_flag=True, help="One JSON object instead of tables.")
@click.option(
    "--baseline",
    metavar="F",
    type=click.Path(path_type=Path),
    help="Compare with the scores in F; exit status 1 if one is lower by more than the tolerance stated there.",
)
@click.argument("gold", metavar="GOLD", type=click.Path(path_type=Path))
@click.pass_context
def evaluate(context: click.Context, errors: int, as_data: bool, baseline: Path | None, gold: Path) -> None:
    """Read the articles of the folder GOLD and compare with their annotation.

    Precision, recall and F1 of mentions, entities, linking, facts and core facts (who cooperates, signs, leads, holds
    which position), of each entity type and predicate, and of facts by modality and by the articles' style, by the
    rules of data/gold/README.md. Articles that could not be extracted are named on stderr and count as missed, and the
    exit status is 1.
    """
    from extractors.adapter import extract_articles, extractor_label
    from extractors.gazetteer import load_gazetteer
    from kg.baseline import corpus_hash, measure, read_baseline
    from kg.cli.extract import report as complain_of
    from kg.evaluation import evaluate as score
    from kg.evaluation import load_gold
    from kg.model import Failure

    expected = read_baseline(baseline) if baseline else None
    articles = load_gold(gold)
    extractions, failed = [], False
    with console.progress("reading") as progress:
        for result in extract_articles(x.article for x in articles):
            if isinstance(result, Failure):
                complain_of(result)
                failed = True
            else:
                progress.step(result.article.id)
                extractions.append(result)
    report = score(articles, extractions, load_gazetteer().iri_of)
    console.put(_data(report, errors, extractor_label()) if as_data else _tables(report, errors))
    if expected:
        troubles = expected.shortfalls(measure(articles, extractions))
        if corpus_hash(gold) != expected.corpus:
            troubles.insert(0, f"{baseline} was measured on other gold articles than those in {gold}")
        for trouble in troubles:
            console.complain(trouble)
        failed = failed or bool(troubles)
    context.exit(1 if failed else 0)


def _data(report: "Report", errors: int, reader: str) -> str:
    listed = [
        {"article": e.article, "kind": e.kind, "fact": list(e.fact), "names": list(e.names), "sentence": e.sentence}
        for e in report.errors[:errors]
    ]
    data: dict[str, Any] = {"reader": reader, **report.to_json()}
    return json.dumps(data | ({"errors": listed} if errors else {}), ensure_ascii=False, indent=1)


def _tables(report: "Report", errors: int) -> str:
    figures = report.to_json()
    kinds = ("entity:", "modality:", "style:")
    predicates = [name for name in figures["groups"] if not name.startswith(kinds)]

    def rows(kind: str) -> list[tuple[str, dict[str, float]]]:
        return [(name.removeprefix(kind), row) for name, row in figures["groups"].items() if name.startswith(kind)]

    totals = [(name, figures[name]) for name in ("mentions", "entities", "linking", "facts", "core")]
    parts = [
        _table(report.articles, totals),
        _table("type", rows("entity:")),
        _table("predicate", [(name, figures["groups"][name]) for name in predicates]),
        _table("modality", rows("modality:")),
        _table("style", rows("style:")),
    ]
    if errors:
        parts.append(console.lines(map(_error, report.errors[:errors])))
    return "\n\n".join(parts)


def _table(title: str | int, rows: Iterable[tuple[str, dict[str, float]]]) -> str:
    head = console.counted(title, "article") if isinstance(title, int) else title
    cells = [
        [name, *(f"{row[k]:.3f}" for k in ("precision", "recall", "f1")), *(f"{row[k]}" for k in ("tp", "fp", "fn"))]
        for name, row in rows
    ]
    return console.grid((head, *_COLUMNS[1:]), cells)


def _error(error: "Error") -> str:
    _, predicate, _, modality = error.fact
    subject, object = error.names
    expected = "came" if error.kind == "wrong" else "expected"
    return console.clean(
        f"{error.article}: {error.kind}: {expected} {subject} {predicate} {object} ({modality}) | {error.sentence}"
    )
