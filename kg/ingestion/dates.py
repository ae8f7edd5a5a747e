"""Dates of publication: the forms in which pages, releases and records write a day."""

import datetime as dt
import re
from typing import Final

_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH: Final = rf"(?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\b\.?"
_DAY: Final = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR: Final = r"(?P<year>\d{4})"
_WEEKDAY: Final = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_CLOCK: Final = (
    r"(?:[\s,]*(?:at\s+|T|-\s*)?\d{1,2}[:.h]\d{2}(?::\d{2})?(?:\.\d+)?\s*(?:[ap]\.?m\.?)?"
    r"(?:\s*(?:Z|UTC|GMT|[A-Z]{2,4}|[+-]\d{2}:?\d{2})(?![a-z]))?(?:\s*\([^)]{1,12}\))?)?"
)

_WORDED: Final = (
    rf"{_WEEKDAY}(?:the\s+)?{_DAY}\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}",
    rf"{_WEEKDAY}{_MONTH}\s+{_DAY}\s*,?\s+{_YEAR}",
    rf"{_DAY}-{_MONTH}-{_YEAR}",
)
_NUMERIC: Final = (
    rf"{_YEAR}-(?P<month>\d{{2}})-(?P<day>\d{{2}})",
    rf"{_YEAR}/(?P<month>\d{{1,2}})/(?P<day>\d{{1,2}})",
    rf"(?P<day>\d{{1,2}})\.(?P<month>\d{{1,2}})\.{_YEAR}",
)
_SLASHED: Final = rf"(?P<first>\d{{1,2}})[/-](?P<second>\d{{1,2}})[/-]{_YEAR}"
_WITHOUT_YEAR: Final = (rf"{_WEEKDAY}{_DAY}\s+{_MONTH}", rf"{_WEEKDAY}{_MONTH}\s+{_DAY}")


def _compile(form: str) -> re.Pattern[str]:
    return re.compile(form + _CLOCK, re.IGNORECASE)


_FORMS: Final = tuple(_compile(form) for form in (*_WORDED, *_NUMERIC))
_AMBIGUOUS: Final = _compile(_SLASHED)
#: ``5 SEP, 19:35`` is a stamp; ``Wednesday 14 November`` may be a heading in a programme.
_INCOMPLETE: Final = tuple(
    re.compile(rf"{form},?\s+\d{{1,2}}[:.]\d{{2}}.{{0,12}}", re.IGNORECASE) for form in _WITHOUT_YEAR
)
_INSIDE: Final = tuple(re.compile(rf"(?<!\w){form}(?!\w)", re.IGNORECASE) for form in _WORDED)
_STAMPED: Final = re.compile(rf"{_YEAR}-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)")


def parse_date(text: str) -> dt.date | None:
    """The day that all of ``text`` writes, perhaps with weekday and time; None if it is no date or an ambiguous one.

    ``05/09/2019`` is ambiguous, ``25/09/2019`` and ``09/25/2019`` are not; dotted dates put the day first.
    """
    text = " ".join(text.split())
    for form in _FORMS:
        if found := form.fullmatch(text):
            return _day(found["year"], found["month"], found["day"])
    if found := _AMBIGUOUS.fullmatch(text):
        first, second = int(found["first"]), int(found["second"])
        if first == second or second > 12:
            return _day(found["year"], str(first), str(second))
        if first > 12:
            return _day(found["year"], str(second), str(first))
    return None


def is_date(text: str) -> bool:
    """Whether all of ``text`` writes a day, even if one cannot say which (no year, or an ambiguous order)."""
    text = " ".join(text.split())
    return any(form.fullmatch(text) for form in (*_FORMS, _AMBIGUOUS, *_INCOMPLETE))


def find_date(text: str) -> tuple[int, int, dt.date] | None:
    """The first day written with the name of its month in ``text``: where it starts and ends, and which it is."""
    hits = [found for form in _INSIDE for found in form.finditer(text)]
    for found in sorted(hits, key=lambda hit: hit.start()):
        if day := _day(found["year"], found["month"], found["day"]):
            return found.start(), found.end(), day
    return None


def stamped_date(stem: str) -> dt.date | None:
    """The day with which a file's name begins (``2019-09-06-maks``)."""
    found = _STAMPED.match(stem)
    return _day(found["year"], found["month"], found["day"]) if found else None


def _day(year: str, month: str, day: str) -> dt.date | None:
    number = _MONTHS.get(month.lower()) or int(month)
    if not 1900 <= int(year) <= 2100:
        return None
    try:
        return dt.date(int(year), number, int(day))
    except ValueError:
        return None
