"""Roles: the fixed phrases in which news says who holds which position where.

``CNES President X`` · ``X, Director General of CNES`` · ``the director of CNES, X`` · ``the Brazilian ambassador, X`` ·
``X, of CNES``. The reader finds the parts, the words between them decide. Such a phrase is surer than the reader's own
guess, and where a person has one, other guesses about the same person are dropped.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final, Literal

_POLITE: Final = (
    r"(?:(?:dr|mr|mrs|ms|mme|prof|professor|gen|general|col|colonel|lt|maj|major|sir|dame|h\.\s?e|his excellency|"
    r"her excellency|eng|ing|brig|capt|captain|adm|shri|sheikh|academician|\(ret(?:d|\.)?\)|\(rtd\))\.?\s+)*"
)
_OWNER_TITLE: Final = re.compile(
    r"(?:['’]s?)?,? (?:(?:then|former|acting|new|newly appointed|long-time|deputy) )*", re.I
)
_TITLE_PERSON: Final = re.compile(rf",? {_POLITE}", re.I)
_PERSON_TITLE: Final = re.compile(
    r",? (?:\([^)]{1,40}\),? )?(?:who (?:is|was) |(?:is|was|as) )?"
    r"(?:(?:the|a|an|its|then|former|acting|now|until recently|newly appointed|new) )*",
    re.I,
)
_TITLE_OWNER: Final = re.compile(
    r",? (?:of|at|for|with|in|from)(?: (?:the|that|its))?(?: [a-z]{3,12}(?: [a-z]{3,12})?,? (?:of|at)(?: the)?)? |,? ",
    re.I,
)
_OWNER_PERSON: Final = re.compile(rf",? {_POLITE}", re.I)
_PERSON_OF: Final = re.compile(r",? (?:of|from)(?: the)? |, ", re.I)
_TO_COME: Final = re.compile(r"[- ](?:designate|elect)\b")  #: after a title that its holder does not have yet
_WORD_BEFORE: Final = re.compile(r"([^\W\d_]+(?:[ -][^\W\d_]+)?)\s+$")

_SUCCEEDED: Final = re.compile(
    rf",? who (?:has )?(?:(?:succeeded|succeeds|replaced|replaces)|(?:took|takes|taken) over from) {_POLITE}", re.I
)

_AS_ELSE: Final = re.compile(r",? (?:as|at)\b")  #: what follows says what the predecessor was

#: Titles that stand before a name and are titles wherever they do.
_STANDING: Final = re.compile(
    r"\b(?:(?:Vice|Deputy|Foreign|Prime|First|Federal|State) )?(?:President|Minister|Premier|Chancellor|Ambassador|"
    r"Administrator|Director(?:[- ]General)?|Secretary[- ]General|Chairman|Chairwoman|Commissioner|Governor) \Z"
)

Kind = Literal["person", "title", "owner"]


@dataclass(frozen=True, slots=True, order=True)
class Part:
    """A piece of such a phrase: characters, what it can be, and the value that a claim takes (IRI or title)."""

    start: int
    end: int
    kind: Kind
    value: str


@dataclass(frozen=True, slots=True)
class Role:
    """A person with the title and the owner (an agency, say) that a phrase gives; either may be empty."""

    person: str
    title: str
    owner: str
    spans: tuple[tuple[int, int], ...]


def find_roles(text: str, parts: Sequence[Part], country_of: Callable[[str], str | None]) -> Iterator[Role]:
    """The roles that fixed phrases state. ``country_of`` gives the IRI of the country that an adjective means here.

    Who is succeeded had the role of the successor.
    """
    ordered = sorted(
        p
        for p in parts
        if not (p.kind == "owner" and _passes_on(text, p)) and not (p.kind == "title" and _TO_COME.match(text, p.end))
    )
    found: dict[tuple[int, int], list[Role]] = defaultdict(list)
    for role in _in_phrases(text, ordered, country_of):
        for span in role.spans:
            found[span].append(role)
        yield role
    people = [p for p in ordered if p.kind == "person"]
    for person, predecessor in pairwise(people):
        for role in found.get((person.start, person.end), ()):
            end = max(end for _, end in role.spans)
            if (
                role.person == person.value
                and _SUCCEEDED.fullmatch(text, end, predecessor.start)
                and not _AS_ELSE.match(text, predecessor.end)
            ):
                spans = (*role.spans, (predecessor.start, predecessor.end))
                yield replace(role, person=predecessor.value, spans=spans)


def _in_phrases(text: str, ordered: Sequence[Part], country_of: Callable[[str], str | None]) -> Iterator[Role]:
    taken = -1  #: index of the last title that a phrase has given to the person before it
    for index, part in enumerate(ordered):
        following = ordered[index + 1 : index + 3]
        if index == taken:
            continue
        if len(following) == 2 and not _is_of_the_next(text, _to_person(ordered, index)):
            role = _three(text, part, *following)
            if role is not None:
                taken = index + 1 if part.kind == "person" else taken
                yield role
        if following and not (index and _is_of_the_one_before(text, ordered[index - 1], part, following[0])):
            yield from _two(text, part, following[0], country_of)


def standing_titles(text: str, people: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Characters of the well-known titles right before the people whose characters are given."""
    for start, _ in people:
        found = _STANDING.search(text, max(0, start - 40), start)
        if found:
            yield found.start(), found.end() - 1


def _passes_on(text: str, owner: Part) -> bool:
    """``Argentina's space commission`` is not Argentina, and lists with "respectively" are not read here."""
    return bool(
        re.match(
            r"['’]s? (?:[a-z]+ )*(?:agency|commission|cent(?:er|re)|institute)|[^.;\n]{0,40}\brespectively\b",
            text[owner.end : owner.end + 80],
        )
    )


def _to_person(parts: Sequence[Part], first: int) -> Sequence[Part]:
    """The parts from ``first`` to the next person after it, five at most."""
    ends = (i for i in range(first + 1, min(first + 5, len(parts))) if parts[i].kind == "person")
    return parts[first : next(ends, first) + 1]


def _is_of_the_one_before(text: str, before: Part, title: Part, after: Part) -> bool:
    """Whether, between two people, the office is that of the one whom it follows: "X, astronaut, Y, minister"."""
    return (
        (before.kind, title.kind, after.kind) == ("person", "title", "person")
        and text[before.end : title.start].startswith(", ")
        and _PERSON_TITLE.fullmatch(text, before.end, title.start) is not None
        and text[title.end : after.start].startswith(",")
    )


def _is_of_the_next(text: str, parts: Sequence[Part]) -> bool:
    """Whether, after a person, the office is that of the person whom it stands before: "X, CNES President Y"."""
    kinds = [p.kind for p in parts]
    if kinds[:3] != ["person", "owner", "title"] or kinds[3:] not in (["person"], ["owner", "person"]):
        return False
    gaps = [text[a.end : b.start] for a, b in pairwise(parts[2:])]
    sent = len(gaps) == 1 or re.fullmatch(r" (?:to|of|in)(?: the)? ", gaps[0])  # "X, U.S. Ambassador to Chile Y"
    return bool(sent) and re.fullmatch(rf" {_POLITE}", gaps[-1], re.I) is not None


def _three(text: str, a: Part, b: Part, c: Part) -> Role | None:
    first, second = text[a.end : b.start], text[b.end : c.start]
    spans = tuple((p.start, p.end) for p in (a, b, c))
    match a.kind, b.kind, c.kind:
        case "owner", "title", "person" if _OWNER_TITLE.fullmatch(first) and _TITLE_PERSON.fullmatch(second):
            return Role(c.value, b.value, a.value, spans)
        case "person", "title", "owner" if _PERSON_TITLE.fullmatch(first) and _TITLE_OWNER.fullmatch(second):
            return Role(a.value, b.value, c.value, spans)
        case "title", "owner", "person" if _TITLE_OWNER.fullmatch(first) and _OWNER_PERSON.fullmatch(second):
            return Role(c.value, a.value, b.value, spans)
        case "person", "owner", "title" if _PERSON_OF.fullmatch(first) and _OWNER_TITLE.fullmatch(second):
            return Role(a.value, c.value, b.value, spans)
    return None


def _two(text: str, a: Part, b: Part, country_of: Callable[[str], str | None]) -> Iterator[Role]:
    between = text[a.end : b.start]
    spans = ((a.start, a.end), (b.start, b.end))
    if (a.kind, b.kind) == ("title", "person") and _TITLE_PERSON.fullmatch(between):
        adjective = _WORD_BEFORE.search(text, max(0, a.start - 30), a.start)
        owner = country_of(adjective[1]) or country_of(adjective[1].split()[-1]) if adjective else None
        yield Role(b.value, a.value, owner or "", spans)
    elif (a.kind, b.kind) == ("person", "title") and _PERSON_TITLE.fullmatch(between) and between != " ":
        yield Role(a.value, b.value, "", spans)
    elif (a.kind, b.kind) == ("person", "owner") and re.fullmatch(r",? (?:of|from)(?: the)? ", between):
        yield Role(a.value, "", b.value, spans)
