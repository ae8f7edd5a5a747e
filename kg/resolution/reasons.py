"""Reasons in words: why the appearances of a canonical entity are one."""

from collections.abc import Iterator
from typing import Final

from kg.resolution.canonical import Canonical
from kg.resolution.index import IdentityIndex

_BUNDLED: Final = {
    "link": "one entry of the gazetteer",
    "person": "one full name, and employer where known",
    "agreement": "one day, parties, kind and subject",
    "project": "one name and number",
    "event": "one name and year",
    "place": "one name and region",
    "actor": "one name and country",
}


def reasons(index: IdentityIndex, entity: Canonical) -> Iterator[str]:
    """A line for each bundle of several appearances and for each merge of two bundles."""
    for bundle in entity.bundles:
        kind, _, rest = bundle.partition(":")
        if kind in _BUNDLED and index.count(bundle) > 1:
            yield f"{_BUNDLED[kind]}: {rest}"
    for pair in entity.pairs:
        one, other = (_label(index, bundle) for bundle in (pair.first, pair.second))
        yield f"{one} = {other}, {pair.score:.2f}: {', '.join(pair.reasons)}"


def _label(index: IdentityIndex, bundle: str) -> str:
    profile = index.profile(bundle)
    name = max(profile.names, key=lambda n: (len(n), n))
    return f"{name} ({profile.first})" if profile.first else name
