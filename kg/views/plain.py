"""The explorer's shapes as plain data: entities, edges, statements as dictionaries that JSON can hold."""

from collections.abc import Iterable, Mapping

from kg.ids import expand
from kg.topics import topic_label
from kg.views.atlas import Atlas, Fact, When

#: What a predicate is called in a sentence: subject, words, object.
PHRASES: dict[str, str] = {
    "holdsPosition": "holds the position",
    "positionAt": "has a position at",
    "partyTo": "is party to",
    "signedBy": "is signed by",
    "signedOn": "has the signing date",
    "signedAt": "is signed at",
    "agreementType": "is a",
    "concerns": "concerns",
    "cooperatesWith": "cooperates with",
    "participatesIn": "takes part in",
    "leads": "leads",
    "contributes": "contributes",
    "partOf": "is part of",
    "launchDate": "has the launch date",
    "met": "met",
    "takesPlaceIn": "takes place in",
    "eventDate": "has the date",
    "agencyOf": "is an agency of",
    "memberOf": "is a member of",
    "partner": "works with",
}


def named(atlas: Atlas, id: str) -> dict[str, object]:
    """An entity by id, label and type."""
    thing = atlas.things.get(id)
    if thing is None:
        return {"id": id, "label": id.partition(":")[2].replace("-", " ") or id, "type": "Entity"}
    return {"id": id, "label": thing.label, "type": thing.type}


def topic(id: str) -> dict[str, object]:
    """A topic by id and label."""
    try:
        return {"id": id, "label": topic_label(expand(id))}
    except KeyError:
        return {"id": id, "label": id.partition(":")[2].replace("-", " ")}


def node(atlas: Atlas, id: str, *, degree: int, facts: int) -> dict[str, object]:
    """An entity as a node of a network."""
    thing = atlas.things[id]
    return {
        "id": id,
        "label": thing.label,
        "type": thing.type,
        "country": thing.country or None,
        "degree": degree,
        "facts": facts,
        "articles": thing.articles,
    }


def edge(fact: Fact) -> dict[str, object]:
    """A fact between two entities as an edge of a network."""
    return {
        "id": fact.id,
        "source": fact.subject,
        "relation": fact.predicate,
        "target": fact.object,
        "modality": fact.modality,
        "confidence": fact.confidence,
        "sources": fact.sources,
        "articles": len({s.article.iri for s in fact.counted}),
        "first": fact.when.earliest.isoformat() if fact.when else None,
        "last": fact.when.latest.isoformat() if fact.when else None,
        "review": fact.review,
    }


def moment(when: When | None) -> dict[str, object] | None:
    """A date with its bounds."""
    if when is None:
        return None
    return {
        "value": when.value,
        "earliest": when.earliest.isoformat(),
        "latest": when.latest.isoformat(),
        "precision": when.precision,
        "by": "stated" if when.stated else "published",
    }


def counted(atlas: Atlas, counts: Mapping[str, int]) -> list[dict[str, object]]:
    """Entities with a number each, the largest first."""
    order = sorted(counts, key=lambda id: (-counts[id], id))
    return [{**named(atlas, id), "count": counts[id]} for id in order]


def paged(items: list[dict[str, object]], offset: int, limit: int) -> dict[str, object]:
    """One page of a list."""
    return {"total": len(items), "offset": offset, "limit": limit, "items": items[offset : offset + limit]}


def distinct(ids: Iterable[str]) -> list[str]:
    """Each once, in order."""
    return list(dict.fromkeys(ids))
