"""What passes between the server and its workers: jobs go out pickled, answers come back as JSON and bytes.

A worker runs what strangers ask. Nothing that it says is trusted to be more than data, so nothing of it is unpickled.
"""

import json
import pickle
import socket
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final, TypeAlias

from kg.store import Term, Value
from kg.store.answering import Wanted

HEAD: Final = struct.Struct("!II")  # bytes of the header, bytes of the body


@dataclass(frozen=True, slots=True)
class Ask:
    """A query of the SPARQL Protocol, to be answered as a text; gzipped if that is worth it and ``gzip`` says so."""

    sparql: str
    wanted: Wanted
    gzip: bool = False


@dataclass(frozen=True, slots=True)
class Select:
    """A SELECT of our own, some variables bound."""

    sparql: str
    bindings: Mapping[str, Value | Term]


@dataclass(frozen=True, slots=True)
class Named:
    """Rows ``offset`` to ``offset + limit`` of a named question's answer, its parameters as a user types them."""

    name: str
    params: Mapping[str, Value]
    offset: int
    limit: int


@dataclass(frozen=True, slots=True)
class Explore:
    """A view of the explorer (`kg.views.viewlist`) with its parameters, gzipped if ``gzip`` says so."""

    view: str
    params: Mapping[str, str]
    gzip: bool = False


@dataclass(frozen=True, slots=True)
class Refresh:
    """Nothing to answer: let go of a snapshot that is no longer current."""


Job: TypeAlias = Ask | Select | Named | Explore | Refresh


@dataclass(frozen=True, slots=True)
class Reply:
    """What a worker made of a job: a text, or why there is none (``status`` is then an error's)."""

    status: int = HTTPStatus.OK
    snapshot: str = ""  #: the snapshot that it was asked of, all of it
    kind: str = ""  #: boolean, rows or triples
    format: str = ""
    encoding: str = ""  #: gzip, or nothing
    seconds: float = 0.0  #: that the worker spent on it
    memory: int = 0  #: bytes that the worker holds after it
    total: int = 0  #: rows of the whole answer to a named question
    error: tuple[str, str, str] = ("", "", "")  #: subject, trouble, remedy
    body: bytes = b""


def send_job(job: Job) -> bytes:
    """A job for the wire."""
    text = pickle.dumps(job)
    return HEAD.pack(len(text), 0) + text


def receive_job(wire: socket.socket) -> Job | None:
    """The next job; None where the server is gone."""
    head = _read(wire, HEAD.size)
    if head is None:
        return None
    text = _read(wire, HEAD.unpack(head)[0])
    if text is None:
        return None
    job = pickle.loads(text)
    assert isinstance(job, Ask | Select | Named | Explore | Refresh)
    return job


def send_reply(wire: socket.socket, reply: Reply) -> None:
    """Put a reply on the wire."""
    header = json.dumps({name: getattr(reply, name) for name in _HEADER}).encode()
    wire.sendall(HEAD.pack(len(header), len(reply.body)) + header)
    wire.sendall(reply.body)


def parse_reply(header: bytes, body: bytes) -> Reply:
    """A reply from the wire. Raises `ValueError` or `TypeError` for what is none."""
    fields = json.loads(header)
    fields["error"] = tuple(fields["error"])
    return Reply(**fields, body=body)


_HEADER: Final = [name for name in Reply.__slots__ if name != "body"]


def _read(wire: socket.socket, size: int) -> bytes | None:
    parts = []
    while size:
        part = wire.recv(min(size, 1 << 20))
        if not part:
            return None
        parts.append(part)
        size -= len(part)
    return b"".join(parts)
