"""The process that evaluates queries: forked with the graph in memory, it gives up its rights, then answers jobs.

It can open no file and no socket, and the kernel limits its memory and processor time. Whatever a query makes it do,
the process that asked can kill it.
"""

from __future__ import annotations

import ctypes
import gc
import json
import os
import re
import resource
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from math import ceil
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from pyoxigraph import NamedNode, QueryBoolean, QuerySolutions, Store

from graph.errors import QueryError
from graph.sandbox.answer_forms import (
    BOOLEAN,
    FORMS,
    GRAPH,
    SOLUTIONS,
    Budget,
    write_boolean,
    write_graph,
    write_solutions,
)
from graph.sandbox.job import Job
from graph.sandbox.limits import SandboxLimits
from graph.vocabulary import BASE

_CHUNK = 64 * 1024
_STACK = 64 << 20  # eight times the usual: deep queries are answered rather than fatal
_MAX_GROWTH = 32 << 10  # KiB of peak memory, after which a worker is replaced, so that the memory is returned
_MAX_JOBS = 500  # after which a worker is replaced
_SET_PARENT_DEATH_SIGNAL = 1  # prctl(2)
_SET_NO_NEW_PRIVILEGES = 38
_POSITION = re.compile(r"error at (\d+):(\d+): *(.*)", re.DOTALL)
_MAX_MESSAGE = 300


def serve(connection: Connection, store: Store, limits: SandboxLimits, parent: int) -> None:
    """Answer jobs until the other side closes the connection, or until the worker should be replaced.

    ``parent`` is the process id of the fork server.
    """
    _confine(limits, parent)
    start = _peak_memory()
    for left in reversed(range(_MAX_JOBS)):
        job = Job.from_bytes(connection.recv_bytes())
        _limit(resource.RLIMIT_CPU, ceil(_processor_time() + limits.deadline) + 2)
        end = _answer(connection, store, limits, job)
        last = not left or _peak_memory() - start > _MAX_GROWTH
        connection.send_bytes(b"")
        connection.send_bytes(json.dumps(end | {"last": last}).encode())
        if last:
            return


def _confine(limits: SandboxLimits, parent: int) -> None:
    """Give up every right that evaluating does not need. A limit that this system does not have is passed over."""
    gc.disable()
    with suppress(OSError, AttributeError):
        libc = ctypes.CDLL(None)
        libc.prctl(_SET_PARENT_DEATH_SIGNAL, signal.SIGKILL, 0, 0, 0)
        libc.prctl(_SET_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    if os.getppid() != parent:  # the fork server died before the signal was set
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


def _peak_memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _processor_time() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def _answer(connection: Connection, store: Store, limits: SandboxLimits, job: Job) -> dict[str, Any]:
    """Send the content of the answer; return what its last message says."""
    buffer = bytearray()

    def write(piece: bytes) -> None:
        buffer.extend(piece)
        while len(buffer) >= _CHUNK:
            connection.send_bytes(buffer[:_CHUNK])
            del buffer[:_CHUNK]

    budget = Budget(limits.rows, limits.answer_bytes)
    try:
        kind, form = _evaluate(store, job, budget, write)
    except QueryError as error:
        return {"error": {"message": str(error), **vars(error)}}
    except MemoryError:
        os.abort()  # as the engine does when it runs out of memory
    if buffer:
        connection.send_bytes(buffer)
    return {"kind": kind, "form": form, "rows": budget.rows, "truncated": budget.truncated}


def _evaluate(store: Store, job: Job, budget: Budget, write: Callable[[bytes], None]) -> tuple[str, str]:
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
            write_solutions(found, form, budget, write)
        elif isinstance(found, QueryBoolean):
            write(write_boolean(bool(found), form))
        else:
            write(write_graph(found, form, budget))
    except SyntaxError as error:
        raise _malformed(error) from None
    except (ValueError, OSError, RuntimeError) as error:
        text = str(error).partition("\n")[0][:_MAX_MESSAGE]
        raise QueryError(400, "evaluation", f"The query cannot be evaluated: {text}") from None
    return kind, form


def _malformed(error: SyntaxError) -> QueryError:
    found = _POSITION.match(str(error.msg))
    line, column, text = (int(found[1]), int(found[2]), found[3]) if found else (0, 0, str(error.msg))
    text = " ".join(text.split())
    if len(text) > _MAX_MESSAGE:
        text = f"{text[:_MAX_MESSAGE].rpartition(',')[0]}, ..."
    where = f"at line {line}, column {column}: " if line else ""
    return QueryError(400, "malformed", f"The query is malformed {where}{text}", line=line, column=column)


def run(connection: Connection, store: Store, limits: SandboxLimits, parent: int) -> None:
    """Serve, and exit whatever happens, without a message: the other side sees the connection close."""
    try:
        sys.setrecursionlimit(1000)
        serve(connection, store, limits, parent)
    except BaseException:  # noqa: BLE001 -- nothing may run on in this copy of the fork server
        os._exit(1)
    os._exit(0)
