"""The IRIs in a description, and the writing of its triples."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, Quad, Triple

from graph.vocabulary import BASE, GRAPH, compact

SPARQL_ADDRESS = BASE + "sparql"
VOID_ADDRESS = BASE + "void.ttl"
DOWNLOADS = BASE + "downloads/"
DATASET = VOID_ADDRESS.removesuffix(".ttl") + "#dataset"
SERVICE = SPARQL_ADDRESS + "#service"
# How the IRIs begin that a description of the service alone keeps; the others are about the data.
IN_SERVICE = SPARQL_ADDRESS + "#"


def partition_iri(*names: str) -> str:
    """Return the IRI of a partition of the dataset, made of the IRIs that it is by: a class, a property, a datatype."""
    return f"{DATASET.partition('#')[0]}#" + "/".join(quote(compact(name), safe=":") for name in names)


def graph_dataset_iri(graph: str) -> str:
    """Return the IRI of the part of the dataset that is the named graph ``graph``."""
    return f"{DATASET.partition('#')[0]}#graph/{graph.removeprefix(GRAPH)}"


def graph_of(quad: Quad) -> str:
    """Return the IRI of a quad's named graph; every quad of a build has one."""
    return quad.graph_name.value if isinstance(quad.graph_name, NamedNode) else ""


def describe(subject: str, *facts: tuple[NamedNode, str | int | NamedNode | Literal]) -> Iterator[Triple]:
    """Yield the triples of one subject. A ``str`` is an IRI, an ``int`` a number."""
    node = NamedNode(subject)
    for predicate, value in facts:
        if isinstance(value, str):
            yield Triple(node, predicate, NamedNode(value))
        else:
            yield Triple(node, predicate, Literal(value) if isinstance(value, int) else value)


def in_english(text: str) -> Literal:
    """Return a literal with the language tag ``en``."""
    return Literal(text, language="en")
