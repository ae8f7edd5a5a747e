"""A small web on loopback addresses: scripted answers by path, a record of what was asked, and what is read there."""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TypeAlias

from kg.ingestion.fetch import FetchSettings
from kg.ingestion.sources import read_sources
from kg.model import Article, Failure

Headers: TypeAlias = Mapping[str, str]


@dataclass
class Reply:
    """What a path answers; ``chunks`` are sent one by one, as slowly as their iterator gives them."""

    body: bytes = b""
    type: str = "text/html; charset=utf-8"
    status: int = 200
    headers: Headers = field(default_factory=dict)
    chunks: Iterator[bytes] | None = None


Script: TypeAlias = Reply | Callable[[Headers], Reply]


@dataclass
class Site:
    """A running server: its replies, which tests fill, and each request that it got."""

    base: str = ""
    replies: dict[str, Script] = field(default_factory=dict)
    asked: list[tuple[str, Headers]] = field(default_factory=list)

    @property
    def paths(self) -> list[str]:
        """What was asked for, without robots.txt."""
        return [path for path, _ in self.asked if path != "/robots.txt"]


@contextmanager
def serving(address: str = "127.0.0.1", port: int = 0) -> Iterator[Site]:
    """A site at a loopback address, over plain HTTP."""
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            headers = dict(self.headers.items())
            site.asked.append((self.path, headers))
            script = site.replies.get(self.path, Reply(b"no such page", status=404))
            reply = script if isinstance(script, Reply) else script(headers)
            with suppress(ConnectionError):
                self.send_response(reply.status)
                self.send_header("Content-Type", reply.type)
                if reply.chunks is None and "Content-Length" not in reply.headers:
                    self.send_header("Content-Length", str(len(reply.body)))
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                for chunk in reply.chunks or iter([reply.body]):
                    self.wfile.write(chunk)
                    self.wfile.flush()

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer((address, port), Handler)
    server.daemon_threads = True
    site.base = f"http://{address}:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()


#: Reads from here, and does not wait.
ALLOWED = FetchSettings(allow_private_addresses=True, delay=0, backoff=0.01, timeout=5, deadline=10)


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
