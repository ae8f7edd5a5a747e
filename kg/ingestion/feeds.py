"""Feeds and sitemaps: lists of articles in XML, by RSS, Atom or the sitemap protocol."""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urljoin
from xml.etree import ElementTree

import feedparser

from kg.errors import SourceError
from kg.ingestion.characters import one_line

#: The sitemap protocol allows no more in one file.
ENTRIES: Final = 50_000
#: A feed whose entries hold at least so many characters of text holds the articles, not their summaries.
FULL: Final = 800

_ENTITY: Final = re.compile(rb"<!\s*ENTITY", re.IGNORECASE)
_TAG: Final = re.compile(r"<[^>]*>")
_CUT: Final = re.compile(r"(?:…|\.\.\.|\[…\]|\[\.\.\.\]|read more|continue reading)\W*\Z", re.IGNORECASE)
_SITEMAP: Final = re.compile(rb"<(?:\w+:)?(?:urlset|sitemapindex)\b", re.IGNORECASE)
_HEAD: Final = 4096


@dataclass(frozen=True, slots=True)
class Entry:
    """One article of a list. ``content`` is its whole text as HTML where the list brings it."""

    url: str
    title: str = ""
    author: str = ""
    publisher: str = ""
    published: dt.date | None = None
    lang: str = ""
    content: str = ""


def read_list(raw: bytes, source: str, base: str = "") -> list[Entry]:
    """The entries of a feed or sitemap, each address once; those of a sitemap index are further sitemaps.

    ``base`` is the address of the list, by which relative ones are completed. May take long on hostile files: call it
    through `kg.ingestion.guard`. Raises `SourceError` for what is neither, and for a list without entries.
    """
    if _ENTITY.search(raw):
        raise SourceError(source, "it declares entities, as no feed needs to", "leave it out")
    entries = _of_sitemap(raw, source) if _SITEMAP.search(raw[:_HEAD]) else _of_feed(raw, source, base)
    if not entries:
        raise SourceError(source, "neither a feed nor a sitemap with entries", "give a page, a feed or a sitemap")
    if len(entries) > ENTRIES:
        raise SourceError(source, f"it has more than {ENTRIES:,} entries", "split it")
    return list({entry.url or (entry.title, entry.content): entry for entry in reversed(entries)}.values())[::-1]


def _of_sitemap(raw: bytes, source: str) -> list[Entry]:
    try:
        root = ElementTree.fromstring(raw)
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise SourceError(source, f"broken XML: {error}", "make the sitemap again") from error
    return [
        Entry(one_line(location.text or ""))
        for item in root
        for location in item
        if location.tag.rpartition("}")[2] == "loc" and (location.text or "").strip()
    ]


def _of_feed(raw: bytes, source: str, base: str) -> list[Entry]:
    headers = {"content-location": base} if base else {}
    # Its sanitizer protects browsers and costs most of the time; our reader takes no more than text.
    try:
        parsed: Any = feedparser.parse(raw, response_headers=headers, sanitize_html=False)
    except (ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError) as error:
        raise SourceError(source, f"not a readable feed: {one_line(str(error))}", "make the feed again") from error
    about = parsed.feed
    publisher, lang = one_line(str(about.get("title") or "")), str(about.get("language") or "")
    entries = []
    for item in parsed.entries:
        title = one_line(_TAG.sub(" ", str(item.get("title") or "")))
        contents = [str(part.get("value") or "") for part in item.get("content") or []]
        content = max([*contents, str(item.get("summary") or "")], key=len)
        url = urljoin(base, str(item.get("link") or "").strip())
        if not (url or content):
            continue
        entries.append(
            Entry(
                url=url,
                title=title,
                author=one_line(str(item.get("author") or "")),
                publisher=publisher,
                published=_day(item.get("published_parsed") or item.get("updated_parsed")),
                lang=lang,
                content=content if not url or _is_full(content) else "",
            )
        )
    return entries


def _is_full(content: str) -> bool:
    text = one_line(_TAG.sub(" ", content))
    return len(text) >= FULL and not _CUT.search(text)


def _day(parsed: Any) -> dt.date | None:
    """The day that feedparser found, as a tuple that begins with year, month and day."""
    if not parsed:
        return None
    try:
        return dt.date(*parsed[:3])
    except (TypeError, ValueError):
        return None
