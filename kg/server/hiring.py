"""Hiring: the server's side of the nursery, and of each worker."""

import asyncio
import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from http import HTTPStatus
from pathlib import Path

from kg.server.jobs import HEAD, Job, Refresh, Reply, parse_reply, send_job
from kg.server.limits import Limits
from kg.server.nursery import BURY, FORK, NUMBER, REAP
from kg.server.refusals import Refused


class Gone(Exception):
    """The worker hung up before it replied."""


class Worker:
    """A worker process as the server sees it."""

    def __init__(self, number: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.number = number  #: of the process; not used again before `Nursery.reap`
        self.client = ""  #: for whom it works
        self.verdict: Refused | None = None  #: why it was ended, to be told to the client
        self.memory = 0  #: bytes that it held after its last job
        self._reader = reader
        self._writer = writer
        self._waiting = False
        self._lowered = False
        self._killed = False
        self.reaped = False  #: whether its number may be another's by now

    async def ask(self, job: Job) -> Reply:
        """Its reply to a job. Raises `Gone` where it dies meanwhile; one that was cancelled is not `fresh` again."""
        self._waiting = True
        try:
            self._writer.write(send_job(job))
            await self._writer.drain()
            header, body = HEAD.unpack(await self._reader.readexactly(HEAD.size))
            reply = parse_reply(await self._reader.readexactly(header), await self._reader.readexactly(body))
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            raise Gone(str(error)) from None
        self._waiting = False
        self.memory = reply.memory
        return reply

    @property
    def fresh(self) -> bool:
        """Whether it can take the next job as if it were its first."""
        return not (self._waiting or self._lowered or self._killed or self.reaped)

    def processor_seconds(self) -> float:
        """The processor time that it has used; where the system does not tell, the time of the clock instead."""
        try:
            return int(Path(f"/proc/{self.number}/schedstat").read_text("ascii").split()[0]) / 1e9
        except OSError:
            return time.monotonic()

    def lower_priority(self, niceness: int) -> None:
        """Leave the processors to others (POSIX niceness, 19 at most).

        There is no way back without privileges, so it retires after this job.
        """
        self._lowered = True
        with contextlib.suppress(ProcessLookupError):  # it is done, and its death is noticed elsewhere
            os.setpriority(os.PRIO_PROCESS, self.number, niceness)

    def kill(self) -> None:
        """End it at once; harmless where it is dead."""
        if not self._killed and not self.reaped:
            with contextlib.suppress(ProcessLookupError):  # only where its nursery is dead too
                os.kill(self.number, signal.SIGKILL)
        self._killed = True

    def hang_up(self) -> None:
        """Close the connection."""
        self._writer.close()


class Nursery:
    """The nursery as the server sees it."""

    def __init__(self, store: Path, limits: Limits) -> None:
        self._store = store
        self._limits = limits
        self._lock = asyncio.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._wire: socket.socket | None = None

    async def open(self) -> None:
        """Start the process."""
        self._start()

    def _start(self) -> None:
        if self._process is not None:
            assert self._wire is not None  # they come together
            self._wire.close()
            self._process.kill()
            self._process.wait()
        self._wire, theirs = socket.socketpair()
        limits = self._limits
        arguments = [str(theirs.fileno()), str(self._store), str(limits.memory), str(limits.deadline)]
        self._process = subprocess.Popen(
            [sys.executable, "-m", "kg.server.nursery", *arguments],
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            start_new_session=True,  # the terminal's Ctrl+C is for the server, which lets queries end first
        )
        theirs.close()

    async def hire(self) -> Worker:
        """A new worker, on the current snapshot."""
        ours, theirs = socket.socketpair()
        with theirs:
            number = await self._say(FORK, 0, theirs.fileno())
        ours.setblocking(False)
        reader, writer = await asyncio.open_unix_connection(sock=ours)
        worker = Worker(number, reader, writer)
        try:
            await worker.ask(Refresh())
        except Gone:
            await self.bury(worker)
            raise Refused(
                HTTPStatus.SERVICE_UNAVAILABLE, "server", "a worker could not be started", "try later", 5
            ) from None
        return worker

    async def reap(self, worker: Worker) -> int:
        """How a worker that is dead or dying ended: an exit status, or minus a signal."""
        worker.reaped = True
        return await self._say(REAP, worker.number)

    async def bury(self, worker: Worker) -> None:
        """Forget a worker that was killed, or that is known to be dead."""
        worker.hang_up()
        if not worker.reaped:
            worker.reaped = True
            async with self._lock:
                with contextlib.suppress(ConnectionError):  # its nursery is dead: the system buries it
                    self._send(BURY + NUMBER.pack(worker.number), ())

    async def close(self) -> None:
        """End the process; workers that still live find out by themselves."""
        if self._wire is not None:
            self._wire.close()
        if self._process is not None:
            await asyncio.to_thread(self._process.wait)

    async def _say(self, message: bytes, number: int, *descriptors: int) -> int:
        async with self._lock:
            return await asyncio.to_thread(self._exchange, message + NUMBER.pack(number), descriptors)

    def _exchange(self, message: bytes, descriptors: tuple[int, ...]) -> int:
        try:
            return self._try(message, descriptors)
        except ConnectionError:
            self._start()  # somebody killed it; its workers live on and are told apart by the new one
            return self._try(message, descriptors)

    def _try(self, message: bytes, descriptors: tuple[int, ...]) -> int:
        self._send(message, descriptors)
        assert self._wire is not None  # it is open
        answer = self._wire.recv(NUMBER.size, socket.MSG_WAITALL)
        if len(answer) != NUMBER.size:
            raise ConnectionResetError("the nursery ended")
        return int(NUMBER.unpack(answer)[0])

    def _send(self, message: bytes, descriptors: tuple[int, ...]) -> None:
        assert self._wire is not None  # it is open
        if descriptors:
            socket.send_fds(self._wire, [message], descriptors)
        else:
            self._wire.sendall(message)
