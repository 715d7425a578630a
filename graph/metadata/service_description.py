"""What the endpoint understands and serves (SPARQL 1.1 Service Description)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Triple
from rdflib import RDFS

from graph.metadata.partitions import DATASET, IN_SERVICE, SERVICE, SPARQL_ADDRESS, english, graph_part, say
from graph.vocabulary import DESCRIBING_GRAPHS, GRAPH, INFERRED_GRAPH, SD

_FORMATS = "http://www.w3.org/ns/formats/"
# The forms of answers, by their names at the W3C; one that the endpoint has and this list has not is no error.
FORMATS = (
    *("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV"),
    *("Turtle", "N-Triples", "RDF_XML", "JSON-LD"),
)
_REGIME = "http://www.w3.org/ns/entailment/OWL-RDF-Based"
_PROFILE = "http://www.w3.org/ns/owl-profile/RL"


def service(graphs: Iterable[str]) -> Iterator[Triple]:
    """Give the description of the endpoint over the named graphs ``graphs`` and those that describe them.

    The regime stands at the graph of conclusions alone: the endpoint answers from what is there, by simple entailment.
    No feature of federation is claimed, because SERVICE is refused.
    """
    dataset = f"{IN_SERVICE}dataset"
    yield from say(
        SERVICE,
        (SD.Service,),
        (RDFS.label, english("Backstop: SPARQL endpoint")),
        (SD.endpoint, SPARQL_ADDRESS),
        (SD.supportedLanguage, SD.SPARQL11Query),
        (SD.feature, SD.UnionDefaultGraph),
        *((SD.resultFormat, _FORMATS + name) for name in FORMATS),
        (SD.defaultDataset, dataset),
    )
    yield from say(dataset, (SD.Dataset,), (SD.defaultGraph, DATASET))
    yield from say(DATASET, (SD.Graph,))
    for name in sorted({*graphs, *DESCRIBING_GRAPHS}):
        node = f"{IN_SERVICE}graph/{name.removeprefix(GRAPH)}"
        yield from say(dataset, (), (SD.namedGraph, node))
        yield from say(node, (SD.NamedGraph,), (SD.name, name))
        if name not in DESCRIBING_GRAPHS:
            yield from say(node, (), (SD.graph, graph_part(name)))
            yield from say(graph_part(name), (SD.Graph,))
        if name == INFERRED_GRAPH:
            yield from say(node, (), (SD.entailmentRegime, _REGIME), (SD.supportedEntailmentProfile, _PROFILE))
