"""The explorer's web API: each view of `kg.views.viewlist` under its address."""

import json
from hashlib import sha256
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kg.server.api import parameters
from kg.server.negotiation import accepts_gzip
from kg.server.refusals import Refused
from kg.server.service import Service
from kg.views.viewlist import VIEWS, View


def routes(service: Service) -> list[Route]:
    """A route a view."""
    return [_route(service, name, view) for name, view in VIEWS.items()]


def _route(service: Service, name: str, view: View) -> Route:
    async def answer(request: Request) -> Response:
        given = parameters(request)
        for parameter in request.path_params:
            if parameter in given:
                raise Refused(HTTPStatus.BAD_REQUEST, f"parameter {parameter!r}", "is part of the path")
        zip = name != "export" and accepts_gzip(request.headers.get("accept-encoding"))
        tag = (
            f'"{service.snapshot}-{sha256(f"{request.url.path}?{request.url.query} {zip}".encode()).hexdigest()[:12]}"'
        )
        headers = {"ETag": tag, "Cache-Control": "no-cache", "Vary": "Accept-Encoding"}
        if tag in request.headers.get("if-none-match", ""):
            return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
        reply = await service.exploration.answer(name, {**given, **request.path_params}, zip)
        if name == "export":
            return _file(reply.body, headers)
        if reply.encoding:
            headers["Content-Encoding"] = reply.encoding
        return Response(reply.body, headers=headers, media_type="application/json")

    return Route(f"/api/{view.path}", answer, name=f"explorer-{name}")


def _file(body: bytes, headers: dict[str, str]) -> Response:
    """What the view of that name made, as a download."""
    found = json.loads(body)
    content = found.get("content") or json.dumps(found["network"], ensure_ascii=False)
    disposition = {"Content-Disposition": f'attachment; filename="{found["name"]}"'}
    return Response(content.encode(), headers=headers | disposition, media_type=found["type"])
