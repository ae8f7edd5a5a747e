"""JSON: records on lines of their own or in an array, read one by one; a bad one costs no more than itself."""

import codecs
import json
from collections.abc import Iterator
from typing import Final

from kg.errors import SourceError
from kg.ingestion.characters import decode, has_wide_bom, is_binary
from kg.ingestion.draft import Draft
from kg.ingestion.reading import MAX_BYTES, TOO_LARGE, Content
from kg.ingestion.records import draft_of

#: A draft or what is wrong with it, and where it stands.
Numbered = tuple[int, str, Draft | SourceError]

_CHUNK: Final = 1 << 16
_SPACE: Final = " \t\r\n"


def read_lines(content: Content) -> Iterator[Numbered]:
    """The records of JSON Lines, each with the number of its line. Raises `SourceError` for what is no such thing."""
    number = records = 0
    while raw := content.stream.readline(MAX_BYTES + 1):
        number += 1
        if number == 1:
            _check_encoding(raw, content.name)
        if not raw.strip():
            continue
        records += 1
        place = f"{content.name}:{number}"
        try:
            if len(raw) > MAX_BYTES:
                _skip_line(content, raw)
                raise SourceError(place, f"line {number} is {TOO_LARGE}", "shorten its text")
            yield number, place, draft_of(_parsed(decode(raw, place, line=number), place), place)
        except SourceError as error:
            yield number, place, error
    if not records:
        raise SourceError(content.name, "it is empty", "put one JSON object on each line, or leave it out")


def read_array(content: Content) -> Iterator[Numbered]:
    """The records of a JSON array (or of objects one after the other), each with its number from 1.

    No more than one record is in memory. What stands before a mistake in the JSON is read; the mistake ends the rest,
    since nobody can say where the next record begins. Raises `SourceError` for what is no JSON at all.
    """
    _check_encoding(content.head(), content.name)
    values = _Values(content)
    number = 0
    while True:
        place = f"{content.name}:{number + 1}"
        try:
            value = values.next(place)
        except SourceError as error:
            yield number + 1, place, error
            return
        if value is _END:
            break
        number += 1
        try:
            yield number, place, draft_of(value, place)
        except SourceError as error:
            yield number, place, error
    if not number:
        raise SourceError(content.name, "it holds no record", "put one object for each article in it, or leave it out")


_END: Final = object()


class _Values:
    """The values of an array that is read in chunks."""

    def __init__(self, content: Content) -> None:
        self._stream = content.stream
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")()
        self._text = ""
        self._ended = False
        self._array = self._first() == "["
        if self._array:
            self._text = self._text[1:]

    def next(self, place: str) -> object:
        """The next value, or `_END`. Raises `SourceError` where none can be read."""
        first = self._first()
        if first == "," and self._array:
            self._text = self._text[1:]
            first = self._first()
        if first == "]" and self._array:
            return _END
        if not first:
            if self._array:
                raise SourceError(place, "the array has no end", "complete the file")
            return _END
        wanted = _CHUNK
        while True:
            try:
                value, end = json.JSONDecoder().raw_decode(self._text)
            except json.JSONDecodeError as error:
                if len(self._text) > MAX_BYTES:
                    raise SourceError(place, f"the record is {TOO_LARGE}", "shorten its text") from error
                if not self._fill(wanted):
                    raise SourceError(place, f"not valid JSON: {error.msg}", "make the file again") from error
                wanted = len(self._text)  # twice as much each time, so that all attempts together stay linear
            except (ValueError, RecursionError) as error:
                raise SourceError(place, "not readable as JSON", "put plain objects in the array") from error
            else:
                self._text = self._text[end:]
                return value

    def _first(self) -> str:
        """The next character that is no space, which then begins the text; empty at the end."""
        while True:
            self._text = self._text.lstrip(_SPACE)
            if self._text or not self._fill(_CHUNK):
                return self._text[:1]

    def _fill(self, size: int) -> bool:
        if self._ended:
            return False
        raw = self._stream.read(size)
        self._ended = not raw
        try:
            self._text += self._decoder.decode(raw, final=self._ended)
        except UnicodeDecodeError as error:
            raise SourceError("", f"broken UTF-8: {error.reason}", "re-save the file as UTF-8") from error
        return bool(raw)


def _parsed(line: str, source: str) -> object:
    try:
        return json.loads(line)
    except json.JSONDecodeError as error:
        trouble = f"not valid JSON at column {error.colno}: {error.msg}"
        raise SourceError(source, trouble, "put one complete object on each line") from error
    except (ValueError, RecursionError) as error:  # numbers of many thousand digits, brackets without end
        raise SourceError(source, "not readable as JSON", "put one plain object on each line") from error


def _check_encoding(raw: bytes, name: str) -> None:
    if has_wide_bom(raw):
        raise SourceError(name, "JSON in UTF-16 or UTF-32 is not read", "re-save the file as UTF-8")
    if is_binary(raw):
        raise SourceError(name, "this is a binary file, not JSON", "give the file its proper suffix")


def _skip_line(content: Content, begun: bytes) -> None:
    """Read on to the end of a line that was too long to keep."""
    while begun and not begun.endswith(b"\n"):
        begun = content.stream.readline(1 << 16)
