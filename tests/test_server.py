"""The server as an operator runs it: how it starts, whom it serves, how it stops."""

from __future__ import annotations

import os
import select
import shutil
import signal
import socket
import threading
import time
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import quote

import pytest

from graph.publication import QUADS
from graph.vocabulary import PREFIXES, thing
from tests.support.pipelines import run_pipeline, settings_for
from tests.support.site_process import refused_start, running_site
from tests.support.world_files import MEASURES

pytestmark = pytest.mark.slow

DOWNLOAD = b"GET /downloads/backstop.nq HTTP/1.1\r\nHost: localhost\r\n\r\n"
FORWARDED = {"X-Forwarded-For": "192.0.2.77", "X-Forwarded-Host": "backstop.example", "X-Forwarded-Proto": "https"}
_COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
HOSTILE = f"GET /sparql?query={quote(_COUNT)} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()
ASK = f"/sparql?query={quote('ASK {}')}"
_LABELS = f"SELECT ?l {{ <{thing('fleet')}> <{PREFIXES['rdfs']}label> ?l }}"
LABELS = f"/sparql?query={quote(_LABELS)}"
MANY = 48  # connections, three times the threads


@pytest.fixture(scope="module")
def site(world_pipeline):
    with running_site(world_pipeline.settings.build) as running:
        yield running


def connection_to(site) -> socket.socket:
    return socket.create_connection(("127.0.0.1", site.port), timeout=30)


def said_to(site, request: bytes) -> bytes:
    """What the server says to these bytes, until it closes the connection."""
    with connection_to(site) as connection:
        connection.sendall(request)
        return b"".join(iter(lambda: connection.recv(65536), b""))


class TestItServes:
    def test_the_build_that_it_was_given(self, site, world_pipeline):
        status, headers, body = site.ask("/")
        assert (status, headers["Server"]) == (200, "Backstop")
        assert b"Backstop" in body
        assert site.health()["version"] == world_pipeline.manifest.digest

    def test_and_logs_each_request_in_one_line(self, site):
        site.ask("/questions/who-is-there?q=secret")
        line = site.logged(lambda line: line.get("path") == "/questions/who-is-there")
        assert (line["status"], line["client"], line["whole"]) == (404, "127.0.0.0", True)
        assert "secret" not in str(site.lines)

    def test_and_measures_them(self, site):
        site.ask("/health/live")
        assert b'route="/health/live"' in site.ask("/metrics")[2]

    def test_by_its_own_names_alone(self, site):
        assert site.ask("/", headers={"Host": "localhost:1"})[0] == 200
        assert site.ask("/", headers={"Host": "backstop.example"})[0] == 400

    def test_no_body_beyond_the_limit(self, site):
        assert site.ask("/sparql", method="POST", body=b"x" * 300 * 1024)[0] == 413
        for path in ("/", "/sparql"):  # a body that is far too large is not waited for
            head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {1024 * 1024}\r\n\r\n"
            assert b" 413 " in said_to(site, head.encode())[:15]

    @pytest.mark.parametrize(
        "request_line",
        [
            b"GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1",
            b"GET / HTTP/1.1\r\nHost : localhost",
            b"\x80\xff",
        ],
    )
    def test_nothing_malformed(self, site, request_line):
        assert b" 400 Bad Request\r\n" in said_to(site, request_line + b"\r\n\r\n")[:30]

    def test_a_head_of_64_kib_and_no_longer_one(self, site):
        assert site.ask(f"{ASK}&x={'x' * 60_000}")[0] == 200
        assert site.ask(f"{ASK}&x={'x' * 66_000}")[0] == 431

    @pytest.mark.parametrize(
        "begun",
        [
            pytest.param(b"GET / HTTP/1.1\r\nHost: loc", id="half a head"),
            pytest.param(b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nx", id="half a body"),
            pytest.param(b"GET /downloads/backstop.nq HTTP/1.1\r\nHost: localhost\r\n\r\n", id="an answer unread"),
        ],
    )
    def test_whoever_asks_while_others_dawdle(self, site, begun):
        with ExitStack() as stack:
            for _ in range(MANY):
                connection = stack.enter_context(connection_to(site))
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
                connection.sendall(begun)
            assert site.ask("/health/live")[0] == 200


class TestAProxy:
    def test_is_believed_where_it_is_named(self, world_pipeline):
        names = {"BACKSTOP_PROXY": "127.0.0.1", "BACKSTOP_HOSTS": "backstop.example", "BACKSTOP_LOG_CLIENTS": "full"}
        with running_site(world_pipeline.settings.build, **names) as site:
            status, _, body = site.ask("/feed.atom", headers=FORWARDED)
            assert status == 200
            assert b"https://backstop.example/" in body
            assert site.logged(lambda line: line.get("path") == "/feed.atom")["client"] == "192.0.2.77"
            assert site.ask("/metrics", headers=FORWARDED)[0] == 403

    def test_is_not_believed_otherwise(self, site):
        _, _, body = site.ask("/feed.atom", headers=FORWARDED)
        assert b"backstop.example" not in body
        assert (
            site.logged(lambda line: line.get("path") == "/feed.atom" and line["status"] == 200)["client"]
            == "127.0.0.0"
        )


class TestItStops:
    @pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
    def test_when_it_is_asked_to_and_leaves_nothing(self, world_pipeline, number):
        with running_site(world_pipeline.settings.build) as site, connection_to(site) as idle:
            idle.sendall(b"GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n")
            said = b""
            while not said.endswith(b'{"ok":true}\n'):
                said += idle.recv(65536)
            site.process.send_signal(number)
            assert site.process.wait(timeout=5) == 0
            assert idle.recv(1) == b""
            with pytest.raises(OSError, match="refused"):
                connection_to(site)
            assert site.logged(lambda line: line["event"] == "stopped")

    def test_after_it_has_answered_whom_it_had_begun_to_answer(self, real_pipeline):
        with running_site(real_pipeline.settings.build) as site, connection_to(site) as slow:
            slow.sendall(DOWNLOAD)
            head = slow.recv(100)  # the rest is more than the sockets between us hold
            site.process.send_signal(signal.SIGTERM)
            site.logged(lambda line: line["event"].startswith("stopping"))
            content = head + b"".join(iter(lambda: slow.recv(65536), b""))
            assert content.endswith(real_pipeline.files[QUADS])
            assert site.process.wait(timeout=5) == 0

    def test_in_time_even_if_somebody_does_not_read_the_answer(self, real_pipeline):
        with (
            running_site(real_pipeline.settings.build, BACKSTOP_STOP_SECONDS="0.5") as site,
            connection_to(site) as slow,
        ):
            slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            slow.sendall(DOWNLOAD)
            slow.recv(1)
            site.process.send_signal(signal.SIGTERM)
            assert site.process.wait(timeout=5) == 0
            assert site.logged(lambda line: line["event"] == "stopped with 1 connections still open")

    def test_at_once_when_it_is_asked_twice(self, real_pipeline):
        with (
            running_site(real_pipeline.settings.build, BACKSTOP_STOP_SECONDS="60") as site,
            connection_to(site) as slow,
        ):
            slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            slow.sendall(DOWNLOAD)
            slow.recv(1)
            for _ in range(2):
                site.process.send_signal(signal.SIGINT)
                site.logged(lambda line: line["event"].startswith("stopping"))
            assert site.process.wait(timeout=5) == 0


class TestItDoesNotStart:
    def test_without_a_build(self, tmp_path):
        assert (
            refused_start(BACKSTOP_BUILD=str(tmp_path), PORT="0")
            == f"there is no build in {tmp_path}: run 'make build'\n"
        )

    def test_on_a_build_with_files_that_are_not_those_of_its_manifest(self, build):
        path = (build / "current").resolve() / "statements.csv"
        path.write_bytes(b"")
        assert refused_start(BACKSTOP_BUILD=str(build), PORT="0").startswith(f"{path} is not the file that was built: ")

    def test_where_another_program_listens(self):
        with socket.create_server(("127.0.0.1", 0)) as other:
            port = other.getsockname()[1]
            assert refused_start(PORT=str(port)) == (
                f"environment: PORT: port {port} of 127.0.0.1 is taken by another program: "
                "stop that one, or set another PORT\n"
            )

    @pytest.mark.parametrize(
        ("host", "said"),
        [
            ("no.such.invalid", "found 'no.such.invalid', expected an address or name of this machine"),
            ("192.0.2.1", "found '192.0.2.1', which is no address of this machine (Cannot assign requested address)"),
        ],
    )
    def test_at_an_address_that_is_not_this_machines(self, host, said):
        assert refused_start(HOST=host, PORT="0") == f"environment: HOST: {said}\n"

    def test_with_settings_that_are_none(self):
        assert refused_start(PORT="http", BACKSTOP_THREADS="1", BACKSTOP_TRHEADS="8") == (
            "environment: BACKSTOP_THREADS: found '1', expected a whole number from 2 to 1024\n"
            "environment: BACKSTOP_TRHEADS: there is no such setting; did you mean 'BACKSTOP_THREADS'?\n"
            "environment: PORT: found 'http', expected a whole number from 0 to 65535\n"
        )


class TestANewBuild:
    def asked_all_the_while(self, site, stop, found):
        while not stop.is_set():
            for path in ("/", "/id/fleet.nt", "/downloads/backstop.nq", "/health", ASK):
                found.append((path, site.ask(path)[0]))

    def test_is_served_without_a_failed_request(self, world, tmp_path):
        folder = tmp_path / "build"
        pipelines = [run_pipeline(settings_for(world / "curated", folder))]
        stop, found = threading.Event(), []
        with running_site(folder, BACKSTOP_RELOAD_SECONDS="0.05") as site:
            clients = [threading.Thread(target=self.asked_all_the_while, args=(site, stop, found)) for _ in range(2)]
            for client in clients:
                client.start()
            try:
                for label in ("A larger fleet", "The largest fleet"):
                    measures = world / MEASURES
                    measures.write_text(measures.read_text().replace("A fleet", label).replace("A larger fleet", label))
                    pipelines.append(run_pipeline(settings_for(world / "curated", folder)))
                    digest = pipelines[-1].manifest.digest
                    site.logged(lambda line, digest=digest: line["event"] == f"serving the build {digest}")
                    assert site.health()["version"] == digest
                    assert f'"{label}"@en'.encode() in site.ask("/id/fleet.nt")[2]
                    assert label.encode() in site.ask(LABELS)[2]
            finally:
                stop.set()
                for client in clients:
                    client.join()
        assert len({pipeline.manifest.digest for pipeline in pipelines}) == 3
        assert len(found) > 8
        assert {status for _, status in found} == {200}

    def test_that_is_damaged_is_refused_and_the_old_one_goes_on(self, build, world_pipeline):
        with running_site(build, BACKSTOP_RELOAD_SECONDS="0.05") as site:
            release = (build / "current").resolve()
            damaged = Path(shutil.copytree(release, release.with_name("damaged")))
            (damaged / QUADS).write_bytes(b"")
            link = build / "aside"
            link.symlink_to("releases/damaged")
            link.replace(build / "current")
            site.ask("/")
            _ = site.logged(lambda line: site.ask("/")[0] and line["event"].startswith("a new build is refused"))
            health = site.health()
            assert (health["status"], health["version"]) == ("degraded", world_pipeline.manifest.digest)
            assert site.ask("/id/fleet.nt")[0] == 200


class TestNoProcessOutlivesTheServer:
    """Those that it has started end with it, however it ends and whatever they do."""

    @pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
    def test_while_a_hostile_query_runs(self, real_pipeline, number):
        build = real_pipeline.settings.build
        with running_site(build, BACKSTOP_SPARQL_DEADLINE="60") as site, connection_to(site) as hostile:
            hostile.sendall(HOSTILE)
            end = time.monotonic() + 30
            while not busy(site):
                assert time.monotonic() < end
            children = [os.pidfd_open(process) for process in descendants(site.process.pid)]
            assert children
            site.process.send_signal(number)
            status = site.process.wait(timeout=5)
            assert status == (0 if number != signal.SIGKILL else -number)
            if number != signal.SIGKILL:
                assert hostile.recv(65536).startswith(b"HTTP/1.1 503 ")
            for child in children:
                assert select.select([child], [], [], 5)[0], "it is still there"
                os.close(child)


def descendants(process: int) -> list[int]:
    children = [
        int(each)
        for path in Path("/proc", str(process), "task").glob("*/children")
        for each in path.read_text().split()
    ]
    return children + [below for child in children for below in descendants(child)]


def busy(site) -> bool:
    """Whether a query runs, as the figures have it."""
    return b"backstop_queries_running 1.0" in site.ask("/metrics")[2]
