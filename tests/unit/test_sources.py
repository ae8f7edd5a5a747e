"""Sources of every form: what of each becomes an article, and what its troubles are called."""

import csv
import gzip
import io
import json
import zipfile
from pathlib import Path

import pytest
from backports import zstd

from kg.ingestion.language import language_of
from kg.ingestion.sources import MAX_BYTES, read_sources
from kg.model import Article, Failure
from tests.unit.sources_made import BODY, PAGE, TITLE, every_form, feed, full_entry, mail, pdf, warc, zipped

RECORD = {"title": TITLE, "published": "2019-09-05", "url": "https://example.org/a", "text": BODY}


def read(path: Path) -> list[Article | Failure]:
    return list(read_sources([str(path)]))


def article(path: Path) -> Article:
    (found,) = read(path)
    assert isinstance(found, Article), found
    return found


def failure(path: Path) -> Failure:
    (found,) = read(path)
    assert isinstance(found, Failure), found
    assert "\n" not in found.error
    return found


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize(("name", "content"), every_form().items(), ids=list(every_form()))
def test_the_same_article_is_read_from_every_form(name: str, content: bytes, tmp_path: Path) -> None:
    write(tmp_path / name, content)
    found = [value for value in read(tmp_path) if isinstance(value, Article)]
    assert len(found) == (2 if name in ("array.json", "packed.zip") else 1)
    for value in found:
        assert value.title == TITLE
        assert str(value.published) in ("2019-09-05", "2019-09-06")
        assert BODY.split("\n\n")[0] in value.text
        assert BODY.split("\n\n")[1] in value.text
    same = write(tmp_path / "unnamed", content)  # the content tells its form
    texts = [value.text for value in read(same) if isinstance(value, Article)]
    if not name.endswith(".md"):  # whose marks could be anything's
        assert texts == [value.text for value in found]


# --- identity


def test_an_article_is_known_by_its_url_else_its_id_else_its_file_else_its_content(tmp_path: Path) -> None:
    keys = {
        article(write(tmp_path / "news" / name, content)).key
        for name, content in {
            "a.jsonl": json.dumps(RECORD | {"url": "http://EXAMPLE.org:80/a/../pact?utm_source=x#top", "id": "7"}),
            "b.jsonl": json.dumps({"id": "7", "text": BODY}),
            "c.txt": BODY,
        }.items()
    }
    assert keys == {"https://example.org/pact", "7", "file:news/c.txt"}
    bare = {article(write(tmp_path / name, json.dumps({"text": BODY}) + "\n")).key for name in ("d.jsonl", "e.jsonl")}
    assert len(bare) == 1
    assert article(write(tmp_path / "f.jsonl", json.dumps({"text": BODY + " So."}))).key not in bare


def test_files_of_the_same_name_in_different_folders_are_different_articles(tmp_path: Path) -> None:
    for folder in ("esa", "nasa", "wire/2019/09/05", "wire/2019/08/05"):
        write(tmp_path / folder / "latest.txt", BODY)
    write(tmp_path / "packed.zip", zipped(esa__latest_txt=BODY.encode(), nasa__latest_txt=BODY.encode()))
    found = read(tmp_path)
    assert all(isinstance(value, Article) and value.id == "latest" for value in found)
    assert len({value.key for value in found if isinstance(value, Article)}) == 6


def test_a_folder_means_the_same_wherever_it_lies_and_however_it_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = article(write(tmp_path / "x" / "news" / "a.txt", BODY)).key
    assert article(write(tmp_path / "y" / "news" / "a.txt", BODY)).key == here
    monkeypatch.chdir(tmp_path / "x" / "news")
    assert article(Path("a.txt")).key == here
    assert [value.key for value in read(Path(".")) if isinstance(value, Article)] == [here]


# --- records


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("published", "05/09/2019", "published '05/09/2019' is no full date"),
        ("published", "September 2019", "is no full date"),
        ("published", "2019-02-30", "is no full date"),
        ("url", "example.org/a", "its url 'example.org/a' was left out: it is no http or https address"),
        ("url", "https://user@example.org/a", "user name or password"),
        ("url", "https://example.org/<a>", "which no address may"),
    ],
)
def test_a_field_that_cannot_be_read_is_left_out_and_said(
    field: str, value: str, says: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = write(tmp_path / "feed.jsonl", json.dumps(RECORD | {field: value}))
    assert not getattr(article(path), field)
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert says in caplog.text
    assert f"{path}:1: " in caplog.text


def test_an_array_is_read_record_by_record(tmp_path: Path) -> None:
    mixed = [RECORD, 5, {"title": "x"}, RECORD | {"id": "y", "url": ""}, [RECORD]]
    for number, text in enumerate((json.dumps(mixed), json.dumps(mixed, indent=4), "\ufeff" + json.dumps(mixed))):
        found = read(write(tmp_path / f"{number}.json", text))
        assert [type(value) for value in found] == [Article, Failure, Failure, Article, Failure]
        assert [value.id for value in found if isinstance(value, Article)] == [f"{number}#1", "y"]


def test_what_stands_before_a_mistake_in_an_array_is_read(tmp_path: Path) -> None:
    text = json.dumps([RECORD, RECORD])
    for number, (broken, says) in enumerate(
        {text[:-30]: "not valid JSON", text[:-1]: "no end", text.replace(", {", ", {broken"): "not valid JSON"}.items()
    ):
        *good, bad = read(write(tmp_path / f"{number}.json", broken))
        assert all(isinstance(value, Article) for value in good)
        assert good
        assert isinstance(bad, Failure)
        assert says in bad.error
        assert bad.source.endswith((":2", ":3"))


def test_objects_over_several_lines_are_read(tmp_path: Path) -> None:
    text = json.dumps(RECORD, indent=2)
    assert article(write(tmp_path / "one.json", text)).id == "one#1"
    assert len(read(write(tmp_path / "two.json", f"{text}\n{text}"))) == 2


def table(rows: list[list[str]], delimiter: str = ",") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue()


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_a_table_is_read_by_the_names_of_its_columns(delimiter: str, tmp_path: Path) -> None:
    rows = [
        ["Headline", "Date", "Link", "Body", "Rank"],
        [TITLE, "5 September 2019", "https://example.org/a", BODY, "1"],
    ]
    found = article(write(tmp_path / "a.csv", "\ufeff" + table(rows, delimiter)))
    assert (found.id, found.title, str(found.published), found.url) == (
        "a#1", TITLE, "2019-09-05", "https://example.org/a",
    )  # fmt: skip
    assert found.text == BODY


def test_a_bad_row_costs_no_more_than_itself(tmp_path: Path) -> None:
    good = f'x,"{BODY}"\n'
    found = read(write(tmp_path / "a.csv", f'id,text\n{good}y,"broken"quote"\n\nz,\nx2,"{BODY}"\n'))
    assert [type(value) for value in found] == [Article, Failure, Failure, Article]
    assert [value.source.rpartition(":")[2] for value in found] == ["4", "5", "7", "10"]
    *_, last = read(write(tmp_path / "b.csv", f'id,text\n{good}y,"never ends\n{good.replace(chr(34), "")}'))
    assert isinstance(last, Failure)


# --- other forms


def test_headers_footers_and_page_numbers_of_a_pdf_are_left_out(tmp_path: Path) -> None:
    first, second = BODY.split("\n\n")
    pages = [["CNES | Press release", text, f"Page {number} of 2"] for number, text in ((1, first), (2, second))]
    text = article(write(tmp_path / "a.pdf", pdf(*pages))).text
    assert "Press release" not in text
    assert "Page" not in text
    assert first in text
    assert second in text


def test_words_that_a_pdf_divides_are_joined(tmp_path: Path) -> None:
    lines = [TITLE, "CNES and Roscosmos signed a memoran-", "dum of understanding for Soyuz-", "MS in Paris."]
    text = " ".join(article(write(tmp_path / "a.pdf", pdf(lines))).text.split())
    assert "a memorandum of" in text
    assert "Soyuz- MS" in text


@pytest.mark.parametrize("content", [mail(), mail(html=True), mail(attachment=pdf([TITLE, *BODY.split("\n")]))])
def test_the_release_that_a_mail_carries_is_read(content: bytes, tmp_path: Path) -> None:
    found = article(write(tmp_path / "a.eml", content))
    assert (found.id, found.title, str(found.published)) == ("a", TITLE, "2019-09-05")
    assert found.publisher == "CNES press office"
    assert found.text.startswith(f"{TITLE}\n\n")
    assert BODY.split("\n\n")[0] in found.text


def test_only_pages_that_were_sent_are_read_from_an_archive(tmp_path: Path) -> None:
    page = PAGE.encode()
    archive = [
        ("https://example.org/a", "200 text/html", page),
        ("https://example.org/gone", "404 text/html", page),
        ("https://example.org/b.png", "200 image/png", b"\x89PNG"),
        ("https://example.org/c.pdf", "200 application/pdf", pdf([TITLE, *BODY.split("\n")])),
    ]
    for name, content in (("a.warc", warc(*archive)), ("b.warc.gz", warc(*archive, packed=True))):
        found = read(write(tmp_path / name, content))
        assert [value.source for value in found] == ["https://example.org/a", "https://example.org/c.pdf"]
        assert [value.id for value in found if isinstance(value, Article)] == ["a", "c"]
    good, cut = read(write(tmp_path / "cut.warc", warc(*archive)[:-900]))
    assert isinstance(good, Article)
    assert isinstance(cut, Failure)
    assert "ends in the middle" in cut.error


def test_an_entry_of_a_feed_without_an_address_is_read(tmp_path: Path) -> None:
    found = article(write(tmp_path / "a.xml", feed(full_entry(""))))
    assert (found.id, found.url, found.publisher) == ("a#1", "", "Space Digest")


def test_only_articles_are_read_from_an_archive_of_files(tmp_path: Path) -> None:
    text = BODY.encode()
    content = zipped(b_txt=text, a__x_md=text, README_md=text, a__photo_png=b"\x89PNG", a__empty_txt=b" ")
    found = read(write(tmp_path / "a.zip", content))
    assert [value.source.removeprefix(str(tmp_path)) for value in found] == [
        "/a.zip/a/empty.txt", "/a.zip/a/x.md", "/a.zip/b.txt",
    ]  # fmt: skip
    assert [type(value) for value in found] == [Failure, Article, Article]


def test_a_store_in_a_folder_is_no_source(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", BODY)
    write(tmp_path / "kg-store" / "kg-store.json", "{}")
    write(tmp_path / "kg-store" / "runs" / "failed.jsonl", "{}")
    assert article(tmp_path).id == "a"


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.json", "[]", "it holds no record"),
        ("a.json", "", "it holds no record"),
        ("a.json", "[" * 100_000, "not readable as JSON"),
        ("a.json", '[{"text": "\\ud800', "not valid JSON"),
        ("a.json", b'[{"text": "\xff"}]', "broken UTF-8"),
        ("a.json", '[{"text": 1' + "0" * 5000 + "}]", "not readable as JSON"),
        ("a.csv", "", "it is empty"),
        ("a.csv", "id,text\n", "no rows"),
        ("a.csv", "id,title\n1,2\n", "no column text"),
        ("a.csv", "id,text\nx,\xe9".encode("latin-1"), "broken UTF-8"),
        ("a.csv", "id,text\nx,y".encode("utf-16"), "UTF-16"),
        ("a.pdf", "%PDF-1.4\nnothing", "not a readable PDF file"),
        ("a.pdf", pdf([]), "it holds no text, perhaps pictures"),
        ("a.pdf", pdf(*[["x"]] * 201), "more than 200 pages"),
        ("a.eml", "no mail", "no mail message"),
        ("a.xml", "<?xml version='1.0'?><other/>", "neither a feed nor a sitemap"),
        ("a.xml", '<!DOCTYPE a [<!ENTITY b "c">]><rss><channel><title>&b;</title></channel></rss>', "entities"),
        ("a.xml", "<urlset><url><loc>https://x.org/</loc>", "broken XML"),
        ("a.rss", feed(), "neither a feed nor a sitemap"),
        ("a.urls", "https://example.org/a\nand more\n", "not a list of addresses"),
        ("a.warc", "WARC/1.0\r\nbroken", "in this archive"),
        ("a.warc", "no archive", "WARC"),
        ("a.warc", warc(("https://example.org/a", "404 text/html", b"x")), "no page in this archive"),
        ("a.gz", "no gzip", "cannot be unpacked"),
        ("a.txt.gz", gzip.compress(BODY.encode())[:-20], "cannot be unpacked"),
        ("a.txt.zst", zstd.compress(BODY.encode())[:9] + b"\xff" * 20, "cannot be unpacked"),
        ("a.txt.zst", zstd.compress(BODY.encode())[:-20], "cannot be unpacked"),
        ("a.zip", "no archive", "not a readable ZIP archive"),
        ("a.zip", zipped(photo_png=b"x"), "no article in this archive"),
    ],
)  # fmt: skip
def test_each_trouble_is_one_clear_line(name: str, content: str | bytes, says: str, tmp_path: Path) -> None:
    found = failure(write(tmp_path / name, content))
    assert says in found.error
    assert found.error.endswith(")"), "every trouble has its remedy"


def test_an_encrypted_member_is_a_failure_in_its_place(tmp_path: Path) -> None:
    content = bytearray(zipped(a_txt=BODY.encode(), b_txt=BODY.encode()))
    entry = content.index(b"PK\x01\x02")
    content[entry + 8] |= 1
    content[6] |= 1
    first, second = read(write(tmp_path / "a.zip", bytes(content)))
    assert isinstance(first, Failure)
    assert "it is encrypted" in first.error
    assert isinstance(second, Article)


def test_packed_within_packed_ends_somewhere(tmp_path: Path) -> None:
    content = BODY.encode()
    for _ in range(3):
        content = gzip.compress(content)
    assert article(write(tmp_path / "a.txt.gz", content)).text == BODY
    assert "packed more than" in failure(write(tmp_path / "b.txt.gz", gzip.compress(content))).error
    inner = zipped(a_txt=BODY.encode())
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("inner.zip", inner)
    assert article(write(tmp_path / "c.zip", out.getvalue())).id == "a"


def test_a_large_file_of_records_is_read_within_a_small_memory(tmp_path: Path) -> None:
    path = tmp_path / "large.jsonl.gz"
    line = (json.dumps(RECORD | {"lang": "en", "text": BODY * 100}) + "\n").encode()
    with gzip.open(path, "wb", compresslevel=1) as out:
        for _ in range(600):
            out.write(line)
    assert 600 * len(line) > MAX_BYTES
    assert sum(isinstance(value, Article) for value in read(path)) == 600


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("CNES and ISRO signed.", "en"),
        ("Le CNES et Roscosmos ont signé un accord à Moscou.", "fr"),
        ("Les deux agences ont décidé de poursuivre leurs travaux.", "fr"),
        ("Die ESA und das DLR unterzeichneten einen Vertrag in Bonn.", "de"),
        ("NASA, ESA Sign Gateway Agreement", "en"),
        ("France & Russia Agree to Expand Space Cooperation", "en"),
        ("Roscosmos, CNES", "en"),
        ("Jean-Yves Le Gall, Dmitry Rogozin, Jan Wörner, Hiroshi Yamakawa", "en"),
    ],
)
def test_a_short_text_is_in_another_language_only_if_that_is_sure(text: str, lang: str) -> None:
    assert language_of(text) == lang
    assert language_of(text, "en") == "en"  # what a page says of itself counts for more
