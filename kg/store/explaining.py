"""Why a query cannot be run, in words for its author: what pyoxigraph reports becomes a `QueryError`."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from kg.errors import QueryError

_POSITION: Final = re.compile(r"^error at (\d+):(\d+): expected (.*)$", re.DOTALL)
_CHARACTER_CLASS: Final = re.compile(r"\[('|_).*?\](, |$)", re.DOTALL)
_NOT_PROJECTED: Final = re.compile(r"does not contains? variable (\?\w+)")


@contextmanager
def explained() -> Iterator[None]:
    """Raise `QueryError`, with line and column for a syntax error, for what goes wrong inside."""
    try:
        yield
    except SyntaxError as error:
        raise _syntax_error(str(error)) from None
    except (RuntimeError, ValueError, OSError) as error:
        # pyoxigraph has no error type of its own: evaluation failures and SERVICE calls come as these three.
        missing = _NOT_PROJECTED.search(str(error))
        if missing:
            raise QueryError(
                f"variable {missing[1]}", "is given a value but is no column", f"add {missing[1]} to the SELECT clause"
            ) from None
        raise QueryError("query", str(error)) from None


def _syntax_error(message: str) -> QueryError:
    found = _POSITION.match(message)
    if not found:
        return QueryError("query", f"syntax error: {message}")
    line, column, expected = found.groups()
    return QueryError(f"query, line {line}, column {column}", _trouble(expected))


def _trouble(expected: str) -> str:
    """The parser lists every character class it would have taken: keep what a reader can use."""
    if "Prefix not found" in expected:
        return "unknown prefix"
    sentence = re.search(r"The SELECT contains a variable that is unbound", expected)
    if sentence:
        return "syntax error: a variable of the SELECT clause is neither grouped nor aggregated"
    options = _CHARACTER_CLASS.sub("", expected.removeprefix("one of ")).rstrip(", ")
    return f"syntax error, expected {options}" if options else "syntax error, the query cannot go on like this"
