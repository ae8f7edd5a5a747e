"""Intake: a request's body read whole, within limits, and its handler ended when the client goes away."""

import asyncio
from http import HTTPStatus

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Intake:
    """Reads bodies of at most ``limit`` bytes (else 413) within ``seconds`` (else 408), then watches the connection."""

    def __init__(self, app: ASGIApp, limit: int, seconds: float) -> None:
        self._app = app
        self._limit = limit
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on a request that has been read whole."""
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        try:
            async with asyncio.timeout(self._seconds):
                body = await self._body(receive)
        except TimeoutError:
            return await _refuse(HTTPStatus.REQUEST_TIMEOUT, "the request's body took too long", scope, receive, send)
        except OverflowError:
            trouble = f"the request's body has more than {self._limit} bytes"
            return await _refuse(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, trouble, scope, receive, send)
        if body is None:
            return None  # the client is gone

        async def whole() -> Message:
            nonlocal body
            if body is not None:
                message, body = {"type": "http.request", "body": body, "more_body": False}, None
                return message
            return await receive()

        handler = asyncio.ensure_future(self._app(scope, whole, send))
        gone = asyncio.ensure_future(receive())
        try:
            await asyncio.wait({handler, gone}, return_when=asyncio.FIRST_COMPLETED)
            if handler.done():
                return handler.result()
        finally:
            handler.cancel()
            gone.cancel()

    async def _body(self, receive: Receive) -> bytes | None:
        parts, size = [], 0
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                return None
            part = message.get("body", b"")
            size += len(part)
            if size > self._limit:
                raise OverflowError
            parts.append(part)
            if not message.get("more_body"):
                return b"".join(parts)


async def _refuse(status: HTTPStatus, detail: str, scope: Scope, receive: Receive, send: Send) -> None:
    content = {"title": status.phrase, "status": status, "detail": detail}
    response = JSONResponse(content, status, {"Connection": "close"}, "application/problem+json")
    await response(scope, receive, send)
