"""Dates in French: expressions that name a day, a month or a year, resolved against the date of publication.

As `extractors.dates` does for English: as precise as the expression, nothing where it cannot be resolved.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from typing import Final

from extractors.dates import DateMention

_NAMES: Final = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
    "décembre",
)  # fmt: skip
_MONTHS: Final = {name: i for i, name in enumerate(_NAMES, 1)} | {"fevrier": 2, "aout": 8, "decembre": 12} | {
    "janv": 1, "févr": 2, "avr": 4, "juil": 7, "sept": 9, "oct": 10, "nov": 11, "déc": 12,
}  # fmt: skip
_WEEKDAYS: Final = {
    name: i for i, name in enumerate(("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"))
}
_NUMBERS: Final = {
    word: i
    for i, word in enumerate("zéro un deux trois quatre cinq six sept huit neuf dix onze douze".split())
} | {"une": 1, "quinze": 15, "vingt": 20, "trente": 30}  # fmt: skip
MONTH: Final = rf"(?:{'|'.join(_NAMES)}|fevrier|aout|decembre|(?:janv|févr|avr|juil|sept|oct|nov|déc)\.)"
DAY: Final = r"(?:1er|[12]\d|3[01]|0?[1-9])"
_YEAR: Final = r"(?:19|20)\d\d"
WEEKDAY: Final = rf"(?:{'|'.join(_WEEKDAYS)})"
_WEEKDAY_BEFORE: Final = rf"(?:{WEEKDAY},? (?:le )?)?"
_NUMBER: Final = rf"(?:\d{{1,2}}|{'|'.join(_NUMBERS)})"

Resolver = Callable[[re.Match[str], dt.date | None], str | None]


def find_french_dates(text: str, published: dt.date | None) -> list[DateMention]:
    """All date expressions of ``text`` (as `extractors.french.text.plain`) in order, none overlapping another."""
    found: list[DateMention] = []
    for pattern, resolve in _PATTERNS:
        for match in pattern.finditer(text):
            if any(d.start < match.end("date") and match.start("date") < d.end for d in found):
                continue
            value = resolve(match, published)
            if value is not None:
                found.append(DateMention(match.start("date"), match.end("date"), value))
    return sorted(found)


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return None


def _month(word: str) -> int:
    return _MONTHS[word.lower().rstrip(".")]


def _count(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBERS[word.lower()]


def _nearest(month: int, day: int, published: dt.date) -> int:
    """The year in which a day and month lie nearest to publication."""
    years = range(published.year - 1, published.year + 2)
    return min(years, key=lambda y: abs((dt.date(y, month, min(day, 28)) - published).days))


def _day(match: re.Match[str], published: dt.date | None) -> str | None:
    month, day = _month(match["m"]), int(match["d"].lower().removesuffix("er"))
    if match["y"] is None and published is None:
        return None
    year = int(match["y"]) if match["y"] else _nearest(month, day, published or dt.date.min)
    if published is not None and match.groupdict().get("rel"):
        day_of_year = (month, min(day, 28))
        ahead = match["rel"].lower() == "prochain"
        passed = day_of_year < (published.month, published.day)
        year = published.year + (passed if ahead else passed - 1)
    last = _iso(year, month, day)
    first = match.groupdict().get("d1")
    if not first or last is None:
        return last
    start_month = _month(match["m1"]) if match["m1"] else month
    start = _iso(year - (start_month > month), start_month, int(first.lower().removesuffix("er")))
    return f"{start}/{last}" if start and start < last else last


def _numeric(match: re.Match[str], published: dt.date | None) -> str | None:
    return _iso(int(match["y"]), int(match["m"]), int(match["d"]))


def _month_year(match: re.Match[str], published: dt.date | None) -> str | None:
    return f"{match['y']}-{_month(match['m']):02d}"


def _month_alone(match: re.Match[str], published: dt.date | None) -> str | None:
    if published is None:
        return None
    month, word = _month(match["m"]), (match["rel"] or "").lower()
    year = _nearest(month, 15, published)
    if word.startswith("dernier"):
        year = published.year - (month >= published.month)
    elif word.startswith("prochain"):
        year = published.year + (month <= published.month)
    return f"{year}-{month:02d}"


def _shift(word: str) -> int:
    word = word.lower()
    if word.startswith(("dernier", "dernière", "passé")):
        return -1
    return 1 if word.startswith("prochain") else 0


def _months_later(published: dt.date, shift: int) -> str:
    index = published.year * 12 + published.month - 1 + shift
    return f"{index // 12}-{index % 12 + 1:02d}"


def _ago(match: re.Match[str], published: dt.date | None) -> str | None:
    if published is None:
        return None
    count, unit = _count(match["n"]), match["unit"].lower()
    sign = -1 if match["date"].lower().startswith("il y a") else 1
    if unit.startswith("an"):
        return str(published.year + sign * count)
    if unit == "mois":
        return _months_later(published, sign * count)
    days = count * 7 if unit.startswith("semaine") else count
    return (published + dt.timedelta(days=sign * days)).isoformat()


def _weekday(match: re.Match[str], published: dt.date | None) -> str | None:
    if published is None:
        return None
    back = (published.weekday() - _WEEKDAYS[match["w"].lower()]) % 7
    word = (match["rel"] or "").lower()
    if word == "prochain":
        return (published + dt.timedelta(days=7 - back)).isoformat()
    if word == "dernier" and back == 0:
        back = 7
    return (published - dt.timedelta(days=back)).isoformat()


def _near(match: re.Match[str], published: dt.date | None) -> str | None:
    if published is None:
        return None
    word = match["date"].lower()
    shift = -1 if word.startswith("hier") else 1 if word == "demain" else 0
    return (published + dt.timedelta(days=shift)).isoformat()


def _year(match: re.Match[str], published: dt.date | None) -> str | None:
    return match["y"]


def _unit(match: re.Match[str], published: dt.date | None) -> str | None:
    """``l'an dernier``, ``cette année``, ``le mois prochain``."""
    if published is None:
        return None
    shift = _shift(match["rel"] or "")
    return _months_later(published, shift) if "mois" in match["date"].lower() else str(published.year + shift)


def _patterns() -> Iterator[tuple[re.Pattern[str], Resolver]]:
    """From the most to the least specific: a later pattern never takes characters of an earlier find."""

    def case(body: str, resolve: Resolver) -> tuple[re.Pattern[str], Resolver]:
        return re.compile(rf"(?<![\w-]){body}(?![\w])", re.I), resolve

    yield case(rf"(?P<date>(?P<y>{_YEAR})-(?P<m>\d\d)-(?P<d>\d\d))", _numeric)
    yield case(rf"(?P<date>(?P<d>\d\d?)[./](?P<m>\d\d?)[./](?P<y>{_YEAR}))", _numeric)
    yield case(
        rf"(?:du |entre le )?(?P<date>{_WEEKDAY_BEFORE}(?P<d1>{DAY})(?: (?P<m1>{MONTH}))?(?: au | et |[-–])"
        rf"(?:le )?{_WEEKDAY_BEFORE}(?P<d>{DAY}) (?P<m>{MONTH})(?: (?P<y>{_YEAR}))?)",
        _day,
    )
    yield case(
        rf"(?P<date>{_WEEKDAY_BEFORE}(?P<d>{DAY}) (?P<m>{MONTH})(?: (?P<y>{_YEAR})| (?P<rel>dernier|prochain))?)",
        _day,
    )
    yield case(rf"(?P<date>(?P<m>{MONTH}) (?P<y>{_YEAR}))", _month_year)
    yield case(
        rf"(?:en|fin|début|courant|mi-|d'ici|dès|depuis|pour) (?P<date>(?P<m>{MONTH})(?: (?P<rel>dernier|prochain))?)",
        _month_alone,
    )
    yield case(
        r"(?P<date>(?:l'an|l'année|le mois) (?P<rel>derni[eè]re?|passée?|prochaine?)|cette année|ce mois-ci)", _unit
    )
    yield case(rf"(?P<date>(?:il y a|dans) (?P<n>{_NUMBER}) (?P<unit>ans?|mois|semaines?|jours?))", _ago)
    yield case(rf"(?:ce )?(?P<date>(?P<w>{WEEKDAY})(?: (?P<rel>dernier|prochain))?)", _weekday)
    yield case(r"(?P<date>hier(?: soir| matin)?|aujourd'hui|demain|ce (?:jour|matin|soir))", _near)
    yield case(rf"(?P<date>(?:(?:l'été|l'automne|l'hiver|printemps) )?(?P<y>{_YEAR}))", _year)


_PATTERNS: Final = tuple(_patterns())
