"""Linked data as it is served: links between forms, leave to read, the descriptions, and the editor's page."""

from __future__ import annotations

import json
import re

import pytest
from pyoxigraph import RdfFormat, parse
from rdflib import Graph
from rdflib.compare import isomorphic

from graph.vocabulary import BASE, BST, ID, PREFIXES
from webui.site import site_of
from webui.sparql import editor

FORMS = {"ttl": "turtle", "nt": "nt", "jsonld": "json-ld", "rdf": "xml"}


def links(response):
    return [tuple(link.split("; ", 1)) for link in response.headers.getlist("Link")]


def test_a_page_says_where_its_triples_are_and_what_the_graph_calls_it(real_client):
    found = links(real_client.get("/id/keir-starmer", headers={"Accept": "text/html"}))
    assert (f"<{ID}keir-starmer>", 'rel="canonical"') in found
    assert ("</id/keir-starmer.ttl>", 'rel="describedby"; type="text/turtle"') in found
    assert {address for address, rest in found if "alternate" in rest} == {
        f"</id/keir-starmer.{name}>" for name in FORMS
    }


def test_triples_say_where_the_page_is(real_client):
    found = links(real_client.get("/id/keir-starmer.rdf"))
    assert ("</id/keir-starmer>", 'rel="alternate"; type="text/html"') in found
    assert ("</id/keir-starmer.rdf>", 'rel="alternate"; type="application/rdf+xml"') not in found


@pytest.mark.parametrize(
    "address",
    [
        "/id/keir-starmer.ttl",
        "/id/nobody",
        "/ontology.nt",
        "/void.ttl",
        pytest.param("/openapi.json", marks=pytest.mark.slow),
    ],
)
def test_every_site_may_read_them_and_their_errors(real_client, address):
    response = real_client.get(address, headers={"Accept": "text/turtle"})
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "Accept" in response.headers["Vary"]
    assert response.headers.get("ETag") or response.status_code == 404


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
@pytest.mark.parametrize("name", ["ontology", "service", "examples"])
def test_all_forms_hold_the_same_graph(real_client, name):
    graphs = [Graph().parse(data=real_client.get(f"/{name}.{form}").data, format=kind) for form, kind in FORMS.items()]
    assert len(graphs[0]) > 50
    assert all(isomorphic(graphs[0], graph) for graph in graphs[1:])


@pytest.mark.parametrize("address", ["/.well-known/void", "/sparql/.well-known/void", "/void.ttl"])
def test_void_has_the_address_of_the_host_that_was_asked(real_client, address):
    response = real_client.get(address, base_url="https://backstop.example")
    triples = {quad.triple for quad in parse(response.data, RdfFormat.TURTLE)}
    endpoints = {t.object.value for t in triples if t.predicate.value == PREFIXES["void"] + "sparqlEndpoint"}
    assert endpoints == {f"{BASE}sparql", "https://backstop.example/sparql"}


def test_the_name_of_the_dataset_leads_to_its_description(real_client):
    response = real_client.get("/void")
    assert (response.status_code, response.headers["Location"]) == (303, "/.well-known/void")


@pytest.mark.parametrize("address", ["/ontology.exe", "/void.exe", "/other.ttl"])
def test_what_is_no_form_is_a_404(real_client, address):
    assert real_client.get(address).status_code == 404


class TestTheEditor:
    def test_it_completes_what_the_data_has(self, real_client, real_pipeline):
        found = real_client.get("/sparql/terms.json").json
        statement = BST.Statement.value
        (entry,) = (one for one in found["classes"] if one["iri"] == statement)
        number = sum(len(document.statements) for document in real_pipeline.curation.documents)
        assert entry == {"iri": statement, "label": "statement", "number": number}
        assert BST.statedBy.value in found["propertiesOf"][statement]
        assert BST.heldBy.value not in found["propertiesOf"][statement]
        assert found["prefixes"]["bst"] == PREFIXES["bst"]
        assert len(found["examples"]) == len(site_of(real_client.application).questions)

    def page(self, client, address, make):
        with client.application.test_request_context(address):
            return make()

    def test_it_is_a_form_that_works_without_scripts(self, real_client):
        text = self.page(real_client, "/sparql", editor.editor_page)
        assert re.search(r'<form id="editor"[^>]* method="get" action="/sparql"', text)
        assert "<textarea" in text
        assert "<script>" not in text
        assert "style=" not in text

    def test_it_begins_with_a_saved_question(self, real_client):
        text = self.page(real_client, "/sparql?question=troops-without-us-backstop", editor.editor_page)
        assert "bst:excludes id:us-backstop" in text

    def test_an_answer_is_a_table_whose_names_lead_to_their_pages(self, real_client):
        bindings = [
            {"a": {"type": "uri", "value": f"{ID}keir-starmer"}, "b": {"type": "literal", "value": "<b>&"}},
            {"a": {"type": "bnode", "value": "x"}},
        ]
        answer = json.dumps({"head": {"vars": ["a", "b"]}, "results": {"bindings": bindings}}).encode()
        text = self.page(
            real_client,
            "/sparql",
            lambda: editor.answer_page("ASK {}", answer, "application/sparql-results+json", cut=True),
        )
        assert '<td><a href="/id/keir-starmer">id:keir-starmer</a></td><td>&lt;b&gt;&amp;</td>' in text
        assert "<td>_:x</td><td></td>" in text
        assert "This is not the whole answer" in text

    @pytest.mark.parametrize(("value", "word"), [("true", "Yes"), ("false", "No")])
    def test_an_ask_is_answered_in_a_word(self, real_client, value, word):
        answer = f'{{"head": {{}}, "boolean": {value}}}'.encode()
        text = self.page(
            real_client, "/sparql", lambda: editor.answer_page("ASK {}", answer, "application/sparql-results+json")
        )
        assert f'<p class="boolean">{word}</p>' in text

    def test_a_refusal_keeps_the_query(self, real_client):
        text = self.page(real_client, "/sparql", lambda: editor.refusal_page("SELECT </textarea>", "at 1:8: <no>"))
        assert "SELECT &lt;/textarea&gt;</textarea>" in text
        assert "at 1:8: &lt;no&gt;" in text
