"""HTTP clients that cost next to nothing, so that a load test measures the server: one request at a time each."""

import asyncio
import time
from dataclasses import dataclass
from urllib.parse import quote, urlsplit


@dataclass(frozen=True, slots=True)
class Response:
    """What came back; status 0 where the connection broke."""

    status: int
    body: bytes
    seconds: float


class Client:
    """A keep-alive connection to one endpoint, opened again where the server closed it."""

    def __init__(self, endpoint: str, source: str = "127.0.0.1") -> None:
        parts = urlsplit(endpoint)
        self._host, self._port, self._path = parts.hostname, parts.port, parts.path
        self._source = source  # its own address of the loopback network makes it a client of its own
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def query(self, sparql: str, accept: str = "application/sparql-results+json") -> Response:
        """Send a query by GET and read the whole answer."""
        path = f"{self._path}?query={quote(sparql)}"
        return await self.send(f"GET {path} HTTP/1.1\r\nHost: {self._host}\r\nAccept: {accept}\r\n\r\n".encode())

    async def send(self, request: bytes) -> Response:
        """Send bytes that may be a request, and read what comes back."""
        begin = time.perf_counter()
        try:
            if self._streams is None:
                self._streams = await asyncio.open_connection(
                    self._host, self._port, local_addr=(self._source, 0), limit=1 << 20
                )
            reader, writer = self._streams
            writer.write(request)
            await writer.drain()
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
            status = int(head.split(" ", 2)[1])
            length = head.partition("content-length:")[2].partition("\r\n")[0].strip()
            if length:
                body = await reader.readexactly(int(length))
            else:
                body = await self._chunks(reader) if "transfer-encoding: chunked" in head else b""
            if "connection: close" in head:
                self.close()
        except (OSError, asyncio.IncompleteReadError):
            self.close()
            return Response(0, b"", time.perf_counter() - begin)
        return Response(status, body, time.perf_counter() - begin)

    async def _chunks(self, reader: asyncio.StreamReader) -> bytes:
        parts = []
        while size := int((await reader.readuntil(b"\r\n")).strip(), 16):
            parts.append(await reader.readexactly(size))
            await reader.readexactly(2)
        await reader.readexactly(2)
        return b"".join(parts)

    def close(self) -> None:
        """Hang up."""
        if self._streams is not None:
            self._streams[1].close()
            self._streams = None


def percentile(seconds: list[float], share: float) -> float:
    """The time that ``share`` of all stay below; 0 without any."""
    ordered = sorted(seconds)
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)] if ordered else 0.0
