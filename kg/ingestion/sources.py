"""Sources: files, folders, globs and standard input, each turned into articles or a line that says why not."""

import codecs
import glob
import io
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final, Literal, TypeAlias

from kg.errors import SourceError
from kg.ingestion.characters import clean, decode, has_wide_bom, is_binary, one_line
from kg.ingestion.dates import stamped_date
from kg.ingestion.draft import Draft
from kg.ingestion.html import read_html
from kg.ingestion.jsonl import read_record
from kg.ingestion.language import language_of, require_supported
from kg.ingestion.markdown import read_markdown
from kg.ingestion.plain import read_plain
from kg.model import Article, Failure

#: The most that one article may take, in bytes as stored. A file of JSON Lines may be larger, each of its lines not.
MAX_BYTES: Final = 10_000_000

Form: TypeAlias = Literal["plain", "html", "markdown", "jsonl"]

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
}
#: Stems of files in folders that speak about the folder and are no articles.
_ABOUT: Final = frozenset({"README", "LICENSE", "LICENCE", "SOURCES", "NOTICE", "CHANGELOG", "CONTRIBUTING"})
_STDIN: Final = "-"
_TOO_LARGE: Final = f"larger than {MAX_BYTES // 1_000_000} MB, the limit for one article"
_SPLIT: Final = "split it into articles, for example as JSON Lines"


def read_sources(sources: Iterable[str]) -> Iterator[Article | Failure]:
    """Read each source in order: exactly one `Article` or `Failure` for each file, and for each line of JSON Lines.

    A source is a file, a folder (with all below it, in the order of names; hidden files, unknown suffixes and READMEs
    are passed over), a pattern such as ``news/**/*.txt``, or ``-`` for standard input. A source in which there is
    nothing to read is one `Failure`. Never raises for what a source contains; large files are read as they are needed.
    """
    for source in sources:
        try:
            for path in _files(source):
                yield from _read_file(path)
        except SourceError as error:
            yield _failure(error)


def _files(source: str) -> Iterator[Path | None]:
    """The files that a source names; None is standard input."""
    if source == _STDIN:
        yield None
        return
    if source.startswith(("http://", "https://")):
        raise SourceError(source, "addresses are not fetched", "save the page and give the file")
    if "\0" in source:
        raise SourceError(source.replace("\0", "\\0"), "no file has such a name", "check the name")
    path = Path(source)
    try:
        if path.is_dir():
            found = _walk(path)
        elif path.exists() or path.is_symlink() or not glob.has_magic(source):
            yield path
            return
        else:
            matches = [Path(match) for match in sorted(glob.glob(source, recursive=True))]
            found = (file for match in matches for file in (_walk(match) if match.is_dir() else _wanted([match])))
    except OSError as error:  # a name longer than names can be
        raise SourceError(source, _reason(error), "check the name") from error
    seen = set[Path]()
    for file in found:
        if file not in seen:
            seen.add(file)
            yield file
    if not seen:
        trouble = "no article in this folder" if path.is_dir() else "nothing matches this pattern"
        raise SourceError(source, trouble, f"articles end in {' '.join(SUFFIXES)}")


def _walk(folder: Path) -> Iterator[Path]:
    def give_up(error: OSError) -> None:
        raise SourceError(str(error.filename), _reason(error), "check its permissions") from error

    for parent, folders, names in os.walk(folder, onerror=give_up):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from _wanted(Path(parent, name) for name in sorted(names))


def _wanted(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if path.suffix.lower() in SUFFIXES and not path.name.startswith(".") and path.stem not in _ABOUT:
            yield path


def _read_file(path: Path | None) -> Iterator[Article | Failure]:
    name, stem = (_printable(str(path)), one_line(path.stem)) if path else ("standard input", "stdin")
    try:
        if path is None:
            yield from _read_stream(_standard_input(), name, stem, None)
            return
        form = SUFFIXES.get(path.suffix.lower())
        if form in ("plain", "html", "markdown") and path.stat().st_size > MAX_BYTES:
            raise SourceError(name, _TOO_LARGE, _SPLIT)
        with path.open("rb") as stream:
            yield from _read_stream(stream, name, stem, form)
    except OSError as error:
        yield Failure(name, "read", f"{_reason(error)} (check its name and permissions)")
    except SourceError as error:
        yield _failure(error)


def _standard_input() -> io.BufferedReader:
    stream = sys.stdin.buffer
    return stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(stream)  # type: ignore[arg-type]


def _read_stream(stream: io.BufferedReader, name: str, stem: str, form: Form | None) -> Iterator[Article | Failure]:
    if form == "jsonl" or (form is None and stream.peek(1).lstrip()[:1] == b"{"):
        yield from _read_lines(stream, name, stem)
        return
    raw = stream.read(MAX_BYTES + 1)
    if len(raw) > MAX_BYTES:
        raise SourceError(name, _TOO_LARGE, _SPLIT)
    if not raw.strip():
        raise SourceError(name, "it is empty", "put an article in it, or leave it out")
    form = form or _form_of(raw)
    text = decode(raw, name, html=form == "html")
    draft = read_html(text, name) if form == "html" else read_markdown(text) if form == "markdown" else read_plain(text)
    yield _article(replace(draft, id=stem, published=draft.published or stamped_date(stem)), name)


def _form_of(raw: bytes) -> Form:
    head = raw[:1024].removeprefix(codecs.BOM_UTF8).lstrip().lower()
    if head.startswith((b"<!doctype html", b"<html", b"<?xml", b"<!--")):
        return "html"
    return "markdown" if head.startswith(b"---\n") else "plain"


def _read_lines(stream: io.BufferedReader, name: str, stem: str) -> Iterator[Article | Failure]:
    number = records = 0
    while raw := stream.readline(MAX_BYTES + 1):
        number += 1
        if number == 1:
            if has_wide_bom(raw):
                raise SourceError(name, "JSON Lines in UTF-16 or UTF-32 are not read", "re-save the file as UTF-8")
            if is_binary(raw):
                raise SourceError(name, "this is a binary file, not JSON Lines", "give the file its proper suffix")
        if not raw.strip():
            continue
        records += 1
        place = f"{name}:{number}"
        try:
            if len(raw) > MAX_BYTES:
                _skip_line(stream, raw)
                raise SourceError(place, f"line {number} is {_TOO_LARGE}", "shorten its text")
            draft = read_record(decode(raw, place, line=number), place)
            yield _article(replace(draft, id=draft.id or f"{stem}#{number}"), place)
        except SourceError as error:
            yield _failure(error)
    if not records:
        raise SourceError(name, "it is empty", "put one JSON object on each line, or leave it out")


def _skip_line(stream: io.BufferedReader, begun: bytes) -> None:
    """Read on to the end of a line that was too long to keep."""
    while begun and not begun.endswith(b"\n"):
        begun = stream.readline(1 << 16)


def _article(draft: Draft, source: str) -> Article:
    if not draft.text:
        raise SourceError(source, "it holds no text", "put an article in it, or leave it out")
    lang = language_of(draft.text, draft.lang, trusted=draft.lang_trusted)
    require_supported(lang, source)
    return Article(
        id=draft.id,
        text=draft.text,
        title=draft.title,
        published=draft.published,
        author=draft.author,
        publisher=draft.publisher,
        url=draft.url,
        lang=lang,
        source=source,
    )


def _failure(error: SourceError) -> Failure:
    remedy = f" ({error.remedy})" if error.remedy else ""
    return Failure(_printable(error.subject), "read", _printable(error.trouble + remedy))


def _reason(error: OSError) -> str:
    """``No such file or directory`` without number and name, which the failure gives already."""
    return error.strerror or str(error)


def _printable(name: str) -> str:
    return clean(name).replace("\n", " ")
