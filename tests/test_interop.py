"""Other people's clients ask the running endpoint, and all get the same.

The Oxigraph server stands beside ours as a control: what it fails is the client's fault or the test's.
"""

from __future__ import annotations

import pytest
from pyoxigraph import QueryResultsFormat
from rdflib import Graph
from SPARQLWrapper import CSV, TURTLE, XML, SPARQLWrapper

from graph.publication import QUADS
from graph.saved_queries import read_questions
from tests.support.clients import CLIENTS, of_json
from tests.support.paths import QUERIES
from tests.support.servers import oxigraph_over
from tests.support.site_process import running_site

pytestmark = pytest.mark.slow

EDGES = r"""
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
SELECT ?a ?b ?c WHERE {
  VALUES (?a ?b ?c) {
    ("colour"@en-GB 1 UNDEF)
    ("a \"b\"\n\\c <&> é 𝄞" 1.5 <http://example.org/a?b=c&d>)
    ("2025-03-02"^^xsd:date true "POINT"^^<http://example.org/type>)
    ("" 1e0 UNDEF)
  }
} ORDER BY ?b
"""
XSD = "http://www.w3.org/2001/XMLSchema#"
EXPECTED = [
    {"a": ("literal", "colour", "en-gb"), "b": ("literal", "1", XSD + "integer")},
    {
        "a": ("literal", 'a "b"\n\\c <&> é 𝄞', ""),
        "b": ("literal", "1.5", XSD + "decimal"),
        "c": ("uri", "http://example.org/a?b=c&d", ""),
    },
    {
        "a": ("literal", "2025-03-02", XSD + "date"),
        "b": ("literal", "true", XSD + "boolean"),
        "c": ("literal", "POINT", "http://example.org/type"),
    },
    {"a": ("literal", "", "")},
]
TRIPLES = 'CONSTRUCT { <http://example.org/a> <http://example.org/b> "x"@en, 1 } WHERE {}'


@pytest.fixture(scope="module", params=["Backstop", "Oxigraph"])
def endpoint(request, real_pipeline, tmp_path_factory):
    build = real_pipeline.settings.build
    if request.param == "Backstop":
        with running_site(build) as site:
            yield f"{site.address}/sparql"
        return
    with oxigraph_over(build / QUADS, tmp_path_factory.mktemp("oxigraph")) as address:
        yield address


def by_value(rows):
    return sorted(rows, key=str)


@pytest.mark.parametrize("client", CLIENTS)
def test_every_kind_of_term_arrives_as_it_is(endpoint, client):
    rows = CLIENTS[client](endpoint, EDGES)
    for row in rows:  # a double is written in more than one way
        if row["a"] == ("literal", "", ""):
            assert float(row["b"][1]) == 1
            assert row.pop("b")[2] == XSD + "double"
    assert by_value(rows) == by_value(EXPECTED)


@pytest.mark.parametrize("client", CLIENTS)
def test_a_saved_question_has_the_answer_of_the_site(endpoint, client, real_store):
    (question,) = (each for each in read_questions(QUERIES) if each.slug == "troops-without-us-backstop")
    query = question.bind({})
    wanted = of_json(real_store.select(query).serialize(format=QueryResultsFormat.JSON))
    assert len(wanted) >= 2
    assert by_value(CLIENTS[client](endpoint, query)) == by_value(wanted)


class TestSparqlWrapper:
    def asked(self, endpoint, query, form):
        wrapper = SPARQLWrapper(endpoint)
        wrapper.setQuery(query)
        wrapper.setReturnFormat(form)
        return wrapper.queryAndConvert()

    def test_reads_csv(self, endpoint):
        query = 'SELECT ?a ?b WHERE { VALUES (?a ?b) { ("x,\\"y\\""@en UNDEF) } }'
        assert self.asked(endpoint, query, CSV).replace(b"\r\n", b"\n") == b'a,b\n"x,""y""",\n'

    def test_reads_xml(self, endpoint):
        document = self.asked(endpoint, 'SELECT ("<&>"@en AS ?a) WHERE {}', XML)
        (literal,) = document.getElementsByTagName("literal")
        assert (literal.firstChild.data, literal.getAttribute("xml:lang")) == ("<&>", "en")

    def test_reads_constructed_turtle(self, endpoint):
        graph = Graph().parse(data=self.asked(endpoint, TRIPLES, TURTLE), format="turtle")
        expected = Graph().parse(data='<http://example.org/a> <http://example.org/b> "x"@en, 1 .', format="turtle")
        assert set(graph) == set(expected)
