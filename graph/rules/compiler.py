"""Goes through the axioms, and has each made into rules or refused."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from graph.errors import OntologyError, Problem
from graph.records import Location
from graph.rules import classes, equality, properties
from graph.rules.axioms import PARTS, Axioms
from graph.rules.terms import (
    ANNOTATIONS,
    DIFFERENT_FROM,
    NOTHING,
    OWL,
    RDFS,
    SAME_AS,
    TYPE,
    NoRuleError,
    Rule,
    Term,
    is_datatype,
)

# Statements about terms that conclude nothing about things.
_DECLARATIONS = {
    OWL + name
    for name in (
        *("Ontology", "Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty", "NamedIndividual"),
        *("Restriction", "Thing"),
    )
}
_NOWHERE = Location("ontology", 0)
# Annotations of the header and of terms, and facts that the rules of equality read.
_PASSED_OVER = ANNOTATIONS | {
    OWL + name
    for name in (
        *("versionIRI", "versionInfo", "priorVersion", "backwardCompatibleWith", "incompatibleWith", "deprecated"),
        *("sameAs", "differentFrom"),
    )
}
_BY_PREDICATE: dict[str, Callable[[Axioms, Term, Term], Iterator[Rule]]] = {
    RDFS + "subClassOf": classes.subclass,
    OWL + "equivalentClass": classes.equivalent,
    OWL + "disjointWith": classes.disjoint,
    **properties.BY_PREDICATE,
}
_BY_TYPE: dict[str, Callable[[Axioms, Term], Iterator[Rule]]] = {
    OWL + "AllDisjointClasses": classes.all_disjoint,
    OWL + "AllDifferent": equality.all_different,
    NOTHING.value: classes.nothing,
    **properties.BY_TYPE,
}


def rules_of(axioms: Iterable[Triple], lines: Mapping[Triple, Location] | None = None) -> tuple[Rule, ...]:
    """Return the rules of the axioms, in a fixed order.

    Among the axioms may be facts; of these, only what is stated to be the same or different matters.
    ``lines`` says where axioms without blank nodes are written; another is said to stand where its subject does.
    Raises :class:`~graph.errors.OntologyError` naming every axiom for which there is no rule, and the part of it.
    """
    known = Axioms(axioms)
    rules: set[Rule] = set()
    refused: list[Problem] = []
    for triple in known.triples:
        subject, predicate, value = triple
        try:
            rules.update(_rules_of_one(known, triple))
        except NoRuleError as error:
            axiom = known.line(subject, predicate.value, value)
            reason = f": {error}" if str(error) else ""
            place = _place(triple, lines or {})
            refused.append(Problem(place.file, place.line, axiom, f"there is no rule for it{reason}"))
    if refused:
        raise OntologyError(refused)
    rules.update(equality.rules_of_equality(known.triples, rules))
    return tuple(sorted(rules, key=lambda rule: (rule.name, rule.axiom, str(rule.body), str(rule.head))))


def _place(axiom: Triple, lines: Mapping[Triple, Location]) -> Location:
    if axiom in lines:
        return lines[axiom]
    return min((place for triple, place in lines.items() if triple.subject == axiom.subject), default=_NOWHERE)


def _rules_of_one(axioms: Axioms, triple: Triple) -> Iterator[Rule]:
    subject, predicate, value = triple
    name = predicate.value
    if predicate == TYPE:
        yield from _rules_of_type(axioms, subject, value)
    elif name in _BY_PREDICATE:
        yield from _BY_PREDICATE[name](axioms, subject, value)
    elif name in PARTS and isinstance(subject, NamedNode):
        raise NoRuleError("a class of this kind has no name; use owl:equivalentClass or rdfs:subClassOf")
    elif predicate in (SAME_AS, DIFFERENT_FROM) and isinstance(value, Literal):
        raise NoRuleError("it speaks of things, not of values")
    elif name in _PASSED_OVER or name in PARTS:
        return
    elif name.startswith((OWL, RDFS)):
        raise NoRuleError


def _rules_of_type(axioms: Axioms, subject: Term, kind: Term) -> Iterator[Rule]:
    if isinstance(kind, BlankNode):
        yield from classes.assertion(axioms, subject, kind)
    elif kind.value in _BY_TYPE:
        yield from _BY_TYPE[kind.value](axioms, subject)
    elif kind.value == RDFS + "Datatype" and is_datatype(subject):
        return
    elif kind.value.startswith((OWL, RDFS)) and kind.value not in _DECLARATIONS:
        raise NoRuleError
