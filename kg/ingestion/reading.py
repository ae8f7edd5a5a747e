"""What every reader of a source speaks: its content, the forms it may have, and how a draft becomes an article."""

import datetime as dt
import io
import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias

from kg.errors import SourceError
from kg.ids import digest
from kg.ingestion.characters import clean, one_line
from kg.ingestion.dates import parse_date
from kg.ingestion.draft import Draft
from kg.ingestion.language import language_of, require_supported
from kg.ingestion.urls import canonical_url
from kg.model import Article, Failure

#: The most that one article may take, in bytes as stored. A file of many articles may be larger, each of them not.
MAX_BYTES: Final = 10_000_000
TOO_LARGE: Final = f"larger than {MAX_BYTES // 1_000_000} MB, the limit for one article"
SPLIT: Final = "split it into articles, for example as JSON Lines"

Form: TypeAlias = Literal[
    "plain", "html", "markdown", "jsonl", "json", "csv", "pdf", "eml", "xml", "urls", "warc", "gz", "zst", "zip"
]

Stream: TypeAlias = "io.BufferedReader[Any]"

_TROUBLE: Final = 400  # characters of one line about a source
#: Troubles that cost a field, not the article; without any handler Python prints them on stderr.
LOG: Final = logging.getLogger("kg.ingestion")


@dataclass(frozen=True, slots=True)
class Content:
    """A stream of bytes that holds one article or many, and what is known of it before it is read."""

    name: str  #: for messages: a path, a path inside an archive, a URL
    stem: str  #: the ``id`` of an article that has none of its own
    stream: Stream
    form: Form | None = None  #: None: its content decides
    place: str = ""  #: what tells its file from others of the same stem; empty for streams without a name
    url: str = ""  #: where it was fetched from
    charset: str = ""  #: what the server says of it
    depth: int = 0  #: how many archives, feeds and lists lead to it

    def read(self) -> bytes:
        """All of it. Raises `SourceError` where it is empty or larger than an article may be."""
        raw = self.stream.read(MAX_BYTES + 1)
        if len(raw) > MAX_BYTES:
            raise SourceError(self.name, TOO_LARGE, SPLIT)
        if not raw.strip():
            raise SourceError(self.name, "it is empty", "put an article in it, or leave it out")
        return raw

    def head(self, size: int = 1024) -> bytes:
        """Its first bytes, which will be read again."""
        return self.stream.peek(size)[:size]


def stream_of(raw: bytes) -> Stream:
    """The bytes as a stream."""
    return io.BufferedReader(io.BytesIO(raw))


def place_of(path: Path) -> str:
    """What an article's file is known by: its name and its folder's, and those above while they are mere numbers.

    So ``2026/11/24/latest.txt`` is not ``2026/11/23/latest.txt``, and a corpus means the same on every machine.
    """
    path = path.absolute()
    parts = [path.name]
    for folder in path.parents:
        parts.append(folder.name)
        if not folder.name.isdigit():
            break
    return "/".join(reversed(parts))


def article_of(draft: Draft, source: str, *, id: str, place: str = "") -> Article:
    """The article that a draft makes. Raises `SourceError` where it has no text or is in a language that is not read.

    ``id`` is its name where its source gives none. It is known by its canonical URL, else by the ``id`` that its source
    gives, else by ``place``, else by its content. A URL that is none is left out, with a warning.
    """
    if not draft.text:
        raise SourceError(source, "it holds no text", "put an article in it, or leave it out")
    lang = language_of(draft.text, draft.lang, trusted=draft.lang_trusted)
    require_supported(lang, source)
    url, identity = draft.url, ""
    if url:
        try:
            identity = canonical_url(url)
        except ValueError as error:
            warn(source, f"its url {url[:100]!r} was left out: {error}", "write it as https://host/path")
            url = ""
    if not url and not draft.id:
        identity = f"file:{place}" if place else "text:" + digest(draft.title, str(draft.published or ""), draft.text)
    return Article(
        id=draft.id or one_line(id),
        text=draft.text,
        title=draft.title,
        published=draft.published,
        author=draft.author,
        publisher=draft.publisher,
        url=url,
        lang=lang,
        source=source,
        identity=identity,
    )


def date_of(text: str, source: str, *, field: str = "published") -> dt.date | None:
    """The day that a record's field writes; None, with a warning, where it writes none or one cannot say which."""
    day = parse_date(text)
    if text and day is None:
        warn(source, f"its {field} {text[:60]!r} is no full date and was left out", "write it as 2019-09-05")
    return day


def warn(source: str, trouble: str, remedy: str) -> None:
    """Tell that something of an article was left out, while the article is read."""
    LOG.warning("%s: %s (%s)", printable(source), printable(trouble), remedy)


def failure_of(error: SourceError) -> Failure:
    """The error as a value: one line of trouble and remedy."""
    trouble = printable(error.trouble)
    if len(trouble) > _TROUBLE:  # a library that quotes what it could not read
        trouble = trouble[:_TROUBLE].rstrip() + "…"
    remedy = f" ({error.remedy})" if error.remedy else ""
    return Failure(printable(error.subject), "read", trouble + printable(remedy))


def reason(error: OSError) -> str:
    """``No such file or directory`` without number and name, which the failure gives already."""
    return error.strerror or str(error)


def printable(name: str) -> str:
    """``name`` on one line, without characters that nobody sees."""
    return clean(name).replace("\n", " ")
