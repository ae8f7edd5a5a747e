"""Dates: find the expressions that name a day, a month or a year, and resolve them against the date of publication.

The answer is as precise as the expression: ``2019``, ``2019-06`` or ``2019-06-17``, and ``2019-10-22/2019-10-23`` for a
range. What cannot be resolved (no publication date, "in the 1990s", "some day") is not a date. Pure text: no spaCy.
"""

import calendar
import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, order=True)
class DateMention:
    """An expression in the text and the ISO 8601 date that it names."""

    start: int
    end: int
    value: str


_MONTHS: Final = {name.lower(): i for i, name in enumerate(calendar.month_name) if name} | {
    name.lower(): i for i, name in enumerate(calendar.month_abbr) if name
} | {"sept": 9}  # fmt: skip
_WEEKDAYS: Final = {name.lower(): i for i, name in enumerate(calendar.day_name)}
_NUMBERS: Final = {
    word: i
    for i, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split()
    )
} | {"a": 1, "an": 1, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "couple of": 2, "a couple of": 2}
_ORDINALS: Final = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12,
}  # fmt: skip

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
_DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_YEAR = r"(?:19|20)\d\d"
_WEEKDAY = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
_NUMBER = (
    r"(?:\d{1,2}|a couple of|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|fifteen|twenty|thirty|forty|fifty)"
)
_TO = r"\s?(?:-|–|—|to|and|until|through)\s?"
_SEASON = r"(?:spring|summer|autumn|fall|winter)"

Resolver = Callable[[re.Match[str], dt.date | None], str | None]


def find_dates(text: str, published: dt.date | None) -> list[DateMention]:
    """All date expressions of ``text`` in order, none overlapping another (the earlier, then the longer one wins)."""
    found: list[DateMention] = []
    for pattern, resolve in _PATTERNS:
        for match in pattern.finditer(text):
            if any(d.start < match.end() and match.start() < d.end for d in found):
                continue
            value = resolve(match, published)
            if value is not None:
                found.append(DateMention(match.start("date"), match.end("date"), value.strip()))
    return sorted(found)


def bounds(value: str) -> tuple[dt.date, dt.date]:
    """The first and the last day that an ISO date of any precision, or a range of two, can mean."""
    first, _, last = value.partition("/")
    return _edge(first, 0), _edge(last or first, -1)


def _edge(value: str, which: int) -> dt.date:
    parts = [int(p) for p in value.split("-")]
    year = parts[0]
    month = parts[1] if len(parts) > 1 else (1 if which == 0 else 12)
    last = calendar.monthrange(year, month)[1]
    day = parts[2] if len(parts) > 2 else (1 if which == 0 else last)
    return dt.date(year, month, day)


# -- resolvers: each takes a match and the publication date -----------------------------------------------------------


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return None


def _month_number(word: str) -> int:
    return _MONTHS[word.lower().rstrip(".")]


def _number(word: str) -> int:
    return int(re.sub(r"\D", "", word)) if word[0].isdigit() else _NUMBERS[word.lower()]


#: What the words before a date say of its side of the publication date.
_AHEAD: Final = re.compile(
    r"\b(?:will|shall|would|to be|(?:is|are|be) (?:due|to|set)|plan\w*|schedul\w*|expect\w*|target\w*|intend\w*|next"
    r"|upcoming)\b",
    re.I,
)
_BEHIND: Final = re.compile(
    r"\b(?:was|were|had|has|have|been|since|\w{3,}ed|took|began|met|gave|came|held|flew|past|last)\b", re.I
)
_REACH: Final = 80  #: characters before a date that are asked for the tense
_NEAR: Final = 45  #: days from publication within which a date is on the side that it seems to be


def _year_of(match: re.Match[str], month: int, day: int | None, published: dt.date) -> int:
    """The year of a date without one: the nearest, unless the words before it speak of the other side."""
    before = re.split(r"[.;!?]\s|\n", match.string[max(0, match.start() - _REACH) : match.start()])[-1]

    def days(year: int) -> int:
        return (dt.date(year, month, min(day or 15, 28)) - published).days

    year = min(range(published.year - 1, published.year + 2), key=lambda y: abs(days(y)))
    ahead, behind = bool(_AHEAD.search(before)), bool(_BEHIND.search(before))
    if days(year) > _NEAR * (1 if day else 0.5) and behind and not ahead:
        return year - 1
    if days(year) < -_NEAR and ahead and not behind:
        return year + 1
    return year


def _full(match: re.Match[str], published: dt.date | None) -> str | None:
    year = match.group("y")
    month, day = _month_number(match["m"]), _number(match["d"])
    if year is None:
        if published is None:
            return None
        year = str(_year_of(match, month, day, published))
    first = _day(int(year), month, day)
    if match.groupdict().get("d2"):
        other = _month_number(match["m2"]) if match.groupdict().get("m2") else month
        second = _day(int(year), other, _number(match["d2"]))
        return f"{first}/{second}" if first and second and first < second else first
    return first


def _iso(match: re.Match[str], published: dt.date | None) -> str | None:
    return _day(int(match["y"]), int(match["m"]), int(match["d"]))


def _numeric(match: re.Match[str], published: dt.date | None) -> str | None:
    """``17.06.2019`` and ``17/06/2019``; where both orders are possible the British one, unless it is not a date."""
    a, b, year = int(match["a"]), int(match["b"]), int(match["y"])
    return _day(year, b, a) or _day(year, a, b)


def _month_year(match: re.Match[str], published: dt.date | None) -> str | None:
    return f"{match['y']}-{_month_number(match['m']):02d}"


def _relative_month(match: re.Match[str], published: dt.date | None) -> str | None:
    if published is None:
        return None
    month, word = _month_number(match["m"]), match["rel"].lower()
    year = published.year
    if word in {"last", "past"}:
        year -= month >= published.month
    elif word in {"next", "coming"}:
        year += month <= published.month
    return f"{year}-{month:02d}"


def _bare_month(match: re.Match[str], published: dt.date | None) -> str | None:
    if published is None:
        return None
    month = _month_number(match["m"])
    return f"{_year_of(match, month, None, published)}-{month:02d}"


def _month_of_relative_year(match: re.Match[str], published: dt.date | None) -> str | None:
    if published is None:
        return None
    return f"{published.year + _shift(match['rel'])}-{_month_number(match['m']):02d}"


def _shift(word: str) -> int:
    word = word.lower()
    return -1 if word in {"last", "previous", "past"} else 1 if word in {"next", "coming", "following"} else 0


def _relative_unit(match: re.Match[str], published: dt.date | None) -> str | None:
    if published is None:
        return None
    shift = _shift(match["rel"])
    if match["unit"].lower() == "year":
        return str(published.year + shift)
    return _shift_months(published, shift)


def _shift_months(published: dt.date, shift: int) -> str:
    index = published.year * 12 + published.month - 1 + shift
    return f"{index // 12}-{index % 12 + 1:02d}"


def _ago(match: re.Match[str], published: dt.date | None) -> str | None:
    if published is None:
        return None
    count, unit = _number(match["n"]), match["unit"].lower()
    sign = 1 if match["n"] and re.search(r"from now|hence", match["date"]) else -1
    if unit == "decade":
        return None
    if unit == "year":
        year = str(published.year + sign * count)
        return f"{year}-{published.month:02d}" if match["exact"] else year
    if unit == "month":
        return _shift_months(published, sign * count)
    if unit == "week":
        count *= 7
    return (published + dt.timedelta(days=sign * count)).isoformat()


def _weekday(match: re.Match[str], published: dt.date | None) -> str | None:
    if published is None:
        return None
    wanted, word = _WEEKDAYS[match["w"].lower()], (match["rel"] or "").lower()
    back = (published.weekday() - wanted) % 7
    if word in {"next", "coming", "this coming"}:
        return (published + dt.timedelta(days=7 - back)).isoformat()
    if word == "this":  # of the week from Monday to Sunday
        return (published + dt.timedelta(days=wanted - published.weekday())).isoformat()
    if word == "last" and back == 0:
        back = 7
    return (published - dt.timedelta(days=back)).isoformat()


def _near_day(match: re.Match[str], published: dt.date | None) -> str | None:
    if published is None:
        return None
    word = match["date"].lower()
    shift = -1 if word in {"yesterday", "last night"} else 1 if word == "tomorrow" else 0
    return (published + dt.timedelta(days=shift)).isoformat()


def _season(match: re.Match[str], published: dt.date | None) -> str | None:
    if match["y"]:
        return match["y"]
    return str(published.year + _shift(match["rel"])) if published else None


def _year(match: re.Match[str], published: dt.date | None) -> str | None:
    return match["y"]


def _day_of_month(match: re.Match[str], published: dt.date | None) -> str | None:
    """``on the 17th of last month``, ``on the 3rd of this month``."""
    if published is None:
        return None
    year, month = map(int, _shift_months(published, _shift(match["rel"])).split("-"))
    return _day(year, month, _number(match["d"]))


def _patterns() -> Iterator[tuple[re.Pattern[str], Resolver]]:
    """From the most to the least specific: a later pattern never takes characters of an earlier find."""

    def case(body: str, resolve: Resolver) -> tuple[re.Pattern[str], Resolver]:
        return re.compile(rf"(?<![\w-])(?P<date>{body})(?![\w])", re.IGNORECASE), resolve

    yield case(r"(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)", _iso)
    yield case(rf"(?P<a>\d\d?)[./](?P<b>\d\d?)[./](?P<y>{_YEAR})", _numeric)
    yield case(rf"(?P<d>{_DAY}) (?P<m>{_MONTH}){_TO}(?P<d2>{_DAY}) (?P<m2>{_MONTH})(?:,? (?P<y>{_YEAR}))?", _full)
    yield case(rf"(?P<m>{_MONTH}) (?P<d>{_DAY}){_TO}(?P<m2>{_MONTH}) (?P<d2>{_DAY})(?:,? (?P<y>{_YEAR}))?", _full)
    yield case(rf"(?P<d>{_DAY}){_TO}(?P<d2>{_DAY}) (?:of )?(?P<m>{_MONTH})(?:,? (?P<y>{_YEAR}))?", _full)
    yield case(rf"(?P<m>{_MONTH}) (?P<d>{_DAY}){_TO}(?P<d2>{_DAY})(?!\d)(?:,? (?P<y>{_YEAR}))?", _full)
    yield case(rf"(?P<d>{_DAY}) (?:of )?(?P<m>{_MONTH})(?:,? (?P<y>{_YEAR}))?", _full)
    yield case(rf"(?P<m>{_MONTH}) (?:the )?(?P<d>{_DAY})(?!\d)(?:,? (?P<y>{_YEAR}))?", _full)
    yield case(rf"the (?P<d>{_DAY}) of (?P<rel>last|this) month", _day_of_month)
    yield case(rf"(?P<m>{_MONTH}),? (?:of )?(?P<y>{_YEAR})", _month_year)
    yield case(rf"(?P<m>{_MONTH}) (?:of )?(?P<rel>last|this|next|the same|the following) year", _month_of_relative_year)
    yield case(rf"(?:the |this )?(?P<rel>last|past|this|next|coming) (?P<m>{_MONTH})", _relative_month)
    yield case(
        rf"(?P<n>{_NUMBER}) (?P<unit>year|month|week|day|decade)s? (?:ago|earlier|from now|hence)"
        r"(?P<exact> this month)?",
        _ago,
    )
    yield case(r"(?:the )?(?P<rel>last|previous|this|next|coming) (?P<unit>year|month)", _relative_unit)
    dated = rf"(?!,? \(?(?:the )?(?:\d\d?(?:st|nd|rd|th)?(?: of)? {_MONTH}|{_MONTH} \d\d?\b))"  # "Friday, 14 April"
    yield case(rf"(?P<rel>last|next|this coming|coming|this)? ?(?P<w>{_WEEKDAY}){dated}", _weekday)
    yield case(r"yesterday|today|tomorrow|last night|tonight|this (?:morning|afternoon|evening)", _near_day)
    yield case(rf"(?P<rel>last|this|next|the)? ?{_SEASON}(?: (?:of )?(?P<y>{_YEAR}))", _season)
    yield case(rf"(?P<rel>last|this|next) {_SEASON}(?P<y>)", _season)
    yield case(
        rf"(?:in|since|by|of|from|for|during|until|early|late|mid|to|last|next|this) (?P<date2>(?P<m>{_MONTH}))",
        _bare_month,
    )
    yield case(rf"(?P<y>{_YEAR})(?!s\b|-\d)", _year)


_PATTERNS: Final = tuple(_patterns())
