"""RDF terms and the Python values that callers hand in and get back."""

import datetime as dt
from collections.abc import Callable
from typing import Final, TypeAlias

import pyoxigraph as ox

from kg.errors import QueryError
from kg.ids import expand, shorten

Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

_XSD: Final = "http://www.w3.org/2001/XMLSchema#"


class IRI(str):
    """The name of a thing, as ``IRI("https://…/id/agency/cnes")`` or ``IRI.of("agency:cnes")``.

    A plain ``str`` is a text; the difference decides what a bound variable matches.
    """

    __slots__ = ()

    @classmethod
    def of(cls, name: str) -> "IRI":
        """The IRI of a name with a known prefix (`kg.ids.PREFIXES`); a full IRI comes back unchanged."""
        return cls(expand(name))

    @property
    def short(self) -> str:
        """``agency:cnes``, or the full IRI where no prefix is known."""
        return shorten(str(self))


#: What a cell of a result holds. ``None`` is an unbound variable. Dates of lower precision (``2019``, ``2019-06``)
#: and literals of other types stay texts.
Value: TypeAlias = IRI | str | int | float | bool | dt.date | dt.datetime | None


def value_of(term: Term | None) -> Value:
    """The Python value of a term; a literal that its datatype does not allow stays a text."""
    if term is None:
        return None
    if isinstance(term, ox.NamedNode):
        return IRI(term.value)
    if isinstance(term, ox.Literal):
        convert = _FROM_LITERAL.get(term.datatype.value.removeprefix(_XSD))
        try:
            return convert(term.value) if convert else term.value
        except ValueError:
            return term.value
    return str(term)


def term_of(value: "Value | Term") -> Term:
    """The term that a value stands for: an `IRI` names a thing, a ``str`` is a text. Raises `QueryError`."""
    if isinstance(value, ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple):
        return value
    if isinstance(value, IRI):
        return named_node(value)
    if isinstance(value, dt.datetime):
        return ox.Literal(value.isoformat(), datatype=ox.NamedNode(_XSD + "dateTime"))
    if isinstance(value, dt.date):
        return ox.Literal(value.isoformat(), datatype=ox.NamedNode(_XSD + "date"))
    if isinstance(value, str | bool | int | float):
        return ox.Literal(value)
    raise QueryError(repr(value), "cannot stand in a query", "bind an IRI, text, number, truth value or date")


def named_node(iri: str) -> ox.NamedNode:
    """A checked IRI. Raises `QueryError` where it is none."""
    try:
        return ox.NamedNode(iri)
    except ValueError as error:
        raise QueryError(iri, f"is not an IRI: {error}", "write it in full or with a known prefix") from None


def _boolean(text: str) -> bool:
    if text not in ("true", "1", "false", "0"):
        raise ValueError(text)
    return text in ("true", "1")


_INTEGERS: Final = (
    "integer int long short byte nonNegativeInteger positiveInteger nonPositiveInteger negativeInteger "
    "unsignedInt unsignedLong unsignedShort unsignedByte"
).split()
_FROM_LITERAL: Final[dict[str, Callable[[str], Value]]] = {
    **dict.fromkeys(_INTEGERS, int),
    **dict.fromkeys(("decimal", "double", "float"), float),
    "boolean": _boolean,
    "date": dt.date.fromisoformat,
    "dateTime": dt.datetime.fromisoformat,
}
