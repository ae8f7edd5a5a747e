"""Rows that are statements, as triples: what a SELECT with bound variables found, in the forms of linked data."""

import pyoxigraph as ox

from kg.store.results import Rows, Triples


def triples_of(rows: Rows) -> Triples:
    """The triples that the columns ``s``, ``p`` and ``o`` hold: a SELECT can have values bound, a CONSTRUCT cannot."""
    places = [rows.columns.index(column) for column in ("s", "p", "o")]
    found = set[ox.Triple]()
    for row in rows.terms:
        subject, predicate, object = (row[place] for place in places)
        if (
            isinstance(subject, ox.NamedNode | ox.BlankNode)
            and isinstance(predicate, ox.NamedNode)
            and object is not None
        ):
            found.add(ox.Triple(subject, predicate, object))
    return Triples(tuple(sorted(found, key=str)))
