"""The application: all routes, what is common to them, and its life from the first worker to the last."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http import HTTPStatus

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from kg.errors import KgError
from kg.server import (
    api,
    description,
    explorerapi,
    explorerpage,
    linked,
    operations,
    pages,
    protocol,
    querypage,
    reviewing,
)
from kg.server.accesslog import AccessLog
from kg.server.intake import Intake
from kg.server.limits import Settings
from kg.server.refusals import refusal
from kg.server.security import SecurityHeaders
from kg.server.service import Service


def application(settings: Settings) -> Starlette:
    """The web application of a store. Its workers live from its start-up to its shutdown."""
    service = Service(settings)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        await service.pool.start()
        await service.exploration.start()
        if service.preparation is not None:
            service.preparation.start()
        try:
            yield
        finally:
            if service.preparation is not None:
                service.preparation.stop()
            await service.exploration.stop()
            await service.pool.stop()

    return Starlette(
        routes=[
            *protocol.routes(service),
            *description.routes(service),
            *operations.routes(service),
            *api.routes(service),
            *reviewing.routes(service),
            *explorerapi.routes(service),
            *linked.routes(service),
            *querypage.routes(),
            *explorerpage.routes(),
            *pages.routes(service),
        ],
        middleware=[
            Middleware(AccessLog, metrics=service.metrics),
            Middleware(SecurityHeaders),
            Middleware(
                CORSMiddleware,
                allow_origins=["*"],
                allow_methods=["GET", "HEAD", "POST", "DELETE", "OPTIONS"],
                allow_headers=["*"],
                expose_headers=["ETag", "Retry-After"],
            ),
            Middleware(Intake, limit=settings.limits.request, seconds=settings.limits.deadline),
        ],
        exception_handlers={KgError: _refuse, HTTPException: _refuse_http},
        lifespan=lifespan,
    )


def problem(status: int, detail: str, headers: dict[str, str] | None = None) -> Response:
    """An error as a client can read it (RFC 9457)."""
    content = {"title": HTTPStatus(status).phrase, "status": status, "detail": detail}
    return JSONResponse(content, status, headers, "application/problem+json")


async def _refuse(request: Request, error: Exception) -> Response:
    assert isinstance(error, KgError)  # which is what it is registered for
    refused = refusal(error)
    headers = {"Cache-Control": "no-store"}
    if refused.retry:
        headers["Retry-After"] = str(refused.retry)
    if refused.status == HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = "Bearer"
    return problem(refused.status, str(refused), headers)


async def _refuse_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # which is what it is registered for
    return problem(error.status_code, error.detail, dict(error.headers or {}))
