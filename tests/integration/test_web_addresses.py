"""Articles from the web: never from addresses that are not public, and only from who proves to be the named host."""

import itertools
import os
import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from kg.ingestion import addresses, connection
from kg.ingestion.addresses import is_public
from tests.integration.web import ALLOWED, Reply, Site, article, failure, serving
from tests.unit.sources_made import PAGE, TITLE


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
