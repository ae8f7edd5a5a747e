"""One article: from the bytes of a page, a text, a PDF file or a mail to its draft."""

from dataclasses import replace
from typing import Final, Literal, TypeAlias

from kg.errors import SourceError
from kg.ingestion.characters import decode
from kg.ingestion.dates import parse_date
from kg.ingestion.draft import Draft
from kg.ingestion.html import read_html
from kg.ingestion.mail import read_mail
from kg.ingestion.markdown import read_markdown
from kg.ingestion.plain import read_plain, with_headline
from kg.ingestion.reading import SPLIT

SingleForm: TypeAlias = Literal["plain", "html", "markdown", "pdf", "eml"]

#: Below this many bytes, markup costs some seconds at the very worst. Files of other forms can hang at any size.
HARMLESS: Final = 100_000
#: Mail programs put these before what was said.
_PREFIXES: Final = ("re:", "fw:", "fwd:", "aw:", "tr:", "wg:")


def read_single(raw: bytes, form: SingleForm, source: str, charset: str = "") -> Draft:
    """The one article that ``raw`` holds, of which ``source`` is the name. Raises `SourceError`."""
    if form == "pdf":
        from kg.ingestion.pdf import read_pdf  # it is large and seldom needed

        return read_pdf(raw, source)
    if form == "eml":
        return _of_mail(raw, source)
    return _of_text(decode(raw, source, html=form == "html", charset=charset), form, source)


def may_hang(raw: bytes, form: SingleForm) -> bool:
    """Whether reading this may take so long or so much memory that it must be watched (`kg.ingestion.guard`)."""
    return form in ("pdf", "eml") or (form != "plain" and len(raw) > HARMLESS)


def _of_text(text: str, form: SingleForm, source: str) -> Draft:
    try:
        if form == "html":
            return read_html(text, source)
        return read_markdown(text) if form == "markdown" else read_plain(text)
    except RecursionError as error:
        raise SourceError(source, "it is nested too deeply", SPLIT) from error


def _of_mail(raw: bytes, source: str) -> Draft:
    message = read_mail(raw, source)
    if message.form == "pdf":
        draft = read_single(message.raw, "pdf", source)
    else:
        draft = _of_text(message.text, message.form, source)
    subject = message.subject
    while subject.lower().startswith(_PREFIXES):
        subject = subject.partition(":")[2].strip()
    if not draft.title and subject:
        body = draft.text.split("\n") if draft.text else []
        draft = replace(draft, title=subject, text=with_headline(subject, body) if body else "")
    return replace(
        draft,
        publisher=draft.publisher or message.sender,
        published=draft.published or parse_date(message.date),
    )
