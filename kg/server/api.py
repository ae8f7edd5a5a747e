"""The web API: named questions and search, in JSON and CSV, a page at a time."""

from hashlib import sha256
from http import HTTPStatus
from typing import Final
from urllib.parse import parse_qsl, urlencode

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

import kg
from kg.ids import shorten
from kg.queries import QUESTIONS, Question
from kg.server.links import page_of, root
from kg.server.negotiation import Form, choose
from kg.server.openapi import MOST_ROWS, PAGE_ROWS, document
from kg.server.refusals import Refused
from kg.server.searching import Search
from kg.server.service import Service

_FORMS: Final = (Form("json", "application/json"), Form("csv", "text/csv", charset=True))
_MOST_HITS: Final = 50


def routes(service: Service) -> list[Route]:
    """The questions, their catalogue, search, and the OpenAPI document."""
    search = Search(service)

    async def catalogue(request: Request) -> Response:
        return JSONResponse({"questions": [_described(request, question) for question in QUESTIONS.values()]})

    async def answer(request: Request) -> Response:
        name = request.path_params["name"]
        if name not in QUESTIONS:
            raise Refused(
                HTTPStatus.NOT_FOUND, f"question {name!r}", "there is none of that name", "see /api/questions"
            )
        given = parameters(request)
        form = _form(request, given.pop("format", None))
        limit = _number("limit", given.pop("limit", ""), 1, MOST_ROWS, PAGE_ROWS)
        offset = _number("offset", given.pop("offset", ""), 0, 10**9, 0)
        tag = _tag(service.snapshot, form.name, request.url.query)
        headers = {"Vary": "Accept", "Cache-Control": "no-cache", "ETag": tag}
        if tag in request.headers.get("if-none-match", ""):
            return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
        page = await service.ask(name, given, offset, limit)
        shown = page.rows
        following = None
        if offset + limit < page.total:
            query = urlencode([*given.items(), ("limit", limit), ("offset", offset + limit), ("format", form.name)])
            following = f"{root(request)}/api/questions/{name}?{query}"
            headers["Link"] = f'<{following}>; rel="next"'
        if form.name == "csv":
            return Response(shown.serialize("csv"), headers=headers | {"Content-Type": form.content_type})
        content = {
            "question": name,
            "title": QUESTIONS[name].title,
            "columns": list(shown.columns),
            "total": page.total,
            "limit": limit,
            "offset": offset,
            "next": following,
            "rows": [{column: _cell(value) for column, value in row.items()} for row in shown.to_dicts()],
        }
        return JSONResponse(content, headers=headers)

    async def find(request: Request) -> Response:
        given = parameters(request)
        query = given.pop("q", "")
        limit = _number("limit", given.pop("limit", ""), 1, _MOST_HITS, 10)
        if given:
            raise _bad(f"parameter {next(iter(given))!r}", "is not known", "give q, and limit where you like")
        hits = await search.find(query, limit)
        content = [
            {
                "id": hit.iri,
                "short": shorten(hit.iri),
                "type": hit.type,
                "name": hit.label,
                "matched": hit.matched,
                "articles": hit.articles,
                "page": page_of(request, hit.iri),
            }
            for hit in hits
        ]
        return JSONResponse({"query": query, "results": content}, headers={"Cache-Control": "no-cache"})

    async def openapi(request: Request) -> Response:
        return JSONResponse(document(root(request), kg.__version__))

    return [
        Route("/api/questions", catalogue, name="questions-api"),
        Route("/api/questions/{name}", answer, name="question-api"),
        Route("/api/search", find, name="search-api"),
        Route("/api/openapi.json", openapi, name="openapi"),
    ]


def parameters(request: Request) -> dict[str, str]:
    """What the query string gives, each parameter once; an empty value is none. Raises `Refused`."""
    try:
        pairs = parse_qsl(request.url.query, keep_blank_values=True, errors="strict", max_num_fields=100)
    except (UnicodeDecodeError, ValueError) as error:
        raise _bad("the query string", str(error), "encode it as UTF-8") from None
    given: dict[str, str] = {}
    for name, value in pairs:
        if name in given:
            raise _bad(f"parameter {name!r}", "is given twice", "give it once")
        given[name] = value
    return {name: value for name, value in given.items() if value != ""}


def _described(request: Request, question: Question) -> dict[str, object]:
    address = f"{root(request)}/api/questions/{question.name}"
    return {
        "name": question.name,
        "title": question.title,
        "answers": question.answers,
        "parameters": [
            {
                "name": param.name,
                "type": param.type,
                "required": param.required,
                "default": param.default,
                "description": param.description,
            }
            for param in question.params
        ],
        "columns": list(question.columns),
        "address": address,
        "example": address + ("?" + urlencode(dict(question.example)) if question.example else ""),
    }


def _form(request: Request, named: str | None) -> Form:
    if named is None:
        form = choose(request.headers.get("accept"), _FORMS)
        if form is None:
            offered = ", ".join(form.media_type for form in _FORMS)
            raise Refused(HTTPStatus.NOT_ACCEPTABLE, "Accept", "leaves nothing", f"offered: {offered}")
        return form
    for form in _FORMS:
        if form.name == named:
            return form
    raise _bad("parameter 'format'", f"{named!r} is not known", "json or csv")


def _number(name: str, text: str, least: int, most: int, default: int) -> int:
    if not text:
        return default
    if not (text.isascii() and text.isdigit() and len(text) < 10 and least <= int(text) <= most):
        raise _bad(f"parameter {name!r}", f"{text!r} is not a number from {least} to {most}", "give one that is")
    return int(text)


def _cell(value: object) -> object:
    return value if value is None or isinstance(value, bool | int | float) else str(value)


def _tag(snapshot: str, *parts: str) -> str:
    return f'"{snapshot}-{sha256(repr(parts).encode()).hexdigest()[:12]}"'


def _bad(subject: str, trouble: str, remedy: str) -> Refused:
    return Refused(HTTPStatus.BAD_REQUEST, subject, trouble, remedy)
