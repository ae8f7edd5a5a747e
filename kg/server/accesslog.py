"""The access log: one JSON object a line on stderr for each request, and the same counted for Prometheus."""

import json
import sys
import time
from datetime import UTC, datetime

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.server.metrics import Metrics
from kg.server.service import CLIENT


class AccessLog:
    """Writes what was asked, by whom, and how it ended. A query's text is in the address only where it was a GET."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and write the line when it has ended."""
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        started = time.perf_counter()
        status, size = 499, 0  # 499: the client went away before the answer (nginx's word for it)

        async def noted(message: Message) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = message["status"]
            else:
                size += len(message.get("body", b""))
            await send(message)

        client = scope["client"][0] if scope.get("client") else ""
        CLIENT.set(client)
        try:
            await self._app(scope, receive, noted)
        except BaseException:
            status = 500 if status == 499 else status
            raise
        finally:
            seconds = time.perf_counter() - started
            route = scope.get("route")
            self._metrics.observe(getattr(route, "path", "(none)"), scope["method"], status, seconds)
            line = {
                "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
                "client": client,
                "method": scope["method"],
                "path": scope["path"],
                "query": scope["query_string"].decode("latin-1")[:4096],
                "status": status,
                "seconds": round(seconds, 4),
                "bytes": size,
                "agent": Headers(scope=scope).get("user-agent", ""),
            }
            print(json.dumps(line, ensure_ascii=True), file=sys.stderr, flush=True)
