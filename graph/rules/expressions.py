"""Class expressions as parts of rules: what makes a member of one, and what a member of one has.

What may stand where is section 4.2 of the profiles (https://www.w3.org/TR/owl2-profiles/#Entities_4): a
*subClassExpression* is recognised by :func:`memberships`, a *superClassExpression* concluded from by
:func:`consequences`. The rules are those of table 6.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import product

from pyoxigraph import BlankNode, Literal, NamedNode, Variable

from graph.rules.axioms import Axioms
from graph.rules.terms import (
    NOTHING,
    SAME_AS,
    THING,
    TYPE,
    NoRuleError,
    Pattern,
    Rule,
    Term,
    Variables,
    is_class,
    is_datatype,
    is_property,
)

Node = Term | Variable


@dataclass(frozen=True)
class Membership:
    """One way to be a member: patterns that must hold, and variables that an enumeration fixes to a thing."""

    name: str
    patterns: tuple[Pattern, ...]
    bound: tuple[tuple[Variable, Term], ...] = ()


@dataclass(frozen=True)
class Consequence:
    """One thing that being a member leads to, if the patterns and fixed variables hold as well."""

    name: str
    head: Pattern | None
    patterns: tuple[Pattern, ...] = ()
    bound: tuple[tuple[Variable, Term], ...] = ()
    reason: str = ""

    @property
    def is_plain(self) -> bool:
        """Whether it is neither a contradiction nor two things being the same."""
        return self.head is not None and self.head[1] != SAME_AS


def relation(axioms: Axioms, subject: Node, property_: Term | None, value: Node) -> Pattern:
    """The pattern of a property, named or the inverse of a named one; raises :class:`NoRuleError` for another."""
    if property_ is not None and is_property(property_):
        return (subject, property_, value)
    inverse = axioms.value(property_, "inverseOf") if isinstance(property_, BlankNode) else None
    if inverse is not None and is_property(inverse):
        return (value, inverse, subject)
    raise NoRuleError(f"{axioms.shown(property_) if property_ else 'nothing'} is no property that rules can be made of")


# What makes a member


def memberships(axioms: Axioms, expression: Term, member: Node, variables: Variables) -> list[Membership]:
    """Every way to be a member of a subClassExpression; raises :class:`NoRuleError` where it is none."""
    if is_class(expression) or expression == NOTHING:
        return [Membership("cax-sco", ((member, TYPE, expression),))]
    name, value = axioms.construct(expression)
    if name not in _MEMBERSHIPS:
        raise NoRuleError(f"{axioms.shown(expression)} cannot be recognised in OWL 2 RL, only concluded from")
    return list(_MEMBERSHIPS[name](axioms, expression, value, member, variables))


def joined(name: str, parts: Iterable[Membership]) -> Membership:
    """Everything that the parts ask for at once; where two fix a variable to two things, these must be the same."""
    patterns: list[Pattern] = []
    bound: dict[Variable, Term] = {}
    for part in parts:
        patterns += part.patterns
        for variable, term in part.bound:
            if bound.setdefault(variable, term) != term:
                patterns.append((bound[variable], SAME_AS, term))
    return Membership(name, tuple(dict.fromkeys(patterns)), tuple(bound.items()))


def _all_of(a: Axioms, _node: Term, value: Term, member: Node, variables: Variables) -> Iterator[Membership]:
    for parts in product(*(memberships(a, part, member, variables) for part in a.members(value))):
        yield joined("cls-int1", parts)


def _any_of(a: Axioms, _node: Term, value: Term, member: Node, variables: Variables) -> Iterator[Membership]:
    for part in a.members(value):
        for membership in memberships(a, part, member, variables):
            yield replace(membership, name="cls-uni")


def _one_of(a: Axioms, node: Term, value: Term, member: Node, _variables: Variables) -> Iterator[Membership]:
    for individual in a.members(value):
        if not isinstance(individual, NamedNode):
            raise NoRuleError(f"{a.shown(node)} has a member that is no name")
        if isinstance(member, Variable):
            yield Membership("cls-oo", (), ((member, individual),))
        else:
            yield Membership("cls-oo", () if member == individual else ((member, SAME_AS, individual),))


def _some(a: Axioms, node: Term, filler: Term, member: Node, variables: Variables) -> Iterator[Membership]:
    value = variables.fresh()
    link = Membership("", (relation(a, member, a.value(node, "onProperty"), value),))
    if filler == THING:
        yield replace(link, name="cls-svf2")
        return
    for inner in memberships(a, filler, value, variables):
        yield joined("cls-svf1", (link, inner))


def _has_value(a: Axioms, node: Term, value: Term, member: Node, _variables: Variables) -> Iterator[Membership]:
    yield Membership("cls-hv2", (_value_pattern(a, node, value, member),))


def _value_pattern(a: Axioms, node: Term, value: Term, member: Node) -> Pattern:
    if isinstance(value, BlankNode):
        raise NoRuleError(f"{a.shown(node)} has a value without a name")
    pattern = relation(a, member, a.value(node, "onProperty"), value)
    if isinstance(pattern[0], Literal):
        raise NoRuleError(f"{a.shown(node)} gives a literal a property")
    return pattern


_MEMBERSHIPS: dict[str, Callable[[Axioms, Term, Term, Node, Variables], Iterator[Membership]]] = {
    "intersectionOf": _all_of,
    "unionOf": _any_of,
    "oneOf": _one_of,
    "someValuesFrom": _some,
    "hasValue": _has_value,
}


# What a member has


def consequences(
    axioms: Axioms, expression: Term, member: Node, who: str, variables: Variables
) -> list[Consequence]:
    """Everything that follows for a member of a superClassExpression; ``who`` says in words what it is.

    A datatype is one where values are members. Raises :class:`NoRuleError` where it is none.
    """
    if is_class(expression) or is_datatype(expression):
        return [Consequence("cax-sco", (member, TYPE, expression))]
    if expression == NOTHING:
        return [Consequence("cls-nothing2", None, reason=f"nothing is {who}")]
    if expression == THING:
        raise NoRuleError("it says nothing: everything is an owl:Thing")
    name, value = axioms.construct(expression)
    if name not in _CONSEQUENCES:
        raise NoRuleError(f"{axioms.shown(expression)} cannot be concluded from in OWL 2 RL, only recognised")
    return list(_CONSEQUENCES[name](axioms, expression, value, member, who, variables))


def _has_all(a: Axioms, _node: Term, value: Term, member: Node, who: str, v: Variables) -> Iterator[Consequence]:
    for part in a.members(value):
        yield from _under("cls-int2", (), consequences(a, part, member, who, v))


def _only(a: Axioms, node: Term, filler: Term, member: Node, who: str, v: Variables) -> Iterator[Consequence]:
    value, property_ = v.fresh(), a.value(node, "onProperty")
    link = relation(a, member, property_, value)
    inner = consequences(a, filler, value, f"a {a.shown(property_ or node)} of {who}", v)
    yield from _under("cls-avf", (link,), inner)


def _under(name: str, patterns: tuple[Pattern, ...], inner: Iterable[Consequence]) -> Iterator[Consequence]:
    for one in inner:
        named = name if one.name == "cax-sco" else one.name
        yield replace(one, name=named, patterns=patterns + one.patterns)


def _not(a: Axioms, _node: Term, other: Term, member: Node, who: str, v: Variables) -> Iterator[Consequence]:
    reason = f"nothing is both {who} and {kind(a, other)}"
    for one in memberships(a, other, member, v):
        yield Consequence("cls-com", None, one.patterns, one.bound, reason)


def _is_value(a: Axioms, node: Term, value: Term, member: Node, _who: str, _v: Variables) -> Iterator[Consequence]:
    yield Consequence("cls-hv1", _value_pattern(a, node, value, member))


def _at_most(a: Axioms, node: Term, number: Term, member: Node, who: str, v: Variables) -> Iterator[Consequence]:
    property_ = a.value(node, "onProperty")
    qualified = a.construct(node)[0] == "maxQualifiedCardinality"
    filler = a.value(node, "onClass") if qualified else THING
    if filler is None or getattr(number, "value", None) not in ("0", "1"):
        raise NoRuleError(f"{a.shown(node)} has no rule; only a maximum of 0 or 1 things has one")
    of = "" if filler == THING else f" that is {kind(a, filler)}"
    one, other = v.fresh(), v.fresh()
    first = relation(a, member, property_, one)
    if number.value == "0":
        name = _name(qualified, filler, "cls-maxc1", "cls-maxqc2", "cls-maxqc1")
        reason = f"{who} has no {a.shown(property_ or node)}{of}"
        for part in _of_filler(a, filler, one, v):
            yield Consequence(name, None, (first, *part.patterns), part.bound, reason)
        return
    name = _name(qualified, filler, "cls-maxc2", "cls-maxqc4", "cls-maxqc3")
    second = relation(a, member, property_, other)
    for parts in product(_of_filler(a, filler, one, v), _of_filler(a, filler, other, v)):
        both = joined("", parts)
        yield Consequence(name, (one, SAME_AS, other), (first, second, *both.patterns), both.bound)


def _name(qualified: bool, filler: Term, plain: str, of_everything: str, of_class: str) -> str:
    if not qualified:
        return plain
    return of_everything if filler == THING else of_class


def _of_filler(a: Axioms, filler: Term, value: Variable, v: Variables) -> list[Membership]:
    return [Membership("", ())] if filler == THING else memberships(a, filler, value, v)


_CONSEQUENCES: dict[str, Callable[[Axioms, Term, Term, Node, str, Variables], Iterator[Consequence]]] = {
    "intersectionOf": _has_all,
    "allValuesFrom": _only,
    "complementOf": _not,
    "hasValue": _is_value,
    "maxCardinality": _at_most,
    "maxQualifiedCardinality": _at_most,
}


# Rules of the two together


def kind(axioms: Axioms, expression: Term) -> str:
    """A class in words, with its article: ``a bst:Person``."""
    return axioms.shown(expression) if isinstance(expression, BlankNode) else f"a {axioms.shown(expression)}"


def rule(name: str, axiom: str, body: Membership, head: Pattern | None, reason: str = "") -> Rule:
    """The rule with that body, the variables that an enumeration fixes replaced by what they are fixed to."""
    fixed = dict(body.bound)
    patterns = tuple(dict.fromkeys(_replaced(pattern, fixed) for pattern in body.patterns))
    return Rule(name, axiom, patterns, _replaced(head, fixed) if head else None, reason)


def _replaced(pattern: Pattern, fixed: dict[Variable, Term]) -> Pattern:
    subject, predicate, value = (
        fixed.get(term, term) if isinstance(term, Variable) else term for term in pattern
    )
    return (subject, predicate, value)


def rules_from(axiom: str, bodies: Iterable[Membership], heads: Iterable[Consequence]) -> Iterator[Rule]:
    """A rule for every way into the body and every consequence.

    It is named after the body's rule, unless that is ``cax-sco`` and says least, or the end is no plain triple.
    """
    for body, head in product(bodies, heads):
        name = body.name if head.is_plain and body.name not in ("", "cax-sco") else head.name
        whole = joined(name, (body, Membership("", head.patterns, head.bound)))
        yield rule(name, axiom, whole, head.head, head.reason)
