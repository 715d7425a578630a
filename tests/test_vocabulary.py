"""The names of things: held against the ontology, and written in one place."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import DCAT, DCTERMS, FOAF, ORG, OWL, PROV, RDF, RDFS, SDO, SH, SKOS, VOID, XSD, Graph, URIRef

from graph import vocabulary
from graph.vocabulary import BST, PREFIXES, compact, document_graph, expand, thing

ROOT = Path(__file__).resolve().parent.parent
TERMS = sorted(BST.__annotations__)


@pytest.fixture(scope="module")
def ontology():
    return Graph().parse(ROOT / "ontology" / "backstop.ttl")


class TestTheTerms:
    @pytest.mark.parametrize("term", TERMS)
    def test_every_term_is_a_class_of_the_ontology(self, ontology, term):
        assert (BST[term], RDF.type, OWL.Class) in ontology

    def test_there_are_terms(self):
        assert {"Actor", "Measure", "Position", "Statement", "UnnamedSource"} <= set(TERMS)

    def test_a_term_is_an_iri_of_the_ontology(self):
        assert BST.Statement == URIRef("https://w3id.org/backstop/ontology#Statement")

    @pytest.mark.parametrize("mistyped", ["Statment", "statement", "Statements", "statedBy"])
    def test_a_mistyped_term_is_an_attribute_error(self, mistyped):
        with pytest.raises(AttributeError, match=mistyped):
            getattr(BST, mistyped)


class TestTheBase:
    def test_it_is_written_in_the_vocabulary_and_in_no_other_module(self):
        modules = [ROOT / "build_graph.py", *(ROOT / "graph").rglob("*.py"), *(ROOT / "webui").rglob("*.py")]
        written = [
            path.relative_to(ROOT).as_posix()
            for path in modules
            if "w3id.org/backstop" in path.read_text(encoding="utf-8")
        ]
        assert written == ["graph/vocabulary.py"]

    def test_it_is_written_in_the_vocabulary_once(self):
        assert Path(vocabulary.__file__).read_text(encoding="utf-8").count("w3id.org/backstop/") == 1

    def test_the_names_of_the_design_are_made_of_it(self):
        assert {
            "base": vocabulary.BASE,
            "ontology": PREFIXES["bst"],
            "things": PREFIXES["id"],
            "ontology graph": vocabulary.ONTOLOGY_GRAPH,
            "registers graph": vocabulary.REGISTERS_GRAPH,
            "inferred graph": vocabulary.INFERRED_GRAPH,
            "links graph": vocabulary.LINKS_GRAPH,
            "questions graph": vocabulary.QUESTIONS_GRAPH,
        } == {
            "base": "https://w3id.org/backstop/",
            "ontology": "https://w3id.org/backstop/ontology#",
            "things": "https://w3id.org/backstop/id/",
            "ontology graph": "https://w3id.org/backstop/graph/ontology",
            "registers graph": "https://w3id.org/backstop/graph/registers",
            "inferred graph": "https://w3id.org/backstop/graph/inferred",
            "links graph": "https://w3id.org/backstop/graph/links",
            "questions graph": "https://w3id.org/backstop/graph/questions",
        }


class TestTheNamesOfThings:
    def test_a_thing_is_named_by_its_slug(self):
        assert thing("keir-starmer") == "https://w3id.org/backstop/id/keir-starmer"

    def test_a_statement_is_named_by_its_document_and_its_own_slug(self):
        assert thing("harbour-report/aide-radio") == "https://w3id.org/backstop/id/harbour-report/aide-radio"

    def test_a_document_has_a_graph_of_its_own(self):
        assert document_graph("harbour-report") == "https://w3id.org/backstop/graph/document/harbour-report"


class TestCompactNames:
    @pytest.mark.parametrize(
        ("iri", "name"),
        [
            ("https://w3id.org/backstop/ontology#Statement", "bst:Statement"),
            ("https://w3id.org/backstop/id/harbour-report/aide-radio", "id:harbour-report/aide-radio"),
            ("http://www.w3.org/2000/01/rdf-schema#label", "rdfs:label"),
            ("http://www.w3.org/1999/02/22-rdf-syntax-ns#type", "rdf:type"),
            ("https://schema.org/name", "schema:name"),
            ("http://www.w3.org/2004/02/skos/core#altLabel", "skos:altLabel"),
        ],
    )
    def test_an_iri_under_a_known_prefix_is_made_short(self, iri, name):
        assert compact(iri) == name

    @pytest.mark.parametrize(
        "iri",
        [
            "http://schema.org/name",
            "https://w3id.org/backstop/graph/links",
            "https://w3id.org/backstop/ontology#",
            "https://w3id.org/backstop/id/",
            "urn:isbn:0",
            "",
        ],
    )
    def test_any_other_iri_and_a_namespace_itself_stay_as_they_are(self, iri):
        assert compact(iri) == iri

    def test_the_prefixes_are_those_of_their_vocabularies(self):
        assert dict(PREFIXES) == {
            "bst": "https://w3id.org/backstop/ontology#",
            "id": "https://w3id.org/backstop/id/",
            "dcat": str(DCAT),
            "dcterms": str(DCTERMS),
            "foaf": str(FOAF),
            "oa": "http://www.w3.org/ns/oa#",
            "org": str(ORG),
            "owl": str(OWL),
            "prov": str(PROV),
            "rdf": str(RDF),
            "rdfs": str(RDFS),
            "schema": str(SDO),
            "sd": "http://www.w3.org/ns/sparql-service-description#",
            "sh": str(SH),
            "skos": str(SKOS),
            "void": str(VOID),
            "voidext": "http://ldf.fi/void-ext#",
            "xsd": str(XSD),
        }

    def test_no_prefix_lies_within_another(self):
        within = [(a, b) for a in PREFIXES for b in PREFIXES if a != b and PREFIXES[a].startswith(PREFIXES[b])]
        assert within == []


class TestExpand:
    @pytest.mark.parametrize(
        ("name", "iri"),
        [
            ("keir-starmer", "https://w3id.org/backstop/id/keir-starmer"),
            ("london-summit-report/starmer-heavy-lifting", thing("london-summit-report/starmer-heavy-lifting")),
            ("bst:Explicit", PREFIXES["bst"] + "Explicit"),
            ("https://example.org/x:y", "https://example.org/x:y"),
            ("nobody:knows", "nobody:knows"),
        ],
    )
    def test_a_slug_and_a_prefixed_name_become_iris_and_all_else_stays(self, name, iri):
        assert expand(name) == iri

    @pytest.mark.parametrize("iri", [thing("us-backstop"), PREFIXES["bst"] + "against"])
    def test_it_undoes_what_compact_does(self, iri):
        assert expand(compact(iri)) == iri
