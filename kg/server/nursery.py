"""The nursery: a small process that forks workers, so that the server itself, with its threads, never forks.

It has read all code that a worker needs and nothing else: a fork takes milliseconds. The server sends a socket for each
new worker and is told its process number; later it asks how that process ended. Until it asks, the number stays taken,
so it can never kill a stranger. When the server is gone, so is the nursery, and each worker at its next look.
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
REAP: Final = b"R"
NUMBER: Final = struct.Struct("!i")


def tend(wire: socket.socket, store: Path, memory: int, deadline: float) -> None:
    """Fork and reap as the server says, until it hangs up."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while True:
        message, descriptors, _, _ = socket.recv_fds(wire, 1 + NUMBER.size, 1)
        if not message:
            return
        if message[:1] == FORK:
            child = os.fork()
            if child == 0:
                wire.close()
                with socket.socket(fileno=descriptors[0]) as own:
                    work(own, store, memory, deadline)
                os._exit(0)
            os.close(descriptors[0])
            wire.sendall(NUMBER.pack(child))
        else:
            wire.sendall(NUMBER.pack(_reap(NUMBER.unpack(message[1:])[0])))


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
