"""Which forms literals may have, which values these stand for, and which of them a datatype has."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode

from graph.rules.datatypes import RL_DATATYPES, are_different, is_ill_typed, is_in
from graph.vocabulary import PREFIXES

XSD, RDF, RDFS = PREFIXES["xsd"], PREFIXES["rdf"], PREFIXES["rdfs"]


def literal(text: str, datatype: str = "string") -> Literal:
    return Literal(text, datatype=NamedNode(XSD + datatype))


WELL_FORMED = {
    "integer": ["0", "-1", "+7", "007", str(10**30)],
    "decimal": ["1", "1.", ".5", "-0.10"],
    "double": ["0", "1e3", "-1.5E-3", "INF", "-INF", "NaN"],
    "float": ["0.0", "1e3"],
    "boolean": ["true", "false", "1", "0"],
    "string": ["", "two\nlines"],
    "normalizedString": ["", " a  b "],
    "token": ["", "a b"],
    "language": ["en", "en-GB"],
    "NMTOKEN": ["7a", "a:b"],
    "Name": ["a:b"],
    "NCName": ["a-b", "_b"],
    "hexBinary": ["", "0aFF"],
    "base64Binary": ["", "QQ=="],
    "anyURI": ["", "http://example.org/a?b", "a/b"],
    "byte": ["-128", "127"],
    "unsignedByte": ["0", "255"],
    "positiveInteger": ["1"],
    "nonPositiveInteger": ["0", "-1"],
    "date": ["2024-02-29", "2025-03-02Z", "2025-03-02+02:00", "-0044-03-15"],
    "dateTime": ["2025-03-02T23:59:59", "2025-03-02T00:00:00.5Z"],
    "dateTimeStamp": ["2025-03-02T00:00:00Z"],
    "gYear": ["2025", "-0044"],
    "gYearMonth": ["2025-12"],
    "time": ["12:00:00"],
}
ILL_FORMED = {
    "integer": ["", "abc", "1.0", "1_000", "1e3", "\N{FULLWIDTH DIGIT ONE}", " 1"],
    "decimal": ["", ".", "1e3", "INF"],
    "double": ["", "inf", "1,5", "e3"],
    "boolean": ["TRUE", "yes", ""],
    "normalizedString": ["a\tb"],
    "token": [" a", "a  b"],
    "language": ["en_GB", "abcdefghi"],
    "NMTOKEN": ["", "a b"],
    "Name": ["7a"],
    "NCName": ["a:b"],
    "hexBinary": ["a", "xy"],
    "base64Binary": ["QQ", "é"],
    "anyURI": ["a b"],
    "byte": ["128", "-129"],
    "unsignedByte": ["-1", "256"],
    "positiveInteger": ["0"],
    "nonPositiveInteger": ["1"],
    "negativeInteger": ["0"],
    "date": ["2025-02-29", "2025-13-01", "2025-3-2", "20250302", "2025-03-02T00:00:00", "2025-03-02+15:00"],
    "dateTime": ["2025-03-02", "2025-03-02T24:30:00", "2025-02-30T00:00:00"],
    "dateTimeStamp": ["2025-03-02T00:00:00"],
    "gYear": ["25"],
    "gYearMonth": ["2025-13"],
    "time": ["25:00:00"],
}


@pytest.mark.parametrize(("datatype", "text"), [(name, text) for name, texts in WELL_FORMED.items() for text in texts])
def test_a_form_that_the_datatype_has(datatype, text):
    assert not is_ill_typed(literal(text, datatype))


@pytest.mark.parametrize(("datatype", "text"), [(name, text) for name, texts in ILL_FORMED.items() for text in texts])
def test_a_form_that_the_datatype_has_not(datatype, text):
    assert is_ill_typed(literal(text, datatype))


def test_of_a_datatype_that_is_not_known_no_form_is_wrong():
    assert not is_ill_typed(Literal("?", datatype=NamedNode("http://example.org/measure")))
    assert not is_ill_typed(Literal("?", language="en"))


@pytest.mark.parametrize(
    ("value", "datatype", "within"),
    [
        (literal("5", "integer"), XSD + "byte", True),
        (literal("5.0", "decimal"), XSD + "integer", True),
        (literal("5.5", "decimal"), XSD + "integer", False),
        (literal("5.5", "decimal"), XSD + "decimal", True),
        (literal("128", "integer"), XSD + "byte", False),
        (literal("-1", "integer"), XSD + "nonNegativeInteger", False),
        (literal("5", "integer"), XSD + "double", False),
        (literal("5", "double"), XSD + "double", True),
        (literal("5", "double"), XSD + "float", False),
        (literal("5", "integer"), XSD + "string", False),
        (literal("a b"), XSD + "token", True),
        (literal(" a"), XSD + "token", False),
        (literal("a", "token"), XSD + "string", True),
        (literal("true", "boolean"), XSD + "boolean", True),
        (literal("true"), XSD + "boolean", False),
        (literal("http://example.org/", "anyURI"), XSD + "anyURI", True),
        (literal("http://example.org/"), XSD + "anyURI", False),
        (literal("0a", "hexBinary"), XSD + "base64Binary", False),
        (literal("2025-03-02T00:00:00Z", "dateTime"), XSD + "dateTimeStamp", True),
        (literal("2025-03-02T00:00:00", "dateTime"), XSD + "dateTimeStamp", False),
        (literal("2025-03-02", "date"), XSD + "dateTime", False),
        (literal("a"), RDF + "PlainLiteral", True),
        (Literal("a", language="en"), RDF + "PlainLiteral", True),
        (Literal("a", language="en"), RDF + "langString", True),
        (literal("a"), RDF + "langString", False),
        (Literal("a", language="en"), XSD + "string", False),
        (literal("1", "integer"), RDFS + "Literal", True),
        (literal("x", "integer"), RDFS + "Literal", False),
        (literal("x", "integer"), XSD + "integer", False),
    ],
)
def test_whether_a_datatype_has_a_value(value, datatype, within):
    assert datatype in RL_DATATYPES
    assert is_in(value, NamedNode(datatype)) is within


@pytest.mark.parametrize(
    ("one", "other", "different"),
    [
        (literal("1", "integer"), literal("2", "integer"), True),
        (literal("1", "integer"), literal("01", "integer"), False),
        (literal("1", "integer"), literal("1.0", "decimal"), False),
        (literal("1", "integer"), literal("1", "double"), True),
        (literal("1", "integer"), literal("1"), True),
        (literal("a"), literal("b"), True),
        (literal("a"), literal("a", "token"), False),
        (literal("a"), Literal("a", language="en"), True),
        (Literal("a", language="en"), Literal("a", language="EN"), False),
        (literal("true", "boolean"), literal("1", "boolean"), False),
        (literal("0a", "hexBinary"), literal("0A", "hexBinary"), False),
        (literal("2025-03-02", "date"), literal("2025-03-03", "date"), True),
        (literal("2025-03-02Z", "date"), literal("2025-03-02+00:00", "date"), False),
        (literal("2025-03-02", "date"), literal("2025-03-03Z", "date"), False),
        (literal("2025", "gYear"), literal("2025-03-02", "date"), True),
        (literal("x", "integer"), literal("y", "integer"), False),
        (Literal("x", datatype=NamedNode("http://example.org/t")), literal("y"), False),
    ],
)
def test_whether_two_literals_differ_for_certain(one, other, different):
    assert are_different(one, other) is different
    assert are_different(other, one) is different
