"""Every limit of the endpoint: one frozen dataclass, read from the environment."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Any

from graph.environment import WEB_ADDRESSES, Kind, seconds, setting, whole

PREFIX = "BACKSTOP_SPARQL_"


def _limit(name: str, kind: Kind[Any], default: object, meaning: str, *, shown: str | None = None) -> Any:
    return setting(f"{PREFIX}{name}", kind, default, meaning, shown=shown)


@dataclass(frozen=True)
class SandboxLimits:
    """What one query, one client and all of them together may take."""

    deadline: float = _limit(
        "DEADLINE", seconds(0.1, 3600), 10.0, "the time for one query: parsing, planning, running and writing"
    )
    memory: int = _limit("MEMORY", whole(32, 1 << 20), 512, "MiB that a worker may take beyond the graph itself")
    rows: int = _limit("ROWS", whole(1, 1 << 31), 100_000, "rows, or triples, in one answer; more are cut and flagged")
    answer_bytes: int = _limit(
        "ANSWER_BYTES", whole(1 << 10, 1 << 31), 16 << 20, "bytes of one answer; more are cut and flagged"
    )
    request_bytes: int = _limit(
        "REQUEST_BYTES", whole(1 << 10, 1 << 30), 256 << 10, "bytes of the body of a request with a query"
    )
    query_length: int = _limit("QUERY_LENGTH", whole(16, 1 << 30), 64 << 10, "characters of one query")
    depth: int = _limit("DEPTH", whole(4, 10_000), 64, "levels of brackets in one query")
    tokens: int = _limit("TOKENS", whole(16, 1 << 30), 16_000, "tokens (words, names, signs) in one query")
    workers: int = _limit(
        "WORKERS",
        whole(1, 256),
        max(2, os.cpu_count() or 1),
        "long queries that run at once",
        shown="number of cores, at least 2",
    )
    quick_workers: int = _limit(
        "QUICK_WORKERS", whole(1, 256), 4, "short queries that run at once, besides the long ones"
    )
    quick_seconds: float = _limit(
        "QUICK_SECONDS", seconds(0.01, 3600), 0.25, "the time after which a query is a long one"
    )
    client_workers: int = _limit(
        "CLIENT_WORKERS", whole(0, 256), 0, "long queries of one client that run at once; 0 stands for all but one"
    )
    queue: int = _limit("QUEUE", whole(0, 10_000), 32, "queries that wait in each queue")
    client_queue: int = _limit("CLIENT_QUEUE", whole(0, 10_000), 16, "queries of one client that wait in each queue")
    patience: float = _limit("PATIENCE", seconds(0, 3600), 5.0, "how long a query waits in a queue")
    client_seconds: float = _limit(
        "CLIENT_SECONDS",
        seconds(0.1, 100_000),
        60.0,
        "the running time of one client's queries within a minute, added up",
    )
    service_allow: tuple[str, ...] = _limit(
        "SERVICE_ALLOW", WEB_ADDRESSES, (), "the addresses that SERVICE may name", shown="none"
    )

    @property
    def workers_of_one_client(self) -> int:
        """How many queries of one client run at once: all but one, so that nobody keeps everybody out."""
        return min(self.workers, self.client_workers or max(1, self.workers - 1))
