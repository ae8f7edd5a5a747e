"""Addresses of our own pages: where a thing, an article or a question is shown, behind any proxy."""

from urllib.parse import quote, urlsplit

from starlette.requests import Request

from kg.ids import ID


def page_of(request: Request, iri: str) -> str | None:
    """The path of the page about a thing with one of our IRIs; None for another thing."""
    if not iri.startswith(ID):
        return None
    kind, _, local = iri.removeprefix(ID).partition("/")
    if not local or "/" in local:
        return None
    return f"{root(request)}/page/{quote(kind, safe='')}/{quote(local, safe='')}"


def root(request: Request) -> str:
    """What every path of ours starts with: empty, or the path at which a proxy shows us."""
    return str(request.scope.get("root_path", "")).rstrip("/")


def outside(address: str) -> str | None:
    """An address that may stand in a link: one of the web. An article may claim any text as its address."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return address if parts.scheme in ("http", "https") and parts.netloc else None
