"""Blocking: keys that two profiles of one thing share, so that only few pairs need to be compared."""

import re
from collections.abc import Iterator
from itertools import combinations, pairwise
from typing import Final

from extractors.folding import fold
from extractors.names import is_acronym
from kg.resolution.names import event_words, person_words, project_name
from kg.resolution.profile import Profile, bounds

#: A key that more groups than these have tells nothing: its pairs are not compared.
MOST: Final = 60
_INITIALS_SKIP: Final = frozenset("of the for and on in de la del do da des du e et y".split())
_VOWELS: Final = re.compile("[aeiouy]")
_FEW: Final = 5
_YEARS: Final = 3  #: a date that spans more years gives no key by year


def keys(profile: Profile) -> frozenset[str]:
    """The keys of a profile."""
    return frozenset(f"{_KIND[profile.type]}:{key}" for key in _KEYS[profile.type](profile))


def _people(profile: Profile) -> Iterator[str]:
    for name in profile.names:
        words = person_words(name)
        if len(words) == 1:
            yield _bones(words[0]) + "/"
        for word in words:
            if len(word) > 1:
                yield from (f"{_bones(word)}/{other[0]}" for other in words if other is not word)
        for employer in profile.of("employer"):  # "Evdokimov" is known by his institute
            yield from (f"{_bones(word)}@{employer}" for word in words[-1:])
        for one, other in pairwise(words):  # written as one word elsewhere
            yield f"{_bones(one + other)}/{words[0][0]}"


def _bones(word: str) -> str:
    """The word without its vowels, by which spellings differ most; a short one as it is."""
    bare = _VOWELS.sub("", word)
    return bare if len(bare) > 3 else word


def _agreements(profile: Profile) -> Iterator[str]:
    parties = sorted(profile.of("party"))
    if len(parties) < 2 and len(profile.of("around")) <= _FEW:  # a party may be named elsewhere in the article
        parties = sorted({*parties, *profile.of("around")})
    sides = sorted(profile.of("side"))
    pairs = [f"{a}&{b}" for side in (parties, sides) for a, b in combinations(side[:8], 2)] or parties
    years = _years(profile)
    for pair in pairs:
        yield from (f"{pair}@{year}" for year in years)
    for year in years:
        for project in profile.of("project"):
            yield f"{''.join(project_name(project).words)}@{year}"
        for signer in profile.of("signer"):
            yield from (f"{word[:6]}@{year}" for word in person_words(signer)[-1:])
    for body in profile.of("founds"):
        yield f"founds {''.join(project_name(body).words)}"
    for name in profile.names:
        if name[:1].isupper() and " " in name:
            yield fold(name)


def _years(profile: Profile) -> set[int]:
    """The years in which the agreement was, or is to be, signed; else those about the report."""
    found: set[int] = set()
    for date in profile.dates | profile.planned:
        first, last = bounds(date)
        if last.year - first.year < _YEARS:
            found.update(range(first.year, last.year + 1))
    if not found and profile.first:
        found.update((int(profile.first[:4]), int(profile.last[:4])))
    return found


def _projects(profile: Profile) -> Iterator[str]:
    for name in profile.names:
        words = project_name(name).words
        yield "".join(words)
        if len(words) > 2:
            yield "".join(word[0] for word in words)
        else:
            yield _bones("".join(words))


def _events(profile: Profile) -> Iterator[str]:
    for name in profile.names:
        words, _, _ = event_words(name)
        named = [w for w in words if len(w) > 2] or list(words)
        for year in profile.of("year") or {""}:
            yield from (f"{word[:6]}@{year}" for word in named)
            yield f"{''.join(sorted(w[0] for w in words))}@{year}"


def _names(profile: Profile) -> Iterator[str]:
    for name in profile.names:
        folded = fold(name)
        yield folded
        words = folded.split()
        if is_acronym(name):
            yield "".join(words)
        elif len(words) > 1:
            yield "".join(word[0] for word in words if word not in _INITIALS_SKIP)
            yield "".join(sorted(word[:3] for word in words))
            yield " ".join(words[:3])


_KEYS: Final = {
    "Agency": _names,
    "Organization": _names,
    "Country": _names,
    "Place": _names,
    "Person": _people,
    "Agreement": _agreements,
    "Project": _projects,
    "Event": _events,
}
_KIND: Final = {kind: kind.lower() for kind in _KEYS} | {"Organization": "agency"}
