"""The SPARQL 1.1 Protocol's query operation: a request to a job, a reply to a response.

GET, URL-encoded POST and direct POST; `default-graph-uri` and `named-graph-uri`; a `format` for clients that cannot set
a header. There is no update operation.
"""

from dataclasses import dataclass
from hashlib import sha256
from http import HTTPStatus
from typing import Final
from urllib.parse import parse_qsl

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from kg.server.description import describe
from kg.server.jobs import Ask
from kg.server.negotiation import GRAPHS, RESULTS, Form, accepts_gzip, choose
from kg.server.refusals import Refused
from kg.server.service import Service
from kg.store.answering import Caps, Dataset, Wanted
from kg.store.federation import is_volatile

PATH: Final = "/sparql"
_PAGE: Final = Form("html", "text/html")
_METHODS: Final = ["GET", "HEAD", "POST", "OPTIONS"]
_FORM: Final = "application/x-www-form-urlencoded"
_QUERY: Final = "application/sparql-query"


@dataclass(frozen=True, slots=True)
class Operation:
    """A query operation as a request states it."""

    sparql: str
    dataset: Dataset
    format: str | None


def routes(service: Service) -> list[Route]:
    """The endpoint."""

    async def endpoint(request: Request) -> Response:
        if request.method == "OPTIONS":
            return Response(status_code=HTTPStatus.NO_CONTENT, headers={"Allow": ", ".join(_METHODS)})
        if request.method in ("GET", "HEAD") and not request.url.query:
            if choose(request.headers.get("accept"), (*GRAPHS, _PAGE)) is _PAGE:  # somebody with a browser
                return RedirectResponse(request.url_for("query"), HTTPStatus.SEE_OTHER, {"Vary": "Accept"})
            return describe(service, request)
        operation = parse_operation(request.method, request.headers, request.url.query, await request.body())
        return await _answer(service, request, operation)

    return [Route(PATH, endpoint, methods=_METHODS, name="sparql")]


def parse_operation(method: str, headers: Headers, query_string: str, body: bytes) -> Operation:
    """The operation that a request states. Raises `Refused`, with the status of the protocol, for one that is none."""
    parameters = _parameters(query_string, "the query string")
    if method == "POST":
        media_type = _media_type(headers)
        if media_type == _FORM:
            parameters += _parameters(_text(body), "the form")
        elif media_type == _QUERY:
            if any(name == "query" for name, _ in parameters):
                raise _bad("query", "it is both in the address and in the body", "send one")
            parameters.append(("query", _text(body)))
        else:
            raise Refused(
                HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
                "Content-Type",
                f"{media_type or 'none'} is not for queries",
                f"send {_QUERY} or {_FORM}",
            )
    queries = [value for name, value in parameters if name == "query"]
    if len(queries) != 1:
        raise _bad("parameter 'query'", f"there must be one, there are {len(queries)}", "send it once")
    if any(name == "update" for name, _ in parameters):
        raise _bad("parameter 'update'", "this endpoint is read-only", "use kg ingest or kg load on the store")
    formats = [value for name, value in parameters if name == "format"]
    default = tuple(value for name, value in parameters if name == "default-graph-uri")
    named = tuple(value for name, value in parameters if name == "named-graph-uri")
    # A dataset that names graphs of one kind alone has none of the other kind (SPARQL 1.1 Protocol, section 2.1.4).
    dataset = Dataset(default, named) if default or named else Dataset()
    return Operation(queries[0], dataset, formats[0] if formats else None)


async def _answer(service: Service, request: Request, operation: Operation) -> Response:
    accept = request.headers.get("accept")
    rows_as, triples_as = _forms(operation.format, accept)
    gzip = accepts_gzip(request.headers.get("accept-encoding"))
    limits = service.settings.limits
    wanted = Wanted(
        caps=Caps(limits.rows, limits.bytes),
        rows_as=rows_as.name if rows_as else None,
        triples_as=triples_as.name if triples_as else None,
        dataset=operation.dataset,
        base=str(request.url.replace(query="", fragment="")),
        services=service.settings.services,
    )
    headers = {"Vary": "Accept, Accept-Encoding"}
    repeatable = request.method != "POST" and not is_volatile(operation.sparql)
    if repeatable:
        tag = _tag(service.snapshot, wanted, gzip)
        if tag in request.headers.get("if-none-match", ""):
            return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers | {"ETag": tag})
    reply = await service.answer(Ask(operation.sparql, wanted, gzip))
    if repeatable:
        headers |= {"ETag": _tag(reply.snapshot, wanted, gzip), "Cache-Control": "no-cache"}
    else:
        headers["Cache-Control"] = "no-store"
    if reply.encoding:
        headers["Content-Encoding"] = reply.encoding
    form = triples_as if reply.kind == "triples" else rows_as
    assert form is not None  # or else the worker had refused
    return Response(reply.body, headers=headers | {"Content-Type": form.content_type})


def _forms(format: str | None, accept: str | None) -> tuple[Form | None, Form | None]:
    if format is None:
        forms = choose(accept, RESULTS), choose(accept, GRAPHS)
        if forms == (None, None):
            offered = ", ".join(form.media_type for form in (*RESULTS, *GRAPHS))
            raise Refused(HTTPStatus.NOT_ACCEPTABLE, "Accept", f"{accept!r} leaves nothing", f"offered: {offered}")
        return forms
    named = [[form for form in forms if format in (form.name, form.media_type, *form.aliases)] for forms in _OFFERED]
    if not any(named):
        names = ", ".join(form.name for forms in _OFFERED for form in forms)
        raise _bad("parameter 'format'", f"{format!r} is not known", f"one of {names}")
    rows, triples = named
    return (rows[0] if rows else None), (triples[0] if triples else None)


_OFFERED: Final = (RESULTS, GRAPHS)


def _tag(snapshot: str, wanted: Wanted, gzip: bool) -> str:
    """Differs wherever the bytes may: by the state of the graph and by the form. The query is in the address."""
    form = sha256(repr((wanted.rows_as, wanted.triples_as, gzip)).encode()).hexdigest()[:8]
    return f'"{snapshot}-{form}"'


def _parameters(text: str, where: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(text, keep_blank_values=True, encoding="utf-8", errors="strict", max_num_fields=1000)
    except UnicodeDecodeError:
        raise _bad(where, "it is not UTF-8", "encode it as UTF-8") from None
    except ValueError as error:
        raise _bad(where, str(error)) from None


def _media_type(headers: Headers) -> str:
    media_type, _, parameters = headers.get("content-type", "").partition(";")
    for parameter in parameters.lower().split(";"):
        name, _, value = parameter.strip().partition("=")
        if name == "charset" and value.strip('"') not in ("utf-8", "utf8"):
            raise Refused(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "Content-Type", f"charset {value}", "use UTF-8")
    return media_type.strip().lower()


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _bad("body", f"it is not UTF-8: {error.reason} at byte {error.start}", "encode it as UTF-8") from None


def _bad(subject: str, trouble: str, remedy: str = "") -> Refused:
    return Refused(HTTPStatus.BAD_REQUEST, subject, trouble, remedy)
