"""For those who operate the service: is it alive, is it ready, what does it measure."""

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from kg.server.service import Service


def routes(service: Service) -> list[Route]:
    """Health, readiness and metrics."""

    async def health(request: Request) -> Response:
        return PlainTextResponse("alive\n", headers={"Cache-Control": "no-store"})

    async def ready(request: Request) -> Response:
        rows = await service.select("SELECT ?ready WHERE { BIND(true AS ?ready) }")  # a worker, and a snapshot to read
        assert len(rows) == 1
        return PlainTextResponse("ready\n", headers={"Cache-Control": "no-store"})

    async def metrics(request: Request) -> Response:
        return Response(service.metrics.text(), media_type="text/plain; version=0.0.4")

    return [Route("/health", health), Route("/ready", ready), Route("/metrics", metrics)]
