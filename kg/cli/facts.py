"""kg conflicts and kg life: facts over all articles that exclude each other, and the steps of an agreement's life."""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from kg.cli import console
from kg.cli.identity import reading
from kg.cli.options import TEXT, store_option
from kg.config import Place
from kg.errors import QueryError
from kg.ids import expand, shorten

if TYPE_CHECKING:
    from kg.resolution.facts import Fact, Statement

_FORMAT = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="json: an object a line.",
)


@click.command(short_help="List facts that exclude each other.")
@store_option
@_FORMAT
def conflicts(store: Place, form: str) -> None:
    """List what articles contradict each other on: dates, what one asserts and another denies, two heads at a time.

    Each fact comes with the number of articles and of independent sources (copies of one text count once), and with its
    sentences. Nothing is decided here.
    """
    from kg.resolution import all_canonical
    from kg.resolution.conflicts import conflicts as find
    from kg.resolution.facts import canonical_facts

    with reading(store) as (index, snapshot):
        entities = list(all_canonical(index))
        names = {entity.id: entity.name for entity in entities}
        found = find(canonical_facts(snapshot, entities))
    for conflict in found:
        if form == "json":
            facts = [_plain(fact, names) for fact in conflict.facts]
            console.put(json.dumps({"kind": conflict.kind, "facts": facts}, ensure_ascii=False))
        else:
            console.put(f"{conflict.kind}:")
            for fact in conflict.facts:
                console.put("\n".join(_told(fact, names)))
    if form == "text":
        console.say(console.counted(len(found), "conflict"))


@click.command(short_help="Tell the life of an agreement.")
@store_option
@_FORMAT
@click.argument("agreement", type=TEXT)
def life(store: Place, form: str, agreement: str) -> None:
    """Tell the life of an agreement: announced, signed, in force, amended, suspended, ended, with the sentences.

    AGREEMENT is its canonical name (agreement:…, see kg entities --type Agreement) or IRI, or that of an article.
    """
    from kg.resolution import all_canonical
    from kg.resolution.facts import canonical_facts
    from kg.resolution.lifecycle import life_of

    iri = expand(agreement)
    with reading(store) as (index, snapshot):
        entities = list(all_canonical(index))
        meant = [entity for entity in entities if iri == entity.id] or [
            entity for entity in entities if any(iri == member for _, member in entity.members)
        ]
        if not meant or meant[0].type != "Agreement":
            remedy = "kg entities --type Agreement lists them"
            raise QueryError(f"agreement {agreement!r}", "there is none of that name", remedy)
        events = life_of(meant[0], canonical_facts(snapshot, entities), snapshot)
    for event in events:
        if form == "json":
            row = {"step": event.step, "when": event.when, "exact": event.exact}
            console.put(json.dumps(row | {"statements": _statements(event.statements)}, ensure_ascii=False))
        else:
            console.put(f"{event.when or 'undated'}{'' if event.exact else ' (by then)'}  {event.step}")
            console.put("\n".join(_quoted(event.statements)))


def _plain(fact: "Fact", names: dict[str, str]) -> dict[str, object]:
    return {
        "subject": fact.subject,
        "name": names.get(fact.subject, ""),
        "predicate": fact.predicate,
        "object": fact.object,
        "modality": fact.modality,
        "articles": fact.articles,
        "sources": fact.sources,
        "statements": _statements(fact.statements),
    }


def _statements(statements: "tuple[Statement, ...]") -> list[dict[str, str]]:
    return [{"article": s.article_id, "published": s.day, "sentence": s.quote} for s in statements]


def _told(fact: "Fact", names: dict[str, str]) -> Iterator[str]:
    subject, object = (names.get(end, shorten(end)) for end in (fact.subject, fact.object))
    sources = console.counted(fact.sources, "source")
    yield f"  {subject} {fact.predicate} {object}: {fact.modality}, {sources}"
    yield from _quoted(fact.statements)


def _quoted(statements: "tuple[Statement, ...]") -> Iterator[str]:
    for statement in statements:
        yield f"    [{statement.article_id}, {statement.day or 'undated'}] “{statement.quote}”"
