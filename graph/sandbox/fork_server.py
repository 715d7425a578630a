"""The process that holds the graph and forks workers, and its counterpart in the web process.

Forking a process of many threads is not safe, and starting an interpreter takes too long, so one process without
threads loads the graph once and forks a worker in a millisecond or two. The graph's memory is shared until somebody
writes to it.

They talk over a socket pair, one request and one answer at a time: ``b`` (bear), with a worker's end of a socket pair
beside it, answers with a process id, 0 where there can be none; ``e`` (end) and a process id kills that worker and
answers with how it ended, as :func:`os.waitpid` gives it. A process id names nobody else until its worker is ended
here. When the web process is gone, the socket closes and the nursery ends its workers and itself; should the nursery
be killed, the kernel ends its workers.
"""

from __future__ import annotations

import gc
import hashlib
import io
import json
import os
import signal
import socket
import struct
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from pyoxigraph import RdfFormat, Store

from graph.errors import BuildError, QueryError
from graph.sandbox import worker
from graph.sandbox.job import receive, send, send_json
from graph.sandbox.limits import Limits

_ROOT = Path(__file__).resolve().parents[2]
_NUMBER = struct.Struct(">q")
_PATIENCE = 30  # seconds: loading takes a tenth of one, forking a hundredth
READY, BEAR, FINISH = b"r", b"b", b"e"


class Nursery:
    """The web process's side. Raises :class:`~graph.errors.BuildError` where the graph cannot be loaded.

    ``quads`` is the file of N-Quads, ``digest`` its SHA-256.
    """

    def __init__(self, quads: Path, digest: str, limits: Limits) -> None:
        self._lock = threading.Lock()
        self._control, theirs = socket.socketpair()
        self._control.settimeout(_PATIENCE)
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 -- our own interpreter and module
                [sys.executable, "-m", "graph.sandbox.fork_server", str(theirs.fileno())],
                cwd=_ROOT,
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                env={"PATH": os.defpath, "PYTHONPATH": str(_ROOT), "LC_ALL": "C.UTF-8"},
            )
        self.pid = self._process.pid
        try:
            send_json(self._control, READY, {"quads": str(quads), "digest": digest, "limits": asdict(limits)})
            frame = receive(self._control)
        except OSError:
            frame = None
        if frame is None or frame[1]:
            self.close()
            raise BuildError(frame[1].decode() if frame else "the process that holds the graph did not start")

    def bear(self) -> tuple[int, socket.socket]:
        """Fork a worker; return its process id and the socket to talk to it.

        Raises ``OSError`` where the nursery is gone, :class:`~graph.errors.QueryError` where there is no room for one.
        """
        ours, theirs = socket.socketpair()
        with theirs:
            try:
                with self._lock:
                    socket.send_fds(self._control, [BEAR], [theirs.fileno()])
                    pid = self._number()
            except OSError:
                ours.close()
                raise
        if not pid:
            ours.close()
            raise QueryError(503, "busy", "There is no room for another query now.", retry_after=5)
        return pid, ours

    def end(self, pid: int) -> int | None:
        """Kill a worker; return how it had ended or now did, as :func:`os.waitpid` has it. ``None``: it was gone."""
        try:
            with self._lock:
                self._control.sendall(FINISH + _NUMBER.pack(pid))
                status = self._number()
        except OSError:
            return None
        return status if status >= 0 else None

    def _number(self) -> int:
        content = b""
        while len(content) < _NUMBER.size:
            piece = self._control.recv(_NUMBER.size - len(content))
            if not piece:
                raise ConnectionError("the nursery is gone")
            content += piece
        return int(_NUMBER.unpack(content)[0])

    def close(self) -> None:
        """End the nursery and its workers, and wait until they are gone."""
        self._control.close()
        try:
            self._process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def main(control: socket.socket) -> None:
    """The nursery's side: load the graph, then do as told until the web process is gone."""
    frame = receive(control)
    if frame is None:
        return
    told = json.loads(frame[1])
    limits = Limits(**told["limits"] | {"service_allow": tuple(told["limits"]["service_allow"])})
    store = Store()
    try:
        content = Path(told["quads"]).read_bytes()
        if hashlib.sha256(content).hexdigest() != told["digest"]:
            send(control, READY, b"the file of the graph is not the one that was built: run 'make build'")
            return
        store.bulk_load(io.BytesIO(content), RdfFormat.N_QUADS)
    except (OSError, SyntaxError, ValueError):
        send(control, READY, b"the file of the graph cannot be read: run 'make build'")
        return
    del content
    gc.collect()
    gc.freeze()  # so that counting references does not copy the memory that is shared
    send(control, READY, b"")
    with suppress(OSError):
        _obey(control, store, limits)


def _obey(control: socket.socket, store: Store, limits: Limits) -> None:
    children: set[int] = set()
    try:
        while True:
            order, descriptors, _, _ = socket.recv_fds(control, 1, 1)
            if order == BEAR and descriptors:
                pid = _fork(control, socket.socket(fileno=descriptors[0]), store, limits)
                children.add(pid)
                control.sendall(_NUMBER.pack(pid))
            elif order == FINISH:
                pid = _NUMBER.unpack(control.recv(_NUMBER.size, socket.MSG_WAITALL))[0]
                control.sendall(_NUMBER.pack(_end(pid) if pid in children else -1))
                children.discard(pid)
            else:
                return
    finally:
        for pid in children - {0}:
            _end(pid)


def _fork(control: socket.socket, sock: socket.socket, store: Store, limits: Limits) -> int:
    parent = os.getpid()
    try:
        pid = os.fork()
    except OSError:
        pid = -1
    if pid == 0:
        control.close()
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, 2)  # what the engine says as it aborts
        os.close(nothing)
        worker.run(sock, store, limits, parent)
    sock.close()
    return max(pid, 0)


def _end(pid: int) -> int:
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
    return os.waitpid(pid, 0)[1]


if __name__ == "__main__":
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, signal.SIG_IGN)  # the web process decides when it is over
    main(socket.socket(fileno=int(sys.argv[1])))
