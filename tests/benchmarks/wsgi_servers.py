"""Compares WSGI servers under the site, as ratios to the first: ``python tests/benchmarks/wsgi_servers.py [NAME ...]``.

Each candidate serves the site from one process with sixteen threads. Asked are: requests a second and the 99th
percentile under ``wrk`` with 64 connections; whether an honest client is still served while 64 others send half a
request head, half a body, or do not read what they asked for; what malformed requests are answered; how long a stop
takes while a request runs; and whether the application can see that its client has gone. A candidate that is not
installed is left out. Needs a build, and Debian's ``wrk``.
"""

from __future__ import annotations

import os
import re
import select
import signal
import socket
import statistics
import subprocess
import sys
import threading
import time
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

THREADS = 16
QUESTION = "/questions/troops-without-us-backstop"
CLIENTS = 64
PATIENCE = 2.0  # seconds that the honest client waits for an answer
STOP = 12.0  # seconds after which a stop counts as failed

MALFORMED = {
    "two lengths": b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
    "length and chunks": (
        b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
    ),
    "negative length": b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
    "signed length": b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +1\r\n\r\na",
    "bad chunk": b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0x1\r\na\r\n0\r\n\r\n",
    "unknown coding": b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunkedd\r\n\r\n0\r\n\r\n",
    "space before colon": b"GET / HTTP/1.1\r\nHost : a\r\n\r\n",
    "control character in a header": b"GET / HTTP/1.1\r\nHost: a\r\nX: a\x00b\r\n\r\n",
    "no version": b"GET / \r\nHost: a\r\n\r\n",
    "endless head": b"GET / HTTP/1.1\r\nHost: a\r\n" + b"X: " + b"a" * 400_000 + b"\r\n\r\n",
    "endless target": b"GET /" + b"a" * 400_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n",
    "bytes": bytes(range(128, 256)) * 4 + b"\r\n\r\n",
}


def application():
    """The site, with an address ``/-wait`` that answers after thirty seconds, or once its client is seen to be gone."""
    from webui import create_app  # noqa: PLC0415 -- the driving process needs none of it

    site = create_app()

    def wrapped(environ, start_response):
        if environ["PATH_INFO"] != "/-wait":
            return site(environ, start_response)
        end = time.monotonic() + 30
        while time.monotonic() < end and not gone(environ):
            time.sleep(0.05)
        if time.monotonic() < end:
            Path(os.environ["SEEN"]).touch()
        start_response("200 OK", [("Content-Length", "0")])
        return [b""]

    return wrapped


def gone(environ):
    """Whether the client has hung up, as far as the server lets an application see."""
    if check := environ.get("waitress.client_disconnected"):
        return check()
    if connection := environ.get("gunicorn.socket"):
        readable, _, _ = select.select([connection], [], [], 0)
        return bool(readable) and connection.recv(1, socket.MSG_PEEK) == b""
    return False


def gunicorn(port):
    from gunicorn.app.base import BaseApplication  # noqa: PLC0415 -- one candidate a process

    settings = {
        "bind": f"127.0.0.1:{port}",
        "worker_class": "gthread",
        "threads": THREADS,
        "loglevel": "error",
        "graceful_timeout": 5,
    }

    class Server(BaseApplication):
        def load_config(self):
            for name, value in settings.items():
                self.cfg.set(name, value)

        def load(self):
            return application()

    Server().run()


def waitress(port):
    import waitress as library  # noqa: PLC0415 -- one candidate a process

    def stop(*_):
        raise SystemExit(0)

    signal.signal(signal.SIGTERM, stop)
    library.serve(
        application(),
        listen=f"127.0.0.1:{port}",
        threads=THREADS,
        connection_limit=1000,
        asyncore_use_poll=True,
        channel_request_lookahead=1,
        max_request_header_size=64 * 1024,
    )


def cheroot(port):
    from cheroot.wsgi import Server  # noqa: PLC0415 -- one candidate a process

    server = Server(("127.0.0.1", port), application(), numthreads=THREADS, shutdown_timeout=5)
    server.max_request_header_size = 64 * 1024
    signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=server.stop).start())
    server.start()


def granian(port):
    from granian import Granian  # noqa: PLC0415 -- one candidate a process
    from granian.constants import Interfaces  # noqa: PLC0415 -- the same

    Granian(
        f"{Path(__file__).stem}:application",
        address="127.0.0.1",
        port=port,
        interface=Interfaces.WSGI,
        factory=True,
        blocking_threads=THREADS,
        workers_kill_timeout=5,
        working_dir=Path(__file__).parent,
        log_enabled=False,
    ).serve()


def uvicorn(port):
    import uvicorn as library  # noqa: PLC0415 -- one candidate a process
    from a2wsgi import WSGIMiddleware  # noqa: PLC0415 -- the same

    app = WSGIMiddleware(application(), workers=THREADS)
    library.run(app, host="127.0.0.1", port=port, log_level="error", timeout_graceful_shutdown=5, lifespan="off")


CANDIDATES = {"gunicorn": gunicorn, "waitress": waitress, "cheroot": cheroot, "granian": granian, "uvicorn": uvicorn}


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


def ask(port, path="/health", patience=PATIENCE):
    """The seconds until an answer of 200 was there, or ``None``."""
    start = time.perf_counter()
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=patience) as connection:
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
        if connection.recv(12) == b"HTTP/1.1 200":
            return time.perf_counter() - start
    return None


@contextmanager
def running(name, seen):
    """The candidate as a process group of its own; the port, and the process."""
    port = free_port()
    command = [sys.executable, __file__, "--serve", name, str(port)]
    environment = os.environ | {"SEEN": str(seen)}
    process = subprocess.Popen(
        command, env=environment, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        for _ in range(200):
            if process.poll() is not None or ask(port) is not None:
                break
            time.sleep(0.1)
        yield port, process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def load(port, seconds):
    """Requests a second, the 99th percentile in milliseconds, and how many answers were not 2xx or 3xx."""
    command = ["wrk", "-t2", f"-c{CLIENTS}", f"-d{seconds}s", "--latency", f"http://127.0.0.1:{port}{QUESTION}"]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1])
    value, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)", said).groups()
    bad = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
    errors = re.search(r"Socket errors: (.*)", said)
    p99 = float(value) * {"us": 0.001, "ms": 1, "s": 1000}[unit]
    return rate, p99, f"{bad[1] if bad else 0} bad answers, {errors[1] if errors else 'no'} socket errors"


def besides(port, request, count=CLIENTS):
    """How an honest client fares while others have sent ``request`` and go no further."""
    with ExitStack() as stack:
        for _ in range(count):
            connection = stack.enter_context(socket.create_connection(("127.0.0.1", port), timeout=5))
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            connection.sendall(request)
        time.sleep(0.5)
        found = [ask(port) for _ in range(5)]
    answered = [seconds for seconds in found if seconds is not None]
    return f"{len(answered)} of 5 answered" + (f", {statistics.median(answered) * 1000:.0f} ms" if answered else "")


def told(port, request):
    """What the server says to the bytes: a status, ``closed``, or ``silence``."""
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as connection:
        try:
            with suppress(BrokenPipeError, ConnectionResetError):
                connection.sendall(request)
            answer = connection.recv(64)
        except TimeoutError:
            return "silence"
        except OSError:
            return "closed"
    return answer.split(b" ")[1].decode(errors="replace") if answer.startswith(b"HTTP/") else "closed"


def sees_the_client_go(port, seen):
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(b"GET /-wait HTTP/1.1\r\nHost: localhost\r\n\r\n")
        time.sleep(0.5)
    for _ in range(40):
        if seen.exists():
            return True
        time.sleep(0.05)
    return False


def stop(port, process):
    """The seconds that a stop takes while a request runs."""
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(b"GET /-wait HTTP/1.1\r\nHost: localhost\r\n\r\n")
        time.sleep(0.5)
        start = time.perf_counter()
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(STOP)
        except subprocess.TimeoutExpired:
            return f"not within {STOP:.0f} s"
    return f"{time.perf_counter() - start:.1f} s"


def compare(names, seconds):
    """Print what was found of each candidate."""
    first = None
    for name in names:
        seen = Path(f"/tmp/{os.getpid()}-{name}-seen")
        with running(name, seen) as (port, process):
            if ask(port) is None:
                print(f"{name}: is not installed, or does not start")
                continue
            load(port, 2)
            rate, p99, errors = load(port, seconds)
            first = first or (rate, p99)
            print(
                f"{name}: {rate / first[0]:.2f} of the rate ({rate:.0f}/s), {p99 / first[1]:.2f} of the 99th ", end=""
            )
            print(f"percentile ({p99:.0f} ms); {errors}")
            half_head = b"GET / HTTP/1.1\r\nHost: loc"
            half_body = b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\na"
            unread = b"GET /downloads/backstop.nq HTTP/1.1\r\nHost: localhost\r\n\r\n"
            for what, request in {"half heads": half_head, "half bodies": half_body, "unread": unread}.items():
                print(f"  beside {CLIENTS} {what}: {besides(port, request)}")
            print("  malformed:", ", ".join(f"{what} {told(port, request)}" for what, request in MALFORMED.items()))
            print("  after that:", "answers" if ask(port, patience=10) else "silent")
            print("  sees its client go:", "yes" if sees_the_client_go(port, seen) else "no")
            print("  stops while a request runs:", stop(port, process), flush=True)
        seen.unlink(missing_ok=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--serve"]:
        CANDIDATES[sys.argv[2]](int(sys.argv[3]))
    else:
        compare(sys.argv[1:] or list(CANDIDATES), seconds=10)
