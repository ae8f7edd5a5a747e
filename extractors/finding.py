"""Finding: whether a known name in running text stands for itself or is part of something else's name."""

import re
from itertools import pairwise
from typing import Final

from extractors.entries import Entry

#: What may lie between the words of a name: not the comma of "Ørsted, the satellite", not the end of a sentence.
_GAP: Final = re.compile(r"[-–—/'’´`.&+ \t\xa0]*\n?[-–—/'’´`.&+ \t\xa0]*")
_SENTENCE: Final = re.compile(r"[.!?][ \t\n]")
_HYPHENS: Final = "-–‑"
#: "Gaofen 6", "Long March 8", "Metop C": a number or a single capital makes another name.
_NUMBERED: Final = re.compile(r" (?:\d|[A-Z]\d?\b(?![.'’])|[IVX]+\b)")
_CAPITALISED: Final = re.compile(r" [A-ZÀ-Þ]\w")
#: "the University of Oslo", "the Politecnico di Torino"
_PART_OF: Final = re.compile(r"[A-ZÀ-Þ][\w'’.-]* (?:of|di|de|da|do|for|in) (?:the )?$")
#: "the Tokyo institute" names the institute.
_BELONGING: Final = re.compile(
    r"(?:['’]s)? (?:young |space )*"
    r"(?:agency|institute|centre|center|laboratory|council|service|office|firm|company|side)\b"
)
#: After an adjective that is also a country's short name, one of these shows that the country is meant.
_SMALL: Final = re.compile(
    r"[^\w\s]|$|\s*\n|\s(?:and|or|to|in|on|for|with|is|was|are|were|has|had|have|will|would|can|by|as|at|from|that|which|who|"
    r"but|does|did|may|must|should|also|joined|signed|became)\b"
)


def stands_alone(text: str, start: int, end: int, entry: Entry) -> bool:
    """Whether ``text[start:end]``, a name of ``entry``, is not part of a longer name or a mere attribute.

    It reads the characters around the name, not the sentence, and refuses in doubt: the reader of the whole sentence
    finds what is left out here.
    """
    before, after = text[max(0, start - 60) : start], text[end : end + 40]
    surface = text[start:end]
    if entry.type in {"Project", "Place", "Country"}:
        glued = before[-1:] and before[-1] in _HYPHENS and before[-2:-1].isalnum()
        if glued or (after[:1] and after[0] in _HYPHENS and after[1:2].isalnum()):
            return False
    if entry.type == "Project":
        return not _NUMBERED.match(after)
    if entry.type == "Place":
        shouted = len(surface) > 3 and surface.isupper()  # datelines
        return not (shouted or _CAPITALISED.match(after) or _PART_OF.search(before) or _BELONGING.match(after))
    if entry.type == "Country":
        return surface not in entry.acronyms or (_SMALL.match(after) is not None and after[:1] not in _HYPHENS)
    if entry.type in {"Agency", "Organization"}:  # "the French space agency" is a description, not a name
        return not surface[surface.rfind(" ") + 1 :].islower()
    return True


def is_one_name(text: str, words: list[re.Match[str]], entry: Entry) -> bool:
    """Whether nothing but spaces, hyphens and the like lies between the words, if the name has no comma itself."""
    gaps = [text[a.end() : b.start()] for a, b in pairwise(words)]
    if all(_GAP.fullmatch(gap) and not _SENTENCE.match(gap) for gap in gaps):
        return True
    return text[words[0].start() : words[-1].end()].casefold() in {s.casefold() for s in entry.surfaces}
