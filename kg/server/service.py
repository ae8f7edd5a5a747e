"""The service: what every route is given to ask the graph with, and to say which state of it the answer is from."""

from collections.abc import Mapping
from contextvars import ContextVar
from http import HTTPStatus
from typing import Final

from kg.server.exploring import Exploration
from kg.server.jobs import Ask, Job, Named, Reply, Select
from kg.server.limits import Settings
from kg.server.metrics import Metrics
from kg.server.refusals import Refused
from kg.server.workers import Pool
from kg.store import Rows, Term, Value, current_snapshot

#: Who asks, for a fair queue: an address. Set for each request by `kg.server.app`.
CLIENT: Final[ContextVar[str]] = ContextVar("client", default="")


class Service:
    """The graph for routes. Everything is asked in a worker process, within `Settings.limits`.

    All methods raise `kg.server.refusals.Refused`, which the application turns into a response with its status: what
    the asker got wrong (400), an answer too large (413), a full queue (429, 503), a deadline that has passed (504).
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.pool = Pool(settings.store, settings.limits)
        self.exploration = Exploration(settings.store, settings.limits)
        self.metrics = Metrics(self.pool)

    @property
    def snapshot(self) -> str:
        """A name of the current snapshot, for an ETag.

        Take it before asking: if a newer one is published meanwhile, the tag is merely old and the page is sent again.
        """
        return current_snapshot(self.settings.store)

    async def select(self, sparql: str, bindings: Mapping[str, Value | Term] | None = None) -> Rows:
        """The rows of a SELECT of our own, with variables bound by value (a bound one must be projected)."""
        return Rows.parse((await self._run(Select(sparql, dict(bindings or {})))).body)

    async def ask(self, question: str, params: Mapping[str, Value] | None = None) -> Rows:
        """The rows of a named question; parameters as a user types them. See `kg.queries.ask`."""
        return Rows.parse((await self._run(Named(question, dict(params or {})))).body)

    async def answer(self, ask: Ask) -> Reply:
        """The answer to a query of the SPARQL Protocol, as a text."""
        return await self._run(ask)

    async def _run(self, job: Job) -> Reply:
        reply = await self.pool.run(job, CLIENT.get())
        if reply.status != HTTPStatus.OK:
            raise Refused(HTTPStatus(reply.status), *reply.error)
        return reply
