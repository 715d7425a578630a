"""The ontology is in the OWL 2 RL profile, as an OWL parser of its own reads it; and its disjointness."""

from __future__ import annotations

from itertools import combinations

import pytest
from pyhornedowl import PyIndexedOntology, model, open_ontology_from_string, profile
from pyoxigraph import CanonicalizationAlgorithm, Dataset, RdfFormat, parse, serialize
from rdflib import OWL, RDF, RDFS, XSD, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.compare import graph_diff

from graph.rules import TYPE
from graph.vocabulary import PREFIXES

BST = Namespace(PREFIXES["bst"])


def words(text: str) -> list[str]:
    return text.split()


# The profile: an OWL parser of its own reads the axioms, and each is held against the grammar of OWL 2 RL
# (https://www.w3.org/TR/owl2-profiles/#OWL_2_RL, section 4.2).

RL_DATATYPES = {
    *(RDF[name] for name in ("PlainLiteral", "XMLLiteral", "langString")),
    RDFS.Literal,
    *(
        XSD[name]
        for name in words("""
            decimal integer nonNegativeInteger nonPositiveInteger positiveInteger negativeInteger long int short byte
            unsignedLong unsignedInt unsignedShort unsignedByte float double string normalizedString token language Name
            NCName NMTOKEN boolean hexBinary base64Binary anyURI dateTime dateTimeStamp
        """)
    ),
}


def is_thing(expression) -> bool:
    return isinstance(expression, model.Class) and str(expression.first) == str(OWL.Thing)


def is_range(data_range) -> bool:
    match data_range:
        case model.Datatype(iri):
            allowed = URIRef(str(iri)) in RL_DATATYPES
        case model.DataIntersectionOf(parts):
            allowed = all(map(is_range, parts))
        case _:
            allowed = False
    return allowed


def is_lower(expression) -> bool:
    """Whether a class expression may stand on the left of a subclass axiom: subClassExpression."""
    match expression:
        case model.Class():
            allowed = not is_thing(expression)
        case model.ObjectIntersectionOf(parts) | model.ObjectUnionOf(parts):
            allowed = all(map(is_lower, parts))
        case model.ObjectSomeValuesFrom(_, filler):
            allowed = is_thing(filler) or is_lower(filler)
        case model.DataSomeValuesFrom(_, data_range):
            allowed = is_range(data_range)
        case _:
            allowed = isinstance(expression, model.ObjectOneOf | model.ObjectHasValue | model.DataHasValue)
    return allowed


def is_upper(expression) -> bool:
    """Whether a class expression may stand on the right of a subclass axiom: superClassExpression."""
    match expression:
        case model.Class():
            allowed = not is_thing(expression)
        case model.ObjectIntersectionOf(parts):
            allowed = all(map(is_upper, parts))
        case model.ObjectComplementOf(part):
            allowed = is_lower(part)
        case model.ObjectAllValuesFrom(_, filler):
            allowed = is_upper(filler)
        case model.DataAllValuesFrom(_, data_range):
            allowed = is_range(data_range)
        case model.ObjectMaxCardinality(count, _, filler):
            allowed = count <= 1 and (is_thing(filler) or is_lower(filler))
        case model.DataMaxCardinality(count, _, data_range):
            allowed = count <= 1 and is_range(data_range)
        case _:
            allowed = isinstance(expression, model.ObjectHasValue | model.DataHasValue)
    return allowed


def is_equivalent(expression) -> bool:
    """Whether a class expression may stand in an equivalence: equivClassExpression."""
    match expression:
        case model.Class():
            allowed = not is_thing(expression)
        case model.ObjectIntersectionOf(parts):
            allowed = all(map(is_equivalent, parts))
        case _:
            allowed = isinstance(expression, model.ObjectHasValue | model.DataHasValue)
    return allowed


# Axioms without a class expression or data range, which the profile allows as they are.
PLAIN_AXIOMS = tuple(
    getattr(model, name)
    for name in words("""
        AnnotationAssertion AnnotationPropertyDomain AnnotationPropertyRange AsymmetricObjectProperty
        DataPropertyAssertion DeclareAnnotationProperty DeclareClass DeclareDataProperty DeclareDatatype
        DeclareNamedIndividual DeclareObjectProperty DifferentIndividuals DisjointDataProperties
        DisjointObjectProperties DocIRI EquivalentDataProperties EquivalentObjectProperties FunctionalDataProperty
        FunctionalObjectProperty Import InverseFunctionalObjectProperty InverseObjectProperties
        IrreflexiveObjectProperty NegativeDataPropertyAssertion NegativeObjectPropertyAssertion ObjectPropertyAssertion
        OntologyAnnotation OntologyID SameIndividual SubAnnotationPropertyOf SubDataPropertyOf SubObjectPropertyOf
        SymmetricObjectProperty TransitiveObjectProperty
    """)
)


def is_rl(axiom) -> bool:
    """Whether the profile allows the axiom; one of a kind that is not spelled out here is not allowed."""
    match axiom:
        case model.SubClassOf(lower, upper):
            allowed = is_lower(lower) and is_upper(upper)
        case model.EquivalentClasses(expressions):
            allowed = all(map(is_equivalent, expressions))
        case model.DisjointClasses(expressions):
            allowed = all(map(is_lower, expressions))
        case (
            model.ObjectPropertyDomain(_, expression)
            | model.ObjectPropertyRange(_, expression)
            | model.DataPropertyDomain(_, expression)
            | model.ClassAssertion(expression, _)
        ):
            allowed = is_upper(expression)
        case model.HasKey(expression, _):
            allowed = is_lower(expression)
        case model.DataPropertyRange(_, data_range) | model.DatatypeDefinition(_, data_range):
            allowed = is_range(data_range)
        case _:
            allowed = isinstance(axiom, PLAIN_AXIOMS)
    return allowed


def with_pairs_for_lists(graph: Graph) -> Graph:
    """A copy in which ``owl:AllDisjointClasses`` is spelled out in pairs: the parser has no eye for the list."""
    pairs = Graph()
    pairs += graph
    for axiom in graph.subjects(RDF.type, OWL.AllDisjointClasses):
        head = pairs.value(axiom, OWL.members)
        for one, other in combinations(Collection(pairs, head), 2):
            pairs.add((one, OWL.disjointWith, other))
        for node in (*pairs.transitive_objects(head, RDF.rest), axiom):
            pairs.remove((node, None, None))
    return pairs


def read_by_horned_owl(graph: Graph) -> PyIndexedOntology:
    """Read by the OWL parser, in one order whatever the run: types first, because all else is read in their light."""
    dataset = Dataset(parse(with_pairs_for_lists(graph).serialize(format="nt").encode(), RdfFormat.N_TRIPLES))
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    triples = sorted((quad.triple for quad in dataset), key=lambda triple: (triple.predicate != TYPE, str(triple)))
    return open_ontology_from_string((serialize(triples, format=RdfFormat.RDF_XML) or b"").decode(), "rdf")


def outside_rl(ontology: PyIndexedOntology) -> list[str]:
    return [str(axiom) for axiom in ontology.get_axioms() if not is_rl(axiom.component)]


@pytest.fixture(scope="module")
def horned(graph) -> PyIndexedOntology:
    return read_by_horned_owl(graph)


def test_the_owl_parser_reads_every_triple_of_the_ontology(graph, horned):
    written = Graph().parse(data=horned.save_to_string("rdf"), format="xml")
    plain = Graph()
    for subject, predicate, value in written:  # a string is a string, with or without its datatype
        typed = isinstance(value, Literal) and value.datatype == XSD.string
        plain.add((subject, predicate, Literal(str(value)) if typed else value))
    _, lost, added = graph_diff(with_pairs_for_lists(graph), plain)
    assert set(lost) == set()
    assert set(added) == set()


def test_every_axiom_is_in_the_owl_2_rl_profile(horned):
    assert outside_rl(horned) == []


@pytest.mark.parametrize("name", ["RL", "DL"])
def test_the_owl_parsers_own_check_finds_the_ontology_in_the_profile(horned, name):
    assert [violation.message for violation in profile.check_profile(horned, name).violations] == []


EXAMPLE = """
@prefix : <http://example.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<http://example.org/> a owl:Ontology .
:Expert a owl:Class . :Body a owl:Class . :Person a owl:Class .
:worksFor a owl:ObjectProperty . :age a owl:DatatypeProperty .
:ada a owl:NamedIndividual .
"""


def example(axiom: str) -> PyIndexedOntology:
    return read_by_horned_owl(Graph().parse(data=EXAMPLE + axiom))


def restriction(text: str) -> str:
    return f"[ a owl:Restriction ; owl:onProperty :worksFor ; owl:{text} ]"


def number(word: str, count: int) -> str:
    return restriction(f'{word} "{count}"^^xsd:nonNegativeInteger')


def of_classes(word: str) -> str:
    return f"[ a owl:Class ; owl:{word} ( :Body :Person ) ]"


SOME, ONLY = restriction("someValuesFrom :Body"), restriction("allValuesFrom :Body")
ANY = restriction("someValuesFrom owl:Thing")
ENUMERATION = "[ a owl:Class ; owl:oneOf ( :ada ) ]"
NOT_A_BODY = "[ a owl:Class ; owl:complementOf :Body ]"
OUTSIDE_RL = {
    "an existential on the right": f":Expert rdfs:subClassOf {SOME} .",
    "a minimum on the right": f":Expert rdfs:subClassOf {number('minCardinality', 1)} .",
    "a maximum of two on the right": f":Expert rdfs:subClassOf {number('maxCardinality', 2)} .",
    "an exact number on the right": f":Expert rdfs:subClassOf {number('cardinality', 1)} .",
    "a union on the right": f":Expert rdfs:subClassOf {of_classes('unionOf')} .",
    "an enumeration on the right": f":Expert rdfs:subClassOf {ENUMERATION} .",
    "everything on the right": ":Expert rdfs:subClassOf owl:Thing .",
    "everything on the left": "owl:Thing rdfs:subClassOf :Expert .",
    "a universal on the left": f"{ONLY} rdfs:subClassOf :Expert .",
    "a complement on the left": f"{NOT_A_BODY} rdfs:subClassOf :Expert .",
    "an existential in an equivalence": f":Expert owl:equivalentClass {SOME} .",
    "a union as a domain": f":worksFor rdfs:domain {of_classes('unionOf')} .",
    "a union as a range": f":worksFor rdfs:range {of_classes('unionOf')} .",
    "a union of disjoint classes": ":Expert owl:disjointUnionOf ( :Body :Person ) .",
    "a reflexive property": ":worksFor a owl:ReflexiveProperty .",
    "a datatype that the profile leaves out": ":age rdfs:range owl:real .",
    "a day as a range": ":age rdfs:range xsd:date .",
    "an enumeration of values as a range": ":age rdfs:range [ a rdfs:Datatype ; owl:oneOf ( 1 2 ) ] .",
    "an individual of an existential": f":ada a {SOME} .",
}
INSIDE_RL = {
    "an existential on the left": f"{SOME} rdfs:subClassOf :Expert .",
    "an existential of everything on the left": f"{ANY} rdfs:subClassOf :Expert .",
    "a union on the left": f"{of_classes('unionOf')} rdfs:subClassOf :Expert .",
    "an enumeration on the left": f"{ENUMERATION} rdfs:subClassOf :Expert .",
    "a universal on the right": f":Expert rdfs:subClassOf {ONLY} .",
    "a maximum of one on the right": f":Expert rdfs:subClassOf {number('maxCardinality', 1)} .",
    "a complement on the right": f":Expert rdfs:subClassOf {NOT_A_BODY} .",
    "a value on the right": f":Expert rdfs:subClassOf {restriction('hasValue :ada')} .",
    "an intersection in an equivalence": f":Expert owl:equivalentClass {of_classes('intersectionOf')} .",
    "a disjoint pair": ":Expert owl:disjointWith :Body .",
    "a list of disjoint classes": "[] a owl:AllDisjointClasses ; owl:members ( :Expert :Body :Person ) .",
    "a functional property": ":worksFor a owl:FunctionalProperty .",
    "a whole number as a range": ":age rdfs:range xsd:integer .",
}


@pytest.mark.parametrize("axiom", OUTSIDE_RL.values(), ids=OUTSIDE_RL)
def test_an_axiom_outside_the_profile_is_found(axiom):
    assert len(outside_rl(example(axiom))) == 1


@pytest.mark.parametrize("axiom", INSIDE_RL.values(), ids=INSIDE_RL)
def test_an_axiom_inside_the_profile_passes(axiom):
    assert outside_rl(example(axiom)) == []
    assert profile.check_profile(example(axiom), "RL").conformant


def test_an_axiom_outside_the_profile_is_found_in_the_midst_of_the_ontology(graph):
    spoilt = Graph() + graph
    spoilt.parse(
        data=f"""
        @prefix bst: <{BST}> .
        @prefix owl: <http://www.w3.org/2002/07/owl#> .
        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        bst:Expert rdfs:subClassOf
            [ a owl:Restriction ; owl:onProperty bst:affiliatedWith ; owl:someValuesFrom bst:ResearchOrganisation ] .
    """
    )
    (found,) = outside_rl(read_by_horned_owl(spoilt))
    assert found.startswith(f"SubClassOf(<{BST.Expert}> ObjectSomeValuesFrom(<{BST.affiliatedWith}>")


def test_no_property_is_ranged_over_a_datatype(graph):
    ranges = set(graph.objects(None, RDFS.range))
    assert ranges
    assert {kind for kind in ranges if (kind, RDF.type, OWL.Class) not in graph} == set()
    assert set(graph.subjects(RDF.type, RDFS.Datatype)) == set()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Person", "State"),
        ("Person", "Organisation"),
        ("Organisation", "State"),
        ("Coalition", "State"),
        ("UnnamedSource", "Person"),
        ("Actor", "Document"),
        ("Actor", "Office"),
        ("Statement", "Attestation"),
        ("Statement", "Position"),
        ("Measure", "Event"),
    ],
)
def test_two_kinds_that_nothing_is_both_of_are_disjoint(horned, one, other):
    pairs = [
        {str(expression.first) for expression in axiom.component.first}
        for axiom in horned.get_axioms()
        if isinstance(axiom.component, model.DisjointClasses)
    ]
    assert {str(BST[one]), str(BST[other])} in pairs
