"""The chronicle: how much was signed, held and launched when, and the agreements themselves, a page at a time."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from kg.errors import QueryError
from kg.model import AGREEMENT_TYPES
from kg.views import plain
from kg.views.actors import sources_of
from kg.views.atlas import Fact, When, when
from kg.views.evidence import places_of
from kg.views.sifting import Filter, choice, number
from kg.views.survey import Survey
from kg.views.viewlist import MOST, PAGE

#: Kinds of things with a date: the type of the entity, the predicate that dates it, what bins call it.
_KINDS: Final = {
    "agreement": ("Agreement", "signedOn", "signings"),
    "event": ("Event", "eventDate", "events"),
    "launch": ("Project", "launchDate", "launches"),
}
_SORTS: Final = ("date", "-date", "sources", "label")
_MOST_YEARS: Final = 50  #: that are told month by month


@dataclass(frozen=True, slots=True)
class _Dated:
    id: str
    kind: str
    when: When | None
    modality: str
    facts: tuple[Fact, ...]


def timeline(survey: Survey, filter: Filter, given: Mapping[str, str]) -> dict[str, object]:
    """Bins of years or months, with how many agreements, events and launches fall into each, surely or perhaps."""
    bin = choice(given, "bin", ("year", "month"))
    facts = _facts(survey, filter, given)
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    uncertain: dict[str, Counter[str]] = defaultdict(Counter)
    undated = 0
    things = list(_things(survey, filter, facts, tuple(_KINDS)))
    days = [thing.when for thing in things if thing.when] + [f.when for f in facts if f.when]
    first, last = min((d.earliest for d in days), default=None), max((d.latest for d in days), default=None)
    if bin == "month" and first and last and last.year - first.year > _MOST_YEARS:
        raise QueryError(
            "parameter 'bin'", f"{last.year - first.year} years are too many months", "give since or until"
        )
    for thing in things:
        label = _KINDS[thing.kind][2]
        if thing.when is None:
            undated += thing.kind != "launch"
            continue
        start = _bin(thing.when.earliest, bin)
        counts[start][label] += 1
        uncertain[start][label] += start != _bin(thing.when.latest, bin)
    for day in {s.article.iri: s.article.published for fact in facts for s in fact.counted}.values():
        if day:
            counts[day[: 4 if bin == "year" else 7]]["articles"] += 1
    labels = [label for _, _, label in _KINDS.values()]
    return {
        "bin": bin,
        "bins": [
            {
                "start": start,
                **{label: counts[start][label] for label in (*labels, "articles")},
                "uncertain": {label: uncertain[start][label] for label in labels},
            }
            for start in sorted(counts)
        ],
        "undated": undated,
        "first": first.isoformat() if first else None,
        "last": last.isoformat() if last else None,
        "leftOut": survey.sift(filter).left_out(),
    }


def agreements(survey: Survey, filter: Filter, given: Mapping[str, str]) -> dict[str, object]:
    """One page of agreements (or events, or projects that were launched) with date, parties and topics."""
    offset, limit = number(given, "offset", 0, 0, 10**8), number(given, "limit", PAGE, 1, MOST)
    kinds = tuple(dict.fromkeys(part.strip() for part in (given.get("kinds") or "agreement").split(",")))
    for kind in kinds:
        if kind not in _KINDS:
            raise QueryError("parameter 'kinds'", f"{kind!r} is not known", "one of " + ", ".join(_KINDS))
    sort = choice(given, "sort", _SORTS)
    facts = _facts(survey, filter, given)
    found = [(thing, len(sources_of(thing.facts))) for thing in _things(survey, filter, facts, kinds)]
    label = {thing.id: survey.atlas.things[thing.id].label for thing, _ in found}
    found.sort(key=lambda pair: (label[pair[0].id], pair[0].id))
    if sort == "sources":
        found.sort(key=lambda pair: -pair[1])
    elif sort != "label":
        dated = [pair for pair in found if pair[0].when]
        undated = [pair for pair in found if not pair[0].when]
        dated.sort(key=lambda pair: _order(pair[0].when), reverse=sort == "-date")
        found = dated + undated  # what has no date comes last in either order
    items = [_told(survey, thing, sources) for thing, sources in found[offset : offset + limit]]
    return {
        "total": len(found),
        "offset": offset,
        "limit": limit,
        "items": items,
        "leftOut": survey.sift(filter).left_out(),
    }


def _facts(survey: Survey, filter: Filter, given: Mapping[str, str]) -> list[Fact]:
    return [survey.atlas.facts[place] for place in places_of(survey, filter, given)]


def _things(survey: Survey, filter: Filter, facts: Iterable[Fact], kinds: tuple[str, ...]) -> Iterable[_Dated]:
    """The dated things that facts speak of. A project is one of them only where its launch is dated."""
    kind_of = {_KINDS[kind][0]: kind for kind in kinds}
    about: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        for end in fact.ends:
            if survey.atlas.things[end].type in kind_of:
                about[end].append(fact)
    for id, told in about.items():
        kind = kind_of[survey.atlas.things[id].type]
        dated_by = _KINDS[kind][1]
        dates = [d for d in survey.atlas.dates.get(id, ()) if d.predicate == dated_by and d.modality in filter.modality]
        date = next((stated for d in dates if (stated := when(d.object))), None)
        if date is not None and filter.dated and not _within(date, filter):
            continue
        if date is None and (kind == "launch" or filter.dated):
            continue
        modality = dates[0].modality if dates else min((fact.modality for fact in told), default="asserted")
        yield _Dated(id, kind, date, modality, tuple(told))


def _told(survey: Survey, thing: _Dated, sources: int) -> dict[str, object]:
    atlas = survey.atlas
    about = [atlas.facts[place] for place in atlas.about.get(thing.id, ())]
    roles = ("partyTo", "leads", "participatesIn", "contributes")
    parties = {
        fact.subject: atlas.things[fact.subject].country or None
        for fact in about
        if fact.predicate in roles and fact.object == thing.id and not fact.rejected and fact.modality != "negated"
    }
    type = next(
        (f.object for f in about if f.predicate == "agreementType" and not f.rejected and f.object in AGREEMENT_TYPES),
        None,
    )
    date = plain.moment(thing.when)
    return {
        **plain.named(atlas, thing.id),
        "kind": thing.kind,
        "agreementType": type,
        "date": date and {**date, "modality": thing.modality},
        "parties": [{**plain.named(atlas, id), "country": country} for id, country in sorted(parties.items())],
        "topics": [plain.topic(id) for id in sorted(atlas.things[thing.id].topics)],
        "sources": sources,
        "articles": len({s.article.iri for fact in thing.facts for s in fact.counted}),
        "facts": len(thing.facts),
        "modality": thing.modality,
    }


def _within(date: When, filter: Filter) -> bool:
    return (filter.since is None or date.latest >= filter.since) and (
        filter.until is None or date.earliest <= filter.until
    )


def _bin(day: dt.date, bin: str) -> str:
    return f"{day:%Y}" if bin == "year" else f"{day:%Y-%m}"


def _order(date: When | None) -> tuple[dt.date, dt.date]:
    return (date.earliest, date.latest) if date else (dt.date.max, dt.date.max)
