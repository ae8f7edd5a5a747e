"""Clustering: from judged pairs to groups of one thing each, the same whatever the order in which they come."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

#: Two clusters are joined if their pairs speak for it on average, not only the best of them.
_AVERAGE: Final = 0.5

#: The probability that two members are one, "excluded" where it cannot be, "silent" where nothing can be said.
Likeness = float | Literal["excluded", "silent"]
#: What reviewers said of pairs, each in its order: one thing, or not.
Verdicts = Mapping[tuple[str, str], bool]


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """A pair of members with the probability that they are one, ``first`` before ``second`` in their order."""

    first: str
    second: str
    score: float = field(compare=False)


def cluster(
    members: Iterable[str], links: Iterable[Link], compare: Callable[[str, str], Likeness], verdicts: Verdicts
) -> dict[str, tuple[list[str], list[Link]]]:
    """Greedy average linkage with vetoes: by its first member each cluster's members and the links that made it.

    What a reviewer joined comes first and needs no score. Then the best link is taken, ties in the order of the
    members: two clusters are joined unless a pair across them is excluded, by comparison or by a reviewer, or the
    pairs across them speak against it on average. A cluster of n members has n - 1 links.
    """
    parts = {member: [member] for member in members}
    of = {member: member for member in parts}
    made: dict[str, list[Link]] = {member: [] for member in parts}

    refused: dict[tuple[str, str], tuple[int, int]] = {}  # clusters that were not joined, and how large they were

    def unite(link: Link, allowed: Callable[[list[str], list[str]], bool]) -> None:
        a, b = sorted((of[link.first], of[link.second]))
        if a == b:
            return
        sizes = len(parts[a]), len(parts[b])
        if refused.get((a, b)) == sizes:
            return
        if not allowed(parts[a], parts[b]):
            refused[a, b] = sizes
            return
        for member in parts[b]:
            of[member] = a
        parts[a] += parts.pop(b)
        made[a] += [*made.pop(b), link]

    def across(a: list[str], b: list[str]) -> list[tuple[str, str]]:
        return [(x, y) if x < y else (y, x) for x in a for y in b]

    def not_denied(a: list[str], b: list[str]) -> bool:
        return all(verdicts.get(pair, True) for pair in across(a, b))

    def alike(a: list[str], b: list[str]) -> bool:
        known = []
        for pair in across(a, b):
            said = verdicts.get(pair)
            likeness = compare(*pair) if said is None else 1.0 if said else "excluded"
            if likeness == "excluded":
                return False
            if isinstance(likeness, float):
                known.append(likeness)
        return bool(known) and sum(known) / len(known) >= _AVERAGE

    for pair, same in sorted(verdicts.items()):
        if same:
            unite(Link(*pair, score=1.0), not_denied)
    for link in sorted(links, key=lambda link: (-link.score, link.first, link.second)):
        unite(link, alike)
    return {min(found): (sorted(found), sorted(made[first])) for first, found in parts.items()}
