"""A running `kg serve` for tests: started as a user would, asked over loopback, ended by a signal."""

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx


@dataclass
class Served:
    """A service that runs: its address, its process, and what it wrote on stderr so far."""

    address: str
    process: "subprocess.Popen[str]"
    log: list[str]

    @property
    def endpoint(self) -> str:
        return self.address + "sparql"

    def query(self, sparql: str, accept: str = "application/sparql-results+json", **options: str) -> httpx.Response:
        return httpx.get(
            self.endpoint, params={"query": sparql, **options}, headers={"Accept": accept}, timeout=60, trust_env=False
        )

    def workers(self) -> list[int]:
        """The process numbers of the nursery's children."""
        nursery = children(self.process.pid)
        return [worker for number in nursery for worker in children(number)]


def runs(process: int) -> bool:
    """Whether a process still runs; one that waits to be reaped by the system does not."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def children(process: int) -> list[int]:
    """The process numbers of the children of a process."""
    found = []
    for task in Path(f"/proc/{process}/task").iterdir():
        found += [int(number) for number in (task / "children").read_text().split()]
    return found


@contextmanager
def served(store: Path, *options: str) -> Iterator[Served]:
    """`kg serve` on a free port; at the end it must stop by itself when it is told to."""
    command = [sys.executable, "-c", "from kg.cli import main; main()", "serve", "--store", str(store), "--port", "0"]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(
        [*command, *options], stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True, env=environment
    )
    assert process.stderr is not None
    first = process.stderr.readline()
    address = re.search(r"http://\S+/", first)
    if address is None:
        process.kill()
        raise AssertionError(f"kg serve did not start: {first}{process.stderr.read()}")
    log: list[str] = []
    stderr = process.stderr
    reader = threading.Thread(target=lambda: log.extend(stderr), daemon=True)
    reader.start()
    try:
        httpx.get(address[0] + "ready", timeout=60, trust_env=False).raise_for_status()  # waits for the first workers
        yield Served(address[0], process, log)
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=60)
    finally:
        process.kill()
        process.wait()
        reader.join(timeout=5)
