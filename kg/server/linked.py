"""Linked data: the name of a thing leads to a page about it or to what the graph says of it, as the client likes.

``/id/agency/cnes`` names the agency, which cannot be sent: the answer is 303 See Other.
"""

from http import HTTPStatus
from typing import Final
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from kg.ids import ID, PREFIXES
from kg.queries.lookups import lookup
from kg.server.jobs import Ask
from kg.server.links import root
from kg.server.negotiation import GRAPHS, Form, choose
from kg.server.refusals import Refused
from kg.server.service import Service
from kg.store import IRI
from kg.store.answering import Caps, Dataset, Wanted
from kg.store.linked import triples_of

_PAGE: Final = Form("html", "text/html", ("application/xhtml+xml",))
_ENDINGS: Final = {"turtle": "ttl", "nt": "nt", "jsonld": "jsonld", "rdf": "rdf"}
_FORM_OF: Final = {ending: form for form in GRAPHS for name, ending in _ENDINGS.items() if form.name == name}
_STATEMENTS: Final = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"


def routes(service: Service) -> list[Route]:
    """Names of things, and the data about them."""

    async def thing(request: Request) -> Response:
        kind, local = quote(request.path_params["kind"], safe=""), quote(request.path_params["local"], safe="")
        form = choose(request.headers.get("accept"), (_PAGE, *GRAPHS))
        if form is None:
            offered = ", ".join(form.media_type for form in (_PAGE, *GRAPHS))
            raise Refused(HTTPStatus.NOT_ACCEPTABLE, "Accept", "leaves nothing", f"offered: {offered}")
        if form is _PAGE:
            address = f"{root(request)}/page/{kind}/{local}"
        else:
            address = f"{root(request)}/data/{kind}/{local}.{_ENDINGS[form.name]}"
        return RedirectResponse(address, HTTPStatus.SEE_OTHER, {"Vary": "Accept"})

    async def data(request: Request) -> Response:
        local, _, ending = request.path_params["local"].rpartition(".")
        form = _FORM_OF.get(ending)
        if form is None or not local:
            raise Refused(
                HTTPStatus.NOT_FOUND, request.url.path, "there are no such data", "end with .ttl, .nt, .jsonld or .rdf"
            )
        iri = IRI(f"{ID}{request.path_params['kind']}/{local}")
        tag = f'"{service.snapshot}"'
        headers = {"ETag": tag, "Cache-Control": "no-cache", "Content-Type": form.content_type}
        if tag in request.headers.get("if-none-match", ""):
            return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
        text = await _statements(service, iri, form)
        if text is None:
            raise Refused(HTTPStatus.NOT_FOUND, iri.short, "the graph says nothing of it")
        return Response(text, headers=headers)

    return [
        Route("/id/{kind}/{local}", thing, name="thing"),
        Route("/data/{kind}/{local}", data, name="data"),
    ]


async def _statements(service: Service, iri: IRI, form: Form) -> bytes | None:
    """What the graph says of a thing: all of an article's own graph, else what begins or ends with the thing."""
    if iri.startswith(PREFIXES["article"]):
        if not len(await service.select(lookup("article-head"), {"about": iri})):
            return None
        limits = service.settings.limits
        dataset = Dataset(default=(str(iri),), named=())
        wanted = Wanted(Caps(limits.rows, limits.bytes), triples_as=form.name, dataset=dataset)
        return (await service.answer(Ask(_STATEMENTS, wanted))).body
    triples = triples_of(await service.select(lookup("entity-triples"), {"about": iri}))
    return triples.serialize(form.name) if len(triples) else None
