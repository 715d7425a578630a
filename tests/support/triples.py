"""Triples as the tests of triples write and compare them."""

from __future__ import annotations

from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, parse

from graph.vocabulary import ID, PREFIXES, RDF, thing

HEAD = f"@base <{ID}> .\n" + "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
TYPE = RDF.type


def expected(turtle: str) -> set[Triple]:
    return {quad.triple for quad in parse(HEAD + turtle, RdfFormat.TURTLE)}


def about(quads: list[Quad], graph: str, *slugs: str) -> set[Triple]:
    """What a graph states of these things."""
    subjects = {NamedNode(thing(slug)) for slug in slugs}
    return {quad.triple for quad in quads if quad.subject in subjects and quad.graph_name == NamedNode(graph)}


def below(quads: list[Quad], slug: str) -> set[Triple]:
    """What any graph states of a thing and of the things inside it."""
    iri = thing(slug)
    return {quad.triple for quad in quads if quad.subject.value == iri or quad.subject.value.startswith(f"{iri}/")}


def difference(found: set[Triple], wanted: set[Triple]) -> tuple[set[str], set[str]]:
    return {str(triple) for triple in found - wanted}, {str(triple) for triple in wanted - found}
