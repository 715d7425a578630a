"""What the endpoint understands and serves (SPARQL 1.1 Service Description)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Triple

from graph.metadata.partitions import (
    DATASET,
    IN_SERVICE,
    SERVICE,
    SPARQL_ADDRESS,
    describe,
    graph_dataset_iri,
    in_english,
)
from graph.vocabulary import DESCRIBING_GRAPHS, GRAPH, INFERRED_GRAPH, RDF, RDFS, SD

_FORMATS = "http://www.w3.org/ns/formats/"
# The result formats, by their names at the W3C; the list need not be complete.
FORMATS = (
    *("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV"),
    *("Turtle", "N-Triples", "RDF_XML", "JSON-LD"),
)
_REGIME = "http://www.w3.org/ns/entailment/OWL-RDF-Based"
_PROFILE = "http://www.w3.org/ns/owl-profile/RL"


def service(graphs: Iterable[str]) -> Iterator[Triple]:
    """Yield the description of the endpoint over the named graphs ``graphs`` and those that describe them.

    Only the graph of conclusions has an entailment regime: the endpoint itself answers by simple entailment.
    No feature of federation is claimed, because SERVICE is refused.
    """
    dataset = f"{IN_SERVICE}dataset"
    yield from describe(
        SERVICE,
        (RDF.type, SD.Service),
        (RDFS.label, in_english("Backstop: SPARQL endpoint")),
        (SD.endpoint, SPARQL_ADDRESS),
        (SD.supportedLanguage, SD.SPARQL11Query),
        (SD.feature, SD.UnionDefaultGraph),
        *((SD.resultFormat, _FORMATS + name) for name in FORMATS),
        (SD.defaultDataset, dataset),
    )
    yield from describe(dataset, (RDF.type, SD.Dataset), (SD.defaultGraph, DATASET))
    yield from describe(DATASET, (RDF.type, SD.Graph))
    for name in sorted({*graphs, *DESCRIBING_GRAPHS}):
        node = f"{IN_SERVICE}graph/{name.removeprefix(GRAPH)}"
        yield from describe(dataset, (SD.namedGraph, node))
        yield from describe(node, (RDF.type, SD.NamedGraph), (SD.name, name))
        if name not in DESCRIBING_GRAPHS:
            yield from describe(node, (SD.graph, graph_dataset_iri(name)))
            yield from describe(graph_dataset_iri(name), (RDF.type, SD.Graph))
        if name == INFERRED_GRAPH:
            yield from describe(node, (SD.entailmentRegime, _REGIME), (SD.supportedEntailmentProfile, _PROFILE))
