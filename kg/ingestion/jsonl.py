"""JSON Lines: one record, one article; a bad line costs no more than itself."""

import json
import re
from typing import Final

from kg.errors import SourceError
from kg.ingestion.characters import one_line, tidy
from kg.ingestion.dates import parse_date
from kg.ingestion.draft import Draft

_WEB: Final = re.compile(r"https?://[^\s<>\"{}|\\^`]+")


def read_record(line: str, source: str) -> Draft:
    """The article in one line. Fields: id title published lang url author publisher text; all but text optional.

    The text is taken as it is: neither headline nor furniture is looked for. Raises `SourceError` for a line that
    is no JSON object, and for a record without text.
    """
    try:
        record = json.loads(line)
    except json.JSONDecodeError as error:
        trouble = f"not valid JSON at column {error.colno}: {error.msg}"
        raise SourceError(source, trouble, "put one complete object on each line") from error
    except (ValueError, RecursionError) as error:  # numbers of many thousand digits, brackets without end
        raise SourceError(source, "not readable as JSON", "put one plain object on each line") from error
    if not isinstance(record, dict):
        raise SourceError(source, "not a JSON object", "put one object with a field text on each line")
    text = record.get("text")
    if not isinstance(text, str) or not tidy(text):
        trouble = "the record has no text" if not text or isinstance(text, str) else "its text is not a string"
        raise SourceError(source, trouble, "put the article's body into the field text")
    lang = _string(record, "lang")
    url = _string(record, "url")
    return Draft(
        text=tidy(text),
        id=_string(record, "id"),
        title=_string(record, "title"),
        author=_string(record, "author"),
        publisher=_string(record, "publisher"),
        published=parse_date(_string(record, "published")),
        url=url if _WEB.fullmatch(url) else "",
        lang=lang,
        lang_trusted=bool(lang),
    )


def _string(record: dict[str, object], field: str) -> str:
    """The field on one line; a number is written out, a list of names joined, anything else is taken for absent."""
    value = record.get(field)
    if isinstance(value, list):
        return ", ".join(one_line(item) for item in value if isinstance(item, str))
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    return one_line(str(value))
