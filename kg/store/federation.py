"""SERVICE clauses in a query: found by the parser, and refused unless their endpoint is allowed.

The embedded database calls any address that a query names and has no switch for that, so a query is looked at before
it runs. Only its own parser knows for sure where a text, an IRI or a comment ends: it is asked whether the query still
is one with every SERVICE misspelt. In a text, a comment or a name that makes no difference, as the keyword it is an
error. The misspelt query is put to an empty database and can call nobody.
"""

import re
import secrets
from collections.abc import Collection
from typing import Final

import pyoxigraph as ox

from kg.errors import QueryError
from kg.ids import PREFIXES
from kg.store.explaining import explained

_SERVICE: Final = re.compile(r"service", re.IGNORECASE)
_SILENT: Final = re.compile(r"(?<=service)\s+silent\b", re.IGNORECASE)
_CALL: Final = re.compile(r"service\s+(?:silent\s+)?<([^<>\s]*)>", re.IGNORECASE)
_VOLATILE: Final = re.compile(r"\b(?:now|rand|uuid|struuid|bnode)\s*\(", re.IGNORECASE)


def check_services(sparql: str, allowed: Collection[str] = (), base: str | None = None) -> None:
    """Raise `QueryError` for a query with a SERVICE whose endpoint is not among ``allowed``.

    An allowed endpoint is written as a full IRI right after the keyword; a variable or a prefixed name is refused.
    """
    if not _SERVICE.search(sparql):
        return
    # GRAPH takes the same operands: an allowed call becomes one, and the parser decides about all the others.
    checked = _CALL.sub(lambda call: f"GRAPH <{call[1]}>" if call[1] in allowed else call[0], sparql)
    try:
        parse(_SERVICE.sub("service" + secrets.token_hex(8), checked), base)
    except QueryError:
        parse(_SERVICE.sub("GRAPH", _SILENT.sub("", checked)), base)  # says what else may be wrong with it, and where
        raise QueryError(
            "query",
            "SERVICE would send data to another endpoint: refused",
            "allowed: " + ", ".join(sorted(allowed)) if allowed else "ask that endpoint directly",
        ) from None


def parse(sparql: str, base: str | None = None) -> None:
    """Raise `QueryError`, with line and column, for a text that is no query. Never give it one with a SERVICE."""
    with explained():
        ox.Store().query(sparql, base_iri=base, prefixes=PREFIXES)


def is_volatile(sparql: str) -> bool:
    """Whether the query may give another answer on the same data: it calls NOW, RAND, UUID, STRUUID or BNODE."""
    return _VOLATILE.search(sparql) is not None
