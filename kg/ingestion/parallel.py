"""Extraction in several processes: results in order, few articles in flight, no process left behind."""

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing.connection import wait
from typing import Final, TypeAlias

from kg.model import Article, Extraction, Failure

Result: TypeAlias = Extraction | Failure
Extract: TypeAlias = Callable[[Iterable[Article]], Iterator[Result]]

#: Articles that travel to a worker together: enough for the pipeline to batch, few enough to share the work evenly.
CHUNK: Final = 8


def extract_in_processes(extract: Extract, articles: Iterable[Article], jobs: int) -> Iterator[Result]:
    """What ``extract(articles)`` yields, computed by ``jobs`` processes, each of which loads its models once.

    ``extract`` must be a function of a module. At most ``3 * jobs`` chunks are in flight, so a source of any length is
    read as it is needed. Where a worker dies (out of memory, say), its articles are tried again one by one, and the
    one that kills it becomes a `Failure`.
    """
    source = iter(articles)
    flying: deque[tuple[list[Article], Future[list[Result]]]] = deque()
    pool = _pool(jobs)
    try:
        while True:
            while len(flying) < 3 * jobs and (chunk := list(islice(source, CHUNK))):
                flying.append((chunk, _submit(pool, extract, chunk)))
            if not flying:
                return
            chunk, future = flying.popleft()
            try:
                results = future.result()
            except BrokenProcessPool:
                suspects = [article for articles, _ in ((chunk, future), *flying) for article in articles]
                flying.clear()
                pool.shutdown()
                yield from _one_by_one(extract, suspects)
                pool = _pool(jobs)
            else:
                yield from results
    finally:
        pool.shutdown(cancel_futures=True)


def _one_by_one(extract: Extract, articles: Iterable[Article]) -> Iterator[Result]:
    pool = _pool(1)
    try:
        for article in articles:
            try:
                results = _submit(pool, extract, [article]).result()
            except BrokenProcessPool:
                pool.shutdown()
                pool = _pool(1)
                trouble = "the process that extracted it died (out of memory? try fewer --jobs, or split the article)"
                results = [Failure(article.source or article.id, "extract", trouble)]
            yield from results
    finally:
        pool.shutdown(cancel_futures=True)


def _pool(jobs: int) -> ProcessPoolExecutor:
    # spawn: nothing of the parent is shared by accident, neither the store's lock nor threads of a loaded model.
    return ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn"), initializer=_start_worker)


def _submit(pool: ProcessPoolExecutor, extract: Extract, chunk: list[Article]) -> Future[list[Result]]:
    try:
        return pool.submit(_extract_chunk, extract, chunk)
    except BrokenProcessPool as error:  # it broke between two chunks: say so where the result is asked for
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
    return list(extract(chunk))
