"""Rules of the axioms about properties: table 5 of the profiles."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations, pairwise, product

from pyoxigraph import BlankNode, Literal, NamedNode, Variable

from graph.rules.axioms import Axioms
from graph.rules.expressions import Membership, Scope, consequences, joined, memberships, relation, rule, rules_from
from graph.rules.terms import OWL, RDFS, SAME_AS, TYPE, NoRuleError, Rule, Term, X, Y, Z


def subproperty(axioms: Axioms, lower: Term, upper: Term) -> Iterator[Rule]:
    """``prp-spo1``."""
    axiom = axioms.line(lower, RDFS + "subPropertyOf", upper)
    yield _implication(axioms, "prp-spo1", axiom, lower, upper)


def equivalent(axioms: Axioms, one: Term, other: Term) -> Iterator[Rule]:
    """``prp-eqp1`` and ``prp-eqp2``."""
    axiom = axioms.line(one, OWL + "equivalentProperty", other)
    yield _implication(axioms, "prp-eqp1", axiom, one, other)
    yield _implication(axioms, "prp-eqp2", axiom, other, one)


def _implication(axioms: Axioms, name: str, axiom: str, lower: Term, upper: Term) -> Rule:
    return Rule(name, axiom, (relation(axioms, X, lower, Y),), relation(axioms, X, upper, Y))


def chain(axioms: Axioms, property_: Term, head: Term) -> Iterator[Rule]:
    """``prp-spo2``, for a chain of any length."""
    links = axioms.members(head)
    stops = [Variable(f"u{number}") for number in range(len(links) + 1)]
    body = tuple(relation(axioms, start, link, end) for (start, end), link in zip(pairwise(stops), links, strict=True))
    axiom = axioms.line(property_, OWL + "propertyChainAxiom", head)
    yield Rule("prp-spo2", axiom, body, relation(axioms, stops[0], property_, stops[-1]))


def inverse(axioms: Axioms, one: Term, other: Term) -> Iterator[Rule]:
    """``prp-inv1`` and ``prp-inv2``; an anonymous inverse is read where it is used."""
    if isinstance(one, BlankNode):
        return
    axiom = axioms.line(one, OWL + "inverseOf", other)
    yield Rule("prp-inv1", axiom, (relation(axioms, X, one, Y),), relation(axioms, Y, other, X))
    yield Rule("prp-inv2", axiom, (relation(axioms, X, other, Y),), relation(axioms, Y, one, X))


def domain(axioms: Axioms, property_: Term, kind: Term) -> Iterator[Rule]:
    """``prp-dom``, joined with what follows from an anonymous class."""
    who = f"what has a {axioms.shown(property_)}"
    yield from _typing(axioms, "prp-dom", (property_, RDFS + "domain", kind), X, who)


def range_(axioms: Axioms, property_: Term, kind: Term) -> Iterator[Rule]:
    """``prp-rng``, joined with what follows from an anonymous class; of a datatype, what its values must be."""
    who = f"a {axioms.shown(property_)} of something"
    yield from _typing(axioms, "prp-rng", (property_, RDFS + "range", kind), Y, who)


def _typing(axioms: Axioms, name: str, axiom: tuple[Term, str, Term], typed: Variable, who: str) -> Iterator[Rule]:
    property_, _, kind = axiom
    body = Membership(name, (relation(axioms, X, property_, Y),))
    yield from rules_from(axioms.line(*axiom), [body], consequences(Scope(axioms, taken="y"), kind, typed, who))


def transitive(axioms: Axioms, property_: Term) -> Iterator[Rule]:
    """``prp-trp``."""
    body = (relation(axioms, X, property_, Y), relation(axioms, Y, property_, Z))
    yield Rule("prp-trp", _is_a(axioms, property_, "TransitiveProperty"), body, relation(axioms, X, property_, Z))


def symmetric(axioms: Axioms, property_: Term) -> Iterator[Rule]:
    """``prp-symp``."""
    body = (relation(axioms, X, property_, Y),)
    yield Rule("prp-symp", _is_a(axioms, property_, "SymmetricProperty"), body, relation(axioms, Y, property_, X))


def functional(axioms: Axioms, property_: Term) -> Iterator[Rule]:
    """``prp-fp``; that nothing is twice the same, the closure sees to."""
    body = (relation(axioms, X, property_, Y), relation(axioms, X, property_, Z))
    yield Rule("prp-fp", _is_a(axioms, property_, "FunctionalProperty"), body, (Y, SAME_AS, Z))


def inverse_functional(axioms: Axioms, property_: Term) -> Iterator[Rule]:
    """``prp-ifp``."""
    body = (relation(axioms, X, property_, Z), relation(axioms, Y, property_, Z))
    yield Rule("prp-ifp", _is_a(axioms, property_, "InverseFunctionalProperty"), body, (X, SAME_AS, Y))


def asymmetric(axioms: Axioms, property_: Term) -> Iterator[Rule]:
    """``prp-asyp``."""
    body = (relation(axioms, X, property_, Y), relation(axioms, Y, property_, X))
    reason = f"{axioms.shown(property_)} does not hold in both directions"
    yield Rule("prp-asyp", _is_a(axioms, property_, "AsymmetricProperty"), body, None, reason)


def irreflexive(axioms: Axioms, property_: Term) -> Iterator[Rule]:
    """``prp-irp``."""
    reason = f"nothing is {axioms.shown(property_)} itself"
    body = (relation(axioms, X, property_, X),)
    yield Rule("prp-irp", _is_a(axioms, property_, "IrreflexiveProperty"), body, None, reason)


def _is_a(axioms: Axioms, property_: Term, kind: str) -> str:
    return axioms.line(property_, TYPE.value, NamedNode(OWL + kind))


def disjoint(axioms: Axioms, one: Term, other: Term) -> Iterator[Rule]:
    """``prp-pdw``."""
    yield _disjoint(axioms, "prp-pdw", one, other)


def all_disjoint(axioms: Axioms, node: Term) -> Iterator[Rule]:
    """``prp-adp``, a rule for each pair."""
    for one, other in combinations(axioms.members(axioms.value(node, "members")), 2):
        yield _disjoint(axioms, "prp-adp", one, other)


def _disjoint(axioms: Axioms, name: str, one: Term, other: Term) -> Rule:
    axiom = axioms.line(one, OWL + "propertyDisjointWith", other)
    reason = f"no two things are related by both {axioms.shown(one)} and {axioms.shown(other)}"
    return Rule(name, axiom, (relation(axioms, X, one, Y), relation(axioms, X, other, Y)), None, reason)


def key(axioms: Axioms, keyed: Term, head: Term) -> Iterator[Rule]:
    """``prp-key``, for a key of any number of properties."""
    axiom = axioms.line(keyed, OWL + "hasKey", head)
    properties = axioms.members(head)
    values = [Variable(f"z{number}") for number, _ in enumerate(properties, 1)]
    links = tuple(
        relation(axioms, member, property_, value)
        for member in (X, Y)
        for property_, value in zip(properties, values, strict=True)
    )
    scope = Scope(axioms, taken="y")
    for parts in product(memberships(scope, keyed, X), memberships(scope, keyed, Y)):
        yield rule("prp-key", axiom, joined("prp-key", (*parts, Membership("", links))), (X, SAME_AS, Y))


def negative(axioms: Axioms, node: Term) -> Iterator[Rule]:
    """``prp-npa1`` for a thing, ``prp-npa2`` for a value."""
    source = axioms.value(node, "sourceIndividual")
    things, values = axioms.value(node, "targetIndividual"), axioms.value(node, "targetValue")
    target = things or values
    if not isinstance(source, NamedNode) or not isinstance(target, NamedNode | Literal) or (things and values):
        raise NoRuleError("it needs a named source, a property, and one target that is a name or a value")
    pattern = relation(axioms, source, axioms.value(node, "assertionProperty"), target)
    fact = " ".join(axioms.shown(term) for term in pattern if not isinstance(term, Variable))
    axiom = f"not ({fact})"
    name = "prp-npa1" if things else "prp-npa2"
    yield Rule(name, axiom, (pattern,), None, f"it is stated that {fact} does not hold")


BY_PREDICATE: dict[str, Callable[[Axioms, Term, Term], Iterator[Rule]]] = {
    RDFS + "subPropertyOf": subproperty,
    RDFS + "domain": domain,
    RDFS + "range": range_,
    OWL + "equivalentProperty": equivalent,
    OWL + "propertyChainAxiom": chain,
    OWL + "inverseOf": inverse,
    OWL + "propertyDisjointWith": disjoint,
    OWL + "hasKey": key,
}
BY_TYPE: dict[str, Callable[[Axioms, Term], Iterator[Rule]]] = {
    OWL + "TransitiveProperty": transitive,
    OWL + "SymmetricProperty": symmetric,
    OWL + "AsymmetricProperty": asymmetric,
    OWL + "IrreflexiveProperty": irreflexive,
    OWL + "FunctionalProperty": functional,
    OWL + "InverseFunctionalProperty": inverse_functional,
    OWL + "AllDisjointProperties": all_disjoint,
    OWL + "NegativePropertyAssertion": negative,
}
