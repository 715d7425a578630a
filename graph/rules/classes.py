"""Rules of the axioms about classes: table 7 of the profiles."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product

from pyoxigraph import NamedNode

from graph.rules.axioms import Axioms
from graph.rules.expressions import Membership, Scope, consequences, joined, kind, memberships, rule, rules_from
from graph.rules.terms import NOTHING, OWL, RDFS, TYPE, NoRuleError, Rule, Term, X, is_class


def subclass(axioms: Axioms, lower: Term, upper: Term) -> Iterator[Rule]:
    """``cax-sco``, joined with what recognises the lower class and what follows from the upper."""
    yield from _implication(axioms, axioms.line(lower, RDFS + "subClassOf", upper), lower, upper)


def equivalent(axioms: Axioms, one: Term, other: Term) -> Iterator[Rule]:
    """``cax-eqc1`` and ``cax-eqc2``; of anonymous classes, what either recognises and the other concludes."""
    axiom = axioms.line(one, OWL + "equivalentClass", other)
    if is_class(one) and is_class(other):
        yield Rule("cax-eqc1", axiom, ((X, TYPE, one),), (X, TYPE, other))
        yield Rule("cax-eqc2", axiom, ((X, TYPE, other),), (X, TYPE, one))
        return
    yield from _implication(axioms, axiom, one, other)
    yield from _implication(axioms, axiom, other, one)


def _implication(axioms: Axioms, axiom: str, lower: Term, upper: Term) -> Iterator[Rule]:
    scope = Scope(axioms)
    yield from rules_from(axiom, memberships(scope, lower, X), consequences(scope, upper, X, kind(axioms, lower)))


def disjoint(axioms: Axioms, one: Term, other: Term) -> Iterator[Rule]:
    """``cax-dw``."""
    yield from _disjoint(axioms, "cax-dw", one, other)


def all_disjoint(axioms: Axioms, node: Term) -> Iterator[Rule]:
    """``cax-adc``, a rule for each pair."""
    for one, other in combinations(axioms.members(axioms.value(node, "members")), 2):
        yield from _disjoint(axioms, "cax-adc", one, other)


def _disjoint(axioms: Axioms, name: str, one: Term, other: Term) -> Iterator[Rule]:
    axiom = axioms.line(one, OWL + "disjointWith", other)
    reason = f"nothing is both {kind(axioms, one)} and {kind(axioms, other)}"
    scope = Scope(axioms)
    for parts in product(memberships(scope, one, X), memberships(scope, other, X)):
        yield rule(name, axiom, joined(name, parts), None, reason)


def assertion(axioms: Axioms, thing: Term, expression: Term) -> Iterator[Rule]:
    """What follows for a thing that is stated to be of an anonymous class: the rules of table 6 on that thing alone."""
    if not isinstance(thing, NamedNode):
        raise NoRuleError("the thing has no name")
    axiom, who = axioms.line(thing, TYPE.value, expression), axioms.shown(thing)
    yield from rules_from(axiom, [Membership("", ())], consequences(Scope(axioms), expression, thing, who))


def nothing(axioms: Axioms, thing: Term) -> Iterator[Rule]:
    """``cls-nothing2``, for a thing that is stated to be an owl:Nothing."""
    axiom = axioms.line(thing, TYPE.value, NOTHING)
    yield Rule("cls-nothing2", axiom, ((X, TYPE, NOTHING),), None, "nothing is an owl:Nothing")
