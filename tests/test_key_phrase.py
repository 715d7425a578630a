"""How long a key phrase may be: the field, the shape and the check count words alike."""

from __future__ import annotations

import re

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store
from rdflib import SH, Graph

from graph.records.document_models import Statement
from graph.vocabulary import BST
from tests.support.paths import ROOT
from tests.support.records import said_with

CHECK = ROOT / "queries/checks/key-phrase-longer-than-seven-words-violation.rq"
SHAPES = Graph().parse(ROOT / "ontology/shapes.ttl")
PATTERNS = [str(pattern) for pattern in SHAPES.objects(predicate=SH.pattern) if "{0,6}" in pattern]


@pytest.mark.parametrize(
    ("phrase", "words"),
    [
        ("one two three four five six seven", 7),
        ("one two three four five six seven eight", 8),
        ("abcdefgh", 1),
        ("well-known state-of-the-art don't U.S.-backed", 4),
        ("Europe\u2019s own 5,000 troops \u2013 not 3.5%", 7),
        ("a/b c/d e/f g/h", 8),
        ("a--b c - d e_f g... h", 8),
        ("\u201cZelenskyy\u201d: S\u00e9curit\u00e9 \u0443 \u041a\u0438\u0457\u0432\u0456, 1 2 3", 7),
        ("... \u2013 !", 0),
    ],
)
def test_the_field_the_shape_and_the_check_agree(phrase, words):
    told = said_with(Statement, phrase=phrase)
    assert told == ([f"phrase: has {words} words: expected at most 7 quoted from the source"] if words > 7 else [])
    assert [bool(re.search(pattern, phrase)) for pattern in PATTERNS] == [words <= 7]
    store = Store()
    store.add(Quad(NamedNode("urn:s"), BST.keyPhrase, Literal(phrase, language="en")))
    assert len(list(store.query(CHECK.read_text(encoding="utf-8")))) == (words > 7)
