"""Who may run now, who waits, and who has had enough: so that one client's queries do not shut the others out."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from math import ceil
from threading import Condition

from graph.errors import QueryError
from graph.isolation.limits import Limits

_TICK = 0.1  # seconds between two looks at whether a waiting client is still there
_MINUTE = 60.0
_KNOWN = 10_000  # clients whose use is remembered


class ClientGoneError(Exception):
    """The client has closed its connection: there is nobody to answer."""


class Gate:
    """Lets queries through, first come first served, but never more of one client than its share.

    The running time of each client drains from a store that holds ``client_seconds`` and fills again in a minute.
    """

    def __init__(self, limits: Limits, clock: Callable[[], float] = time.monotonic) -> None:
        self.limits = limits
        self._clock = clock
        self._change = Condition()
        self._running: Counter[str] = Counter()
        self._waiting: list[tuple[object, str]] = []
        self._used: dict[str, tuple[float, float]] = {}  # seconds used and not yet given back, as of when

    @property
    def running(self) -> int:
        """The number of queries that run."""
        return self._running.total()

    @property
    def waiting(self) -> int:
        """The number of queries that wait."""
        return len(self._waiting)

    @contextmanager
    def pass_through(self, client: str, gone: Callable[[], bool]) -> Iterator[None]:
        """Wait for a place, keep it for as long as the block takes, and charge the client for it.

        Raises :class:`~graph.errors.QueryError`, 429 where the client has had its share and 503 where everybody waits;
        :class:`ClientGoneError` where the client leaves first.
        """
        self._enter(client, gone)
        start = self._clock()
        try:
            yield
        finally:
            with self._change:
                self._charge(client, self._clock() - start)
                self._running[client] -= 1
                if not self._running[client]:
                    del self._running[client]
                self._change.notify_all()

    def _enter(self, client: str, gone: Callable[[], bool]) -> None:
        limits = self.limits
        ticket = (object(), client)
        with self._change:
            self._check_use(client)
            if not self._may_start(ticket):
                if sum(who == client for _, who in self._waiting) >= limits.client_queue:
                    raise _refusal(429, "client_queue", f"{limits.client_queue} of your queries wait already.", 1)
                if len(self._waiting) >= limits.queue:
                    raise _refusal(503, "queue", f"{limits.queue} queries wait already.", ceil(limits.deadline))
                self._waiting.append(ticket)
                try:
                    self._wait(ticket, gone)
                finally:
                    self._waiting.remove(ticket)
            self._running[client] += 1

    def _wait(self, ticket: tuple[object, str], gone: Callable[[], bool]) -> None:
        end = self._clock() + self.limits.patience
        while not self._may_start(ticket):
            left = end - self._clock()
            if left <= 0:
                message = f"The query has waited for {self.limits.patience:g} s, and others still run."
                raise _refusal(503, "patience", message, ceil(self.limits.deadline))
            if gone():
                raise ClientGoneError
            self._change.wait(min(left, _TICK))

    def _may_start(self, ticket: tuple[object, str]) -> bool:
        """Whether there is a place, the client may have it, and nobody who may came before."""
        free = self.limits.workers - self._running.total()
        taken = Counter(self._running)
        for each in self._waiting:
            if free <= 0 or each == ticket:
                break
            if taken[each[1]] < self.limits.workers_of_one_client:
                taken[each[1]] += 1
                free -= 1
        return free > 0 and taken[ticket[1]] < self.limits.workers_of_one_client

    def _check_use(self, client: str) -> None:
        over = self._balance(client) - self.limits.client_seconds
        if over >= 0:
            wait = max(1, ceil((over + 1) * _MINUTE / self.limits.client_seconds))
            message = f"Your queries have run for {self.limits.client_seconds:g} s within a minute."
            raise _refusal(429, "client_seconds", message, wait)

    def _balance(self, client: str) -> float:
        used, when = self._used.get(client, (0.0, 0.0))
        return max(0.0, used - (self._clock() - when) * self.limits.client_seconds / _MINUTE)

    def _charge(self, client: str, seconds: float) -> None:
        self._used[client] = (self._balance(client) + seconds, self._clock())
        if len(self._used) > _KNOWN:
            self._used = {each: self._used[each] for each in self._used if self._balance(each) > 0}


def _refusal(status: int, limit: str, message: str, retry_after: int) -> QueryError:
    return QueryError(status, "busy", f"{message} Try again later.", limit=limit, retry_after=retry_after)
