"""Articles from the web: who asks says so, keeps robots.txt, waits, and gives up within limits."""

import gzip
import itertools
import socket
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kg.ingestion.sources import MAX_BYTES
from tests.integration.web import ALLOWED, Headers, Reply, Site, article, failure, read
from tests.unit.sources_made import PAGE, TITLE


def test_a_server_is_told_who_asks(site: Site) -> None:
    article(f"{site.base}/pact.html")
    assert all(headers["User-Agent"].startswith("space-cooperation-kg/") for _, headers in site.asked)
    assert [path for path, _ in site.asked] == ["/robots.txt", "/pact.html"]
    article(f"{site.base}/pact.html", replace(ALLOWED, user_agent="Our Archive (archive@example.org)"))
    assert site.asked[-1][1]["User-Agent"] == "Our Archive (archive@example.org)"


def test_robots_txt_is_kept(site: Site) -> None:
    site.replies["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /private/\nAllow: /private/open\n", "text/plain")
    site.replies["/private/a"] = site.replies["/private/open"] = Reply(PAGE.encode())
    assert "robots.txt does not allow it" in failure(f"{site.base}/private/a")
    assert article(f"{site.base}/private/open").title == TITLE
    assert "/private/a" not in site.paths
    site.replies["/away"] = Reply(status=301, headers={"Location": "/private/a"})
    assert "robots.txt does not allow it" in failure(f"{site.base}/away")


def test_a_host_whose_robots_txt_cannot_be_read_now_is_left_alone(site: Site) -> None:
    site.replies["/robots.txt"] = Reply(status=503)
    assert "status 503" in failure(f"{site.base}/pact.html")
    assert site.paths == []


def test_requests_to_one_host_are_apart(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []
    monkeypatch.setattr(time, "sleep", slept.append)
    site.replies["/b.html"] = Reply(PAGE.encode())
    path = tmp_path / "pages.urls"
    path.write_text(f"# to read\n{site.base}/pact.html\n\n{site.base}/b.html\n{site.base}/pact.html\n")
    assert len(read(path, replace(ALLOWED, delay=7))) == 2
    assert len(slept) == 2  # robots.txt, page, page
    assert all(6 < seconds <= 7 for seconds in slept)
    site.replies["/robots.txt"] = Reply(b"User-agent: *\nCrawl-delay: 20\n", "text/plain")
    slept.clear()
    article(f"{site.base}/b.html", replace(ALLOWED, delay=7))
    assert 19 < slept[0] <= 20


def test_an_unchanged_page_is_not_sent_again(site: Site, tmp_path: Path) -> None:
    sent: list[int] = []

    def page(headers: Headers) -> Reply:
        validators = {"ETag": '"v1"', "Last-Modified": "Thu, 05 Sep 2019 10:00:00 GMT"}
        known = headers.get("If-None-Match") == '"v1"' and headers.get("If-Modified-Since", "").startswith("Thu, 05")
        sent.append(304 if known else 200)
        return Reply(b"" if known else PAGE.encode(), status=sent[-1], headers=validators)

    site.replies["/pact.html"] = page
    settings = replace(ALLOWED, memory=tmp_path / "pages.sqlite")
    first, second = (article(f"{site.base}/pact.html", settings) for _ in range(2))
    assert sent == [200, 304]
    assert first == second
    (tmp_path / "pages.sqlite").write_bytes(b"no database" * 100)
    assert "delete that file" in failure(f"{site.base}/pact.html", settings)


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_what_may_pass_is_tried_again(status: int, site: Site) -> None:
    replies = iter([Reply(status=status), Reply(status=status), Reply(PAGE.encode())])
    site.replies["/pact.html"] = lambda _: next(replies)
    assert article(f"{site.base}/pact.html").title == TITLE
    assert len(site.paths) == 3


def test_a_server_that_asks_for_a_long_rest_is_not_asked_again(site: Site) -> None:
    site.replies["/pact.html"] = Reply(status=429, headers={"Retry-After": "3600"})
    assert "status 429" in failure(f"{site.base}/pact.html")
    assert len(site.paths) == 1


def test_waiting_grows_with_each_try(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []
    monkeypatch.setattr(time, "sleep", slept.append)
    site.replies["/pact.html"] = Reply(status=500)
    assert "status 500 (try again later)" in failure(f"{site.base}/pact.html", replace(ALLOWED, backoff=2))
    assert [seconds for seconds in slept if seconds >= 1] == [2, 4, 8]


# --- limits


def test_redirects_are_followed_so_far_and_no_further(site: Site) -> None:
    for number in range(9):
        site.replies[f"/{number}"] = Reply(status=302, headers={"Location": f"/{number + 1}#part"})
    site.replies["/5"] = Reply(PAGE.encode())
    assert article(f"{site.base}/0").url == f"{site.base}/5"
    site.replies["/5"] = Reply(status=302, headers={"Location": "/6"})
    assert "more than 5 times" in failure(f"{site.base}/0")


def _endless() -> Iterator[bytes]:
    return itertools.repeat(b"x" * 65536, 10_000)


def _drip() -> Iterator[bytes]:
    for _ in range(600):
        time.sleep(0.1)
        yield b"x"


@pytest.mark.parametrize(
    ("reply", "says"),
    [
        (lambda: Reply(chunks=_endless()), "larger than 10 MB"),
        (lambda: Reply(headers={"Content-Length": str(MAX_BYTES + 1)}), "larger than 10 MB"),
        (lambda: Reply(gzip.compress(b"x" * 30_000_000), headers={"Content-Encoding": "gzip"}), "larger than 10 MB"),
        (lambda: Reply(b"abc", headers={"Content-Encoding": "gzip"}), "no gzip"),
        (lambda: Reply(b"abc", headers={"Content-Encoding": "br"}), "not asked for"),
        (lambda: Reply(chunks=_drip()), "within 1 s"),
        (lambda: Reply(b"abc", headers={"Content-Length": "100"}), "connection broke"),
        (lambda: Reply(b""), "it is empty"),
        (lambda: Reply(status=404), "no such page"),
        (lambda: Reply(status=410), "no such page"),
        (lambda: Reply(status=403), "refuses it"),
        (lambda: Reply(status=304), "status 304"),
        (lambda: Reply(status=204), "status 204"),
        (lambda: Reply(b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "image/png"), "binary file"),
    ],
)
def test_an_answer_that_is_no_article_is_one_clear_failure(reply: Any, says: str, site: Site) -> None:
    site.replies["/odd"] = reply()
    begun = time.monotonic()
    assert says in failure(f"{site.base}/odd", replace(ALLOWED, retries=0, deadline=1))
    assert time.monotonic() - begun < 5
    assert article(f"{site.base}/pact.html").title == TITLE


def test_a_host_that_is_not_there_is_one_clear_failure(site: Site) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert "refuses the connection" in failure(f"http://127.0.0.1:{port}/a", replace(ALLOWED, retries=0))
