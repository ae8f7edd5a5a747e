"""The dossier of one entity: names, dates, what it is said to be, positions, and where it stands in the network."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

import networkx as nx

from kg.ids import expand
from kg.model import DATE_PREDICATES
from kg.queries.lookups import lookup
from kg.store import IRI, Rows
from kg.views import plain
from kg.views.actors import ACTORS
from kg.views.atlas import Thing, when
from kg.views.sifting import Filter
from kg.views.survey import Survey

_LISTED: Final = 200
#: The cost of betweenness grows with the square of a network; in a larger one it is not told.
_SMALL: Final = 400


def profile(survey: Survey, filter: Filter, given: Mapping[str, str]) -> dict[str, object]:
    """What the graph knows of one entity, whatever the filter."""
    thing = survey.thing(given["id"])
    atlas = survey.atlas
    about = [fact for place in atlas.about.get(thing.id, ()) if not (fact := atlas.facts[place]).rejected]
    iri = expand(thing.id)
    own = {iri, *(entity for _, entity in thing.members)}
    labels, links = _names(survey, own)
    texts = [fact for fact in about if not fact.linked and fact.predicate not in DATE_PREDICATES]
    texts += [fact for fact in about if fact.linked and fact.predicate == "concerns" and fact.subject == thing.id]
    days = [fact.when for fact in about if fact.when]
    articles = {s.article.iri for fact in about for s in fact.counted}
    return {
        "id": thing.id,
        "iri": iri,
        "page": page_of_thing(thing.id),
        "type": thing.type,
        "was": thing.was or None,
        "label": thing.label,
        "names": sorted(labels - {thing.label})[:_LISTED],
        "sameAs": sorted(links)[:_LISTED],
        "country": plain.named(atlas, thing.country) if thing.country else None,
        "parent": plain.named(atlas, thing.parent) if thing.parent else None,
        "articles": thing.articles,
        "stating": len(articles),
        "facts": len(about),
        "first": min((day.earliest for day in days), default=None),
        "last": max((day.latest for day in days), default=None),
        "dates": [
            {
                "relation": fact.predicate,
                "value": fact.object,
                "precision": date.precision if (date := when(fact.object)) else None,
                "modality": fact.modality,
                "sources": fact.sources,
                "fact": fact.id,
            }
            for fact in atlas.dates.get(thing.id, ())
        ],
        "texts": [
            {
                "relation": fact.predicate,
                "value": atlas.things[fact.object].label if fact.linked else fact.object,
                "modality": fact.modality,
                "sources": fact.sources,
                "fact": fact.id,
            }
            for fact in sorted(texts, key=lambda f: (f.predicate, -f.sources, f.object))[:_LISTED]
            if fact.subject == thing.id
        ],
        "topics": [plain.topic(id) for id in sorted(thing.topics)],
        "positions": _positions(survey, own),
        "members": [
            {"article": atlas.articles[article].id, "entity": IRI(entity).short}
            for article, entity in sorted(thing.members)[:_LISTED]
            if article in atlas.articles
        ],
        "measures": _measures(survey, thing),
    }


def page_of_thing(id: str) -> str:
    """The path of the page about an entity, below the root of the service."""
    kind, _, local = id.partition(":")
    return f"/page/{kind}/{local}"


def _names(survey: Survey, iris: Iterable[str]) -> tuple[set[str], set[str]]:
    labels, links = set(), set()
    for iri in sorted(iris)[:_LISTED]:
        for _, _, alias, same_as in _rows(survey, "entity-names", iri):
            if alias is not None:
                labels.add(str(alias))
            if same_as is not None:
                links.add(str(same_as))
    return labels, links


def _positions(survey: Survey, iris: Iterable[str]) -> list[dict[str, object]]:
    """Positions as articles attest them: who, as what, where, first and last day."""
    attested: dict[tuple[str, str, str], list[tuple[str, str]]] = defaultdict(list)
    for iri in sorted(iris)[:_LISTED]:
        for _, person, _, title, body, _, day, article in _rows(survey, "entity-positions", iri):
            ends = [_id(survey, str(article), str(end)) if end is not None else "" for end in (person, body)]
            key = ends[0], "" if title is None else str(title), ends[1]
            attested[key].append(("" if day is None else str(day), str(article)))
    found: list[dict[str, object]] = []
    for (person, title, body), told in attested.items():
        days = sorted(day for day, _ in told if day)
        found.append(
            {
                "person": plain.named(survey.atlas, person),
                "title": title or None,
                "body": plain.named(survey.atlas, body) if body else None,
                "first": days[0] if days else None,
                "last": days[-1] if days else None,
                "articles": len({article for _, article in told}),
            }
        )
    found.sort(key=lambda post: (str(post["last"] or ""), str(post["title"])), reverse=True)
    return found[:_LISTED]


def _id(survey: Survey, article: str, entity: str) -> str:
    """The canonical id of an entity of an article."""
    short = IRI(entity).short
    if short in survey.atlas.things and (article, entity) not in survey.atlas.names:
        return short
    return IRI(survey.atlas.names.get((article, entity), entity)).short


def _measures(survey: Survey, thing: Thing) -> dict[str, object] | None:
    if thing.type not in ACTORS:
        return None
    level = "country" if thing.type == "Country" else "agency"
    landscape = survey.landscape(level)
    if thing.id not in landscape.communities:
        return None
    return {
        "level": level,
        "degree": sum(thing.id in link for link in landscape.weights),
        "pagerank": round(landscape.centrality[thing.id], 5),
        "betweenness": survey.kept(f"betweenness {level}", lambda: _betweenness(survey, level)).get(thing.id),
        "community": landscape.communities[thing.id],
    }


def _betweenness(survey: Survey, level: str) -> dict[str, float]:
    weights = survey.landscape(level).weights
    graph: nx.Graph[str] = nx.Graph(sorted(weights))
    if len(graph) > _SMALL:
        return {}
    return {node: round(value, 5) for node, value in nx.betweenness_centrality(graph).items()}


def _rows(survey: Survey, name: str, iri: str) -> Iterable[tuple[object, ...]]:
    rows = survey.graph.query(lookup(name), {"about": IRI(iri)})
    assert isinstance(rows, Rows)  # which is what our lookups ask for
    return rows
