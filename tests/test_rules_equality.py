"""The rules of table 4 of the profiles, and those of table 5 that end in equality or a contradiction, each quoted."""

from __future__ import annotations

from itertools import permutations

import pytest
from pyoxigraph import Quad

from graph.closure import conclude
from tests.support.rules import STATED, concluded, contradiction, line, made_of, triples

SAME = "id:a owl:sameAs id:b ."
EQUALITY = ["eq-rep-o", "eq-rep-p", "eq-rep-s", "eq-sym", "eq-trans"]


def concluded_by(name: str, facts: str) -> list[str]:
    """What the rules of one name conclude alone."""
    rules = [rule for rule in made_of(SAME) if rule.name == name]
    assert rules
    return [line(triple) for triple in conclude((Quad(*fact, STATED) for fact in triples(facts)), rules)]


def same(one: str, other: str) -> list[str]:
    return sorted([f"{one} owl:sameAs {other}", f"{other} owl:sameAs {one}"])


def test_eq_sym():
    """If T(?x, owl:sameAs, ?y), then T(?y, owl:sameAs, ?x)."""
    assert concluded_by("eq-sym", "id:a owl:sameAs id:b .") == ["id:b owl:sameAs id:a"]


def test_eq_trans():
    """If T(?x, owl:sameAs, ?y) and T(?y, owl:sameAs, ?z), then T(?x, owl:sameAs, ?z)."""
    assert concluded_by("eq-trans", "id:a owl:sameAs id:b . id:b owl:sameAs id:c .") == ["id:a owl:sameAs id:c"]


def test_eq_rep_s():
    """If T(?s, owl:sameAs, ?s') and T(?s, ?p, ?o), then T(?s', ?p, ?o)."""
    facts = 'id:a owl:sameAs id:b ; bst:p id:c ; rdfs:label "A" . id:d bst:p id:a .'
    assert concluded_by("eq-rep-s", facts) == ['id:b rdfs:label "A"', "id:b bst:p id:c"]


def test_eq_rep_p():
    """If T(?p, owl:sameAs, ?p') and T(?s, ?p, ?o), then T(?s, ?p', ?o)."""
    assert concluded_by("eq-rep-p", "bst:p owl:sameAs bst:q . id:a bst:p id:b ; bst:q id:c .") == ["id:a bst:q id:b"]


def test_eq_rep_o():
    """If T(?o, owl:sameAs, ?o') and T(?s, ?p, ?o), then T(?s, ?p, ?o')."""
    assert concluded_by("eq-rep-o", "id:a owl:sameAs id:b . id:c bst:p id:a .") == ["id:c bst:p id:b"]


def test_that_everything_is_the_same_as_itself_is_no_news():
    assert concluded(SAME, "id:a owl:sameAs id:a ; bst:p id:a .") == []
    assert concluded(SAME, "id:a owl:sameAs id:b .") == ["id:b owl:sameAs id:a"]


def test_there_are_rules_of_equality_only_where_something_can_be_the_same():
    assert [rule.name for rule in made_of("bst:A rdfs:subClassOf bst:B .")] == ["cax-sco"]
    assert [rule.name for rule in made_of("bst:p a owl:FunctionalProperty .")] == [*EQUALITY, "prp-fp"]
    assert [rule.name for rule in made_of(SAME)] == EQUALITY
    assert [rule.name for rule in made_of("id:a owl:differentFrom id:b .")] == ["eq-diff1", "eq-diff1"]


def test_eq_diff1():
    """If T(?x, owl:sameAs, ?y) and T(?x, owl:differentFrom, ?y), then false."""
    axioms = "id:a owl:sameAs id:b . id:a owl:differentFrom id:c ."
    assert concluded(axioms, axioms) == ["id:b owl:differentFrom id:c", "id:b owl:sameAs id:a"]
    assert contradiction(axioms, "id:b owl:sameAs id:a . id:a owl:differentFrom id:b .") == (
        "ontology: id:a: what is different is not the same (eq-diff1): "
        "id:a owl:sameAs id:b (concluded from id:b owl:sameAs id:a, by eq-sym) and id:a owl:differentFrom id:b"
    )


def test_eq_diff1_of_a_thing_that_is_different_from_itself():
    """By eq-ref, T(?x, owl:sameAs, ?x)."""
    axioms = "id:a owl:differentFrom id:a ."
    assert contradiction(axioms, axioms) == (
        "ontology: id:a: what is different is not the same (eq-diff1): id:a owl:differentFrom id:a"
    )


@pytest.mark.parametrize(("name", "word"), [("eq-diff2", "members"), ("eq-diff3", "distinctMembers")])
def test_eq_diff2_and_eq_diff3(name, word):
    """If T(?x, rdf:type, owl:AllDifferent), T(?x, owl:members, ?y), LIST[?y, ?z1, ..., ?zn], T(?zi, owl:sameAs, ?zj),
    then false, for each 1 <= i < j <= n; and the same of owl:distinctMembers."""
    axioms = f"[] a owl:AllDifferent ; owl:{word} ( id:a id:b id:c ) . id:a owl:sameAs id:d ."
    assert [rule.name for rule in made_of(axioms) if rule.name not in EQUALITY] == [name] * 3
    assert concluded(axioms, "id:a owl:sameAs id:d .") == ["id:d owl:sameAs id:a"]
    for one, other in permutations(("id:a", "id:b", "id:c"), 2):
        assert f"({name})" in contradiction(axioms, f"{one} owl:sameAs {other} .")


def test_prp_fp():
    """If T(?p, rdf:type, owl:FunctionalProperty), T(?x, ?p, ?y1), T(?x, ?p, ?y2), then T(?y1, owl:sameAs, ?y2)."""
    facts = "id:a bst:p id:b , id:c . id:d bst:p id:e ."
    assert concluded("bst:p a owl:FunctionalProperty .", facts) == same("id:b", "id:c")


def test_prp_ifp():
    """If T(?p, rdf:type, owl:InverseFunctionalProperty), T(?x1, ?p, ?y), T(?x2, ?p, ?y), then
    T(?x1, owl:sameAs, ?x2)."""
    facts = "id:b bst:p id:a . id:c bst:p id:a . id:e bst:p id:d ."
    assert concluded("bst:p a owl:InverseFunctionalProperty .", facts) == same("id:b", "id:c")


def test_prp_key():
    """If T(?c, owl:hasKey, ?u), LIST[?u, ?p1, ..., ?pn], T(?x, rdf:type, ?c), T(?x, ?p1, ?z1), ..., T(?x, ?pn, ?zn),
    T(?y, rdf:type, ?c), T(?y, ?p1, ?z1), ..., T(?y, ?pn, ?zn), then T(?x, owl:sameAs, ?y)."""
    axioms = "bst:A owl:hasKey ( bst:p bst:m ) ."
    assert [rule.name for rule in made_of(axioms)] == [*EQUALITY, "prp-key"]
    facts = """id:a a bst:A ; bst:p id:v ; bst:m 1 . id:b a bst:A ; bst:p id:v ; bst:m 1 .
               id:c a bst:A ; bst:p id:v ; bst:m 2 . id:d bst:p id:v ; bst:m 1 ."""
    assert concluded(axioms, facts) == same("id:a", "id:b")


def test_prp_key_of_one_property_and_of_a_class_without_a_name():
    axioms = "[ owl:unionOf ( bst:A bst:B ) ] owl:hasKey ( bst:m ) ."
    assert concluded(axioms, "id:a a bst:A ; bst:m 1 . id:b a bst:B ; bst:m 1 . id:c a bst:B ; bst:m 2 .") == [
        "id:a a bst:B",
        "id:a owl:sameAs id:b",
        "id:b a bst:A",
        "id:b owl:sameAs id:a",
    ]


def test_prp_adp():
    """If T(?x, rdf:type, owl:AllDisjointProperties), T(?x, owl:members, ?y), LIST[?y, ?p1, ..., ?pn], T(?u, ?pi, ?v),
    T(?u, ?pj, ?v), then false, for each 1 <= i < j <= n."""
    axioms = "[] a owl:AllDisjointProperties ; owl:members ( bst:p bst:q bst:r ) ."
    assert [rule.name for rule in made_of(axioms)] == ["prp-adp"] * 3
    assert concluded(axioms, "id:a bst:p id:b ; bst:q id:c ; bst:r id:d .") == []
    for one, other in permutations("pqr", 2):
        assert "(prp-adp)" in contradiction(axioms, f"id:a bst:{one} id:b ; bst:{other} id:b .")


def test_prp_npa1():
    """If T(?x, owl:sourceIndividual, ?i1), T(?x, owl:assertionProperty, ?p), T(?x, owl:targetIndividual, ?i2),
    T(?i1, ?p, ?i2), then false."""
    axioms = """[] a owl:NegativePropertyAssertion ; owl:sourceIndividual id:a ; owl:assertionProperty bst:p ;
                owl:targetIndividual id:b ."""
    assert [rule.name for rule in made_of(axioms)] == ["prp-npa1"]
    assert concluded(axioms, "id:a bst:p id:c . id:b bst:p id:a .") == []
    assert contradiction(axioms, "id:a bst:p id:b .") == (
        "ontology: id:a: it is stated that id:a bst:p id:b does not hold (prp-npa1): id:a bst:p id:b"
    )


def test_prp_npa2():
    """If T(?x, owl:sourceIndividual, ?i), T(?x, owl:assertionProperty, ?p), T(?x, owl:targetValue, ?lt),
    T(?i, ?p, ?lt), then false."""
    axioms = """[] a owl:NegativePropertyAssertion ; owl:sourceIndividual id:a ; owl:assertionProperty bst:m ;
                owl:targetValue 1 ."""
    assert [rule.name for rule in made_of(axioms)] == ["prp-npa2"]
    assert concluded(axioms, "id:a bst:m 2 .") == []
    assert contradiction(axioms, "id:a bst:m 1 .") == (
        "ontology: id:a: it is stated that id:a bst:m 1 does not hold (prp-npa2): id:a bst:m 1"
    )


def test_dt_not_type_of_a_range():
    """dt-not-type: if T(?lt, rdf:type, ?dt), then false, for each literal ?lt and each datatype ?dt such that the data
    value of ?lt is not contained in the value space of ?dt."""
    axioms = "bst:m rdfs:range xsd:byte ."
    assert concluded(axioms, "id:a bst:m 127 .") == []
    assert contradiction(axioms, "id:a bst:m 128 .") == (
        "ontology: id:a: 128 is no xsd:byte, as bst:m rdfs:range xsd:byte asks for (prp-rng, dt-not-type): "
        "id:a bst:m 128"
    )


def test_dt_not_type_of_a_literal_that_is_none():
    assert contradiction("", 'id:a bst:m "abc"^^xsd:integer .') == (
        'ontology: id:a: "abc" is no xsd:integer (dt-not-type): id:a bst:m "abc"^^xsd:integer'
    )


def test_dt_diff_of_two_values_of_a_functional_property():
    """dt-diff: T(?lt1, owl:differentFrom, ?lt2) for all literals with different data values; with prp-fp and eq-diff1,
    false."""
    axioms = "bst:m a owl:FunctionalProperty ."
    assert concluded(axioms, 'id:a bst:m 1 , "1.0"^^xsd:decimal . id:b bst:m 2 .') == []
    assert contradiction(axioms, "id:a bst:m 1 , 2 .") == (
        "ontology: id:a: 1 and 2 are not the same, as bst:m rdf:type owl:FunctionalProperty makes them "
        "(prp-fp, dt-diff, eq-diff1): id:a bst:m 1 and id:a bst:m 2"
    )
    assert "are not the same" in contradiction(axioms, "id:a bst:m 1 , id:b .")


def test_an_inverse_without_a_name_turns_the_pattern_round():
    axioms = """[ owl:inverseOf bst:p ] rdfs:subPropertyOf bst:q .
                bst:r owl:propertyChainAxiom ( bst:q [ owl:inverseOf bst:q ] ) .
                [ a owl:Restriction ; owl:onProperty [ owl:inverseOf bst:p ] ; owl:someValuesFrom bst:A ]
                    rdfs:subClassOf bst:B ."""
    assert concluded(axioms, "id:a bst:p id:b ; a bst:A . id:c bst:q id:a .") == [
        "id:b a bst:B",
        "id:b bst:q id:a",
        "id:b bst:r id:b",
        "id:b bst:r id:c",
        "id:c bst:r id:b",
        "id:c bst:r id:c",
    ]
