"""The process that holds the graph and forks workers, and its client in the web process.

Forking a process of many threads is not safe, and starting an interpreter takes too long. So one process without
threads loads the graph once and forks a worker in a millisecond or two. The memory of the graph is shared until
somebody writes to it.

The web process asks over a connection that only these two hold, one request and one answer at a time. 0 asks for a
worker, and a worker's end of a socket pair follows; the answer is the process id, 0 where none could be forked. A
process id asks to kill that worker; the answer is its status, as :func:`os.waitpid` returns it. The id is not reused
until then, because only the fork server waits for its workers. When the web process ends, the connection closes, and
the fork server kills its workers and ends. If the fork server is killed, the kernel kills its workers.
"""

from __future__ import annotations

import gc
import hashlib
import io
import os
import signal
import socket
import struct
import subprocess
import sys
import threading
from contextlib import suppress
from math import ceil
from multiprocessing.connection import Connection
from multiprocessing.reduction import recv_handle, send_handle
from pathlib import Path
from typing import Any

from pyoxigraph import RdfFormat, Store

from graph.errors import BuildError, QueryError
from graph.sandbox import worker
from graph.sandbox.limits import SandboxLimits

_ROOT = Path(__file__).resolve().parents[2]
_TIMEOUT = 30  # seconds: loading takes a tenth of one, forking a hundredth
_FORK = 0  # any other request is the process id of the worker to kill


class ForkServer:
    """Starts the process that forks workers, and asks it.

    ``quads`` is the file of N-Quads, ``digest`` its SHA-256. Raises :class:`~graph.errors.BuildError` where the graph
    cannot be loaded.
    """

    def __init__(self, quads: Path, digest: str, limits: SandboxLimits) -> None:
        self._lock = threading.Lock()
        self._deadline = limits.deadline
        self._control, theirs = _socket_pair(_TIMEOUT)
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 -- our own interpreter and module
                [sys.executable, "-m", "graph.sandbox.fork_server", str(theirs.fileno())],
                cwd=_ROOT,
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                env={
                    "PATH": os.defpath,
                    "PYTHONPATH": str(_ROOT),
                    "LC_ALL": "C.UTF-8",
                    "PYTHONDONTWRITEBYTECODE": "1" if sys.dont_write_bytecode else "",
                },
            )
        self.pid = self._process.pid
        try:
            problem = self._ask((quads, digest, limits))
        except OSError:
            problem = "the process that holds the graph did not start"
        if problem:
            self.close()
            raise BuildError(problem)

    def fork(self) -> tuple[int, Connection]:
        """Fork a worker; return its process id and the connection to it.

        Raises ``OSError`` where the fork server is gone, :class:`~graph.errors.QueryError` where the system has no room
        for another process.
        """
        ours, theirs = _socket_pair(self._deadline)
        with theirs:
            pid = self._ask(_FORK, theirs)
        if not pid:
            raise QueryError(503, "busy", "There is no room for another query now.", retry_after=5)
        return pid, ours  # a connection that nobody holds is closed

    def kill(self, pid: int) -> int | None:
        """Kill a worker, if it still runs, and return its status as :func:`os.waitpid` does.

        Returns ``None`` where it was killed before, or the fork server is gone and its workers with it.
        """
        try:
            status: int | None = self._ask(pid)
        except OSError:
            return None
        return status

    def _ask(self, request: object, connection: Connection | None = None) -> Any:
        """Return the answer to a request. Raises ``OSError`` where there is none, and then for good."""
        with self._lock:
            try:
                self._control.send(request)
                if connection is not None:
                    send_handle(self._control, connection.fileno(), self.pid)
                return self._control.recv()
            except (EOFError, OSError):
                self._control.close()  # an answer that comes too late would be taken for the next one
                raise ConnectionError("the fork server is gone") from None

    def close(self) -> None:
        """Kill the workers, end the fork server, and wait until they are gone."""
        self._control.close()
        try:
            self._process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def _socket_pair(timeout: float) -> tuple[Connection, Connection]:
    """Return two connected ends; reading or writing fails at the first one after ``timeout`` seconds of silence."""
    ours, theirs = socket.socketpair()
    for option in (socket.SO_RCVTIMEO, socket.SO_SNDTIMEO):
        ours.setsockopt(socket.SOL_SOCKET, option, struct.pack("ll", ceil(timeout), 0))
    return Connection(ours.detach()), Connection(theirs.detach())


def main(control: Connection) -> None:
    """Load the graph, then fork and kill workers on request until the web process is gone."""
    with suppress(EOFError, OSError):
        quads, digest, limits = control.recv()
        store = Store()
        try:
            content = quads.read_bytes()
            if hashlib.sha256(content).hexdigest() != digest:
                control.send("the file of the graph is not the one that was built: run 'make build'")
                return
            store.bulk_load(io.BytesIO(content), RdfFormat.N_QUADS)
        except (OSError, SyntaxError, ValueError):
            control.send("the file of the graph cannot be read: run 'make build'")
            return
        del content
        gc.collect()
        gc.freeze()  # so that counting references does not copy the memory that is shared
        control.send("")
        _answer_requests(control, store, limits)


def _answer_requests(control: Connection, store: Store, limits: SandboxLimits) -> None:
    workers: set[int] = set()
    try:
        while True:
            request = control.recv()
            if request == _FORK:
                pid = _fork(control, Connection(recv_handle(control)), store, limits)
                workers |= {pid} - {0}
                control.send(pid)
            else:
                control.send(_kill(request) if request in workers else None)
                workers.discard(request)
    finally:
        for pid in workers:
            _kill(pid)


def _fork(control: Connection, connection: Connection, store: Store, limits: SandboxLimits) -> int:
    parent = os.getpid()
    try:
        pid = os.fork()
    except OSError:
        pid = 0
    else:
        if pid == 0:
            control.close()
            nothing = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nothing, 2)  # what the engine says as it aborts
            os.close(nothing)
            worker.run(connection, store, limits, parent)
    connection.close()
    return pid


def _kill(pid: int) -> int:
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
    return os.waitpid(pid, 0)[1]


if __name__ == "__main__":
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, signal.SIG_IGN)  # the web process decides when it is over
    main(Connection(int(sys.argv[1])))
