"""Whatever is done to a source of any form, reading ends, crashes nothing, stays small and gives a clear outcome."""

import csv
import gzip
import io
import json
import random
import resource
import socket
import tempfile
from collections import Counter
from email.message import EmailMessage
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.ingestion.sources import FetchSettings, read_sources
from kg.model import Article, Failure
from tests.unit.sources_made import atom, every_form, feed, mail, pdf, sitemap, warc, zipped

#: Changes of bytes over all forms; Hypothesis below adds 600 sources.
MUTANTS: Final = 5_120
BATCH: Final = 160
OFFLINE: Final = FetchSettings(retries=0, delay=0)
#: What the formats are made of, to be put in wrong places.
TOKENS: Final = [
    b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\r\n", b"\n\n", b"<", b"<!--", b"]]>", b"<![CDATA[", b"</p>", b"<table>",
    b"{", b"}", b"[", b"]", b'"', b"\\u", b"\\ud800", b",", b";", b"%PDF-", b"endstream", b"endobj", b"<<", b">>",
    b"/Length 99999999", b"9" * 40, b"-1", b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b", b"\x28\xb5\x2f\xfd", b"WARC/1.0",
    b"Content-Length: 999999999\r\n", b"Content-Type: text/html; charset=utf-7\r\n", b"=?utf-8?q?=C3?=", b"---\n",
    b"&#x110000;", b"&a;", b"<meta charset=punycode>", b"http://127.0.0.1/", b"file:///etc/passwd", b"{{", b"|-|-|",
    "\u202e".encode(), "\U0010ffff".encode(), "\u0000\u2028".encode(),
]  # fmt: skip


@pytest.fixture(autouse=True)
def _no_web(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(host: object, *_: object, **__: object) -> Any:
        raise socket.gaierror(socket.EAI_NONAME, "no network in this test")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)


def check(found: Article | Failure) -> None:
    if isinstance(found, Failure):
        assert found.stage == "read"
        assert found.error.endswith(")"), found  # trouble and remedy
        assert len(found.error) < 600
        assert found.error.isprintable(), found
        assert "crashed the reader" not in found.error, found  # it would be a mistake of ours that the guard caught
        assert "took more than" not in found.error, found
    else:
        assert found.text.strip()
        found.text.encode()
        for field in (found.id, found.title, found.author, found.publisher, found.url):
            field.encode()
            assert "\n" not in field


def mutated(random: random.Random, raw: bytes, other: bytes) -> bytes:
    """``raw`` after one to eight changes of the kinds that broken programs and transfers make."""
    data = bytearray(raw)
    for _ in range(random.randint(1, 8)):
        at = random.randrange(len(data) + 1)
        to = min(len(data), at + random.choice((1, 2, 8, 64, 512)))
        change = random.randrange(8)
        if change == 0 and data:
            data[random.randrange(len(data))] ^= 1 << random.randrange(8)
        elif change == 1:
            data[at:at] = random.randbytes(random.randint(1, 16))
        elif change == 2:
            del data[at:to]
        elif change == 3:
            data[at:at] = data[at:to] * random.randint(1, 20)
        elif change == 4:
            data[at:to] = random.choice(TOKENS)
        elif change == 5:
            data[at:at] = random.choice(TOKENS) * random.choice((1, 1, 1, 50))
        elif change == 6:
            del data[at:]
        else:
            start = random.randrange(len(other))
            data[at:at] = other[start : start + 200]
    return bytes(data)


@pytest.mark.timeout(1500)
def test_mutants_of_every_form_give_clear_outcomes_in_a_bounded_memory(tmp_path: Path) -> None:
    forms = every_form() | {
        "pages.urls": b"# pages\nhttps://example.org/a\nhttps://example.org/b?c=d\n",
        "sitemap.xml": sitemap("https://example.org/a", "https://example.org/b"),
        "atom.xml": atom("https://example.org/a"),
    }
    rng = random.Random(20191204)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    seen = Counter[str]()
    for start in range(0, MUTANTS, BATCH):
        paths = []
        for number in range(start, start + BATCH):
            name = list(forms)[number % len(forms)]
            path = tmp_path / f"{number}-{name}" if number % 3 else tmp_path / f"{number}"  # or its content decides
            path.write_bytes(mutated(rng, forms[name], rng.choice(list(forms.values()))))
            paths.append(path)
        told = Counter[str]()
        for found in read_sources(map(str, paths), OFFLINE):
            check(found)
            seen[type(found).__name__] += 1
            told.update(str(path) for path in paths if found.source.startswith(str(path)))
        for path in paths:
            path.unlink()
    assert min(seen["Article"], seen["Failure"]) > MUTANTS / 10, seen  # both ways are well trodden
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 400_000, f"{grown:,} kB more than before"


TEXT = st.text(max_size=60) | st.sampled_from(
    ["", "CNES and ISRO signed.", "https://example.org/a", "2019-09-05", "\n"]
)
VALUE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXT,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["text", "id", "url"]), inner, max_size=3)
    ),
    max_leaves=12,
)
RECORDS = st.lists(
    st.dictionaries(st.sampled_from(["id", "title", "published", "url", "text", "lang"]), VALUE), max_size=5
)


@st.composite
def mails(draw: st.DrawFn) -> bytes:
    message = EmailMessage()
    for name in ("From", "Subject", "Date", "X-Odd"):
        message[name] = draw(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=30))
    message.set_content(draw(TEXT), subtype=draw(st.sampled_from(["plain", "html", "calendar"])))
    if draw(st.booleans()):
        message.add_attachment(draw(st.binary(max_size=40)), maintype="application", subtype="pdf")
    if message.is_multipart():
        message.set_boundary("=-=-=")
    return message.as_bytes() if draw(st.booleans()) else message.as_bytes()[: draw(st.integers(0, 200))]


def _rows(rows: list[list[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([["id", "text", "published"], *rows])
    return out.getvalue().encode("utf-8", "surrogatepass")


def _latin(lines: list[str]) -> list[str]:
    return [line.encode("cp1252", "replace").decode("cp1252") for line in lines]


BUILT: Final = {
    "json": st.builds(lambda value: json.dumps(value).encode(), RECORDS | VALUE),
    "jsonl": st.builds(lambda records: "\n".join(map(json.dumps, records)).encode(), RECORDS),
    "csv": st.builds(_rows, st.lists(st.lists(TEXT, max_size=4), max_size=4)),
    "eml": mails() | st.builds(lambda junk: mail(attachment=junk), st.binary(max_size=60)),
    "xml": st.builds(lambda items: feed(*items), st.lists(TEXT, max_size=4)).map(bytes)
    | st.builds(lambda urls: sitemap(*urls), st.lists(TEXT, max_size=4)),
    "pdf": st.builds(lambda pages: pdf(*map(_latin, pages)), st.lists(st.lists(TEXT, max_size=4), max_size=3)),
    "warc": st.builds(
        lambda url, type, body: warc((f"http://example.org/{url}", f"200 {type}", body)),
        st.sampled_from(["", "a", "a/b.html", "%", "a?b=c"]),
        st.sampled_from(["text/html", "text/plain", "text/html; charset=x", "application/pdf", "message/rfc822", ";"]),
        st.binary(max_size=80),
    ),
    "zip": st.builds(lambda one, two: zipped(a_txt=one, b__c_html=two), st.binary(max_size=80), st.binary(max_size=80)),
    "html": st.builds(lambda parts: "".join(parts).encode("utf-8", "replace"), st.lists(
        TEXT | st.sampled_from(["<p>", "</div>", "<ul><li>", "<table><tr><td>", "<!--", "<script>", "<b", "&amp;#"])
    )),
    "txt.gz": st.builds(lambda raw, cut: gzip.compress(raw)[: cut or None], st.binary(max_size=80), st.integers(0, 30)),
}  # fmt: skip


@pytest.mark.parametrize("suffix", BUILT)
def test_sources_built_from_odd_parts_give_clear_outcomes(suffix: str) -> None:
    built: list[bytes] = []

    @given(content=BUILT[suffix])
    @settings(max_examples=60, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
    def collect(content: bytes) -> None:
        built.append(content)

    collect()
    with tempfile.TemporaryDirectory() as folder:  # read together, so that the guarded reader starts but once
        paths = [Path(folder, f"{number}.{suffix}") for number in range(len(built))]
        for path, content in zip(paths, built, strict=True):
            path.write_bytes(content)
        for found in read_sources(map(str, paths), OFFLINE):
            check(found)
