"""HTML: the main content of a page, without navigation, related links, captions and reader comments."""

import datetime as dt
import logging
import re
from collections.abc import Iterator
from typing import Any, Final, TypeAlias

import trafilatura
from trafilatura.metadata import extract_metadata

from kg.errors import SourceError
from kg.ingestion.characters import one_line, tidy
from kg.ingestion.credits import Credits, read_credits
from kg.ingestion.dates import parse_date
from kg.ingestion.draft import Draft
from kg.ingestion.plain import read_lines, with_headline

# Without any handler, Python prints what these libraries have to say about bad pages beside our own message.
for _name in ("trafilatura", "htmldate", "courlan"):
    logging.getLogger(_name).addHandler(logging.NullHandler())

Element: TypeAlias = Any  # of lxml, which has no types

_CLASS: Final = (
    "concat(' ', translate(@class, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz'), ' ', @id, ' ')"
)
#: Never part of an article, whatever the rest of the page looks like. Trafilatura finds most of it by itself, but not
#: on short pages, where it takes all text there is.
_FURNITURE: Final = (
    "//nav | //aside | //form | //figcaption | //script | //style | //noscript | //template"
    " | //button | //dialog | //iframe"
    " | //body//footer | //*[@hidden or @aria-hidden='true']"
    " | //*[@role='navigation' or @role='complementary' or @role='dialog' or @role='contentinfo' or @role='search']"
    " | //*[self::div or self::section or self::ul or self::ol]["
    + " or ".join(
        f"contains({_CLASS}, ' {word} ')"
        for word in (
            "comments",
            "comment-list",
            "commentlist",
            "respond",
            "disqus_thread",
            "related",
            "related-posts",
            "share",
            "sharing",
            "social",
            "newsletter",
            "breadcrumb",
            "breadcrumbs",
            "cookie-bar",
        )
    )
    + "]"
)
_BYLINES: Final = "//*[" + " or ".join(f"contains({_CLASS}, '{word}')" for word in ("byline", "author", "meta")) + "]"
#: ``Headline | Site``, as the title of a browser's window.
_SEPARATOR: Final = re.compile(r"\s[|–—·-]\s")
_ROOT: Final = re.compile(r"<html\b", re.IGNORECASE)
_DECLARATION: Final = re.compile(r"\A\s*<\?xml[^>]{0,200}>")
#: The parser stops where elements that must be closed lie deeper in each other.
_DEEPEST: Final = 250
_NESTING: Final = re.compile(
    r"<(/?)(?:div|span|section|article|main|table|ul|ol|dl|blockquote|font|b|i|em|strong|a)\b", re.IGNORECASE
)
_BREAK: Final = "\u2028"  # the line separator, which XML lets pass
_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"


def read_html(page: str, source: str) -> Draft:
    """The article of a page, as trafilatura finds it. Its headline fills ``title`` and is the first line of the body.

    Raises `SourceError` for a page without text.
    """
    page = _DECLARATION.sub("", page)  # text has no encoding any more
    if not _ROOT.search(page[:4096]):  # a fragment, which trafilatura would not take for a page
        page = f"<html><body>{page}</body></html>"
    tree = trafilatura.load_html(page)
    if tree is None:
        raise _empty(source, page)
    # "extensive" search would take any year in a copyright line for the day of publication
    about = extract_metadata(page, date_config={"extensive_search": False, "original_date": True})
    lang = tree.get("lang") or tree.get(_LANG) or ""
    title, site = _title(one_line(about.title or ""), one_line(tree.findtext(".//title") or ""))
    credits = _credits(tree)
    for element in tree.xpath(_FURNITURE):
        element.drop_tree()
    found = trafilatura.bare_extraction(tree, include_comments=False, include_formatting=True, include_tables=True)
    body = getattr(found, "body", None)
    if body is None:
        raise _empty(source, page)
    lines = tidy("\n\n".join(_paragraphs(body))).split("\n")
    read = read_lines(lines, title=title)
    if not any(line.strip() for line in read.body):
        raise _empty(source, page)
    return Draft(
        text=with_headline(read.title, read.body),
        title=read.title,
        author=one_line(about.author or "") or credits.author or read.author,
        publisher=one_line(about.sitename or "") or site or read.publisher,
        published=_day(about.date) or credits.published or read.published,
        url=one_line(about.url or ""),
        lang=lang,
    )


def _title(found: str, window: str) -> tuple[str, str]:
    """The headline, and the site's name where it is in the way: many sites put it into the page's first heading."""
    headline, _, site = window.rpartition(next(iter(_SEPARATOR.findall(window)[-1:]), "\0"))
    if headline and found.casefold() == site.strip().casefold():
        return headline.strip(), site.strip()
    return found, ""


def _credits(tree: Element) -> Credits:
    """The byline as the page shows it, where its metadata do not say who wrote it."""
    for element in tree.xpath(_BYLINES)[:20]:
        if found := read_credits(one_line(element.text_content())):
            return found
    return Credits()


def _paragraphs(body: Element) -> Iterator[str]:
    """The text of each block of trafilatura's tree; the items of a list are lines of one block."""
    for block in body:
        if block.tag == "list":
            yield "\n".join(_items(block))
        elif block.tag == "table":
            rows = (" | ".join(filter(None, map(_text, row.iter("cell")))) for row in block.iter("row"))
            yield "\n".join(filter(None, rows))
        elif block.tag == "quote" and len(block):
            yield from _paragraphs(block)
            yield one_line(block.text or "")
        elif block.tag not in ("graphic", "comments"):
            yield _text(block)


def _items(items: Element) -> Iterator[str]:
    term = ""
    for number, item in enumerate([child for child in items if child.tag == "item"], start=1):
        nested = [child for child in item if child.tag == "list"]
        for child in nested:
            item.remove(child)
        text, role = _text(item), item.get("rend") or ""
        if role.startswith("dt"):
            term = f"{term}, {text}" if term else text
            continue
        if text:
            mark = f"{number}." if items.get("rend") == "ol" else "-"
            yield f"{mark} {term}: {text}" if term else f"{mark} {text}"
        term = ""
        for child in nested:
            yield from _items(child)
    if term:
        yield f"- {term}"


def _text(element: Element) -> str:
    """The text of a block: newlines in the page's source are spaces, only ``<br>`` breaks a line."""
    for line_break in element.iter("lb"):
        line_break.tail = _BREAK + (line_break.tail or "")
    text = "".join(element.itertext())
    return "\n".join(filter(None, map(one_line, text.split(_BREAK))))


def _day(iso: str | None) -> dt.date | None:
    return parse_date(iso) if iso else None


def _empty(source: str, page: str) -> SourceError:
    depth = deepest = 0
    for tag in _NESTING.finditer(page):
        depth += -1 if tag[1] else 1
        deepest = max(deepest, depth)
    if deepest > _DEEPEST:
        return SourceError(
            source, f"the page nests more than {_DEEPEST} elements in each other", "save its text instead"
        )
    return SourceError(source, "the page has no article text", "save the page after its scripts have run")
