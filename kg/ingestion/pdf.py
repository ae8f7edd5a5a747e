"""PDF: the text of a press release, page by page, without the lines that every page repeats."""

import io
import logging
import re
from collections import Counter
from typing import Final

import pypdf
from pypdf.errors import LimitReachedError, PyPdfError

from kg.errors import SourceError
from kg.ingestion.characters import one_line, tidy
from kg.ingestion.draft import Draft
from kg.ingestion.plain import read_plain

logging.getLogger("pypdf").addHandler(logging.NullHandler())  # what it has to say about a file, we say

#: No press release is longer; a book is no article.
PAGES: Final = 200
#: Lines at the top and bottom of a page that may be its header and footer.
_EDGE: Final = 3
_NUMBER: Final = re.compile(r"\d+")
_PAGE_NUMBER: Final = re.compile(r"[\W_]*(?:page|p\.)?\s*#\s*(?:(?:/|of|sur|-)\s*#)?[\W_]*", re.IGNORECASE)
_LIGATURES: Final = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
#: A word that was divided at the end of a line. What stands before may be a prefix that keeps its hyphen: then the
#: second part begins with a capital or the word is joined wrongly, once in a hundred.
_DIVIDED: Final = re.compile(r"(?<=[a-zà-ÿ]{2})[-\xad\u2010]\n(?=[a-zà-ÿ]{2})")


def read_pdf(raw: bytes, source: str) -> Draft:
    """The article of a PDF file; its title is that of the file's properties if the text begins with it.

    May take long on hostile files: call it through `kg.ingestion.guard`. Raises `SourceError` for a file that is
    broken, encrypted, too long or holds pictures of text only.
    """
    try:
        reader = pypdf.PdfReader(io.BytesIO(raw))
        if reader.is_encrypted and not reader.decrypt(""):
            raise SourceError(source, "it is protected by a password", "save it without one")
        if len(reader.pages) > PAGES:
            raise SourceError(source, f"it has more than {PAGES} pages", "give the pages of one article")
        pages = [page.extract_text().translate(_LIGATURES).split("\n") for page in reader.pages]
        title = one_line(str(reader.metadata.title or "")) if reader.metadata else ""
    except LimitReachedError as error:
        raise SourceError(source, f"it unpacks to more than is sound: {error}", "save its text instead") from error
    except _BROKEN as error:
        trouble = f"not a readable PDF file: {one_line(str(error)) or type(error).__name__}"
        raise SourceError(source, trouble, "open it and save it again, or save its text") from error
    text = tidy(_DIVIDED.sub("", "\n".join("\n".join(lines) for lines in _without_edges(pages))))
    if not any(map(str.isalpha, text)):
        raise SourceError(source, "it holds no text, perhaps pictures of text", "run it through text recognition")
    return read_plain(_with_title(text, title))


#: pypdf reads files leniently and so meets the mistakes in them as any of these.
_BROKEN: Final = (
    PyPdfError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    NotImplementedError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
)


def _without_edges(pages: list[list[str]]) -> list[list[str]]:
    """The pages without headers, footers and page numbers: lines at their edges that are the same on most of them."""

    def form(line: str) -> str:
        return _NUMBER.sub("#", one_line(line)).casefold()

    cleaned = [[line for line in lines if line.strip()] for lines in pages]
    edges = Counter(edge for lines in cleaned for edge in {form(line) for line in (*lines[:_EDGE], *lines[-_EDGE:])})
    often = {edge for edge, count in edges.items() if len(pages) > 1 and count > len(pages) / 2}

    def is_edge(line: str, place: int, size: int) -> bool:
        return (place < _EDGE or place >= size - _EDGE) and (
            form(line) in often or bool(_PAGE_NUMBER.fullmatch(form(line)))
        )

    return [[line for place, line in enumerate(lines) if not is_edge(line, place, len(lines))] for lines in cleaned]


def _with_title(text: str, title: str) -> str:
    """``text`` with the headline on one line of its own, where its first lines are the title of the file."""
    words = title.split()
    if len(words) < 2:
        return text
    found = re.match(r"\s*" + r"\s+".join(map(re.escape, words)) + r"\s*\n", text)
    return f"{title}\n\n{text[found.end() :]}" if found else text
