"""The pages of things, and their triples."""

from __future__ import annotations

import json

import pytest
from pyoxigraph import RdfFormat, parse
from rdflib import Graph, URIRef
from rdflib.compare import isomorphic

from graph.store import EmbeddedStore
from graph.vocabulary import ID
from webui import create_app
from webui.site import site_of

RDFS_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
FORMATS = {
    "ttl": ("text/turtle; charset=utf-8", "turtle"),
    "nt": ("application/n-triples", "nt"),
    "jsonld": ("application/ld+json", "json-ld"),
    "rdf": ("application/rdf+xml", "xml"),
}


@pytest.fixture(scope="module")
def client(real_pipeline):
    return create_app(EmbeddedStore(real_pipeline.settings.build)).test_client()


def graph_of(response, name):
    return Graph().parse(data=response.data, format=name, publicID="https://example.org/")


def test_a_thing_by_accept_is_turtle_that_rdflib_parses(client):
    response = client.get("/id/keir-starmer", headers={"Accept": "text/turtle"})
    assert response.content_type == "text/turtle; charset=utf-8"
    graph = graph_of(response, "turtle")
    labels = {str(label) for label in graph.objects(URIRef(ID + "keir-starmer"), URIRef(RDFS_LABEL))}
    assert labels == {"Keir Starmer"}


# rdflib's JSON-LD parser uses a class of its own that rdflib deprecates.
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
@pytest.mark.parametrize("slug", ["keir-starmer", "london-summit-report/starmer-heavy-lifting", "us-backstop"])
def test_all_forms_of_a_thing_are_the_same_graph(client, slug):
    graphs = []
    for suffix, (content_type, name) in FORMATS.items():
        by_suffix = client.get(f"/id/{slug}.{suffix}")
        by_accept = client.get(f"/id/{slug}", headers={"Accept": content_type.partition(";")[0]})
        assert by_suffix.content_type == by_accept.content_type == content_type
        assert by_suffix.data == by_accept.data
        graphs.append(graph_of(by_suffix, name))
    assert len(graphs[0]) > 5
    assert all(isomorphic(graphs[0], graph) for graph in graphs[1:])


def test_a_statement_comes_with_its_positions_and_passages(client):
    content = client.get("/id/london-summit-report/starmer-heavy-lifting.nt").data
    subjects = {quad.subject.value.removeprefix(ID) for quad in parse(content, RdfFormat.N_TRIPLES)}
    assert subjects == {
        "london-summit-report/starmer-heavy-lifting",
        "london-summit-report/starmer-heavy-lifting/at-753-843",
        "london-summit-report/starmer-heavy-lifting/on-europe-responsible-for-its-security",
        "london-summit-report/starmer-heavy-lifting/on-european-force",
        "london-summit-report/starmer-heavy-lifting/on-us-backstop",
    }


def test_a_page_keeps_stated_and_concluded_facts_apart(client):
    text = client.get("/id/keir-starmer").text
    stated, _, concluded = text.partition('<h2 id="concluded">')
    concluded = concluded.partition('<h2 id="incoming">')[0]
    assert "Sir Keir Starmer" in stated
    assert "supports on condition" in concluded
    assert "supports on condition" not in stated
    assert '<a href="/id/european-force">European force in Ukraine</a>' in concluded


def test_an_expert_is_concluded_to_be_one(client):
    concluded = client.get("/id/stefan-wolff").text.partition('<h2 id="concluded">')[2]
    assert '<a href="/ontology#Expert">expert</a>' in concluded.partition("</section>")[0]


def test_a_machine_that_takes_anything_gets_the_page(client):
    assert client.get("/id/ukraine", headers={"Accept": "*/*"}).content_type == "text/html; charset=utf-8"


@pytest.mark.parametrize(
    "path", ["nobody", "keir-starmer.exe", "Keir-Starmer", "keir-starmer/", "a%20b", "%3Cx%3E", "a//b"]
)
def test_what_is_not_there_is_a_404_in_every_form(client, path):
    assert client.get(f"/id/{path}").status_code == 404
    answer = client.get(f"/id/{path}", headers={"Accept": "text/turtle"})
    assert answer.status_code == 404
    assert json.loads(answer.data)["ok"] is False


def test_every_thing_in_the_graph_has_a_page(client):
    store = site_of(client.application).engine
    found = store.select(
        "SELECT DISTINCT ?thing WHERE { ?thing ?p ?o "
        f'FILTER(STRSTARTS(STR(?thing), "{ID}")) FILTER(!CONTAINS(STRAFTER(STR(?thing), "{ID}"), "/")) }}'
    )
    slugs = sorted(solution["thing"].value.removeprefix(ID) for solution in found)
    assert len(slugs) > 300
    assert [slug for slug in slugs if client.get(f"/id/{slug}").status_code != 200] == []


@pytest.mark.parametrize(
    ("slug", "address"),
    [
        ("keir-starmer", "/questions/what-one-actor-said?actor=keir-starmer"),
        ("london-summit-report", "/questions/what-one-document-says?document=london-summit-report"),
        ("us-backstop", "/questions/positions-on-a-measure?measure=us-backstop"),
        ("alaska-summit", "/questions/how-an-event-is-assessed?event=alaska-summit"),
    ],
)
def test_a_thing_leads_to_the_question_that_is_asked_of_its_kind(client, slug, address):
    assert f'href="{address}"' in client.get(f"/id/{slug}").text
    assert client.get(address).status_code == 200
