"""Rules of equality: table 4 of the profiles.

``eq-ref`` is left out: no other rule needs it, and the contradiction that the tables derive with it (a thing that is
different from itself) has a rule of its own here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

from pyoxigraph import NamedNode, Triple, Variable

from graph.rules.axioms import Axioms
from graph.rules.terms import DIFFERENT_FROM, SAME_AS, NoRuleError, Rule, Term, X, Y, Z

P, Q = Variable("p"), Variable("q")
_DIFFERENT = "what is different is not the same"

# Sameness is symmetric and transitive, and lets one name replace the other in every triple.
SAMENESS = (
    Rule("eq-sym", "owl:sameAs", ((X, SAME_AS, Y),), (Y, SAME_AS, X)),
    Rule("eq-trans", "owl:sameAs", ((X, SAME_AS, Y), (Y, SAME_AS, Z)), (X, SAME_AS, Z)),
    Rule("eq-rep-s", "owl:sameAs", ((X, SAME_AS, Y), (X, P, Z)), (Y, P, Z)),
    Rule("eq-rep-p", "owl:sameAs", ((P, SAME_AS, Q), (X, P, Y)), (X, Q, Y)),
    Rule("eq-rep-o", "owl:sameAs", ((X, SAME_AS, Y), (Z, P, X)), (Z, P, Y)),
)
DIFFERENCE = (
    Rule("eq-diff1", "owl:differentFrom", ((X, SAME_AS, Y), (X, DIFFERENT_FROM, Y)), None, _DIFFERENT),
    Rule("eq-diff1", "owl:differentFrom", ((X, DIFFERENT_FROM, X),), None, _DIFFERENT),
)


def rules_of_equality(triples: Iterable[Triple], rules: Iterable[Rule]) -> Iterator[Rule]:
    """The rules of equality that can come to matter: where something is stated or concluded to be the same."""
    predicates = {triple.predicate for triple in triples}
    if SAME_AS in predicates or any(rule.head and rule.head[1] == SAME_AS for rule in rules):
        yield from SAMENESS
    if DIFFERENT_FROM in predicates:
        yield from DIFFERENCE


def all_different(axioms: Axioms, node: Term) -> Iterator[Rule]:
    """``eq-diff2`` for ``owl:members``, ``eq-diff3`` for ``owl:distinctMembers``, a rule for each pair."""
    lists = [(name, axioms.value(node, word)) for name, word in _LISTS.items()]
    given = [(name, head) for name, head in lists if head is not None]
    if len(given) != 1:
        raise NoRuleError("it needs one list of members")
    ((name, head),) = given
    members = axioms.members(head)
    if len(set(members)) < len(members) or not all(isinstance(member, NamedNode) for member in members):
        raise NoRuleError("its members must be names, each once")
    for one, other in combinations(members, 2):
        axiom = f"{axioms.shown(one)} owl:differentFrom {axioms.shown(other)}"
        yield Rule(name, axiom, ((one, SAME_AS, other),), None, _DIFFERENT)


_LISTS = {"eq-diff2": "members", "eq-diff3": "distinctMembers"}
