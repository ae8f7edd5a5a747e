"""Measures for Prometheus: requests by route and status, their seconds, and what the workers are doing."""

from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

if TYPE_CHECKING:
    from kg.server.workers import Pool


class Metrics:
    """The measures of one service, in a registry of its own."""

    def __init__(self, pool: "Pool") -> None:
        self._registry = registry = CollectorRegistry()
        self._requests = Counter("kg_requests", "Requests answered.", ["route", "method", "status"], registry=registry)
        self._seconds = Histogram(
            "kg_request_seconds",
            "Seconds from a request to its answer.",
            ["route"],
            buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60),
            registry=registry,
        )
        for name, text, value in (
            ("kg_queries_waiting", "Queries that wait for a worker.", lambda: pool.queue.waiting),
            ("kg_queries_running", "Queries that run, fast or slow.", lambda: pool.busy),
            ("kg_queries_slow", "Queries that go on without a place.", lambda: pool.slow),
            ("kg_queries_ended_deadline", "Queries ended at their deadline.", lambda: pool.ended["deadline"]),
            ("kg_queries_ended_memory", "Queries ended for their memory.", lambda: pool.ended["memory"]),
            ("kg_queries_ended_crowded", "Long queries ended to make room.", lambda: pool.ended["crowded"]),
            ("kg_workers_died", "Workers that died by themselves.", lambda: pool.ended["died"]),
        ):
            Gauge(name, text, registry=registry).set_function(value)

    def observe(self, route: str, method: str, status: int, seconds: float) -> None:
        """Count one request. ``route`` is a pattern, not an address: there are few of them."""
        self._requests.labels(route, method, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def text(self) -> bytes:
        """All measures in Prometheus's text format."""
        return generate_latest(self._registry)
