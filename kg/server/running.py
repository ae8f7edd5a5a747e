"""Running the application under uvicorn, until a signal says to stop; queries that run then may still end."""

import signal
import socket
from collections.abc import Callable

import uvicorn

from kg.errors import KgError
from kg.server.app import application
from kg.server.limits import Settings
from kg.store import open_snapshot


class Unreachable(KgError):
    """The address cannot be listened to."""


def serve(settings: Settings, ready: Callable[[str], None]) -> None:
    """Serve until SIGINT or SIGTERM; ``ready`` is told the address once connections are accepted.

    Raises `kg.errors.StoreError` where there is nothing to serve, `Unreachable` where the address cannot be had.
    """
    open_snapshot(settings.store).close()
    listening = _listen(settings.host, settings.port)
    config = uvicorn.Config(
        application(settings),
        root_path=settings.root_path,
        proxy_headers=True,
        forwarded_allow_ips=settings.trusted_proxies,
        access_log=False,
        log_level="error",
        server_header=False,
        timeout_graceful_shutdown=int(settings.limits.deadline) + 1,
        timeout_keep_alive=30,
        backlog=2048,
    )
    host, port = listening.getsockname()[:2]
    ready(f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/")
    for number in (signal.SIGINT, signal.SIGTERM):  # uvicorn raises again what ended it: to us, that is no error
        signal.signal(number, lambda *_: None)
    uvicorn.Server(config).run(sockets=[listening])


def _listen(host: str, port: int) -> socket.socket:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listening = socket.socket(family, kind, protocol)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(2048)  # from here on, those who connect wait until the workers are there
    except OSError as error:
        raise Unreachable(
            f"{host}:{port}", f"cannot be listened to: {error.strerror}", "choose another --host or --port"
        ) from None
    return listening
