"""The grid and the map: what links two agencies or countries, as cells of a matrix and as arcs between countries."""

from collections import Counter, defaultdict
from collections.abc import Mapping

from kg.views import plain
from kg.views.actors import Tie, Ties
from kg.views.facets import codes
from kg.views.picture import level_of
from kg.views.sifting import Filter, number
from kg.views.survey import Survey
from kg.views.viewlist import LABELS, MOST_LABELS


def matrix(survey: Survey, filter: Filter, given: Mapping[str, str]) -> dict[str, object]:
    """The actors with the heaviest ties and all cells among them, in sum and year by year."""
    level = level_of(given)
    limit = number(given, "limit", LABELS, 1, MOST_LABELS)
    ties = survey.ties(filter, level)
    weight = _weights(ties)
    labels = sorted(weight, key=lambda id: (-weight[id], id))
    shown = labels[:limit]
    inside = set(shown)
    cells = [tie for tie in ties.ties.values() if tie.a in inside and tie.b in inside]
    by_year = [row for tie in cells for row in _years(survey, tie)]
    left_out = survey.sift(filter).left_out(len(labels) - len(shown), len(ties.ties) - len(cells))
    return {
        "level": level,
        "labels": [
            {
                **plain.named(survey.atlas, id),
                "country": _country(survey, id),
                "total": weight[id],
            }
            for id in shown
        ],
        "cells": [tie.plain() for tie in cells],
        "years": sorted({str(row["year"]) for row in by_year}),
        "byYear": by_year,
        "total": {"labels": len(labels), "cells": len(ties.ties)},
        "leftOut": left_out | ({"homeless": ties.homeless} if level == "country" else {}),
    }


def map_(survey: Survey, filter: Filter, given: Mapping[str, str]) -> dict[str, object]:
    """The countries with their bodies and agreements, and arcs between those that something links."""
    ties = survey.ties(filter, "country")
    weight = _weights(ties)
    bodies = Counter(thing.country for thing in survey.atlas.things.values() if thing.country)
    shown = sorted({*weight, *ties.parts}, key=lambda id: (-weight[id], id))
    return {
        "countries": [
            {
                **plain.named(survey.atlas, id),
                **codes(id),
                "bodies": bodies[id],
                "agreements": len(ties.parts[id]["agreements"]) if id in ties.parts else 0,
                "projects": len(ties.parts[id]["projects"]) if id in ties.parts else 0,
                "weight": weight[id],
            }
            for id in shown
        ],
        "arcs": [tie.plain() for tie in ties.ties.values()],
        "leftOut": survey.sift(filter).left_out() | {"homeless": ties.homeless},
    }


def _weights(ties: Ties) -> Counter[str]:
    weight: Counter[str] = Counter()
    for tie in ties.ties.values():
        weight[tie.a] += tie.weight
        weight[tie.b] += tie.weight
    return weight


def _years(survey: Survey, tie: Tie) -> list[dict[str, object]]:
    """What links two actors by the year in which it began; what has no date is left out."""
    years: dict[int, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for place in sorted(tie.facts):
        fact = survey.atlas.facts[place]
        if fact.when is None:
            continue
        year = fact.when.earliest.year
        if fact.predicate == "cooperatesWith":
            years[year]["cooperations"].add(fact.id)
        else:
            kind = "agreements" if fact.object in tie.agreements else "projects"
            years[year][kind].add(fact.object)
    told: set[str] = set()
    found: list[dict[str, object]] = []
    for year in sorted(years):
        row: dict[str, object] = {"a": tie.a, "b": tie.b, "year": f"{year:04}"}
        for kind in ("agreements", "projects", "cooperations"):
            row[kind] = len(years[year][kind] - told)  # each thing counts once, in its first year
        told.update(*years[year].values())
        if any(row[kind] for kind in ("agreements", "projects", "cooperations")):
            found.append(row)
    return found


def _country(survey: Survey, id: str) -> str | None:
    thing = survey.atlas.things.get(id)
    return (thing.country or None) if thing else None
