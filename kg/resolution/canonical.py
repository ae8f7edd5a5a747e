"""Canonical entities: what the decisions make of the appearances; one node for one thing, with its sources."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kg.ids import ID, digest, entity_iri, slug
from kg.model import EntityType
from kg.resolution.index import IdentityIndex
from kg.resolution.lookup import Member, Pair
from kg.resolution.names import person_words

#: The types whose longest name tells most.
_LONGEST: Final = frozenset({"Agreement"})


@dataclass(frozen=True, slots=True)
class Canonical:
    """One thing over all articles. ``members`` are pairs of the IRIs of an article and of its entity there."""

    id: str
    type: EntityType
    name: str
    members: tuple[tuple[str, str], ...]
    pairs: tuple[Pair, ...]  #: the merges of bundles that made it
    bundles: tuple[str, ...]


def canonical(index: IdentityIndex, root: str) -> Canonical | None:
    """The canonical entity of a cluster; None if there is no such cluster (any more).

    It has the gazetteer's IRI where it has an entry, else that of its earliest appearance; where other things have
    that too, a hash of what tells it from them is added. The order in which articles came makes no difference.
    """
    bundles = index.bundles(root)
    members = sorted(
        (member for bundle in bundles for member in index.members(bundle)),
        key=lambda m: (m.day or "9999", m.article, m.entity),
    )
    if not members:
        return None
    profiles = [index.profile(bundle) for bundle in bundles]
    linked = sorted(profile.link for profile in profiles if profile.link)
    type = next((p.type for p in profiles if p.link), index.profile(members[0].bundle).type)
    joined = {pair for bundle in bundles for pair in index.pairs(bundle) if pair.joined}
    return Canonical(
        id=ID + linked[0] if linked else _iri(index, root, type, members),
        type=type,
        name=_name(type, members, linked),
        members=tuple((m.article, m.entity) for m in sorted(members, key=lambda m: (m.article, m.entity))),
        pairs=tuple(sorted(joined, key=lambda pair: (pair.first, pair.second))),
        bundles=tuple(bundles),
    )


def all_canonical(index: IdentityIndex) -> Iterator[Canonical]:
    """Every canonical entity, by its root."""
    for root in index.roots():
        found = canonical(index, root)
        if found is not None:
            yield found


def _iri(index: IdentityIndex, root: str, type: EntityType, members: list[Member]) -> str:
    for entity in dict.fromkeys(member.entity for member in members):
        kind = entity.removeprefix(ID).partition("/")[0]
        if kind == type.lower() and index.is_alone(entity, root):
            return entity
    return f"{entity_iri(type, slug(members[0].name))}-{digest(root)[:8]}"


def _name(type: EntityType, members: list[Member], linked: list[str]) -> str:
    names = Counter(m.name for m in members)
    if linked:
        by_entry = Counter(m.name for m in members if m.entity == ID + linked[0])
        names = by_entry or names
    if type == "Person":
        return max(names, key=lambda n: (sum(len(w) > 1 for w in person_words(n)), names[n], len(n), n))
    if type in _LONGEST:
        return max(names, key=lambda n: (n[:1].isupper(), len(n), n))
    return max(names, key=lambda n: (names[n], len(n), n))
