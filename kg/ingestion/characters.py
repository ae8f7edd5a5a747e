"""Characters: from the bytes of a source to text in which every character can be seen and stored."""

import codecs
import re
from typing import Final

from kg.errors import SourceError

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark is the beginning of this one
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: Beginnings of files that can contain no NUL byte early on and still are no text.
_SIGNATURES: Final = (b"%PDF-", b"PK\x03\x04", b"\x1f\x8b", b"\x89PNG", b"\xff\xd8\xff", b"\xd0\xcf\x11\xe0", b"{\\rtf")
_HEAD: Final = 8192
_CHARSET: Final = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)
_XML_ENCODING: Final = re.compile(rb"""\A\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})""", re.IGNORECASE)
#: Pages that declare these mean its superset, as every browser knows.
_WINDOWS_1252: Final = frozenset({"iso8859-1", "ascii"})
#: Codecs that are no encodings of pages; some take a time that grows with the square of what they decode.
_NO_ENCODINGS: Final = frozenset(
    {
        "punycode",
        "idna",
        "unicode-escape",
        "raw-unicode-escape",
        "unicode_escape",
        "raw_unicode_escape",
        "undefined",
        "utf-7",
    }
)

_NEWLINES: Final = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_SPACES: Final = re.compile("[\t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_INVISIBLE: Final = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\xad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufffe\uffff]"
)
_SURROGATES: Final = re.compile("[\ud800-\udfff]")


def decode(raw: bytes, source: str, *, html: bool = False, line: int | None = None, charset: str = "") -> str:
    """The text that ``raw`` holds: UTF-8, what a byte order mark says, or what an HTML page declares of itself.

    Raises `SourceError` for binary content and for bytes that are not the encoding they should be; the message says
    where they are. ``line`` is the number of the line that ``raw`` is, where it is one of many. ``charset`` is what a
    server says of the page, which counts for more than what the page says; one that is unknown counts for nothing.
    """
    encoding, skip, remedy = "utf-8", 0, "re-save the file as UTF-8"
    for mark, name in _BOMS:
        if raw.startswith(mark):
            encoding, skip = name, len(mark)
            break
    else:
        if is_binary(raw):
            raise SourceError(source, "this is a binary file, not text", "convert it to text, HTML or Markdown first")
        encoding = encoding_of(charset) or encoding
        if html:
            encoding = encoding_of(charset) or _declared(raw, source) or "utf-8"
            remedy = "re-save the page as UTF-8, or let its <meta charset> say what it is"
    try:
        return raw[skip:].decode(encoding)
    except UnicodeDecodeError as error:
        position = skip + error.start
        newlines = raw.count(b"\n", 0, position)
        where = f"of line {line}" if line else f"(line {newlines + 1})"
        trouble = f"broken {encoding.upper()} at byte {position} {where}"
        raise SourceError(source, trouble, remedy) from error


def encoding_of(label: str) -> str:
    """The codec for the name of an encoding; empty where there is none in which pages and mails are written."""
    try:
        name = codecs.lookup(label).name
        b"".decode(name)  # some codecs turn bytes into bytes
    except (LookupError, ValueError):
        return ""
    if name in _NO_ENCODINGS:
        return ""
    return "cp1252" if name in _WINDOWS_1252 else name


def is_binary(raw: bytes) -> bool:
    """Whether bytes without a byte order mark look like no text at all."""
    head = raw[:_HEAD]
    return b"\0" in head or head.startswith(_SIGNATURES)


def has_wide_bom(raw: bytes) -> bool:
    """Whether a byte order mark says UTF-16 or UTF-32."""
    return any(raw.startswith(mark) for mark, name in _BOMS if name != "utf-8")


def clean(text: str) -> str:
    """``text`` with one kind of newline and one kind of space, without control and invisible characters.

    Code points are kept otherwise (no NFC): what an article writes is what its evidence quotes. Lone halves of
    surrogate pairs, which no file can hold, become U+FFFD.
    """
    text = _SPACES.sub(" ", _NEWLINES.sub("\n", text))
    return _SURROGATES.sub("\ufffd", _INVISIBLE.sub("", text))


def one_line(text: str) -> str:
    """``text`` cleaned, on one line, with single spaces: for titles, names and messages."""
    return " ".join(clean(text).split())


def tidy(text: str) -> str:
    """``text`` cleaned, without spaces at the ends of lines and with at most one blank line between paragraphs."""
    lines = [line.rstrip() for line in clean(text).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _declared(raw: bytes, source: str) -> str | None:
    found = _CHARSET.search(raw[:_HEAD]) or _XML_ENCODING.search(raw[:_HEAD])
    if not found:
        return None
    label = found[1].decode("ascii", "replace")
    name = encoding_of(label)
    if not name:
        raise SourceError(source, f"its declared encoding {label!r} is unknown", "re-save the page as UTF-8")
    if name.startswith(("utf-16", "utf-32")):  # a declaration that can be read as ASCII is not in UTF-16
        return "utf-8"
    return name
