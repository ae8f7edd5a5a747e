"""Pages for people: what the graph holds, entities, articles and questions."""

import asyncio
from collections.abc import Sequence
from hashlib import sha256
from http import HTTPStatus
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

import kg
from kg.ids import ID, PREFIXES
from kg.queries import QUESTIONS
from kg.queries.lookups import lookup
from kg.queries.prepared import Page
from kg.server.api import parameters
from kg.server.links import root
from kg.server.openapi import document
from kg.server.refusals import Refused
from kg.server.service import Service
from kg.server.tables import table_of
from kg.server.templating import render
from kg.store import IRI, Rows
from kg.views.annotated import Meant, pieces_of, sentences_of
from kg.views.network import build_network, nodes_of
from kg.views.profile import profile_of

#: Kinds of which the partners are worth a table of their own.
_ACTORS: Final = frozenset({"Agency", "Organization", "Country"})
_SHOWN_PARTNERS: Final = 50
_COUNTS: Final = """
SELECT ?kind (COUNT(?thing) AS ?number) WHERE {
  ?thing a ?class . FILTER(STRSTARTS(STR(?class), STR(sc:)))
  BIND(STRAFTER(STR(?class), "#") AS ?kind)
} GROUP BY ?kind
"""
_SHOWN_KINDS: Final = (
    ("Article", "articles"),
    ("Claim", "facts"),
    ("Agency", "agencies"),
    ("Organization", "organisations"),
    ("Country", "countries"),
    ("Agreement", "agreements"),
    ("Project", "projects"),
    ("Person", "people"),
    ("Event", "events"),
)


def routes(service: Service) -> list[Route | Mount]:
    """The pages and what they are made of."""

    async def about(request: Request) -> Response:
        try:
            counts = {str(kind): number for kind, number in await service.select(_COUNTS)}
        except Refused as refused:
            if refused.status not in (HTTPStatus.GATEWAY_TIMEOUT, HTTPStatus.REQUEST_ENTITY_TOO_LARGE):
                raise
            counts = {}  # too many to count within a query's limits: the page does without
        shown = [(counts[kind], name) for kind, name in _SHOWN_KINDS if kind in counts]
        return render(request, "about.html", counts=shown, examples=list(QUESTIONS.values())[:6])

    async def page(request: Request) -> Response:
        iri = IRI(f"{ID}{request.path_params['kind']}/{request.path_params['local']}")
        tag = f'"{service.snapshot}-{sha256(str(request.url).encode()).hexdigest()[:12]}"'
        headers = {"ETag": tag, "Cache-Control": "no-cache"}
        if tag in request.headers.get("if-none-match", ""):
            return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
        if iri.startswith(PREFIXES["article"]):
            return await _article(service, request, iri, headers)
        return await _entity(service, request, iri, headers)

    async def questions(request: Request) -> Response:
        return render(request, "questions.html", questions=QUESTIONS.values())

    async def question(request: Request) -> Response:
        name = request.path_params["name"]
        if name not in QUESTIONS:
            return _missing(request, name)
        asked = QUESTIONS[name]
        given = parameters(request)
        answer: Page | None = None
        trouble = ""
        if given or not any(param.required for param in asked.params):
            try:
                answer = await service.ask(name, given, 0, _SHOWN_ROWS)
            except Refused as refused:
                if refused.status != HTTPStatus.BAD_REQUEST:
                    raise
                trouble = str(refused)
        status = HTTPStatus.BAD_REQUEST if trouble else HTTPStatus.OK
        return render(
            request,
            "question.html",
            status,
            question=asked,
            given=given or dict(asked.example),
            total=answer.total if answer is not None else None,
            table=table_of(answer.rows, _SHOWN_ROWS) if answer is not None else None,
            trouble=trouble,
        )

    async def api(request: Request) -> Response:
        return render(request, "api.html", document=document(root(request), kg.__version__))

    return [
        Route("/about", about, name="about"),
        Route("/page/{kind}/{local}", page, name="page"),
        Route("/questions", questions, name="questions"),
        Route("/questions/{name}", question, name="question"),
        Route("/api", api, name="api"),
        Mount("/static", StaticFiles(packages=[("kg.server", "static")]), name="static"),
    ]


_SHOWN_ROWS: Final = 500


async def _entity(service: Service, request: Request, iri: IRI, headers: dict[str, str]) -> Response:
    facts, neighbours, names, sources, posts = await asyncio.gather(
        *(
            service.select(lookup(name), {"about": iri})
            for name in ("entity-facts", "entity-neighbours", "entity-names", "entity-sources", "entity-positions")
        )
    )
    if not (len(facts) or len(neighbours) or len(names)):
        return _missing(request, iri.short)
    entities, other_names = _rest(neighbours), _rest(names)
    network = build_network(entities, other_names, _rest(facts), _rest(sources))
    (node,) = nodes_of((iri,), entities, other_names)
    profile = profile_of(node, network, _rest(posts))
    partners = Page(Rows(()), 0)
    if profile.node.type in _ACTORS and len(facts):
        partners = await service.ask("first-and-last", {"a": iri}, 0, _SHOWN_PARTNERS)
    return render(
        request,
        "entity.html",
        headers=headers,
        iri=iri,
        profile=profile,
        partners=partners.rows.to_dicts(),
        more_partners=partners.total - len(partners.rows),
        all_shown=len(facts) < _MOST_FACTS,
    )


_MOST_FACTS: Final = 2000  #: as in entity-facts.sparql


async def _article(service: Service, request: Request, iri: IRI, headers: dict[str, str]) -> Response:
    head, mentions, claims = await asyncio.gather(
        *(
            service.select(lookup(name), {"about": iri})
            for name in ("article-head", "article-mentions", "article-claims")
        )
    )
    if not len(head):
        return _missing(request, iri.short)
    article = head.to_dicts()[0]
    stated = claims.to_dicts()
    body = article["body"]
    pieces = None
    if isinstance(body, str) and body:
        meant = [Meant(str(e), str(t), str(n), int(str(s)), int(str(z))) for _, e, t, n, s, z in mentions]
        pieces = pieces_of(body, meant, ((int(str(row["start"])), int(str(row["end"]))) for row in stated))
    return render(
        request,
        "article.html",
        headers=headers,
        iri=iri,
        article=article,
        pieces=pieces,
        sentences=sentences_of(stated),
    )


def _rest(rows: Rows) -> list[Sequence[object]]:
    """Rows without their first column, which repeats what they were asked about."""
    return [row[1:] for row in rows]


def _missing(request: Request, name: str) -> Response:
    return render(request, "missing.html", HTTPStatus.NOT_FOUND, name=name)
