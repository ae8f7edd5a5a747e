"""Plain text: an article as a scraper leaves it, with its masthead above, page furniture around, comments below."""

import re
from itertools import pairwise
from typing import Final

from kg.ingestion.characters import tidy
from kg.ingestion.draft import Draft
from kg.ingestion.furniture import quoted_title, strip_furniture
from kg.ingestion.masthead import Masthead, read_masthead

#: Lines of a text that was wrapped for a terminal or a letter are between these widths.
_WRAPPED: Final = range(40, 121)
#: Programs that wrap differ a little in what they count.
_SLACK: Final = 6
#: So many lines must be full before a text is taken for wrapped.
_EVIDENCE: Final = 3
_ITEM: Final = re.compile(r"\s*(?:[-*•–—·]|\d{1,3}[.)]|\(?[a-z]\))\s")


def read_plain(text: str) -> Draft:
    """The article in ``text``. Its headline fills ``title`` and stays the first line of the body."""
    page = read_lines(unwrap(tidy(text)).split("\n"))
    return Draft(
        text=with_headline(page.title, page.body),
        title=page.title,
        author=page.author,
        publisher=page.publisher,
        published=page.published,
    )


def read_lines(lines: list[str], *, title: str = "") -> Masthead:
    """Masthead and body of an article given as lines, without furniture and comments; see `read_masthead`."""
    hint = title or quoted_title(lines)
    page = read_masthead(lines, title=hint)
    page.body = strip_furniture(page.body)
    return page


def with_headline(title: str, body: list[str]) -> str:
    """The text of an article: its headline, if it has one, a blank line, and its body."""
    text = tidy("\n".join(body))
    return tidy(f"{title}\n\n{text}")


def unwrap(text: str) -> str:
    """``text`` with each paragraph on one line, where all its lines were broken at the same width.

    A line was broken there only if the next word would not have fitted; a poem, a list or a table stays as it is.
    Newlines become spaces, so that nothing moves.
    """
    lines = text.split("\n")
    width = max(map(len, lines), default=0)
    if width not in _WRAPPED:
        return text
    breaks = [_is_full(before, line, width) for before, line in pairwise(lines) if before and line]
    if sum(breaks) < _EVIDENCE or sum(breaks) < len(breaks) / 2:
        return text
    joined = lines[0]
    for before, line in pairwise(lines):
        joined += (" " if before and line and _is_full(before, line, width) else "\n") + line
    return joined


def _is_full(before: str, line: str, width: int) -> bool:
    """Whether the first word of ``line`` would not have fitted on the line before it."""
    first = line.lstrip().split(" ", 1)[0]
    return len(before) + 1 + len(first) > width - _SLACK and not _ITEM.match(line)
