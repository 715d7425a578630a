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


REFUSED = {
    "owl:unionOf": ("bst:A rdfs:subClassOf [ a owl:Class ; owl:unionOf ( bst:B bst:C ) ] .", "[...] owl:unionOf [...]"),
    "owl:unionOf of a named class": ("bst:A owl:unionOf ( bst:B bst:C ) .", "bst:A owl:unionOf [...]"),
    "owl:intersectionOf": ("bst:A owl:intersectionOf ( bst:B bst:C ) .", "bst:A owl:intersectionOf [...]"),
    "owl:complementOf": ("bst:A owl:complementOf bst:B .", "bst:A owl:complementOf bst:B"),
    "owl:oneOf": ("bst:A owl:oneOf ( id:a ) .", "bst:A owl:oneOf [...]"),
    "owl:disjointUnionOf": ("bst:A owl:disjointUnionOf ( bst:B ) .", "bst:A owl:disjointUnionOf [...]"),
    "owl:hasKey": ("bst:A owl:hasKey ( bst:p ) .", "bst:A owl:hasKey [...]"),
    "owl:FunctionalProperty": ("bst:p a owl:FunctionalProperty .", "bst:p rdf:type owl:FunctionalProperty"),
    "owl:InverseFunctionalProperty": (
        "bst:p a owl:InverseFunctionalProperty .",
        "bst:p rdf:type owl:InverseFunctionalProperty",
    ),
    "owl:ReflexiveProperty": ("bst:p a owl:ReflexiveProperty .", "bst:p rdf:type owl:ReflexiveProperty"),
    "owl:AllDisjointProperties": (
        "[] a owl:AllDisjointProperties ; owl:members ( bst:p bst:q ) .",
        "[...] rdf:type owl:AllDisjointProperties",
    ),
    "owl:AllDifferent": ("[] a owl:AllDifferent ; owl:members ( id:a id:b ) .", "[...] rdf:type owl:AllDifferent"),
    "owl:NegativePropertyAssertion": (
        "[] a owl:NegativePropertyAssertion ; owl:sourceIndividual id:a .",
        "[...] rdf:type owl:NegativePropertyAssertion",
    ),
    "owl:maxCardinality": (f"bst:A rdfs:subClassOf {some('owl:maxCardinality 1')} .", "bst:A rdfs:subClassOf [...]"),
    "owl:minCardinality": (f"{some('owl:minCardinality 1')} rdfs:subClassOf bst:A .", "[...] rdfs:subClassOf bst:A"),
    "owl:cardinality": (f"bst:A rdfs:subClassOf {some('owl:cardinality 1')} .", "[...] owl:cardinality"),
    "owl:allValuesFrom": (
        f"bst:A rdfs:subClassOf {some('owl:allValuesFrom bst:B')} .",
        "[...] owl:allValuesFrom bst:B",
    ),
    "owl:hasSelf": (f"{some('owl:hasSelf true')} rdfs:subClassOf bst:A .", "[...] owl:hasSelf"),
    "owl:sameAs": ("id:a owl:sameAs id:b .", "id:a owl:sameAs id:b"),
    "owl:differentFrom": ("id:a owl:differentFrom id:b .", "id:a owl:differentFrom id:b"),
    "owl:imports": ("<http://example.org/> owl:imports id:b .", "http://example.org/ owl:imports id:b"),
    "a datatype": ("bst:Year a rdfs:Datatype .", "bst:Year rdf:type rdfs:Datatype"),
    "an existential on the right": (
        f"bst:A rdfs:subClassOf {some('owl:someValuesFrom bst:B')} .",
        "bst:A rdfs:subClassOf [...]",
    ),
    "an existential of an existential": (
        f"{some('owl:someValuesFrom ' + some('owl:someValuesFrom bst:B'))} rdfs:subClassOf bst:A .",
        "[...] rdfs:subClassOf bst:A",
    ),
    "an existential of a datatype": (
        f"{some('owl:someValuesFrom xsd:integer')} rdfs:subClassOf bst:A .",
        "[...] rdfs:subClassOf bst:A",
    ),
    "a restriction on an anonymous property": (
        f"{some('owl:onProperty [ owl:inverseOf bst:q ] ; owl:someValuesFrom bst:B')} rdfs:subClassOf bst:A .",
        "[...] owl:inverseOf bst:q",
    ),
    "a restriction with a name": (
        "bst:R a owl:Restriction ; owl:onProperty bst:p ; owl:someValuesFrom bst:B ; rdfs:subClassOf bst:A .",
        "bst:R owl:onProperty bst:p",
    ),
    "an equivalence with a restriction": (
        f"bst:A owl:equivalentClass {some('owl:someValuesFrom bst:B')} .",
        "bst:A owl:equivalentClass [...]",
    ),
    "a thing of an anonymous class": (f"id:a a {some('owl:hasValue id:b')} .", "id:a rdf:type [...]"),
    "an anonymous domain": ("bst:p rdfs:domain [ owl:unionOf ( bst:A ) ] .", "bst:p rdfs:domain [...]"),
    "an anonymous range": ("bst:p rdfs:range [ owl:unionOf ( bst:A ) ] .", "bst:p rdfs:range [...]"),
    "a datatype as a range": ("bst:p rdfs:range xsd:date .", "bst:p rdfs:range xsd:date"),
    "any literal as a range": ("bst:p rdfs:range rdfs:Literal .", "bst:p rdfs:range rdfs:Literal"),
    "a text in a language as a range": ("bst:p rdfs:range rdf:langString .", "bst:p rdfs:range rdf:langString"),
    "everything as a range": ("bst:p rdfs:range owl:Thing .", "bst:p rdfs:range owl:Thing"),
    "everything above a class": ("bst:A rdfs:subClassOf owl:Thing .", "bst:A rdfs:subClassOf owl:Thing"),
    "everything below a class": ("owl:Thing rdfs:subClassOf bst:A .", "owl:Thing rdfs:subClassOf bst:A"),
    "nothing above a class": ("bst:A rdfs:subClassOf owl:Nothing .", "bst:A rdfs:subClassOf owl:Nothing"),
    "nothing as a domain": ("bst:p rdfs:domain owl:Nothing .", "bst:p rdfs:domain owl:Nothing"),
    "a class that nothing is in": ("bst:A owl:equivalentClass owl:Nothing .", "bst:A owl:equivalentClass owl:Nothing"),
    "disjointness with an anonymous class": (
        "bst:A owl:disjointWith [ owl:complementOf bst:B ] .",
        "bst:A owl:disjointWith [...]",
    ),
    "a disjoint list without members": ("[] a owl:AllDisjointClasses .", "[...] rdf:type owl:AllDisjointClasses"),
    "a disjoint list with an anonymous member": (
        "[] a owl:AllDisjointClasses ; owl:members ( bst:A [ owl:complementOf bst:B ] ) .",
        "[...] rdf:type owl:AllDisjointClasses",
    ),
    "a chain of nothing": ("bst:p owl:propertyChainAxiom () .", "bst:p owl:propertyChainAxiom rdf:nil"),
    "a chain through an anonymous property": (
        "bst:p owl:propertyChainAxiom ( bst:q [ owl:inverseOf bst:r ] ) .",
        "bst:p owl:propertyChainAxiom [...]",
    ),
}


@pytest.mark.parametrize(("axiom", "named"), REFUSED.values(), ids=REFUSED)
def test_an_axiom_without_a_rule_is_refused_by_name(axiom, named):
    with pytest.raises(OntologyError) as caught:
        made_of(axiom)
    refused = [problem.field for problem in caught.value.problems]
    assert [field for field in refused if field == named or field.startswith(f"{named} ")], refused
    assert {(problem.file, problem.message) for problem in caught.value.problems} == {
        ("ontology", "there is no rule for it")
    }


def test_all_axioms_without_a_rule_are_refused_together():
    with pytest.raises(OntologyError) as caught:
        made_of("bst:p a owl:FunctionalProperty . bst:A rdfs:subClassOf bst:B . bst:A owl:complementOf bst:C .")
    assert str(caught.value).splitlines() == [
        "ontology: bst:A owl:complementOf bst:C: there is no rule for it",
        "ontology: bst:p rdf:type owl:FunctionalProperty: there is no rule for it",
    ]
