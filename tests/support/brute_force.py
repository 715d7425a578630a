"""Every proof of a triple, found without any cleverness: the yardstick of the search."""

from __future__ import annotations

import random
from itertools import product

from pyoxigraph import Triple, Variable

from graph.rules import Rule
from tests.support.proofs import rule, triple

THINGS = "abc"
PROPERTIES = "pqr"


def ground(rules: list[Rule], facts: set[Triple]) -> tuple[set[Triple], dict[Triple, set[tuple[Rule, tuple]]]]:
    """The closure, and for each triple of it the rules and premises that conclude it in one step."""
    constants = {term for fact in facts for term in fact} | {
        term for each in rules for part in (*each.body, each.head) for term in part if not isinstance(term, Variable)
    }
    instances = [
        instance for each in rules for instance in _instances(each, sorted(constants, key=str)) if instance is not None
    ]
    known = set(facts)
    while new := {head for _, body, head in instances if known.issuperset(body)} - known:
        known |= new
    steps: dict[Triple, set[tuple[Rule, tuple]]] = {}
    for each, body, head in instances:
        if known.issuperset(body) and head not in body:
            steps.setdefault(head, set()).add((each, body))
    return known, steps


def _instances(each: Rule, constants: list):
    variables = sorted({term.value for part in (*each.body, each.head) for term in part if isinstance(term, Variable)})
    for values in product(constants, repeat=len(variables)):
        given = dict(zip(variables, values, strict=True))
        body = tuple(_filled(part, given) for part in each.body)
        yield each, body, _filled(each.head, given)


def _filled(part: tuple, given: dict) -> Triple:
    return Triple(*(given[term.value] if isinstance(term, Variable) else term for term in part))


def all_proofs(goal: Triple, facts: set[Triple], steps, most: int) -> dict[frozenset, int]:
    """The size of each proof of at most so many steps, by its steps; each triple has one step, and none is circular."""
    found: dict[frozenset, int] = {}

    def grow(plan: dict) -> None:
        order = _in_order(goal, facts, plan)
        if order is None or _size(goal, facts, plan) > most:
            return
        open_ = [each for each in order if each not in plan]
        if not open_:
            found[frozenset(plan.items())] = _size(goal, facts, plan)
            return
        for step in steps.get(open_[0], ()):
            grow({**plan, open_[0]: step})

    for step in steps.get(goal, ()):
        grow({goal: step})
    return found


def _in_order(goal, facts, plan, path=()):
    """What the plan uses and does not take as a fact; ``None`` if it goes in a circle."""
    if goal in path:
        return None
    used = [] if goal in facts and path else [goal]
    for premise in plan[goal][1] if goal in plan and used else ():
        below = _in_order(premise, facts, plan, (*path, goal))
        if below is None:
            return None
        used += [each for each in below if each not in used]
    return used


def _size(goal, facts, plan, root=True) -> int:
    if goal in facts and not root:
        return 0
    if goal not in plan:
        return 1
    return 1 + sum(_size(premise, facts, plan, False) for premise in plan[goal][1])


def random_world(seed: int) -> tuple[list[Rule], set[Triple]]:
    """A few random rules, some with a variable as predicate or without a body, and a few facts."""
    chance = random.Random(seed)
    rules = []
    for number in range(chance.randint(2, 4)):
        body = []
        for _ in range(chance.choice([0, 1, 1, 2, 2]) if number else 2):
            predicate = chance.choice([*PROPERTIES, *PROPERTIES, "?z"])
            body.append(f"{chance.choice(['?x', '?y', 'a'])} {predicate} {chance.choice(['?x', '?y', 'b'])}")
        bound = sorted({word for part in body for word in part.split() if word.startswith("?")})
        ends = [word for word in bound if word != "?z"] * 2 + [chance.choice(THINGS)]
        middle = chance.choice([*PROPERTIES, *(["?z"] if "?z" in bound else [])])
        head = f"{chance.choice(ends)} {middle} {chance.choice(ends)}"
        rules.append(rule(f"rule-{number}", f"{', '.join(body)} -> {head}"))
    facts = {
        triple(f"{chance.choice(THINGS)} {chance.choice(PROPERTIES)} {chance.choice(THINGS)}")
        for _ in range(chance.randint(2, 5))
    }
    return rules, facts
