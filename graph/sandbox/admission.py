"""Admission control: which query runs now, which waits, and which is refused, so that no client shuts out the others.

There are two queues, each with slots of its own. Every query begins in the quick queue. After ``quick_seconds`` it
moves to a slot of the slow queue if one is free, or keeps its slot as long as the quick queue has another free one. If
neither has, the query is ended and waits in the slow queue to begin again. So a short query is answered soon, however
many long ones there are, and long ones wait for one another.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from math import ceil
from threading import Condition

from graph.errors import QueryError
from graph.sandbox.limits import SandboxLimits

_POLL_SECONDS = 0.1  # between two looks at whether a waiting client is still there
_MINUTE = 60.0
_MAX_CLIENTS = 10_000  # whose use is remembered


class ClientGoneError(Exception):
    """The client has closed its connection: there is nobody to answer."""


@dataclass(eq=False)
class _Queue:
    """A number of slots, of which one client has at most its share; who waits is served in order."""

    slots: int
    share: int
    running: Counter[str] = field(default_factory=Counter)
    waiting: list[Slot] = field(default_factory=list)

    def may_start(self, slot: Slot) -> bool:
        """Whether a slot is free for this client after all who wait before it have theirs."""
        free = self.slots - self.running.total()
        taken = Counter(self.running)
        for earlier in self.waiting:
            if free <= 0 or earlier is slot:
                break
            if taken[earlier.client] < self.share:
                taken[earlier.client] += 1
                free -= 1
        return free > 0 and taken[slot.client] < self.share

    def leave(self, client: str) -> None:
        self.running[client] -= 1
        if not self.running[client]:
            del self.running[client]


@dataclass(eq=False)
class Slot:
    """A query's place in a queue."""

    client: str
    admission: Admission
    queue: _Queue

    def may_continue(self) -> bool:
        """Whether a long query may run on, in a slot of the slow queue or in its own while another one is free."""
        return self.admission.may_continue(self)


class Admission:
    """Admits queries. Each client's running time is counted, and the count decays within a minute.

    ``clock`` returns seconds, as :func:`time.monotonic` does.
    """

    def __init__(self, limits: SandboxLimits, clock: Callable[[], float] = time.monotonic) -> None:
        self.limits = limits
        self._clock = clock
        self._change = Condition()
        self._quick = _Queue(limits.quick_workers, max(1, limits.quick_workers - 1))
        self._slow = _Queue(limits.workers, limits.workers_of_one_client)
        self._used: dict[str, tuple[float, float]] = {}  # seconds used and not yet given back, as of when

    @property
    def running(self) -> int:
        """The number of queries that run."""
        return self._quick.running.total() + self._slow.running.total()

    @property
    def waiting(self) -> int:
        """The number of queries that wait."""
        return len(self._quick.waiting) + len(self._slow.waiting)

    @contextmanager
    def admit(self, client: str, gone: Callable[[], bool], *, slow: bool = False) -> Iterator[Slot]:
        """Wait for a slot, hold it for as long as the block takes, and charge the client for the time.

        Raises :class:`~graph.errors.QueryError`, 429 where the client has had its share and 503 where too many wait, or
        :class:`ClientGoneError` where the client leaves first.
        """
        slot = Slot(client, self, self._slow if slow else self._quick)
        self._enter(slot, gone)
        start = self._clock()
        try:
            yield slot
        finally:
            with self._change:
                self._charge(client, self._clock() - start)
                slot.queue.leave(client)
                self._change.notify_all()

    def may_continue(self, slot: Slot) -> bool:
        """Do what :meth:`Slot.may_continue` says."""
        with self._change:
            if slot.queue is self._slow:
                return True
            if not self._slow.may_start(slot):
                return self._quick.running.total() < self._quick.slots
            slot.queue.leave(slot.client)
            slot.queue = self._slow
            self._slow.running[slot.client] += 1
            self._change.notify_all()
            return True

    def _enter(self, slot: Slot, gone: Callable[[], bool]) -> None:
        limits, queue = self.limits, slot.queue
        with self._change:
            self._check_use(slot.client)
            if not queue.may_start(slot):
                if sum(other.client == slot.client for other in queue.waiting) >= limits.client_queue:
                    raise _refusal(429, "client_queue", f"{limits.client_queue} of your queries wait already.", 1)
                if len(queue.waiting) >= limits.queue:
                    raise _refusal(503, "queue", f"{limits.queue} queries wait already.", ceil(limits.deadline))
                queue.waiting.append(slot)
                try:
                    self._wait(slot, gone)
                finally:
                    queue.waiting.remove(slot)
                    self._change.notify_all()
            queue.running[slot.client] += 1

    def _wait(self, slot: Slot, gone: Callable[[], bool]) -> None:
        end = self._clock() + self.limits.patience
        while not slot.queue.may_start(slot):
            left = end - self._clock()
            if left <= 0:
                message = f"The query has waited for {self.limits.patience:g} s, and others still run."
                raise _refusal(503, "patience", message, ceil(self.limits.deadline))
            if gone():
                raise ClientGoneError
            self._change.wait(min(left, _POLL_SECONDS))

    def _check_use(self, client: str) -> None:
        excess = self._balance(client) - self.limits.client_seconds
        if excess >= 0:
            wait = max(1, ceil((excess + 1) * _MINUTE / self.limits.client_seconds))
            message = f"Your queries have run for {self.limits.client_seconds:g} s within a minute."
            raise _refusal(429, "client_seconds", message, wait)

    def _balance(self, client: str) -> float:
        used, when = self._used.get(client, (0.0, 0.0))
        return max(0.0, used - (self._clock() - when) * self.limits.client_seconds / _MINUTE)

    def _charge(self, client: str, seconds: float) -> None:
        self._used[client] = (self._balance(client) + seconds, self._clock())
        if len(self._used) > _MAX_CLIENTS:
            self._used = {name: use for name, use in self._used.items() if self._balance(name) > 0}


def _refusal(status: int, limit: str, message: str, retry_after: int) -> QueryError:
    return QueryError(status, "busy", f"{message} Try again later.", limit=limit, retry_after=retry_after)
