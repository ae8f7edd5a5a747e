"""Furniture: what stands in an article without being part of what it says.

Addresses of mail and pages, credits of pictures, and the line with which a feed says where a post appeared.
"""

import re
from typing import Final

_PICTURES: Final = r"(?:[Pp]hoto(?:graph)?s?|[Ii]mages?|[Pp]ictures?|[Vv]ideos?)"
_FURNITURE: Final = re.compile(
    r"\S*(?:@|://|\bwww\.)\S*"
    rf"|\b(?:{_PICTURES} )?[Cc]redits?: ?[^\n.)]{{1,100}}"
    rf"|\b{_PICTURES} (?:by|courtesy of):? (?:[A-Z][\w.'’-]*[ /]*){{1,5}}"
    r"|^The post \S.{0,300} appeared first on .*$",
    re.MULTILINE,
)


def furniture(text: str) -> list[tuple[int, int]]:
    """Characters of all furniture, in order."""
    return [match.span() for match in _FURNITURE.finditer(text)]
