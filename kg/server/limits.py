"""Settings and limits of a service: what an operator chooses, and what the service description then says."""

import os
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one query may take, and how much all of them together."""

    deadline: float = 30.0  #: seconds from the arrival of a query to its answer
    memory: int = 1024 * 1024 * 1024  #: bytes that one query may hold, beyond what an idle worker does
    total_memory: int = 4 * 1024 * 1024 * 1024  #: bytes that all workers may hold; above it the largest one ends
    rows: int = 1_000_000  #: rows or triples of one answer
    bytes: int = 64 * 1024 * 1024  #: bytes of one answer
    request: int = 1024 * 1024  #: bytes of one request's body
    workers: int = field(default_factory=lambda: max(4, os.cpu_count() or 1))  #: queries that have a place
    patience: float = 0.05  #: seconds of processor time after which a query gives its place to others
    slow: int = 16  #: queries that go on without a place; one more, and the oldest of the busiest client ends
    queue: int = 1024  #: queries that wait for a worker
    client_queue: int = 256  #: queries of one client that wait for a worker


@dataclass(frozen=True, slots=True)
class Settings:
    """What is served, where, and how much of it. Units are those of `Limits`."""

    store: Path
    host: str = "127.0.0.1"
    port: int = 8080
    root_path: str = ""  #: what a reverse proxy has cut off the path, as ``/graph``
    limits: Limits = field(default_factory=Limits)
    services: frozenset[str] = frozenset()  #: endpoints that a SERVICE in a query may name
    review_tokens: Path | None = None  #: file with the tokens of reviewers, one a line; None: nobody may review
    prepare: bool = True  #: whether answers about the whole of a large graph are worked out beforehand
    trusted_proxies: str = "127.0.0.1"  #: whose X-Forwarded-For and X-Forwarded-Proto are believed; see uvicorn
