"""The ontology: its terms, its style, its header, and its alignments."""

from __future__ import annotations

import re
import tomllib

import pytest
from rdflib import DCTERMS, FOAF, ORG, OWL, PROV, RDF, RDFS, SDO, SKOS, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection

from graph.triples import ONTOLOGY_FILES, read_ontology
from graph.validation import STYLE_FILE, shape_problems
from graph.vocabulary import BASE, PREFIXES
from tests.support.paths import ONTOLOGY, ROOT

BST = Namespace(PREFIXES["bst"])
OA = Namespace(PREFIXES["oa"])
VANN = Namespace("http://purl.org/vocab/vann/")
HEADER = URIRef(BASE + "ontology")


CLOSED_LISTS = {
    "Attribution": ["CharacterisedByOther", "DirectQuotation", "OwnText", "ReportedSpeech"],
    "Explicitness": ["Explicit", "Implied"],
    "Confidence": ["High", "Low", "Medium"],
    "DateBasis": ["Inferred", "Stated"],
}


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
        ("supports", [["hasTaken", "inFavourOf"], ["supports", "variantOf"]]),
        ("conditionallySupports", [["conditionallySupports", "variantOf"], ["hasTaken", "conditionallyInFavourOf"]]),
        ("opposes", [["hasTaken", "against"], ["opposes", "hasVariant"]]),
        ("isUncommittedOn", [["hasTaken", "uncommittedOn"]]),
        ("isSaidToSupport", [["isAscribed", "inFavourOf"], ["isSaidToSupport", "variantOf"]]),
        (
            "isSaidToSupportOnCondition",
            [["isAscribed", "conditionallyInFavourOf"], ["isSaidToSupportOnCondition", "variantOf"]],
        ),
        ("isSaidToOppose", [["isAscribed", "against"], ["isSaidToOppose", "hasVariant"]]),
        ("isSaidToBeUncommittedOn", [["isAscribed", "uncommittedOn"]]),
        ("heldOnBehalfOf", [["takenBy", "represents"], ["takenIn", "statedAs", "represents"]]),
        ("concerns", [["concerns", "topic"], ["doubts", "topic"], ["expresses", "towards", "topic"]]),
    ],
)
def test_what_is_concluded_by_chains_is_concluded_by_these_chains(graph, name, chains):
    found = [list(Collection(graph, head)) for head in graph.objects(BST[name], OWL.propertyChainAxiom)]
    assert sorted(found) == [[BST[link] for link in chain] for chain in chains]


def test_being_a_variant_is_transitive(graph):
    assert (BST.variantOf, RDF.type, OWL.TransitiveProperty) in graph


# Layout


@pytest.mark.parametrize("name", ONTOLOGY_FILES)
def test_every_predicate_has_a_line_of_its_own(name):
    text = (ONTOLOGY / name).read_text(encoding="utf-8")
    bare = re.sub(r'"(?:[^"\\]|\\.)*"|<[^>]*>|^#.*', "", text, flags=re.MULTILINE)
    for line in re.sub(r"\[[^]]*\]", "", bare).splitlines():
        assert re.search(r"[;.]\s+\S", line) is None, line


@pytest.mark.parametrize("name", ONTOLOGY_FILES)
def test_a_line_is_long_only_if_it_holds_a_sentence(name):
    for line in (ONTOLOGY / name).read_text(encoding="utf-8").splitlines():
        assert len(line) <= 120 or line.count('"') == 2, line


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
