"""Runs a job in a worker, watches the clock and the client, and kills the worker where it must."""

from __future__ import annotations

import json
import os
import signal
import threading
import time
import weakref
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NoReturn

from graph.errors import QueryError
from graph.sandbox.admission import ClientGoneError
from graph.sandbox.fork_server import ForkServer
from graph.sandbox.job import Job, QueryAnswer
from graph.sandbox.limits import SandboxLimits

_POLL_SECONDS = 0.1  # between two looks at whether the client is still there
_LONG = 19  # the nice value of a long query


class PreemptedError(Exception):
    """The query was ended because it is a long one and its slot was needed: it may begin again."""


@dataclass(frozen=True)
class _Worker:
    server: ForkServer
    pid: int
    connection: Connection

    def kill(self) -> int | None:
        """Kill it and return its status, see :meth:`ForkServer.kill`."""
        self.connection.close()
        return self.server.kill(self.pid)

    def lower_priority(self) -> None:
        """Leave the processor to short queries from now on."""
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, self.pid, _LONG)

    def idle(self) -> bool:
        """Whether it waits for a job: it has neither closed its connection nor sent anything unasked."""
        return not self.connection.poll()


@dataclass
class _Watch:
    """Watches the time of one query: how much is left until it becomes a long one, and until its deadline."""

    limits: SandboxLimits
    start: float
    gone: Callable[[], bool]
    may_continue: Callable[[], bool]
    long: bool = False

    def left(self, worker: _Worker) -> float:
        """Return the seconds until the next decision; decide what is due.

        Raises :class:`~graph.errors.QueryError` at the deadline, :class:`PreemptedError` where a long query may not
        continue.
        """
        spent = time.monotonic() - self.start
        if spent >= self.limits.deadline:
            raise _timed_out(self.limits.deadline)
        if spent < self.limits.quick_seconds:
            return min(self.limits.deadline, self.limits.quick_seconds) - spent
        if not self.may_continue():
            raise PreemptedError
        if not self.long:
            self.long = True
            worker.lower_priority()
        return self.limits.deadline - spent


class WorkerPool:
    """Workers for one build, as many as run at once; :class:`~graph.sandbox.admission.Admission` says how many may.

    ``quads`` is the build's file of N-Quads, ``digest`` its SHA-256. Raises :class:`~graph.errors.BuildError` where it
    cannot be loaded. When the pool is garbage-collected, its processes end.
    """

    def __init__(self, quads: Path, digest: str, limits: SandboxLimits) -> None:
        self.limits = limits
        self._quads = quads
        self._digest = digest
        self._lock = threading.Lock()
        self._idle: list[_Worker] = []
        self._start_server()
        for _ in range(limits.quick_workers):
            self._idle.append(self._fork())

    def _start_server(self) -> None:
        self._server = ForkServer(self._quads, self._digest, self.limits)
        self._finalizer = weakref.finalize(self, _close, self._idle, self._server)

    def ask(
        self, job: Job, gone: Callable[[], bool] = lambda: False, may_continue: Callable[[], bool] = lambda: True
    ) -> QueryAnswer:
        """Return the answer to a job. After ``quick_seconds``, ``may_continue()`` is asked repeatedly.

        Raises :class:`PreemptedError` where it returns false, :class:`~graph.errors.QueryError` where the query is
        wrong or meets a limit, and :class:`~graph.sandbox.admission.ClientGoneError` where ``gone()`` says that nobody
        waits for the answer.
        """
        watch = _Watch(self.limits, time.monotonic(), gone, may_continue)
        try:
            return self._run(job, watch, self._take())
        except QueryError as error:
            if error.reason != "interrupted" or watch.long:
                raise
        return self._run(job, watch, self._fork())  # the worker died while it was idle; others may have died too

    def _run(self, job: Job, watch: _Watch, worker: _Worker) -> QueryAnswer:
        last = True
        content = bytearray()
        connection = worker.connection
        try:
            connection.send_bytes(job.to_bytes())
            while True:
                if not connection.poll(min(watch.left(worker), _POLL_SECONDS)):
                    if watch.gone():
                        raise ClientGoneError
                elif piece := connection.recv_bytes():
                    content += piece
                else:
                    break
            end = json.loads(connection.recv_bytes())
            last = end.pop("last") or watch.long  # the priority of a long one cannot be raised again
        except (EOFError, OSError):
            self._explain(worker.kill())
        finally:
            self._put_back(worker, last)
        if "error" in end:
            raise QueryError(**end["error"])
        return QueryAnswer(bytes(content), **end)

    def _put_back(self, worker: _Worker, last: bool) -> None:
        with self._lock:
            if not last and self._finalizer.alive and worker.server is self._server:
                self._idle.append(worker)
                return
        worker.kill()

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
                worker = self._idle.pop() if self._idle else None
            if worker is None:
                return self._fork()
            if worker.server is self._server and worker.idle():
                return worker
            worker.kill()

    def _fork(self) -> _Worker:
        """Fork a worker; where the fork server was killed, start another one."""
        server = self._server
        with suppress(OSError):
            return _Worker(server, *server.fork())
        with self._lock:
            if not self._finalizer.alive:
                raise QueryError(503, "stopping", "The endpoint is stopping.", retry_after=5)
            if self._server is server:
                server.close()
                self._finalizer.detach()
                self._start_server()
            server = self._server
        return _Worker(server, *server.fork())

    def _explain(self, status: int | None) -> NoReturn:
        """Raise what the end of a worker means; ``status`` is what :meth:`ForkServer.kill` returned."""
        signalled = os.WTERMSIG(status) if status is not None and os.WIFSIGNALED(status) else 0
        if signalled == signal.SIGXCPU:
            raise _timed_out(self.limits.deadline)
        if signalled == signal.SIGABRT:
            message = f"The query needs more than the {self.limits.memory} MiB of memory that one may take."
            raise QueryError(422, "too-much", message, limit="memory")
        if signalled in {signal.SIGSEGV, signal.SIGBUS}:
            message = "The query is nested too deeply, or is too long, to be evaluated."
            raise QueryError(422, "too-much", message, limit="stack")
        message = "The query was interrupted before it had an answer. Try again."
        raise QueryError(503, "interrupted", message, retry_after=1)


def _timed_out(seconds: float) -> QueryError:
    message = f"The query took longer than {seconds:g} s, and was ended. Ask for less, or in smaller steps."
    return QueryError(504, "timeout", message, limit="deadline")


def _close(idle: list[_Worker], server: ForkServer) -> None:
    for worker in idle:
        worker.connection.close()
    idle.clear()
    server.close()
