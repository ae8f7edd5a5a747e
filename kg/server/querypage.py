"""The query page: Yasgui from our own files, with the named questions ready to open."""

from typing import Final

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from kg.ids import ID
from kg.queries import QUESTIONS
from kg.queries.worked import worked_example
from kg.server.links import root
from kg.server.security import POLICY
from kg.server.templating import render

#: The one style sheet that the editor writes into the page, for the handles that make columns wider. It is the same in
#: every page, so it is admitted by its hash; another version of the editor may need another one, and a test tells.
_HANDLES: Final = "'sha256-zCK2EVMoPc04mRF/g5CotUvxbJPWS+8V0b+s9ptqQIk='"
_POLICY: Final = POLICY.replace("style-src 'self'", f"style-src 'self' {_HANDLES}")


def routes() -> list[Route]:
    """The page and the questions that it offers."""

    async def page(request: Request) -> Response:
        return render(request, "query.html", headers={"Content-Security-Policy": _POLICY}, questions=QUESTIONS.values())

    async def questions(request: Request) -> Response:
        tabs = {name: {"title": q.title, "query": worked_example(q)} for name, q in QUESTIONS.items()}
        return JSONResponse(
            {"endpoint": f"{root(request)}/sparql", "names": ID, "page": f"{root(request)}/page/", "questions": tabs}
        )

    return [Route("/query", page, name="query"), Route("/query/questions.json", questions, name="query-questions")]
