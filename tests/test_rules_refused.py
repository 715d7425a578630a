"""What the compiler of rules passes over, and which axioms it refuses by name."""

from __future__ import annotations

import pytest

from graph.errors import OntologyError
from tests.support.rules import made_of

# What is passed over, and what is refused


def test_a_declaration_an_annotation_and_a_fact_make_no_rule():
    assert (
        made_of("""
        <http://example.org/o> a owl:Ontology ; owl:versionIRI <http://example.org/o/1> ; owl:versionInfo "1" .
        bst:Person a owl:Class ; rdfs:label "person"@en ; rdfs:comment "One."@en ; rdfs:seeAlso foaf:Person ;
            rdfs:isDefinedBy <http://example.org/o> ; skos:definition "One human being."@en .
        bst:knows a owl:ObjectProperty . bst:age a owl:DatatypeProperty . skos:note a owl:AnnotationProperty .
        id:ada a owl:NamedIndividual , bst:Person ; bst:knows id:bob ; bst:age 40 .
    """)
        == ()
    )


def some(words: str) -> str:
    """A restriction."""
    return f"[ a owl:Restriction ; owl:onProperty bst:p ; {words} ]"


UNNAMED = "a class of this kind has no name; use owl:equivalentClass or rdfs:subClassOf"
TELLS_NOTHING = "it says nothing: everything is an owl:Thing"
REFUSED = {
    "a union on the right": (
        "bst:A rdfs:subClassOf [ a owl:Class ; owl:unionOf ( bst:B bst:C ) ] .",
        "bst:A rdfs:subClassOf (bst:B or bst:C)",
        "OWL 2 RL has (bst:B or bst:C) only where it leads to something",
    ),
    "an enumeration on the right": (
        "bst:A rdfs:subClassOf [ a owl:Class ; owl:oneOf ( id:a id:b ) ] .",
        "bst:A rdfs:subClassOf {id:a id:b}",
        "OWL 2 RL has {id:a id:b} only where it leads to something",
    ),
    "an existential on the right": (
        f"bst:A rdfs:subClassOf {some('owl:someValuesFrom bst:B')} .",
        "bst:A rdfs:subClassOf (bst:p some bst:B)",
        "OWL 2 RL has (bst:p some bst:B) only where it leads to something",
    ),
    "an existential deep on the right": (
        f"bst:A rdfs:subClassOf {some('owl:allValuesFrom ' + some('owl:someValuesFrom bst:B'))} .",
        "bst:A rdfs:subClassOf (bst:p only (bst:p some bst:B))",
        "OWL 2 RL has (bst:p some bst:B) only where it leads to something",
    ),
    "a universal on the left": (
        f"{some('owl:allValuesFrom bst:B')} rdfs:subClassOf bst:A .",
        "(bst:p only bst:B) rdfs:subClassOf bst:A",
        "OWL 2 RL has (bst:p only bst:B) only where something follows from it",
    ),
    "a complement on the left": (
        "[ a owl:Class ; owl:complementOf bst:B ] rdfs:subClassOf bst:A .",
        "(not bst:B) rdfs:subClassOf bst:A",
        "OWL 2 RL has (not bst:B) only where something follows from it",
    ),
    "a maximum on the left": (
        f"{some('owl:maxCardinality 1')} rdfs:subClassOf bst:A .",
        "(bst:p max 1) rdfs:subClassOf bst:A",
        "OWL 2 RL has (bst:p max 1) only where something follows from it",
    ),
    "a maximum of two": (
        f"bst:A rdfs:subClassOf {some('owl:maxCardinality 2')} .",
        "bst:A rdfs:subClassOf (bst:p max 2)",
        "(bst:p max 2) has no rule; only a maximum of 0 or 1 things has one",
    ),
    "a maximum of values of a datatype": (
        f"bst:A rdfs:subClassOf {some('owl:maxQualifiedCardinality 1 ; owl:onDataRange xsd:integer')} .",
        "bst:A rdfs:subClassOf [owl:maxQualifiedCardinality 1 ; owl:onDataRange xsd:integer ; owl:onProperty bst:p]",
        (
            "[owl:maxQualifiedCardinality 1 ; owl:onDataRange xsd:integer ; owl:onProperty bst:p] "
            "is no class that rules can be made of"
        ),
    ),
    "a minimum": (
        f"{some('owl:minCardinality 1')} rdfs:subClassOf bst:A .",
        "(bst:p min 1) rdfs:subClassOf bst:A",
        "OWL 2 RL has no (bst:p min 1)",
    ),
    "an exact number": (
        f"bst:A rdfs:subClassOf {some('owl:cardinality 1')} .",
        "bst:A rdfs:subClassOf (bst:p exactly 1)",
        "OWL 2 RL has no (bst:p exactly 1)",
    ),
    "what is related to itself": (
        f"{some('owl:hasSelf true')} rdfs:subClassOf bst:A .",
        "[owl:hasSelf true ; owl:onProperty bst:p] rdfs:subClassOf bst:A",
        "OWL 2 RL has no [owl:hasSelf true ; owl:onProperty bst:p]",
    ),
    "two things in one restriction": (
        f"{some('owl:someValuesFrom bst:B ; owl:hasValue id:b')} rdfs:subClassOf bst:A .",
        "[owl:hasValue id:b ; owl:onProperty bst:p ; owl:someValuesFrom bst:B] rdfs:subClassOf bst:A",
        "[owl:hasValue id:b ; owl:onProperty bst:p ; owl:someValuesFrom bst:B] is no class that rules can be made of",
    ),
    "a restriction of two properties": (
        f"{some('owl:onProperty bst:q ; owl:someValuesFrom bst:B')} rdfs:subClassOf bst:A .",
        "[owl:onProperty bst:p ; owl:onProperty bst:q ; owl:someValuesFrom bst:B] rdfs:subClassOf bst:A",
        "a restriction without one property is nothing that rules can be made of",
    ),
    "an existential of a datatype": (
        f"{some('owl:someValuesFrom xsd:integer')} rdfs:subClassOf bst:A .",
        "(bst:p some xsd:integer) rdfs:subClassOf bst:A",
        "xsd:integer is no class that rules can be made of",
    ),
    "a value without a name": (
        f"{some('owl:hasValue [ bst:q id:b ]')} rdfs:subClassOf bst:A .",
        "(bst:p value []) rdfs:subClassOf bst:A",
        "(bst:p value []) has a value without a name",
    ),
    "an enumeration of what has no name": (
        "[ a owl:Class ; owl:oneOf ( id:a [] ) ] rdfs:subClassOf bst:A .",
        "{id:a []} rdfs:subClassOf bst:A",
        "{id:a []} has a member that is no name",
    ),
    "an equivalence with an existential": (
        f"bst:A owl:equivalentClass {some('owl:someValuesFrom bst:B')} .",
        "bst:A owl:equivalentClass (bst:p some bst:B)",
        "OWL 2 RL has (bst:p some bst:B) only where it leads to something",
    ),
    "an equivalence with a union": (
        "bst:A owl:equivalentClass [ a owl:Class ; owl:unionOf ( bst:B bst:C ) ] .",
        "bst:A owl:equivalentClass (bst:B or bst:C)",
        "OWL 2 RL has (bst:B or bst:C) only where it leads to something",
    ),
    "a named union": ("bst:A owl:unionOf ( bst:B bst:C ) .", "bst:A owl:unionOf (bst:B bst:C)", UNNAMED),
    "a named intersection": (
        "bst:A owl:intersectionOf ( bst:B bst:C ) .",
        "bst:A owl:intersectionOf (bst:B bst:C)",
        UNNAMED,
    ),
    "a named complement": ("bst:A owl:complementOf bst:B .", "bst:A owl:complementOf bst:B", UNNAMED),
    "a named enumeration": ("bst:A owl:oneOf ( id:a ) .", "bst:A owl:oneOf (id:a)", UNNAMED),
    "a restriction with a name": ("bst:R owl:onProperty bst:p .", "bst:R owl:onProperty bst:p", UNNAMED),
    "a disjoint union": ("bst:A owl:disjointUnionOf ( bst:B ) .", "bst:A owl:disjointUnionOf (bst:B)", ""),
    "a reflexive property": ("bst:p a owl:ReflexiveProperty .", "bst:p rdf:type owl:ReflexiveProperty", ""),
    "an import": ("<http://example.org/> owl:imports id:b .", "http://example.org/ owl:imports id:b", ""),
    "a datatype of one's own": ("bst:Year a rdfs:Datatype .", "bst:Year rdf:type rdfs:Datatype", ""),
    "a day as a range": (
        "bst:p rdfs:range xsd:date .",
        "bst:p rdfs:range xsd:date",
        "xsd:date is no class that rules can be made of",
    ),
    "everything as a range": ("bst:p rdfs:range owl:Thing .", "bst:p rdfs:range owl:Thing", TELLS_NOTHING),
    "everything above a class": ("bst:A rdfs:subClassOf owl:Thing .", "bst:A rdfs:subClassOf owl:Thing", TELLS_NOTHING),
    "everything below a class": (
        "owl:Thing rdfs:subClassOf bst:A .",
        "owl:Thing rdfs:subClassOf bst:A",
        "owl:Thing is no class that rules can be made of",
    ),
    "a union as a domain": (
        "bst:p rdfs:domain [ owl:unionOf ( bst:A bst:B ) ] .",
        "bst:p rdfs:domain (bst:A or bst:B)",
        "OWL 2 RL has (bst:A or bst:B) only where it leads to something",
    ),
    "a union as a range": (
        "bst:p rdfs:range [ owl:unionOf ( bst:A bst:B ) ] .",
        "bst:p rdfs:range (bst:A or bst:B)",
        "OWL 2 RL has (bst:A or bst:B) only where it leads to something",
    ),
    "a thing of an existential": (
        f"id:a a {some('owl:someValuesFrom bst:B')} .",
        "id:a rdf:type (bst:p some bst:B)",
        "OWL 2 RL has (bst:p some bst:B) only where it leads to something",
    ),
    "a thing without a name of an anonymous class": (
        f"[] a {some('owl:hasValue id:b')} .",
        "[] rdf:type (bst:p value id:b)",
        "the thing has no name",
    ),
    "disjointness with a complement": (
        "bst:A owl:disjointWith [ owl:complementOf bst:B ] .",
        "bst:A owl:disjointWith (not bst:B)",
        "OWL 2 RL has (not bst:B) only where something follows from it",
    ),
    "a disjoint list without members": (
        "[] a owl:AllDisjointClasses .",
        "[] rdf:type owl:AllDisjointClasses",
        "its list is empty",
    ),
    "a disjoint list with a complement": (
        "[] a owl:AllDisjointClasses ; owl:members ( bst:A [ owl:complementOf bst:B ] ) .",
        "[(bst:A (not bst:B))] rdf:type owl:AllDisjointClasses",
        "OWL 2 RL has (not bst:B) only where something follows from it",
    ),
    "a list that goes on twice": (
        "[] a owl:AllDisjointClasses ; owl:members _:l . _:l rdf:first bst:A , bst:B ; rdf:rest () .",
        "[(...)] rdf:type owl:AllDisjointClasses",
        "its list is broken",
    ),
    "a list that ends in itself": (
        "[] a owl:AllDisjointClasses ; owl:members _:l . _:l rdf:first bst:A ; rdf:rest _:l .",
        "[(...)] rdf:type owl:AllDisjointClasses",
        "its list is broken",
    ),
    "a chain of nothing": (
        "bst:p owl:propertyChainAxiom () .",
        "bst:p owl:propertyChainAxiom ()",
        "its list is empty",
    ),
    "a property of OWL's own": (
        "bst:p rdfs:subPropertyOf owl:sameAs .",
        "bst:p rdfs:subPropertyOf owl:sameAs",
        "owl:sameAs is nothing that rules can be made of",
    ),
    "things that are different without a list": (
        "[] a owl:AllDifferent .",
        "[] rdf:type owl:AllDifferent",
        "it needs one list of members",
    ),
    "a thing that is different from itself": (
        "[] a owl:AllDifferent ; owl:members ( id:a id:a ) .",
        "[(id:a id:a)] rdf:type owl:AllDifferent",
        "its members must be names, each once",
    ),
    "half a negative assertion": (
        "[] a owl:NegativePropertyAssertion ; owl:sourceIndividual id:a ; owl:assertionProperty bst:p .",
        "[owl:assertionProperty bst:p ; owl:sourceIndividual id:a] rdf:type owl:NegativePropertyAssertion",
        "it needs a named source, a property, and one target that is a name or a value",
    ),
}


@pytest.mark.parametrize(("axiom", "named", "reason"), REFUSED.values(), ids=REFUSED)
def test_an_axiom_without_a_rule_is_refused_by_name_and_with_the_part_that_has_none(axiom, named, reason):
    with pytest.raises(OntologyError) as caught:
        made_of(axiom)
    message = "there is no rule for it" + (f": {reason}" if reason else "")
    assert [str(problem) for problem in caught.value.problems] == [f"ontology: {named}: {message}"]


def test_all_axioms_without_a_rule_are_refused_together():
    with pytest.raises(OntologyError) as caught:
        made_of("bst:p a owl:ReflexiveProperty . bst:A rdfs:subClassOf bst:B . bst:A owl:disjointUnionOf ( bst:C ) .")
    assert str(caught.value).splitlines() == [
        "ontology: bst:A owl:disjointUnionOf (bst:C): there is no rule for it",
        "ontology: bst:p rdf:type owl:ReflexiveProperty: there is no rule for it",
    ]
