"""Runs a job in a worker, watches the clock and the client, and ends the worker where it must."""

from __future__ import annotations

import json
import os
import select
import signal
import socket
import threading
import time
import weakref
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from graph.errors import QueryError
from graph.sandbox.admission import ClientGoneError
from graph.sandbox.fork_server import Nursery
from graph.sandbox.job import ASK, DATA, WRONG, Answer, Frames, Job, send
from graph.sandbox.limits import Limits

_TICK = 0.1  # seconds between two looks at whether the client is still there
_PIECE = 256 * 1024
_LONG = 19  # the nice value of a long query


class PreemptedError(Exception):
    """The query was ended because it is a long one and there was no place to go on: it may begin again."""


@dataclass(frozen=True)
class _Worker:
    nursery: Nursery
    pid: int
    sock: socket.socket

    def end(self) -> int | None:
        """Kill it and return how it ended, or had."""
        self.sock.close()
        return self.nursery.end(self.pid)

    def yield_to_others(self) -> None:
        """Leave the processor to short queries from now on."""
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, self.pid, _LONG)

    def idle(self) -> bool:
        """Whether it waits for a job: it has neither closed its socket nor said anything unasked."""
        return not _readable(self.sock, 0)


@dataclass
class _Watch:
    """Watches the time of one query: how much is left until its deadline, or until it counts as a long one."""

    limits: Limits
    start: float
    gone: Callable[[], bool]
    go_on: Callable[[], bool]
    long: bool = False

    def left(self, asked: _Worker) -> float:
        """Return the seconds until something is to be decided; decide what is due."""
        spent = time.monotonic() - self.start
        if spent >= self.limits.deadline:
            raise _too_long(self.limits.deadline)
        if spent < self.limits.quick_seconds:
            return min(self.limits.deadline, self.limits.quick_seconds) - spent
        if not self.go_on():
            raise PreemptedError
        if not self.long:
            self.long = True
            asked.yield_to_others()
        return self.limits.deadline - spent


class Pool:
    """Workers for one build, as many as run at once; those who may run at all are let through by the gate.

    ``quads`` is the build's file of N-Quads, ``digest`` its SHA-256. Raises :class:`~graph.errors.BuildError` where it
    cannot be loaded. When nobody holds the pool any more, its processes end.
    """

    def __init__(self, quads: Path, digest: str, limits: Limits) -> None:
        self.limits = limits
        self._quads = quads
        self._digest = digest
        self._lock = threading.Lock()
        self._idle: list[_Worker] = []
        self._nursery = Nursery(quads, digest, limits)
        self._finalizer = weakref.finalize(self, _close, self._idle, [self._nursery])
        for _ in range(limits.quick_workers):
            self._idle.append(self._bear())

    def ask(
        self, job: Job, gone: Callable[[], bool] = lambda: False, go_on: Callable[[], bool] = lambda: True
    ) -> Answer:
        """Return the answer to a job; ``go_on()`` says after ``quick_seconds``, again and again, whether it may go on.

        Raises :class:`PreemptedError` where it may not, :class:`~graph.errors.QueryError` where the query is wrong or
        meets a limit, and :class:`~graph.sandbox.admission.ClientGoneError` where ``gone()`` says that nobody waits for
        the answer.
        """
        watch = _Watch(self.limits, time.monotonic(), gone, go_on)
        try:
            return self._ask(job, watch, self._take())
        except QueryError as error:
            if error.reason != "interrupted" or watch.long:
                raise
        return self._ask(job, watch, self._bear())  # the worker had died while it waited for a job; others may have too

    def _ask(self, job: Job, watch: _Watch, found: _Worker) -> Answer:
        last = True
        try:
            content, kind, end = self._exchange(found, job, watch)
            last = end.pop("last") or watch.long  # a long one's niceness cannot be taken back
        finally:
            self._put_back(found, last)
        if kind == WRONG:
            raise QueryError(**end)
        return Answer(content, seconds=time.monotonic() - watch.start, **end)

    def _put_back(self, found: _Worker, last: bool) -> None:
        with self._lock:
            if not last and self._finalizer.alive and found.nursery is self._nursery:
                self._idle.append(found)
                return
        found.end()

    def close(self) -> None:
        """End every process of the pool; what still runs is answered with an error."""
        self._finalizer()

    @property
    def alive(self) -> bool:
        """Whether the pool can answer."""
        return self._finalizer.alive

    def _take(self) -> _Worker:
        while True:
            with self._lock:
                found = self._idle.pop() if self._idle else None
            if found is None:
                return self._bear()
            if found.nursery is self._nursery and found.idle():
                return found
            found.end()

    def _bear(self) -> _Worker:
        """Fork a worker; begin again with a new nursery if the old one was killed."""
        nursery = self._nursery
        try:
            return _Worker(nursery, *nursery.bear())
        except OSError:
            pass
        with self._lock:
            if not self._finalizer.alive:
                raise QueryError(503, "stopping", "The endpoint is stopping.", retry_after=5)
            if self._nursery is nursery:
                nursery.close()
                self._nursery = Nursery(self._quads, self._digest, self.limits)
                self._finalizer.detach()
                self._finalizer = weakref.finalize(self, _close, self._idle, [self._nursery])
            nursery = self._nursery
        return _Worker(nursery, *nursery.bear())

    def _exchange(self, asked: _Worker, job: Job, watch: _Watch) -> tuple[bytes, bytes, dict[str, Any]]:
        frames, content = Frames(), bytearray()
        with suppress(OSError):  # one that has died meanwhile is found out below
            asked.sock.settimeout(self.limits.deadline)
            send(asked.sock, ASK, job.to_bytes())
        while True:
            if not _readable(asked.sock, min(watch.left(asked), _TICK)):
                if watch.gone():
                    raise ClientGoneError
                continue
            try:
                piece = asked.sock.recv(_PIECE)
            except OSError:
                piece = b""
            if not piece:
                self._explain(asked.end())
            for kind, part in frames.feed(piece):
                if kind == DATA:
                    content += part
                else:
                    return bytes(content), kind, json.loads(part)

    def _explain(self, status: int | None) -> NoReturn:
        """Raise what the end of a worker means (``status`` as :func:`os.waitpid` gives it)."""
        ended_by = os.WTERMSIG(status) if status is not None and os.WIFSIGNALED(status) else 0
        if ended_by == signal.SIGXCPU:
            raise _too_long(self.limits.deadline)
        if ended_by == signal.SIGABRT:
            raise _too_much(
                f"The query needs more than the {self.limits.memory} MiB of memory that one may take.", "memory"
            )
        if ended_by in {signal.SIGSEGV, signal.SIGBUS}:
            raise _too_much("The query is nested too deeply, or is too long, to be evaluated.", "stack")
        raise QueryError(
            503, "interrupted", "The query was interrupted before it had an answer. Try again.", retry_after=1
        )


def _too_long(seconds: float) -> QueryError:
    message = f"The query took longer than {seconds:g} s, and was ended. Ask for less, or in smaller steps."
    return QueryError(504, "timeout", message, limit="deadline")


def _too_much(message: str, limit: str) -> QueryError:
    return QueryError(422, "too-much", message, limit=limit)


def _readable(sock: socket.socket, seconds: float) -> bool:
    poll = select.poll()
    poll.register(sock, select.POLLIN)
    return bool(poll.poll(seconds * 1000))


def _close(idle: list[_Worker], nurseries: list[Nursery]) -> None:
    for each in idle:
        each.sock.close()
    idle.clear()
    for nursery in nurseries:
        nursery.close()
