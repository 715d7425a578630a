"""The process that evaluates. It is forked with the graph in memory, gives up what it will not need, and answers jobs.

It trusts nothing that it evaluates, and is trusted with nothing: it can open no file and no socket, and the memory and
processor time that it may take are set by the kernel. Whatever it does then, the process that asked can end it.
"""

from __future__ import annotations

import ctypes
import gc
import os
import re
import resource
import signal
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from math import ceil
from pathlib import Path
from typing import Any

from pyoxigraph import NamedNode, QueryBoolean, QuerySolutions, Store

from graph.errors import QueryError
from graph.sandbox.answer_forms import (
    BOOLEAN,
    FORMS,
    GRAPH,
    SOLUTIONS,
    Cut,
    write_boolean,
    write_graph,
    write_solutions,
)
from graph.sandbox.job import ASK, DATA, END, WRONG, Job, receive, send, send_json
from graph.sandbox.limits import Limits
from graph.vocabulary import BASE

_PIECE = 64 * 1024
_STACK = 64 << 20  # eight times the usual: deep queries are answered rather than fatal
_GROWTH = 32 << 10  # a worker whose largest size grew by so many KiB is not used again, and its memory is back
_JOBS = 500  # nor one that has answered so many
_SET_PARENT_DEATH_SIGNAL = 1  # prctl(2)
_SET_NO_NEW_PRIVILEGES = 38
_POSITION = re.compile(r"error at (\d+):(\d+): *(.*)", re.DOTALL)
_MESSAGE = 300


def serve(sock: socket.socket, store: Store, limits: Limits, parent: int) -> None:
    """Answer jobs from ``sock`` until it closes, or until it is better to begin afresh."""
    _confine(limits, parent)
    start = _largest_size()
    for left in reversed(range(_JOBS)):
        frame = receive(sock)
        if frame is None or frame[0] != ASK:
            return
        _limit(resource.RLIMIT_CPU, ceil(_processor_time() + limits.deadline) + 2)
        kind, content = _answer(sock, store, limits, Job.from_bytes(frame[1]))
        last = not left or _largest_size() - start > _GROWTH
        send_json(sock, kind, content | {"last": last})
        if last:
            return


def _confine(limits: Limits, parent: int) -> None:
    """Give up every right that evaluating does not need. What cannot be set on this system is left to the others."""
    gc.disable()
    with suppress(OSError, AttributeError):
        libc = ctypes.CDLL(None)
        libc.prctl(_SET_PARENT_DEATH_SIGNAL, signal.SIGKILL, 0, 0, 0)
        libc.prctl(_SET_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    if os.getppid() != parent:  # it died before the signal was set
        os._exit(0)
    os.nice(10)
    _limit(resource.RLIMIT_STACK, _STACK)
    _limit(resource.RLIMIT_AS, _address_space() + (limits.memory << 20))
    for right in (resource.RLIMIT_CORE, resource.RLIMIT_FSIZE):
        resource.setrlimit(right, (0, 0))
    if not limits.service_allow:
        resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
        resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))


def _limit(which: int, value: int) -> None:
    _, hard = resource.getrlimit(which)
    resource.setrlimit(which, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))


def _address_space() -> int:
    with suppress(OSError):
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    return 1 << 30


def _largest_size() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _processor_time() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def _answer(sock: socket.socket, store: Store, limits: Limits, job: Job) -> tuple[bytes, dict[str, Any]]:
    """Send the answer but for its last frame, which is returned."""
    buffer = bytearray()

    def write(piece: bytes) -> None:
        buffer.extend(piece)
        if len(buffer) >= _PIECE:
            send(sock, DATA, bytes(buffer))
            buffer.clear()

    cut = Cut(limits.rows, limits.answer_bytes)
    try:
        kind, form = _evaluate(store, job, cut, write)
    except QueryError as error:
        return WRONG, {"message": str(error), **vars(error)}
    except MemoryError:
        os.abort()  # the same as where the engine runs out of it
    if buffer:
        send(sock, DATA, bytes(buffer))
    return END, {"kind": kind, "form": form, "rows": cut.rows, "truncated": cut.truncated}


def _evaluate(store: Store, job: Job, cut: Cut, write: Callable[[bytes], None]) -> tuple[str, str]:
    try:
        if job.default_graphs is not None or job.named_graphs is not None:
            found = store.query(
                job.query,
                base_iri=BASE,
                default_graph=[NamedNode(iri) for iri in job.default_graphs or ()],
                named_graphs=[NamedNode(iri) for iri in job.named_graphs or ()],
            )
        else:
            found = store.query(job.query, base_iri=BASE, use_default_graph_as_union=not job.own_dataset)
        kind = SOLUTIONS if isinstance(found, QuerySolutions) else BOOLEAN if isinstance(found, QueryBoolean) else GRAPH
        form = job.forms.get(kind)
        if form is None:
            raise QueryError(406, "not-acceptable", f"The answer to this query can be had as {', '.join(FORMS[kind])}.")
        if isinstance(found, QuerySolutions):
            write_solutions(found, form, cut, write)
        elif isinstance(found, QueryBoolean):
            write(write_boolean(bool(found), form))
        else:
            write(write_graph(found, form, cut))
    except SyntaxError as error:
        raise _malformed(error) from None
    except (ValueError, OSError, RuntimeError) as error:
        text = str(error).partition("\n")[0][:_MESSAGE]
        raise QueryError(400, "evaluation", f"The query cannot be evaluated: {text}") from None
    return kind, form


def _malformed(error: SyntaxError) -> QueryError:
    found = _POSITION.match(str(error.msg))
    line, column, text = (int(found[1]), int(found[2]), found[3]) if found else (0, 0, str(error.msg))
    text = " ".join(text.split())
    if len(text) > _MESSAGE:
        text = f"{text[:_MESSAGE].rpartition(',')[0]}, ..."
    where = f"at line {line}, column {column}: " if line else ""
    return QueryError(400, "malformed", f"The query is malformed {where}{text}", line=line, column=column)


def run(sock: socket.socket, store: Store, limits: Limits, parent: int) -> None:
    """Serve, and end the process whatever happens, without a word: the other side sees the socket close."""
    try:
        sys.setrecursionlimit(1000)
        serve(sock, store, limits, parent)
    except BaseException:  # noqa: BLE001 -- nothing may run on in the copy of the nursery that this is
        os._exit(1)
    os._exit(0)
