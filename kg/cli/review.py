"""kg review: the pairs that the program is not sure of, with their evidence side by side, and what a reviewer says."""

import datetime as dt
import getpass
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from kg.cli import console
from kg.cli.identity import reading, writing
from kg.cli.options import TEXT, store_option
from kg.config import Place
from kg.errors import QueryError

if TYPE_CHECKING:
    from kg.rdf.identity import Decision
    from kg.resolution import IdentityBook, IdentityIndex, Pair
    from kg.resolution.evidence import Graphs, Side


@click.command(short_help="Decide on pairs of entities that may be one.")
@store_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="json: an object a line.",
)
@click.option("--limit", metavar="N", type=click.IntRange(min=1), default=20, show_default=True, help="Show at most N.")
@click.option("--merged", metavar="ENTITY", type=TEXT, help="Show the merges that made this canonical entity instead.")
@click.option("--decided", is_flag=True, help="Show what reviewers decided, facts and types too.")
@click.option("--ask", "asking", is_flag=True, help="Ask about one pair after the other on the terminal.")
@click.option("--same", metavar="PAIR", type=TEXT, multiple=True, help="Say that a pair is one thing.")
@click.option("--not-same", metavar="PAIR", type=TEXT, multiple=True, help="Say that it is two, merged or not.")
@click.option("--undo", metavar="DECISION", type=TEXT, multiple=True, help="Take a reviewer's decision back.")
@click.option("--by", metavar="NAME", type=TEXT, help="Who decides; the user's name by default.")
@click.option("--remark", metavar="TEXT", type=TEXT, default="", help="Why.")
def review(
    store: Place,
    form: str,
    limit: int,
    merged: str | None,
    decided: bool,
    asking: bool,
    same: tuple[str, ...],
    not_same: tuple[str, ...],
    undo: tuple[str, ...],
    by: str | None,
    remark: str,
) -> None:
    """Decide on pairs of entities that may be one: the most probable first, with their evidence side by side.

    What a reviewer says overrides the program, survives reading the articles again, and can be undone. A pair that is
    left for later stays in the list.

    \b
    kg review
    kg review --same 3f2a91c0 --remark "the ministry's list of signatories"
    kg review --merged agency:cnes
    kg review --not-same 5d0e77aa
    kg review --decided
    """
    who = by or getpass.getuser()
    if same or not_same or undo:
        with writing(store) as book:
            for name in undo:
                _undo(book, name)
                console.put(f"{name}: taken back")
            for names, verdict in ((same, True), (not_same, False)):
                for name in names:
                    _decide(book, _pair(book.index, name), verdict, who, remark)
    elif asking:
        _ask(store, limit, who, remark)
    elif decided:
        with writing(store) as book:
            for line in _decided(book):
                console.put(line)
    else:
        with reading(store) as (index, snapshot):
            pairs = list(_merges(index, merged)) if merged else list(index.uncertain())
            for pair in pairs[:limit]:
                _show(index, snapshot, pair, form)
            if form == "text":
                more = f", {len(pairs) - limit} not shown" if len(pairs) > limit else ""
                console.say(f"{console.counted(len(pairs), 'pair')}{more}")


def _pair(index: "IdentityIndex", name: str) -> "Pair":
    from kg.resolution.evidence import pair_id

    found = next((pair for pair in index.every_pair() if pair_id(pair) == name), None)
    if found is None:
        raise QueryError(f"pair {name!r}", "there is none of that name", "kg review lists them")
    return found


def _merges(index: "IdentityIndex", name: str) -> "Iterator[Pair]":
    from kg.ids import expand
    from kg.resolution import all_canonical

    iri = expand(name)
    found = next((entity for entity in all_canonical(index) if entity.id == iri), None)
    if found is None:
        raise QueryError(f"entity {name!r}", "there is no canonical entity of that name", "kg entities lists them")
    return iter(found.pairs)


def _decided(book: "IdentityBook") -> "Iterator[str]":
    """All that reviewers decided, on identity first, then on facts and types."""
    from kg.resolution.reviewing import ReviewBook, describe

    yield from map(_told, book.reviews())
    yield from map(describe, ReviewBook(book.store).decisions())


def _undo(book: "IdentityBook", name: str) -> None:
    from kg.resolution.reviewing import ReviewBook

    reviews = ReviewBook(book.store)
    known = {decision.iri.rpartition("/")[2]: decision for decision in book.reviews()}
    found = [id for id in (*known, *(review.id for review in reviews.decisions())) if id.startswith(name)]
    if len(found) != 1:
        trouble = "there is none of that name" if not found else "several begin so"
        raise QueryError(f"decision {name!r}", trouble, "kg review --decided lists them")
    if found[0] in known:
        book.undo(known[found[0]])
    else:
        reviews.undo(found[0])
        book.changed |= reviews.touched


def _decide(book: "IdentityBook", pair: "Pair", same: bool, by: str, remark: str) -> None:
    from kg.resolution import face

    first, second = (face(book.index.members(bundle)) for bundle in (pair.first, pair.second))
    now = dt.datetime.now(dt.UTC).replace(microsecond=0)
    console.put(_told(book.decide(first, second, same=same, by=by, remark=remark, now=now)))


def _told(decision: "Decision") -> str:
    relation = "is" if decision.same else "is not"
    reasons = f": {'; '.join(decision.reasons)}" if decision.reasons else ""
    pair = f"{decision.first.name} {relation} {decision.second.name}"
    return f"{decision.iri.rsplit('/', 1)[-1][:8]}  {pair} ({decision.by}, {_day(decision)}){reasons}"


def _day(decision: "Decision") -> str:
    return f"{decision.at:%Y-%m-%d}" if decision.at else "undated"


def _ask(store: Place, limit: int, by: str, remark: str) -> None:
    if not sys.stdin.isatty():
        raise click.UsageError("--ask needs a terminal: decide with --same and --not-same")
    with writing(store) as book:
        for pair in list(book.index.uncertain())[:limit]:
            _show(book.index, book.store, pair, "text")
            answer = click.prompt("same, not the same, later, quit", type=click.Choice(list("snlq")), default="l")
            if answer == "q":
                return
            if answer in "sn":
                _decide(book, pair, answer == "s", by, remark)


def _show(index: "IdentityIndex", graphs: "Graphs", pair: "Pair", form: str) -> None:
    from kg.resolution.evidence import pair_id, sides

    both = sides(index, graphs, pair)
    if form == "json":
        row = {"pair": pair_id(pair), "score": pair.score, "merged": pair.joined, "reasons": list(pair.reasons)}
        console.put(json.dumps(row | {"sides": [asdict(side) for side in both]}, ensure_ascii=False))
        return
    console.put(f"{pair_id(pair)}  {pair.score:.2f}  {', '.join(pair.reasons)}")
    console.put(console.grid([_head(side) for side in both], [["\n".join(_body(side)) for side in both]]) + "\n")


def _head(side: "Side") -> str:
    return f"{side.name} [{side.article_id}, {side.published or 'undated'}]"


def _body(side: "Side") -> Iterator[str]:
    if side.appearances > 1:
        yield f"in {side.appearances} articles"
    yield from side.facts
    yield from (f"“{sentence}”" for sentence in side.sentences)
