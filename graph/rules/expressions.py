"""Class expressions as parts of rules: what makes something a member, and what follows from being one.

What may stand where is section 4.2 of the profiles (https://www.w3.org/TR/owl2-profiles/#Entities_4): a
*subClassExpression* is recognised by :func:`memberships`, a *superClassExpression* concluded from by
:func:`consequences`. The rules are those of table 6.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain, count, product

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


class Scope:
    """The axioms, and the variables that one rule has used: ``?y``, ``?z``, then numbers."""

    def __init__(self, axioms: Axioms, taken: str = "") -> None:
        self.axioms = axioms
        names = chain("yz", (f"v{number}" for number in count(1)))
        self._names = (name for name in names if name not in taken.split())

    def fresh(self) -> Variable:
        """A variable that is not used yet."""
        return Variable(next(self._names))


def relation(axioms: Axioms, subject: Node, property_: Term | None, value: Node) -> Pattern:
    """The pattern of a property, named or the inverse of a named one; raises :class:`NoRuleError` for another."""
    if property_ is not None and is_property(property_):
        return (subject, property_, value)
    inverse = axioms.value(property_, "inverseOf") if isinstance(property_, BlankNode) else None
    if inverse is not None and is_property(inverse):
        return (value, inverse, subject)
    shown = axioms.shown(property_) if property_ else "a restriction without one property"
    raise NoRuleError(f"{shown} is nothing that rules can be made of")


# What makes a member


def memberships(scope: Scope, expression: Term, member: Node) -> list[Membership]:
    """Every way to be a member of a subClassExpression; raises :class:`NoRuleError` for any other expression."""
    if is_class(expression) or expression == NOTHING:
        return [Membership("cax-sco", ((member, TYPE, expression),))]
    name, value = scope.axioms.construct(expression)
    if name not in _MEMBERSHIPS:
        raise NoRuleError(_misplaced(scope, expression, name in _CONSEQUENCES, "where something follows from it"))
    return list(_MEMBERSHIPS[name](scope, expression, value, member))


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


def _all_of(s: Scope, _node: Term, value: Term, member: Node) -> Iterator[Membership]:
    for parts in product(*(memberships(s, part, member) for part in s.axioms.members(value))):
        yield joined("cls-int1", parts)


def _any_of(s: Scope, _node: Term, value: Term, member: Node) -> Iterator[Membership]:
    for part in s.axioms.members(value):
        for membership in memberships(s, part, member):
            yield replace(membership, name="cls-uni")


def _one_of(s: Scope, node: Term, value: Term, member: Node) -> Iterator[Membership]:
    for individual in s.axioms.members(value):
        if not isinstance(individual, NamedNode):
            raise NoRuleError(f"{s.axioms.shown(node)} has a member that is no name")
        if isinstance(member, Variable):
            yield Membership("cls-oo", (), ((member, individual),))
        else:
            yield Membership("cls-oo", () if member == individual else ((member, SAME_AS, individual),))


def _some(s: Scope, node: Term, filler: Term, member: Node) -> Iterator[Membership]:
    value = s.fresh()
    link = Membership("", (relation(s.axioms, member, s.axioms.value(node, "onProperty"), value),))
    if filler == THING:
        yield replace(link, name="cls-svf2")
        return
    for inner in memberships(s, filler, value):
        yield joined("cls-svf1", (link, inner))


def _has_value(s: Scope, node: Term, value: Term, member: Node) -> Iterator[Membership]:
    yield Membership("cls-hv2", (_value_pattern(s, node, value, member),))


def _value_pattern(s: Scope, node: Term, value: Term, member: Node) -> Pattern:
    if isinstance(value, BlankNode):
        raise NoRuleError(f"{s.axioms.shown(node)} has a value without a name")
    pattern = relation(s.axioms, member, s.axioms.value(node, "onProperty"), value)
    if isinstance(pattern[0], Literal):
        raise NoRuleError(f"{s.axioms.shown(node)} gives a literal a property")
    return pattern


_MEMBERSHIPS: dict[str, Callable[[Scope, Term, Term, Node], Iterator[Membership]]] = {
    "intersectionOf": _all_of,
    "unionOf": _any_of,
    "oneOf": _one_of,
    "someValuesFrom": _some,
    "hasValue": _has_value,
}


# What a member has


def consequences(scope: Scope, expression: Term, member: Node, who: str) -> list[Consequence]:
    """Everything that follows for a member of a superClassExpression; ``who`` says in words what it is.

    A datatype is one where values are members. Raises :class:`NoRuleError` where it is none.
    """
    if is_class(expression) or is_datatype(expression):
        return [Consequence("cax-sco", (member, TYPE, expression))]
    if expression == NOTHING:
        return [Consequence("cls-nothing2", None, reason=f"nothing is {who}")]
    if expression == THING:
        raise NoRuleError("it says nothing: everything is an owl:Thing")
    name, value = scope.axioms.construct(expression)
    if name not in _CONSEQUENCES:
        raise NoRuleError(_misplaced(scope, expression, name in _MEMBERSHIPS, "where it leads to something"))
    return list(_CONSEQUENCES[name](scope, expression, value, member, who))


def _has_all(s: Scope, _node: Term, value: Term, member: Node, who: str) -> Iterator[Consequence]:
    for part in s.axioms.members(value):
        yield from _under("cls-int2", (), consequences(s, part, member, who))


def _only(s: Scope, node: Term, filler: Term, member: Node, who: str) -> Iterator[Consequence]:
    value, property_ = s.fresh(), s.axioms.value(node, "onProperty")
    link = relation(s.axioms, member, property_, value)
    inner = consequences(s, filler, value, f"a {s.axioms.shown(property_ or node)} of {who}")
    yield from _under("cls-avf", (link,), inner)


def _under(name: str, patterns: tuple[Pattern, ...], inner: Iterable[Consequence]) -> Iterator[Consequence]:
    for one in inner:
        named = name if one.name == "cax-sco" else one.name
        yield replace(one, name=named, patterns=patterns + one.patterns)


def _not(s: Scope, _node: Term, other: Term, member: Node, who: str) -> Iterator[Consequence]:
    reason = f"nothing is both {who} and {kind(s.axioms, other)}"
    for one in memberships(s, other, member):
        yield Consequence("cls-com", None, one.patterns, one.bound, reason)


def _is_value(s: Scope, node: Term, value: Term, member: Node, _who: str) -> Iterator[Consequence]:
    yield Consequence("cls-hv1", _value_pattern(s, node, value, member))


def _at_most(s: Scope, node: Term, number: Term, member: Node, who: str) -> Iterator[Consequence]:
    property_ = s.axioms.value(node, "onProperty")
    qualified = s.axioms.construct(node)[0] == "maxQualifiedCardinality"
    filler = s.axioms.value(node, "onClass") if qualified else THING
    if filler is None or getattr(number, "value", None) not in ("0", "1"):
        raise NoRuleError(f"{s.axioms.shown(node)} has no rule; only a maximum of 0 or 1 things has one")
    of = "" if filler == THING else f" that is {kind(s.axioms, filler)}"
    one, other = s.fresh(), s.fresh()
    first = relation(s.axioms, member, property_, one)
    if number.value == "0":
        name = _name(qualified, filler, "cls-maxc1", "cls-maxqc2", "cls-maxqc1")
        reason = f"{who} has no {s.axioms.shown(property_ or node)}{of}"
        for part in _of_filler(s, filler, one):
            yield Consequence(name, None, (first, *part.patterns), part.bound, reason)
        return
    name = _name(qualified, filler, "cls-maxc2", "cls-maxqc4", "cls-maxqc3")
    second = relation(s.axioms, member, property_, other)
    for parts in product(_of_filler(s, filler, one), _of_filler(s, filler, other)):
        both = joined("", parts)
        yield Consequence(name, (one, SAME_AS, other), (first, second, *both.patterns), both.bound)


def _name(qualified: bool, filler: Term, plain: str, of_everything: str, of_class: str) -> str:
    if not qualified:
        return plain
    return of_everything if filler == THING else of_class


def _of_filler(s: Scope, filler: Term, value: Variable) -> list[Membership]:
    return [Membership("", ())] if filler == THING else memberships(s, filler, value)


_CONSEQUENCES: dict[str, Callable[[Scope, Term, Term, Node, str], Iterator[Consequence]]] = {
    "intersectionOf": _has_all,
    "allValuesFrom": _only,
    "complementOf": _not,
    "hasValue": _is_value,
    "maxCardinality": _at_most,
    "maxQualifiedCardinality": _at_most,
}


def _misplaced(scope: Scope, expression: Term, has_a_place: bool, place: str) -> str:
    shown = scope.axioms.shown(expression)
    return f"OWL 2 RL has {shown} only {place}" if has_a_place else f"OWL 2 RL has no {shown}"


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
    subject, predicate, value = (fixed.get(term, term) if isinstance(term, Variable) else term for term in pattern)
    return (subject, predicate, value)


def rules_from(axiom: str, bodies: Iterable[Membership], heads: Iterable[Consequence]) -> Iterator[Rule]:
    """A rule for every way into the body and every consequence.

    It is named after the body's rule, unless that is ``cax-sco`` and says least, or the end is no plain triple.
    """
    for body, head in product(bodies, heads):
        name = body.name if head.is_plain and body.name not in ("", "cax-sco") else head.name
        whole = joined(name, (body, Membership("", head.patterns, head.bound)))
        yield rule(name, axiom, whole, head.head, head.reason)
