"""A worker: one process that answers one job after another on the current snapshot, until it is stopped or killed.

It is forked by `kg.server.nursery` and knows the server by one socket. Its limits are set from outside it where that is
possible (deadline, memory in use) and here where it is not (address space, core dumps, an alarm should the server die).
"""

import gzip
import resource
import signal
import socket
import time
from collections.abc import Mapping
from dataclasses import replace
from http import HTTPStatus
from pathlib import Path
from typing import Final

from kg.errors import KgError
from kg.queries.filling import with_things
from kg.queries.prepared import ask_page
from kg.server.jobs import Ask, Explore, Job, Named, Refresh, Reply, Select, receive_job, send_reply
from kg.server.refusals import refusal
from kg.store import Rows, Snapshot, open_snapshot

_GZIP_FROM: Final = 1400  # bytes: below it an answer fits into one packet anyway
_PAGE: Final = resource.getpagesize()
OUT_OF_MEMORY: Final = ("query", "it needs more memory than one query may have", "ask for less at a time")
_KEPT: Final[dict[str, object]] = {}  #: what lasts from one job of this process to the next
_ALARM_AFTER: Final = 2.0  # seconds beyond the deadline, at which the server should long have killed us


def work(wire: socket.socket, store: Path, memory: int, deadline: float) -> None:
    """Answer jobs until the server hangs up."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the server stops us, not the terminal
    snapshot: Snapshot | None = None
    while (job := receive_job(wire)) is not None:
        signal.setitimer(signal.ITIMER_REAL, deadline + _ALARM_AFTER)
        started = time.perf_counter()
        try:
            if snapshot is not None and snapshot.stale:
                snapshot.close()
                snapshot = None
            if snapshot is None:
                snapshot = open_snapshot(store)
                limit_memory(memory)
            reply = _answer(job, snapshot)
        except KgError as error:
            refused = refusal(error)
            reply = Reply(status=refused.status, error=(error.subject, error.trouble, error.remedy))
        except MemoryError:
            reply = Reply(status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE, error=OUT_OF_MEMORY)
        seconds = time.perf_counter() - started
        name = snapshot.name if snapshot else ""
        send_reply(wire, replace(reply, snapshot=name, seconds=seconds, memory=resident()))
        signal.setitimer(signal.ITIMER_REAL, 0)
    if snapshot is not None:
        snapshot.close()


def _answer(job: Job, snapshot: Snapshot) -> Reply:
    match job:
        case Ask(sparql, wanted, zip):
            answer = snapshot.answer(sparql, wanted)
            return _zipped(Reply(kind=answer.kind, format=answer.format, body=answer.body), zip)
        case Select(sparql, bindings):
            found = snapshot.query(*with_things(sparql, bindings))
            if not isinstance(found, Rows):
                raise TypeError("not a SELECT")
            return Reply(kind="rows", format="json", body=found.serialize("json"))
        case Named(name, params, offset, limit):
            page = ask_page(snapshot, name, params, offset, limit)
            return Reply(kind="rows", format="json", body=page.rows.serialize("json"), total=page.total)
        case Explore(view, given, zip):
            return _zipped(Reply(kind="view", format="json", body=_explore(snapshot, view, given)), zip)
        case Refresh():
            return Reply()


def _zipped(reply: Reply, zip: bool) -> Reply:
    if zip and len(reply.body) >= _GZIP_FROM:
        return replace(reply, encoding="gzip", body=gzip.compress(reply.body, 4, mtime=0))
    return reply


def _explore(snapshot: Snapshot, view: str, given: Mapping[str, str]) -> bytes:
    # Here and not above: what the views need takes a second to import, and most workers never do.
    from kg.views.explorer import Explorer, encoded

    if "explorer" not in _KEPT:
        _KEPT["explorer"] = Explorer()
    explorer = _KEPT["explorer"]
    assert isinstance(explorer, Explorer)
    return encoded(explorer.answer(snapshot, snapshot.name, view, given))


def resident(process: int | str = "self") -> int:
    """The bytes of memory that a process holds; 0 where the system does not tell."""
    try:
        return int(Path(f"/proc/{process}/statm").read_text("ascii").split()[1]) * _PAGE
    except FileNotFoundError:
        return 0


def limit_memory(memory: int) -> None:
    """Bound the address space, once the database is open: its threads have reserved theirs by then."""
    try:
        space = int(Path("/proc/self/statm").read_text("ascii").split()[0]) * _PAGE
    except FileNotFoundError:
        return  # no /proc, and then no use of address space to start from: what is in use is still watched
    # Address space is counted in larger pieces than what is in use, which the server watches: twice as much of it.
    limit = space + 2 * memory
    _, highest = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (limit, highest))  # the soft one, which a newer snapshot may move
