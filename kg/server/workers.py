"""The pool of workers: who runs, who has run too long and goes on slowly, who is ended, who takes the place.

A query keeps its place for `Limits.patience`. If it is not done by then, its place goes to the next in the queue, and
it goes on beside that one, soon at low priority: however many runaway queries there are, the short ones hardly notice.
A query that reaches its deadline or a limit dies with its process; nobody else does.
"""

import asyncio
import contextlib
import signal
from collections import Counter
from collections.abc import Coroutine
from http import HTTPStatus
from pathlib import Path
from typing import Final

from kg.errors import StoreError
from kg.server.hiring import Gone, Nursery, Worker
from kg.server.jobs import Job, Refresh, Reply
from kg.server.limits import Limits
from kg.server.queueing import FairQueue
from kg.server.refusals import Refused
from kg.server.worker import OUT_OF_MEMORY, resident
from kg.store import current_snapshot

_BLINK: Final = 0.02  # seconds at least between two looks at the processor time of a query
#: After so much processor time, a query goes on at this niceness: what takes a while yields, what runs away yields all.
_LOWERED: Final = ((0.1, 10), (1.0, 19))
_WATCH: Final = 0.1  # seconds between two looks at the memory of workers and at what is published


class Pool:
    """Answers jobs in worker processes. `start` it before, `stop` it after."""

    def __init__(self, store: Path, limits: Limits) -> None:
        self.limits = limits
        self.queue = FairQueue(limits.workers, limits.queue, limits.client_queue)
        self.ended: Counter[str] = Counter()  #: how many workers were ended, by reason
        self._store = store
        self._nursery = Nursery(store, limits)
        self._idle: list[Worker] = []
        self._busy: set[Worker] = set()
        self._slow: dict[Worker, None] = {}  # the busy ones at low priority, oldest first
        self._chores: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Hire the first workers. Raises `StoreError` where the store cannot be read."""
        current_snapshot(self._store)
        await self._nursery.open()
        await self._fill()
        self._do(self._watch())

    async def stop(self) -> None:
        """End all workers at once, busy or not."""
        for chore in self._chores:
            chore.cancel()
        for worker in [*self._idle, *self._busy]:
            worker.kill()
        await self._nursery.close()

    @property
    def busy(self) -> int:
        """Queries that run, fast or slow."""
        return len(self._busy)

    @property
    def slow(self) -> int:
        """Queries that run at low priority."""
        return len(self._slow)

    async def run(self, job: Job, client: str) -> Reply:
        """The reply to a job. Raises `Refused` where there is none in time, or within the limits.

        Cancelling it ends the query.
        """
        loop = asyncio.get_running_loop()
        until = loop.time() + self.limits.deadline
        try:
            async with asyncio.timeout_at(until):
                await self.queue.enter(client)
        except TimeoutError:
            raise Refused(
                HTTPStatus.SERVICE_UNAVAILABLE, "server", "no worker was free in time", "try later", 5
            ) from None
        place = _Place(self.queue)
        try:
            worker = self._idle.pop() if self._idle else await self._nursery.hire()
            try:
                return await self._attend(worker, job, client, place, until)
            finally:
                self._busy.discard(worker)
                self._slow.pop(worker, None)
                self._release(worker)
        finally:
            place.leave()

    async def _attend(self, worker: Worker, job: Job, client: str, place: "_Place", until: float) -> Reply:
        loop = asyncio.get_running_loop()
        self._busy.add(worker)
        worker.client = client
        reply = asyncio.ensure_future(worker.ask(job))
        try:
            used = worker.processor_seconds()
            if await _uses(worker, used + self.limits.patience, reply, until):
                self._slow_down(worker)
                place.leave()
                for seconds, niceness in _LOWERED:
                    if not await _uses(worker, used + seconds, reply, until):
                        break
                    worker.lower_priority(niceness)
            await asyncio.wait({reply}, timeout=until - loop.time())
            if not reply.done():
                # Not until it is dead: a large process at the lowest priority takes its time to die.
                self._end(worker, "deadline", self._too_long())
                raise worker.verdict or self._too_long()
            return await reply
        except Gone as gone:
            if worker.verdict is not None:
                raise worker.verdict from None
            self.ended["died"] += 1
            code = await self._nursery.reap(worker)
            if code in (-signal.SIGABRT, -signal.SIGSEGV, -signal.SIGKILL, -signal.SIGBUS):
                # The allocator gave up, the stack was full, or the system took the memory back.
                raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, *OUT_OF_MEMORY) from None
            raise RuntimeError(f"a worker ended with {code}: {gone}") from None
        finally:
            reply.cancel()

    def _too_long(self) -> Refused:
        return Refused(
            HTTPStatus.GATEWAY_TIMEOUT,
            "query",
            f"it was not answered within {self.limits.deadline:g} s",
            "make it more selective, or add LIMIT",
        )

    def _slow_down(self, worker: Worker) -> None:
        self._slow[worker] = None
        if len(self._slow) > self.limits.slow:
            held = Counter(other.client for other in self._slow)
            most = max(held.values())
            oldest = next(other for other in self._slow if held[other.client] == most)
            self._end(
                oldest,
                "crowded",
                Refused(HTTPStatus.SERVICE_UNAVAILABLE, "server", "too many long queries are running", "try later", 10),
            )
        self._do(self._fill())  # whoever has its place now will want a worker

    def _end(self, worker: Worker, reason: str, verdict: Refused) -> None:
        if worker.verdict is None:
            self.ended[reason] += 1
            worker.verdict = verdict
            worker.kill()

    def _release(self, worker: Worker) -> None:
        """Keep a worker that is as good as new; replace it otherwise."""
        if worker.fresh and worker.memory < self.limits.memory // 4 and len(self._idle) < 2 * self.limits.workers:
            self._idle.append(worker)
        else:
            worker.kill()
            self._do(self._nursery.bury(worker))
            self._do(self._fill())

    async def _fill(self) -> None:
        while len(self._idle) < self.limits.workers - (len(self._busy) - len(self._slow)):
            try:
                self._idle.append(await self._nursery.hire())
            except Refused:
                return  # the next query tries again, and its client is told

    async def _watch(self) -> None:
        shown = current_snapshot(self._store)
        while True:
            await asyncio.sleep(_WATCH)
            self._watch_memory()
            try:
                newest = current_snapshot(self._store)
            except StoreError:
                continue  # each query says so to who asks it
            if newest != shown:
                shown = newest
                for worker in list(self._idle):
                    self._do(self._refresh(worker))

    def _watch_memory(self) -> None:
        held = {worker: resident(worker.number) for worker in self._busy if worker.verdict is None}
        for worker, memory in held.items():
            if memory > self.limits.memory:
                self._end(worker, "memory", Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, *OUT_OF_MEMORY))
        if sum(held.values()) > self.limits.total_memory:
            largest = max(held, key=lambda worker: held[worker])
            self._end(largest, "memory", Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, *OUT_OF_MEMORY))

    async def _refresh(self, worker: Worker) -> None:
        """Have an idle worker let go of an old snapshot, so that its files can be removed."""
        if worker in self._idle:
            self._idle.remove(worker)
            with contextlib.suppress(Gone):
                await worker.ask(Refresh())
            self._release(worker)

    def _do(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.ensure_future(work)
        self._chores.add(task)
        task.add_done_callback(self._chores.discard)


async def _uses(worker: Worker, seconds: float, reply: asyncio.Future[Reply], until: float) -> bool:
    """Wait until a worker has used so much processor time in its life; false where it replied or time was up before.

    The clock would not do: on a busy machine, a query that had to wait is no slow query.
    """
    loop = asyncio.get_running_loop()
    while (left := seconds - worker.processor_seconds()) > 0:
        await asyncio.wait({reply}, timeout=min(max(left, _BLINK), until - loop.time()))
        if reply.done() or loop.time() >= until:
            return False
    return True


class _Place:
    """A place from the queue, given back once however often one says so."""

    def __init__(self, queue: FairQueue) -> None:
        self._queue: FairQueue | None = queue

    def leave(self) -> None:
        if self._queue is not None:
            queue, self._queue = self._queue, None
            queue.leave()
