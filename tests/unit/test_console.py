"""What the terminal shows: nothing is lost, nothing steers it."""

import pytest

from kg.cli import console
from kg.store import IRI

SENTENCE = (
    "CNES and Roscosmos signed a framework agreement on space science in 2018, which covers space biology and a "
    "mission to the Sun, said Jean-Yves Le Gall."
)


@pytest.mark.parametrize("columns", ["40", "80", "100", "120", "250"])
def test_a_table_fits_its_width_and_loses_no_word(columns: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    shown = console.grid(["agreement", "signed", "sentence"], [["CNES-Roscosmos framework", "2018", SENTENCE]])
    assert max(map(len, shown.splitlines())) <= int(columns)
    assert "…" not in shown
    words = shown.split()
    assert all(word in words for word in SENTENCE.split())


def test_a_table_with_too_many_columns_becomes_one_block_a_row(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    names = [f"column-number-{n}" for n in range(10)]
    shown = console.grid(names, [[SENTENCE] * 10, ["second"] * 10])
    assert max(map(len, shown.splitlines())) <= 80
    assert all(f"\n{name}" in "\n" + shown for name in names)
    assert "\n\n" in shown


def test_a_name_longer_than_the_width_is_broken_not_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    shown = console.grid(["name"], [["x" * 100]])
    assert shown.count("x") == 100


def test_square_brackets_are_text_and_not_markup() -> None:
    assert "[red]CNES[/red]" in console.grid(["name"], [["[red]CNES[/red]"]])


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, ""),
        (True, "true"),
        (0.93, "0.93"),
        (1234567, "1234567"),
        (IRI.of("agency:cnes"), "agency:cnes"),
        ("https://example.org/x", "https://example.org/x"),
        ("a\x1b[31mb", "a\N{REPLACEMENT CHARACTER}[31mb"),
    ],
)
def test_a_cell_shows_a_value_as_people_write_it(value: object, shown: str) -> None:
    assert console.cell(value) == shown  # type: ignore[arg-type]


def test_a_complaint_is_one_line_without_control_characters(capsys: pytest.CaptureFixture[str]) -> None:
    console.complain("x.txt: is\nbroken\x1b]0;title\x07")
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert "\x1b" not in err
