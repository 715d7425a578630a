"""Each kind of axiom becomes the rules that the W3C's tables have for it, and nothing is passed over in silence."""

from __future__ import annotations

from itertools import permutations
from random import Random

import pytest
from pyoxigraph import BlankNode, NamedNode, Triple, Variable

from graph.rules import rules_of
from graph.triples import read_ontology
from graph.vocabulary import PREFIXES, compact
from tests.support.paths import ONTOLOGY
from tests.support.rules import concluded, contradiction, line, made_of

# Classes


def test_cax_sco():
    """If T(?c1, rdfs:subClassOf, ?c2) and T(?x, rdf:type, ?c1), then T(?x, rdf:type, ?c2)."""
    axioms = "bst:Person rdfs:subClassOf bst:Actor . bst:Actor rdfs:subClassOf foaf:Agent ."
    assert [rule.name for rule in made_of(axioms)] == ["cax-sco", "cax-sco"]
    assert concluded(axioms, "id:ada a bst:Person . id:bob a bst:Actor . id:cat a bst:State .") == [
        "id:ada a foaf:Agent",
        "id:ada a bst:Actor",
        "id:bob a foaf:Agent",
    ]


def test_cax_eqc1_and_cax_eqc2():
    """If T(?c1, owl:equivalentClass, ?c2) and T(?x, rdf:type, ?c1), then T(?x, rdf:type, ?c2); and the other way."""
    axioms = "bst:State owl:equivalentClass schema:Country ."
    assert [rule.name for rule in made_of(axioms)] == ["cax-eqc1", "cax-eqc2"]
    assert concluded(axioms, "id:ada a bst:State . id:bob a schema:Country .") == [
        "id:ada a schema:Country",
        "id:bob a bst:State",
    ]


def test_cls_svf1():
    """If T(?x, owl:someValuesFrom, ?y), T(?x, owl:onProperty, ?p), T(?u, ?p, ?v), T(?v, rdf:type, ?y), then
    T(?u, rdf:type, ?x): joined with cax-sco, T(?u, rdf:type, ?c) for the class that the restriction is under."""
    axioms = """[ a owl:Restriction ; owl:onProperty bst:affiliatedWith ; owl:someValuesFrom bst:ResearchOrganisation ]
                    rdfs:subClassOf bst:Expert ."""
    assert [rule.name for rule in made_of(axioms)] == ["cls-svf1"]
    facts = """id:ada bst:affiliatedWith id:institute . id:institute a bst:ResearchOrganisation .
               id:bob bst:affiliatedWith id:paper . id:paper a bst:NewsOrganisation .
               id:cat bst:memberOf id:institute ."""
    assert concluded(axioms, facts) == ["id:ada a bst:Expert"]


def test_cls_svf2():
    """If T(?x, owl:someValuesFrom, owl:Thing), T(?x, owl:onProperty, ?p), T(?u, ?p, ?v), then T(?u, rdf:type, ?x)."""
    axioms = """[ a owl:Restriction ; owl:onProperty bst:holdsTenure ; owl:someValuesFrom owl:Thing ]
                    rdfs:subClassOf bst:Person ."""
    assert [rule.name for rule in made_of(axioms)] == ["cls-svf2"]
    assert concluded(axioms, "id:ada bst:holdsTenure id:t . id:bob bst:memberOf id:t .") == ["id:ada a bst:Person"]


def test_cls_hv1():
    """If T(?x, owl:hasValue, ?y), T(?x, owl:onProperty, ?p), T(?u, rdf:type, ?x), then T(?u, ?p, ?y)."""
    axioms = (
        "bst:Topic rdfs:subClassOf [ a owl:Restriction ; owl:onProperty skos:inScheme ; owl:hasValue bst:Topics ] ."
    )
    assert [rule.name for rule in made_of(axioms)] == ["cls-hv1"]
    assert concluded(axioms, "id:ships a bst:Topic . id:ada a bst:Person .") == ["id:ships skos:inScheme bst:Topics"]


def test_cls_hv2():
    """If T(?x, owl:hasValue, ?y), T(?x, owl:onProperty, ?p), T(?u, ?p, ?y), then T(?u, rdf:type, ?x)."""
    axioms = (
        "[ a owl:Restriction ; owl:onProperty skos:inScheme ; owl:hasValue bst:Topics ] rdfs:subClassOf bst:Topic ."
    )
    assert [rule.name for rule in made_of(axioms)] == ["cls-hv2"]
    facts = "id:ships skos:inScheme bst:Topics . id:radio skos:inScheme bst:GuaranteeComponents ."
    assert concluded(axioms, facts) == ["id:ships a bst:Topic"]


def test_a_restriction_by_a_literal_value_is_one_by_that_very_value():
    axioms = """[ a owl:Restriction ; owl:onProperty bst:unit ; owl:hasValue "sailors"@en ] rdfs:subClassOf bst:Figure .
                bst:Figure rdfs:subClassOf [ a owl:Restriction ; owl:onProperty bst:sourceForm ; owl:hasValue "1" ] ."""
    assert [rule.name for rule in made_of(axioms)] == ["cls-hv1", "cls-hv2"]
    assert concluded(axioms, 'id:x bst:unit "sailors"@en . id:y bst:unit "sailors" .') == [
        "id:x a bst:Figure",
        'id:x bst:sourceForm "1"',
    ]


def test_a_restriction_under_a_restriction_is_named_after_the_one_that_recognises_its_members():
    axioms = """[ a owl:Restriction ; owl:onProperty bst:partOf ; owl:someValuesFrom bst:Document ]
                    rdfs:subClassOf [ a owl:Restriction ; owl:onProperty skos:inScheme ; owl:hasValue bst:Topics ] ."""
    assert [rule.name for rule in made_of(axioms)] == ["cls-svf1"]
    assert concluded(axioms, "id:a bst:partOf id:b . id:b a bst:Document .") == ["id:a skos:inScheme bst:Topics"]


# Properties


def test_prp_dom():
    """If T(?p, rdfs:domain, ?c) and T(?x, ?p, ?y), then T(?x, rdf:type, ?c)."""
    axioms = "bst:expresses rdfs:domain bst:Statement ."
    assert [rule.name for rule in made_of(axioms)] == ["prp-dom"]
    assert concluded(axioms, "id:s bst:expresses id:p .") == ["id:s a bst:Statement"]


def test_prp_rng():
    """If T(?p, rdfs:range, ?c) and T(?x, ?p, ?y), then T(?y, rdf:type, ?c)."""
    axioms = "bst:expresses rdfs:range bst:Position ."
    assert [rule.name for rule in made_of(axioms)] == ["prp-rng"]
    assert concluded(axioms, "id:s bst:expresses id:p .") == ["id:p a bst:Position"]


def test_prp_spo1():
    """If T(?p1, rdfs:subPropertyOf, ?p2) and T(?x, ?p1, ?y), then T(?x, ?p2, ?y)."""
    axioms = "bst:against rdfs:subPropertyOf bst:towards . bst:published rdfs:subPropertyOf dcterms:issued ."
    assert [rule.name for rule in made_of(axioms)] == ["prp-spo1", "prp-spo1"]
    facts = 'id:p bst:against id:m . id:d bst:published "2033-04-05"^^xsd:date . id:q bst:towards id:m .'
    assert concluded(axioms, facts) == [
        'id:d dcterms:issued "2033-04-05"^^<http://www.w3.org/2001/XMLSchema#date>',
        "id:p bst:towards id:m",
    ]


def test_prp_spo2_with_a_chain_of_two():
    """If T(?p, owl:propertyChainAxiom, ?x), LIST[?x, ?p1, ?p2], T(?u1, ?p1, ?u2), T(?u2, ?p2, ?u3), then
    T(?u1, ?p, ?u3)."""
    axioms = "bst:supports owl:propertyChainAxiom ( bst:holds bst:inFavourOf ) ."
    assert [(rule.name, rule.axiom) for rule in made_of(axioms)] == [
        ("prp-spo2", "bst:supports owl:propertyChainAxiom (bst:holds bst:inFavourOf)")
    ]
    facts = "id:ada bst:holds id:p . id:p bst:inFavourOf id:m . id:q bst:inFavourOf id:n . id:bob bst:holds id:r ."
    assert concluded(axioms, facts) == ["id:ada bst:supports id:m"]


def test_prp_spo2_with_a_chain_of_three():
    """If T(?p, owl:propertyChainAxiom, ?x), LIST[?x, ?p1, ?p2, ?p3], T(?u1, ?p1, ?u2), T(?u2, ?p2, ?u3),
    T(?u3, ?p3, ?u4), then T(?u1, ?p, ?u4)."""
    axioms = "bst:heldOnBehalfOf owl:propertyChainAxiom ( bst:expressedIn bst:statedAs bst:represents ) ."
    (rule,) = made_of(axioms)
    assert rule.name == "prp-spo2"
    assert [line(pattern) for pattern in (*rule.body, rule.head)] == [
        "?u0 bst:expressedIn ?u1",
        "?u1 bst:statedAs ?u2",
        "?u2 bst:represents ?u3",
        "?u0 bst:heldOnBehalfOf ?u3",
    ]
    facts = """id:p bst:expressedIn id:s . id:s bst:statedAs id:office . id:office bst:represents id:northland .
               id:q bst:expressedIn id:t . id:t bst:statedAs id:mayor ."""
    assert concluded(axioms, facts) == ["id:p bst:heldOnBehalfOf id:northland"]


def test_a_chain_through_its_own_property_is_followed_to_the_end():
    axioms = "bst:supports owl:propertyChainAxiom ( bst:supports bst:variantOf ) ."
    facts = "id:ada bst:supports id:a . id:a bst:variantOf id:b . id:b bst:variantOf id:c . id:c bst:variantOf id:a ."
    assert concluded(axioms, facts) == ["id:ada bst:supports id:b", "id:ada bst:supports id:c"]


def test_prp_eqp1_and_prp_eqp2():
    """If T(?p1, owl:equivalentProperty, ?p2) and T(?x, ?p1, ?y), then T(?x, ?p2, ?y); and the other way."""
    axioms = "bst:memberOf owl:equivalentProperty schema:memberOf ."
    assert [rule.name for rule in made_of(axioms)] == ["prp-eqp1", "prp-eqp2"]
    assert concluded(axioms, "id:ada bst:memberOf id:x . id:bob schema:memberOf id:x .") == [
        "id:ada schema:memberOf id:x",
        "id:bob bst:memberOf id:x",
    ]


def test_prp_inv1_and_prp_inv2():
    """If T(?p1, owl:inverseOf, ?p2) and T(?x, ?p1, ?y), then T(?y, ?p2, ?x); and the other way."""
    axioms = "bst:holds owl:inverseOf bst:heldBy ."
    assert [rule.name for rule in made_of(axioms)] == ["prp-inv1", "prp-inv2"]
    assert concluded(axioms, "id:ada bst:holds id:p . id:q bst:heldBy id:bob .") == [
        "id:bob bst:holds id:q",
        "id:p bst:heldBy id:ada",
    ]


def test_prp_trp():
    """If T(?p, rdf:type, owl:TransitiveProperty), T(?x, ?p, ?y), T(?y, ?p, ?z), then T(?x, ?p, ?z)."""
    axioms = "bst:variantOf a owl:TransitiveProperty ."
    assert [rule.name for rule in made_of(axioms)] == ["prp-trp"]
    facts = "id:a bst:variantOf id:b . id:b bst:variantOf id:c . id:c bst:variantOf id:d ."
    assert concluded(axioms, facts) == [
        "id:a bst:variantOf id:c",
        "id:a bst:variantOf id:d",
        "id:b bst:variantOf id:d",
    ]


def test_prp_symp():
    """If T(?p, rdf:type, owl:SymmetricProperty) and T(?x, ?p, ?y), then T(?y, ?p, ?x)."""
    axioms = "bst:incompatibleWith a owl:SymmetricProperty ."
    assert [rule.name for rule in made_of(axioms)] == ["prp-symp"]
    assert concluded(axioms, "id:a bst:incompatibleWith id:b .") == ["id:b bst:incompatibleWith id:a"]


# Contradictions


def test_cax_dw():
    """If T(?c1, owl:disjointWith, ?c2), T(?x, rdf:type, ?c1), T(?x, rdf:type, ?c2), then false."""
    axioms = "bst:Person owl:disjointWith bst:State ."
    assert [(rule.name, rule.head) for rule in made_of(axioms)] == [("cax-dw", None)]
    assert concluded(axioms, "id:ada a bst:Person . id:northland a bst:State .") == []
    assert contradiction(axioms, "id:ada a bst:Person , bst:State .") == (
        "ontology: id:ada: nothing is both a bst:Person and a bst:State (cax-dw): "
        "id:ada is a bst:Person and id:ada is a bst:State"
    )


def test_cax_adc():
    """If T(?x, rdf:type, owl:AllDisjointClasses), T(?x, owl:members, ?y), LIST[?y, ?c1, ..., ?cn],
    T(?z, rdf:type, ?ci), T(?z, rdf:type, ?cj), then false, for each 1 <= i < j <= n."""
    axioms = "[] a owl:AllDisjointClasses ; owl:members ( bst:Person bst:State bst:Coalition ) ."
    assert [(rule.name, [line(pattern) for pattern in rule.body]) for rule in made_of(axioms)] == [
        ("cax-adc", ["?x a bst:Person", "?x a bst:Coalition"]),
        ("cax-adc", ["?x a bst:Person", "?x a bst:State"]),
        ("cax-adc", ["?x a bst:State", "?x a bst:Coalition"]),
    ]
    assert concluded(axioms, "id:ada a bst:Person . id:northland a bst:State . id:shore a bst:Coalition .") == []
    for one, other in permutations(("Person", "State", "Coalition"), 2):
        assert "(cax-adc)" in contradiction(axioms, f"id:x a bst:{one} , bst:{other} .")
    assert contradiction(axioms, "id:x a bst:Coalition , bst:State .") == (
        "ontology: id:x: nothing is both a bst:State and a bst:Coalition (cax-adc): "
        "id:x is a bst:State and id:x is a bst:Coalition"
    )


def test_prp_pdw():
    """If T(?p1, owl:propertyDisjointWith, ?p2), T(?x, ?p1, ?y), T(?x, ?p2, ?y), then false."""
    axioms = "bst:guarantor owl:propertyDisjointWith bst:beneficiary ."
    assert [rule.name for rule in made_of(axioms)] == ["prp-pdw"]
    assert concluded(axioms, "id:g bst:guarantor id:a ; bst:beneficiary id:b . id:h bst:beneficiary id:a .") == []
    assert contradiction(axioms, "id:g bst:guarantor id:a ; bst:beneficiary id:a .") == (
        "ontology: id:g: no two things are related by both bst:guarantor and bst:beneficiary (prp-pdw): "
        "id:g bst:guarantor id:a and id:g bst:beneficiary id:a"
    )


def test_prp_asyp():
    """If T(?p, rdf:type, owl:AsymmetricProperty), T(?x, ?p, ?y), T(?y, ?p, ?x), then false."""
    axioms = "bst:copyOf a owl:AsymmetricProperty ."
    assert [rule.name for rule in made_of(axioms)] == ["prp-asyp"]
    assert concluded(axioms, "id:a bst:copyOf id:b . id:b bst:copyOf id:c .") == []
    assert contradiction(axioms, "id:a bst:copyOf id:b . id:b bst:copyOf id:a .") == (
        "ontology: id:a: bst:copyOf does not hold in both directions (prp-asyp): "
        "id:a bst:copyOf id:b and id:b bst:copyOf id:a"
    )


def test_prp_irp():
    """If T(?p, rdf:type, owl:IrreflexiveProperty) and T(?x, ?p, ?x), then false."""
    axioms = "bst:copyOf a owl:IrreflexiveProperty ."
    assert [rule.name for rule in made_of(axioms)] == ["prp-irp"]
    assert concluded(axioms, "id:a bst:copyOf id:b . id:b bst:copyOf id:a .") == []
    assert contradiction(axioms, "id:a bst:copyOf id:a .") == (
        "ontology: id:a: nothing is bst:copyOf itself (prp-irp): id:a bst:copyOf id:a"
    )


def test_a_contradiction_with_something_concluded_is_found():
    axioms = "bst:Person owl:disjointWith bst:State . bst:holdsTenure rdfs:domain bst:Person ."
    assert contradiction(axioms, "id:northland a bst:State ; bst:holdsTenure id:t .") == (
        "ontology: id:northland: nothing is both a bst:Person and a bst:State (cax-dw): "
        "id:northland is a bst:Person (concluded from id:northland bst:holdsTenure id:t, by prp-dom) "
        "and id:northland is a bst:State"
    )


# The rules of the real ontology


@pytest.fixture(scope="module")
def ontology() -> tuple[Triple, ...]:
    return read_ontology(ONTOLOGY).triples


def test_the_rules_come_in_a_fixed_order_whatever_the_order_of_the_axioms(ontology):
    rules = rules_of(ontology)
    assert [rule.name for rule in rules] == sorted(rule.name for rule in rules)
    for seed in range(5):
        shuffled = list(ontology)
        Random(seed).shuffle(shuffled)
        assert rules_of(shuffled) == rules


def test_an_axiom_that_is_given_twice_makes_its_rule_once(ontology):
    assert rules_of((*ontology, *ontology)) == rules_of(ontology)
    assert len(set(rules_of(ontology))) == len(rules_of(ontology))


def test_every_rule_of_the_ontology_speaks_of_names_and_variables_alone(ontology):
    for rule in rules_of(ontology):
        terms = [term for pattern in (*rule.body, *((rule.head,) if rule.head else ())) for term in pattern]
        assert not [term for term in terms if isinstance(term, BlankNode)], rule
        assert bool(rule.reason) == (rule.head is None), rule


def test_a_head_has_no_variable_that_its_body_has_not(ontology):
    for rule in rules_of(ontology):
        bound = {term for pattern in rule.body for term in pattern if isinstance(term, Variable)}
        assert {term for term in rule.head or () if isinstance(term, Variable)} <= bound, rule


def test_every_axiom_of_the_ontology_makes_a_rule(ontology):
    axioms = {rule.axiom for rule in rules_of(ontology)}
    named = [triple for triple in ontology if isinstance(triple.subject, NamedNode)]
    for word in ("subClassOf", "subPropertyOf", "domain", "range"):
        for subject, predicate, value in named:
            if predicate.value == PREFIXES["rdfs"] + word and isinstance(value, NamedNode):
                assert f"{compact(subject.value)} rdfs:{word} {compact(value.value)}" in axioms
    for subject, predicate, value in named:
        if predicate.value == PREFIXES["owl"] + "inverseOf":
            assert f"{compact(subject.value)} owl:inverseOf {compact(value.value)}" in axioms
