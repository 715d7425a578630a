"""Every limit of the endpoint: one frozen dataclass, read from the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from graph.errors import SettingError, nearest

PREFIX = "BACKSTOP_SPARQL_"


def _number(default: float, low: float, high: float, meaning: str) -> Any:
    return field(default=default, metadata={"low": low, "high": high, "meaning": meaning})


@dataclass(frozen=True)
class Limits:
    """What one query, one client and all of them together may take.

    Each number is read from the environment variable of its name in capitals after :data:`PREFIX`.
    """

    deadline: float = _number(10.0, 0.1, 3600, "seconds for one query: parsing, planning, running and writing")
    memory: int = _number(512, 32, 1 << 20, "MiB that a worker may take beyond the graph itself")
    rows: int = _number(100_000, 1, 1 << 31, "rows, or triples, in one answer; more are cut and flagged")
    answer_bytes: int = _number(16 << 20, 1 << 10, 1 << 31, "bytes of one answer; more are cut and flagged")
    request_bytes: int = _number(256 << 10, 1 << 10, 1 << 30, "bytes of one request's body")
    query_length: int = _number(64 << 10, 16, 1 << 30, "characters of one query")
    depth: int = _number(64, 4, 10_000, "levels of brackets in one query")
    tokens: int = _number(16_000, 16, 1 << 30, "tokens (words, names, signs) in one query")
    workers: int = _number(max(2, os.cpu_count() or 1), 1, 256, "long queries that run at once")
    quick_workers: int = _number(4, 1, 256, "short queries that run at once beside them")
    quick_seconds: float = _number(0.25, 0.01, 3600, "seconds after which a query is a long one")
    client_workers: int = _number(0, 0, 256, "of the long ones, for one client; 0 stands for all but one")
    queue: int = _number(32, 0, 10_000, "queries that wait for a place, in each lane")
    client_queue: int = _number(16, 0, 10_000, "of these, for one client")
    patience: float = _number(5.0, 0, 3600, "seconds that a query waits for a place")
    client_seconds: float = _number(60.0, 0.1, 1e6, "seconds of running that one client may use in a minute")
    trusted_proxies: int = _number(0, 0, 16, "reverse proxies in front, whose X-Forwarded-For is believed")
    service_allow: tuple[str, ...] = field(
        default=(), metadata={"meaning": "addresses that SERVICE may name, separated by spaces; none by default"}
    )

    @property
    def workers_of_one_client(self) -> int:
        """How many queries of one client run at once: all but one, so that nobody keeps everybody out."""
        return min(self.workers, self.client_workers or max(1, self.workers - 1))


def limits_from(environment: Mapping[str, str] = os.environ) -> Limits:
    """Return the limits that the environment sets, the defaults for the rest.

    Raises :class:`~graph.errors.SettingError`, which names every variable that is wrong.
    """
    known = {PREFIX + each.name.upper(): each for each in fields(Limits)}
    values: dict[str, Any] = {}
    wrong = []
    for name, text in sorted(environment.items()):
        if not name.startswith(PREFIX):
            continue
        if name not in known:
            wrong.append(f"{name}: there is no such setting{nearest(name, known)}")
            continue
        try:
            values[known[name].name] = _value(known[name], text)
        except ValueError as error:
            wrong.append(f"{name}: {error}")
    if wrong:
        raise SettingError("\n".join(wrong))
    return Limits(**values)


def _value(setting: Any, text: str) -> float | tuple[str, ...]:
    if setting.name == "service_allow":
        addresses = tuple(text.split())
        for address in addresses:
            if not address.startswith(("http://", "https://")):
                raise ValueError(f"expected addresses that begin with http:// or https://, found '{address}'")
        return addresses
    kind = type(setting.default)
    low, high = setting.metadata["low"], setting.metadata["high"]
    try:
        number: float = kind(text)
    except ValueError:
        number = low - 1
    if not low <= number <= high:
        noun = "a whole number" if kind is int else "a number"
        raise ValueError(f"expected {noun} from {low:g} to {high:g}, found '{text}'")
    return number
