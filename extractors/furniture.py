"""Furniture: what stands in an article without being part of what it says.

Addresses of mail and pages, credits of pictures, and the line with which a feed says where a post appeared.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Final

from extractors.reader import Found

_PICTURES: Final = r"(?:[Pp]hoto(?:graph)?s?|[Ii]mages?|[Pp]ictures?|[Vv]ideos?)"
#: At most five words with a capital: "NASA/Bo Ek", "Official State Department photo by J. Doe".
_CREDITED: Final = r"(?:(?:[A-Z]\.|[A-Z][\w'’-]{0,30}|de|van|photo|by|and)(?:[ /,]+|(?=\W|$))){1,6}"
_FURNITURE: Final = re.compile(
    rf"(?:^|\(|\b{_PICTURES} )[Cc]redits?: ?{_CREDITED}"
    rf"|\b{_PICTURES} (?:by|courtesy of):? {_CREDITED}"
    r"|^The post \S.{0,300} appeared first on .*$",
    re.MULTILINE,
)
_ADDRESS: Final = re.compile(r"@|://|\bwww\.")
_SPACE: Final = re.compile(r"\s|$")


def without_furniture(text: str, found: Sequence[Found]) -> list[Found]:
    """What was found outside of all furniture."""
    aside = furniture(text)
    starts = [start for start, _ in aside]
    ends = [0, *accumulate((end for _, end in aside), max)]  # how far furniture reaches that starts before
    return [span for span in found if ends[bisect_left(starts, span.end)] <= span.start]


def furniture(text: str) -> list[tuple[int, int]]:
    """Characters of all furniture, in order."""
    return sorted([*_addresses(text), *(match.span() for match in _FURNITURE.finditer(text))])


def _addresses(text: str) -> Iterator[tuple[int, int]]:
    """The words that hold the mark of an address. Each character is looked at twice at most."""
    end = 0
    while mark := _ADDRESS.search(text, end):
        start = mark.start()
        while start > end and not text[start - 1].isspace():
            start -= 1
        space = _SPACE.search(text, mark.end())
        end = space.start() if space else len(text)
        yield start, end
