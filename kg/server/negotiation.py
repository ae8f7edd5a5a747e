"""Content negotiation (RFC 9110, section 12.5): which of the forms that we have does a client like best?"""

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Form:
    """A form in which something can be had: our name for it, its media type, and others that ask for it too."""

    name: str
    media_type: str
    aliases: tuple[str, ...] = ()
    charset: bool = False  #: whether the type is sent with a charset parameter

    @property
    def content_type(self) -> str:
        """What the header Content-Type says."""
        return self.media_type + ("; charset=utf-8" if self.charset else "")


#: SELECT and ASK, best first: where a client likes several as much, it gets the first of them.
RESULTS = (
    Form("json", "application/sparql-results+json", ("application/json",)),
    Form("xml", "application/sparql-results+xml", ("application/xml", "text/xml")),
    Form("csv", "text/csv", charset=True),
    Form("tsv", "text/tab-separated-values", charset=True),
)
#: CONSTRUCT and DESCRIBE, best first.
GRAPHS = (
    Form("turtle", "text/turtle", ("application/turtle", "application/x-turtle"), charset=True),
    Form("nt", "application/n-triples", ("text/plain",)),
    Form("jsonld", "application/ld+json", ("application/json",)),
    Form("rdf", "application/rdf+xml", ("application/xml", "text/xml")),
)


@dataclass(frozen=True, slots=True)
class _Range:
    type: str
    subtype: str
    quality: float
    parameters: int = field(default=0)

    def matches(self, media_type: str) -> int:
        """How closely: 0 not at all, 1 anything, 2 the type, 3 the very one."""
        type, _, subtype = media_type.partition("/")
        if (self.type, self.subtype) == (type, subtype):
            return 3
        if self.subtype == "*" and self.type == type:
            return 2
        return 1 if self.type == "*" else 0


def choose(accept: str | None, forms: Sequence[Form]) -> Form | None:
    """The form that the header Accept likes best; the first where there is no header; None where it likes none.

    The most specific range that matches a form decides about it. Ranges that are no such thing are left out.
    """
    ranges = _ranges(accept or "*/*")
    best: Form | None = None
    best_quality = 0.0
    for form in forms:
        quality = max(
            (_quality(ranges, media_type) for media_type in (form.media_type, *form.aliases)),
            key=lambda found: found,
        )
        if quality > best_quality:
            best, best_quality = form, quality
    return best


def accepts_gzip(accept_encoding: str | None) -> bool:
    """Whether a client can read gzip."""
    qualities = {}
    for part in (accept_encoding or "").lower().split(","):
        name, _, parameters = part.partition(";")
        qualities[name.strip()] = _q(parameters)
    return qualities.get("gzip", qualities.get("*", 0.0)) > 0


def _quality(ranges: Sequence[_Range], media_type: str) -> float:
    closest = max(ranges, key=lambda range: (range.matches(media_type), range.quality), default=None)
    return closest.quality if closest is not None and closest.matches(media_type) else 0.0


def _ranges(accept: str) -> list[_Range]:
    found = []
    for part in accept.lower().split(","):
        name, _, parameters = part.partition(";")
        type, slash, subtype = name.strip().partition("/")
        if slash and type and subtype:
            found.append(_Range(type, subtype, _q(parameters)))
    return found


def _q(parameters: str) -> float:
    for parameter in parameters.split(";"):
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return min(max(float(value), 0.0), 1.0)
            except ValueError:
                return 0.0
    return 1.0
