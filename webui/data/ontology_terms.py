"""What the ontology states about each of its terms, as the sections of a page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from string import ascii_uppercase

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from graph.rules.axioms import Axioms
from graph.rules.terms import Term
from graph.vocabulary import BASE, PREFIXES, compact, expand
from webui.reading.cells import Cell

# The sections, each with the type of its terms; every other type of ours is a closed list, and its instances are items.
_SECTIONS = {
    "owl:Class": "Classes",
    "owl:ObjectProperty": "Relations",
    "owl:DatatypeProperty": "Values",
    "owl:AnnotationProperty": "Annotations",
    "skos:ConceptScheme": "Lists",
}
_ITEMS = "Items of lists"
_ELSEWHERE = "Terms of other vocabularies"
# Headings of what is stated about a term, in the order of the page; any other property appears under its own name.
_STATED = {
    "dcterms:title": "Title",
    "dcterms:description": "Description",
    "owl:versionInfo": "Version",
    "owl:versionIRI": "This version",
    "dcterms:creator": "Creator",
    "dcterms:license": "Licence",
    "rdf:type": "Is",
    "rdfs:subClassOf": "Subclass of",
    "rdfs:subPropertyOf": "Subproperty of",
    "rdfs:domain": "Domain",
    "rdfs:range": "Range",
    "owl:inverseOf": "Inverse of",
    "owl:equivalentClass": "Equivalent to",
    "owl:equivalentProperty": "Equivalent to",
    "owl:propertyChainAxiom": "Follows from",
    "owl:disjointWith": "Disjoint with",
    "owl:propertyDisjointWith": "Disjoint with",
    "http://purl.org/vocab/vann/preferredNamespacePrefix": "Prefix",
    "http://purl.org/vocab/vann/preferredNamespaceUri": "Namespace",
}
# Headings of what is stated about other terms in which this one is the value; the symmetric ones are the same as above.
_REVERSED = {
    "rdfs:subClassOf": "Superclass of",
    "rdfs:subPropertyOf": "Superproperty of",
    "rdf:type": "Items",
    "rdfs:domain": "Domain of",
    "rdfs:range": "Range of",
} | {name: text for name, text in _STATED.items() if text in ("Disjoint with", "Equivalent to", "Inverse of")}
# A value from another vocabulary under one of these is an alignment.
_ALIGNING = ("Subclass of", "Subproperty of", "Equivalent to")
_ALIGNED = "Aligned with"
_LEAD = ("rdfs:label", "skos:definition", "skos:example", "skos:scopeNote")
_CURIE = re.compile(rf"\b((?:{'|'.join(PREFIXES)}):[\w-]+)")
_ORDER = list(dict.fromkeys((*_STATED.values(), _ALIGNED, *_REVERSED.values())))


@dataclass(frozen=True)
class TermEntry:
    """One term: its anchor, IRI and texts, and in ``facts`` each heading with its values, a value being cells in a row.

    ``lead`` holds the texts of the label, the definition, the examples and the scope notes, in this order.
    """

    anchor: str
    iri: str
    lead: tuple[tuple[str, ...], ...]
    facts: dict[str, list[tuple[Cell, ...]]]

    @property
    def name(self) -> str:
        """The prefixed name."""
        return compact(self.iri)

    @property
    def label(self) -> str:
        """The label, or the prefixed name of a term that has none."""
        return self.lead[0][0] if self.lead[0] else self.name


@dataclass(frozen=True)
class OntologyTerms:
    """The ontology's own header, its terms by section, and the prefixes that they use with their namespaces."""

    header: TermEntry | None
    sections: dict[str, list[TermEntry]]
    prefixes: dict[str, str]


def ontology_terms(ontology: Iterable[Triple]) -> OntologyTerms:
    """Return the terms of an ontology, each section in the order of the labels."""
    return _Reading(ontology).terms()


def _is_ours(term: Term) -> bool:
    return isinstance(term, NamedNode) and term.value.startswith(PREFIXES["bst"])


def _anchor(iri: str) -> str:
    return compact(iri).removeprefix("bst:").replace(":", "-")


class _Reading:
    """The triples of an ontology, by subject and by object."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._axioms = Axioms(triples)
        self._stated: dict[Term, dict[str, list[Term]]] = {}
        self._reversed: dict[Term, dict[str, list[Term]]] = {}
        for subject, predicate, value in self._axioms.triples:
            name = compact(predicate.value)
            self._stated.setdefault(subject, {}).setdefault(name, []).append(value)
            self._reversed.setdefault(value, {}).setdefault(name, []).append(subject)

    def _objects(self, subject: Term, name: str) -> list[Term]:
        return self._stated.get(subject, {}).get(name, [])

    def _subjects(self, name: str, value: Term) -> list[Term]:
        return self._reversed.get(value, {}).get(name, [])

    def terms(self) -> OntologyTerms:
        """Every term that the ontology gives a type, in its section."""
        header = None
        sections: dict[str, list[TermEntry]] = {title: [] for title in (*_SECTIONS.values(), _ITEMS, _ELSEWHERE)}
        for term in self._stated:
            if not isinstance(term, NamedNode):
                continue
            kinds = self._types(term)
            if "owl:Ontology" in kinds:
                header = self._entry(term)
            elif kinds:
                title = next((title for kind, title in _SECTIONS.items() if kind in kinds), _ITEMS)
                sections[title if _is_ours(term) else _ELSEWHERE].append(self._entry(term))
        for entries in sections.values():
            entries.sort(key=lambda entry: (entry.label.lower(), entry.iri))
        return OntologyTerms(header, sections, dict(self._prefixes()))

    def _types(self, term: Term) -> list[str]:
        return sorted(map(_text, self._objects(term, "rdf:type")))

    def _prefixes(self) -> Iterator[tuple[str, str]]:
        used = {term.value for triple in self._axioms.triples for term in triple if isinstance(term, NamedNode)}
        for prefix, namespace in sorted(PREFIXES.items()):
            if any(iri.startswith(namespace) for iri in used):
                yield prefix, namespace

    def _entry(self, term: NamedNode) -> TermEntry:
        stated = self._stated[term]
        facts: dict[str, list[tuple[Cell, ...]]] = {}
        for name, values in stated.items():
            for value in values if name not in _LEAD else ():
                if shown := self._value(term, name, value):
                    facts.setdefault(self._heading(name, value), []).append(shown)
        for name, values in self._reversed.get(term, {}).items():
            if name in _REVERSED:
                facts.setdefault(_REVERSED[name], []).extend(self._shown(value) for value in values)
        facts.setdefault("Disjoint with", []).extend(self._shown(other) for other in self._disjoint(term))
        facts.setdefault("Items", []).extend(self._shown(item) for item in self._listed(term))
        texts = tuple(tuple(_text(value) for value in stated.get(name, [])) for name in _LEAD)
        headings = sorted(facts, key=lambda text: (_ORDER.index(text) if text in _ORDER else len(_ORDER), text))
        ordered = {heading: sorted(set(facts[heading]), key=str) for heading in headings if facts[heading]}
        return TermEntry(_anchor(term.value), term.value, texts, ordered)

    def _heading(self, name: str, value: Term) -> str:
        if name in _STATED:
            outside = isinstance(value, NamedNode) and not _is_ours(value)
            return _ALIGNED if outside and _STATED[name] in _ALIGNING else _STATED[name]
        term = NamedNode(PREFIXES["bst"] + name.removeprefix("bst:"))
        label = self._objects(term, "rdfs:label")
        return _text(label[0]).capitalize() if label else name

    def _value(self, term: NamedNode, name: str, value: Term) -> tuple[Cell, ...]:
        if name == "owl:propertyChainAxiom":
            return self._chain(term, value)
        if name == "rdf:type" and isinstance(value, NamedNode) and not _is_ours(value):
            characteristic = compact(value.value)
            if characteristic in _SECTIONS or not characteristic.endswith("Property"):
                return ()
            return (Cell(characteristic.removeprefix("owl:").removesuffix("Property").lower()),)
        return self._shown(value)

    def _chain(self, concluded: NamedNode, chain: Term) -> tuple[Cell, ...]:
        """A chain as a sentence, such as: if A holds B, and B is in favour of C, then A supports C."""
        letters = ascii_uppercase
        steps = self._axioms.members(chain)
        cells = [Cell("If ")]
        for number, step in enumerate(steps):
            cells += [Cell(", and " if number else ""), *self._clause(letters[number], step, letters[number + 1])]
        return (*cells, Cell(", then "), *self._clause("A", concluded, letters[len(steps)]), Cell("."))

    def _clause(self, subject: str, predicate: Term, value: str) -> tuple[Cell, ...]:
        words = self._objects(predicate, "bst:reads")
        before, _, after = (_text(words[0]) if words else self._name(predicate)).partition("\N{HORIZONTAL ELLIPSIS}")
        verb = Cell(before.strip(), self._link(predicate))
        return (Cell(f"{subject} "), verb, Cell(f" {value}{after}"))

    def _disjoint(self, term: Term) -> Iterator[Term]:
        for kind in ("AllDisjointClasses", "AllDisjointProperties"):
            for axiom in self._subjects("rdf:type", NamedNode(PREFIXES["owl"] + kind)):
                members = self._axioms.members(self._axioms.value(axiom, "members"))
                if term in members:
                    yield from (member for member in members if member != term)

    def _listed(self, scheme: Term) -> Iterator[Term]:
        """The items of a list: the instances of the class that the ontology restricts to it."""
        for restriction in self._subjects("owl:hasValue", scheme):
            for class_ in self._subjects("rdfs:subClassOf", restriction):
                yield from self._subjects("rdf:type", class_)

    def _shown(self, term: Term) -> tuple[Cell, ...]:
        if isinstance(term, Literal):
            return (Cell(term.value),)
        if not isinstance(term, BlankNode):
            return (Cell(self._name(term), self._link(term)),)
        parts = [part for part in _CURIE.split(self._axioms.shown(term)) if part]
        named = [NamedNode(expand(part)) if _CURIE.fullmatch(part) else Literal(part) for part in parts]
        return tuple(cell for part in named for cell in self._shown(part))

    def _name(self, term: Term) -> str:
        label = self._objects(term, "rdfs:label")
        return _text(label[0]) if label and _is_ours(term) else _text(term)

    def _link(self, term: Term) -> str | None:
        """The anchor of a term on the page, else its IRI unless that is ours, such as the version's."""
        assert isinstance(term, NamedNode)
        if self._types(term):
            return f"#{_anchor(term.value)}"
        return None if term.value.startswith(BASE) else term.value


def _text(term: Term) -> str:
    return term.value if isinstance(term, Literal) else compact(term.value) if isinstance(term, NamedNode) else ""
