"""The OpenAPI document of the web API, made from the headers of the questions."""

from collections.abc import Mapping
from typing import Any, Final

from kg.model import ENTITY_TYPES
from kg.queries import QUESTIONS, Parameter, Question
from kg.views.viewlist import VIEWS, View

#: How many rows one page of an answer holds, unless asked otherwise, and at most.
PAGE_ROWS: Final = 1000
MOST_ROWS: Final = 10_000
#: Names that no parameter of a question may have, because the API itself takes them.
RESERVED: Final = frozenset({"limit", "offset", "format"})

_SCHEMAS: Final[Mapping[str, dict[str, Any]]] = {
    "entity": {"type": "string", "description": "A prefixed name (agency:cnes), an IRI, or a name in any case."},
    "country": {"type": "string", "description": "A prefixed name (country:france), an IRI, or a name in any case."},
    "year": {"type": "string", "pattern": "^[0-9]{4}$"},
    "date": {"type": "string", "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"},
    "text": {"type": "string"},
    "integer": {"type": "integer"},
}
_NOT_EVERYWHERE: Final = frozenset({"401", "403", "404"})
_ERRORS: Final = {
    "400": "A parameter is unknown, missing, badly written, or means nothing or several things in the graph.",
    "401": "The token is missing or wrong.",
    "403": "Nobody may review here.",
    "404": "Nothing in the graph has that name.",
    "406": "The answer is not to be had in a form that Accept allows.",
    "413": "The answer is too large: ask for less.",
    "429": "Too many requests of this client wait.",
    "503": "The service is busy or has nothing to read.",
    "504": "The answer took longer than a query may.",
}


def document(root: str, version: str) -> dict[str, Any]:
    """The document. ``root`` is the path at which the API is shown."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Space Cooperation Knowledge Graph",
            "version": version,
            "description": "Named questions and search over a graph of who cooperates with whom in space. "
            "For everything else there is SPARQL at /sparql.",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": root or "/"}],
        "tags": [
            {"name": "questions", "description": "Named questions: the same as kg query --name"},
            {"name": "search", "description": "Search as you type"},
            {"name": "reviews", "description": "What reviewers decide, with a token"},
            {"name": "explorer", "description": "What the explorer shows; docs/explorer.md tells the shapes"},
        ],
        "paths": {
            "/api/questions": {"get": _catalogue()},
            **{f"/api/questions/{name}": {"get": _operation(question)} for name, question in QUESTIONS.items()},
            "/api/search": {"get": _search()},
            **{f"/api/{view.path}": {"get": _view(name, view)} for name, view in VIEWS.items()},
            "/api/reviews": {"get": _view("reviews", VIEWS["reviews"]), "post": _decide()},
            "/api/reviews/{id}": {"delete": _undo()},
            "/api/reviews/token": {"get": _token()},
        },
        "components": {
            "schemas": {"Problem": _PROBLEM, "Answer": _ANSWER},
            "responses": {code: _refusal(text) for code, text in _ERRORS.items()},
            "securitySchemes": {"reviewer": {"type": "http", "scheme": "bearer"}},
        },
    }


def _operation(question: Question) -> dict[str, Any]:
    return {
        "operationId": question.name,
        "summary": question.title,
        "description": question.answers,
        "tags": ["questions"],
        "parameters": [*(_parameter(param, question.example) for param in question.params), *_PAGING],
        "responses": {
            "200": {
                "description": "Rows with the columns " + ", ".join(question.columns),
                "headers": {"Link": {"description": 'rel="next": the next page', "schema": {"type": "string"}}},
                "content": {
                    "application/json": {"schema": {"$ref": "#/components/schemas/Answer"}},
                    "text/csv": {"schema": {"type": "string"}},
                },
            },
            **_refusals(),
        },
    }


def _parameter(param: Parameter, example: Mapping[str, str]) -> dict[str, Any]:
    schema = dict(_SCHEMAS[param.type])
    if param.default is not None:
        schema["default"] = int(param.default) if param.type == "integer" else param.default
    found: dict[str, Any] = {
        "name": param.name,
        "in": "query",
        "required": param.required,
        "description": param.description,
        "schema": schema,
    }
    if param.name in example:
        value = example[param.name]
        found["example"] = int(value) if param.type == "integer" else value
    return found


def _catalogue() -> dict[str, Any]:
    return {
        "operationId": "list-questions",
        "summary": "The named questions with their parameters",
        "tags": ["questions"],
        "responses": {"200": {"description": "All questions", "content": {"application/json": {"schema": {}}}}},
    }


def _search() -> dict[str, Any]:
    return {
        "operationId": "search",
        "summary": "Entities by the beginning of words of their names",
        "description": "Accents and case do not count. The most mentioned come first.",
        "tags": ["search"],
        "parameters": [
            {"name": "q", "in": "query", "required": True, "schema": {"type": "string"}, "example": "cnes"},
            {"name": "limit", "in": "query", "schema": {"type": "integer", "minimum": 1, "maximum": 50, "default": 10}},
        ],
        "responses": {
            "200": {"description": "Entities", "content": {"application/json": {"schema": {"type": "object"}}}},
            **_refusals(),
        },
    }


def _view(name: str, view: View) -> dict[str, Any]:
    path = [
        {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}, "example": "agency:cnes"}
        for _ in range("{id}" in view.path)
    ]
    query = [
        {
            "name": parameter.name,
            "in": "query",
            "required": parameter.required,
            "description": parameter.description,
            "schema": dict(parameter.schema),
        }
        for parameter in view.parameters
    ]
    missing = {"404": {"$ref": "#/components/responses/404"}} if view.own or path else {}
    return {
        "operationId": f"explore-{name}",
        "summary": view.summary,
        "tags": ["explorer"],
        "parameters": [*path, *query],
        "responses": {
            "200": {"description": view.summary, "content": {"application/json": {"schema": {"type": "object"}}}},
            **missing,
            **{code: refusal for code, refusal in _refusals().items() if code != "406"},
        },
    }


def _decide() -> dict[str, Any]:
    text = {"type": "string"}
    kinds: list[dict[str, Any]] = [
        {"fact": text, "claim": text, "verdict": {"enum": ["accept", "reject"]}},
        {"entity": text, "type": {"enum": list(ENTITY_TYPES)}},
        {"a": text, "b": text, "same": {"type": "boolean"}},
    ]
    names = ("fact", "type", "identity")
    forms = [
        {
            "type": "object",
            "required": ["kind", *(field for field in fields if field != "claim")],
            "properties": {"kind": {"const": name}, **fields, "remark": text, "by": text},
        }
        for name, fields in zip(names, kinds, strict=True)
    ]
    return {
        "operationId": "decide",
        "summary": "Accept or reject a fact, correct a type, say that two things are the same or not",
        "tags": ["reviews"],
        "security": [{"reviewer": []}],
        "requestBody": {"required": True, "content": {"application/json": {"schema": {"oneOf": forms}}}},
        "responses": {"201": _decided("The decision, and the snapshot that heeds it"), **_reviewing()},
    }


def _undo() -> dict[str, Any]:
    return {
        "operationId": "undo",
        "summary": "Take a decision back, as if it had never been taken",
        "tags": ["reviews"],
        "security": [{"reviewer": []}],
        "parameters": [{"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}],
        "responses": {"200": _decided("What was taken back, and the snapshot that heeds it"), **_reviewing()},
    }


def _token() -> dict[str, Any]:
    return {
        "operationId": "check-token",
        "summary": "Whether a token is one of a reviewer",
        "tags": ["reviews"],
        "security": [{"reviewer": []}],
        "responses": {"204": {"description": "It is"}, **_reviewing()},
    }


def _decided(text: str) -> dict[str, Any]:
    return {"description": text, "content": {"application/json": {"schema": {"type": "object"}}}}


def _reviewing() -> dict[str, Any]:
    return {code: {"$ref": f"#/components/responses/{code}"} for code in ("400", "401", "403", "404", "503")}


def _refusals() -> dict[str, Any]:
    return {code: {"$ref": f"#/components/responses/{code}"} for code in _ERRORS if code not in _NOT_EVERYWHERE}


def _refusal(text: str) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": text, "content": {"application/problem+json": {"schema": schema}}}


_PAGING: Final[list[dict[str, Any]]] = [
    {
        "name": "limit",
        "in": "query",
        "description": "Rows of one page",
        "schema": {"type": "integer", "minimum": 1, "maximum": MOST_ROWS, "default": PAGE_ROWS},
    },
    {
        "name": "offset",
        "in": "query",
        "description": "Rows to skip",
        "schema": {"type": "integer", "minimum": 0, "default": 0},
    },
    {
        "name": "format",
        "in": "query",
        "description": "Instead of the header Accept",
        "schema": {"type": "string", "enum": ["json", "csv"]},
    },
]
_PROBLEM: Final = {
    "type": "object",
    "required": ["title", "status", "detail"],
    "properties": {"title": {"type": "string"}, "status": {"type": "integer"}, "detail": {"type": "string"}},
}
_CELL: Final = {"type": ["string", "number", "integer", "boolean", "null"]}
_ANSWER: Final = {
    "type": "object",
    "required": ["question", "columns", "total", "limit", "offset", "next", "rows"],
    "properties": {
        "question": {"type": "string"},
        "title": {"type": "string"},
        "columns": {"type": "array", "items": {"type": "string"}},
        "total": {"type": "integer", "description": "Rows of the whole answer"},
        "limit": {"type": "integer"},
        "offset": {"type": "integer"},
        "next": {"type": ["string", "null"], "description": "The address of the next page"},
        "rows": {"type": "array", "items": {"type": "object", "additionalProperties": _CELL}},
    },
}
