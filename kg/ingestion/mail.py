"""Mail: the press release that a message carries, as its body or as an attachment."""

import email
import email.policy
from dataclasses import dataclass
from email.message import EmailMessage, MIMEPart
from typing import Final, Literal

from kg.errors import SourceError
from kg.ingestion.characters import clean, encoding_of, one_line

_PARTS: Final = 1_000


@dataclass(frozen=True, slots=True)
class Message:
    """A mail: the article is in ``body``, whose form tells how to read it; ``text`` is decoded already."""

    form: Literal["plain", "html", "pdf"]
    text: str
    raw: bytes
    subject: str
    sender: str
    date: str


def read_mail(raw: bytes, source: str) -> Message:
    """The body of a message (plain text before HTML, else an attached PDF file), its subject, sender and day.

    Raises `SourceError` for what is no message, and for one without a body.
    """
    try:
        message = email.message_from_bytes(raw, policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        subject, sender, sent = (_header(message, name) for name in ("subject", "from", "date"))
        part = message.get_body(preferencelist=("plain", "html")) or _attached(message, source)
        if part is None or not (subject or sender or sent):
            raise SourceError(source, "no mail message with a body", "save the message as .eml, or its text as .txt")
        if part.get_content_type() == "application/pdf":
            attached = part.get_payload(decode=True)
            return Message("pdf", "", attached if isinstance(attached, bytes) else b"", subject, sender, sent)
        text = _text(part, source)
    except (
        ArithmeticError,
        LookupError,
        ValueError,
        TypeError,
        AttributeError,
        RecursionError,
        AssertionError,
    ) as error:
        raise SourceError(source, f"not a readable mail message: {error}", "save its text as a text file") from error
    return Message("html" if part.get_content_subtype() == "html" else "plain", text, b"", subject, sender, sent)


def _attached(message: EmailMessage, source: str) -> MIMEPart | None:
    for number, part in enumerate(message.walk()):
        if number > _PARTS:
            raise SourceError(source, f"it has more than {_PARTS:,} parts", "save its text as a text file")
        if part.get_content_type() == "application/pdf" and isinstance(part, MIMEPart):
            return part
    return None


def _text(part: MIMEPart, source: str) -> str:
    """The text of a part, as its charset says, else as UTF-8."""
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        raise SourceError(source, "no mail message with a body", "save its text as a text file")
    charset = encoding_of(part.get_content_charset() or "") or "utf-8"
    try:
        return payload.decode(charset)
    except UnicodeDecodeError as error:
        trouble = f"broken {charset.upper()} in its body: {error.reason}"
        raise SourceError(source, trouble, "save its text as UTF-8") from error


def _header(message: EmailMessage, name: str) -> str:
    value = message[name]
    if value is None:
        return ""
    if name == "from" and getattr(value, "addresses", None):
        return one_line(value.addresses[0].display_name)
    if name == "date" and (day := getattr(value, "datetime", None)):
        return str(day.date().isoformat())
    return one_line(clean(str(value)))
