"""The explorer: the page on which the service opens. Its script is made from kg/explorer by `make web`."""

from importlib.resources import files

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from kg.server.links import root
from kg.server.templating import render


def routes() -> list[Route]:
    """The page; where its script has not been made, the way leads to the pages without scripts."""
    made = files("kg.server").joinpath("static", "explorer", "explorer.js").is_file()

    async def explorer(request: Request) -> Response:
        if not made:
            return RedirectResponse(f"{root(request)}/about")
        return render(request, "explorer.html", headers={"Cache-Control": "no-cache"})

    return [Route("/", explorer, name="explorer")]
