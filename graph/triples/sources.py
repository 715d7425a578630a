"""The source of each stated triple: the line of a key in the curated YAML, or of an axiom in the ontology."""

from __future__ import annotations

from collections import defaultdict

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from graph.records import Curation, Location
from graph.triples import Ontology
from graph.vocabulary import ID, PREFIXES, RDF


class TripleSources:
    """Finds the file and line that state a triple."""

    def __init__(self, curation: Curation, ontology: Ontology) -> None:
        self._places = curation.source_map
        self._lines = ontology.lines
        self._keys: dict[str, list[str]] = defaultdict(list)
        for key, meaning in ontology.context.items():
            if isinstance(meaning, dict) and "@id" in meaning:
                self._keys[_whole(str(meaning["@id"]), ontology)].append(key)
        self._keys[RDF.type.value].append("type")

    def __call__(self, fact: Triple) -> Location | None:
        """Return the location of the key that states the fact, else of its subject, else of its object.

        ``None`` for a fact that no source file states.
        """
        subject, predicate, value = fact
        if found := self._lines.get(fact):
            return found
        if isinstance(subject, NamedNode):
            keys = self._keys.get(predicate.value, ())
            if found := self._places.of(subject.value, keys, _written(value)):
                return found
        return self._places.locations.get(value.value) if isinstance(value, NamedNode) else None


def _written(value: object) -> str:
    """Return the value as a curator writes it: a slug, the name of a term, or a text."""
    if isinstance(value, NamedNode):
        return value.value.removeprefix(ID).removeprefix(PREFIXES["bst"])
    return value.value if isinstance(value, Literal | BlankNode) else ""


def _whole(name: str, ontology: Ontology) -> str:
    prefix, colon, local = name.partition(":")
    namespace = ontology.context.get(prefix)
    return namespace + local if colon and isinstance(namespace, str) else name
