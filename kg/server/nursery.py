"""The nursery: a small process that forks workers, so that the server itself, with its threads, never forks.

It has read all code that a worker needs and nothing else: a fork takes milliseconds. The server sends a socket for each
new worker and is told its process number; later it asks how that process ended, or says that it need not know. Until
then the number stays taken, so the server can never kill a stranger. A large process at low priority takes its time to
die: nobody waits for one that was killed. When the server is gone, so is the nursery, and each worker at its next look.
"""

import os
import signal
import socket
import struct
import sys
from pathlib import Path
from typing import Final

from kg.server.worker import work

FORK: Final = b"F"
REAP: Final = b"R"  # answered when the process is dead
BURY: Final = b"B"  # not answered
NUMBER: Final = struct.Struct("!i")


def tend(wire: socket.socket, store: Path, memory: int, deadline: float) -> None:
    """Fork and reap as the server says, until it hangs up."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    dying: set[int] = set()

    def bury(*_: object) -> None:
        for child in list(dying):
            if _is_dead(child):
                dying.discard(child)

    signal.signal(signal.SIGCHLD, bury)
    while True:
        message, descriptors, _, _ = socket.recv_fds(wire, 1 + NUMBER.size, 1)
        if not message:
            return
        if message[:1] == FORK:
            child = os.fork()
            if child == 0:
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                wire.close()
                with socket.socket(fileno=descriptors[0]) as own:
                    work(own, store, memory, deadline)
                os._exit(0)
            os.close(descriptors[0])
            wire.sendall(NUMBER.pack(child))
            continue
        (child,) = NUMBER.unpack(message[1:])
        if message[:1] == REAP:
            wire.sendall(NUMBER.pack(_reap(child)))
        else:
            dying.add(child)
            bury()


def _is_dead(child: int) -> bool:
    try:
        return os.waitpid(child, os.WNOHANG) != (0, 0)
    except ChildProcessError:  # see `_reap`
        return True


def _reap(child: int) -> int:
    try:
        _, status = os.waitpid(child, 0)
    except ChildProcessError:  # forked by a nursery before this one: the system has reaped it
        return -signal.SIGKILL
    return os.waitstatus_to_exitcode(status)


if __name__ == "__main__":
    descriptor, store, memory, deadline = sys.argv[1:]
    with socket.socket(fileno=int(descriptor)) as wire:
        tend(wire, Path(store), int(memory), float(deadline))
