"""The endpoint's answers: forms by negotiation, conditional requests, what a browser gets, cuts, and open access."""

from __future__ import annotations

import json
import re
from urllib.parse import quote

import pytest
from pyoxigraph import RdfFormat, parse

from graph.sandbox.limits import SandboxLimits
from graph.store import EmbeddedStore
from tests.support.paths import ROOT
from webui import create_app
from webui.site import site_of
from webui.sparql import service
from webui.sparql.service import pool_of
from webui.sparql.views import TRUNCATED

pytestmark = pytest.mark.slow

SELECT = "SELECT ?x { VALUES ?x { 1 2 3 } }"
CONSTRUCT = "CONSTRUCT { <http://example.org/s> <http://example.org/p> ?x } { VALUES ?x { 1 2 3 } }"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


def application(build, **limits):
    app = create_app(EmbeddedStore(build))
    service.install(app, SandboxLimits(workers=2, **limits))
    return app


@pytest.fixture(scope="module")
def client(world_pipeline):
    app = application(world_pipeline.settings.build)
    yield app.test_client()
    with app.app_context():
        site_of(app).cached(pool_of).close()


@pytest.fixture(scope="module")
def small(world_pipeline):
    app = application(world_pipeline.settings.build, rows=2, query_length=200, request_bytes=1024)
    yield app.test_client()
    with app.app_context():
        site_of(app).cached(pool_of).close()


def ask(client, query, **headers):
    return client.get(f"/sparql?query={quote(query)}", headers=headers)


class TestForms:
    @pytest.mark.parametrize(
        ("query", "accept", "found"),
        [
            (SELECT, "", "application/sparql-results+json"),
            (SELECT, "*/*", "application/sparql-results+json"),
            (SELECT, "application/sparql-results+xml", "application/sparql-results+xml"),
            (SELECT, "text/csv;q=0.5, text/tab-separated-values;q=0.6", "text/tab-separated-values; charset=utf-8"),
            (SELECT, "application/sparql-results+json;q=0, */*;q=0.1", "application/sparql-results+xml"),
            (SELECT, "application/json", "application/json"),
            (SELECT, "text/turtle, text/csv;q=0.1", "text/csv; charset=utf-8"),
            ("ASK {}", "text/csv, application/sparql-results+xml;q=0.2", "application/sparql-results+xml"),
            (CONSTRUCT, "*/*", "text/turtle; charset=utf-8"),
            (CONSTRUCT, "application/sparql-results+json, application/n-triples;q=0.3", "application/n-triples"),
            (CONSTRUCT, "application/rdf+xml", "application/rdf+xml"),
            (CONSTRUCT, "application/ld+json, text/turtle;q=0.9", "application/ld+json"),
        ],
    )
    def test_the_form_is_the_best_of_those_accepted_for_the_kind_of_query(self, client, query, accept, found):
        response = ask(client, query, **({"Accept": accept} if accept else {}))
        assert (response.status_code, response.headers["Content-Type"]) == (200, found)
        assert "Accept" in response.headers["Vary"]

    @pytest.mark.parametrize(
        ("query", "accept"),
        [(SELECT, "text/turtle"), ("ASK {}", "text/csv"), (CONSTRUCT, "text/csv"), (SELECT, "*/*;q=0")],
    )
    def test_where_none_is_accepted_it_says_which_there_are(self, client, query, accept):
        response = ask(client, query, Accept=accept)
        assert response.status_code == 406
        assert response.json["reason"] == "not-acceptable"

    @pytest.mark.parametrize(
        "accept", ["text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml"]
    )
    def test_the_triples_are_the_same_in_each_form(self, client, accept):
        found = ask(client, CONSTRUCT, Accept=accept).data
        objects = [quad.object.value for quad in parse(found, RdfFormat.from_media_type(accept))]
        assert sorted(objects) == ["1", "2", "3"]

    def test_a_parameter_may_name_the_form(self, client):
        response = client.get(f"/sparql?query={quote(SELECT)}&format=csv", headers={"Accept": BROWSER})
        assert response.data == b"x\r\n1\r\n2\r\n3\r\n"
        assert (
            client.get(f"/sparql?query={quote(SELECT)}&format=pdf").json["error"].startswith("format: expected one of")
        )


class TestBrowsers:
    @pytest.mark.parametrize(
        ("query", "form", "name"), [(SELECT, "csv", "backstop-query.csv"), (CONSTRUCT, "turtle", "backstop-query.ttl")]
    )
    def test_a_browser_that_saves_it_has_a_name_for_it(self, client, query, form, name):
        response = client.get(f"/sparql?query={quote(query)}&format={form}")
        assert response.headers["Content-Disposition"] == f'inline; filename="{name}"'

    def test_a_browser_gets_the_editor_and_a_program_the_description(self, client):
        assert 'id="editor"' in client.get("/sparql", headers={"Accept": BROWSER}).text
        response = client.get("/sparql")
        assert response.headers["Content-Type"] == "text/turtle; charset=utf-8"
        assert b"sparql-service-description#" in response.data

    def test_without_scripts_the_answer_comes_as_a_page(self, client):
        response = ask(client, 'SELECT ("<b>" AS ?word) {}', Accept=BROWSER)
        assert response.status_code == 200
        assert "<td>&lt;b&gt;</td>" in response.text
        response = ask(client, "ASK {", Accept=BROWSER)
        assert response.status_code == 400
        assert "malformed at line 1, column 6" in response.text


class TestConditions:
    def test_the_same_query_of_the_same_build_is_not_sent_twice(self, client):
        response = ask(client, SELECT)
        etag = response.headers["ETag"]
        assert etag.startswith('W/"')
        again = ask(client, SELECT, **{"If-None-Match": etag})
        assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", etag)
        for other in (ask(client, SELECT + " "), ask(client, SELECT, Accept="text/csv")):
            assert other.headers["ETag"] != etag

    def test_what_changes_by_itself_has_no_tag_and_is_not_kept(self, client):
        response = ask(client, "SELECT (NOW() AS ?x) {}")
        assert "ETag" not in response.headers
        assert response.headers["Cache-Control"] == "no-store"

    def test_head_has_the_headers_of_get_and_no_body(self, client):
        head = client.head(f"/sparql?query={quote(SELECT)}")
        get = ask(client, SELECT)
        assert head.data == b""
        own = {"Date", "X-Request-Id"}
        assert [pair for pair in head.headers if pair[0] not in own] == [p for p in get.headers if p[0] not in own]


class TestAccess:
    def test_answers_and_errors_may_be_read_from_any_page(self, client):
        for response in (ask(client, "ASK {}"), ask(client, "ASK {"), client.delete("/sparql"), client.get("/sparql")):
            assert response.headers["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Origin" not in client.get("/").headers

    def test_a_preflight_is_told_what_may_be_sent(self, client):
        response = client.options("/sparql")
        assert response.status_code == 204
        assert response.headers["Access-Control-Allow-Methods"] == "GET, HEAD, POST, OPTIONS"
        assert "Content-Type" in response.headers["Access-Control-Allow-Headers"]


class TestLimits:
    def test_a_cut_answer_says_so_beside_and_in_the_body(self, small):
        response = ask(small, SELECT)
        assert response.headers["Backstop-Truncated"] == "rows; limit=2; rows=2"
        assert json.loads(response.data)["head"] == {"vars": ["x"], "truncated": True, "limit": "rows"}
        assert len(response.json["results"]["bindings"]) == 2
        assert ask(small, SELECT, Accept="text/csv").headers["Backstop-Truncated"] == "rows; limit=2; rows=2"
        assert "Backstop-Truncated" not in ask(small, "SELECT (1 AS ?x) {}").headers

    def test_the_editor_reads_the_header_that_says_so(self):
        script = (ROOT / "webui" / "frontend" / "src" / "sparql" / "request.js").read_text(encoding="utf-8")
        assert re.search(r'^const TRUNCATED = "(.*)";', script, re.MULTILINE)[1] == TRUNCATED == "Backstop-Truncated"
        assert script.count("headers.has(TRUNCATED)") == 1

    def test_a_page_says_whether_the_endpoint_or_only_the_page_has_left_something_out(self, client, small):
        cut, more = "the endpoint has cut it", "Only the first 1000 rows are shown"
        text = ask(small, SELECT, Accept=BROWSER).text
        assert (cut in text, more in text) == (True, False)
        text = ask(client, "SELECT ?s { ?s ?p ?o } LIMIT 1001", Accept=BROWSER).text
        assert (cut in text, more in text) == (False, True)

    def test_what_is_too_long_is_refused_with_the_limit(self, small):
        response = ask(small, "ASK {}" + " " * 200)
        assert (response.status_code, response.json["limit"]) == (413, "query_length")
        response = small.post("/sparql", data="ASK {}" + " " * 1100, content_type="application/sparql-query")
        assert (response.status_code, response.json["limit"]) == (413, "request_bytes")


class TestRequests:
    @pytest.mark.parametrize(
        ("target", "message"),
        [
            ("query=%ff", "The query string is not UTF-8: it holds the byte 0xFF."),
            ("query=ASK{}&default-graph-uri=a", "default-graph-uri: expected an absolute IRI, found 'a'."),
            ("default-graph-uri=http://a/", "A request has exactly one query; found none."),
            ("query=ASK{a:b a:c 1}", "The prefix 'a:' at line 1, column 5 is not declared."),
            ("a&" * 1001, "The query string has more than 1000 parameters."),
        ],
    )
    def test_a_malformed_request_is_told_what_is_wrong(self, client, target, message):
        response = client.get(
            f"/sparql?{target}" if "query" in target or "uri" in target else f"/sparql?{target}query=1"
        )
        assert (response.status_code, response.json["error"]) == (400, message)

    def test_a_graph_that_is_not_there_is_empty(self, client):
        for more in ("default-graph-uri=http://nowhere/", "named-graph-uri=http://nowhere/"):
            response = client.get(f"/sparql?query={quote('ASK { ?s ?p ?o }')}&{more}")
            assert (response.status_code, response.json["boolean"]) == (200, False)

    def test_a_compressed_body_is_refused(self, client):
        response = client.post(
            "/sparql", data=b"\x1f\x8b", content_type="application/sparql-query", headers={"Content-Encoding": "gzip"}
        )
        assert response.status_code == 415


@pytest.mark.parametrize(
    ("peer", "name"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("no address", "no address"),
    ],
)
def test_a_client_is_known_by_its_address_and_not_by_what_it_says_of_itself(client, peer, name):
    headers = {"X-Forwarded-For": "203.0.113.9"}
    app = client.application
    with app.test_request_context("/sparql", headers=headers, environ_base={"REMOTE_ADDR": peer}) as context:
        assert service.client_of(context.request) == name
