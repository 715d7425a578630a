"""No value changes the structure of a question."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode, Store

from graph.errors import ParameterError
from tests.support.questions import XSD, is_iri, question_of, rows

pytestmark = pytest.mark.slow

HOSTILE = [
    "x> } DELETE WHERE { ?a ?b ?c } #",
    'x" } UNION { ?v ?b ?c } #',
    'x\\" } # ',
    "x' } #",
    '"""',
    "'''",
    '"@en ) ?',
    '"^^<http://example.org/x>',
    "\\",
    "\\\\",
    "\\u0022 } #",
    "\\\\u0022 } #",
    "\\U00000022 } #",
    "\n} DROP ALL #",
    "\r\n\t\b\f",
    "?_value ?v $v",
    "{{ }} [] () ; , . ^ | * + !",
    "# a comment",
    "SERVICE <http://127.0.0.1:1/> { }",
    "PREFIX a: <",
    "\x00\x01\x1f\x7f\x85\u2028\ufeff\ufffe\uffff",
    "é😀 ع \u202e",
    "a" * 1_000_000,
    '"\\' * 100_000,
]
HOSTILE_IDS = [f"{number}" for number in range(len(HOSTILE))]


class TestHostileValues:
    """A value stays one term: as many rows as for any other value, and the value itself comes back."""

    @pytest.fixture(scope="class")
    @classmethod
    def store(cls) -> Store:
        store = Store()
        store.update(
            "INSERT DATA { <http://a.example/1> <http://a.example/p> 1 . <http://a.example/2> <http://a.example/p> 2 }"
        )
        return store

    @pytest.mark.parametrize("variable", ["?_value", "?__value", "?_value_en", "?_value_ex_mass"])
    @pytest.mark.parametrize("value", HOSTILE, ids=HOSTILE_IDS)
    def test_a_text_comes_back_unchanged(self, tmp_path, store, variable, value):
        body = f"PREFIX ex: <http://example.org/> SELECT ?v WHERE {{ ?a ?b ?c BIND({variable} AS ?v) }} ORDER BY ?a"
        question = question_of(tmp_path, body)
        bound = question.bind({"value": value})
        found = rows(bound, store)
        assert [row["v"].value for row in found] == [value, value]
        assert len(store) == 2
        expected = {
            "?_value_en": Literal(value, language="en"),
            "?_value_ex_mass": Literal(value, datatype=NamedNode("http://example.org/mass")),
        }
        assert found[0]["v"] == expected.get(variable, Literal(value))

    @pytest.mark.parametrize("variable", ["?_value_iri", "?_value_integer", "?_value_number", "?_value_xsd_date"])
    @pytest.mark.parametrize("value", HOSTILE, ids=HOSTILE_IDS)
    def test_where_a_text_is_no_value_it_is_refused(self, tmp_path, variable, value):
        question = question_of(tmp_path, f"PREFIX xsd: <{XSD}> SELECT ?v WHERE {{ ?v ?b {variable} }}")
        for text in (value, f"http://a.example/{value}", f"1{value}", f"2025-03-02{value}"):
            if not (variable == "?_value_iri" and text.startswith("http://") and is_iri(text)):
                with pytest.raises(ParameterError):
                    question.bind({"value": text})

    @pytest.mark.parametrize("value", HOSTILE, ids=HOSTILE_IDS)
    def test_an_iri_that_is_accepted_comes_back_unchanged(self, tmp_path, value):
        iri = f"http://a.example/{value}"
        if is_iri(iri):
            question = question_of(tmp_path, "SELECT ?v WHERE { BIND(?_value_iri AS ?v) }")
            assert rows(question.bind({"value": iri})) == [{"v": NamedNode(iri)}]

    def test_two_hostile_values_do_not_meet(self, tmp_path):
        question = question_of(tmp_path, "SELECT ?v ?w WHERE { BIND(?_a AS ?v) BIND(?_b AS ?w) }")
        values = {"a": 'x" AS ?v) #', "b": '\n) } #"'}
        assert rows(question.bind(values)) == [{"v": Literal(values["a"]), "w": Literal(values["b"])}]
