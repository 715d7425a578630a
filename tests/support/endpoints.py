"""The really running site, and requests to its endpoint byte by byte over a socket."""

from __future__ import annotations

import json
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from tests.support.site_process import running_site

_END = b"\r\n\r\n"


@dataclass(frozen=True)
class Reply:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self):
        return json.loads(self.body)


@dataclass(frozen=True)
class Endpoint:
    """A running site: where it listens, and its process."""

    port: int
    process: subprocess.Popen

    def raw(self, request: bytes, source: str = "127.0.0.1") -> Reply:
        """Send these bytes, from one of the loopback addresses, and read the whole reply."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=30, source_address=(source, 0)) as sock:
            sock.sendall(request)
            return read_reply(sock, request.startswith(b"HEAD"))

    def request(self, method: str, target: str, body: bytes | None = None, **headers: str) -> Reply:
        lines = [f"{method} {target} HTTP/1.1", "Host: 127.0.0.1", "Connection: close"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        if body is not None:
            lines.append(f"Content-Length: {len(body)}")
        return self.raw("\r\n".join(lines).encode("latin-1") + _END + (body or b""))

    def get(self, query: str, more: str = "", **headers: str) -> Reply:
        return self.request("GET", f"/sparql?query={quote(query, safe='')}{more}", **headers)

    def post(self, query: str | bytes, **headers: str) -> Reply:
        body = query if isinstance(query, bytes) else query.encode()
        return self.request("POST", "/sparql", body, Content_Type="application/sparql-query", **headers)

    def processes(self) -> dict[int, int]:
        """Every process below the server's, with its parent."""
        below = {self.process.pid: 0}
        parents = _parents()
        while new := {pid: parent for pid, parent in parents.items() if parent in below and pid not in below}:
            below |= new
        del below[self.process.pid]
        return below


def _parents() -> dict[int, int]:
    found = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if fields[0] != "Z":
            found[int(path.parent.name)] = int(fields[1])
    return found


def read_reply(sock: socket.socket, head_only: bool = False) -> Reply:
    content = b""
    while piece := sock.recv(1 << 16):
        content += piece
    head, _, body = content.partition(_END)
    lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
    if not head_only and "content-length" in headers:
        assert len(body) == int(headers["content-length"])
    return Reply(int(lines[0].split()[1]), headers, body)


@contextmanager
def running(build: Path, **settings: str) -> Iterator[Endpoint]:
    """Serve a build with these limits of the endpoint; at the end no process is left."""
    limits = {f"BACKSTOP_SPARQL_{name.upper()}": value for name, value in settings.items()}
    with running_site(build, **limits) as site:
        endpoint = Endpoint(site.port, site.process)
        try:
            yield endpoint
        finally:
            below = endpoint.processes()
            site.process.terminate()
            site.process.wait(timeout=20)
    left = until(lambda: not (below.keys() & _parents().keys()))
    assert left, f"processes are left: {below.keys() & _parents().keys()}"


def until(condition, seconds: float = 10) -> bool:
    """Whether the condition comes true in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.02)
    return bool(condition())
