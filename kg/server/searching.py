"""Search as you type for the service: one index of names a snapshot, made aside while the old one still answers."""

import asyncio
import csv
import io
from collections.abc import Iterator
from http import HTTPStatus
from typing import Final

from kg.queries.lookups import lookup
from kg.server.jobs import Ask
from kg.server.refusals import Refused
from kg.server.service import Service
from kg.store.answering import Caps, Wanted
from kg.views.namesearch import Hit, NameIndex

_MORE: Final = 8  #: times the rows and bytes of other answers


class Search:
    """Looks names up in the current snapshot, or in the one before it while the new one is being read."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._index: NameIndex | None = None
        self._snapshot = ""
        self._making: asyncio.Task[None] | None = None

    async def find(self, query: str, limit: int) -> list[Hit]:
        """At most ``limit`` entities, best first.

        Raises `Refused` where the names cannot be read, or are not read within the deadline of a query; the reading
        goes on then, so that asking again finds it done.
        """
        if self._service.snapshot != self._snapshot and self._making is None:
            self._making = asyncio.create_task(self._renew())
            self._making.add_done_callback(lambda done: done.cancelled() or done.exception())  # nobody may wait for it
        if self._index is None and (making := self._making) is not None:
            done, _ = await asyncio.wait({making}, timeout=self._service.settings.limits.deadline)
            if not done:
                raise Refused(
                    HTTPStatus.SERVICE_UNAVAILABLE,
                    "search",
                    "the names are still being read",
                    "ask again in a while",
                    5,
                )
            await making
        return self._index.find(query, limit) if self._index else []

    async def _renew(self) -> None:
        try:
            limits = self._service.settings.limits
            # The names of 200,000 entities are more than a stranger's answer may hold, and they are asked for by us.
            wanted = Wanted(Caps(_MORE * limits.rows, _MORE * limits.bytes), rows_as="csv")
            reply = await self._service.exploration.read(Ask(lookup("search-names"), wanted))
            # In a thread: the texts of a large graph take seconds to read, in which others want to be answered.
            self._index = await asyncio.to_thread(_index_of, reply.body)
            self._snapshot = reply.snapshot
        finally:
            self._making = None


def _index_of(text: bytes) -> NameIndex:
    return NameIndex(_rows(text))


def _rows(text: bytes) -> Iterator[list[str]]:
    reader = csv.reader(io.StringIO(text.decode("utf-8"), newline=""))
    next(reader)
    return reader
