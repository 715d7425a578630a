"""What there is to draw of the ontology."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rdflib import OWL, RDF, RDFS, SH, Graph, URIRef
from rdflib.term import Node

from graph.vocabulary import PREFIXES, compact


@dataclass(frozen=True, order=True)
class Term:
    """A term as it is drawn: its name without our prefix, which is its anchor, and its label."""

    name: str
    label: str

    @property
    def ours(self) -> bool:
        """Whether the ontology defines the term, or takes it from elsewhere."""
        return ":" not in self.name


@dataclass(frozen=True, order=True)
class Line:
    """From one class to another, by a property; ``relation`` is ``None`` where the first is a kind of the second."""

    source: Term
    relation: Term | None
    target: Term


def classes(ontology: Graph) -> list[Term]:
    """Return every class of ours, by name."""
    return sorted(_term(ontology, iri) for iri in ontology.subjects(RDF.type, OWL.Class) if _is_ours(iri))


def kinds(ontology: Graph) -> list[Line]:
    """Return which class of ours is a kind of which other one, and of which SKOS class."""
    return sorted(
        Line(_term(ontology, lower), None, _term(ontology, upper))
        for lower, upper in ontology.subject_objects(RDFS.subClassOf)
        if _is_ours(lower) and (_is_ours(upper) or str(upper).startswith(PREFIXES["skos"]))
    )


def relations(ontology: Graph, shapes: Graph) -> list[Line]:
    """Return every relation between two classes of ours of which both ends are said.

    An end is said by a domain or range, the property's own or that of one above it, or by the shape of a class. Of two
    that are inverse to each other it is the one that the other is defined by.
    """
    found = set()
    for iri in ontology.subjects(RDF.type, OWL.ObjectProperty):
        if not _is_ours(iri) or (iri, OWL.inverseOf, None) in ontology:
            continue
        above = [one for one in ontology.transitive_objects(iri, RDFS.subPropertyOf) if one is not None]
        sources = {end for one in above for end in (*ontology.objects(one, RDFS.domain), *_shaped(shapes, one))}
        targets = {end for one in above for end in (*ontology.objects(one, RDFS.range), *_expected(shapes, one))}
        found |= {
            Line(_term(ontology, source), _term(ontology, iri), _term(ontology, target))
            for source in sources
            for target in targets
            if _is_ours(source) and _is_ours(target)
        }
    return sorted(found, key=lambda line: (line.source, line.target, line.relation or line.source))


def _shaped(shapes: Graph, path: Node) -> Iterator[Node]:
    """The classes whose shapes speak of a property."""
    for constraint in shapes.subjects(SH.path, path):
        for shape in shapes.subjects(SH.property, constraint):
            yield from shapes.objects(shape, SH.targetClass)


def _expected(shapes: Graph, path: Node) -> Iterator[Node]:
    """The classes that shapes expect of a property's values."""
    for constraint in shapes.subjects(SH.path, path):
        yield from shapes.objects(constraint, SH["class"])


def _is_ours(node: Node) -> bool:
    return isinstance(node, URIRef) and node.startswith(PREFIXES["bst"])


def _term(ontology: Graph, iri: Node) -> Term:
    label = ontology.value(iri, RDFS.label)
    return Term(compact(str(iri)).removeprefix("bst:"), str(label) if label is not None else compact(str(iri)))
