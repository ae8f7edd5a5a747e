"""Parameters: from what a user typed to the values that are bound in a query."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from importlib.resources import files
from typing import Final, Protocol

from kg.errors import QueryError, UsageError
from kg.ids import PREFIXES, expand
from kg.queries.catalogue import Parameter, ParameterType, Question
from kg.store import IRI, Rows, Term, Triples, Value

_YEAR: Final = re.compile(r"\d{4}")
_DATE: Final = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
_LOOKUP: Final = files(__package__).joinpath("lookup-entity.sparql").read_text(encoding="utf-8")
_EXACT: Final = files(__package__).joinpath("lookup-exact.sparql").read_text(encoding="utf-8")
_KNOWN: Final = files(__package__).joinpath("known-entity.sparql").read_text(encoding="utf-8")
_RENAMED: Final = files(__package__).joinpath("renamed-entity.sparql").read_text(encoding="utf-8")
_SHOWN_CANDIDATES: Final = 8


class UnknownThing(QueryError):
    """Nothing in the graph has that name."""


class Queryable(Protocol):
    """What a question can be put to: a snapshot, or a store that is being written."""

    def query(self, sparql: str, substitutions: Mapping[str, Value | Term] | None = None) -> Rows | bool | Triples:
        """Answer a query with some of its variables bound. Raises `QueryError`."""
        ...


def bind(graph: Queryable, question: Question, given: Mapping[str, Value]) -> dict[str, Value | Term]:
    """The values to bind for what was given, defaults filled in; what is optional and not given stays unbound.

    Raises `QueryError` for a parameter that is unknown, missing or badly written, and for a name that stands for
    nothing or for several things in the graph.
    """
    for name in given:
        question.param(name)
    bound: dict[str, Value | Term] = {}
    for param in question.params:
        value = given.get(param.name)
        if value is None:
            value = param.default
        if value is not None:
            bound[param.name] = _parse(graph, question, param, value)
        elif param.required:
            raise UsageError(
                f"question {question.name}",
                f"it needs the parameter {param.name!r} ({param.type}): {param.description}",
                f"as in: {' '.join(f'{name}={text}' for name, text in question.example.items())}",
            )
    return bound


def find_entity(graph: Queryable, name: str, type: ParameterType = "entity") -> IRI:
    """The IRI of what ``name`` says: an IRI, a prefixed name as ``agency:cnes``, or a label or alias in any case.

    What is called so to the letter wins over what is called so in another case, that over what merely goes by that name
    too, and what articles speak of over what only reference data know. An article is found by its identifier, title or
    address, a topic by its label where the vocabulary is in the graph. Raises `QueryError` where nothing or more than
    one thing is meant.
    """
    text = name.strip()
    candidates = _exactly(graph, text) if type == "entity" else []
    candidates = candidates or _candidates(graph, text)
    if type == "country":
        candidates = [iri for iri in candidates if iri.startswith(PREFIXES["country"])]
    if not candidates:
        what = "country" if type == "country" else "entity"
        raise QueryError(
            repr(name), f"the graph knows no {what} of that name", f"search: --name entities --param text={text!r}"
        )
    if len(candidates) > 1:
        shown = ", ".join(iri.short for iri in candidates[:_SHOWN_CANDIDATES])
        more = len(candidates) - _SHOWN_CANDIDATES
        raise QueryError(
            repr(name),
            f"the name is ambiguous: {shown}" + (f" and {more} more" if more > 0 else ""),
            "give one of these",
        )
    return candidates[0]


def _exactly(graph: Queryable, text: str) -> list[IRI]:
    found = [IRI(str(entity)) for _, entity in _rows(graph.query(_EXACT, {"name": text}))]
    return found if len(found) == 1 else []


def _candidates(graph: Queryable, text: str) -> list[IRI]:
    iri = expand(text)
    if iri != text or re.match(r"[a-z][a-z0-9+.-]*://\S+$", text):
        renamed = _rows(graph.query(_RENAMED, {"entity": IRI(iri)}))
        if len(renamed):
            return [IRI(str(canonical)) for _, canonical in renamed]
        rows = _rows(graph.query(_KNOWN, {"entity": IRI(iri)}))
        if len(rows):
            return [IRI(iri)]
    found = [(IRI(str(entity)), str(rank)) for _, entity, rank in _rows(graph.query(_LOOKUP, {"name": text}))]
    best = min((rank for _, rank in found), default="")
    return [entity for entity, rank in found if rank == best]


def _rows(answer: Rows | bool | Triples) -> Rows:
    if not isinstance(answer, Rows):
        raise TypeError("a lookup is a SELECT")
    return answer


def _parse(graph: Queryable, question: Question, param: Parameter, value: Value) -> Value:
    if param.type in ("entity", "country"):
        return find_entity(graph, str(value), param.type)
    try:
        return _PARSERS[param.type](str(value).strip())
    except ValueError as error:
        raise UsageError(
            f"question {question.name}, parameter {param.name!r}", f"{str(value)!r} is not {error}", param.description
        ) from None


def _year(text: str) -> str:
    if not _YEAR.fullmatch(text):
        raise ValueError("a year, as 2019")
    return text


def _date(text: str) -> str:
    match = _DATE.fullmatch(text)
    trouble = "a day, month or year, as 2019-06-17, 2019-06 or 2019"
    if match is None:
        raise ValueError(trouble)
    year, month, day = match.groups()
    try:
        dt.date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        raise ValueError(trouble) from None
    return text


def _integer(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise ValueError("a whole number") from None


_PARSERS: Final[Mapping[str, Callable[[str], Value]]] = {"year": _year, "date": _date, "integer": _integer, "text": str}
