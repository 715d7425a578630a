"""Hostile queries against the running site: each has its answer, and the site is after it as it was before."""

from __future__ import annotations

import os
import socket
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from tests.support.endpoints import running, until
from tests.support.paths import ROOT
from tests.support.servers import serving

pytestmark = [
    pytest.mark.slow,
    pytest.mark.xdist_group("endpoint"),
    pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="the kernel's account of processes is Linux's"),
]

THREE = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i"
DOUBLED = " ".join(f"BIND(CONCAT(?v{n}, ?v{n}) AS ?v{n + 1})" for n in range(40))
STEPS = "/<http://example.org/p>"
# Each with the statuses that may answer it: a limit of time, of memory or of stack, whichever is met first.
EXPENSIVE = {
    "a cartesian product counted": f"SELECT (COUNT(*) AS ?n) {{ {THREE} }}",
    "a cartesian product sorted": f"SELECT * {{ {THREE} }} ORDER BY ?a ?h",
    "a cartesian product grouped": f"SELECT ?a ?f ?i (COUNT(*) AS ?n) {{ {THREE} }} GROUP BY ?a ?f ?i",
    "a cartesian product constructed": f"CONSTRUCT {{ ?a ?e <x:a> }} {{ {THREE} FILTER(false || ?a = ?nothing) }}",
    "a cartesian product described": f"DESCRIBE ?a {{ {THREE} FILTER(CONCAT(STR(?a), STR(?i)) = '') }}",
    "an exponential path": "SELECT (COUNT(*) AS ?n) { ?a (!<x:a>|^!<x:a>)* ?b . ?b (!<x:a>|^!<x:a>)* ?c }",
    "nested closures": "SELECT (COUNT(*) AS ?n) { ?a (((!<x:a>)*/(^!<x:a>)*)*)* ?b }",
    "a long path": f"ASK {{ ?s <http://example.org/p>{STEPS * 1500} ?o }}",
    "strings doubled forty times": f'SELECT (STRLEN(?v40) AS ?n) {{ BIND("xxxxxxxxxxxxxxxx" AS ?v0) {DOUBLED} }}',
    "a thousand patterns": "ASK { " + " ".join(f"?s{n} ?p{n} ?o{n} ." for n in range(1000)) + " }",
}
# A quick machine answers these in time.
LONG = {
    "thousands of operators": "SELECT (1" + "+1" * 7000 + " AS ?x) {}",
    "thousands of unions": "ASK { {}" + " UNION {}" * 4000 + " }",
}
DEEP = {
    "braces": "ASK " + "{" * 5000 + "}" * 5000,
    "parentheses": "SELECT (" + "(" * 5000 + "1" + ")" * 5000 + " AS ?x) {}",
    "brackets": "ASK { ?s ?p " + "[ ?p " * 3000 + "1" + "]" * 3000 + " }",
    "collections": "ASK { ?s ?p " + "(" * 3000 + "1" + ")" * 3000 + " }",
    "calls": "SELECT (" + "STR(" * 3000 + "1" + ")" * 3000 + " AS ?x) {}",
}
GROWING = {
    "a huge VALUES": "SELECT * { VALUES ?x { " + "1 " * 20_000 + "} }",
    "negations": "SELECT (" + "!" * 20_000 + "true AS ?x) {}",
}
UPDATES = (
    "INSERT DATA { <x:a> <x:b> 1 }",
    "dElEtE WHERE { ?s ?p ?o }",
    "#c\nPREFIX a: <x:> CLEAR ALL",
    "DROP ALL",
    "LOAD <x:a>",
)
INSIDE = (b"Traceback", b"/site-packages/", str(ROOT).encode(), b"panicked")


SETTINGS = {"memory": "256", "client_seconds": "100000", "client_workers": "2", "patience": "60"}


@pytest.fixture(scope="module")
def site(real_pipeline):
    with running(real_pipeline.settings.build, deadline="1", **SETTINGS) as endpoint:
        yield endpoint


@pytest.fixture(scope="module")
def patient_site(real_pipeline):
    """A site whose deadline is too far for a test to meet: what ends there has ended for another reason."""
    with running(real_pipeline.settings.build, deadline="600", **SETTINGS) as endpoint:
        yield endpoint


@contextmanager
def sent(site, query):
    """A connection that has asked this query and does not read the answer."""
    head = "POST /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/sparql-query\r\n"
    with socket.create_connection(("127.0.0.1", site.port)) as sock:
        sock.sendall(f"{head}Content-Length: {len(query)}\r\n\r\n{query}".encode())
        yield


def queries(site):
    """How many queries run and wait, and how many workers there are for long ones."""
    return site.request("GET", "/health").json["queries"]


def memory(pid):
    """The resident memory of a process, in bytes."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def sockets(pid):
    """The sockets that a process has open."""
    links = [str(path.readlink()) for path in Path(f"/proc/{pid}/fd").iterdir()]
    return [link for link in links if link.startswith("socket:")]


def holds_the_graph(pid):
    """Whether it is the fork server, or a worker that it has forked."""
    try:
        return b"graph.sandbox.fork_server" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


def workers(site):
    """The processes that evaluate, which the fork server has forked."""
    return [pid for pid, parent in site.processes().items() if holds_the_graph(pid) and holds_the_graph(parent)]


@pytest.fixture
def unharmed(site):
    """After the test the site is the same processes, quick, no larger, and has nothing left over."""
    fork_server = site.processes().keys() - workers(site)
    before = {pid: memory(pid) for pid in fork_server}
    replies = []
    yield replies
    for reply in replies:
        assert not any(word in reply.body for word in INSIDE), reply.body[:500]
    assert until(
        lambda: site.get("ASK {}").body == b'{"head":{},"boolean":true}\n'
    )  # in less than the deadline, a second
    assert site.process.poll() is None
    assert until(lambda: site.processes().keys() - workers(site) == fork_server)
    assert all(memory(pid) - before[pid] < 64 << 20 for pid in fork_server)
    assert until(lambda: all(memory(pid) < 200 << 20 for pid in workers(site)))
    assert all(len(sockets(pid)) == 1 for pid in workers(site))


@pytest.mark.parametrize("name", EXPENSIVE)
def test_an_expensive_query_ends_at_a_limit(site, unharmed, name):
    reply = site.post(EXPENSIVE[name])
    unharmed.append(reply)
    assert (reply.status, reply.json["limit"]) in {(504, "deadline"), (422, "memory"), (422, "stack")}, reply.body


@pytest.mark.parametrize("name", LONG)
def test_a_long_query_is_answered_or_ends_at_a_limit(site, unharmed, name):
    reply = site.post(LONG[name])
    unharmed.append(reply)
    assert (reply.status, reply.json.get("limit")) in {(200, None), (504, "deadline"), (422, "memory"), (422, "stack")}


@pytest.mark.parametrize("name", DEEP)
def test_deep_nesting_is_refused_before_it_is_evaluated(site, unharmed, name):
    reply = site.post(DEEP[name])
    unharmed.append(reply)
    assert (reply.status, reply.json["limit"]) == (422, "depth")
    assert "and at most 64 are taken" in reply.json["error"]


@pytest.mark.parametrize("name", GROWING)
def test_a_query_of_too_many_tokens_is_refused(site, unharmed, name):
    reply = site.post(GROWING[name])
    unharmed.append(reply)
    assert (reply.status, reply.json["limit"]) == (422, "tokens")


def test_an_update_in_any_disguise_is_refused(site, unharmed):
    for text in UPDATES:
        reply = site.post(text)
        unharmed.append(reply)
        assert (reply.status, reply.json["reason"]) == (400, "update"), text


DISGUISES = (
    "ASK { SERVICE <%s> { ?s ?p ?o } }",
    "ASK { sErViCe SILENT <%s> {} }",
    "ASK { SERVICESILENT<%s>{} }",
    "ASK { BIND(<%s> AS ?x) SERVICE ?x { ?s ?p ?o } }",
    "PREFIX e: <%s> ASK { SERVICE e: { ?s ?p ?o } }",
    "PREFIX e: <%s> ASK { SERVICEe: { ?s ?p ?o } }",
    "PREFIX : <%s> ASK { SERVICE: { ?s ?p ?o } }",
    "BASE <%s> ASK { SERVICE <> { ?s ?p ?o } }",
    "ASK { SERVICE#\n#\n<%s>#\n{} }",
    "ASK { FILTER EXISTS { SERVICE <%s> { ?s ?p ?o } } }",
    "ASK { OPTIONAL { SERVICE <%s> { ?s ?p ?o } } }",
    "SELECT * { { SELECT * { SERVICE <%s> { ?s ?p ?o } } } }",
    "ASK { ?s a ?c BIND(1 AS ?a) FILTER(?a<'>'||true)SERVICE<%s>{ ?x ?y ?z }FILTER(''='') }",
    "ASK { ?s a ?c BIND(2 AS ?a) FILTER(?a<3)SERVICE#>\n<%s>{ ?x ?y ?z } }",
    "PREFIX e: <x:> ASK { ?s a ?c BIND(1 AS ?a) FILTER(?a<e:c#>'''\n||true)SERVICE<%s>{?x ?y ?z}#'''\n }",
    "ASK { VALUES ?b {true} OPTIONAL { ?s ?p trueSERVICE<%s>{} } }",
)


def test_service_in_any_disguise_is_refused_and_calls_nobody(site, unharmed):
    with serving(lambda handler: handler.say(b"", "text/plain")) as other:
        for text in DISGUISES:
            reply = site.post(text % other.address)
            unharmed.append(reply)
            assert (reply.status, reply.json["reason"]) == (403, "service"), text
            assert "Ask both from your side" in reply.json["error"]
        assert other.requests == []


def test_control_characters_are_kept_by_json_and_refused_by_xml(site, unharmed):
    query = 'SELECT ("a\\u0001\\u001fb" AS ?x) {}'
    reply = site.post(query)
    assert reply.json["results"]["bindings"][0]["x"]["value"] == "a\x01\x1fb"
    refused = site.post(query, Accept="application/sparql-results+xml")
    unharmed += [reply, refused]
    assert (refused.status, refused.json["reason"]) == (406, "not-representable")
    for raw in (b"ASK { \x00 }", b"\x00", b"ASK {} \xff", b"\xed\xa0\x80"):
        reply = site.post(raw)
        unharmed.append(reply)
        assert reply.status == 400


def test_a_client_that_goes_away_frees_its_worker(patient_site):
    before = set(workers(patient_site))
    with sent(patient_site, EXPENSIVE["a cartesian product counted"]):
        assert until(lambda: queries(patient_site)["running"] == 1)
    assert until(lambda: queries(patient_site)["running"] == 0)
    assert until(lambda: set(workers(patient_site)) != before)


def test_a_killed_worker_and_a_killed_fork_server_are_replaced(site):
    processes = site.processes()
    fork_server = processes[workers(site)[0]]
    for pid in (*workers(site), fork_server):  # the pool has noticed none of this when the next query comes
        os.kill(pid, 9)
        reply = site.get("ASK {}")
        assert reply.status == 200, reply.body
    assert until(lambda: site.get("ASK {}").status == 200 and workers(site))
    assert fork_server not in site.processes()


def test_a_light_client_is_answered_while_all_hostile_queries_run_at_once(patient_site):
    light = b"GET /sparql?query=ASK%20%7B%7D HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"

    def all_workers_are_taken():
        found = queries(patient_site)
        return found["running"] >= found["workers"]

    with ExitStack() as hostile:
        for query in EXPENSIVE.values():
            hostile.enter_context(sent(patient_site, query))
        assert until(all_workers_are_taken)
        for _ in range(10):
            assert patient_site.request("GET", "/questions/troops-without-us-backstop.json").status == 200
            assert patient_site.raw(light, source="127.0.0.2").status == 200
            assert all_workers_are_taken()
    assert until(lambda: queries(patient_site) | {"workers": 0} == {"running": 0, "waiting": 0, "workers": 0})
