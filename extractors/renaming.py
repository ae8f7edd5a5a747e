"""Renamings: where a text says that a mission has, or had, another name: "Marajó, formerly CORAL-BR"."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from extractors.names import is_nominal, key
from extractors.state import Candidate

_FAR: Final = 80  #: characters between two names of which one phrase says that they are one
_BACK: Final = 400  #: characters between a name and "the satellite" that stands for it

#: Words of which any number may stand between the two names.
_GLUE: Final = frozenset(
    "the a an its which that was were is are be been being has have had will would to as under by of "
    "working provisional project name title designation".split()
)
_THINGS: Final = frozenset(
    "satellite satellites spacecraft mission probe craft project capsule telescope observatory orbital lander rover "
    "orbiter instrument".split()
)
#: Words that say by themselves that the name has changed …
_CHANGED: Final = frozenset(
    "formerly previously originally initially hitherto heretofore provisionally erstwhile former ex née renamed "
    "rechristened rebaptised rebranded redesignated".split()
)
#: … and those that say so only beside a word for naming.
_TIMES: Final = frozenset("now today since later subsequently afterwards eventually then henceforth once first".split())
_NAMING: Final = frozenset(
    "called named known baptised baptized christened dubbed designated discussed styled born conceived".split()
)
_GIVEN: Final = frozenset("receives received gets got takes took bears given".split())
_WORD: Final = re.compile(r"[\w-]+")
_SENTENCE: Final = re.compile(r"[.!?][\"”’']?\s|\n")
_MEANT: Final = re.compile(
    rf"\b(?:the|this|that)\s+(?:[\w-]+\s+){{0,4}}?(?:{'|'.join(sorted(_THINGS))})\b[ ,]+(.*)", re.I
)


def renamings(text: str, mentions: Sequence[Candidate], demonyms: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Pairs of indices of mentions, in the order of the text, that the text gives as two names of one mission.

    "Marajó, formerly CORAL-BR"; "TAMAR is now Shani"; "Samudra-1 is in orbit. The satellite was born as TwinScat".
    """
    named = [i for i, m in enumerate(mentions) if m.type == "Project" and not is_nominal(m.text, demonyms)]
    for earlier, later in pairwise(named):
        if key(mentions[earlier].text) == key(mentions[later].text):
            continue
        between = text[mentions[earlier].end : mentions[later].start]
        phrase = _SENTENCE.split(between)[-1]
        near = phrase == between and len(between) <= _FAR and _renames(between)
        meant = _MEANT.search(phrase) if len(between) <= _BACK else None
        if near or (meant and _names_anew(meant[1])):
            yield earlier, later


def _renames(between: str) -> bool:
    """Whether all words between two names are such as say that they are of one thing, now and before."""
    words = set(_WORD.findall(between.lower().replace("ex-", "ex ")))
    if words - _GLUE - _THINGS - _CHANGED - _TIMES - _NAMING - _GIVEN:
        return False
    timed = words & _TIMES and (words & _NAMING or words & {"is", "are"})
    return bool(words & _CHANGED or timed or (words & _GIVEN and "name" in words))


def _names_anew(predicate: str) -> bool:
    """Whether what is said of "the satellite" up to the name is that it had, or now has, that name."""
    words = _WORD.findall(predicate.lower())
    if set(words) - _GLUE - _THINGS - _CHANGED - _TIMES - _NAMING - _GIVEN:
        return False
    before = words[:1] in (["was"], ["had"]) and bool(_NAMING & set(words))
    return before or bool(_CHANGED & set(words)) or (bool(_GIVEN & set(words)) and "name" in words)
