"""Exploring: one process that holds the current snapshot's atlas and answers the explorer's views, one by one.

A view needs all facts at once, which take seconds to read and milliseconds to filter. So these jobs do not go to the
pool, whose workers keep nothing, but to one worker of a nursery of its own, with more time. What it answered is kept
by snapshot: most browsers begin with the same picture. The names for search are read there too.
"""

import asyncio
import contextlib
from collections.abc import Mapping
from dataclasses import replace
from http import HTTPStatus
from pathlib import Path
from typing import Final

from kg.server.hiring import Gone, Nursery, Worker
from kg.server.jobs import Explore, Job, Reply
from kg.server.keeping import Kept
from kg.server.limits import Limits
from kg.server.refusals import Refused
from kg.store import current_snapshot

_READING: Final = 600.0  #: seconds that a view may take with the reading of a large graph
_KEPT: Final = 32 * 1024 * 1024  #: bytes of answers
_MOST_WAITING: Final = 64


class Exploration:
    """Answers views. `start` it before, `stop` it after."""

    def __init__(self, store: Path, limits: Limits) -> None:
        self._store = store
        self._limits = limits
        self._nursery = Nursery(store, replace(limits, deadline=_READING))
        self._worker: Worker | None = None
        self._turn = asyncio.Lock()
        self._running: dict[tuple[str, str], asyncio.Task[Reply]] = {}
        self._kept = Kept(_KEPT)

    async def start(self) -> None:
        """Start the nursery; the worker is hired when the first view is asked for."""
        await self._nursery.open()

    async def stop(self) -> None:
        """End the worker, busy or not."""
        for task in self._running.values():
            task.cancel()
        if self._worker is not None:
            self._worker.kill()
        await self._nursery.close()

    async def answer(self, view: str, params: Mapping[str, str], gzip: bool) -> Reply:
        """The answer of a view of the current snapshot.

        Raises `Refused` for what the asker got wrong, and where the answer is not there within the deadline; the work
        goes on then, so that asking again finds it done.
        """
        snapshot, asked = current_snapshot(self._store), repr((view, sorted(params.items()), gzip))
        kept = self._kept.get(snapshot, asked)
        if kept is not None:
            return kept
        key = snapshot, asked
        task = self._running.get(key)
        if task is None:
            if len(self._running) >= _MOST_WAITING:
                raise Refused(HTTPStatus.SERVICE_UNAVAILABLE, "explorer", "too many views are waiting", "try later", 2)
            task = self._running[key] = asyncio.create_task(self._run(key, Explore(view, dict(params), gzip)))
            task.add_done_callback(lambda done: done.cancelled() or done.exception())  # whoever asked may be gone
        done, _ = await asyncio.wait({task}, timeout=self._limits.deadline)
        if not done:
            raise Refused(
                HTTPStatus.SERVICE_UNAVAILABLE, "explorer", "the graph is still being read", "ask again in a while", 5
            )
        reply = await task
        if reply.status != HTTPStatus.OK:
            raise Refused(HTTPStatus(reply.status), *reply.error)
        return reply

    async def read(self, job: Job) -> Reply:
        """The answer to a job of our own that reads all of the graph, however long that takes. Raises `Refused`."""
        async with self._turn:
            reply = await self._ask(job)
        if reply.status != HTTPStatus.OK:
            raise Refused(HTTPStatus(reply.status), *reply.error)
        return reply

    async def _run(self, key: tuple[str, str], job: Explore) -> Reply:
        try:
            async with self._turn:
                reply = await self._ask(job)
            if reply.status == HTTPStatus.OK and reply.snapshot == key[0]:
                self._kept.keep(*key, reply)
            return reply
        finally:
            del self._running[key]

    async def _ask(self, job: Job) -> Reply:
        if self._worker is None:
            self._worker = await self._nursery.hire()
        worker = self._worker
        try:
            async with asyncio.timeout(_READING):
                reply = await worker.ask(job)
        except (Gone, TimeoutError):
            await self._dismiss(worker)
            raise Refused(
                HTTPStatus.SERVICE_UNAVAILABLE, "explorer", "the view could not be made", "filter more, or try later", 5
            ) from None
        except asyncio.CancelledError:
            worker.kill()
            raise
        if reply.status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE or reply.memory > 2 * self._limits.memory:
            await self._dismiss(worker)
        return reply

    async def _dismiss(self, worker: Worker) -> None:
        self._worker = None
        worker.kill()
        with contextlib.suppress(ConnectionError):
            await self._nursery.bury(worker)
