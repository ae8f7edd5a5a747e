"""Facets: what there is to filter by, and how many facts each value would leave."""

from collections import Counter
from collections.abc import Mapping
from typing import Any, cast

from kg.ids import TOPICS, shorten
from kg.model import ENTITY_TYPES, MODALITIES, PREDICATES, SYMMETRIC
from kg.views import plain
from kg.views.countries import country
from kg.views.sifting import BANDS, Filter
from kg.views.survey import Survey
from kg.views.viewlist import EDGES, MOST_EDGES, MOST_NODES, NODES
from kg.vocab import TOPIC_LABELS


def vocabulary(survey: Survey, filter: Filter, given: Mapping[str, str]) -> dict[str, object]:
    """Types, relations, topics and countries of the graph with their numbers, and the span of its dates."""
    atlas = survey.atlas
    counts = cast(dict[str, Any], survey.sieve.facets(Filter(modality=frozenset(MODALITIES), confidence=0.0)))
    types = Counter(thing.type for thing in atlas.things.values())
    bodies = Counter(thing.country for thing in atlas.things.values() if thing.country)
    countries = sorted(id for id, thing in atlas.things.items() if thing.type == "Country" or id in bodies)
    countries += sorted(set(bodies) - set(countries))
    dates = [fact.when for fact in atlas.facts if fact.when is not None and not fact.rejected]
    return {
        "total": {
            "articles": len(atlas.articles),
            "entities": len(atlas.things),
            "facts": sum(not fact.rejected for fact in atlas.facts),
        },
        "types": [{"id": type, "label": type, "count": types[type]} for type in ENTITY_TYPES],
        "relations": [
            {
                "id": relation,
                "phrase": plain.PHRASES[relation],
                "directed": relation not in SYMMETRIC,
                "count": counts["relations"].get(relation, 0),
            }
            for relation in PREDICATES
        ],
        "modalities": [{"id": mode, "count": counts["modality"].get(mode, 0)} for mode in MODALITIES],
        "topics": [
            {
                **plain.topic(id),
                "broader": atlas.broader.get(id),
                "count": counts["topics"].get(id, 0),
            }
            for id in (shorten(TOPICS + local) for local in sorted(TOPIC_LABELS))
        ],
        "countries": [
            {**plain.named(atlas, id), **codes(id), "bodies": bodies[id], "count": counts["countries"].get(id, 0)}
            for id in countries
        ],
        "span": {
            "first": min((when.earliest for when in dates), default=None),
            "last": max((when.latest for when in dates), default=None),
        },
        "decisions": len(atlas.reviews.decisions),
        "caps": {"nodes": NODES, "mostNodes": MOST_NODES, "edges": EDGES, "mostEdges": MOST_EDGES},
    }


def facets(survey: Survey, filter: Filter, given: Mapping[str, str]) -> dict[str, object]:
    """For each parameter of the filter, how many facts each value would leave with all others as they are."""
    sifted = survey.sift(filter)
    counts = cast(dict[str, Any], survey.sieve.facets(filter))
    return {
        "facts": len(sifted.places),
        "total": sifted.total,
        "types": [{"id": id, "label": id, "count": counts["types"].get(id, 0)} for id in ENTITY_TYPES],
        "relations": [
            {"id": id, "phrase": plain.PHRASES[id], "count": counts["relations"].get(id, 0)} for id in PREDICATES
        ],
        "topics": [
            {**plain.topic(id), "count": count}
            for id, count in sorted(counts["topics"].items(), key=lambda item: (-item[1], item[0]))
        ],
        "countries": plain.counted(survey.atlas, counts["countries"]),
        "modality": [{"id": id, "count": counts["modality"].get(id, 0)} for id in MODALITIES],
        "confidence": [
            {"from": band / BANDS, "to": (band + 1) / BANDS, "count": count}
            for band, count in enumerate(counts["confidence"])
        ],
        "sources": [{"id": str(least), "count": count} for least, count in enumerate(counts["sources"], 1)],
        "leftOut": sifted.left_out(),
    }


def codes(id: str) -> dict[str, str | None]:
    """The ISO 3166-1 codes of a country, alpha-2 and numeric; None where it has none."""
    found = country(id)
    return {"code": found.code or None, "numeric": found.numeric or None} if found else {"code": None, "numeric": None}
