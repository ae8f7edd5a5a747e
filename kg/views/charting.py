"""Charting: the atlas read from a snapshot, and read again only where articles have changed since."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from kg.ids import ONTOLOGY
from kg.queries import Queryable
from kg.queries.lookups import lookup
from kg.rdf.reviews import Review, fact_reviews_of
from kg.resolution.reviewing import Reviews
from kg.store import IRI, Rows, Triples, Value
from kg.views.atlas import Atlas, Claim, Record

#: As many changed articles are read one by one; of more, all are read at once.
_FEW: Final = 200


class Charts:
    """Makes atlases of one snapshot after the other, and remembers what each article yielded."""

    def __init__(self) -> None:
        self._records: dict[str, Record] = {}

    def chart(self, graph: Queryable, snapshot: str) -> Atlas:
        """The atlas of a snapshot with that name."""
        heads = {record.iri: record for record in _heads(graph)}
        changed = [
            iri for iri, head in heads.items() if iri not in self._records or self._records[iri].version != head.version
        ]
        read: dict[str, Record] = {}
        if len(changed) > _FEW:
            read = _read(graph, heads)
        else:
            for iri in changed:
                read |= _read(graph, {iri: heads[iri]}, iri)
        known = self._records | read
        # What cites an article, and what it is a copy of, may change while its claims stay.
        self._records = {
            iri: replace(head, entities=known[iri].entities, claims=known[iri].claims) for iri, head in heads.items()
        }
        identity = {(str(a), str(e)): str(c) for a, e, c in _rows(graph, "atlas-identity")}
        reviews = Reviews(_reviews(graph), identity)
        return Atlas.of(snapshot, self._records.values(), identity, _rows(graph, "atlas-reference"), reviews)


def _reviews(graph: Queryable) -> list[Review]:
    triples = graph.query(lookup("atlas-reviews"))
    assert isinstance(triples, Triples)  # which is what the lookup asks for
    return fact_reviews_of(triples.terms)


def _heads(graph: Queryable) -> Iterable[Record]:
    for iri, hash, run, *rest in _rows(graph, "atlas-articles"):
        identifier, title, published, publisher, author, url, original = (
            "" if cell is None else str(cell) for cell in rest
        )
        yield Record(str(iri), f"{hash} {run}", identifier, title, published, publisher, author, url, original)


def _read(graph: Queryable, heads: dict[str, Record], article: str | None = None) -> dict[str, Record]:
    entities: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for iri, entity, kind, name in _rows(graph, "atlas-entities", article):
        entities[str(iri)].append((str(entity), str(kind).removeprefix(ONTOLOGY), str(name)))
    claims: dict[str, list[Claim]] = defaultdict(list)
    for iri, claim, subject, predicate, object, how, confidence in _rows(graph, "atlas-claims", article):
        said = Claim(
            str(claim),
            str(subject),
            str(predicate).removeprefix(ONTOLOGY),
            str(object),
            isinstance(object, IRI),
            str(how).removeprefix(ONTOLOGY),
            float(str(confidence)),
        )
        claims[str(iri)].append(said)
    return {
        iri: replace(head, entities=tuple(sorted(entities[iri])), claims=tuple(sorted(claims[iri])))
        for iri, head in heads.items()
    }


def _rows(graph: Queryable, name: str, article: str | None = None) -> Iterable[tuple[Value, ...]]:
    rows = graph.query(lookup(name), {"article": IRI(article)} if article else None)
    assert isinstance(rows, Rows)  # which is what our lookups ask for
    return rows
