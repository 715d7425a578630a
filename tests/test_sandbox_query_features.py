"""What is read from a query's tokens, and that the parser agrees where it matters."""

from __future__ import annotations

import time

import pytest
from pyoxigraph import Store

from graph.sandbox.query_features import inspect_query
from graph.saved_queries import read_questions
from tests.support.paths import QUERIES

MOST = 100_000
PREFIXES = "PREFIX a: <http://example.org/> PREFIX : <http://example.org/> PREFIX e: <http://example.org/> "

CALLS = {
    "ASK { SERVICE <x:y> {} }": ["x:y"],
    "ASK { service silent <x:y> {} }": ["x:y"],
    "ASK { SERVICE ?s {} }": [None],
    "ASK { SERVICE a:b {} }": [None],
    "ASK { SERVICESILENT<x:y>{} }": [None],
    "ASK { SERVICEe:x{} }": [None],
    "ASK { SERVICE:x{} }": [None],
    "ASK { ?s ?p trueSERVICE<x:y>{} }": [None],
    "ASK { ?s ?p 1SERVICE<x:y>{} }": ["x:y"],
    "ASK { ?s ?p a:.SERVICE<x:y>{} }": ["x:y"],
    "ASK { FILTER(?a<'>')SERVICE<x:y>{}FILTER(''='') }": ["x:y"],
    "ASK { FILTER(?a<e:c#>'''\n)SERVICE<x:y>{}#'''\n }": ["x:y"],
    "ASK { SERVICE <x:\\u0041> {} }": [None],
}
HARMLESS = (
    "ASK { ?s ?p <http://example.org/service> }",
    "SELECT ?service $SERVICE { ?service a <http://www.w3.org/ns/sparql-service-description#Service> }",
    'ASK { ?s ?p "SERVICE <x:y> {}" } # SERVICE <x:y> {}',
    "ASK { ?s ?p '''\n'SERVICE' <x:y> {}''' }",
    "PREFIX service: <x:> ASK { GRAPH service:x { ?a service:b 1 FILTER(?a<?b&&?c>?d) } }",
    "ASK { VALUES (?a ?b) { (<x:a> <http://example.org/service>) (<x:a> <http://example.org/service>) } }",
    "ASK { ?s a:Service ?x ; a:my.service _:service.b }",
)


class TestService:
    @pytest.mark.parametrize(("query", "found"), CALLS.items())
    def test_it_is_found_with_what_it_calls(self, query, found):
        assert inspect_query(query, MOST).services == found

    @pytest.mark.parametrize("query", [query for query in CALLS if "\\u" not in query])
    def test_the_parser_takes_each_of_these_for_a_call(self, query):
        """No case is made up: each parses, which it would not if the word were nothing to the parser."""
        Store().query(PREFIXES + "ASK { FILTER(false) " + query.partition("{")[2])

    @pytest.mark.parametrize("query", HARMLESS)
    def test_the_word_elsewhere_calls_nobody(self, query):
        Store().query(PREFIXES + query)
        assert inspect_query(query, MOST).services == []


class TestTraits:
    def test_the_saved_questions_are_harmless(self):
        for question in read_questions(QUERIES):
            features = inspect_query(question.text, MOST)
            assert (features.services, features.update, features.own_dataset, features.undeclared) == (
                [],
                "",
                False,
                None,
            )
            assert 1 <= features.depth <= 10

    @pytest.mark.parametrize(
        ("query", "word"),
        [("INSERT DATA {}", "INSERT"), ("#c\nprefix a: <x:> base <y:> With <g> DELETE {}", "WITH"), ("ASK {}", "")],
    )
    def test_an_update_begins_with_its_keyword(self, query, word):
        assert inspect_query(query, MOST).update == word

    def test_from_counts_outside_names_strings_and_comments_only(self):
        assert inspect_query("SELECT * FROM <x:y> {}", MOST).own_dataset
        assert inspect_query("SELECT *FROM<x:y>{}", MOST).own_dataset
        assert not inspect_query('SELECT ?from { ?s <x:from> "FROM" } # FROM', MOST).own_dataset

    @pytest.mark.parametrize("call", ["now()", "RAND()", "UUID()", "STRUUID()", "BNODE()"])
    def test_what_differs_from_run_to_run_is_volatile(self, call):
        assert inspect_query(f"SELECT ({call} AS ?x) {{}}", MOST).volatile
        assert not inspect_query("SELECT ?now { ?now ?rand 'NOW()' }", MOST).volatile

    def test_depth_counts_open_brackets_and_says_where(self):
        features = inspect_query("ASK {\n  { ?s ?p ([]) } {} }", MOST)
        assert (features.depth, features.deepest) == (4, (2, 12))

    def test_an_undeclared_prefix_is_found_with_its_place(self):
        assert inspect_query("PREFIX a: <x:>\nASK { a:b c:d 1 }", MOST).undeclared == ("c", 2, 11)

    def test_it_stops_at_the_max_tokens(self):
        assert inspect_query("1 " * 1000, 10).tokens == 11

    @pytest.mark.parametrize(
        "piece", ["a.", "<", "'''", "a:b.", "?a<b>", "(?a<'''>", "?a<(>'", "(?a<#>'''", "_:a.", "1e", "\\", "[", "<'>"]
    )
    def test_no_text_takes_long(self, piece):
        """A pass over so much text takes half a second; one for each of its tokens would take minutes."""
        start = time.perf_counter()
        inspect_query("SELECT (" + piece * (300_000 // len(piece)) + " service", 10**9)
        assert time.perf_counter() - start < 10
