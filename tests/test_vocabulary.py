"""The names of things: held against the ontology, and written in one place."""

from __future__ import annotations

from pathlib import Path

import pytest
import rdflib
from pyoxigraph import NamedNode
from rdflib import DCAT, DCTERMS, FOAF, ORG, OWL, PROV, RDF, RDFS, SDO, SH, SKOS, VOID, XSD, Graph

from graph import vocabulary
from graph.vocabulary import BST, PREFIXES, compact, document_graph, expand, thing
from tests.support.paths import ONTOLOGY, ROOT

VOCABULARIES = [vocabulary.BST, vocabulary.RDF, vocabulary.RDFS, vocabulary.OWL, vocabulary.SKOS, vocabulary.XSD]
VOCABULARIES += [vocabulary.DCAT, vocabulary.DCTERMS, vocabulary.FOAF, vocabulary.SDO, vocabulary.SH, vocabulary.VOID]


def terms_of(names):
    return {value.value for name, value in vars(names).items() if not name.startswith("__")}


class TestTheTerms:
    def test_they_are_all_the_terms_of_the_ontology_and_no_other(self):
        ontology = Graph().parse(ONTOLOGY / "backstop.ttl").parse(ONTOLOGY / "wording.ttl")
        typed = {str(term) for term in ontology.subjects(RDF.type) if str(term).startswith(PREFIXES["bst"])}
        assert terms_of(BST) == typed

    @pytest.mark.parametrize("names", VOCABULARIES[1:], ids=lambda names: names.__name__)
    def test_those_of_other_vocabularies_exist(self, names):
        known = {str(term) for term in dir(getattr(rdflib, names.__name__))}
        missing = {PREFIXES["dcat"] + "version", PREFIXES["void"] + "class"}  # rdflib lists neither
        assert terms_of(names) - known <= missing

    @pytest.mark.parametrize("misspelt", ["Statment", "statement", "Statements", "statedby", "TERM"])
    def test_a_misspelt_term_is_an_attribute_error(self, misspelt):
        with pytest.raises(AttributeError, match=misspelt):
            getattr(BST, misspelt)

    def test_a_keyword_of_python_is_spelled_with_an_underscore(self):
        assert BST.from_ == NamedNode("https://w3id.org/backstop/ontology#from")


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
        graphs = (vocabulary.ONTOLOGY_GRAPH, vocabulary.REGISTERS_GRAPH, vocabulary.INFERRED_GRAPH)
        graphs += (vocabulary.LINKS_GRAPH, vocabulary.QUESTIONS_GRAPH, document_graph("harbour-report"))
        names = ("ontology", "registers", "inferred", "links", "questions", "document/harbour-report")
        assert graphs == tuple(f"https://w3id.org/backstop/graph/{name}" for name in names)
        assert vocabulary.BASE == "https://w3id.org/backstop/"
        assert thing("harbour-report/aide-radio") == "https://w3id.org/backstop/id/harbour-report/aide-radio"


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
            ("bst:Explicit", BST.Explicit.value),
            ("https://example.org/x:y", "https://example.org/x:y"),
            ("nobody:knows", "nobody:knows"),
        ],
    )
    def test_a_slug_and_a_prefixed_name_become_iris_and_all_else_stays(self, name, iri):
        assert expand(name) == iri

    @pytest.mark.parametrize("iri", [thing("us-backstop"), BST.against.value])
    def test_it_undoes_what_compact_does(self, iri):
        assert expand(compact(iri)) == iri
