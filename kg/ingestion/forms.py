"""Forms: what a source holds, by its name, by what its server says, or by its first bytes."""

import codecs
import re
from email.message import Message
from pathlib import PurePosixPath
from typing import Final

from kg.ingestion.reading import Content, Form
from kg.ingestion.table import header_of

#: What a file holds, by the end of its name. In folders and globs other files are passed over without a word; a file
#: named by itself is read whatever it is called, and its content decides.
SUFFIXES: Final[dict[str, Form]] = {
    ".txt": "plain",
    ".text": "plain",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".md": "markdown",
    ".markdown": "markdown",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "json",
    ".csv": "csv",
    ".pdf": "pdf",
    ".eml": "eml",
    ".rss": "xml",
    ".atom": "xml",
    ".xml": "xml",
    ".urls": "urls",
    ".warc": "warc",
    ".zip": "zip",
}
#: What is packed, and holds what the name before this end says.
PACKED: Final[dict[str, Form]] = {".gz": "gz", ".zst": "zst"}

_TYPES: Final[dict[str, Form]] = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "plain",
    "text/markdown": "markdown",
    "application/pdf": "pdf",
    "application/json": "json",
    "application/feed+json": "json",
    "application/x-ndjson": "jsonl",
    "application/jsonl": "jsonl",
    "text/csv": "csv",
    "text/xml": "xml",
    "application/xml": "xml",
    "application/rss+xml": "xml",
    "application/atom+xml": "xml",
    "application/rdf+xml": "xml",
    "message/rfc822": "eml",
    "application/zip": "zip",
    "application/gzip": "gz",
    "application/x-gzip": "gz",
    "application/zstd": "zst",
}
_MAGIC: Final[tuple[tuple[bytes, Form], ...]] = (
    (b"\x1f\x8b", "gz"),
    (b"\x28\xb5\x2f\xfd", "zst"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"%PDF-", "pdf"),
    (b"WARC/", "warc"),
)
_XML_ROOT: Final = re.compile(rb"<(?:\w+:)?(rss|feed|rdf|urlset|sitemapindex)\b", re.IGNORECASE)
_MAIL: Final = re.compile(
    rb"\A(?:(?:received|return-path|delivered-to|mime-version|message-id|from|date|subject|to|dkim-signature|x-[\w-]+"
    rb"|reply-to|content-type)\s*:[^\n]*\n(?:[ \t][^\n]*\n)*){3,}",
    re.IGNORECASE,
)
_URL_LINE: Final = re.compile(r"(?:#.*|https?://\S+)?", re.IGNORECASE)


def form_of_name(name: str) -> Form | None:
    """What a file of that name holds; None where its name does not tell."""
    suffix = PurePosixPath(name).suffix.lower()
    return PACKED.get(suffix) or SUFFIXES.get(suffix)


def is_wanted(name: str) -> bool:
    """Whether a file of that name is read where a folder or a pattern was given."""
    path = PurePosixPath(name)
    if path.suffix.lower() in PACKED:
        path = PurePosixPath(path.stem)
    return path.suffix.lower() in SUFFIXES


def stem_of_name(name: str) -> str:
    """The name without the ends that tell its form: ``a.v2`` for ``a.v2.txt.gz``."""
    path = PurePosixPath(name)
    if path.suffix.lower() in PACKED:
        path = PurePosixPath(path.stem)
    return path.stem


def form_of_type(content_type: str) -> tuple[Form | None, str]:
    """What a server says that it sends, and in which encoding; None and empty where it says nothing that we know."""
    header = Message()
    header["Content-Type"] = content_type
    charset = header.get_content_charset() or ""
    return _TYPES.get(header.get_content_type()) if content_type.strip() else None, charset


def packed_form(content: Content) -> Form | None:
    """Whether a stream is packed or of another form that its first bytes prove, whatever it is called."""
    raw = content.head(8)
    return next((form for magic, form in _MAGIC if raw.startswith(magic)), None)


def form_of_content(content: Content) -> Form:
    """What a stream holds, by its first bytes."""
    if form := packed_form(content):
        return form
    raw = content.head(4096)
    head = raw.removeprefix(codecs.BOM_UTF8).lstrip()
    if head.startswith(b"{"):
        first = head.split(b"\n", 1)[0].rstrip()
        return "jsonl" if first.endswith(b"}") or len(first) == len(head) else "json"
    if head.startswith(b"[") and head[1:].lstrip()[:1] in (b"{", b"]"):
        return "json"
    lowered = head[:1024].lower()
    if lowered.startswith((b"<?xml", b"<rss", b"<feed", b"<urlset", b"<sitemapindex")) and _XML_ROOT.search(lowered):
        return "xml"
    if lowered.startswith((b"<!doctype html", b"<html", b"<?xml", b"<!--")):
        return "html"
    if head.startswith(b"---\n"):
        return "markdown"
    if _MAIL.match(head.replace(b"\r\n", b"\n")):
        return "eml"
    return "csv" if _is_table(head) else "plain"


def is_url_list(text: str) -> bool:
    """Whether a text holds web addresses alone, one a line, with lines that begin with ``#`` for remarks."""
    lines = [line.strip() for line in text.split("\n")]
    return any(line and line[0] != "#" for line in lines) and all(map(_URL_LINE.fullmatch, lines))


def _is_table(head: bytes) -> bool:
    first = head.split(b"\n", 1)[0].decode("utf-8", "replace").strip()
    columns = header_of(first)[1] if len(first) <= 500 else []
    return "text" in columns and len({"id", "title", "url", "published"} & set(columns)) > 0
