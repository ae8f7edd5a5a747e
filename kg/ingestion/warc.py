"""WARC: the pages of a web archive, each as its server once sent it."""

from collections.abc import Iterator
from typing import Final

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from kg.errors import SourceError
from kg.ingestion.forms import form_of_type
from kg.ingestion.reading import MAX_BYTES, TOO_LARGE, Content, stream_of
from kg.ingestion.urls import is_web_address, stem_of

_BROKEN: Final = (ArchiveLoadFailed, EOFError, OSError, ValueError, LookupError, AttributeError, TypeError)


def read_warc(content: Content) -> Iterator[Content | SourceError]:
    """The successful answers of an archive that hold a page, a text or a PDF file; a broken one is an error.

    Pictures, scripts, requests, redirects and the like are passed over. Raises `SourceError` where the archive itself
    cannot be read on, and where it holds no page at all.
    """
    found = False
    number = 0
    try:
        for record in ArchiveIterator(content.stream):
            number += 1
            if record.rec_type not in ("response", "resource"):
                continue
            url = record.rec_headers.get_header("WARC-Target-URI") or ""
            headers = record.http_headers
            status = headers.get_statuscode() if headers else "200"
            kind = (headers or record.rec_headers).get_header("Content-Type") or ""
            form, charset = form_of_type(kind)
            if status != "200" or form is None or not is_web_address(url):
                continue
            found = True
            body = record.content_stream().read(MAX_BYTES + 1)
            if len(body) > MAX_BYTES:
                yield SourceError(url, TOO_LARGE, "leave it out")
                continue
            chunked = headers and (headers.get_header("Transfer-Encoding") or "").lower() == "chunked"
            if not chunked and getattr(record.raw_stream, "limit", 0) > 0:  # what the record should still hold
                yield SourceError(url, "the archive ends in the middle of it", "make the archive again")
                continue
            try:
                stem = stem_of(url)
            except ValueError as error:
                yield SourceError(f"{content.name}:{number}", f"its address is none: {error}", "leave it out")
                continue
            stream = stream_of(body)
            yield Content(url, stem, stream, form, url=url, charset=charset, depth=content.depth + 1)
    except _BROKEN as error:
        trouble = f"not readable as WARC after record {number}: {error}"
        raise SourceError(content.name, trouble, "make the archive again, or cut it there") from error
    if not found:
        raise SourceError(content.name, "no page in this archive", "give one that holds responses with text")
