"""Reviewing over the web: decisions are taken with a token, in the store itself, and the graph follows at once.

This is the one part of the service that writes. It opens the store for each decision and lets go of it again, so that
ingestion may go on between two of them; while something else writes, it asks to be asked again.
"""

import asyncio
import hmac
import json
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from kg.errors import StoreError
from kg.ids import ONTOLOGY, PREFIXES, expand, shorten
from kg.model import ENTITY_TYPES, Predicate
from kg.server.refusals import Refused
from kg.server.service import Service
from kg.store import IRI, EmbeddedStore, Rows

if TYPE_CHECKING:
    from kg.resolution.dataset import Keeper
    from kg.resolution.reviewing import ReviewBook

_MOST: Final = 2000  #: characters of a remark
_APPEARANCES: Final = (
    "SELECT ?entity ?article ?name WHERE { GRAPH ?article { ?entity sc:mentionedIn ?article ; rdfs:label ?name } }"
)
_MEMBERS: Final = """
SELECT ?canonical ?entity ?article WHERE {
  ?appearance sc:canonical ?canonical ; sc:appearanceOf ?entity ; sc:statedIn ?article
}
"""
_TYPES: Final = "SELECT ?entity ?class WHERE { ?entity a ?class ; sc:mentionedIn ?article }"
_T = TypeVar("_T")


def routes(service: Service) -> list[Route]:
    """Taking decisions and taking them back; `kg.views.judgements` lists them."""
    writing = asyncio.Lock()

    async def decide(request: Request) -> Response:
        await _check(service, request)
        body = _body(await request.body())
        kind = body.get("kind")
        if kind == "fact":
            fact = await _fact(service, _text(body, "fact"))
            outcome = await _write(lambda store: _decide_fact(store, body, fact))
        elif kind == "type":
            outcome = await _write(lambda store: _decide_type(store, body))
        elif kind == "identity":
            outcome = await _write(lambda store: _decide_identity(store, body))
        else:
            raise _bad("'kind'", f"{kind!r} is not known", "one of fact, type, identity")
        return JSONResponse(await _told(service, outcome), HTTPStatus.CREATED, {"Cache-Control": "no-store"})

    async def undo(request: Request) -> Response:
        await _check(service, request)
        id = request.path_params["id"]
        reply = await service.exploration.answer("reviews", {"limit": "500"}, False)
        known = [item for item in json.loads(reply.body)["items"] if item["id"] == id]
        await _write(lambda store: _undo(store, id))
        content = {"undone": known[0] if known else {"id": id}, "snapshot": service.snapshot}
        return JSONResponse(content, headers={"Cache-Control": "no-store"})

    async def token(request: Request) -> Response:
        await _check(service, request)
        return Response(status_code=HTTPStatus.NO_CONTENT, headers={"Cache-Control": "no-store"})

    async def _write(change: Callable[[Path], _T]) -> _T:
        async with writing:
            try:
                return await asyncio.to_thread(change, service.settings.store)
            except StoreError as error:
                if "writing to it" not in error.trouble:
                    raise
                raise Refused(
                    HTTPStatus.SERVICE_UNAVAILABLE, "store", "something else is writing to it", "try again later", 5
                ) from None

    return [
        Route("/api/reviews", decide, methods=["POST"], name="reviews-decide"),
        Route("/api/reviews/token", token, name="reviews-token"),
        Route("/api/reviews/{id}", undo, methods=["DELETE"], name="reviews-undo"),
    ]


async def _check(service: Service, request: Request) -> None:
    """Raises `Refused` unless the request carries the token of a reviewer."""
    file = service.settings.review_tokens
    if file is None:
        raise Refused(HTTPStatus.FORBIDDEN, "reviewing", "is switched off", "kg serve --review-token-file FILE")
    try:
        tokens = [line.strip() for line in (await asyncio.to_thread(file.read_text, "utf-8")).splitlines()]
    except (OSError, UnicodeDecodeError):
        tokens = []  # without a readable file nobody has a token
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    right = [token for token in tokens if token and hmac.compare_digest(token.encode(), given.strip().encode())]
    if scheme.lower() != "bearer" or not right:
        raise Refused(HTTPStatus.UNAUTHORIZED, "token", "there is none, or it is wrong", "send Authorization: Bearer …")


def _body(raw: bytes) -> dict[str, Any]:
    try:
        body = json.loads(raw)
    except (ValueError, RecursionError):
        raise _bad("body", "is no JSON", 'send an object, as {"kind": "fact", …}') from None
    if not isinstance(body, dict):
        raise _bad("body", "is no JSON object", 'send one, as {"kind": "fact", …}')
    known = {"kind", "fact", "claim", "verdict", "entity", "type", "a", "b", "same", "remark", "by"}
    for name in body:
        if name not in known:
            raise _bad(repr(name), "is not known", "known: " + ", ".join(sorted(known)))
    return body


def _text(body: dict[str, Any], name: str, default: str | None = None) -> str:
    value = body.get(name, default)
    if not isinstance(value, str) or (default is None and not value.strip()):
        raise _bad(repr(name), "is missing or no text")
    if len(value) > _MOST or any("\ud800" <= character <= "\udfff" or character == "\0" for character in value):
        raise _bad(repr(name), f"is longer than {_MOST} characters, or no text")
    return value.strip()


def _by(body: dict[str, Any]) -> str:
    return _text(body, "by", "reviewer")[:100] or "reviewer"


async def _fact(service: Service, id: str) -> dict[str, Any]:
    reply = await service.exploration.answer("facts", {"fact": id}, False)
    found: dict[str, Any] = json.loads(reply.body)["groups"][0]["facts"][0]
    return found


def _decide_fact(store: Path, body: dict[str, Any], fact: dict[str, Any]) -> str:
    from kg.rdf.reviews import FactDecision
    from kg.resolution.dataset import kept
    from kg.resolution.reviewing import ReviewBook, now

    verdict = _text(body, "verdict")
    if verdict not in ("accept", "reject"):
        raise _bad("'verdict'", f"{verdict!r} is not known", "accept or reject")
    claim = body.get("claim")
    article = ""
    if claim is not None:
        stated = [s["article"] for s in fact["statements"] if s["claim"] == str(claim).removeprefix("claim:")]
        if not stated:
            raise Refused(HTTPStatus.NOT_FOUND, f"claim {claim!r}", "does not state that fact", "see /api/facts?fact=")
        article = expand(stated[0])
    object = fact["object"]
    decision = FactDecision(
        expand(fact["subject"]["id"]),
        cast(Predicate, fact["relation"]),
        expand(object["id"]) if "id" in object else object.get("value", object.get("text")),
        "id" in object,
        fact["modality"],
        verdict == "accept",
        _by(body),
        now(),
        _text(body, "remark", ""),
        article,
    )
    with EmbeddedStore.open(store, create=False) as writer, kept(writer, store, new=False) as keeper:
        book = ReviewBook(writer)
        book.decide(decision)
        _follow(keeper, book)
    return decision.id


def _decide_type(store: Path, body: dict[str, Any]) -> str:
    from kg.rdf.reviews import TypeDecision
    from kg.resolution.dataset import kept
    from kg.resolution.reviewing import ReviewBook, now

    entity, type = expand(_text(body, "entity")), _text(body, "type")
    if type not in ENTITY_TYPES:
        raise _bad("'type'", f"{type!r} is not known", "one of " + ", ".join(ENTITY_TYPES))
    with EmbeddedStore.open(store, create=False) as writer, kept(writer, store, new=False) as keeper:
        book = ReviewBook(writer)
        found = _rows(writer, _TYPES, entity=_iri(entity))
        if not found:
            found = [
                row for member, _ in _members(writer, entity) for row in _rows(writer, _TYPES, entity=_iri(member))
            ]
        if not found:
            raise Refused(HTTPStatus.NOT_FOUND, repr(shorten(entity)), "no article speaks of it", "see /api/search")
        before = [d for d in book.decisions() if isinstance(d, TypeDecision) and d.entity == entity]
        types = sorted({kind.removeprefix(ONTOLOGY) for _, kind in found if kind.startswith(ONTOLOGY)})
        was = before[0].was if before else types[0] if types else ""
        decision = TypeDecision(entity, type, was, _by(body), now(), _text(body, "remark", ""))
        book.decide(decision)
        _follow(keeper, book)
    return decision.id


def _decide_identity(store: Path, body: dict[str, Any]) -> str:
    from kg.resolution.dataset import Keeper
    from kg.resolution.reviewing import now

    same = body.get("same")
    if not isinstance(same, bool):
        raise _bad("'same'", "is missing", "true or false")
    with EmbeddedStore.open(store, create=False) as writer, Keeper.open(writer, store) as keeper:
        first, second = (_appearance(writer, _text(body, name)) for name in ("a", "b"))
        if first == second:
            raise _bad("'a' and 'b'", "they are one appearance", "give two, as person:x and person:y")
        keeper.update(())
        remark = _text(body, "remark", "")
        decision = keeper.book.decide(first, second, same=same, by=_by(body), remark=remark, now=now())
        keeper.publish()
    return decision.iri.rpartition("/")[2]


def _undo(store: Path, id: str) -> None:
    from kg.resolution.dataset import Keeper, kept
    from kg.resolution.reviewing import ReviewBook

    with EmbeddedStore.open(store, create=False) as writer:
        book = ReviewBook(writer)
        if any(decision.id == id for decision in book.decisions()):
            with kept(writer, store, new=False) as keeper:
                book.undo(id)
                _follow(keeper, book)
            return
        with Keeper.open(writer, store) as keeper:
            found = [d for d in keeper.book.reviews() if d.iri == PREFIXES["decision"] + id]
            if not found:
                raise Refused(
                    HTTPStatus.NOT_FOUND, f"decision {id!r}", "there is none of that name", "see /api/reviews"
                )
            keeper.update(())
            keeper.book.undo(found[0])
            keeper.publish()


def _follow(keeper: "Keeper | None", reviews: "ReviewBook") -> None:
    """Have the canonical dataset, where there is one, show what reviewers said."""
    if keeper is not None:
        keeper.book.changed |= reviews.touched
        keeper.publish()


def _appearance(store: EmbeddedStore, name: str) -> Any:
    """An appearance of what ``name`` says: ``person:x``, or ``person:x@article:3f…`` for that in one article."""
    from kg.rdf.identity import AppearanceRef

    entity, _, article = name.partition("@")
    iri = expand(entity)
    found = _rows(store, _APPEARANCES, entity=_iri(iri))
    if not found:
        members = _members(store, iri)
        found = [row for member, _ in members for row in _rows(store, _APPEARANCES, entity=_iri(member))]
    chosen = [row for row in found if not article or row[1] == expand(article)]
    if not chosen:
        raise Refused(HTTPStatus.NOT_FOUND, repr(name), "no article speaks of it", "see /api/search")
    iri, place, label = min(chosen, key=lambda row: (row[1], row[0]))
    return AppearanceRef(place, iri, label)


def _members(store: EmbeddedStore, canonical: str) -> list[tuple[str, str]]:
    return [(entity, article) for _, entity, article in _rows(store, _MEMBERS, canonical=_iri(canonical))]


def _rows(store: EmbeddedStore, sparql: str, **bindings: IRI) -> list[tuple[str, ...]]:
    rows = store.query(sparql, bindings)
    assert isinstance(rows, Rows)
    return [tuple(map(str, row)) for row in rows]


def _iri(text: str) -> IRI:
    """An IRI that a query can hold. Raises `Refused` for a text that is none."""
    if "://" not in text or any(c <= " " or c in '<>"{}|^`\\' for c in text):
        raise Refused(HTTPStatus.NOT_FOUND, repr(text), "is no name of anything", "give one as agency:cnes")
    return IRI(text)


async def _told(service: Service, id: str) -> dict[str, object]:
    reply = await service.exploration.answer("reviews", {"limit": "500"}, False)
    answer = json.loads(reply.body)
    found = [item for item in answer["items"] if item["id"] == id]
    return {"decision": found[0] if found else {"id": id}, "snapshot": answer["snapshot"]}


def _bad(subject: str, trouble: str, remedy: str = "") -> Refused:
    return Refused(HTTPStatus.BAD_REQUEST, subject, trouble, remedy)
