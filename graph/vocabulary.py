"""The names of things: namespaces, named graphs, and the closed vocabulary of the ontology.

The base is written here and in the ontology's own files, nowhere else. A mistyped term is an
``AttributeError``.
"""

from __future__ import annotations

from rdflib.namespace import DefinedNamespace, Namespace
from rdflib.term import URIRef

BASE = "https://w3id.org/backstop/"
ID = BASE + "id/"
GRAPH = BASE + "graph/"

ONTOLOGY_GRAPH = GRAPH + "ontology"
REGISTERS_GRAPH = GRAPH + "registers"
INFERRED_GRAPH = GRAPH + "inferred"
LINKS_GRAPH = GRAPH + "links"
QUESTIONS_GRAPH = GRAPH + "questions"
DESCRIPTION_GRAPH = GRAPH + "description"
SERVICE_GRAPH = GRAPH + "service"
# What speaks of the data and is no part of it: nothing is concluded from it, and nothing counts it.
DESCRIBING_GRAPHS = (QUESTIONS_GRAPH, DESCRIPTION_GRAPH, SERVICE_GRAPH)

# Prefixes for the files that people read.
PREFIXES: dict[str, str] = {
    "bst": BASE + "ontology#",
    "id": ID,
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "void": "http://rdfs.org/ns/void#",
    "voidext": "http://ldf.fi/void-ext#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


class BST(DefinedNamespace):
    """The classes that code speaks of; the test of this module holds them against the ontology."""

    _NS = Namespace(PREFIXES["bst"])
    _fail = True

    Actor: URIRef
    AggregatedPage: URIRef
    Attestation: URIRef
    Coalition: URIRef
    Document: URIRef
    Event: URIRef
    ExpertCommentary: URIRef
    Figure: URIRef
    Guarantee: URIRef
    GuaranteeComponent: URIRef
    Measure: URIRef
    NewsArticle: URIRef
    NewsOrganisation: URIRef
    Office: URIRef
    Organisation: URIRef
    Person: URIRef
    Place: URIRef
    Pledge: URIRef
    PoliticalParty: URIRef
    Position: URIRef
    Proposal: URIRef
    ResearchOrganisation: URIRef
    SourceFlag: URIRef
    State: URIRef
    Statement: URIRef
    Tenure: URIRef
    Topic: URIRef
    UnnamedSource: URIRef


class SD(DefinedNamespace):
    """The terms of SPARQL 1.1 Service Description that the build uses; rdflib has no such namespace."""

    _NS = Namespace(PREFIXES["sd"])
    _fail = True

    Dataset: URIRef
    Graph: URIRef
    NamedGraph: URIRef
    Service: URIRef
    SPARQL11Query: URIRef
    UnionDefaultGraph: URIRef
    defaultDataset: URIRef
    defaultGraph: URIRef
    endpoint: URIRef
    entailmentRegime: URIRef
    feature: URIRef
    graph: URIRef
    name: URIRef
    namedGraph: URIRef
    resultFormat: URIRef
    supportedEntailmentProfile: URIRef
    supportedLanguage: URIRef


class VOIDEXT(DefinedNamespace):
    """The extension of VoID by which a property's values are counted by datatype."""

    _NS = Namespace(PREFIXES["voidext"])
    _fail = True

    datatype: URIRef
    datatypePartition: URIRef


def document_graph(slug: str) -> str:
    """Return the IRI of the named graph of the document with this slug."""
    return f"{GRAPH}document/{slug}"


def thing(slug: str) -> str:
    """Return the IRI of the thing with this slug."""
    return ID + slug


def compact(iri: str) -> str:
    """Return ``prefix:name`` for an IRI under a known prefix, else the IRI itself."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and len(iri) > len(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri


def expand(name: str) -> str:
    """Return the IRI that a slug, or a name under a known prefix, stands for; what is neither stays as it is."""
    prefix, colon, local = name.partition(":")
    if not colon:
        return thing(name)
    return PREFIXES[prefix] + local if prefix in PREFIXES else name
