"""Records: the fields of an article as JSON Lines, JSON arrays and tables give them."""

from collections.abc import Mapping
from typing import Final

from kg.errors import SourceError
from kg.ingestion.characters import one_line, tidy
from kg.ingestion.draft import Draft
from kg.ingestion.reading import date_of

FIELDS: Final = ("id", "title", "published", "lang", "url", "author", "publisher", "text")


def draft_of(record: object, source: str) -> Draft:
    """The article of a record. Fields: id title published lang url author publisher text; all but text optional.

    The text is taken as it is: neither headline nor furniture is looked for. Raises `SourceError` for what is no
    record, and for one without text.
    """
    if not isinstance(record, Mapping):
        raise SourceError(source, "not a JSON object", "put one object with a field text for each article")
    text = record.get("text")
    if not isinstance(text, str) or not tidy(text):
        trouble = "the record has no text" if not text or isinstance(text, str) else "its text is not a string"
        raise SourceError(source, trouble, "put the article's body into the field text")
    lang = _string(record, "lang")
    return Draft(
        text=tidy(text),
        id=_string(record, "id"),
        title=_string(record, "title"),
        author=_string(record, "author"),
        publisher=_string(record, "publisher"),
        published=date_of(_string(record, "published"), source),
        url=_string(record, "url"),
        lang=lang,
        lang_trusted=bool(lang),
    )


def _string(record: Mapping[str, object], field: str) -> str:
    """The field on one line; a number is written out, a list of names joined, anything else is taken for absent."""
    value = record.get(field)
    if isinstance(value, list):
        return ", ".join(one_line(item) for item in value if isinstance(item, str))
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    return one_line(_digits(value) if isinstance(value, int) else value)


def _digits(value: int) -> str:
    return str(value) if abs(value) < 10**100 else ""  # Python refuses to write out numbers of thousands of digits
