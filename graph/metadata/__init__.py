"""What the build says of itself as linked data: VoID and DCAT, the service description, the questions as examples.

Each of the three is a named graph and a file. They are made after reasoning and are not part of the data: no rule,
shape or count reads them. Every address in them is under the base IRI; whoever serves them adds the server's own.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType

from pyoxigraph import Quad

from graph.metadata.catalogue import Project, catalogue, read_project
from graph.metadata.examples import examples
from graph.metadata.partitions import graph_of
from graph.metadata.service_description import service
from graph.metadata.statistics import statistics
from graph.saved_queries import SavedQuestion
from graph.serialisation import rdf_bytes
from graph.triples import in_graph
from graph.vocabulary import DESCRIPTION_GRAPH, QUESTIONS_GRAPH, SERVICE_GRAPH

# The file that holds each graph, among the downloads and at the addresses where clients look for it.
FILES: Mapping[str, str] = MappingProxyType(
    {"void.ttl": DESCRIPTION_GRAPH, "service.ttl": SERVICE_GRAPH, "examples.ttl": QUESTIONS_GRAPH}
)


def describe(quads: Collection[Quad], questions: Sequence[SavedQuestion], project: Project) -> list[Quad]:
    """Return the quads that describe the data ``quads``, in the graphs of :data:`FILES`."""
    graphs = {
        DESCRIPTION_GRAPH: [*catalogue(quads, project), *statistics(quads)],
        SERVICE_GRAPH: service({graph_of(quad) for quad in quads}),
        QUESTIONS_GRAPH: examples(questions),
    }
    return sorted({in_graph(triple, name) for name, triples in graphs.items() for triple in triples}, key=str)


def files(description: Collection[Quad]) -> dict[str, bytes]:
    """Return the Turtle files of a description by name."""
    return {
        name: rdf_bytes((quad.triple for quad in description if graph_of(quad) == graph), "ttl")
        for name, graph in FILES.items()
    }


__all__ = ["FILES", "Project", "describe", "files", "read_project"]
