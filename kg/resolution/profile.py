"""Profiles: what articles say of one entity that bears on who it is, as plain sets that can be joined."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from kg.ids import digest
from kg.model import EntityType

Texts = frozenset[str]
#: How actors are known: the local IRI of a gazetteer entry (``agency/cnes``), else ``~`` and the folded name.
Reference = str

_MOST: Final = 32  #: values kept of each kind, so that comparing does not take longer the more articles there are


@dataclass(frozen=True, slots=True)
class Profile:
    """What is said of one thing: by one article, or joined over the articles of a group (`join`).

    ``names`` are as written. ``link`` is the gazetteer's IRI where the linking can be trusted. ``dates`` hold signing,
    launch or event dates as ISO 8601 texts, ``planned`` those that are only planned. ``first`` and ``last`` are the
    days of publication, empty where unknown. ``kin`` holds what it is related to, by role: see `profiles`.
    """

    type: EntityType
    names: Texts
    link: str = ""
    dates: Texts = frozenset()
    planned: Texts = frozenset()
    first: str = ""
    last: str = ""
    asserted: bool = False  #: an agreement that some article says was concluded
    kin: Mapping[str, Texts] = field(default_factory=dict)

    def of(self, role: str) -> Texts:
        """What stands in that role."""
        return self.kin.get(role, frozenset())


def join(profiles: Iterable[Profile]) -> Profile:
    """All that several articles say of one thing. The order does not matter."""
    members = list(profiles)
    first = members[0]
    if len(members) == 1:
        return first
    days = sorted(day for p in members for day in (p.first, p.last) if day)
    kin: dict[str, set[str]] = defaultdict(set)
    for profile in members:
        for role, values in profile.kin.items():
            kin[role] |= values
    return replace(
        first,
        names=_some(set().union(*(p.names for p in members))),
        dates=_some(set().union(*(p.dates for p in members))),
        planned=_some(set().union(*(p.planned for p in members))),
        first=days[0] if days else "",
        last=days[-1] if days else "",
        asserted=any(p.asserted for p in members),
        kin={role: _some(values) for role, values in kin.items()},
    )


def _some(values: set[str]) -> Texts:
    """No more than `_MOST` of the values, the same whatever the order of joining."""
    return frozenset(values if len(values) <= _MOST else sorted(values, key=digest)[:_MOST])


def bounds(text: str) -> tuple[dt.date, dt.date]:
    """The first and the last day that an ISO 8601 date or interval can mean."""
    from kg.rdf.terms import bounds as of

    return of(text)
