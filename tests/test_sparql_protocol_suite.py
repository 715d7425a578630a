"""The W3C's test suite of the SPARQL 1.1 Protocol, each of its requests byte by byte over a socket.

The names are those of the suite's manifest. Its data sets are ours here: the graphs of the ontology, the registers and
the external links stand for ``data1.rdf``, ``data2.rdf`` and ``data3.rdf``. There are twenty tests of the query
operation, and seven of wrong updates, which a service without updates refuses like any other; then seven of right
updates, refused without effect.
"""

from __future__ import annotations

from urllib.parse import quote

import pytest

from tests.support.endpoints import running

G = "https://w3id.org/backstop/graph/"
ONTOLOGY, REGISTERS, LINKS = f"{G}ontology", f"{G}registers", f"{G}links"
FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
CLASS = "<https://w3id.org/backstop/ontology#Actor> a ?class"  # in the ontology only
LABEL = "<https://w3id.org/backstop/id/keir-starmer> <http://www.w3.org/2000/01/rdf-schema#label> ?label"
COUNT = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("endpoint")]


@pytest.fixture(scope="module")
def site(real_pipeline):
    with running(real_pipeline.settings.build) as endpoint:
        yield endpoint


def parameters(**values):
    return "&".join(f"{k.replace('_', '-')}={quote(v, safe='')}" for k, many in values.items() for v in many)


def post(site, content_type, body, target="/sparql"):
    headers = {"Content-Type": content_type} if content_type else {}
    return site.request("POST", target, body if isinstance(body, bytes) else body.encode(), **headers)


def says(reply, value):
    assert reply.status == 200
    assert reply.headers["content-type"] == "application/sparql-results+json"
    assert reply.json == {"head": {}, "boolean": value}


class TestQueries:
    def test_query_get(self, site):
        says(site.request("GET", "/sparql?query=ASK%20%7B%7D"), True)

    def test_query_post_form(self, site):
        says(post(site, FORM, "query=ASK%20%7B%7D", f"/sparql?{parameters(default_graph_uri=[LINKS])}"), True)

    def test_query_post_direct(self, site):
        says(post(site, QUERY, "ASK {}"), True)

    def test_query_dataset_default_graphs_get(self, site):
        query = f"ASK {{ {CLASS} . {LABEL} }}"
        both = parameters(query=[query], default_graph_uri=[ONTOLOGY, REGISTERS])
        says(site.request("GET", f"/sparql?{both}"), True)
        one = parameters(query=[query], default_graph_uri=[ONTOLOGY])
        says(site.request("GET", f"/sparql?{one}"), False)

    def test_query_dataset_default_graphs_post(self, site):
        query = f"ASK {{ {CLASS} . {LABEL} }}"
        says(post(site, QUERY, query, f"/sparql?{parameters(default_graph_uri=[ONTOLOGY, REGISTERS])}"), True)
        says(post(site, QUERY, query, f"/sparql?{parameters(default_graph_uri=[REGISTERS])}"), False)

    def test_query_dataset_named_graphs_get(self, site):
        query = f"ASK {{ GRAPH ?g1 {{ {CLASS} }} GRAPH ?g2 {{ {LABEL} }} }}"
        both = parameters(query=[query], named_graph_uri=[ONTOLOGY, REGISTERS])
        says(site.request("GET", f"/sparql?{both}"), True)
        one = parameters(query=[query], named_graph_uri=[ONTOLOGY])
        says(site.request("GET", f"/sparql?{one}"), False)

    def test_query_dataset_named_graphs_post(self, site):
        query = f"ASK {{ GRAPH ?g1 {{ {CLASS} }} GRAPH ?g2 {{ {LABEL} }} }}"
        says(post(site, QUERY, query, f"/sparql?{parameters(named_graph_uri=[ONTOLOGY, REGISTERS])}"), True)

    def test_query_dataset_full(self, site):
        query = f"ASK {{ ?s ?p ?o GRAPH ?g1 {{ {CLASS} }} GRAPH ?g2 {{ {LABEL} }} FILTER NOT EXISTS {{ {LABEL} }} }}"
        full = parameters(default_graph_uri=[LINKS], named_graph_uri=[ONTOLOGY, REGISTERS])
        says(post(site, QUERY, query, f"/sparql?{full}"), True)

    def test_query_multiple_dataset(self, site):
        """The request's dataset goes before the query's own."""
        query = f"ASK FROM <{REGISTERS}> {{ {CLASS} }}"
        says(site.request("GET", f"/sparql?{parameters(query=[query], default_graph_uri=[ONTOLOGY])}"), True)
        says(site.request("GET", f"/sparql?{parameters(query=[query])}"), False)

    def test_query_content_type_select(self, site):
        reply = post(site, FORM, "query=SELECT%20%281%20AS%20%3Fvalue%29%20%7B%7D")
        assert reply.headers["content-type"] == "application/sparql-results+json"
        assert [row["value"]["value"] for row in reply.json["results"]["bindings"]] == ["1"]

    def test_query_content_type_ask(self, site):
        says(post(site, FORM, "query=ASK%20%7B%7D"), True)

    @pytest.mark.parametrize("query", ["DESCRIBE <http://example.org/>", "CONSTRUCT { <s> <p> 1 } WHERE {}"])
    def test_query_content_type_describe_and_construct(self, site, query):
        reply = post(site, FORM, f"query={quote(query, safe='')}")
        assert reply.status == 200
        assert reply.headers["content-type"] == "text/turtle; charset=utf-8"
        assert (b"https://w3id.org/backstop/s" in reply.body) == query.startswith("CONSTRUCT")

    def test_bad_query_method(self, site):
        reply = site.request("PUT", "/sparql?query=ASK%20%7B%7D", b"")
        assert reply.status == 405
        assert set(reply.headers["allow"].split(", ")) == {"GET", "HEAD", "POST", "OPTIONS"}
        assert reply.headers["access-control-allow-origin"] == "*"

    def test_bad_multiple_queries(self, site):
        reply = site.request("GET", "/sparql?query=ASK%20%7B%7D&query=SELECT%20%2A%20%7B%7D")
        assert (reply.status, reply.json["error"]) == (400, "A request has exactly one query; found 2.")

    def test_bad_query_wrong_media_type(self, site):
        assert post(site, "text/plain", "ASK {}").status == 415

    def test_bad_query_missing_form_type(self, site):
        assert post(site, "", "query=ASK%20%7B%7D").status == 415

    def test_bad_query_missing_direct_type(self, site):
        assert post(site, "", "ASK {}").status == 415

    def test_bad_query_non_utf8(self, site):
        assert post(site, f"{QUERY}; charset=UTF-16", "ASK {}".encode("utf-16")).status == 415
        reply = post(site, QUERY, "ASK {}".encode("utf-16"))
        assert (reply.status, reply.json["error"]) == (400, "The body is not UTF-8: byte 1 is 0xFF.")

    def test_bad_query_syntax(self, site):
        reply = site.request("GET", "/sparql?query=ASK%20%7B")
        assert reply.status == 400
        assert (reply.json["line"], reply.json["column"]) == (1, 6)


WRONG_UPDATES = {
    "bad_update_get": ("GET", "/sparql?update=CLEAR%20ALL", "", None),
    "bad_multiple_updates": ("POST", "/sparql", FORM, b"update=CLEAR%20NAMED&update=CLEAR%20DEFAULT"),
    "bad_update_wrong_media_type": ("POST", "/sparql", "text/plain", b"CLEAR NAMED"),
    "bad_update_missing_form_type": ("POST", "/sparql", "", b"update=CLEAR%20NAMED"),
    "bad_update_non_utf8": ("POST", "/sparql", f"{UPDATE}; charset=UTF-16", "CLEAR NAMED".encode("utf-16")),
    "bad_update_syntax": ("POST", "/sparql", FORM, b"update=CLEAR%20XYZ"),
    "bad_update_dataset_conflict": (
        *("POST", "/sparql", FORM),
        f"using-named-graph-uri={quote(LINKS, safe='')}&update=CLEAR%20ALL".encode(),
    ),
}
INSERT = f"INSERT DATA {{ GRAPH <{LINKS}> {{ <http://example.org/s> <http://example.org/p> 1 }} }}"
DELETE = "DELETE WHERE { GRAPH ?g { ?s ?p ?o } }"
UPDATES = {
    "update_dataset_default_graph": (f"/sparql?{parameters(using_graph_uri=[LINKS])}", UPDATE, DELETE),
    "update_dataset_default_graphs": (f"/sparql?{parameters(using_graph_uri=[LINKS, REGISTERS])}", UPDATE, DELETE),
    "update_dataset_named_graphs": (f"/sparql?{parameters(using_named_graph_uri=[LINKS])}", UPDATE, DELETE),
    "update_dataset_full": (
        *(f"/sparql?{parameters(using_graph_uri=[LINKS], using_named_graph_uri=[REGISTERS])}", UPDATE, DELETE),
    ),
    "update_post_form": ("/sparql", FORM, f"update={quote(INSERT, safe='')}"),
    "update_post_direct": ("/sparql", UPDATE, INSERT),
    "update_base_uri": ("/sparql", UPDATE, f"CLEAR GRAPH <{LINKS}>; INSERT DATA {{ <a> <b> 1 }}"),
}


@pytest.fixture(scope="module")
def triples(site):
    return site.get(COUNT).json["results"]["bindings"][0]["n"]["value"]


class TestUpdates:
    @pytest.mark.parametrize("name", WRONG_UPDATES)
    def test_a_wrong_update_is_refused(self, site, triples, name):
        method, target, content_type, body = WRONG_UPDATES[name]
        reply = site.request(method, target, body, **({"Content-Type": content_type} if content_type else {}))
        assert reply.status in {400, 415}
        assert site.get(COUNT).json["results"]["bindings"][0]["n"]["value"] == triples

    @pytest.mark.parametrize("name", UPDATES)
    def test_a_right_update_is_refused_without_effect(self, site, triples, name):
        target, content_type, body = UPDATES[name]
        reply = post(site, content_type, body, target)
        assert reply.status == (400 if content_type == FORM else 415)
        assert "takes no updates" in reply.json["error"]
        assert site.get(COUNT).json["results"]["bindings"][0]["n"]["value"] == triples

    @pytest.mark.parametrize("text", [INSERT, DELETE, "PREFIX a: <x:> # c\nclear all", "LOAD <http://127.0.0.1/>"])
    def test_an_update_sent_as_a_query_is_refused(self, site, triples, text):
        reply = post(site, QUERY, text)
        assert (reply.status, reply.json["reason"]) == (400, "update")
        assert site.get(COUNT).json["results"]["bindings"][0]["n"]["value"] == triples
