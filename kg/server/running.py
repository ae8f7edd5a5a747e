"""Running the application under uvicorn, until a signal says to stop; queries that run then may still end."""

import uvicorn

from kg.server.app import application
from kg.server.limits import Settings


def serve(settings: Settings) -> None:
    """Serve until SIGINT or SIGTERM. Raises `kg.errors.StoreError` where there is nothing to serve."""
    uvicorn.run(
        application(settings),
        host=settings.host,
        port=settings.port,
        root_path=settings.root_path,
        proxy_headers=True,
        forwarded_allow_ips=settings.trusted_proxies,
        access_log=False,
        log_level="warning",
        server_header=False,
        timeout_graceful_shutdown=int(settings.limits.deadline) + 1,
        timeout_keep_alive=30,
    )
