"""Whatever a source holds: reading never raises, gives one value per record, and no character that nobody sees."""

import calendar
import datetime as dt
import json
import tempfile
import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kg.ingestion.characters import clean, tidy
from kg.ingestion.dates import find_date, is_date, parse_date
from kg.ingestion.plain import read_plain, unwrap
from kg.ingestion.sources import read_sources
from kg.model import Article, Failure

#: Lines as they stand above, in and below articles, so that every rule meets every other.
LINES = st.sampled_from(
    [
        "",
        "",
        "By Doug Messier",
        "Parabolic Arc",
        "September 5, 2019",
        "05/09/2019",
        "Filed under , , ,",
        "News",
        "Share | Tweet",
        "Constellations and more…",
        "France & Russia Agree to Expand Space Cooperation",
        "RELEASE 19-067",
        "-end-",
        "###",
        "Read next",
        "3 responses to “France & Russia Agree to Expand Space Cooperation”",
        "  1. Bob says:",
        "Leave a Reply",
        "Comments",
        "Tags: ESA",
        "* item",
        "1. item",
        "# Heading",
        "> quote",
        "| a | b |",
        "|---|---|",
        "---",
        "title: x",
        "<p>text",
        "</div>",
        "<b",
        "&amp;",
        "]]>",
        "MOSCOW (CNES) — CNES President Jean-Yves Le Gall met Dimitry Rogozin, Director General of Roscosmos, there.",
        "Both agencies signed a plan.",
        '{"text": "CNES signed."}',
        '{"text": 1}',
        '{"text"',
        "[",
        "null",
    ]
)
TEXTS = st.lists(LINES | st.text(max_size=40), max_size=25).map("\n".join)
SUFFIXES = [".txt", ".html", ".md", ".jsonl", ".unknown"]


def read(content: bytes, suffix: str) -> list[Article | Failure]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a" + suffix)
        path.write_bytes(content)
        return list(read_sources([str(path)]))


def check(found: Article | Failure) -> None:
    if isinstance(found, Failure):
        assert found.stage == "read"
        assert found.error
        assert "\n" not in found.error
        assert not unseen(found.error)
        return
    assert found.text == tidy(found.text) != ""
    assert not unseen(found.text)
    for field in (found.id, found.title, found.author, found.publisher, found.url):
        assert "\n" not in field
        assert not unseen(field)
        field.encode()
    found.text.encode()
    assert found.lang == "en"


def unseen(text: str) -> list[str]:
    return [char for char in text if unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") and char != "\n"]


@pytest.mark.parametrize("suffix", SUFFIXES)
@given(content=st.binary(max_size=200) | TEXTS.map(lambda text: text.encode("utf-8", "surrogatepass")))
@settings(deadline=None, max_examples=60)
def test_any_content_gives_one_value_for_each_record(content: bytes, suffix: str) -> None:
    found = read(content, suffix)
    for value in found:
        check(value)
    if suffix in (".txt", ".html", ".md"):
        assert len(found) == 1
    elif suffix == ".jsonl" and not isinstance(found[0], Failure):
        assert len(found) == sum(bool(line.strip()) for line in content.split(b"\n"))


@given(
    records=st.lists(
        st.dictionaries(
            st.sampled_from(["id", "title", "published", "lang", "url", "author", "publisher", "text", "more"]),
            st.text()
            | st.none()
            | st.integers()
            | st.booleans()
            | st.lists(st.text(max_size=5), max_size=3)
            | st.just("en"),
        ),
        min_size=1,
        max_size=6,
    )
)
@settings(deadline=None)
def test_any_records_give_one_value_each_in_order(records: list[dict[str, object]]) -> None:
    found = read("\n".join(map(json.dumps, records)).encode(), ".jsonl")
    assert len(found) == len(records)
    assert [int(value.source.rpartition(":")[2]) for value in found] == list(range(1, len(records) + 1))
    for value in found:
        check(value)


@given(text=TEXTS)
@example(text="By A\n\n12 comments\n\n" + "CNES and ISRO signed a memorandum of understanding in Paris. " * 3)
@settings(deadline=None)
def test_reading_takes_lines_away_and_writes_none(text: str) -> None:
    draft = read_plain(text)
    before = " ".join(tidy(text).split())
    assert all(" ".join(line.strip("*_# ").split()) in before for line in draft.text.split("\n"))


@given(text=st.text())
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert tidy(tidy(text)) == tidy(text)
    assert not unseen(clean(text))
    assert len(unwrap(text)) == len(text)


@given(day=st.dates(min_value=dt.date(1900, 1, 1), max_value=dt.date(2100, 1, 1)))
def test_each_day_is_read_from_each_form(day: dt.date) -> None:
    month = calendar.month_name[day.month]
    forms = [day.isoformat(), f"{day.day} {month} {day.year}", f"{month[:3]} {day.day}, {day.year}", f"{day:%d.%m.%Y}"]
    assert [parse_date(form) for form in forms] == [day] * len(forms)
    found = find_date(f"MOSCOW, {forms[1]} — text")
    assert found is not None
    assert found[2] == day


@given(text=st.text())
def test_any_text_may_be_asked_for_a_date(text: str) -> None:
    assert parse_date(text) is None or is_date(text)
    find_date(text)
