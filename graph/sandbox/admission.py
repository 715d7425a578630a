"""Who may run now, who waits, and who has had enough: so that one client's queries do not shut the others out.

There are two lanes. Every query begins in the quick one. After ``quick_seconds`` it is done, or goes on in the slow
lane if that has a place, or stays as long as the quick lane has places for others; where it has none, the query is
ended and waits to begin again in the slow lane. So a short query is answered soon, however many long ones there are,
and long ones wait for one another.
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
from graph.sandbox.limits import Limits

_TICK = 0.1  # seconds between two looks at whether a waiting client is still there
_MINUTE = 60.0
_KNOWN = 10_000  # clients whose use is remembered


class ClientGoneError(Exception):
    """The client has closed its connection: there is nobody to answer."""


@dataclass(eq=False)
class _Lane:
    """So many places, of which one client has at most its share; who waits is served in order."""

    places: int
    share: int
    running: Counter[str] = field(default_factory=Counter)
    waiting: list[Turn] = field(default_factory=list)

    def may_start(self, turn: Turn) -> bool:
        """Whether there is a place, the client may have it, and nobody who may came before."""
        free = self.places - self.running.total()
        taken = Counter(self.running)
        for each in self.waiting:
            if free <= 0 or each is turn:
                break
            if taken[each.client] < self.share:
                taken[each.client] += 1
                free -= 1
        return free > 0 and taken[turn.client] < self.share

    def leave(self, client: str) -> None:
        self.running[client] -= 1
        if not self.running[client]:
            del self.running[client]


@dataclass(eq=False)
class Turn:
    """A query's place in a lane."""

    client: str
    gate: Gate
    lane: _Lane

    def go_on(self) -> bool:
        """Return whether the query may go on: in the slow lane if that has a place, or here if others have one."""
        return self.gate.go_on(self)


class Gate:
    """Lets queries through. The running time of each client is counted, and forgotten again in a minute."""

    def __init__(self, limits: Limits, clock: Callable[[], float] = time.monotonic) -> None:
        self.limits = limits
        self._clock = clock
        self._change = Condition()
        self._quick = _Lane(limits.quick_workers, max(1, limits.quick_workers - 1))
        self._slow = _Lane(limits.workers, limits.workers_of_one_client)
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
    def pass_through(self, client: str, gone: Callable[[], bool], *, slow: bool = False) -> Iterator[Turn]:
        """Wait for a place, keep it for as long as the block takes, and charge the client for it.

        Raises :class:`~graph.errors.QueryError`, 429 where the client has had its share and 503 where everybody waits;
        :class:`ClientGoneError` where the client leaves first.
        """
        turn = Turn(client, self, self._slow if slow else self._quick)
        self._enter(turn, gone)
        start = self._clock()
        try:
            yield turn
        finally:
            with self._change:
                self._charge(client, self._clock() - start)
                turn.lane.leave(client)
                self._change.notify_all()

    def go_on(self, turn: Turn) -> bool:
        """Do what :meth:`Turn.go_on` says."""
        with self._change:
            if turn.lane is self._slow:
                return True
            if not self._slow.may_start(turn):
                return self._quick.running.total() < self._quick.places
            turn.lane.leave(turn.client)
            turn.lane = self._slow
            self._slow.running[turn.client] += 1
            self._change.notify_all()
            return True

    def _enter(self, turn: Turn, gone: Callable[[], bool]) -> None:
        limits, lane = self.limits, turn.lane
        with self._change:
            self._check_use(turn.client)
            if not lane.may_start(turn):
                if sum(each.client == turn.client for each in lane.waiting) >= limits.client_queue:
                    raise _refusal(429, "client_queue", f"{limits.client_queue} of your queries wait already.", 1)
                if len(lane.waiting) >= limits.queue:
                    raise _refusal(503, "queue", f"{limits.queue} queries wait already.", ceil(limits.deadline))
                lane.waiting.append(turn)
                try:
                    self._wait(turn, gone)
                finally:
                    lane.waiting.remove(turn)
                    self._change.notify_all()
            lane.running[turn.client] += 1

    def _wait(self, turn: Turn, gone: Callable[[], bool]) -> None:
        end = self._clock() + self.limits.patience
        while not turn.lane.may_start(turn):
            left = end - self._clock()
            if left <= 0:
                message = f"The query has waited for {self.limits.patience:g} s, and others still run."
                raise _refusal(503, "patience", message, ceil(self.limits.deadline))
            if gone():
                raise ClientGoneError
            self._change.wait(min(left, _TICK))

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
