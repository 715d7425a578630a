"""The ontology: its terms, its style, its profile, and the JSON-LD context that speaks of it."""

from __future__ import annotations

import json
import tomllib
import types
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import get_args

import pytest
from pydantic import BaseModel
from pyhornedowl import PyIndexedOntology, model, open_ontology_from_string, profile
from pyoxigraph import CanonicalizationAlgorithm, Dataset, RdfFormat, parse, serialize
from rdflib import DCTERMS, FOAF, ORG, OWL, PROV, RDF, RDFS, SDO, SKOS, XSD, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.compare import graph_diff

from graph.records.kinds import SECTIONS
from graph.records.models import REGISTER_MODELS, Document
from graph.rules import TYPE
from graph.triples import CONTEXT_FILE, ONTOLOGY_FILES, read_ontology
from graph.validation import STYLE_FILE, shape_problems
from graph.vocabulary import BASE, PREFIXES

ROOT = Path(__file__).resolve().parent.parent
ONTOLOGY = ROOT / "ontology"
BST = Namespace(PREFIXES["bst"])
OA = Namespace(PREFIXES["oa"])
VANN = Namespace("http://purl.org/vocab/vann/")
HEADER = URIRef(BASE + "ontology")


def words(text: str) -> list[str]:
    return text.split()


CLASSES = words("""
    Actor Person Organisation State Coalition UnnamedSource Expert Office Tenure Document Statement Pledge Attestation
    Position Measure Proposal Guarantee Event Place Figure SourceFlag
""")
OBJECT_PROPERTIES = words("""
    statedBy statedAs saidOnBasis saidAt concerns attestedBy inDocument attribution relayedBy expresses heldBy
    explicitness confidence towards inFavourOf conditionallyInFavourOf against uncommittedOn onCondition variantOf
    excludes comprises incompatibleWith proposedBy guarantor beneficiary hasComponent modelledOn affiliatedWith memberOf
    holdsTenure ofOffice represents publisher writtenBy partOf copyOf supports conditionallySupports opposes
    isUncommittedOn
""")
DATA_PROPERTIES = words("""
    saidOn earliest latest summary keyPhrase spanStart spanEnd spanDigest asOf from until published sourceFile
    sourceDigest sourceLength
""")
CLOSED_LISTS = {
    "Attribution": ["CharacterisedByOther", "DirectQuotation", "OwnText", "ReportedSpeech"],
    "Explicitness": ["Explicit", "Implied"],
    "Confidence": ["High", "Low", "Medium"],
    "DateBasis": ["Inferred", "Stated"],
}


@pytest.fixture(scope="module")
def graph() -> Graph:
    """The ontology and its alignments."""
    whole = Graph()
    for name in ONTOLOGY_FILES:
        whole.parse(ONTOLOGY / name)
    return whole


# Terms


def test_the_ontology_conforms_to_its_own_style():
    assert shape_problems(read_ontology(ONTOLOGY).triples, ONTOLOGY / STYLE_FILE) == []


def test_every_term_of_ours_has_an_english_label_a_definition_and_an_example(graph):
    terms = {term for term in graph.subjects() if str(term).startswith(BST)}
    assert terms
    for term in terms:
        for predicate in (RDFS.label, SKOS.definition, SKOS.example):
            languages = [value.language for value in graph.objects(term, predicate)]
            assert languages == ["en"], (term, predicate)


def test_every_term_of_ours_that_an_axiom_uses_is_described(graph):
    used = {term for triple in graph for term in triple if str(term).startswith(BST) and not isinstance(term, Literal)}
    assert used == {term for term in graph.subjects(SKOS.definition) if str(term).startswith(BST)}


@pytest.mark.parametrize("name", CLASSES)
def test_every_class_of_the_design_exists(graph, name):
    assert (BST[name], RDF.type, OWL.Class) in graph


@pytest.mark.parametrize("name", OBJECT_PROPERTIES)
def test_every_property_between_things_of_the_design_exists(graph, name):
    assert (BST[name], RDF.type, OWL.ObjectProperty) in graph


@pytest.mark.parametrize("name", DATA_PROPERTIES)
def test_every_property_with_a_value_of_the_design_exists(graph, name):
    assert (BST[name], RDF.type, OWL.DatatypeProperty) in graph


@pytest.mark.parametrize(("name", "members"), CLOSED_LISTS.items())
def test_a_closed_list_holds_what_the_design_lists(graph, name, members):
    assert sorted(graph.subjects(RDF.type, BST[name])) == [BST[member] for member in members]


@pytest.mark.parametrize("name", ["inFavourOf", "conditionallyInFavourOf", "against", "uncommittedOn"])
def test_every_stance_is_under_towards(graph, name):
    assert (BST[name], RDFS.subPropertyOf, BST.towards) in graph


@pytest.mark.parametrize("name", ["Person", "Organisation", "State", "Coalition", "UnnamedSource", "Expert"])
def test_every_kind_of_actor_is_under_actor(graph, name):
    above = set(graph.transitive_objects(BST[name], RDFS.subClassOf))
    defined_as = {graph.value(lower, OWL.someValuesFrom) for lower in graph.subjects(RDFS.subClassOf, BST[name])}
    assert BST.Actor in above or defined_as == {BST.ResearchOrganisation}


@pytest.mark.parametrize(
    ("name", "chains"),
    [
        ("supports", [["holds", "inFavourOf"], ["supports", "variantOf"]]),
        ("conditionallySupports", [["conditionallySupports", "variantOf"], ["holds", "conditionallyInFavourOf"]]),
        ("opposes", [["holds", "against"], ["opposes", "hasVariant"]]),
        ("isUncommittedOn", [["holds", "uncommittedOn"]]),
        ("heldOnBehalfOf", [["expressedIn", "statedAs", "represents"]]),
    ],
)
def test_what_is_concluded_about_actors_is_concluded_by_these_chains(graph, name, chains):
    found = [list(Collection(graph, head)) for head in graph.objects(BST[name], OWL.propertyChainAxiom)]
    assert sorted(found) == [[BST[link] for link in chain] for chain in chains]


def test_being_a_variant_is_transitive(graph):
    assert (BST.variantOf, RDF.type, OWL.TransitiveProperty) in graph


# The header


def version() -> str:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]


def test_the_header_is_complete(graph):
    assert {predicate: graph.value(HEADER, predicate) for predicate in graph.predicates(HEADER)} == {
        RDF.type: OWL.Ontology,
        RDFS.label: Literal("Backstop ontology", "en"),
        DCTERMS.title: Literal("Backstop: an ontology of who said what about security guarantees", "en"),
        DCTERMS.description: graph.value(HEADER, DCTERMS.description),
        DCTERMS.creator: Literal("The Backstop maintainers"),
        DCTERMS.license: URIRef("https://creativecommons.org/licenses/by/4.0/"),
        OWL.versionIRI: URIRef(f"{HEADER}/{version()}"),
        OWL.versionInfo: Literal(version()),
        VANN.preferredNamespacePrefix: Literal("bst"),
        VANN.preferredNamespaceUri: Literal(str(BST)),
    }
    assert graph.value(HEADER, DCTERMS.description).language == "en"


def test_there_is_one_ontology_and_it_imports_nothing(graph):
    assert list(graph.subjects(RDF.type, OWL.Ontology)) == [HEADER]
    assert list(graph.objects(HEADER, OWL.imports)) == []


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


# The alignments

ALIGNED = {
    "PROV-O": PROV,
    "FOAF": FOAF,
    "ORG": ORG,
    "SKOS": SKOS,
    "Dublin Core terms": DCTERMS,
    "schema.org": SDO,
}
OA_TERMS = {OA.Annotation, OA.hasBody, OA.hasTarget}  # rdflib has no list of the terms of Web Annotation


def aligned_with(graph: Graph) -> set[URIRef]:
    """The terms of others that a class or property of ours is under."""
    pairs = [*graph.subject_objects(RDFS.subClassOf), *graph.subject_objects(RDFS.subPropertyOf)]
    return {upper for lower, upper in pairs if str(lower).startswith(BST) and isinstance(upper, URIRef)} - {
        term for term in graph.subjects() if str(term).startswith(BST)
    }


@pytest.mark.parametrize("vocabulary", [*ALIGNED.values(), OA], ids=[*ALIGNED, "Web Annotation"])
def test_every_vocabulary_of_the_design_is_reused(graph, vocabulary):
    assert [term for term in aligned_with(graph) if term.startswith(str(vocabulary))]


def test_every_term_that_is_reused_exists_in_its_vocabulary(graph):
    known = {term for term in aligned_with(graph) if any(term in vocabulary for vocabulary in ALIGNED.values())}
    assert aligned_with(graph) - known == OA_TERMS


def test_schema_org_is_always_spelled_with_https():
    assert [
        path.name for path in ONTOLOGY.glob("*") if path.is_file() and b"http://schema.org" in path.read_bytes()
    ] == []


# The context


@pytest.fixture(scope="module")
def context() -> dict:
    return json.loads((ONTOLOGY / CONTEXT_FILE).read_text(encoding="utf-8"))["@context"]


def models_in(annotation) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and not isinstance(annotation, types.GenericAlias):
        if issubclass(annotation, BaseModel):
            yield annotation
        return
    for part in get_args(annotation):
        yield from models_in(part)


def keys_of(record: type[BaseModel], context: dict) -> set[str]:
    """The keys of a record and of the records in it, but for those below a key that the context makes nothing of."""
    keys = set()
    for name, field in record.model_fields.items():
        key = field.alias or name
        keys.add(key)
        if context.get(key, "") is not None:
            keys |= {inner for part in models_in(field.annotation) for inner in keys_of(part, context)}
    return keys


def terms_of(context: dict) -> set[str]:
    """Every IRI, keyword or null that the context gives to a key."""
    meanings = {key: value["@id"] if isinstance(value, dict) else value for key, value in context.items()}
    return {
        PREFIXES["bst"] + meaning.removeprefix("bst:") if meaning.startswith("bst:") else meaning
        for key, meaning in meanings.items()
        if not key.startswith("@") and meaning is not None
    }


def test_the_context_maps_every_key_of_every_record(context):
    keys = {key for record in (Document, *REGISTER_MODELS.values()) for key in keys_of(record, context)}
    assert {"id", "by", "on_condition", "from", "span", "sha256", "participants", "modelled_on"} <= keys
    assert keys - set(context) == set()


def test_the_context_maps_every_register(context):
    assert {context[section] for section in SECTIONS} == {"@included"}


def test_the_context_makes_nothing_of_these_keys_alone(context):
    assert {key for key, meaning in context.items() if meaning is None} == {"links", "not_curated", "span"}


def test_every_term_that_the_context_names_exists_in_the_ontology(context, graph):
    ours = {term for term in terms_of(context) if term.startswith(PREFIXES["bst"])} - {PREFIXES["bst"]}
    assert len(ours) > 60
    assert {term for term in ours if not set(graph.objects(URIRef(term), RDF.type)) & PROPERTIES} == set()


PROPERTIES = {OWL.ObjectProperty, OWL.DatatypeProperty}


def test_every_other_term_that_the_context_names_is_declared_or_standard(context, graph):
    others = {term for term in terms_of(context) if not term.startswith(("@", "http"))}
    assert others == {"rdfs:label", "skos:altLabel", "skos:definition", "skos:editorialNote"}
    for name in ("altLabel", "definition", "editorialNote"):
        assert (SKOS[name], RDF.type, OWL.AnnotationProperty) in graph


def test_a_key_whose_value_is_a_thing_maps_to_a_property_between_things(context, graph):
    for key, meaning in context.items():
        if isinstance(meaning, dict) and meaning["@id"].startswith("bst:"):
            between_things = meaning.get("@type") in ("@id", "@vocab")
            kind = OWL.ObjectProperty if between_things else OWL.DatatypeProperty
            assert (BST[meaning["@id"].removeprefix("bst:")], RDF.type, kind) in graph, key


def test_the_context_and_the_turtle_files_agree_on_the_base(context):
    assert (context["@base"], context["@vocab"], context["bst"]) == (PREFIXES["id"], PREFIXES["bst"], PREFIXES["bst"])
    for name in ONTOLOGY_FILES:
        prefixes = parse(path=ONTOLOGY / name, format=RdfFormat.TURTLE)
        list(prefixes)
        assert prefixes.prefixes["bst"] == PREFIXES["bst"]
