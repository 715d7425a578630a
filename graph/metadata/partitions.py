"""The names in a description, and the writing of its triples."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, Quad, Triple
from rdflib import RDF, URIRef

from graph.vocabulary import BASE, GRAPH, compact

SPARQL_ADDRESS = BASE + "sparql"
VOID_ADDRESS = BASE + "void.ttl"
DOWNLOADS = BASE + "downloads/"
DATASET = VOID_ADDRESS.removesuffix(".ttl") + "#dataset"
SERVICE = SPARQL_ADDRESS + "#service"
# What a description of the service alone leaves out is about the data; these begin the names of what it keeps.
IN_SERVICE = SPARQL_ADDRESS + "#"


def part(*names: str) -> str:
    """Return the IRI of a part of the dataset that is named by other IRIs, such as a class and a property."""
    return f"{DATASET.partition('#')[0]}#" + "/".join(quote(compact(name), safe=":") for name in names)


def graph_part(graph: str) -> str:
    """Return the IRI of the dataset that a named graph is."""
    return f"{DATASET.partition('#')[0]}#graph/{graph.removeprefix(GRAPH)}"


def graph_of(quad: Quad) -> str:
    """Return the IRI of a quad's named graph; every quad of a build has one."""
    return quad.graph_name.value if isinstance(quad.graph_name, NamedNode) else ""


def say(subject: str, kinds: tuple[URIRef, ...] = (), *facts: tuple[URIRef, str | int | Literal]) -> Iterator[Triple]:
    """Give the triples of one subject: its classes, then its facts.

    A value that is a ``str`` is an IRI, an ``int`` a number, and anything else a literal as it stands.
    """
    node = NamedNode(subject)
    for kind in kinds:
        yield Triple(node, NamedNode(RDF.type), NamedNode(kind))
    for predicate, value in facts:
        match value:
            case str():
                yield Triple(node, NamedNode(predicate), NamedNode(value))
            case int():
                yield Triple(node, NamedNode(predicate), Literal(value))
            case _:
                yield Triple(node, NamedNode(predicate), value)


def english(text: str) -> Literal:
    """Return a text in English."""
    return Literal(text, language="en")
