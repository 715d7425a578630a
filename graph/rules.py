"""Turns each axiom of the ontology into rules.

A rule is named after its rule in the tables of the OWL 2 Web Ontology Language Profiles, section 4.3
(https://www.w3.org/TR/owl2-profiles/#Reasoning_in_OWL_2_RL_and_RDF_Graphs_using_Rules), and has that rule's head
and body, with the axiom's own terms put in. Where the left side of a subclass axiom is an anonymous class, the
rule that recognises its members is joined with ``cax-sco`` and keeps its name, so that no blank node becomes a
type. An axiom of a kind that has no rule here is an error, not a silence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations
from typing import TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, Triple, Variable

from graph.errors import OntologyError, Problem
from graph.vocabulary import PREFIXES, compact

Term: TypeAlias = NamedNode | BlankNode | Literal
Pattern: TypeAlias = tuple[Term | Variable, Term | Variable, Term | Variable]

_OWL, _RDF, _RDFS = PREFIXES["owl"], PREFIXES["rdf"], PREFIXES["rdfs"]
TYPE = NamedNode(_RDF + "type")
THING = NamedNode(_OWL + "Thing")
X, Y, Z = Variable("x"), Variable("y"), Variable("z")


@dataclass(frozen=True)
class Rule:
    """If every pattern of ``body`` holds, so does ``head``; without a head, the body is a contradiction.

    ``name`` is the W3C's; ``axiom`` says in one line which axiom it was made from; ``reason`` finishes the
    sentence "this cannot be, because ..." for a contradiction.
    """

    name: str
    axiom: str
    body: tuple[Pattern, ...]
    head: Pattern | None
    reason: str = ""

    @property
    def is_contradiction(self) -> bool:
        """Whether the rule's head is *false*."""
        return self.head is None


def rules_of(axioms: Iterable[Triple]) -> tuple[Rule, ...]:
    """Return the rules of the axioms, in a fixed order.

    Raises :class:`~graph.errors.OntologyError` naming every axiom for which there is no rule.
    """
    compiler = _Compiler(_Axioms(axioms))
    rules = sorted(set(compiler.rules()), key=lambda rule: (rule.name, rule.axiom, str(rule.body), str(rule.head)))
    if compiler.refused:
        raise OntologyError(Problem("ontology", 0, axiom, "there is no rule for it") for axiom in compiler.refused)
    return tuple(rules)


class _Axioms:
    """The ontology as a lookup from subject and predicate."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self.triples = tuple(triples)
        self._objects: dict[tuple[Term, NamedNode], list[Term]] = defaultdict(list)
        for subject, predicate, value in self.triples:
            self._objects[subject, predicate].append(value)

    def value(self, subject: Term, predicate: str) -> Term | None:
        return next(iter(self._objects[subject, NamedNode(predicate)]), None)

    def members(self, head: Term | None) -> list[NamedNode] | None:
        """The members of an RDF list, or ``None`` if one is anonymous."""
        members: list[NamedNode] = []
        while head is not None and head != NamedNode(_RDF + "nil"):
            first = self.value(head, _RDF + "first")
            if not isinstance(first, NamedNode):
                return None
            members.append(first)
            head = self.value(head, _RDF + "rest")
        return members


@dataclass(frozen=True)
class _Expression:
    """A class as a body (what makes ``?x`` a member) or as heads (what a member has)."""

    name: str
    patterns: tuple[Pattern, ...]


# Statements about terms that conclude nothing about things.
_DECLARATIONS = {
    _OWL + name
    for name in (
        "Ontology",
        "Class",
        "ObjectProperty",
        "DatatypeProperty",
        "AnnotationProperty",
        "NamedIndividual",
        "Restriction",
    )
}
# Parts of an axiom that are read with it, and annotations of the header.
_READ_WITH_THE_AXIOM = {
    _OWL + name
    for name in ("onProperty", "someValuesFrom", "hasValue", "members", "versionIRI", "versionInfo", "priorVersion")
} | {_RDFS + name for name in ("label", "comment", "seeAlso", "isDefinedBy")}


@dataclass
class _Compiler:
    axioms: _Axioms
    refused: list[str] = field(default_factory=list)

    def rules(self) -> Iterator[Rule]:
        for subject, predicate, value in self.axioms.triples:
            name = predicate.value
            if predicate == TYPE:
                yield from self._of_type(subject, value)
            elif name in _BY_PREDICATE:
                yield from _BY_PREDICATE[name](self, subject, value)
            elif name == _OWL + "onProperty" and isinstance(subject, NamedNode):
                self.refused.append(_line(subject, name, value))  # a restriction has no name
            elif name.startswith((_OWL, _RDFS)) and name not in _READ_WITH_THE_AXIOM:
                self.refused.append(_line(subject, name, value))

    def _of_type(self, subject: Term, kind: Term) -> Iterator[Rule]:
        if isinstance(kind, NamedNode) and kind.value in _BY_TYPE:
            yield from _BY_TYPE[kind.value](self, subject)
        elif isinstance(kind, BlankNode) or (kind.value.startswith((_OWL, _RDFS)) and kind.value not in _DECLARATIONS):
            self.refused.append(_line(subject, TYPE.value, kind))

    def subclass(self, lower: Term, upper: Term) -> Iterator[Rule]:
        axiom = _line(lower, _RDFS + "subClassOf", upper)
        body, head = self._as_body(lower), self._as_head(upper)
        if body is None or head is None:
            self.refused.append(axiom)
            return
        name = body.name if isinstance(lower, BlankNode) else head.name
        for pattern in head.patterns:
            yield Rule(name, axiom, body.patterns, pattern)

    def _as_body(self, expression: Term) -> _Expression | None:
        if _is_class(expression):
            return _Expression("cax-sco", ((X, TYPE, expression),))
        property_, filler, value = self._restriction(expression)
        if property_ and filler == THING:
            return _Expression("cls-svf2", ((X, property_, Y),))
        if property_ and filler is not None and _is_class(filler):
            return _Expression("cls-svf1", ((X, property_, Y), (Y, TYPE, filler)))
        if property_ and value is not None:
            return _Expression("cls-hv2", ((X, property_, value),))
        return None

    def _as_head(self, expression: Term) -> _Expression | None:
        if _is_class(expression):
            return _Expression("cax-sco", ((X, TYPE, expression),))
        property_, _, value = self._restriction(expression)
        if property_ and value is not None:
            return _Expression("cls-hv1", ((X, property_, value),))
        return None

    def _restriction(self, expression: Term) -> tuple[NamedNode | None, Term | None, Term | None]:
        property_ = self.axioms.value(expression, _OWL + "onProperty")
        filler = self.axioms.value(expression, _OWL + "someValuesFrom")
        value = self.axioms.value(expression, _OWL + "hasValue")
        return property_ if isinstance(property_, NamedNode) else None, filler, value

    def equivalent_class(self, one: Term, other: Term) -> Iterator[Rule]:
        axiom = _line(one, _OWL + "equivalentClass", other)
        if not (_is_class(one) and _is_class(other)):
            self.refused.append(axiom)
            return
        yield Rule("cax-eqc1", axiom, ((X, TYPE, one),), (X, TYPE, other))
        yield Rule("cax-eqc2", axiom, ((X, TYPE, other),), (X, TYPE, one))

    def subproperty(self, lower: Term, upper: Term) -> Iterator[Rule]:
        yield Rule("prp-spo1", _line(lower, _RDFS + "subPropertyOf", upper), ((X, lower, Y),), (X, upper, Y))

    def equivalent_property(self, one: Term, other: Term) -> Iterator[Rule]:
        axiom = _line(one, _OWL + "equivalentProperty", other)
        yield Rule("prp-eqp1", axiom, ((X, one, Y),), (X, other, Y))
        yield Rule("prp-eqp2", axiom, ((X, other, Y),), (X, one, Y))

    def chain(self, property_: Term, head: Term) -> Iterator[Rule]:
        links = self.axioms.members(head)
        if not links:
            self.refused.append(_line(property_, _OWL + "propertyChainAxiom", head))
            return
        stops = [Variable(f"u{number}") for number in range(len(links) + 1)]
        body = tuple(zip(stops, links, stops[1:], strict=False))
        axiom = f"{_word(property_)} owl:propertyChainAxiom ({' '.join(_word(link) for link in links)})"
        yield Rule("prp-spo2", axiom, body, (stops[0], property_, stops[-1]))

    def inverse(self, one: Term, other: Term) -> Iterator[Rule]:
        axiom = _line(one, _OWL + "inverseOf", other)
        if not (isinstance(one, NamedNode) and isinstance(other, NamedNode)):
            self.refused.append(axiom)
            return
        yield Rule("prp-inv1", axiom, ((X, one, Y),), (Y, other, X))
        yield Rule("prp-inv2", axiom, ((X, other, Y),), (Y, one, X))

    def domain(self, property_: Term, kind: Term) -> Iterator[Rule]:
        yield from self._typing("prp-dom", "domain", property_, kind, X)

    def range(self, property_: Term, kind: Term) -> Iterator[Rule]:
        yield from self._typing("prp-rng", "range", property_, kind, Y)

    def _typing(self, name: str, word: str, property_: Term, kind: Term, typed: Variable) -> Iterator[Rule]:
        axiom = _line(property_, _RDFS + word, kind)
        if _is_class(kind):
            yield Rule(name, axiom, ((X, property_, Y),), (typed, TYPE, kind))
        else:
            self.refused.append(axiom)

    def disjoint(self, one: Term, other: Term, name: str = "cax-dw") -> Iterator[Rule]:
        axiom = _line(one, _OWL + "disjointWith", other)
        if _is_class(one) and _is_class(other):
            reason = f"nothing is both a {_word(one)} and a {_word(other)}"
            yield Rule(name, axiom, ((X, TYPE, one), (X, TYPE, other)), None, reason)
        else:
            self.refused.append(axiom)

    def all_disjoint(self, subject: Term) -> Iterator[Rule]:
        members = self.axioms.members(self.axioms.value(subject, _OWL + "members"))
        if not members:
            self.refused.append(_line(subject, TYPE.value, NamedNode(_OWL + "AllDisjointClasses")))
            return
        for one, other in combinations(members, 2):
            yield from self.disjoint(one, other, "cax-adc")

    def disjoint_properties(self, one: Term, other: Term) -> Iterator[Rule]:
        axiom = _line(one, _OWL + "propertyDisjointWith", other)
        reason = f"no two things are related by both {_word(one)} and {_word(other)}"
        yield Rule("prp-pdw", axiom, ((X, one, Y), (X, other, Y)), None, reason)

    def transitive(self, property_: Term) -> Iterator[Rule]:
        axiom = _line(property_, TYPE.value, NamedNode(_OWL + "TransitiveProperty"))
        yield Rule("prp-trp", axiom, ((X, property_, Y), (Y, property_, Z)), (X, property_, Z))

    def symmetric(self, property_: Term) -> Iterator[Rule]:
        axiom = _line(property_, TYPE.value, NamedNode(_OWL + "SymmetricProperty"))
        yield Rule("prp-symp", axiom, ((X, property_, Y),), (Y, property_, X))

    def asymmetric(self, property_: Term) -> Iterator[Rule]:
        axiom = _line(property_, TYPE.value, NamedNode(_OWL + "AsymmetricProperty"))
        reason = f"{_word(property_)} does not hold in both directions"
        yield Rule("prp-asyp", axiom, ((X, property_, Y), (Y, property_, X)), None, reason)

    def irreflexive(self, property_: Term) -> Iterator[Rule]:
        axiom = _line(property_, TYPE.value, NamedNode(_OWL + "IrreflexiveProperty"))
        reason = f"nothing is {_word(property_)} itself"
        yield Rule("prp-irp", axiom, ((X, property_, X),), None, reason)


_BY_PREDICATE: dict[str, Callable[[_Compiler, Term, Term], Iterator[Rule]]] = {
    _RDFS + "subClassOf": _Compiler.subclass,
    _RDFS + "subPropertyOf": _Compiler.subproperty,
    _RDFS + "domain": _Compiler.domain,
    _RDFS + "range": _Compiler.range,
    _OWL + "equivalentClass": _Compiler.equivalent_class,
    _OWL + "equivalentProperty": _Compiler.equivalent_property,
    _OWL + "propertyChainAxiom": _Compiler.chain,
    _OWL + "inverseOf": _Compiler.inverse,
    _OWL + "disjointWith": _Compiler.disjoint,
    _OWL + "propertyDisjointWith": _Compiler.disjoint_properties,
}
_BY_TYPE: dict[str, Callable[[_Compiler, Term], Iterator[Rule]]] = {
    _OWL + "TransitiveProperty": _Compiler.transitive,
    _OWL + "SymmetricProperty": _Compiler.symmetric,
    _OWL + "AsymmetricProperty": _Compiler.asymmetric,
    _OWL + "IrreflexiveProperty": _Compiler.irreflexive,
    _OWL + "AllDisjointClasses": _Compiler.all_disjoint,
}


def _is_class(term: Term) -> bool:
    """Whether the term names a class of things: not a datatype, not everything, not nothing."""
    return isinstance(term, NamedNode) and not term.value.startswith((_OWL, _RDF, _RDFS, PREFIXES["xsd"]))


def _word(term: Term) -> str:
    return compact(term.value) if isinstance(term, NamedNode) else "[...]"


def _line(subject: Term, predicate: str, value: Term) -> str:
    return f"{_word(subject)} {compact(predicate)} {_word(value)}"
