"""Phrases: finds the frames of `extractors.frames` in sentences whose mentions are known.

Each sentence is written with its mentions as ``<Type:number>``, so that a frame reads like the phrase it stands for.
The reader decides by context, a frame by form; what a frame finds is trusted more.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations, pairwise, product
from typing import Final, cast

from extractors.distribution import distribute
from extractors.frames import FRAMES
from extractors.grammar import KIND, VERBS, Frame
from extractors.things import LITERALS
from kg.model import MODALITIES, Modality, Predicate

_SLOT: Final = re.compile(r"\[(\w+):([\w|]+)(\+?)\]")
_VERB: Final = re.compile(r"\{(be )?([a-z ]+)\}")
_NUMBER: Final = re.compile(r"<(\w+):(\d+)>")
#: "Kenya's" in "Kenya's KSA", where the agency is meant.
_OF_COUNTRY: Final = r"<Country:\d+>['’]s? (?:[a-z]+ ){0,3}(?=<(?:Agency|Organization):)"

#: What may stand before a mention without being part of it, and in brackets after it.
_BEFORE: Final = r"(?:(?:the|an?|its|their|this|that|new|joint|future|[A-Z][a-z]+(?:ese|i?an|ish|ch)) ){0,3}"
_AFTER: Final = r"(?:,? \([^()]{1,60}\))?"
_OWNER: Final = r"<(?:Agency|Organization|Country):\d+>"
_NOUN: Final = (
    r"(?:head|director|president|minister|chief|administrator|chair\w*|secretary|commissioner|ambassador|professor|"
    r"manager|scientist|investigator|engineer|commander|officer|astronaut|cosmonaut|leader|governor|representative)"
)
#: A person's office before the name, and after it between commas: taken out, so that lists of people are plain lists.
_OFFICE: Final = re.compile(
    rf"(?:[Tt]he (?:then )?)?(?:{_OWNER}(?:['’]s?)? )?<Title:\d+>(?: (?:of|at|for|in)(?: the)? {_OWNER})?,? "
    r"(?=(?:[A-Z][\w.]* ){0,2}<Person:)"
)
_APPOSED: Final = re.compile(
    rf"(<Person:\d+>)(?: \([^()]{{1,60}}\))?, (?=[^,.;]{{0,60}}?(?:<Title|{_NOUN}))"
    r"(?!who|which|and |nominated|designated)(?![^,.;]*(?:designate|elect)\b)"
    rf"(?:[^,.;<>]|<(?!Person)\w+:\d+>){{1,120}}?(?:, (?:the )?{_OWNER})?"
    r"(?=,|;|\.| and (?:[A-Z][\w.]* ){0,2}<Person| signs?\b| signed\b|$)",
    re.I,
)
_COUNTERPART: Final = re.compile(
    rf"\b(?:his|her|its|their) (?:[A-Za-z]+ ){{0,2}}counterparts?(?: (?:from|at|of)(?: the)? {_OWNER})?,? "
    r"(?=(?:[A-Z][\w.]* ){0,2}<Person:)"
)
_FOR: Final = rf"(?: (?:for|of|from|on behalf of)(?: the)? {_OWNER})?"
_AND: Final = r"(?:, |,? (?:and|&|nor|as well as|together with|along with) (?:with |by )?)"

_BEHALF: Final = re.compile(rf", on behalf of(?: the)? {_OWNER},(?= (?:[A-Z][\w.]* ){{0,2}}<Person:)")
#: Where a sentence that names no agreement means one: "It was signed by A", "A signed for B", "the signatories were A".
_ELLIPTIC: Final = re.compile(
    r"(?:^|(?<=[.;] ))(?:It|This)(?= (?:bears?|carries|binds|(?:[a-z]+ ){1,3}(?:signed|inked|initialled))\b)|"
    r"(?:(?<=\bsign )|(?<=\bsigns )|(?<=\bsigned ))(?:it\b|"
    r"(?=(?:for|on behalf of)(?: the)? <\w+:\d+>(?! (?:an?|the|its|their) )))|"
    r"(?:(?<=[Ss]ignatory )|(?<=[Ss]ignatories ))(?=(?:was|were|are|will be) )"
)
_BACK: Final = 3  #: sentences
#: What else is signed: with it between, nobody knows what "it" is.
_PAPER: Final = re.compile(r"\b(?:bill|law|decree|order|contract|petition|letter|budget|act|statement)\b", re.I)

#: What such a sentence says is somebody's claim, and often a denied one.
HEARSAY: Final = re.compile(
    r"\b(?:den(?:y|ies|ied)|false|untrue|incorrect|rumou?r(?:s|ed)?|allege[ds]?|reports that|no truth|if|whether|"
    r"brushed aside|corrected|a report that|wrongly|erroneously|mistakenly|dismissed|"
    r"ruled out|editing error|does not exist)\b|"
    r"^(?:Will|Did|Does|Is|Are|Has|Have|Can|Should)\b.*\?",
    re.I,
)

_OFTEN: Final = r"(?:[a-z]+ly |also |now |soon |then |today |just |each |both ){0,2}"
_WILL: Final = (
    r"(?:will|would|shall|may|could|(?:is|are|was|were) to|(?:plans?|intends?|hopes?|wants?|agreed|expects?) to|"
    r"(?:is|are) (?:due|set|expected|scheduled|ready|about|planning) to)"
)
_NOT: Final = (
    r"(?:(?:did|does|do|will|would|has|have|had|is|are|was|were) (?:not|never)|never|cannot|"
    r"(?:refused|declined|failed) to|(?:has|have) yet to)"
)


Line = tuple[int, int]  #: characters of a sentence


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
    modality: Modality | None  #: None where the phrase leaves it open
    line: Line


def find_phrases(text: str, slots: Sequence[Slot], lines: Sequence[Line]) -> Iterator[Stated]:
    """The facts that phrases state, sentence by sentence."""
    for length, line, said in clauses(text, slots, lines):
        present = {type for type, _ in _NUMBER.findall(said)}
        for frame in FRAMES:
            if frame.sentences == length and all(present & types for types in _compile(frame)[1].values()):
                for subject, predicate, object, modality in stated(frame, said):
                    yield Stated(subject, predicate, object, modality, line)


def clauses(text: str, slots: Sequence[Slot], lines: Sequence[Line]) -> Iterator[tuple[int, Line, str]]:
    """Every sentence, and every two that follow each other, as frames read them: how many there are, where, and what.

    They are masked, without offices and hearsay, with what they leave out filled in and with one verb for each deed.
    """
    ordered = sorted(slots)
    inside = [[s for s in ordered if line[0] <= s.start and s.end <= line[1]] for line in lines]
    for number, line in enumerate(lines):
        mentioned = whole_mentions(inside[number])
        if not mentioned:
            continue
        sentence = without_offices(mask(text, line, mentioned))
        if "<Agreement:" not in sentence and _ELLIPTIC.search(sentence) and (meant := _antecedent(inside[:number])):
            at, agreement = meant
            if not _PAPER.search(text, lines[at][1], line[1]):
                line = (lines[at][0], line[1])
                sentence = _completed(sentence, agreement)
        if not HEARSAY.search(sentence):
            yield from ((1, line, said) for said in distribute(sentence))
    for (first, one), (second, other) in pairwise(zip(lines, inside, strict=True)):
        line = (first[0], second[1])
        sentence = without_offices(mask(text, line, whole_mentions([*one, *other])))
        if one and other and not HEARSAY.search(sentence):
            yield from ((2, line, said) for said in distribute(sentence))


def _completed(sentence: str, agreement: str) -> str:
    """The sentence with the agreement where it says "it" or nothing."""
    return _ELLIPTIC.sub(lambda found: agreement if found[0] else f"{agreement} ", sentence)


def _antecedent(before: Sequence[Sequence[Slot]]) -> tuple[int, str] | None:
    """The one agreement of the last sentence that speaks of any, and which sentence that is; it is not far back."""
    for number in range(len(before) - 1, max(-1, len(before) - 1 - _BACK), -1):
        agreements = {slot.index for slot in before[number] if slot.type == "Agreement"}
        if agreements:
            return (number, f"<Agreement:{agreements.pop()}>") if len(agreements) == 1 else None
    return None


def whole_mentions(slots: Sequence[Slot]) -> list[Slot]:
    """The slots without titles and topics that lie across the mention of an entity."""
    entities = [s for s in slots if s.type not in LITERALS]
    return [
        s for s in slots if s.type not in LITERALS or not any(e.start < s.end and s.start < e.end for e in entities)
    ]


def mask(text: str, line: tuple[int, int], slots: Sequence[Slot]) -> str:
    """A sentence with its mentions as ``<Type:number>``."""
    parts, at = [], line[0]
    for slot in slots:
        if slot.start >= at:
            parts += [text[at : slot.start].replace("<", " "), f"<{slot.type}:{slot.index}>"]
            at = slot.end
    return "".join([*parts, text[at : line[1]].replace("<", " ")])


def without_offices(sentence: str) -> str:
    """A masked sentence in which people stand without offices: "the head of A, X, and Y, head of B" is X and Y."""
    return _BEHALF.sub("", _APPOSED.sub(r"\1", _COUNTERPART.sub("", _OFFICE.sub("", sentence))))


def stated(frame: Frame, sentence: str) -> Iterator[tuple[int, Predicate, int, Modality | None]]:
    """What one frame finds in a masked sentence."""
    pattern, types = _compile(frame)
    for match in pattern.finditer(sentence):
        found = match.groupdict()
        modality = _modality(frame, match, sentence)
        members = {
            name: [int(n) for type, n in _NUMBER.findall(re.sub(_OF_COUNTRY, "", found[name])) if type in allowed]
            for name, allowed in types.items()
        }
        for fact in frame.states:
            subject, predicate, object = fact.split()
            together = subject == object  # all pairs within one list
            pairs = combinations(members[subject], 2) if together else product(members[subject], members[object])
            for s, o in pairs:
                if s != o:
                    yield s, cast(Predicate, predicate), o, modality


def _modality(frame: Frame, match: re.Match[str], sentence: str) -> Modality | None:
    found = match.groupdict()
    heard = next((m for m in MODALITIES if found.get(m)), None)
    if sentence[: match.start()].endswith(("Neither ", "neither ")):
        return "negated"
    if frame.modality == "negated":  # of leaving: only who has left is out
        return "negated" if heard in {None, "asserted"} else None
    return heard or frame.modality


@cache
def _compile(frame: Frame) -> tuple[re.Pattern[str], dict[str, frozenset[str]]]:
    """The regular expression of a frame, and which types each of its slots takes."""
    types = {name: frozenset(choice.split("|")) for name, choice, _ in _SLOT.findall(frame.pattern)}
    pattern = _VERB.sub(lambda m: _passive(m[2]) if m[1] else _active(m[2]), frame.pattern)
    return re.compile(_SLOT.sub(lambda m: _slot(*m.groups()), pattern)), types


def _slot(name: str, types: str, many: str) -> str:
    one = rf"{_BEFORE}<(?:{types}):\d+>{_AFTER}"
    if types == "Person":
        one = rf"(?:the )?(?:[A-Z][\w.]* ){{0,3}}<Person:\d+>{_AFTER}{_FOR}"
    elif types == "Project":
        one = rf"{_BEFORE}(?:(?:[a-z-]+ ){{0,2}}{KIND} )?<Project:\d+>(?: {KIND}\b)?{_AFTER}"
    elif "Agency" in types:
        one = rf"{_BEFORE}(?:{_OF_COUNTRY})?(?!{_OF_COUNTRY})<(?:{types}):\d+>{_AFTER}"
    return f"(?P<{name}>{one}(?:{_AND}{one})*)" if many else f"(?P<{name}>{one})"


def _active(verb: str) -> str:
    v = VERBS[verb]
    return (
        rf"(?:(?P<negated>{_NOT} (?:yet )?{_OFTEN}(?:{v.base}|{v.past}))|(?P<planned>{_WILL} {_OFTEN}(?:{v.base}))|"
        rf"(?P<asserted>(?:have |has |had )?{_OFTEN}(?:{v.past}|{v.third}|(?<!to )(?:{v.base}))))(?=[ ,.;]|$)"
    )


def _passive(verb: str) -> str:
    v = VERBS[verb]
    return (
        rf"(?:(?P<negated>(?:was|were|is|has|have|had) (?:not|never) (?:yet )?(?:been )?(?:{v.past}))|"
        rf"(?P<planned>{_WILL} be {_OFTEN}(?:{v.past}))|"
        rf"(?P<asserted>(?:(?:is|are|was|were|has been|have been|had been) )?{_OFTEN}(?:{v.past})))(?=[ ,.;]|$)"
    )
