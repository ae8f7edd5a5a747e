"""Connection: one HTTP request to one address that was checked, with limits on time and size."""

import functools
import http.client
import socket
import ssl
import threading
import time
from collections.abc import Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from typing import Final
from urllib.parse import SplitResult

import certifi
import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError
from urllib3.util.ssl_match_hostname import CertificateError

from kg.errors import SourceError
from kg.ingestion.packed import unpack_bytes
from kg.ingestion.reading import MAX_BYTES

PORTS: Final = {"http": 80, "https": 443}
_CHUNK: Final = 1 << 16


class Unreachable(Exception):
    """The server could not be reached or did not answer in time; another try may help."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server sent: status, headers and unpacked body."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def ask(url: SplitResult, address: str, headers: Mapping[str, str], *, timeout: float, deadline: float) -> Answer:
    """Send one GET request for ``url`` to the IP address ``address`` and read the answer. Redirects are not followed.

    ``timeout`` is how many seconds the server may be silent, ``deadline`` how many the whole may take. Raises
    `Unreachable`, and `SourceError` for an answer that is too large or packed in an unknown way.
    """
    begun = time.monotonic()
    connection = _connection(url, address, timeout)
    # A server that sends a byte now and then is never silent: the deadline must be able to interrupt.
    opened: list[socket.socket] = []
    watch = threading.Timer(deadline, lambda: _hang_up(*opened, connection.sock))
    watch.daemon = True
    watch.start()
    try:
        with closing(connection):
            connection.connect()
            opened += [connection.sock] if connection.sock else []  # the answer may take it over from the connection
            target = url.path + (f"?{url.query}" if url.query else "")
            sent = {"Host": url.netloc, "Accept-Encoding": "gzip, deflate", **headers}
            connection.request("GET", target, headers=sent, preload_content=False, decode_content=False)
            response = connection.getresponse()
            body = _body(response, url.geturl()) if response.status < 300 or response.status >= 400 else b""
            if time.monotonic() - begun >= deadline:  # a body of unknown length that we cut looks complete
                raise Unreachable(f"it did not answer within {deadline:g} s")
            return Answer(response.status, response.headers, body)
    except (HTTPError, OSError, http.client.HTTPException, ValueError) as error:
        if time.monotonic() - begun >= deadline:
            raise Unreachable(f"it did not answer within {deadline:g} s") from error
        raise Unreachable(_words(error)) from error
    finally:
        watch.cancel()


def _connection(url: SplitResult, address: str, timeout: float) -> HTTPConnection:
    port = url.port or PORTS[url.scheme]
    if url.scheme == "http":
        return HTTPConnection(address, port, timeout=timeout)
    host = url.hostname or ""
    name = None if host == address else host  # an address has no name that TLS could send
    return HTTPSConnection(
        address, port, timeout=timeout, ssl_context=_tls(), server_hostname=name, assert_hostname=name
    )


@functools.cache
def _tls() -> ssl.SSLContext:
    context = ssl.create_default_context()  # what the system trusts, and SSL_CERT_FILE
    context.load_verify_locations(certifi.where())  # for systems that bring no certificates
    return context


def _body(response: urllib3.BaseHTTPResponse, url: str) -> bytes:
    too_large = SourceError(url, f"the answer is larger than {MAX_BYTES // 1_000_000} MB", "fetch it yourself")
    length = response.headers.get("Content-Length", "")
    if length.isdigit() and int(length) > MAX_BYTES:
        raise too_large
    parts: list[bytes] = []
    size = 0
    while chunk := response.read(_CHUNK, decode_content=False):
        size += len(chunk)
        if size > MAX_BYTES:
            raise too_large
        parts.append(chunk)
    body = b"".join(parts)
    coding = response.headers.get("Content-Encoding", "").strip().lower()
    if coding in ("", "identity") or not body:
        return body
    if coding not in ("gzip", "x-gzip", "deflate"):
        raise SourceError(url, f"the answer is packed as {coding[:20]!r}, which was not asked for", "fetch it yourself")
    return unpack_bytes(body, coding, url, limit=MAX_BYTES)


def _hang_up(*sockets: socket.socket | None) -> None:
    for each in filter(None, sockets):
        with suppress(OSError):  # it ended by itself at the same moment
            each.shutdown(socket.SHUT_RDWR)


def _words(error: Exception) -> str:
    """What went wrong, without the objects that libraries put into their messages."""
    causes = error, error.__cause__
    if any(isinstance(cause, ssl.SSLError | CertificateError) for cause in causes):
        return "its certificate is not valid for this host, or TLS failed"
    if any(isinstance(cause, ConnectionRefusedError) for cause in causes):
        return "it refuses the connection"
    if any(isinstance(cause, TimeoutError | urllib3.exceptions.ReadTimeoutError) for cause in causes):
        return "it did not answer in time"
    return "the connection broke"
