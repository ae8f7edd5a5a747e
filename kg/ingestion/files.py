"""Files: those that a path, a folder, a pattern or ``-`` names, opened one after the other."""

import glob
import io
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from kg.errors import SourceError
from kg.ingestion.characters import one_line
from kg.ingestion.forms import SUFFIXES, form_of_name, is_wanted, stem_of_name
from kg.ingestion.reading import (
    MAX_BYTES,
    SPLIT,
    TOO_LARGE,
    Content,
    failure_of,
    place_of,
    printable,
    reason,
)
from kg.model import Failure

#: Stems of files in folders that speak about the folder and are no articles.
_ABOUT: Final = frozenset({"README", "LICENSE", "LICENCE", "SOURCES", "NOTICE", "CHANGELOG", "CONTRIBUTING"})
#: Forms in which a file is one article, and so no larger than one.
_SINGLE: Final = frozenset({"plain", "html", "markdown", "pdf", "eml", "xml", "urls"})
#: Folders that hold this file are stores.
_STORE: Final = "kg-store.json"
#: How standard input is called in messages.
STDIN: Final = "standard input"


def open_files(source: str) -> Iterator[Content | Failure]:
    """The contents that a source names, in the order of their names; what cannot be opened is a failure.

    A content is closed when the next one is asked for. A source that names nothing is one `Failure`.
    """
    try:
        for path in _files(source):
            yield from _open(path)
    except SourceError as error:
        yield failure_of(error)


def is_about(name: str) -> bool:
    """Whether a file that was not named by itself is hidden, or speaks about its folder."""
    path = Path(name)
    return path.stem in _ABOUT or any(part.startswith((".", "__MACOSX")) for part in path.parts)


def absolute(source: str) -> str:
    """A source as it can be found from any folder; an address or standard input as it is."""
    if not source or "://" in source or source == "-" or source.partition(":")[0] == STDIN:
        return source
    return os.path.abspath(source)


def _files(source: str) -> Iterator[Path | None]:
    """The files that a source names; None is standard input."""
    if source == "-":
        yield None
        return
    if "\0" in source:
        raise SourceError(source.replace("\0", "\\0"), "no file has such a name", "check the name")
    path = Path(source)
    try:
        if path.is_dir():
            found = walk(path)
        elif path.exists() or path.is_symlink() or not glob.has_magic(source):
            yield path
            return
        else:
            matches = [Path(match) for match in sorted(glob.glob(source, recursive=True))]
            found = (file for match in matches for file in (walk(match) if match.is_dir() else _wanted([match])))
    except OSError as error:  # a name longer than names can be
        raise SourceError(source, reason(error), "check the name") from error
    seen = set[Path]()
    for file in found:
        if file not in seen:
            seen.add(file)
            yield file
    if not seen:
        trouble = "no article in this folder" if path.is_dir() else "nothing matches this pattern"
        raise SourceError(source, trouble, f"articles end in {' '.join(SUFFIXES)}")


def walk(folder: Path) -> Iterator[Path]:
    """The files below a folder that are read where it is given, by name. Raises `SourceError` if one may not look."""

    def give_up(error: OSError) -> None:
        raise SourceError(str(error.filename), reason(error), "check its permissions") from error

    for parent, folders, names in os.walk(folder, onerror=give_up):
        if _STORE in names:
            folders.clear()
            continue
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from _wanted(Path(parent, name) for name in sorted(names))


def _wanted(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if is_wanted(path.name) and not is_about(path.name):
            yield path


def _open(path: Path | None) -> Iterator[Content | Failure]:
    if path is None:
        yield Content(STDIN, "stdin", _standard_input())
        return
    name = printable(str(path))
    try:
        form = form_of_name(path.name)
        if form in _SINGLE and path.stat().st_size > MAX_BYTES:
            raise SourceError(name, TOO_LARGE, SPLIT)
        with path.open("rb") as stream:
            yield Content(name, one_line(stem_of_name(path.name)), stream, form, place=place_of(path))
    except OSError as error:
        yield Failure(name, "read", f"{reason(error)} (check its name and permissions)")
    except SourceError as error:
        yield failure_of(error)


def _standard_input() -> io.BufferedReader:
    stream = sys.stdin.buffer
    return stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(stream)  # type: ignore[arg-type]
