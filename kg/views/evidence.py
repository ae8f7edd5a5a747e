"""Evidence: facts in groups, each with the articles that state it, their sentences, and how to cite them."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, urlsplit

from kg.ids import ID, shorten
from kg.model import DATE_PREDICATES
from kg.queries.lookups import lookup
from kg.store import IRI, Rows
from kg.views import plain
from kg.views.annotated import merged
from kg.views.atlas import Claim, Fact, Record, Statement, when
from kg.views.picture import level_of
from kg.views.profile import SECTIONS
from kg.views.sifting import Filter, names, number
from kg.views.survey import Survey
from kg.views.viewlist import MOST, PAGE

_STATEMENTS: Final = 20  #: of one fact that are shown
_PAGES: Final = 500  #: articles of which the sentences are kept

_GROUP_OF: Final = {predicate: label for label, predicates in SECTIONS for predicate in predicates}
_ORDER: Final = [label for label, _ in SECTIONS]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an article that states something. ``anchor`` is where the marked stretch on its page begins."""

    start: int
    end: int
    quote: str
    anchor: int


@dataclass(frozen=True, slots=True)
class _Page:
    sentences: Mapping[str, tuple[Sentence, ...]]  # by claim
    mentions: Mapping[str, tuple[tuple[int, int], ...]]  # by entity


def facts(survey: Survey, filter: Filter, given: Mapping[str, str]) -> dict[str, object]:
    """One page of facts with their evidence: about some things, between some and others, or a single one."""
    offset, limit = number(given, "offset", 0, 0, 10**8), number(given, "limit", PAGE, 1, MOST)
    sifted = survey.sift(filter)
    if given.get("fact"):
        chosen = [survey.fact(given["fact"])]
    else:
        chosen = [survey.atlas.facts[place] for place in places_of(survey, filter, given)]
        chosen.sort(key=_rank)
    groups: dict[str, list[dict[str, object]]] = defaultdict(list)
    for fact in chosen[offset : offset + limit]:
        groups[_group(fact)].append(told(survey, fact))
    return {
        "total": len(chosen),
        "offset": offset,
        "limit": limit,
        "groups": [
            {"id": label.lower().replace(" ", "-"), "label": label, "facts": groups[label]}
            for label in _ORDER
            if label in groups
        ],
        "leftOut": sifted.left_out(),
    }


def places_of(survey: Survey, filter: Filter, given: Mapping[str, str]) -> list[int]:
    """The places of the facts that pass and are about what ``about`` and ``with`` name, or of all that pass."""
    about = [survey.thing(id).id for id in names(given, "about")]
    others = [survey.thing(id).id for id in names(given, "with")]
    if about and others:
        return sorted({p for a in about for b in others for p in between(survey, filter, given, a, b)})
    if about or others:
        return survey.about(about or others, filter, level_of(given))
    return list(survey.sift(filter).places)


def between(survey: Survey, filter: Filter, given: Mapping[str, str], one: str, other: str) -> list[int]:
    """The places of the facts that link two things: those that name both, and those that tie two actors."""
    level = level_of(given)
    direct = set(survey.about([one], filter, level)) & set(survey.about([other], filter, level))
    tie = survey.ties(filter, level).between(one, other)
    return sorted(direct | (tie.facts if tie else set()))


def told(survey: Survey, fact: Fact) -> dict[str, object]:
    """A fact with its statements, newest first."""
    atlas = survey.atlas
    said: dict[str, object]
    if fact.linked:
        said = plain.named(atlas, fact.object)
    elif fact.predicate in DATE_PREDICATES:
        date = when(fact.object)
        said = {"value": fact.object, "precision": date.precision if date else None}
    else:
        said = {"text": fact.object}
    return {
        "id": fact.id,
        "subject": plain.named(atlas, fact.subject),
        "relation": fact.predicate,
        "phrase": plain.PHRASES.get(fact.predicate, fact.predicate),
        "object": said,
        "modality": fact.modality,
        "confidence": fact.confidence,
        "sources": fact.sources,
        "articles": len({s.article.iri for s in fact.counted}),
        "date": plain.moment(fact.when),
        "review": fact.review,
        "statements": [_statement(survey, fact, statement) for statement in fact.statements[:_STATEMENTS]],
        "moreStatements": max(0, len(fact.statements) - _STATEMENTS),
    }


def citation(article: Record) -> str:
    """How to cite an article: author, title, publisher, day and address, as far as they are known."""
    title = f"“{article.title}”" if article.title else article.identifier
    parts = [article.author, title, article.publisher, _long(article.published), _web(article.url) or ""]
    return ", ".join(part for part in parts if part)


def page_of(article: Record, anchor: int | None = None) -> str:
    """The path of the page of an article, below the root of the service, at a sentence if one is given."""
    kind, _, local = article.iri.removeprefix(ID).partition("/")
    return f"/page/{quote(kind, safe='')}/{quote(local, safe='')}" + (f"#c{anchor}" if anchor is not None else "")


def _rank(fact: Fact) -> tuple[int, int, int, str]:
    newest = fact.when.latest.toordinal() if fact.when else 0
    return _ORDER.index(_group(fact)), -fact.sources, -newest, fact.id


def _group(fact: Fact) -> str:
    return _GROUP_OF.get(fact.predicate, _ORDER[-1])


def _statement(survey: Survey, fact: Fact, statement: Statement) -> dict[str, object]:
    article, claim = statement.article, statement.claim
    page = _page(survey, article.iri)
    return {
        "claim": shorten(claim.iri).removeprefix("claim:"),
        "article": article.id,
        "title": article.title or article.identifier,
        "publisher": article.publisher or None,
        "published": article.published or None,
        "url": _web(article.url),
        "copyOf": shorten(article.original) if article.original else None,
        "confidence": claim.confidence,
        "review": "rejected" if statement.rejected else None,
        "sentences": [
            {
                "quote": sentence.quote,
                "page": page_of(article, sentence.anchor),
                "spans": _spans(fact, claim, page, sentence),
            }
            for sentence in page.sentences.get(claim.iri, ())
        ],
        "citation": citation(article),
    }


def _spans(fact: Fact, claim: Claim, page: _Page, sentence: Sentence) -> list[tuple[int, int, str]]:
    ends = (
        [(claim.subject, fact.subject), (claim.object, fact.object)]
        if claim.linked
        else [(claim.subject, fact.subject)]
    )
    if claim.linked and shorten(claim.subject) == fact.object:  # symmetric, and said the other way round
        ends = [(claim.subject, fact.object), (claim.object, fact.subject)]
    return sorted(
        (start - sentence.start, end - sentence.start, id)
        for iri, id in ends
        for start, end in page.mentions.get(iri, ())
        if sentence.start <= start and end <= sentence.end
    )


def _page(survey: Survey, article: str) -> _Page:
    pages = survey.pages
    if article not in pages:
        pages[article] = _read(survey, article)
        if len(pages) > _PAGES:
            pages.popitem(last=False)
    found: _Page = pages[article]
    return found


def _read(survey: Survey, article: str) -> _Page:
    rows = [(str(c), int(str(s)), int(str(e)), str(q)) for _, c, s, e, q in _rows(survey, "atlas-evidence", article)]
    stretches = merged((start, end) for _, start, end, _ in rows)
    sentences: dict[str, list[Sentence]] = defaultdict(list)
    for claim, start, end, text in rows:
        anchor = next(first for first, last in stretches if first <= start < last)
        sentences[claim].append(Sentence(start, end, text, anchor))
    mentions: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for _, entity, begins, ends in _rows(survey, "atlas-mentions", article):
        mentions[str(entity)].append((int(str(begins)), int(str(ends))))
    return _Page(
        {c: tuple(found) for c, found in sentences.items()}, {e: tuple(found) for e, found in mentions.items()}
    )


def _rows(survey: Survey, name: str, article: str) -> Iterable[tuple[object, ...]]:
    rows = survey.graph.query(lookup(name), {"about": IRI(article)})
    assert isinstance(rows, Rows)  # which is what our lookups ask for
    return rows


def _web(address: str) -> str | None:
    """An address that may stand in a link. An article may claim any text as its address."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return address if parts.scheme in ("http", "https") and parts.netloc else None


def _long(day: str) -> str:
    try:
        date = dt.date.fromisoformat(day)
    except ValueError:
        return day
    return f"{date.day} {date:%B %Y}"
