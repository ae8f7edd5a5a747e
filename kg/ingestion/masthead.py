"""The masthead of an article in plain lines: headline, byline, publication and date, taken off the body."""

import datetime as dt
import re
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Final

from kg.ingestion.credits import Credits, is_name, read_credits
from kg.ingestion.dates import find_date
from kg.ingestion.furniture import is_furniture, is_label, is_rubric

#: How many lines with text may stand above the body.
_DEPTH: Final = 14
_HEADLINE: Final = 220
#: A byline may follow a standfirst, but not from further below than this many lines.
_STANDFIRST: Final = 3

_SLOGAN: Final = re.compile(r".*(?:…|\.\.\.)|.*\band more\W*", re.IGNORECASE)
_BREADCRUMB: Final = re.compile(r"(?:home|news)?(?:\s*[>»›/]\s*[\w &-]{2,40}){1,6}", re.IGNORECASE)
_LIST_ITEM: Final = re.compile(r"(?:[-*•–—·]|\d{1,3}[.)]|\(?[a-z]\))\s")
_SENTENCE: Final = re.compile(r"""[.;:,][)\]"'”’»]*$""")
_ABBREVIATION: Final = re.compile(r"(?:\b[A-Z]\.){2,}$|\b(?:Inc|Ltd|Co|Corp)\.$")
_BEFORE_DATELINE: Final = re.compile(r"[A-ZÀ-Þ][^.!?]{1,60}?,\s+")
_AFTER_DATELINE: Final = re.compile(r"\s*(?:\([^)]{1,60}\))?\s*(?:[—–:]|--?\s|/[A-Z][\w -]{1,30}/)")


class _Kind(Enum):
    CREDITS = auto()  # byline, date, source
    CHROME = auto()  # furniture, labels, breadcrumbs
    SHORT = auto()  # a headline, the name of a publication, a subheading: its place decides
    TEXT = auto()  # sentences, list items


@dataclass(slots=True)
class Masthead:
    """What the lines above a body say of the article, and the ``body`` without them (the headline neither)."""

    title: str = ""
    author: str = ""
    publisher: str = ""
    published: dt.date | None = None
    body: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    text: str
    block: int  # lines without a blank line between them share one
    kind: _Kind
    credits: Credits | None


def read_masthead(lines: list[str], *, title: str = "") -> Masthead:
    """Split ``lines`` into masthead and body.

    A known ``title`` (from a comment heading, front matter or a page's metadata) tells the headline from the slogans
    around it. Where no byline and no date stand above the body nothing is taken off, except a headline that stands
    alone above it.
    """
    zone = _zone(lines)
    signed = [line for line in zone if line.kind is _Kind.CREDITS]
    headline = _headline(zone, signed, title)
    dropped = {line.number for line in (*signed, *([headline] if headline else ()))}
    author, names = "", list[str]()
    published, updated = None, None
    for line in signed:
        assert line.credits is not None
        author = author or line.credits.author
        names += [line.credits.publisher] if line.credits.publisher else []
        published = published or line.credits.published
        updated = updated or line.credits.updated
    if signed:
        dropped |= {line.number for line in zone if line.kind is _Kind.CHROME}
        beside = _beside_credits(zone, signed, headline)
        dropped |= {line.number for line in beside}
        names += [line.text for line in reversed(beside) if is_name(line.text)]
    if headline and (signed or title):
        # What stands above the headline is the site's: its name, slogan, rubric.
        above = [line for line in zone if line.number < headline.number and line.kind is _Kind.SHORT]
        dropped |= {line.number for line in above}
        if len(above) == 1 and is_name(above[0].text) and not _SLOGAN.fullmatch(above[0].text):
            names.append(above[0].text)
    body = [line for number, line in enumerate(lines) if number not in dropped]
    return Masthead(
        title=title or (headline.text if headline else ""),
        author=author,
        publisher=names[0] if names else "",
        published=published or _dateline(body) or updated,
        body=body,
    )


def _zone(lines: list[str]) -> list[_Line]:
    """The lines that may belong to the masthead: down to the first text that no byline or date follows closely."""
    found = _first_lines(lines)
    signed = False
    for place, line in enumerate(found):
        signed = signed or line.kind is _Kind.CREDITS
        if line.kind is not _Kind.TEXT:
            continue
        ahead = found[place + 1 : place + 1 + _STANDFIRST]
        standfirst = not signed and place > 0 and any(after.kind is _Kind.CREDITS for after in ahead)
        if not standfirst or len(line.text) > 2 * _HEADLINE:
            return found[:place]
    return found


def _first_lines(lines: list[str]) -> list[_Line]:
    found: list[_Line] = []
    block, blank = 0, False
    for number, line in enumerate(lines):
        text = line.strip().strip("*_#").strip()
        if not text:
            blank = True
            continue
        block += blank
        blank = False
        credits = read_credits(text)
        found.append(_Line(number, text, block, _Kind.CREDITS if credits else _kind(line.strip(), text), credits))
        if len(found) == _DEPTH:
            break
    return found


def _kind(line: str, text: str) -> _Kind:
    if is_furniture(text) or is_label(text) or is_rubric(text) or _BREADCRUMB.fullmatch(text):
        return _Kind.CHROME
    sentence = _SENTENCE.search(text) and not _ABBREVIATION.search(text) and not _SLOGAN.fullmatch(text)
    if len(text) > _HEADLINE or sentence or (_LIST_ITEM.match(line) and not line.startswith(("**", "__"))):
        return _Kind.TEXT
    return _Kind.SHORT


def _headline(zone: list[_Line], signed: list[_Line], title: str) -> _Line | None:
    if title:
        wanted = _folded(title)
        return next((line for line in zone if _folded(line.text) == wanted), None)
    short = [line for line in zone if line.kind is _Kind.SHORT]
    if not signed:
        return short[0] if short and _stands_alone(zone, short[0]) else None
    above = [line for line in short if line.number < signed[0].number]
    if not above:  # agencies put date and number of a release above its headline
        return next((line for line in short if _words(line) >= 4), None)
    telling = [line for line in above if _words(line) >= 4 and not _SLOGAN.fullmatch(line.text)]
    return (telling or above)[0]


def _stands_alone(zone: list[_Line], line: _Line) -> bool:
    """Whether the line is the first, a blank line follows, and nothing else stands above the text."""
    return zone == [line] or (zone[0] == line and all(other.block != line.block for other in zone[1:]))


def _beside_credits(zone: list[_Line], signed: list[_Line], headline: _Line | None) -> list[_Line]:
    """Short lines beside a byline or date: they name the publication, a place or the author's post."""
    first, last = signed[0].number, signed[-1].number
    open_end = zone[-1].block  # a block that text continues may end in a subheading
    beside = []
    for line in zone:
        if line.kind is not _Kind.SHORT or line is headline or not is_name(line.text):
            continue
        between = first < line.number < last
        closes = line.block == signed[-1].block and line.number > last and line.block != open_end
        opens = line.block == signed[0].block and line.number < first and headline is not None
        if between or closes or (opens and headline is not None and line.number > headline.number):
            beside.append(line)
    return beside


def _dateline(body: list[str]) -> dt.date | None:
    """The full date in the dateline of the first paragraph (``MOSCOW, September 5, 2019 —``)."""
    first = next((line.strip() for line in body if line.strip()), "")
    found = find_date(first[:100])
    if found and _BEFORE_DATELINE.fullmatch(first[: found[0]]) and _AFTER_DATELINE.match(first[found[1] :]):
        return found[2]
    return None


def _folded(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().casefold()


def _words(line: _Line) -> int:
    return len(line.text.split())
