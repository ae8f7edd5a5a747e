"""Phrases: frames of words between mentions that state a claim by themselves.

Each sentence is written with its mentions as ``<Type:number>``, so that a frame reads like the phrase it stands for.
The reader decides by context, a frame by form; what a frame finds is trusted more.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from kg.model import Modality, Predicate

_PERSON: Final = r"<Person:(\d+)>"
_LISTED: Final = re.compile(r"(?:^|, |,? and |,? as well as )(?:[A-Z][\w.]+ )?<Person:(\d+)>")
_AGENCIES: Final = r"<Agency:\d+>(?:(?:,| and|, and) <Agency:\d+>)+"
_KIND: Final = (
    r"(?:initiative|mission|project|programme|program|satellite|spacecraft|probe|lander|rover|telescope|instrument)"
)
_AGAIN: Final = r"(?: \(<Project:\d+>\))?"

#: "X met Y, Director General of Z, and W"
_MEETING: Final = re.compile(rf"{_PERSON}(?:, [^.;]{{0,80}}?,)? (?:met|received|held talks with|hosted)(?: with)? (.+)")
#: "the Observatory (SCO), a CNES initiative"
_INITIATIVE: Final = re.compile(
    rf"<Project:(\d+)>{_AGAIN}, (?:an?|the) <Agency:(\d+)>(?:['’]s?)?(?: [a-z-]+){{0,2}} {_KIND}\b"
)
#: "Bion-M2 set to launch in 2022", "NISAR was launched on 30 July 2025"
_FUTURE_LAUNCH: Final = re.compile(
    r"<Project:(\d+)>,?(?: (?:that|which))?(?: (?:is|are|was|now|currently))*"
    r" (?:set|due|scheduled|planned|expected|slated) (?:to launch|to be launched|for launch|to fly|to lift off)"
    r"(?: [a-z]+){0,3}? <Date:(\d+)>"
)
_PAST_LAUNCH: Final = re.compile(
    r"<Project:(\d+)>,?(?: (?:that|which))?(?: (?:was|were|had been))? (?:launched|lifted off)"
    r"(?: [a-z]+){0,2}? <Date:(\d+)>"
)
#: "the congress (IAC 2019) in Washington"
_VENUE: Final = re.compile(r"<Event:(\d+)>(?: \(<Event:\d+>\))?(?:,? held)? in <(?:Place|Country):(\d+)>")
#: "CNES, Roshydromet and Roscosmos have collaborated on balloon campaigns"
_TOGETHER: Final = re.compile(
    rf"({_AGENCIES}) (?:have |has |had )?(?:long |also |already )?(?:collaborated?|cooperated?|worked? together)"
    r"(?: in the past)?(?: on(?: [a-z]+){0,2}? <Project:(\d+)>)?"
)


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """A mention in a sentence: characters, type, and the index of the thing it is of."""

    start: int
    end: int
    type: str
    index: int


@dataclass(frozen=True, slots=True)
class Stated:
    """What a phrase states between two things, by their indices."""

    subject: int
    predicate: Predicate
    object: int
    modality: Modality
    line: tuple[int, int]


def find_phrases(text: str, slots: Sequence[Slot], lines: Sequence[tuple[int, int]]) -> Iterator[Stated]:
    """The claims that phrases state, sentence by sentence."""
    ordered = sorted(slots)
    for line in lines:
        inside = [s for s in ordered if line[0] <= s.start and s.end <= line[1]]
        if len(inside) < 2:
            continue
        for subject, predicate, object, modality in _stated(_mask(text, line, inside)):
            if subject != object:
                yield Stated(subject, predicate, object, modality, line)


def _mask(text: str, line: tuple[int, int], slots: Sequence[Slot]) -> str:
    parts, at = [], line[0]
    for slot in slots:
        if slot.start >= at:
            parts += [text[at : slot.start].replace("<", " "), f"<{slot.type}:{slot.index}>"]
            at = slot.end
    return "".join([*parts, text[at : line[1]].replace("<", " ")])


def _stated(sentence: str) -> Iterator[tuple[int, Predicate, int, Modality]]:
    for match in _MEETING.finditer(sentence):
        for other in _LISTED.finditer(match[2].split(";")[0]):
            yield int(match[1]), "met", int(other[1]), "asserted"
    for match in _INITIATIVE.finditer(sentence):
        yield int(match[2]), "leads", int(match[1]), "asserted"
    for match in _FUTURE_LAUNCH.finditer(sentence):
        yield int(match[1]), "launchDate", int(match[2]), "planned"
    for match in _PAST_LAUNCH.finditer(sentence):
        yield int(match[1]), "launchDate", int(match[2]), "asserted"
    for match in _VENUE.finditer(sentence):
        yield int(match[1]), "takesPlaceIn", int(match[2]), "asserted"
    for match in _TOGETHER.finditer(sentence):
        members = [int(n) for n in re.findall(r"<Agency:(\d+)>", match[1])]
        for a, b in combinations(members, 2):
            yield a, "cooperatesWith", b, "asserted"
        if match[2]:
            for member in members:
                yield member, "participatesIn", int(match[2]), "asserted"
