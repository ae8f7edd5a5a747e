"""Articles from the web: politely, within limits, and never from addresses that are not public."""

import gzip
import itertools
import os
import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from kg.ingestion import addresses, connection
from kg.ingestion.addresses import is_public
from kg.ingestion.fetch import FetchSettings
from kg.ingestion.sources import MAX_BYTES, read_sources
from kg.model import Article, Failure
from tests.integration.web import Headers, Reply, Site, serving
from tests.unit.sources_made import BODY, PAGE, TITLE, atom, feed, full_entry, pdf, sitemap

ALLOWED = FetchSettings(allow_private_addresses=True, delay=0, backoff=0.01, timeout=5, deadline=10)


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as found:
        found.replies["/pact.html"] = Reply(PAGE.encode())
        yield found


def read(source: object, settings: FetchSettings = ALLOWED) -> list[Article | Failure]:
    return list(read_sources([str(source)], settings))


def article(source: object, settings: FetchSettings = ALLOWED) -> Article:
    (found,) = read(source, settings)
    assert isinstance(found, Article), found
    return found


def failure(source: object, settings: FetchSettings = ALLOWED) -> str:
    (found,) = read(source, settings)
    assert isinstance(found, Failure), found
    assert (found.stage, found.source) == ("read", str(source))
    return found.error


def test_a_page_is_an_article_named_by_its_address(site: Site) -> None:
    found = article(f"{site.base}/pact.html")
    assert (found.id, found.title, found.url) == ("pact", TITLE, f"{site.base}/pact.html")
    assert found.text == f"{TITLE}\n\n{BODY}"


def test_a_server_is_told_who_asks(site: Site) -> None:
    article(f"{site.base}/pact.html")
    assert all(headers["User-Agent"].startswith("space-cooperation-kg/") for _, headers in site.asked)
    assert [path for path, _ in site.asked] == ["/robots.txt", "/pact.html"]
    article(f"{site.base}/pact.html", replace(ALLOWED, user_agent="Our Archive (archive@example.org)"))
    assert site.asked[-1][1]["User-Agent"] == "Our Archive (archive@example.org)"


# --- where pages may come from


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "2130706433", "0x7f.1"])
def test_loopback_is_refused_unless_allowed(host: str, site: Site) -> None:
    url = f"http://{host}:{site.base.rpartition(':')[2]}/pact.html"
    error = failure(url, replace(ALLOWED, allow_private_addresses=False))
    assert "no public address" in error or "no host of this name" in error or "no host can" in error
    assert not site.asked
    if host in ("127.0.0.1", "localhost"):
        assert "--allow-private-addresses" in error
        assert article(url).title == TITLE


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("100.64.0.1", False),
        ("127.0.0.53", False),
        ("0.0.0.0", False),
        ("169.254.169.254", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("ff02::1", False),
        ("::ffff:10.0.0.1", False),
        ("::ffff:93.184.216.34", True),
        ("64:ff9b::a9fe:a9fe", False),
        ("64:ff9b::5db8:d822", True),
        ("2002:7f00:1::", False),
    ],
)
def test_only_addresses_of_the_public_internet_are_public(address: str, public: bool) -> None:
    assert is_public(address) is public


@pytest.fixture
def half_public(monkeypatch: pytest.MonkeyPatch) -> None:
    """127.0.0.1 stands for the public internet here, every other address for a private network."""
    monkeypatch.setattr(addresses, "is_public", lambda address: address == "127.0.0.1")


CHECKED = replace(ALLOWED, allow_private_addresses=False)


@pytest.mark.usefixtures("half_public")
def test_a_redirect_to_a_private_address_is_refused_before_it_is_asked(site: Site) -> None:
    port = int(site.base.rpartition(":")[2])
    with serving("127.0.0.2", port) as inside:
        inside.replies["/secret.html"] = Reply(PAGE.encode())
        site.replies["/away"] = Reply(status=302, headers={"Location": f"{inside.base}/secret.html"})
        assert "127.0.0.2, which is no public address" in failure(f"{site.base}/away", CHECKED)
        assert not inside.asked
        assert article(f"{site.base}/away").title == TITLE  # where it is allowed


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://127.0.0.1/a", "gopher://x/", "//[bad"])
def test_a_redirect_to_anything_but_a_web_address_is_refused(target: str, site: Site) -> None:
    site.replies["/away"] = Reply(status=302, headers={"Location": target})
    assert "it leads to" in failure(f"{site.base}/away")


@pytest.mark.usefixtures("half_public")
def test_a_name_that_changes_its_address_is_checked_for_each_request(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = int(site.base.rpartition(":")[2])
    answers = itertools.chain(["127.0.0.1"], itertools.repeat("127.0.0.2"))
    real = socket.getaddrinfo
    monkeypatch.setattr(
        socket,
        "getaddrinfo",
        lambda host, *rest, **named: real(next(answers) if host == "rebind.example" else host, *rest, **named),
    )
    with serving("127.0.0.2", port) as inside:
        inside.replies["/pact.html"] = Reply(PAGE.encode())
        error = failure(f"http://rebind.example:{port}/pact.html", CHECKED)
        assert "no public address" in error
        assert not inside.asked


@pytest.mark.usefixtures("half_public")
def test_a_connection_goes_to_the_address_that_was_checked(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    port = int(site.base.rpartition(":")[2])
    looked_up: list[str] = []
    real = socket.getaddrinfo

    def resolve(host: Any, *rest: Any, **named: Any) -> Any:
        looked_up.append(host)
        if host != "rebind.example":
            return real(host, *rest, **named)
        odd = looked_up.count(host) % 2  # every second look-up, as a second one by the client would be, leads inside
        return real("127.0.0.1" if odd else "127.0.0.2", *rest, **named)

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    with serving("127.0.0.2", port) as inside:
        failure(f"http://rebind.example:{port}/pact.html", CHECKED)  # robots.txt was read, the page is refused
        assert looked_up.count("rebind.example") == 2
        assert [path for path, _ in site.asked] == ["/robots.txt"]
        assert site.asked[0][1]["Host"] == f"rebind.example:{port}"
        assert not inside.asked


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("file:///etc/passwd", "only http and https"),
        ("FTP://example.org/a", "only http and https"),
        ("http://user:secret@127.0.0.1/a", "user name or password"),
        ("http://127.0.0.1:99999/a", "Port out of range"),
        ("http:///a", "names no host"),
        ("http://[::1/a", "Invalid IPv6"),
        ("http://a b/", "no address may"),
        (f"http://{'x' * 70}.example/", "no host can be called"),
    ],
)
def test_what_is_no_web_address_is_refused(url: str, says: str) -> None:
    assert says in failure(url)


# --- politeness


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


# --- what pages hold


@pytest.mark.parametrize(
    ("path", "reply", "id", "text"),
    [
        ("/a.pdf", Reply(pdf([TITLE, *BODY.split("\n")]), "application/pdf"), "a", "Roscosmos signed"),
        ("/raw/b.md", Reply(f"# {TITLE}\n\n{BODY}".encode(), "text/plain"), "b", "Roscosmos signed"),
        ("/c", Reply(BODY.encode(), "text/plain"), "c", "Roscosmos signed"),
        ("/d?id=7", Reply(PAGE.replace("Moon", "Môôn").encode("latin-1", "replace"), "text/html; charset=latin-1"),
         "d", "Môôn"),
        ("/", Reply(PAGE.encode()), "127.0.0.1", "Roscosmos signed"),
        ("/e.txt.gz", Reply(gzip.compress(BODY.encode()), "application/gzip"), "e", "Roscosmos signed"),
    ],
)  # fmt: skip
def test_each_form_is_read_from_the_web(path: str, reply: Reply, id: str, text: str, site: Site) -> None:
    site.replies[path] = reply
    found = article(site.base + path)
    assert found.id.startswith(id)
    assert text in found.text


def test_a_page_may_name_its_address_on_its_own_site_alone(site: Site) -> None:
    def claiming(url: str) -> Reply:
        return Reply(PAGE.replace("<title>", f'<link rel="canonical" href="{url}"><title>').encode())

    site.replies["/own?x=1"] = claiming(f"{site.base}/own")
    site.replies["/other"] = claiming("https://cnes.example/their-article")
    assert article(f"{site.base}/own?x=1").url == f"{site.base}/own"
    assert article(f"{site.base}/other").url == f"{site.base}/other"


def test_the_pages_of_a_feed_are_fetched_where_it_does_not_bring_them(site: Site) -> None:
    site.replies["/rss"] = Reply(
        feed(full_entry("https://example.org/whole"), f"<title>x</title><link>{site.base}/pact.html</link>"), "text/xml"
    )
    whole, linked = read(f"{site.base}/rss")
    assert isinstance(whole, Article)
    assert isinstance(linked, Article)
    assert (whole.url, whole.publisher, str(whole.published)) == (
        "https://example.org/whole", "Space Digest", "2019-09-06",
    )  # fmt: skip
    assert whole.text.startswith(f"{TITLE}\n\nPARIS")
    assert (linked.url, linked.title) == (f"{site.base}/pact.html", TITLE)
    site.replies["/atom"] = Reply(atom("pact.html"))  # sent as HTML, with a relative link
    assert article(f"{site.base}/atom").url == f"{site.base}/pact.html"


def test_a_sitemap_and_an_index_of_sitemaps_give_their_pages(site: Site, tmp_path: Path) -> None:
    pages = [f"{site.base}/pact.html", f"{site.base}/missing"]
    site.replies["/map.xml"] = Reply(sitemap(*pages), "application/xml")
    packed = gzip.compress(sitemap(f"{site.base}/pact.html"))
    site.replies["/map2.xml.gz"] = Reply(packed, "application/x-gzip")
    index = sitemap(f"{site.base}/map.xml", f"{site.base}/map2.xml.gz", f"{site.base}/index.xml", index=True)
    site.replies["/index.xml"] = Reply(index, "application/xml")
    found = read(f"{site.base}/index.xml")
    assert [type(value) for value in found] == [Article, Failure, Article, Failure]
    assert "in a list that it contains" in found[-1].error if isinstance(found[-1], Failure) else False
    (tmp_path / "local.xml").write_bytes(sitemap(*pages))
    assert [type(value) for value in read(tmp_path)] == [Article, Failure]


def test_a_text_of_addresses_alone_is_a_list_of_pages(site: Site, tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_text(f"{site.base}/pact.html\n# {TITLE}\n{site.base}/pact.html\n")
    assert article(tmp_path / "list.txt").title == TITLE
    (tmp_path / "list.txt").write_text(f"{BODY}\n\n{site.base}/pact.html\n")
    assert article(tmp_path / "list.txt").id == "list"


# --- TLS


@pytest.fixture
def certified(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """The port of a server at 127.0.0.1 that proves to be ``pinned.example``."""
    if shutil.which("openssl") is None:
        reason = "no openssl here: apt-get install openssl"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    subject = ["-subj", "/CN=pinned.example", "-addext", "subjectAltName=DNS:pinned.example"]
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *subject]
    subprocess.run([*command, "-keyout", "key.pem", "-out", "cert.pem"], cwd=tmp_path, check=True, capture_output=True)
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "cert.pem"))
    connection._tls.cache_clear()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200 if self.path == "/a" else 404)
            self.end_headers()
            self.wfile.write(PAGE.encode())

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "cert.pem", tmp_path / "key.pem")
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    real = socket.getaddrinfo
    monkeypatch.setattr(
        socket,
        "getaddrinfo",
        lambda host, *rest, **named: real("127.0.0.1" if host.endswith(".example") else host, *rest, **named),
    )
    yield server.server_address[1]
    server.shutdown()
    server.server_close()
    connection._tls.cache_clear()


def test_a_certificate_must_be_that_of_the_name_not_of_the_address(certified: int) -> None:
    settings = replace(ALLOWED, retries=0)
    assert article(f"https://pinned.example:{certified}/a", settings).title == TITLE
    assert "certificate is not valid" in failure(f"https://other.example:{certified}/a", settings)
    assert "certificate is not valid" in failure(f"https://127.0.0.1:{certified}/a", settings)
