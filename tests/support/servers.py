"""Servers on loopback addresses: a real SPARQL engine, and ones that answer as a test wants."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest


def oxigraph() -> Path:
    """The program that the development requirements install beside Python."""
    return Path(sys.executable).parent / "oxigraph"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


def wait_for(port: int) -> None:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    for _ in range(300):
        try:
            opener.open(f"http://127.0.0.1:{port}/", timeout=5).close()
        except urllib.error.HTTPError as error:
            error.close()
            return
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("the server did not start")


@contextmanager
def oxigraph_over(quads: Path, folder: Path) -> Iterator[str]:
    """The address of an Oxigraph server that holds these quads; its default graph is the union of the named ones."""
    program, port = oxigraph(), free_port()
    load = [program, "load", "--location", folder, "--file", quads.resolve()]
    subprocess.run(load, check=True, capture_output=True, timeout=120)
    serve = [program, "serve-read-only", "--location", folder, "--bind", f"127.0.0.1:{port}", "--union-default-graph"]
    process = subprocess.Popen(serve, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(port)
        yield f"http://127.0.0.1:{port}/query"
    finally:
        process.terminate()
        process.wait(timeout=30)


class Handler(BaseHTTPRequestHandler):
    """Notes a request, and leaves the answer to the test."""

    server: Server

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", "0"))).decode()
        self.server.requests.append((self.command, self.path, dict(self.headers), body))
        self.server.answer(self)

    def do_GET(self):
        self.do_POST()

    def log_message(self, *_):
        pass

    def say(self, content: bytes, media_type: str, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(content)))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def drip(self, content: Iterator[bytes], **headers: str) -> None:
        """Send a little now and then, until nobody listens any more."""
        self.send_response(200)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        for piece in content:
            self.wfile.write(piece)
            self.wfile.flush()
            if self.server.over.wait(0.05):
                return


class Server(ThreadingHTTPServer):
    """A server on a free port of this machine, which answers as the test says."""

    daemon_threads = True

    def __init__(self, answer: Callable[[Handler], None]) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answer = answer
        self.requests: list[tuple[str, str, dict[str, str], str]] = []
        self.over = threading.Event()
        self.address = f"http://127.0.0.1:{self.server_address[1]}/sparql"

    def handle_error(self, *_):
        pass  # the client has hung up, as it should


@contextmanager
def serving(answer: Callable[[Handler], None]) -> Iterator[Server]:
    server = Server(answer)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.over.set()
        server.shutdown()
        thread.join()
        server.server_close()
