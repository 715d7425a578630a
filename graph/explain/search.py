"""Searches backwards for the proofs of a triple, over the rules that concluded it.

The shortest proof comes first. The measure is the size of the tree: how often it applies a rule, where a step that is
used twice counts twice. (The least number of *distinct* steps is an NP-hard measure; this one is not.) A triple that a
named graph states is a leaf of size 0. The least sizes are found as in D. E. Knuth, "A generalization of Dijkstra's
algorithm", Information Processing Letters 6 (1977), over the part of the graph that the triple can rest on; with them
as an exact lower bound, a best-first search yields the further proofs one after the other in the order of size.

No proof rests on itself: each triple has one step in a proof, and no step is added that would close a circle.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, count
from threading import RLock
from typing import TypeVar

from pyoxigraph import NamedNode, Triple

from graph.engine import Engine
from graph.errors import ProofLimitError
from graph.explain.facts import ProofLimits, TripleReader
from graph.explain.matching import RuleIndex, Step, rests_on, steps_to
from graph.explain.proofs import Derived, Proof, Stated
from graph.rules import Rule, rules_of
from graph.vocabulary import ONTOLOGY_GRAPH

T = TypeVar("T")

_MOST_GOALS = 100_000  # kept from one proof to the next

# A partial proof: the step that was chosen for each triple so far.
_Plan = dict[Triple, Step]


@dataclass
class _Goal:
    """A triple that is to be proved: the steps found so far, those still to be looked for, and the least size."""

    triple: Triple
    stated: bool
    rest: Iterator[Step]
    steps: list[Step] = field(default_factory=list)
    size: float = math.inf
    solved: bool = False

    def all_steps(self) -> Iterator[Step]:
        """Yield the steps that conclude the triple, looking for further ones only as they are asked for."""
        yield from tuple(self.steps)
        for step in self.rest:
            if step not in self.steps:
                self.steps.append(step)
                yield step


@dataclass
class _Wait:
    """A step to a goal, whose size is known as soon as these premises have theirs."""

    goal: _Goal
    step: Step
    unsolved: set[Triple]


class Explainer:
    """Finds the proofs of the triples that an engine holds.

    Its rules are those of the ontology graph there, unless ``rules`` gives others. Threads may share it. Raises
    :class:`~graph.errors.OntologyError` for an axiom that there is no rule for.
    """

    def __init__(self, engine: Engine, limits: ProofLimits | None = None, rules: Sequence[Rule] | None = None) -> None:
        self.limits = limits or ProofLimits()
        if rules is None:
            rules = rules_of(quad.triple for quad in engine.quads(None, None, None, NamedNode(ONTOLOGY_GRAPH)))
        self.rules = tuple(rules)
        self._index = RuleIndex(self.rules)
        self._facts = TripleReader(engine, self.limits)
        self._goals: dict[Triple, _Goal] = {}
        self._lock = RLock()

    def graphs(self, triple: Triple) -> tuple[NamedNode, ...]:
        """Return the named graphs that state the triple; none if it is concluded only, or does not hold."""
        with self._lock:
            return self._facts.stated_in(triple)

    def holds(self, triple: Triple) -> bool:
        """Whether the triple is stated or concluded."""
        with self._lock:
            return self._facts.holds(triple)

    def proof(self, triple: Triple) -> Proof | None:
        """Return the shortest proof; ``None`` if the triple does not hold, or the rules do not conclude it.

        Raises :class:`~graph.errors.ProofLimitError`.
        """
        return next(self.proofs(triple), None)

    def proofs(self, triple: Triple) -> Iterator[Proof]:
        """Yield distinct proofs, the shortest first, each when it is asked for.

        A triple that is stated has itself as its first proof; then come those by which it would be concluded as well.
        Raises :class:`~graph.errors.ProofLimitError` when the search has met a limit: then there may be further ones.
        """
        if not self.holds(triple):
            return
        if self.graphs(triple):
            yield self._leaf(triple)
        search = self._plans(triple)
        while True:
            with self._lock:
                try:
                    plan = next(search, None)
                except ProofLimitError:
                    self._goals.clear()  # a search that broke off must not look like one that found nothing
                    raise
                if plan is None:
                    return
                proof = self._proof(triple, plan)
            yield proof

    def _plans(self, triple: Triple) -> Iterator[_Plan]:
        """Yield whole plans for a triple that is to be concluded, whether it is stated or not."""
        self._facts.begin()
        if len(self._goals) > _MOST_GOALS:
            self._goals.clear()
        goal = self._goal(triple)
        self._solve(goal)
        first: _Plan | None = None
        if not goal.stated:
            if goal.size == math.inf:
                return
            first = self._shortest(goal)
            yield first
            self._facts.begin()
        yield from (plan for plan in self._best_first(goal) if plan != first)

    def _best_first(self, goal: _Goal) -> Iterator[_Plan]:
        """Yield plans in the order of size; the least sizes of what is still open make the bound exact."""
        order = count()
        heap: list[tuple[float, int, int, _Plan]] = []  # of one size, those nearest to being whole first

        def add(open_goal: _Goal, plan: _Plan) -> None:
            for step in open_goal.all_steps():
                if rests_on(step.premises, open_goal.triple, plan):
                    continue
                for premise in step.premises:
                    self._solve(self._goal(premise))
                longer = {**plan, open_goal.triple: step}
                if (least := self._least(goal.triple, longer)) <= self.limits.steps:
                    heapq.heappush(heap, (least, -len(longer), next(order), longer))
                if len(heap) > self.limits.plans:
                    raise ProofLimitError(f"the search was given up after {self.limits.plans} unfinished proofs")

        add(goal, {})
        while heap:
            *_, plan = heapq.heappop(heap)
            if (open_goal := self._first_open(goal.triple, plan)) is None:
                yield plan
                self._facts.begin()
            else:
                add(open_goal, plan)

    def _goal(self, triple: Triple) -> _Goal:
        if triple not in self._goals:
            stated = bool(self._facts.stated_in(triple))
            goal = _Goal(triple, stated, steps_to(triple, self._index, self._facts))
            if stated:
                goal.size, goal.solved = 0, True
            self._goals[triple] = goal
        return self._goals[triple]

    def _solve(self, goal: _Goal) -> None:
        """Find the least size of a goal, and of every goal that it may rest on."""
        if goal.solved:
            return
        explored: dict[Triple, _Goal] = {}
        agenda = [goal]
        while agenda:
            each = agenda.pop()
            if each.solved or each.triple in explored:
                continue
            explored[each.triple] = each
            for step in each.all_steps():
                below = [self._goal(premise) for premise in step.premises]
                if all(premise.stated for premise in below):
                    each.size, each.solved = 1, True  # there is no shorter way to a conclusion
                    break
                agenda += (premise for premise in below if not premise.solved)
        self._propagate(explored)

    def _propagate(self, explored: dict[Triple, _Goal]) -> None:
        """Knuth's algorithm: sizes become final from the least to the greatest."""
        order = count()
        heap: list[tuple[float, int, _Goal]] = []
        waiting: dict[Triple, list[_Wait]] = {}
        for wait in self._waits(explored):
            for premise in wait.unsolved:
                waiting.setdefault(premise, []).append(wait)
            if not wait.unsolved:
                heapq.heappush(heap, (self._size_of(wait.step), next(order), wait.goal))
        while heap:
            size, _, goal = heapq.heappop(heap)
            if goal.solved:
                continue
            goal.size, goal.solved = size, True
            for wait in waiting.get(goal.triple, ()):
                wait.unsolved.remove(goal.triple)
                if not wait.unsolved:
                    heapq.heappush(heap, (self._size_of(wait.step), next(order), wait.goal))
        for goal in explored.values():
            goal.solved = True  # what is left rests on itself alone, and is of no finite size

    def _waits(self, explored: dict[Triple, _Goal]) -> Iterator[_Wait]:
        for goal in explored.values():
            for step in () if goal.solved else goal.steps:
                yield _Wait(goal, step, {premise for premise in step.premises if not self._goal(premise).solved})

    def _size_of(self, step: Step) -> float:
        return 1 + sum(self._goal(premise).size for premise in step.premises)

    def _shortest(self, goal: _Goal) -> _Plan:
        """The plan of least size; of several, the one that the order of rules and triples puts first."""
        if goal.size > self.limits.steps:
            raise ProofLimitError(f"the shortest proof has {goal.size:.0f} steps, more than {self.limits.steps}")
        plan: _Plan = {}
        agenda = [goal]
        while agenda:
            each = agenda.pop()
            if not each.stated and each.triple not in plan:
                step = next(step for step in each.steps if self._size_of(step) == each.size)
                plan[each.triple] = step
                agenda += map(self._goal, step.premises)
        return plan

    def _first_open(self, root: Triple, plan: _Plan) -> _Goal | None:
        agenda = [root]
        seen: set[Triple] = set()
        while agenda:
            triple = agenda.pop()
            if triple in seen:
                continue
            seen.add(triple)
            if triple in plan:
                agenda += reversed(plan[triple].premises)
            elif not (goal := self._goal(triple)).stated:
                return goal
        return None

    def _least(self, root: Triple, plan: _Plan) -> float:
        """The least size that a proof which goes on from the plan can have."""
        return _folded(root, plan, lambda triple: self._goal(triple).size, lambda _triple, _step, below: 1 + sum(below))

    def _proof(self, root: Triple, plan: _Plan) -> Proof:
        """The plan as records; a triple that is used twice is one record."""
        leaf: Callable[[Triple], Proof] = self._leaf
        return _folded(root, plan, leaf, lambda triple, step, below: Derived(triple, step.rule, tuple(below)))

    def _leaf(self, triple: Triple) -> Stated:
        with self._lock:
            graphs = self._facts.stated_in(triple)
            passages = dict.fromkeys(chain.from_iterable(self._facts.attestations(triple, graph) for graph in graphs))
            return Stated(triple, graphs, tuple(passages))


def _folded(
    root: Triple, plan: _Plan, leaf: Callable[[Triple], T], step_of: Callable[[Triple, Step, Iterable[T]], T]
) -> T:
    """The value of a triple, made of those of its premises in the plan; each is worked out once."""
    values: dict[Triple, T] = {}
    agenda = [root]
    while agenda:
        triple = agenda[-1]
        step = plan.get(triple)
        if step is None:
            values[triple] = leaf(triple)
        elif open_ := [premise for premise in step.premises if premise not in values]:
            agenda += open_
            continue
        else:
            values[triple] = step_of(triple, step, [values[premise] for premise in step.premises])
        agenda.pop()
    return values[root]
