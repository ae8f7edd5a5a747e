"""Extraction by many workers: results in order, few articles in flight, whoever dies is replaced.

One pipeline for all: it needs a `Workers`, which is an executor of `concurrent.futures` that can be opened again.
`Processes` are those of this machine, `kg.ingestion.cluster` has those of a Dask cluster.
"""

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing.connection import wait
from typing import Final, Protocol, TypeAlias

from kg.config import use_one_thread
from kg.errors import KgError
from kg.model import Article, Extraction, Failure

Result: TypeAlias = Extraction | Failure
Extract: TypeAlias = Callable[[Iterable[Article]], Iterator[Result]]

#: Articles that travel to a worker together: enough for the pipeline to batch, few enough to share the work evenly.
CHUNK: Final = 8
#: Chunks in flight for each worker: one at work, and what it does next.
_AHEAD: Final = 3
_DEADLY: Final = "the process that extracted it died (out of memory? try fewer --jobs, or split the article)"
#: A worker of a cluster may have several threads, its models are made for one.
_ONE_AT_A_TIME: Final = threading.Lock()


class Workers(Protocol):
    """Processes that work for us, on this machine or on others."""

    @property
    def name(self) -> str:
        """What to call them in a report."""
        ...

    @property
    def count(self) -> int:
        """How many there are now."""
        ...

    @property
    def deaths(self) -> tuple[type[BaseException], ...]:
        """What a future raises where its worker died."""
        ...

    def open(self) -> Executor:
        """An executor that works."""
        ...

    def after_death(self, executor: Executor) -> Executor:
        """The executor to use after a worker of this one has died."""
        ...

    def close(self, executor: Executor) -> None:
        """Give up what is in flight, and what only this executor needs."""
        ...

    def result(self, future: "Future[list[Result]]") -> list[Result]:
        """What the future yields. Raises what it raises, and `kg.errors.KgError` where nobody is left to do it."""
        ...


def extract_in_parallel(extract: Extract, articles: Iterable[Article], workers: Workers) -> Iterator[Result]:
    """What ``extract(articles)`` yields, computed by ``workers``, each of which loads its models once.

    ``extract`` must be a function of a module. At most `_AHEAD` chunks a worker are in flight, so a source of any
    length is read as it is needed. Where a worker dies (out of memory, say), its articles are tried again one by one in
    a process of this machine, and the one that kills that too becomes a `Failure`.
    """
    source = iter(articles)
    flying: deque[tuple[list[Article], Future[list[Result]], Executor]] = deque()
    executor = workers.open()
    try:
        while True:
            while len(flying) < _AHEAD * workers.count and (chunk := list(islice(source, CHUNK))):
                flying.append((chunk, _submit(executor, workers, extract, chunk), executor))
            if not flying:
                return
            chunk, future, used = flying.popleft()
            try:
                results = workers.result(future)
            except workers.deaths:
                if used is executor:
                    executor = workers.after_death(executor)
                yield from _one_by_one(extract, chunk)
            else:
                yield from results
    finally:
        workers.close(executor)


def _one_by_one(extract: Extract, articles: Iterable[Article]) -> Iterator[Result]:
    here = Processes(1)
    executor = here.open()
    try:
        for article in articles:
            try:
                results = here.result(_submit(executor, here, extract, [article]))
            except here.deaths:
                executor = here.after_death(executor)
                results = [Failure(article.source or article.id, "extract", _DEADLY)]
            yield from results
    finally:
        here.close(executor)


class Processes:
    """Processes of this machine, as `Workers`."""

    def __init__(self, count: int) -> None:
        self.count: Final = count
        self.name: Final = f"{count} processes"
        self.deaths: Final[tuple[type[BaseException], ...]] = (BrokenProcessPool,)

    def open(self) -> Executor:
        """A pool whose processes start when they are needed. Raises `KgError` where none can."""
        use_one_thread()  # here: a process inherits it, and may load numpy before any code of ours runs in it
        # spawn: nothing of the parent is shared by accident, neither the store's lock nor threads of a loaded model.
        context = multiprocessing.get_context("spawn")
        executor = ProcessPoolExecutor(self.count, mp_context=context, initializer=_start_worker)
        try:
            executor.submit(os.getpid).result()  # now, or each article would be blamed for the death of a process
        except BrokenProcessPool as error:
            raise KgError(
                "extraction",
                "a process for it died as it started",
                "a script that asks for several does so under `if __name__ == '__main__':`; or use one job",
            ) from error
        return executor

    def after_death(self, executor: Executor) -> Executor:
        """Another pool: one death breaks the whole of it, and all that was in flight."""
        self.close(executor)
        return self.open()

    def close(self, executor: Executor) -> None:
        """End the pool and its processes."""
        executor.shutdown(cancel_futures=True)

    def result(self, future: "Future[list[Result]]") -> list[Result]:
        """What the future yields."""
        return future.result()


def _submit(executor: Executor, workers: Workers, extract: Extract, chunk: list[Article]) -> "Future[list[Result]]":
    try:
        return executor.submit(_extract_chunk, extract, chunk)
    except workers.deaths as error:  # one died between two chunks: say so where the result is asked for
        broken: Future[list[Result]] = Future()
        broken.set_exception(error)
        return broken


def _start_worker() -> None:
    """An interrupt is the parent's to handle; a parent that was killed must not leave its workers waiting for ever."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_die_with, args=(parent.sentinel,), daemon=True).start()


def _die_with(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)


def _extract_chunk(extract: Extract, chunk: list[Article]) -> list[Result]:
    with _ONE_AT_A_TIME:
        return list(extract(chunk))
