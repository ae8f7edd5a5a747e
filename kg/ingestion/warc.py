"""WARC: the pages of a web archive, each as its server once sent it."""

from collections.abc import Iterator
from typing import Any, Final

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from kg.errors import SourceError
from kg.ingestion.characters import one_line
from kg.ingestion.forms import form_of_type
from kg.ingestion.reading import MAX_BYTES, TOO_LARGE, Content, printable, stream_of
from kg.ingestion.urls import is_web_address, stem_of

_BROKEN: Final = (ArchiveLoadFailed, EOFError, OSError, ValueError, LookupError, AttributeError, TypeError)


def read_warc(content: Content) -> Iterator[Content | SourceError]:
    """The successful answers of an archive that hold a page, a text or a PDF file; a broken one is an error.

    Pictures, scripts, requests, redirects and the like are passed over. Raises `SourceError` where the archive itself
    cannot be read on, and where it holds no page at all.
    """
    pages = 0
    archive = ArchiveIterator(content.stream)
    archive.INC_RECORD = ""  # it writes this on stderr where the length of a record is wrong
    pending: Content | SourceError | None = None  # it is whole if the next record begins where it should
    errors = 0
    try:
        for record in archive:
            if archive.err_count > errors and isinstance(pending, Content):
                pending = SourceError(pending.name, "the archive gives it a wrong length", "make the archive again")
            errors = archive.err_count
            if pending is not None:
                yield pending
            pending = _page(record, content)
            pages += pending is not None
    except _BROKEN as error:
        if pending is not None:
            yield pending
        trouble = f"not readable as WARC after page {pages}: {one_line(str(error))}"
        raise SourceError(content.name, trouble, "make the archive again, or cut it there") from error
    if pending is not None:
        yield pending
    if not pages:
        raise SourceError(content.name, "no page in this archive", "give one that holds responses with text")


def _page(record: Any, content: Content) -> Content | SourceError | None:
    """The page that a record holds; None where it holds something else."""
    if record.rec_type not in ("response", "resource"):
        return None
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    headers = record.http_headers
    kind = (headers or record.rec_headers).get_header("Content-Type") or ""
    form, charset = form_of_type(kind)
    if (headers and headers.get_statuscode() != "200") or form is None or not is_web_address(url):
        return None
    try:
        stem = stem_of(url)
    except ValueError as error:
        return SourceError(printable(url), str(error), "leave it out")
    body = record.content_stream().read(MAX_BYTES + 1)
    if len(body) > MAX_BYTES:
        return SourceError(url, TOO_LARGE, "leave it out")
    chunked = headers and (headers.get_header("Transfer-Encoding") or "").lower() == "chunked"
    if not chunked and getattr(record.raw_stream, "limit", 0) > 0:  # what the record should still hold
        return SourceError(url, "the archive ends in the middle of it", "make the archive again")
    return Content(url, stem, stream_of(body), form, url=url, charset=charset, depth=content.depth + 1)
