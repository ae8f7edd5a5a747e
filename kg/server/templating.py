"""Templates: everything that an article, a label or an address says is text, never markup."""

import datetime as dt
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from kg.ids import shorten
from kg.server.links import outside, page_of, root
from kg.views.plain import PHRASES

_TEMPLATES: Final = Environment(
    loader=PackageLoader("kg.server", "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def render(
    request: Request, template: str, status: int = 200, headers: dict[str, str] | None = None, **values: object
) -> HTMLResponse:
    """A page from a template, with the functions that all templates use."""
    text = _TEMPLATES.get_template(template).render(
        root=root(request),
        page_of=lambda iri: page_of(request, iri),
        outside=outside,
        shorten=shorten,
        phrase=lambda predicate: PHRASES.get(predicate, predicate),
        day=lambda value: value.isoformat() if isinstance(value, dt.date) else (value or ""),
        **values,
    )
    return HTMLResponse(text, status, headers)
