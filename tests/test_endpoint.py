"""A remote endpoint: a real one answers as the embedded store does, and a bad one is an error, in time."""

from __future__ import annotations

import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from urllib.parse import parse_qs

import pytest
from pyoxigraph import QueryResultsFormat

from graph import endpoint
from graph.endpoint import RemoteEndpoint
from graph.errors import EndpointError
from graph.explain import Explainer
from graph.publication import QUADS
from graph.saved_queries import SavedQuestion, read_questions
from graph.stances import stance
from graph.store import EmbeddedStore
from graph.vocabulary import thing
from tests.support.paths import QUERIES
from tests.support.proofs import lines, real
from tests.support.servers import Handler, free_port, oxigraph_over, serving
from webui import create_app

pytestmark = pytest.mark.slow

QUESTIONS = sorted(path.stem for path in QUERIES.glob("*/*.rq") if path.parent.name != "checks")
SELECT = "SELECT ?a WHERE { ?a ?b ?c }"
CONSTRUCT = "CONSTRUCT { ?a ?b ?c } WHERE { ?a ?b ?c }"
DEADLINE = 0.5  # seconds, for servers that would take for ever
PATIENCE = 5.0  # seconds after which such an error has come too late, on the slowest machine


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch):
    monkeypatch.setenv("no_proxy", "*")


@pytest.fixture(scope="module")
def remote(world_pipeline, tmp_path_factory) -> Iterator[RemoteEndpoint]:
    with oxigraph_over(world_pipeline.settings.build / QUADS, tmp_path_factory.mktemp("oxigraph")) as address:
        yield RemoteEndpoint(address)


def without_build(page: str) -> str:
    """The page without the citation and the printed line: they name the build, which a remote endpoint does not."""
    return re.sub(
        r'<section[^>]*aria-labelledby="take".*?</section>|<p class="printed">.*?</p>', "", page, flags=re.DOTALL
    )


class TestARealEndpoint:
    @pytest.mark.parametrize("slug", QUESTIONS)
    def test_a_saved_question_has_the_same_answer(self, world_store, remote, slug):
        question = next(question for question in read_questions(QUERIES) if question.slug == slug)
        query = question.bind(first_choices(world_store, question))
        for results in (QueryResultsFormat.JSON, QueryResultsFormat.CSV):
            here = world_store.select(query).serialize(format=results)
            assert remote.select(query).serialize(format=results) == here

    @pytest.mark.parametrize(
        "path",
        [
            *(
                "/id/ada-vale",
                "/id/northland",
                "/id/fleet",
                "/id/lifeboat",
                "/id/portville-talks",
                "/id/harbour-report",
            ),
            *("/id/harbour-report/vale-ships-with-lifeboat", "/id/harbour-report?view=facts", "/search?q=lifebot"),
        ],
    )
    def test_a_page_is_the_same_over_it(self, world_store, remote, path):
        here, there = (create_app(engine).test_client().get(path) for engine in (world_store, remote))
        assert here.status_code == there.status_code == 200
        assert without_build(there.text) == without_build(here.text)

    def test_some_of_those_answers_have_rows(self, world_store):
        questions = read_questions(QUERIES)
        rows = [
            len(list(world_store.select(question.bind(first_choices(world_store, question))))) for question in questions
        ]
        assert sum(rows) > 20
        assert sum(count > 0 for count in rows) > 5

    def test_a_fact_has_the_same_proofs_and_a_stance_the_same_answer(self, world_store, remote):
        fact = real("ada-vale", "conditionallySupports", "fleet")
        here, there = (list(Explainer(engine).proofs(fact)) for engine in (world_store, remote))
        assert [lines(proof) for proof in there] == [lines(proof) for proof in here] != []
        assert stance(remote, "bo-lind", "fleet") == stance(world_store, "bo-lind", "fleet")

    def test_a_construct_has_the_same_triples(self, world_store, remote):
        query = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o FILTER(STRSTARTS(STR(?s), '{thing('harbour-report')}')) }}"
        triples = world_store.construct(query)
        assert len(triples) > 100
        assert remote.construct(query) == triples

    def test_a_mistake_in_a_query_is_the_endpoints_answer(self, remote):
        with pytest.raises(EndpointError, match=f"^{remote.address} answered 400 Bad Request$"):
            remote.select("SELECT ?a WHERE {")

    def test_an_update_is_refused(self, remote):
        with pytest.raises(EndpointError, match=f"^{remote.address} answered 400 Bad Request$"):
            remote.select("INSERT DATA { <http://example.org/a> <http://example.org/b> 1 }")

    def test_its_version_is_its_address(self, remote):
        assert remote.version == remote.address


def first_choices(store: EmbeddedStore, question: SavedQuestion) -> dict[str, str]:
    """A value for every required parameter: the first thing that has an answer, or else any; a day as by default."""
    values = {parameter.name: parameter.default or "" for parameter in question.parameters if parameter.required}
    for parameter in question.parameters:
        if parameter.required and parameter.kind == "iri":
            rows = store.select(question.bind(values, parameter.name))
            found = sorted(row[parameter.name].value for row in rows if row[parameter.name] is not None)
            values[parameter.name] = found[0] if found else thing("ada-vale")
    return values


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/hostname",
        "ftp://127.0.0.1/sparql",
        "data:,x",
        "http://",
        "http:///sparql",
        "https://?query=",
        "//127.0.0.1/sparql",
        "127.0.0.1:7878",
        "http://[::1",
        "",
    ],
)
def test_only_an_address_of_the_web_is_one_of_an_endpoint(address):
    with pytest.raises(EndpointError) as caught:
        RemoteEndpoint(address)
    assert str(caught.value) == f"'{address}' is not the address of an endpoint: expected http://... or https://..."


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:x/", "http://a..b/", f"http://{'a' * 70}/", "http://127.0.0.1/ x"]
)
def test_an_address_that_cannot_be_asked_did_not_answer(address):
    with pytest.raises(EndpointError, match=r" did not answer: "):
        RemoteEndpoint(address).select(SELECT)


RESULTS = b'{"head":{"vars":["a"]},"results":{"bindings":[{"a":{"type":"literal","value":"x"}}]}}'
JSON = "application/sparql-results+json"
TRIPLE = b"<http://example.org/a> <http://example.org/b> <http://example.org/c> .\n"


class TestTheRequest:
    @pytest.mark.parametrize(
        "query",
        [
            SELECT,
            "INSERT DATA { <http://example.org/a> <http://example.org/b> 1 }",
            "# a remark\nDELETE WHERE { ?a ?b ?c }",
            "PREFIX a: <http://example.org/> DROP ALL",
            "ASK { ?a ?b ?c }",
            "no query at all & a=b + é😀",
            "",
        ],
    )
    def test_whatever_the_text_it_is_sent_as_a_query_by_post(self, query):
        with serving(lambda handler: handler.say(RESULTS, JSON)) as server:
            answer = RemoteEndpoint(server.address).select(query)
            assert [row["a"].value for row in answer] == ["x"]
        ((method, path, headers, body),) = server.requests
        assert (method, path) == ("POST", "/sparql")
        assert headers["Content-Type"] == "application/x-www-form-urlencoded"
        assert headers["Accept"] == JSON
        sent = parse_qs(body, keep_blank_values=True)
        assert sent["query"] == [query]
        assert "update" not in sent

    def test_a_construct_is_sent_so_too_and_asks_for_turtle(self):
        with serving(lambda handler: handler.say(TRIPLE * 2, "text/turtle")) as server:
            triples = RemoteEndpoint(server.address).construct(f"LOAD <http://example.org/>; {CONSTRUCT}")
        assert [str(triple) for triple in triples] == [TRIPLE.decode().removesuffix(" .\n")]
        ((method, _, headers, body),) = server.requests
        assert (method, headers["Accept"]) == ("POST", "text/turtle")
        assert parse_qs(body)["query"] == [f"LOAD <http://example.org/>; {CONSTRUCT}"]

    def test_a_query_in_the_address_is_kept(self):
        with serving(lambda handler: handler.say(RESULTS, JSON)) as server:
            RemoteEndpoint(f"{server.address}?key=1").select(SELECT)
        assert server.requests[0][1] == "/sparql?key=1"

    def test_a_long_text_is_not_slow_to_send(self):
        query = f'SELECT ?a WHERE {{ ?a ?b "{"PREFIX a:<" * 4000}" }}'
        start = time.monotonic()
        with serving(lambda handler: handler.say(RESULTS, JSON)) as server:
            RemoteEndpoint(server.address).select(query)
        assert time.monotonic() - start < PATIENCE
        assert parse_qs(server.requests[0][3])["query"] == [query]


def error_of(answer: Callable[[Handler], None], *, construct: bool = False, deadline: float = 30) -> str:
    """The error that comes of asking a server, with ADDRESS for its address."""
    with serving(answer) as server:
        remote = RemoteEndpoint(server.address, deadline=deadline)
        with pytest.raises(EndpointError) as caught:
            remote.construct(CONSTRUCT) if construct else remote.select(SELECT)
    return str(caught.value).replace(server.address, "ADDRESS")


class TestABadAnswer:
    @pytest.mark.parametrize(
        ("status", "words"),
        [
            (400, "400 Bad Request"),
            (401, "401 Unauthorized"),
            (404, "404 Not Found"),
            (500, "500 Internal Server Error"),
            (503, "503 Service Unavailable"),
        ],
    )
    def test_a_status_that_is_an_error_is_named(self, status, words):
        found = error_of(lambda handler: handler.say(b"<h1>no</h1>", "text/html", status))
        assert found == f"ADDRESS answered {words}"

    @pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
    def test_a_redirect_is_not_followed(self, status):
        with serving(lambda handler: handler.say(RESULTS, JSON)) as other:
            found = error_of(lambda handler: handler.say(b"", "text/plain", status, Location=other.address))
            assert other.requests == []
        assert found.startswith(f"ADDRESS answered {status} ")

    def test_html_is_no_answer(self):
        page = b"<!DOCTYPE html><title>Welcome</title>"
        found = error_of(lambda handler: handler.say(page, "text/html"))
        assert found.startswith("ADDRESS did not answer with SPARQL results: ")
        found = error_of(lambda handler: handler.say(page, "text/html"), construct=True)
        assert found.startswith("ADDRESS did not answer with Turtle: ")

    @pytest.mark.parametrize("content", [b"", b"{}", b"[]", b"null", b"\xff", RESULTS[:-20], RESULTS[:-1]])
    def test_broken_results_are_no_answer(self, content):
        found = error_of(lambda handler: handler.say(content, JSON))
        assert found.startswith("ADDRESS did not answer with SPARQL results: ")

    def test_a_boolean_is_no_answer_to_a_select(self):
        found = error_of(lambda handler: handler.say(b'{"head":{},"boolean":true}', JSON))
        assert found == "ADDRESS answered a SELECT with a boolean"

    def test_an_answer_that_breaks_off_is_none_even_if_it_looks_whole(self):
        def broken(handler: Handler) -> None:
            handler.send_response(200)
            handler.send_header("Content-Length", str(2 * len(TRIPLE)))
            handler.end_headers()
            handler.wfile.write(TRIPLE)

        found = error_of(broken, construct=True)
        assert found == f"ADDRESS did not answer: the answer broke off {len(TRIPLE)} bytes before its end"

    def test_an_answer_in_chunks_that_breaks_off_is_none(self):
        def broken(handler: Handler) -> None:
            handler.protocol_version = "HTTP/1.1"
            handler.send_response(200)
            handler.send_header("Transfer-Encoding", "chunked")
            handler.end_headers()
            handler.wfile.write(b"%x\r\n%s\r\n" % (len(TRIPLE), TRIPLE))
            handler.close_connection = True

        assert error_of(broken, construct=True).startswith("ADDRESS did not answer: IncompleteRead")

    def test_a_connection_that_closes_without_a_word_is_no_answer(self):
        assert error_of(lambda _: None).startswith("ADDRESS did not answer: ")

    def test_what_is_no_http_is_no_answer(self):
        found = error_of(lambda handler: handler.wfile.write(b"220 mail.example.org ready\r\n"))
        assert found == "ADDRESS did not answer: 220 mail.example.org ready\r\n"

    def test_more_than_the_limit_is_refused(self, monkeypatch):
        monkeypatch.setattr(endpoint, "MAX_BYTES", 1000)
        found = error_of(lambda handler: handler.say(RESULTS + b" " * 1000, JSON))
        assert found == "ADDRESS sent more than 1000 bytes"

    def test_as_much_as_the_limit_is_accepted(self, monkeypatch):
        monkeypatch.setattr(endpoint, "MAX_BYTES", len(RESULTS))
        with serving(lambda handler: handler.say(RESULTS, JSON)) as server:
            assert len(list(RemoteEndpoint(server.address).select(SELECT))) == 1

    def test_an_answer_without_end_is_cut_at_the_limit(self, monkeypatch):
        monkeypatch.setattr(endpoint, "MAX_BYTES", 1000)

        def endless(handler: Handler) -> None:
            handler.send_response(200)
            handler.end_headers()
            while not handler.server.over.is_set():
                handler.wfile.write(TRIPLE * 100)

        assert error_of(endless, construct=True) == "ADDRESS sent more than 1000 bytes"

    def test_nobody_at_the_address_is_no_answer(self):
        address = f"http://127.0.0.1:{free_port()}/"
        with pytest.raises(EndpointError) as caught:
            RemoteEndpoint(address).select(SELECT)
        assert str(caught.value) == f"{address} did not answer: [Errno 111] Connection refused"


def forever(piece: bytes) -> Iterator[bytes]:
    while True:
        yield piece


class TestTheDeadline:
    """However a server wastes time, the error comes soon after the deadline."""

    def late(self, answer: Callable[[Handler], None], *, construct: bool = False) -> None:
        start = time.monotonic()
        found = error_of(answer, construct=construct, deadline=DEADLINE)
        assert time.monotonic() - start < PATIENCE
        assert found == "ADDRESS took longer than 0.5 s"

    def test_a_server_that_never_answers_is_given_up(self):
        self.late(lambda handler: handler.server.over.wait())

    def test_a_server_that_drips_headers_is_given_up(self):
        def drip(handler: Handler) -> None:
            handler.send_response(200)
            for number in range(100):
                handler.send_header(f"X-{number}", "x")
                handler.flush_headers()
                if handler.server.over.wait(0.05):
                    return

        self.late(drip)

    def test_a_server_that_drips_a_byte_now_and_then_is_given_up(self):
        self.late(lambda handler: handler.drip(forever(b" ")))

    def test_a_server_that_drips_a_body_of_a_known_length_is_given_up(self):
        self.late(lambda handler: handler.drip(forever(b" "), Content_Length="1000000"))

    def test_a_server_that_drips_chunks_is_given_up(self):
        def drip(handler: Handler) -> None:
            handler.protocol_version = "HTTP/1.1"
            handler.drip(forever(b"1\r\n \r\n"), Transfer_Encoding="chunked")

        self.late(drip)

    def test_triples_that_came_before_the_deadline_are_not_taken_for_the_whole_answer(self):
        self.late(lambda handler: handler.drip(forever(TRIPLE)), construct=True)

    def test_results_that_came_before_the_deadline_are_not_taken_for_the_whole_answer(self):
        self.late(lambda handler: handler.drip(iter([RESULTS, *[b" "] * 1000])))

    def test_a_connection_that_takes_too_long_is_given_up(self, monkeypatch):
        real = socket.create_connection

        def slow(*arguments, **options):
            time.sleep(DEADLINE * 2)
            return real(*arguments, **options)

        monkeypatch.setattr(socket, "create_connection", slow)
        self.late(lambda handler: handler.drip(forever(b" ")))

    def test_an_error_before_the_deadline_keeps_its_own_words(self):
        found = error_of(lambda handler: handler.say(b"", "text/plain", 503), deadline=DEADLINE)
        assert found == "ADDRESS answered 503 Service Unavailable"

    def test_an_answer_in_time_leaves_nothing_running(self):
        before = threading.active_count()
        with serving(lambda handler: handler.say(RESULTS, JSON)) as server:
            RemoteEndpoint(server.address, deadline=60).select(SELECT)
        for _ in range(100):
            if threading.active_count() <= before:
                break
            time.sleep(0.05)
        assert threading.active_count() <= before
