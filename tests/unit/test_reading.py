"""Sources: what is read, in which order, and the one line that each trouble gets."""

import errno
import io
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.ingestion.sources import MAX_BYTES, read_sources
from kg.model import Article, Failure

SENTENCE = "CNES and ISRO signed a memorandum of understanding in Paris."
GERMAN = "Das DLR und Roskosmos haben in Moskau ein Rahmenabkommen über die Weltraumforschung unterzeichnet. " * 4
RUSSIAN = "Роскосмос и французское космическое агентство подписали соглашение."


def read(*sources: Path | str) -> list[Article | Failure]:
    return list(read_sources(map(str, sources)))


def article(*sources: Path | str) -> Article:
    (found,) = read(*sources)
    assert isinstance(found, Article), found
    return found


def failure(*sources: Path | str) -> Failure:
    (found,) = read(*sources)
    assert isinstance(found, Failure), found
    assert found.stage == "read"
    assert "\n" not in found.error
    return found


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_an_article_is_named_by_its_file(tmp_path: Path) -> None:
    found = article(write(tmp_path / "2019-09-06-maks.v2.txt", SENTENCE))
    assert (found.id, found.text) == ("2019-09-06-maks.v2", SENTENCE)
    assert found.source == str(tmp_path / "2019-09-06-maks.v2.txt")
    assert str(found.published) == "2019-09-06"  # nothing in the text says otherwise


def test_a_folder_is_read_in_the_order_of_names_without_what_is_no_article(tmp_path: Path) -> None:
    for name in (
        "b.txt",
        "a.md",
        "sub/c.HTML",
        "sub/.d.txt",
        ".git/e.txt",
        "README.md",
        "table.tsv",
        "f.png",
        "LICENSE.txt",
    ):
        write(tmp_path / name, f"<p>{SENTENCE}</p>" if name.endswith("HTML") else SENTENCE)
    found = read(tmp_path)
    assert [Path(item.source).name for item in found] == ["a.md", "b.txt", "c.HTML"]
    assert all(isinstance(item, Article) for item in found)


def test_a_pattern_is_expanded_in_the_order_of_names_and_each_file_read_once(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "sub/c.txt", "d.tsv"):
        write(tmp_path / name, SENTENCE)
    assert [Path(item.source).name for item in read(tmp_path / "*")] == ["a.txt", "b.txt", "c.txt"]
    assert [Path(item.source).name for item in read(tmp_path / "**" / "*.txt")] == ["a.txt", "b.txt", "c.txt"]


def test_a_file_whose_name_looks_like_a_pattern_is_read(tmp_path: Path) -> None:
    assert article(write(tmp_path / "what [really] happened?.txt", SENTENCE)).text == SENTENCE


def test_a_file_named_by_itself_is_read_whatever_it_is_called(tmp_path: Path) -> None:
    assert article(write(tmp_path / "README.txt", SENTENCE)).text == SENTENCE
    assert article(write(tmp_path / "noend", SENTENCE)).text == SENTENCE
    assert article(write(tmp_path / "page.php", f"<!DOCTYPE html><html><body><p>{SENTENCE}</p>")).text == SENTENCE
    assert article(write(tmp_path / "record.json", json.dumps({"text": SENTENCE}))).id == "record#1"


@pytest.mark.parametrize(
    ("content", "ids"),
    [
        (SENTENCE, ["stdin"]),
        (f"<html><body><p>{SENTENCE}</p></body></html>", ["stdin"]),
        (f"---\ntitle: Pact\n---\n{SENTENCE}", ["stdin"]),
        (f'{{"id": "x", "text": "{SENTENCE}"}}\n{{"text": "{SENTENCE}"}}\n', ["x", "stdin#2"]),
    ],
)
def test_standard_input_is_read_as_what_it_holds(content: str, ids: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content.encode())))
    found = read("-")
    assert [item.id for item in found if isinstance(item, Article)] == ids
    assert all(isinstance(item, Article) and item.text.endswith(SENTENCE) for item in found)


def test_every_field_of_a_record_is_kept_and_its_text_taken_as_it_is(tmp_path: Path) -> None:
    text = "By Jane Doe\n\n" + SENTENCE + "\n\n3 comments\n\nBob says: no."
    record = {
        "id": 7, "title": "A\npact", "published": "2019-09-05T10:00:00Z", "lang": "en-GB", "url": "https://example.org/a",
        "author": ["Jane Doe", "Jo"], "publisher": "Digest", "text": text, "more": {"x": 1},
    }  # fmt: skip
    found = article(write(tmp_path / "feed.jsonl", json.dumps(record)))
    assert (found.id, found.title, str(found.published), found.lang) == ("7", "A pact", "2019-09-05", "en")
    assert (found.url, found.author, found.publisher) == ("https://example.org/a", "Jane Doe, Jo", "Digest")
    assert found.text == text


def test_a_bad_line_costs_no_more_than_itself(tmp_path: Path) -> None:
    good = json.dumps({"text": SENTENCE}).encode()
    lines = [
        good,
        b"{broken",
        b"",
        b"[1]",
        b'{"text": ""}',
        b'{"title": "x"}',
        b'{"text": 5}',
        b'{"text": "\xff"}',
        good,
    ]
    found = read(write(tmp_path / "feed.jsonl", b"\r\n".join(lines)))
    assert [item.source.rpartition(":")[2] for item in found] == ["1", "2", "4", "5", "6", "7", "8", "9"]
    assert [isinstance(item, Article) for item in found] == [True, *[False] * 6, True]
    assert found[0].id == "feed#1" if isinstance(found[0], Article) else False
    assert [item.error.partition(" (")[0] for item in found if isinstance(item, Failure)] == [
        "not valid JSON at column 2: Expecting property name enclosed in double quotes",
        "not a JSON object",
        "the record has no text",
        "the record has no text",
        "its text is not a string",
        "broken UTF-8 at byte 10 of line 8",
    ]


def test_a_record_over_the_limit_does_not_hurt_the_next(tmp_path: Path) -> None:
    good = json.dumps({"text": SENTENCE}) + "\n"
    path = write(tmp_path / "feed.jsonl", good + '{"text": "' + "x" * (MAX_BYTES + 10) + '"}\n' + good)
    first, second, third = read(path)
    assert isinstance(first, Article)
    assert isinstance(third, Article)
    assert third.id == "feed#3"
    assert isinstance(second, Failure)
    assert "larger than 10 MB" in second.error


def test_a_large_file_is_refused_without_being_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    monkeypatch.setattr(Path, "open", lambda *_: pytest.fail("it was opened"))
    assert "larger than 10 MB" in failure(path).error


def test_an_endless_source_is_read_no_further_than_the_limit() -> None:
    if not os.path.exists("/dev/zero"):
        pytest.skip("no /dev/zero here")
    assert "larger than 10 MB" in failure("/dev/zero").error


TROUBLES: list[tuple[str, bytes, str]] = [
    ("empty.txt", b"", "it is empty"),
    ("blank.txt", b" \n\t\r\n", "it is empty"),
    ("empty.jsonl", b"\n\n", "it is empty"),
    ("invisible.txt", "\ufeff\u200b\u2060".encode(), "it holds no text"),
    ("binary.txt", b"\x7fELF\x00\x01", "binary file"),
    ("binary.jsonl", b"PK\x03\x04abc\n" * 5, "binary file"),
    ("paper.txt", b"%PDF-1.7\n%more", "binary file"),
    ("broken.txt", b"CNES\nand \xe9t\xe9", "broken UTF-8 at byte 9 (line 2)"),
    ("broken.html", b"<p>\xe9t\xe9 was long and the agencies signed.</p>", "broken UTF-8 at byte 3 (line 1)"),
    ("odd.html", b"<meta charset=klingon><p>CNES signed.</p>", "'klingon' is unknown"),
    ("cut.txt", b"\xff\xfeC\x00N", "broken UTF-16-LE at byte 4"),
    ("wide.jsonl", '{"text": "x"}'.encode("utf-16"), "re-save the file as UTF-8"),
    ("none.html", b"<html><head><title>T</title></head><body><script>x()</script></body></html>", "no article text"),
    ("void.html", b"<!-- -->", "no article text"),
    ("german.txt", GERMAN.encode(), "German (de)"),
    ("russian.txt", RUSSIAN.encode(), "Russian (ru)"),
    ("german.html", f"<html lang=en><body><p>{GERMAN}</p></body></html>".encode(), "German (de)"),
    ("record.jsonl", json.dumps({"text": "Nichts", "lang": "de-DE"}).encode(), "German (de)"),
]


@pytest.mark.parametrize(("name", "content", "says"), TROUBLES, ids=[name for name, _, _ in TROUBLES])
def test_each_trouble_is_one_clear_line_and_the_rest_is_read(
    name: str, content: bytes, says: str, tmp_path: Path
) -> None:
    bad, good = write(tmp_path / name, content), write(tmp_path / "good.txt", SENTENCE)
    assert says in failure(bad).error
    assert [type(item) for item in read(good, bad, good)] == [Article, Failure, Article]
    assert failure(bad).error.endswith(")"), "every trouble has its remedy"


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda folder: folder / "missing.txt", "No such file"),
        (lambda folder: folder / "*.nothing", "nothing matches"),
        (lambda folder: folder, "no article in this folder"),
        (lambda folder: f"{folder}/a\0b", "no file has such a name"),
        (lambda folder: "x" * 5000, "too long"),
        (lambda folder: "ftp://example.org/a", "only http"),
    ],
)
def test_a_source_with_nothing_to_read_is_one_failure(make: Callable[[Path], str], says: str, tmp_path: Path) -> None:
    assert says in failure(make(tmp_path)).error


def test_what_may_not_be_read_is_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "secret" / "a.txt", SENTENCE)

    def refuse(name: object, *_: object) -> None:  # the superuser, who may run the tests, is never refused anything
        raise PermissionError(errno.EACCES, "Permission denied", str(name))

    monkeypatch.setattr(Path, "open", refuse)
    assert "Permission denied" in failure(path).error
    monkeypatch.setattr(os, "scandir", refuse)
    assert "Permission denied" in failure(tmp_path).error


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_text_with_a_byte_order_mark_is_read(encoding: str, tmp_path: Path) -> None:
    assert article(write(tmp_path / "a.txt", "Jan Wörner signed.".encode(encoding))).text == "Jan Wörner signed."


def test_a_page_is_decoded_as_it_declares(tmp_path: Path) -> None:
    page = "<html><head><meta charset='iso-8859-1'></head><body><p>ESA’s Jan Wörner signed – at last.</p></body></html>"
    assert article(write(tmp_path / "a.html", page.encode("cp1252"))).text == "ESA’s Jan Wörner signed – at last."


def test_characters_are_kept_except_those_nobody_sees(tmp_path: Path) -> None:
    text = "Cafe\u0301\u00a0Wo\u00adrner\u200b\u202fsigned\x07\r\nin\tParis\u2028today\x85now\ufeff."
    assert article(write(tmp_path / "a.txt", text)).text == "Cafe\u0301 Worner signed\nin Paris\ntoday\nnow."
    record = json.dumps({"text": "half \ud83d a pair, whole \U0001f680"})
    assert article(write(tmp_path / "a.jsonl", record)).text == "half \ufffd a pair, whole \U0001f680"


def test_sources_are_read_only_as_far_as_asked(tmp_path: Path) -> None:
    path = write(tmp_path / "feed.jsonl", json.dumps({"text": SENTENCE}) + "\n")
    results = read_sources([str(path), str(tmp_path / "later.txt")])
    assert isinstance(next(results), Article)
    write(tmp_path / "later.txt", SENTENCE)  # it is there by the time it is its turn
    assert isinstance(next(results), Article)
