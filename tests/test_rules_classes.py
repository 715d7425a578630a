"""The rules of table 6 of the profiles, each quoted, joined with the axiom that its class stands in."""

from __future__ import annotations

import pytest

from tests.support.rules import concluded, contradiction, line, made_of


def names(axioms: str) -> list[str]:
    """The names of the rules that are not of equality."""
    return [rule.name for rule in made_of(axioms) if not rule.name.startswith("eq-")]


def on_p(words: str) -> str:
    return f"[ a owl:Restriction ; owl:onProperty bst:p ; {words} ]"


def of(word: str, *parts: str) -> str:
    return f"[ a owl:Class ; owl:{word} ( {' '.join(parts)} ) ]"


def at_most(number: int, of_class: str = "") -> str:
    count = f'"{number}"^^xsd:nonNegativeInteger'
    qualified = f"owl:maxQualifiedCardinality {count} ; owl:onClass {of_class}"
    return on_p(qualified if of_class else f"owl:maxCardinality {count}")


def same(one: str, other: str) -> list[str]:
    return sorted([f"{one} owl:sameAs {other}", f"{other} owl:sameAs {one}"])


def test_cls_nothing2():
    """If T(?x, rdf:type, owl:Nothing), then false."""
    assert names("id:a a owl:Nothing .") == ["cls-nothing2"]
    assert contradiction("id:a a owl:Nothing .", "id:a a owl:Nothing .") == (
        "ontology: id:a: nothing is an owl:Nothing (cls-nothing2): id:a is a owl:Nothing"
    )


def test_cls_nothing2_of_a_class_that_is_nothing():
    axioms = "bst:A rdfs:subClassOf owl:Nothing . bst:p rdfs:domain owl:Nothing ."
    assert names(axioms) == ["cls-nothing2", "cls-nothing2"]
    assert contradiction(axioms, "id:a a bst:A .") == (
        "ontology: id:a: nothing is a bst:A (cls-nothing2): id:a is a bst:A"
    )
    assert contradiction(axioms, "id:a bst:p id:b .") == (
        "ontology: id:a: nothing is what has a bst:p (cls-nothing2): id:a bst:p id:b"
    )


def test_cls_int1():
    """If T(?c, owl:intersectionOf, ?x), LIST[?x, ?c1, ..., ?cn], T(?y, rdf:type, ?c1), ..., T(?y, rdf:type, ?cn), then
    T(?y, rdf:type, ?c)."""
    axioms = f"{of('intersectionOf', 'bst:A', 'bst:B', 'bst:C')} rdfs:subClassOf bst:D ."
    assert names(axioms) == ["cls-int1"]
    assert concluded(axioms, "id:a a bst:A , bst:B , bst:C . id:b a bst:A , bst:B .") == ["id:a a bst:D"]


def test_cls_int2():
    """If T(?c, owl:intersectionOf, ?x), LIST[?x, ?c1, ..., ?cn], T(?y, rdf:type, ?c), then T(?y, rdf:type, ?c1), ...,
    T(?y, rdf:type, ?cn)."""
    axioms = f"bst:D rdfs:subClassOf {of('intersectionOf', 'bst:A', 'bst:B')} ."
    assert names(axioms) == ["cls-int2", "cls-int2"]
    assert concluded(axioms, "id:a a bst:D . id:b a bst:A .") == ["id:a a bst:A", "id:a a bst:B"]


def test_an_equivalence_with_an_intersection_goes_both_ways():
    axioms = f"bst:D owl:equivalentClass {of('intersectionOf', 'bst:A', on_p('owl:hasValue id:v'))} ."
    assert names(axioms) == ["cls-hv1", "cls-int1", "cls-int2"]
    assert concluded(axioms, "id:a a bst:A ; bst:p id:v . id:b a bst:D . id:c a bst:A .") == [
        "id:a a bst:D",
        "id:b a bst:A",
        "id:b bst:p id:v",
    ]


def test_cls_uni():
    """If T(?c, owl:unionOf, ?x), LIST[?x, ?c1, ..., ?cn], T(?y, rdf:type, ?ci), then T(?y, rdf:type, ?c), for each
    1 <= i <= n."""
    axioms = f"{of('unionOf', 'bst:A', 'bst:B')} rdfs:subClassOf bst:D ."
    assert names(axioms) == ["cls-uni", "cls-uni"]
    assert concluded(axioms, "id:a a bst:A . id:b a bst:B . id:c a bst:C .") == ["id:a a bst:D", "id:b a bst:D"]


def test_cls_com():
    """If T(?c1, owl:complementOf, ?c2), T(?x, rdf:type, ?c1), T(?x, rdf:type, ?c2), then false."""
    axioms = "bst:A rdfs:subClassOf [ a owl:Class ; owl:complementOf bst:B ] ."
    assert names(axioms) == ["cls-com"]
    assert concluded(axioms, "id:a a bst:A . id:b a bst:B .") == []
    assert contradiction(axioms, "id:a a bst:A , bst:B .") == (
        "ontology: id:a: nothing is both a bst:A and a bst:B (cls-com): id:a is a bst:A and id:a is a bst:B"
    )


def test_cls_svf1_of_a_class_without_a_name():
    axioms = f"{on_p('owl:someValuesFrom ' + on_p('owl:someValuesFrom bst:B'))} rdfs:subClassOf bst:A ."
    (rule,) = made_of(axioms)
    assert rule.name == "cls-svf1"
    assert [line(pattern) for pattern in rule.body] == ["?x bst:p ?y", "?y bst:p ?z", "?z a bst:B"]
    assert concluded(axioms, "id:a bst:p id:b . id:b bst:p id:c . id:c a bst:B .") == ["id:a a bst:A"]


def test_cls_avf():
    """If T(?x, owl:allValuesFrom, ?y), T(?x, owl:onProperty, ?p), T(?u, rdf:type, ?x), T(?u, ?p, ?v), then
    T(?v, rdf:type, ?y)."""
    axioms = f"bst:A rdfs:subClassOf {on_p('owl:allValuesFrom bst:B')} ."
    assert names(axioms) == ["cls-avf"]
    assert concluded(axioms, "id:a a bst:A ; bst:p id:b ; bst:q id:c . id:d bst:p id:e .") == ["id:b a bst:B"]


def test_cls_avf_of_a_datatype_asks_for_its_values():
    axioms = f"bst:A rdfs:subClassOf {on_p('owl:allValuesFrom xsd:integer')} ."
    assert concluded(axioms, 'id:a a bst:A ; bst:p 1 . id:b bst:p "x" .') == []
    assert contradiction(axioms, 'id:a a bst:A ; bst:p "x" .') == (
        'ontology: id:a: "x" is no xsd:integer, as bst:A rdfs:subClassOf (bst:p only xsd:integer) asks for '
        '(cls-avf, dt-not-type): id:a is a bst:A and id:a bst:p "x"'
    )


def test_cls_maxc1():
    """If T(?x, owl:maxCardinality, "0"^^xsd:nonNegativeInteger), T(?x, owl:onProperty, ?p), T(?u, rdf:type, ?x),
    T(?u, ?p, ?y), then false."""
    axioms = f"bst:A rdfs:subClassOf {at_most(0)} ."
    assert names(axioms) == ["cls-maxc1"]
    assert concluded(axioms, "id:a a bst:A . id:b bst:p id:c .") == []
    assert contradiction(axioms, "id:a a bst:A ; bst:p id:c .") == (
        "ontology: id:a: a bst:A has no bst:p (cls-maxc1): id:a is a bst:A and id:a bst:p id:c"
    )


def test_cls_maxc2():
    """If T(?x, owl:maxCardinality, "1"^^xsd:nonNegativeInteger), T(?x, owl:onProperty, ?p), T(?u, rdf:type, ?x),
    T(?u, ?p, ?y1), T(?u, ?p, ?y2), then T(?y1, owl:sameAs, ?y2)."""
    axioms = f"bst:A rdfs:subClassOf {at_most(1)} ."
    assert names(axioms) == ["cls-maxc2"]
    assert concluded(axioms, "id:a a bst:A ; bst:p id:b , id:c . id:d bst:p id:e , id:f .") == same("id:b", "id:c")


def test_cls_maxqc1():
    """If T(?x, owl:maxQualifiedCardinality, "0"^^xsd:nonNegativeInteger), T(?x, owl:onProperty, ?p),
    T(?x, owl:onClass, ?c), T(?u, rdf:type, ?x), T(?u, ?p, ?y), T(?y, rdf:type, ?c), then false."""
    axioms = f"bst:A rdfs:subClassOf {at_most(0, 'bst:B')} ."
    assert names(axioms) == ["cls-maxqc1"]
    assert concluded(axioms, "id:a a bst:A ; bst:p id:c . id:b a bst:B .") == []
    assert contradiction(axioms, "id:a a bst:A ; bst:p id:b . id:b a bst:B .") == (
        "ontology: id:a: a bst:A has no bst:p that is a bst:B (cls-maxqc1): "
        "id:a is a bst:A and id:a bst:p id:b and id:b is a bst:B"
    )


def test_cls_maxqc2():
    """If T(?x, owl:maxQualifiedCardinality, "0"^^xsd:nonNegativeInteger), T(?x, owl:onProperty, ?p),
    T(?x, owl:onClass, owl:Thing), T(?u, rdf:type, ?x), T(?u, ?p, ?y), then false."""
    axioms = f"bst:A rdfs:subClassOf {at_most(0, 'owl:Thing')} ."
    assert names(axioms) == ["cls-maxqc2"]
    assert concluded(axioms, "id:a a bst:A . id:b bst:p id:c .") == []
    assert "(cls-maxqc2)" in contradiction(axioms, "id:a a bst:A ; bst:p id:c .")


def test_cls_maxqc3():
    """If T(?x, owl:maxQualifiedCardinality, "1"^^xsd:nonNegativeInteger), T(?x, owl:onProperty, ?p),
    T(?x, owl:onClass, ?c), T(?u, rdf:type, ?x), T(?u, ?p, ?y1), T(?y1, rdf:type, ?c), T(?u, ?p, ?y2),
    T(?y2, rdf:type, ?c), then T(?y1, owl:sameAs, ?y2)."""
    axioms = f"bst:A rdfs:subClassOf {at_most(1, 'bst:B')} ."
    assert names(axioms) == ["cls-maxqc3"]
    facts = "id:a a bst:A ; bst:p id:b , id:c , id:d . id:b a bst:B . id:c a bst:B ."
    assert concluded(axioms, facts) == same("id:b", "id:c")


def test_cls_maxqc4():
    """If T(?x, owl:maxQualifiedCardinality, "1"^^xsd:nonNegativeInteger), T(?x, owl:onProperty, ?p),
    T(?x, owl:onClass, owl:Thing), T(?u, rdf:type, ?x), T(?u, ?p, ?y1), T(?u, ?p, ?y2), then
    T(?y1, owl:sameAs, ?y2)."""
    axioms = f"bst:A rdfs:subClassOf {at_most(1, 'owl:Thing')} ."
    assert names(axioms) == ["cls-maxqc4"]
    assert concluded(axioms, "id:a a bst:A ; bst:p id:b , id:c . id:d bst:p id:e , id:f .") == same("id:b", "id:c")


def test_cls_oo():
    """If T(?c, owl:oneOf, ?x), LIST[?x, ?y1, ..., ?yn], then T(?y1, rdf:type, ?c), ..., T(?yn, rdf:type, ?c)."""
    axioms = f"{of('oneOf', 'id:a', 'id:b')} rdfs:subClassOf bst:A ."
    assert [(rule.name, rule.body) for rule in made_of(axioms)] == [("cls-oo", ()), ("cls-oo", ())]
    assert concluded(axioms, "id:c a bst:B .") == ["id:a a bst:A", "id:b a bst:A"]


def test_an_enumeration_inside_another_class_stands_for_its_members():
    axioms = f"""{of("intersectionOf", "bst:B", of("oneOf", "id:a", "id:b"))} rdfs:subClassOf bst:A .
                 {on_p("owl:someValuesFrom " + of("oneOf", "id:c"))} rdfs:subClassOf bst:D ."""
    assert names(axioms) == ["cls-int1", "cls-int1", "cls-svf1"]
    assert concluded(axioms, "id:a a bst:B . id:e a bst:B ; bst:p id:c . id:f bst:p id:a .") == [
        "id:a a bst:A",
        "id:e a bst:D",
    ]


def test_two_enumerations_share_a_member_under_two_names():
    axioms = f"""{of("intersectionOf", of("oneOf", "id:a"), of("oneOf", "id:b"))} rdfs:subClassOf bst:A .
                 id:a owl:sameAs id:b ."""
    assert concluded(axioms, "id:a owl:sameAs id:b .") == ["id:a a bst:A", "id:b a bst:A", "id:b owl:sameAs id:a"]
    assert concluded(axioms, "id:a a bst:C .") == []


@pytest.mark.parametrize(
    ("kind", "facts", "found"),
    [
        ("owl:hasValue id:b", "", ["id:a bst:p id:b"]),
        ("owl:allValuesFrom bst:B", "id:a bst:p id:b . id:c bst:p id:d .", ["id:b a bst:B"]),
    ],
)
def test_a_thing_of_a_class_without_a_name_has_what_its_members_have(kind, facts, found):
    assert concluded(f"id:a a {on_p(kind)} .", facts) == found


def test_a_domain_and_a_range_may_be_classes_without_names():
    axioms = f"""bst:p rdfs:domain {on_p("owl:allValuesFrom bst:B")} ;
                    rdfs:range {of("intersectionOf", "bst:C", "bst:D")} ."""
    assert names(axioms) == ["prp-dom", "prp-rng", "prp-rng"]
    assert concluded(axioms, "id:a bst:p id:b .") == ["id:b a bst:B", "id:b a bst:C", "id:b a bst:D"]


def test_the_axiom_of_a_rule_reads_as_in_the_manchester_syntax():
    axioms = f"""
        {of("intersectionOf", "bst:A", of("unionOf", "bst:B", of("oneOf", "id:a", "id:b")))}
            rdfs:subClassOf {on_p("owl:allValuesFrom " + at_most(1, "bst:B"))} ."""
    assert {rule.axiom for rule in made_of(axioms) if rule.name == "cls-maxqc3"} == {
        "(bst:A and (bst:B or {id:a id:b})) rdfs:subClassOf (bst:p only (bst:p max 1 bst:B))"
    }
