"""The service: what every route is given to ask the graph with, and to say which state of it the answer is from."""

from collections.abc import Mapping
from contextvars import ContextVar
from http import HTTPStatus
from typing import Final

from kg.queries.prepared import Page
from kg.server.exploring import Exploration
from kg.server.jobs import Ask, Job, Named, Reply, Select
from kg.server.keeping import Kept
from kg.server.limits import Settings
from kg.server.metrics import Metrics
from kg.server.preparing import Preparation
from kg.server.refusals import Refused
from kg.server.workers import Pool
from kg.store import Rows, Term, Value, current_snapshot

#: Who asks, for a fair queue: an address. Set for each request by `kg.server.app`.
CLIENT: Final[ContextVar[str]] = ContextVar("client", default="")


_KEPT: Final = 64 * 1024 * 1024  #: bytes of answers to named questions


class Service:
    """The graph for routes. Everything is asked in a worker process, within `Settings.limits`.

    All methods raise `kg.server.refusals.Refused`, which the application turns into a response with its status: what
    the asker got wrong (400), an answer too large (413), a full queue (429, 503), a deadline that has passed (504).
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.pool = Pool(settings.store, settings.limits)
        self.preparation = Preparation(settings.store, settings.limits.total_memory // 2) if settings.prepare else None
        self.exploration = Exploration(settings.store, settings.limits)
        self.metrics = Metrics(self.pool)
        self._kept = Kept(_KEPT)

    @property
    def snapshot(self) -> str:
        """A name of the current snapshot, for an ETag.

        Take it before asking: if a newer one is published meanwhile, the tag is merely old and the page is sent again.
        """
        return current_snapshot(self.settings.store)

    async def select(self, sparql: str, bindings: Mapping[str, Value | Term] | None = None) -> Rows:
        """The rows of a SELECT of our own, with variables bound by value (a bound one must be projected)."""
        return Rows.parse((await self._run(Select(sparql, dict(bindings or {})))).body)

    async def ask(self, question: str, params: Mapping[str, Value], offset: int, limit: int) -> Page:
        """Rows of a named question's answer; parameters as a user types them. See `kg.queries.ask`.

        What was answered is kept for as long as the snapshot is current: in a large graph some answers take seconds,
        and those that take longer are prepared (`kg.server.preparing`).
        """
        job = Named(question, dict(params), offset, limit)
        key = repr((question, sorted(params.items()), offset, limit))
        reply = self._kept.get(self.snapshot, key)
        if reply is None:
            reply = await self._run(job)
            self._kept.keep(reply.snapshot, key, reply)
        return Page(Rows.parse(reply.body), reply.total)

    async def answer(self, ask: Ask) -> Reply:
        """The answer to a query of the SPARQL Protocol, as a text."""
        return await self._run(ask)

    async def _run(self, job: Job) -> Reply:
        reply = await self.pool.run(job, CLIENT.get())
        if reply.status != HTTPStatus.OK:
            raise Refused(HTTPStatus(reply.status), *reply.error)
        return reply
