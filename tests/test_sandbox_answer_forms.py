"""Answers: what each form holds, and where and how it is cut."""

from __future__ import annotations

import csv
import io
import json
from xml.etree import ElementTree as ET

import pytest
from pyoxigraph import Literal, NamedNode, QueryResultsFormat, QuerySolutions, Store, Triple, parse, parse_query_results

from graph.errors import QueryError
from graph.sandbox.answer_forms import Budget, write_boolean, write_graph, write_solutions
from graph.serialisation import RDF_FORMATS

FORMATS = {
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
    "tsv": QueryResultsFormat.TSV,
    "csv": QueryResultsFormat.CSV,
}
VALUES = """SELECT ?a ?b ?c WHERE { VALUES (?a ?b ?c) {
  (<http://example.org/é?x=1&y=2> "a,b" "x"@en)
  ("quo\\"te < & > ' line\\nfeed" 5 1.5)
  (true "tab\\there" "2020"^^<http://example.org/kind>)
  (UNDEF "=1+1" "")
  (1.0e6 "café \U0001f600" UNDEF)
} }"""
SEPARATOR = "\ud7ff"


def solutions(query):
    found = Store().query(query)
    assert isinstance(found, QuerySolutions)
    return found


def written(query, form, rows=1000, answer_bytes=1 << 20):
    pieces, budget = [], Budget(rows, answer_bytes)
    write_solutions(solutions(query), form, budget, pieces.append)
    return b"".join(pieces), budget


def rows(answer):
    return [tuple(solution) for solution in answer]


class TestSolutions:
    @pytest.mark.parametrize("form", ["json", "xml", "tsv"])
    def test_the_engine_reads_back_the_same_rows(self, form):
        content, budget = written(VALUES, form)
        assert rows(parse_query_results(content, FORMATS[form])) == rows(solutions(VALUES))
        assert (budget.rows, budget.truncated) == (5, "")

    def test_csv_has_the_plain_values(self):
        content, _ = written(VALUES, "csv")
        assert content == bytes(solutions(VALUES).serialize(format=FORMATS["csv"]))
        assert list(csv.reader(io.StringIO(content.decode(), newline="")))[2] == [
            *("quo\"te < & > ' line\nfeed", "5", "1.5"),
        ]

    def test_triple_terms_and_blank_nodes_are_read_back(self):
        query = 'SELECT ?t { BIND(<<( <x:a> <x:b> "c"@en )>> AS ?t) }'
        for form in ("json", "xml"):
            assert rows(parse_query_results(written(query, form)[0], FORMATS[form])) == rows(solutions(query))
        assert b'{"type":"bnode","value":"' in written("SELECT (BNODE() AS ?x) {}", "json")[0]

    def test_no_variables_and_no_rows(self):
        assert json.loads(written("SELECT * {}", "json")[0]) == {"head": {"vars": []}, "results": {"bindings": [{}]}}
        assert json.loads(written("SELECT ?x { FILTER(false) }", "json")[0])["results"] == {"bindings": []}

    def test_xml_keeps_a_carriage_return_and_refuses_what_it_cannot_hold(self):
        content, _ = written('SELECT ("a\\rb" AS ?x) {}', "xml")
        assert next(ET.fromstring(content).iter("{http://www.w3.org/2005/sparql-results#}literal")).text == ("a\rb")
        for character in ("\\u0001", "\\u000B", "\\uFFFE"):
            with pytest.raises(QueryError, match=r"which XML cannot hold") as caught:
                written(f'SELECT ("{character}" AS ?x) {{}}', "xml")
            assert caught.value.status == 406

    def test_an_ask_has_its_answer_in_json_and_xml(self):
        assert json.loads(write_boolean(True, "json")) == {"head": {}, "boolean": True}
        assert bool(parse_query_results(write_boolean(False, "xml"), FORMATS["xml"])) is False


class TestCuts:
    MANY = "SELECT ?x { VALUES ?x { 1 2 3 4 } }"

    @pytest.mark.parametrize("form", FORMATS)
    def test_no_more_rows_than_allowed_are_written(self, form):
        content, budget = written(self.MANY, form, rows=3)
        assert (budget.rows, budget.truncated) == (3, "rows")
        if form != "csv":
            assert [row[0].value for row in rows(parse_query_results(content, FORMATS[form]))] == ["1", "2", "3"]

    @pytest.mark.parametrize("form", FORMATS)
    def test_as_many_rows_as_allowed_are_not_cut(self, form):
        _, budget = written(self.MANY, form, rows=4)
        assert (budget.rows, budget.truncated) == (4, "")

    def test_json_and_xml_say_so_in_the_body(self):
        found = json.loads(written(self.MANY, "json", rows=3)[0])
        assert found["head"] == {"vars": ["x"], "truncated": True, "limit": "rows"}
        assert json.loads(written(self.MANY, "json")[0])["head"] == {"vars": ["x"]}
        assert b"<!-- truncated at the limit on rows -->" in written(self.MANY, "xml", rows=3)[0]
        assert b"truncated" not in written(self.MANY, "xml")[0]

    def test_a_row_that_would_pass_the_limit_on_bytes_is_left_out_whole(self):
        content, budget = written('SELECT ?x { VALUES ?x { "aaaa" "bbbb" } }', "csv", answer_bytes=11)
        assert (content, budget.rows, budget.truncated) == (b"x\r\naaaa\r\n", 1, "answer_bytes")


TRIPLES = [
    Triple(NamedNode(f"http://example.org/{n:03}"), NamedNode("http://example.org/p"), Literal("é")) for n in range(50)
]


class TestGraphs:
    @pytest.mark.parametrize("form", RDF_FORMATS)
    def test_the_engine_reads_back_the_same_triples(self, form):
        budget = Budget(1000, 1 << 20)
        content = write_graph([*TRIPLES, *TRIPLES], form, budget)
        assert [quad.triple for quad in parse(content, RDF_FORMATS[form])] == TRIPLES
        assert (budget.rows, budget.truncated) == (50, "")
        assert b"truncated" not in content

    @pytest.mark.parametrize("form", RDF_FORMATS)
    @pytest.mark.parametrize(("most", "limit"), [((7, 1 << 20), "rows"), ((1000, 2500), "answer_bytes")])
    def test_a_cut_graph_is_still_one_and_says_so(self, form, most, limit):
        budget = Budget(*most)
        content = write_graph(TRIPLES, form, budget)
        found = [quad.triple for quad in parse(content, RDF_FORMATS[form])]
        assert 0 < len(found) == budget.rows < 50
        assert found == TRIPLES[: budget.rows]
        assert budget.truncated == limit
        assert b"truncated" in content
        assert limit.encode() in content

    def test_rdf_xml_refuses_what_it_cannot_hold(self):
        subject, p = NamedNode("http://example.org/s"), NamedNode("http://example.org/p")
        for triple in (
            Triple(subject, NamedNode("http://example.org/1"), p),
            Triple(subject, NamedNode("http://example.org/"), p),
            Triple(subject, p, Literal("\x01")),
        ):
            with pytest.raises(QueryError, match="cannot hold") as caught:
                write_graph([triple], "rdf", Budget(10, 1000))
            assert caught.value.status == 406
            assert write_graph([triple], "nt", Budget(10, 1000)).count(b"\n") == 1
