"""A Dask cluster as workers: extraction on many machines by the same pipeline.

The cluster is the user's: ``dask scheduler`` on one machine, ``dask worker tcp://…`` on each, all with this program
installed in the same version. Dask gives the work of a worker that dies to another one by itself.
"""

import logging
import time
from collections.abc import Iterator
from concurrent.futures import CancelledError, Executor, Future
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from kg.errors import KgError
from kg.ingestion.parallel import Result

if TYPE_CHECKING:
    from distributed import Client

#: Seconds to wait for a first worker, and for a new one where all have gone.
PATIENCE: Final = 60.0
_SAME: Final = "install the same version of space-cooperation-kg with the same models on every machine"


@contextmanager
def cluster(address: str, label: str = "", *, patience: float = PATIENCE) -> "Iterator[Cluster]":
    """The workers of the cluster whose scheduler has this address (``tcp://host:8786``).

    ``label`` is that of the program's own extractor here: workers that would read otherwise are refused. ``patience``
    is how many seconds to wait for an answer. Raises `KgError` where there is no scheduler, no worker, another version
    on a worker, or Dask is not installed.
    """
    try:
        from distributed import Client
    except ImportError:
        raise KgError("--cluster", "Dask is not installed", "pip install 'space-cooperation-kg[cluster]'") from None
    logging.getLogger("distributed").setLevel(logging.ERROR)  # it tells of each lost worker; we do where it matters
    try:
        client = Client(address, timeout=min(10, patience), set_as_default=False)
    except (OSError, ValueError) as error:
        trouble = f"no Dask scheduler answers there: {' '.join(str(error).split())}"
        raise KgError(address, trouble, "start one: dask scheduler") from None
    with client:
        workers = Cluster(client, address, patience)
        workers.check(label)
        yield workers


class Cluster:
    """Workers of a Dask cluster, see `kg.ingestion.parallel.Workers`. They may come and go meanwhile."""

    def __init__(self, client: "Client", address: str, patience: float) -> None:
        from distributed import KilledWorker

        self.deaths: Final[tuple[type[BaseException], ...]] = (KilledWorker,)
        self.name: Final = address
        self._client = client
        self._address = address
        self._patience = patience

    @property
    def count(self) -> int:
        """How many workers there are now, at least one: some may be on their way."""
        return max(1, len(self._client.nthreads()))

    def open(self) -> Executor:
        """An executor on the cluster. Its tasks are no pure functions to Dask: it must not keep their results."""
        executor: Executor = self._client.get_executor(pure=False)
        return executor

    def after_death(self, executor: Executor) -> Executor:
        """The same: Dask starts another worker, and what else is in flight is not touched."""
        return executor

    def close(self, executor: Executor) -> None:
        """Give up what is in flight. The cluster stays as it is."""
        executor.shutdown(wait=False)

    def result(self, future: "Future[list[Result]]") -> list[Result]:
        """What the future yields. Raises `KgError` where the scheduler, or for long every worker, is gone."""
        lonely_since = None
        while True:
            try:
                return future.result(timeout=1.0)
            except TimeoutError:
                if future.done():  # the work itself timed out
                    raise
            except CancelledError:
                raise self._gone("its scheduler is gone") from None
            if self._client.status not in ("running", "connecting"):
                raise self._gone("its scheduler is gone")
            if self._client.nthreads():
                lonely_since = None
            elif lonely_since is None:
                lonely_since = time.monotonic()
            elif time.monotonic() - lonely_since > self._patience:
                raise self._gone("no worker is left")

    def check(self, label: str) -> None:
        """Wait for a worker, and refuse those that would read otherwise. Raises `KgError`."""
        try:
            self._client.wait_for_workers(1, timeout=self._patience)
        except TimeoutError:
            raise KgError(self._address, "no worker joins this cluster", "start some: dask worker ADDRESS") from None
        if not label:
            return
        for worker, theirs in self._client.run(worker_label, on_error="return").items():
            if isinstance(theirs, BaseException):
                raise KgError(str(worker), f"this worker cannot extract: {theirs}", _SAME)
            if theirs != label:
                raise KgError(str(worker), f"this worker is {theirs}, here is {label}", _SAME)

    def _gone(self, trouble: str) -> KgError:
        return KgError(self._address, trouble, "start it and run again: what was written before is safe")


def worker_label() -> str:
    """The label of the extractor, asked on a worker."""
    from extractors import adapter

    return adapter.extractor_label()
