"""The pages of things, and their triples."""

from __future__ import annotations

import json

import pytest
from pyoxigraph import RdfFormat, parse
from rdflib import Graph, URIRef
from rdflib.compare import isomorphic

from graph.vocabulary import ID
from tests.support.pages import page
from webui.site import site_of

RDFS_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
FORMATS = {
    "ttl": ("text/turtle; charset=utf-8", "turtle"),
    "nt": ("application/n-triples", "nt"),
    "jsonld": ("application/ld+json", "json-ld"),
    "rdf": ("application/rdf+xml", "xml"),
}


def graph_of(response, name):
    return Graph().parse(data=response.data, format=name, publicID="https://example.org/")


def test_a_thing_by_accept_is_turtle_that_rdflib_parses(real_client):
    response = real_client.get("/id/keir-starmer", headers={"Accept": "text/turtle"})
    assert response.content_type == "text/turtle; charset=utf-8"
    graph = graph_of(response, "turtle")
    labels = {str(label) for label in graph.objects(URIRef(ID + "keir-starmer"), URIRef(RDFS_LABEL))}
    assert labels == {"Keir Starmer"}


# rdflib's JSON-LD parser uses a class of its own that rdflib deprecates.
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
@pytest.mark.parametrize("slug", ["keir-starmer", "london-summit-report/starmer-heavy-lifting", "us-backstop"])
def test_all_forms_of_a_thing_are_the_same_graph(real_client, slug):
    graphs = []
    for suffix, (content_type, name) in FORMATS.items():
        by_suffix = real_client.get(f"/id/{slug}.{suffix}")
        by_accept = real_client.get(f"/id/{slug}", headers={"Accept": content_type.partition(";")[0]})
        assert by_suffix.content_type == by_accept.content_type == content_type
        assert by_suffix.data == by_accept.data
        graphs.append(graph_of(by_suffix, name))
    assert len(graphs[0]) > 5
    assert all(isomorphic(graphs[0], graph) for graph in graphs[1:])


def test_a_statement_comes_with_its_positions_and_passages(real_client):
    content = real_client.get("/id/london-summit-report/starmer-heavy-lifting.nt").data
    subjects = {quad.subject.value.removeprefix(ID) for quad in parse(content, RdfFormat.N_TRIPLES)}
    assert subjects == {
        "london-summit-report/starmer-heavy-lifting",
        "london-summit-report/starmer-heavy-lifting/at-753-843",
        "london-summit-report/starmer-heavy-lifting/on-europe-responsible-for-its-security",
        "london-summit-report/starmer-heavy-lifting/on-european-force",
        "london-summit-report/starmer-heavy-lifting/on-us-backstop",
    }


def test_a_page_keeps_stated_and_concluded_facts_apart(real_client):
    text = real_client.get("/id/keir-starmer?view=facts").text
    stated, _, concluded = text.partition('<h2 id="concluded">')
    concluded = concluded.partition('<h2 id="incoming">')[0]
    assert "Sir Keir Starmer" in stated
    assert "supports on condition" in concluded
    assert "supports on condition" not in stated
    assert '<a href="/id/european-force">European force in Ukraine</a>' in concluded


def test_an_expert_is_concluded_to_be_one(real_client):
    concluded = real_client.get("/id/stefan-wolff?view=facts").text.partition('<h2 id="concluded">')[2]
    assert '<a href="/ontology#Expert">expert</a>' in concluded.partition("</section>")[0]


def test_a_machine_that_takes_anything_gets_the_page(real_client):
    assert real_client.get("/id/ukraine", headers={"Accept": "*/*"}).content_type == "text/html; charset=utf-8"


@pytest.mark.parametrize("path", ["nobody", "keir-starmer.exe", "Keir-Nobody", "nobody/", "a%20b", "%3Cx%3E", "a//b"])
def test_what_is_not_there_is_a_404_in_every_form(real_client, path):
    assert real_client.get(f"/id/{path}").status_code == 404
    answer = real_client.get(f"/id/{path}", headers={"Accept": "text/turtle"})
    assert answer.status_code == 404
    assert json.loads(answer.data)["ok"] is False


def all_things(client):
    """The slug and the label of everything in the graph that is a thing of ours."""
    found = site_of(client.application).engine.select(
        f"SELECT DISTINCT ?thing ?label WHERE {{ ?thing ?p ?o OPTIONAL {{ ?thing <{RDFS_LABEL}> ?label }} "
        f'FILTER(STRSTARTS(STR(?thing), "{ID}")) }} ORDER BY ?thing'
    )
    return [(each["thing"].value.removeprefix(ID), each["label"] and each["label"].value) for each in found]


# A quarter each, so that the tests of one file run beside one another.
@pytest.mark.slow
@pytest.mark.parametrize("part", range(4))
def test_every_thing_in_the_graph_has_a_whole_page(real_client, part):
    things = all_things(real_client)
    assert len(things) > 1200
    # Passages and positions have one plain page for all: of them every fourth, of all others each.
    whole = [thing for thing in things if thing[0].count("/") < 2]
    for slug, label in whole[part::4] + [thing for thing in things if thing not in set(whole)][part::16]:
        response = real_client.get(f"/id/{slug}")
        assert response.status_code == 200, slug
        main = page(response.text).all("main")[0]  # which raises where an element is not closed
        name = " ".join((label or slug).split())
        # The heading of a statement has the actor before the paraphrase; see test_statement_headings.py.
        assert main.texts("h1") == [name] or main.texts("h1")[0].endswith(name.removesuffix(".")[-15:]), slug
        assert f"/id/{slug}.ttl" in main.links, slug
        assert len(set(main.ids)) == len(main.ids), slug
        assert all(anchor[1:] in main.ids for anchor in main.links if anchor.startswith("#")), slug
        assert "None" not in main.text.split(), slug


def test_every_fact_as_recorded_is_one_step_away(real_client):
    assert "/id/keir-starmer?view=facts" in page(real_client.get("/id/keir-starmer").text).links
    assert "view=facts" not in "".join(page(real_client.get("/id/keir-starmer?view=facts").text).links)


@pytest.mark.parametrize(
    ("slug", "heading"),
    [
        ("keir-starmer", "positions"),
        ("european-force", "where"),
        ("us-backstop", "guarantee"),
        ("london-summit-report", "statements"),
        ("london-summit-report/starmer-heavy-lifting", "passages"),
        ("alaska-summit", "about"),
        ("troops", "about"),
        ("lancaster-house", "about"),
        ("intelligence", "named"),
        ("prime-minister-of-the-united-kingdom", "said"),
        ("london-summit-report/starmer-heavy-lifting/on-us-backstop", "stated"),
        ("keir-starmer/prime-minister-of-the-united-kingdom", "stated"),
    ],
)
def test_each_kind_has_its_own_page_and_the_others_the_one_of_all_facts(real_client, slug, heading):
    assert page(real_client.get(f"/id/{slug}").text).has(heading)


@pytest.mark.parametrize(
    ("slug", "address"),
    [
        ("keir-starmer", "/questions/what-one-actor-said?actor=keir-starmer"),
        ("london-summit-report", "/questions/what-one-document-says?document=london-summit-report"),
        ("us-backstop", "/questions/positions-on-a-measure?measure=us-backstop"),
        ("alaska-summit", "/questions/how-an-event-is-assessed?event=alaska-summit"),
    ],
)
def test_a_thing_leads_to_the_question_that_is_asked_of_its_kind(real_client, slug, address):
    assert f'href="{address}"' in real_client.get(f"/id/{slug}").text
    assert real_client.get(address).status_code == 200
