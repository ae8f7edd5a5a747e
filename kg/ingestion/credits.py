"""Credit lines: who wrote an article, where it appeared and on which day, as a line above the body says it."""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Final

from kg.ingestion.dates import find_date, is_date, parse_date
from kg.ingestion.furniture import is_furniture, is_label, is_rubric

_LINE: Final = 160
_NAME: Final = 60
#: A longer name beside a date may well be a headline.
_WORDS: Final = 5

_SEPARATOR: Final = re.compile(r"\s+[/–—-]+\s+|\s*[|·•]\s*")
_BY: Final = re.compile(
    r"(?:(?:written|story|report|reporting|text|posted|article|words)\s+)?by:?\s+(?P<name>\S.*)|(?:author|reporter|writer)s?\s*:\s*(?P<author>\S.*)",
    re.IGNORECASE,
)
_PERSON: Final = re.compile(
    r"(?:(?:[A-ZÀ-ÖØ-ÞĀ-Ž][\w.’'-]*|de|da|di|del|der|den|van|von|la|le|al|bin|ibn|el|dos|du|los|las|y|ter|and|with|&"
    r"|staff|writers?|reporters?|correspondents?|editors?|team|desk|agenc(?:y|ies)|contributors?|newsroom)(?:,?\s+|$)){1,10}"
)
_AFFILIATION: Final = re.compile(r"\s*,\s+|\s+(?:for|at|of)\s+(?:the\s+)?|\s+\(", re.IGNORECASE)
_POST: Final = re.compile(
    r"\b(?:staff|writer|reporter|correspondent|editor|columnist|contributor|director|manager|special to|journalist)\b",
    re.IGNORECASE,
)
_DATED: Final = re.compile(
    r"(?:(?:first )?"
    r"(?P<word>published|posted|issued|released?|dated?|created|last updated?|last modified|updated?|modified)"
    r"(?:\s+(?:on|at))?\s*:?\s+|on\s+)?(?P<date>\S.*?)[\s.]*",
    re.IGNORECASE,
)
_SOURCE: Final = re.compile(
    r"(?:source|publisher|publication|published (?:by|in))\s*:?\s+(?P<name>[A-ZÀ-Þ][^|]{0,80})", re.IGNORECASE
)
_PLACE: Final = re.compile(
    r"[A-ZÀ-Þ][\w’'. /-]{1,30}(?:,\s[A-ZÀ-Þ][\w’'. -]{1,30})?,\s+(?:the\s+|on\s+)?(?P<date>[\w(].*)"
)
_NAME_AND_DATE: Final = re.compile(r"(?P<name>[A-ZÀ-Þ][^\d,]{2,60}?),?\s+(?P<date>(?:[A-Z][a-z]+\.?\s+\d|\d).*)")
#: ``Los Angeles CA (SPX)`` before a date.
_SYNDICATED: Final = re.compile(r"[A-ZÀ-Þ][\w’'. -]{1,40}\([A-Z]{2,6}\)")


@dataclass(frozen=True, slots=True)
class Credits:
    """What one credit line says; ``updated`` is a day on which the article was changed."""

    author: str = ""
    publisher: str = ""
    published: dt.date | None = None
    updated: dt.date | None = None


def read_credits(line: str) -> Credits | None:
    """What the line says, if all of it is byline, date and source (``By X | Parabolic Arc | May 5, 2019``); or None."""
    if len(line) > _LINE:
        return None
    whole = _read_part(line)
    if whole:
        return whole
    author, publisher, published, updated = "", "", None, None
    strong = False
    for part in filter(None, _SEPARATOR.split(line)):
        said = _read_part(part)
        if said:
            strong = True
            author, publisher = author or said.author, publisher or said.publisher
            published, updated = published or said.published, updated or said.updated
        elif is_furniture(part) or is_label(part) or is_rubric(part):
            continue
        elif is_name(part) and len(part.split()) <= _WORDS and ":" not in part:
            publisher = publisher or part
        else:
            return None
    return Credits(author, publisher, published, updated) if strong else None


def is_name(text: str) -> bool:
    """Whether the text may name a publication or agency: short, capitalised, without digits or a sentence's end."""
    short = len(text) <= _NAME and len(text.split()) <= 8
    return short and text[:1].isupper() and text[-1] not in ".,;:?!" and not any(map(str.isdigit, text))


def _read_part(text: str) -> Credits | None:
    text = text.strip()
    if said := _byline(text):
        return said
    dated = _DATED.fullmatch(text)
    if dated and is_date(dated["date"]):
        day = parse_date(dated["date"])
        changed = (dated["word"] or "").lower().endswith(("update", "updated", "modified"))
        return Credits(updated=day) if changed else Credits(published=day)
    if found := _SOURCE.fullmatch(text):
        name = "" if is_rubric(found["name"]) else found["name"].strip()
        return Credits(publisher=name)
    if (found := _PLACE.fullmatch(text)) and is_date(found["date"]):
        return Credits(published=parse_date(found["date"]))
    if (found := _NAME_AND_DATE.fullmatch(text)) and parse_date(found["date"]):
        name = found["name"].strip()
        if len(name.split()) in (2, 3, 4) and _PERSON.fullmatch(name):
            return Credits(author=name, published=parse_date(found["date"]))
        if _SYNDICATED.fullmatch(name):
            return Credits(published=parse_date(found["date"]))
    return None


def _byline(text: str) -> Credits | None:
    found = _BY.fullmatch(text)
    if not found:
        return None
    name = found["name"] or found["author"]
    published = None
    if dated := find_date(name):
        start, end, published = dated
        rest = name[end:].strip()
        if rest and not re.match(r"(?:in|at|under|\d)", rest):
            return None
        name = re.sub(r"[\s,–—-]+(?:on)?\s*$", "", name[:start])
    person, *rest = _AFFILIATION.split(name, maxsplit=1)
    if not _PERSON.fullmatch(person):
        return None
    affiliation = rest[0].rstrip(") ") if rest else ""
    if _PERSON.fullmatch(name) and re.search(r"(?:^|\s)(?:and|&)\s", affiliation):  # By A, B and C
        return Credits(author=name, published=published)
    if not affiliation or _POST.search(affiliation):
        return Credits(author=person.strip(), published=published)
    if is_name(affiliation):
        return Credits(author=person, publisher=affiliation, published=published)
    # "Written by A B, planetary geologist at X", but not "By late Monday, talks had ended."
    described = len(person.split()) > 1 and affiliation[-1] not in ".,;:?!"
    return Credits(author=person, published=published) if described else None
