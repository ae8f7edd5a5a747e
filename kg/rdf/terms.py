"""RDF terms made once: the vocabulary as nodes, and our dates and confidences as literals."""

import calendar
import datetime as dt
import re
from typing import Final

from pyoxigraph import Literal, NamedNode

from kg import vocab as v
from kg.model import ENTITY_TYPES, MODALITIES, PREDICATES, EntityType, Modality, Predicate

TYPE: Final = NamedNode(v.RDF_type)
LABEL: Final = NamedNode(v.RDFS_label)
ALT_LABEL: Final = NamedNode(v.SKOS_altLabel)
EXACT_MATCH: Final = NamedNode(v.SKOS_exactMatch)

ENTITY_CLASSES: Final[dict[EntityType, NamedNode]] = {type: NamedNode(v.SC + type) for type in ENTITY_TYPES}
PREDICATE_NODES: Final[dict[Predicate, NamedNode]] = {name: NamedNode(v.SC + name) for name in PREDICATES}
MODALITY_NODES: Final[dict[Modality, NamedNode]] = {name: NamedNode(v.SC + name) for name in MODALITIES}

_DATE: Final = NamedNode(v.XSD_date)
_MONTH: Final = NamedNode(v.XSD_gYearMonth)
_YEAR: Final = NamedNode(v.XSD_gYear)
_INTERVAL: Final = NamedNode(v.SC_interval)
_DECIMAL: Final = NamedNode(v.XSD_decimal)
DATE_TYPES: Final = frozenset({v.XSD_date, v.XSD_gYearMonth, v.XSD_gYear, v.SC_interval})

_ISO: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


def day(date: dt.date) -> Literal:
    """A day as ``xsd:date``."""
    return Literal(date.isoformat(), datatype=_DATE)


def moment(text: str) -> Literal:
    """An ISO 8601 date with the datatype of its own precision; ``2019-11-27/2019-11-28`` is an ``sc:interval``.

    Raises `ValueError` for anything else, days that no calendar has included.
    """
    bounds(text)
    if "/" in text:
        return Literal(text, datatype=_INTERVAL)
    return Literal(text, datatype={4: _YEAR, 7: _MONTH, 10: _DATE}[len(text)])


def bounds(text: str) -> tuple[dt.date, dt.date]:
    """The first and the last day that an ISO 8601 date or interval can mean. Raises `ValueError`."""
    first, slash, last = text.partition("/")
    earliest, latest = _bounds(first), _bounds(last if slash else first)
    if latest[1] < earliest[0]:
        raise ValueError(f"{text!r}: the interval ends before it begins")
    return earliest[0], latest[1]


def _bounds(text: str) -> tuple[dt.date, dt.date]:
    match = _ISO.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r}: not a date like 2019, 2019-06 or 2019-06-17, nor two of them joined by a slash")
    year, month, date = (int(part) if part else None for part in match.groups())
    assert year is not None
    if month is None:
        return dt.date(year, 1, 1), dt.date(year, 12, 31)
    if date is None:
        return dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1])
    return dt.date(year, month, date), dt.date(year, month, date)


def confidence(value: float) -> Literal:
    """A probability to four decimals, written as the store writes decimals, so that storing changes no byte.

    Raises `ValueError` outside 0 to 1.
    """
    if not 0.0 <= value <= 1.0:
        raise ValueError(f"{value}: a confidence lies between 0 and 1")
    return Literal(f"{value:.4f}".rstrip("0").rstrip("."), datatype=_DECIMAL)


def rounded(value: float) -> float:
    """The confidence that the graph keeps of ``value``."""
    return float(f"{value:.4f}")
