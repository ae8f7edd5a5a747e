"""Tables: CSV whose header names the fields of articles, one article a row."""

import codecs
import csv
import re
import sys
from collections.abc import Iterator
from typing import Final

from kg.errors import SourceError
from kg.ingestion.characters import has_wide_bom, is_binary, one_line
from kg.ingestion.draft import Draft
from kg.ingestion.reading import MAX_BYTES, TOO_LARGE, Content
from kg.ingestion.records import FIELDS, draft_of

#: Other names that tables use for the fields.
_NAMES: Final = {
    "body": "text", "content": "text", "article": "text", "fulltext": "text", "full_text": "text",
    "headline": "title", "date": "published", "published_at": "published", "publication_date": "published",
    "link": "url", "language": "lang", "authors": "author", "byline": "author", "source": "publisher",
    "identifier": "id",
}  # fmt: skip
_DELIMITERS: Final = ",;\t|"
#: What bytes that are no UTF-8 are decoded to.
_BROKEN: Final = re.compile("[\udc80-\udcff]")


def read_table(content: Content) -> Iterator[tuple[int, str, Draft | SourceError]]:
    """The article of each row, with its number and the line on which it ends. The header must name a column text.

    Fields are separated by comma, semicolon, tab or bar, whichever the header uses; quoted ones may hold newlines.
    Raises `SourceError` where there is no such header.
    """
    head = content.head()
    if has_wide_bom(head):
        raise SourceError(content.name, "CSV in UTF-16 or UTF-32 is not read", "re-save the file as UTF-8")
    if is_binary(head):
        raise SourceError(content.name, "this is a binary file, not CSV", "give the file its proper suffix")
    csv.field_size_limit(min(MAX_BYTES, sys.maxsize))
    lines = _lines(content)
    header = next(lines, "")
    if not header.strip():
        raise SourceError(content.name, "it is empty", "put a header and one article a row in it, or leave it out")
    delimiter, columns = header_of(header)
    if "text" not in columns:
        trouble = "its header names no column text"
        raise SourceError(content.name, trouble, f"name the columns in the first line: {' '.join(FIELDS)}")
    rows = csv.reader(lines, delimiter=delimiter, strict=True)
    number = 0
    while True:
        try:
            row = next(rows, None)
            if row is None:
                break
            if not any(map(str.strip, row)):
                continue
            number += 1
            place = f"{content.name}:{rows.line_num + 1}"
            if any(map(_BROKEN.search, row)):
                raise SourceError(place, "broken UTF-8", "re-save the file as UTF-8")
            yield number, place, draft_of(dict(zip(columns, row, strict=False)), place)
        except csv.Error as error:
            number += 1
            place = f"{content.name}:{rows.line_num + 1}"
            yield number, place, SourceError(place, f"not readable as CSV: {error}", "quote fields as RFC 4180 says")
            if "limit" in str(error):  # a quote that never ends: what follows are pieces of text, not rows
                return
        except SourceError as error:
            yield number, error.subject, error
            if error.subject == content.name:  # the lines themselves cannot be read on
                return
    if not number:
        raise SourceError(content.name, "it has a header and no rows", "put one article a row in it, or leave it out")


def header_of(line: str) -> tuple[str, list[str]]:
    """What separates the columns that a first line names, and the fields that they hold; an unknown name stays."""
    delimiter = max(_DELIMITERS, key=line.count)
    try:
        header = next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:  # a quote without end, a bare carriage return
        header = []
    names = [one_line(name).lower().replace(" ", "_") for name in header]
    return delimiter, [name if name in FIELDS else _alias(name, names) for name in names]


def _alias(name: str, names: list[str]) -> str:
    field = _NAMES.get(name, "")
    return field if field and field not in names else name  # a column with the very name has it


def _lines(content: Content) -> Iterator[str]:
    """Lines with their ends; the parser of the standard library joins those of quoted fields.

    Bytes that are no UTF-8 stay as lone surrogates, so that they cost no more than the row they stand in.
    """
    mark = codecs.BOM_UTF8
    while raw := content.stream.readline(MAX_BYTES + 1):
        if len(raw) > MAX_BYTES:
            raise SourceError(content.name, f"a line is {TOO_LARGE}", "shorten it")
        yield raw.removeprefix(mark).decode("utf-8", "surrogateescape")
        mark = b""
