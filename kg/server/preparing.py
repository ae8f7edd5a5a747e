"""Preparing: answers about the whole of a large graph, worked out before anybody asks, see `kg.queries.prepared`.

A process at the lowest priority does it, once a snapshot has been current for a while: while articles are being
ingested, the next snapshot would only make it begin again. One question after another, each in a process of its own,
so that one that needs too much ends alone.
"""

import asyncio
import contextlib
import os
import resource
import signal
import subprocess
import sys
from pathlib import Path
from typing import Final

from kg.errors import KgError, StoreError
from kg.queries import QUESTIONS
from kg.queries.prepared import prepare
from kg.server.worker import limit_memory
from kg.store import current_snapshot, database_size, open_snapshot

_LOOK: Final = 1.0  # seconds between two looks at what is current
_QUIET: Final = 10.0
_LARGE: Final = 64 * 1024 * 1024
_SECONDS: Final = 900  # of processor time that one question may take


class Preparation:
    """Prepares answers for a service while it runs.

    ``memory`` is half of what one question may take, in bytes; ``quiet`` is how many seconds a snapshot must have been
    current, ``large`` how many bytes its database must have: a smaller one answers everything at once.
    """

    def __init__(self, store: Path, memory: int, *, quiet: float = _QUIET, large: int = _LARGE) -> None:
        self._store = store
        self._memory = memory
        self._quiet = quiet
        self._large = large
        self._process: subprocess.Popen[bytes] | None = None
        self._watching: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to watch what is current."""
        self._watching = asyncio.create_task(self._watch())

    def stop(self) -> None:
        """Stop watching, and preparing."""
        if self._watching is not None:
            self._watching.cancel()
        self._end()

    async def _watch(self) -> None:
        clock = asyncio.get_running_loop().time
        shown, since, due = "", 0.0, False
        while True:
            with contextlib.suppress(StoreError):  # queries say so to who asks them
                newest = current_snapshot(self._store)
                if newest != shown:
                    self._end()
                    shown, since, due = newest, clock(), True
                elif due and clock() - since >= self._quiet:
                    due = False
                    if database_size(self._store) >= self._large:
                        self._begin()
            if self._process is not None:
                self._process.poll()  # so that the system may forget one that is done
            await asyncio.sleep(min(_LOOK, self._quiet))

    def _begin(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "kg.server.preparing", str(self._store), str(self._memory)],
            stdin=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # to be ended with the processes that it forks
        )

    def _end(self) -> None:
        if self._process is not None and self._process.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        self._process = None


def prepare_all(store: Path, memory: int) -> None:
    """Prepare all questions that can be, each in a process of its own; stop where whoever started us is gone."""
    parent = os.getppid()
    os.nice(19)
    for name in QUESTIONS:
        child = os.fork()
        if child == 0:
            resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            with contextlib.suppress(KgError, OSError, MemoryError), open_snapshot(store) as snapshot:
                limit_memory(memory)
                prepare(snapshot, name)
            os._exit(0)
        os.waitpid(child, 0)
        if os.getppid() != parent:
            return


if __name__ == "__main__":
    prepare_all(Path(sys.argv[1]), int(sys.argv[2]))
