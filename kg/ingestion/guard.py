"""Guard: parses what may be hostile in a process that dies before it can hang, or take all memory."""

import os
import pickle
import resource
import signal
import subprocess
import sys
from collections.abc import Callable
from types import TracebackType
from typing import BinaryIO, Final, ParamSpec, TypeVar, cast

from kg.errors import SourceError

#: Seconds of computing that one article may take to be read.
SECONDS: Final = 30
#: Bytes of address space that reading one may take, libraries included.
MEMORY: Final = 3_000_000_000

_P = ParamSpec("_P")
_T = TypeVar("_T")
_REMEDY: Final = "save its text as a text file, or leave it out"


class Guard:
    """A process beside this one, started when it is first needed, that calls functions and may be killed by them.

    A context manager: leaving it ends the process.
    """

    def __init__(self, *, seconds: int | None = None, memory: int | None = None) -> None:
        self._limits = str(seconds or SECONDS), str(memory or MEMORY)
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "Guard":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()

    def call(self, source: str, function: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
        """What ``function`` returns; it must be one of a module, as must its arguments and result be picklable.

        Raises the `SourceError` that it raises, and one of our own if it computes too long, takes too much memory or
        crashes; ``source`` is what that one names.
        """
        process = self._process or self._start()
        try:
            pickle.dump((function, args, kwargs), _pipe(process.stdin))
            _pipe(process.stdin).flush()
            raised, value = pickle.load(_pipe(process.stdout))
        except (EOFError, BrokenPipeError, pickle.UnpicklingError):
            raise SourceError(source, self._stop(), _REMEDY) from None
        except BaseException:  # an interrupt: an answer that is still to come must not be taken for the next one's
            self._stop()
            raise
        if raised:
            subject, trouble, remedy = value
            raise SourceError(subject or source, trouble, remedy)
        return cast(_T, value)

    def _start(self) -> subprocess.Popen[bytes]:
        # -c, not -m: the module must be known by its own name, since functions travel by name
        code = "import sys; from kg.ingestion import guard; guard.serve(*map(int, sys.argv[1:]))"
        self._process = subprocess.Popen(
            [sys.executable, "-c", code, *self._limits],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "OPENBLAS_NUM_THREADS": "1"},
        )
        return self._process

    def _stop(self) -> str:
        """End the process; what it died of if it was dead already."""
        process, self._process = self._process, None
        if process is None:
            return ""
        _pipe(process.stdin).close()
        try:
            status = process.wait(1)
        except subprocess.TimeoutExpired:
            process.kill()
            status = process.wait()
        _pipe(process.stdout).close()
        if status == -signal.SIGPROF:
            return f"reading it took more than {self._limits[0]} s"
        return f"reading it crashed the reader (status {status})"


def serve(seconds: int, memory: int) -> None:
    """Answer calls from standard input until it ends: the life of the process beside."""
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # what a library prints is no answer
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    if hard == resource.RLIM_INFINITY or hard > memory:
        resource.setrlimit(resource.RLIMIT_AS, (memory, hard))
    while True:
        try:
            function, args, kwargs = pickle.load(requests)
        except EOFError:
            return
        # The timer counts computing, not waiting, and its signal ends the process even in the middle of C code.
        signal.setitimer(signal.ITIMER_PROF, seconds)
        answer = _answer(function, args, kwargs)
        signal.setitimer(signal.ITIMER_PROF, 0)
        answers.write(answer)
        answers.flush()


def _answer(function: Callable[..., object], args: tuple[object, ...], kwargs: dict[str, object]) -> bytes:
    try:
        return pickle.dumps((False, function(*args, **kwargs)))
    except SourceError as error:
        return pickle.dumps((True, (error.subject, error.trouble, error.remedy)))
    except MemoryError:
        return pickle.dumps((True, ("", "reading it takes too much memory", _REMEDY)))
    except RecursionError:
        return pickle.dumps((True, ("", "it is nested too deeply", _REMEDY)))


def _pipe(stream: object) -> BinaryIO:
    return cast(BinaryIO, stream)
