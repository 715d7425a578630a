"""What a worker cannot do even where nobody has read its query first, and what becomes of the pool."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from pyoxigraph import QueryResultsFormat

from graph.errors import BuildError, QueryError
from graph.publication import QUADS, read_manifest
from graph.sandbox.job import Job
from graph.sandbox.limits import SandboxLimits
from graph.sandbox.pool import PreemptedError, WorkerPool
from tests.support.endpoints import until
from tests.support.servers import serving

FORMS = {"solutions": "json", "boolean": "json", "graph": "ttl"}
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
CALL = "ASK { SERVICE <%s> { ?s ?p ?o } }"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="the limits are those of Linux"),
]


def opened(build, **limits):
    release, manifest = read_manifest(build)
    return WorkerPool(release / QUADS, manifest.digest, SandboxLimits(quick_workers=1, **limits))


@pytest.fixture(scope="module")
def pool(world_pipeline):
    found = opened(world_pipeline.settings.build, deadline=2)
    yield found
    found.close()


def test_a_worker_calls_nobody_even_if_it_is_told_to(pool):
    with serving(lambda handler: handler.say(b"", "text/plain")) as other:
        with pytest.raises(QueryError) as caught:
            pool.ask(Job(CALL % other.address, FORMS))
        assert (caught.value.status, caught.value.reason) == (400, "evaluation")
        assert other.requests == []


def test_where_the_operator_allows_it_the_call_is_made(world_pipeline):
    answer = b'{"head":{"vars":["s"]},"results":{"bindings":[{"s":{"type":"uri","value":"x:y"}}]}}'
    with serving(lambda handler: handler.say(answer, QueryResultsFormat.JSON.media_type)) as other:
        found = opened(world_pipeline.settings.build, service_allow=(other.address,))
        try:
            assert found.ask(Job(CALL % other.address, FORMS)).content == b'{"head":{},"boolean":true}\n'
        finally:
            found.close()
        assert len(other.requests) == 1


def test_a_long_query_that_may_not_go_on_is_ended(pool):
    with pytest.raises(PreemptedError):
        pool.ask(Job(ENDLESS, FORMS), may_continue=lambda: False)
    assert pool.ask(Job("ASK {}", FORMS)).content == b'{"head":{},"boolean":true}\n'


def test_a_query_that_goes_on_ends_at_its_deadline(pool):
    with pytest.raises(QueryError, match="took longer than 2 s") as caught:
        pool.ask(Job(ENDLESS, FORMS))
    assert (caught.value.status, caught.value.limit) == (504, "deadline")


def test_a_pool_that_nobody_holds_leaves_no_process(world_pipeline):
    found = opened(world_pipeline.settings.build)
    found.ask(Job("ASK {}", FORMS))
    pid = found._server.pid
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    assert children
    del found
    assert until(lambda: not any(Path(f"/proc/{each}").exists() for each in [str(pid), *children]))


def test_a_file_that_is_not_the_one_that_was_built_is_refused(tmp_path):
    path = tmp_path / QUADS
    path.write_bytes(b"")
    with pytest.raises(BuildError, match="is not the one that was built"):
        WorkerPool(path, "0" * 64, SandboxLimits())


@pytest.mark.parametrize("flag", ["", "1"])
def test_the_fork_server_writes_byte_code_only_if_the_site_does(world_pipeline, monkeypatch, flag):
    monkeypatch.setattr("sys.dont_write_bytecode", bool(flag))
    found = opened(world_pipeline.settings.build)
    environment = Path(f"/proc/{found._server.pid}/environ").read_bytes().split(b"\0")
    assert f"PYTHONDONTWRITEBYTECODE={flag}".encode() in environment
    found.close()


def test_a_worker_that_stands_still_keeps_nobody_waiting(pool):
    """Not even while it is sent a job that is larger than what the socket holds."""
    pool.ask(Job("ASK {}", FORMS))
    stopped = pool._idle[-1].pid
    os.kill(stopped, signal.SIGSTOP)
    with pytest.raises(QueryError) as caught:
        pool.ask(Job("ASK {} #" + "x" * (4 << 20), FORMS))
    assert caught.value.limit == "deadline"
    assert not Path(f"/proc/{stopped}").exists()


def test_a_closed_pool_says_that_it_stops(world_pipeline):
    found = opened(world_pipeline.settings.build)
    found.close()
    with pytest.raises(QueryError) as caught:
        found.ask(Job("ASK {}", FORMS))
    assert (caught.value.status, caught.value.reason) == (503, "stopping")
