"""Runs rules to a fixpoint, as SPARQL updates in Oxigraph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QuerySolution,
    QuerySolutions,
    Store,
    Triple,
    Variable,
)

from graph.closure.ordering import feeds, followers, strata
from graph.rules import SAME_AS, TYPE, Pattern, Rule, Term, is_datatype

_STEP = "urn:x-step:"


class Fixpoint:
    """Stated triples, what rules conclude from them, and by which step each conclusion came.

    Everything is in the default graph of ``store``. A step is one update; its triples are also in a graph of its own,
    so that a rule that runs again need only look at what came since, and the ground of a conclusion can be found.
    """

    def __init__(self, stated: Iterable[Triple], rules: Iterable[Rule]) -> None:
        self.store = Store()
        self.store.bulk_extend(Quad(*triple) for triple in stated)
        self.rules = tuple(rules)
        self.steps: list[Rule] = []
        # A literal is no subject, so that no triple says which datatype a value is of; contradictions are sought there.
        concluding = [rule for rule in self.rules if rule.head and not types_values(rule)]
        after = followers(concluding)
        for group in strata(after):
            self._run(group, after)

    def _run(self, group: list[Rule], after: Mapping[Rule, list[Rule]]) -> None:
        """Run the rules of a group until none concludes any more; what a rule feeds in the group runs after it."""
        seen: dict[Rule, int] = {}
        waiting = dict.fromkeys(group)
        while waiting:
            rule = next(iter(waiting))
            del waiting[rule]
            before, since = len(self.steps), seen.get(rule)
            seen[rule] = before
            if since is None:
                self._step(rule, _line_by_line(rule.body))
            else:
                for where in self._news(rule, since):
                    self._step(rule, where)
            if len(self.steps) > before:
                waiting |= dict.fromkeys(other for other in after[rule] if other in seen or other in group)

    def _news(self, rule: Rule, since: int) -> Iterator[str]:
        """The body, once for each of its patterns that later steps can have fed, with that pattern in them alone."""
        until = len(self.steps)
        for number, pattern in enumerate(rule.body):
            fed = [step for step in range(since, until) if feeds(self.steps[step].head, pattern)]
            if fed:
                news = " UNION ".join(f"{{ GRAPH <{_STEP}{step}> {{ {line(pattern)} }} }}" for step in fed)
                rest = rule.body[:number] + rule.body[number + 1 :]
                yield f"{news} {_line_by_line(rest)}"

    def _step(self, rule: Rule, where: str) -> None:
        """Make one update, if all patterns of the body match something at all; count it if anything came of it."""
        if not all(self._is_matched(pattern) for pattern in rule.body):
            return
        assert rule.head is not None
        new, step = line(rule.head), NamedNode(f"{_STEP}{len(self.steps)}")
        self.store.update(
            f"INSERT {{ {new} GRAPH {step} {{ {new} }} }} "
            f"WHERE {{ {where} FILTER NOT EXISTS {{ {new} }} {_unless_reflexive(rule.head)} }}"
        )
        if self._has(None, None, None, step):
            self.steps.append(rule)

    def _has(
        self,
        subject: NamedNode | BlankNode | None,
        predicate: NamedNode | None,
        value: Term | None,
        graph: NamedNode | DefaultGraph,
    ) -> bool:
        return any(True for _ in self.store.quads_for_pattern(subject, predicate, value, graph))

    def _is_matched(self, pattern: Pattern) -> bool:
        subject, predicate, value = (None if isinstance(term, Variable) else term for term in pattern)
        if isinstance(subject, Literal) or isinstance(predicate, Literal | BlankNode):
            return False
        return self._has(subject, predicate, value, DefaultGraph())

    def concluded(self) -> Iterator[Triple]:
        """Every triple that came by a step, in no order."""
        for quad in self.store:
            if isinstance(quad.graph_name, NamedNode):
                yield quad.triple

    def solutions(
        self, rule: Rule, known: Mapping[Variable, NamedNode | BlankNode | Literal] | None = None
    ) -> QuerySolutions:
        """Every way in which the body of a rule holds, given some of its variables."""
        query = f"SELECT DISTINCT * WHERE {{ {_line_by_line(rule.body)} }}"
        found = self.store.query(query, substitutions=dict(known or {}))
        assert isinstance(found, QuerySolutions)
        return found

    def ground(self, fact: Triple) -> list[Triple]:
        """The stated triples that a fact rests on, itself if it is stated; one way, where there are several."""
        found: dict[Triple, None] = {}
        todo, met = [fact], {fact}
        while todo:
            one = todo.pop()
            step = self.step_of(one)
            if step is None:
                found[one] = None
                continue
            premises = self._premises(one, step)
            todo += reversed([premise for premise in premises if premise not in met])
            met.update(premises)
        return list(found)

    def _premises(self, fact: Triple, step: int) -> list[Triple]:
        """What the step concluded the fact from: all of it was there before."""
        rule = self.steps[step]
        assert rule.head is not None
        known = {term: value for term, value in zip(rule.head, fact, strict=True) if isinstance(term, Variable)}
        for solution in self.solutions(rule, known):
            premises = facts_of(rule, solution, known)
            if all((earlier := self.step_of(premise)) is None or earlier < step for premise in premises):
                return premises
        raise AssertionError(f"nothing leads to {fact}")

    def step_of(self, fact: Triple) -> int | None:
        """The number of the step by which a fact came, ``None`` if it is stated."""
        subject, predicate, value = fact
        for quad in self.store.quads_for_pattern(subject, predicate, value, None):
            if isinstance(quad.graph_name, NamedNode):
                return int(quad.graph_name.value.removeprefix(_STEP))
        return None


def types_values(rule: Rule) -> bool:
    """Whether the rule says which datatype the values of a property are of."""
    return rule.head is not None and rule.head[1] == TYPE and is_datatype(rule.head[2])


def facts_of(
    rule: Rule, solution: QuerySolution, known: Mapping[Variable, NamedNode | BlankNode | Literal] | None = None
) -> list[Triple]:
    """The triples of a body that holds, each once."""
    values = dict(known or {})

    def fact(pattern: Pattern) -> Triple:
        return Triple(*(values.get(term) or solution[term] if isinstance(term, Variable) else term for term in pattern))  # type: ignore[arg-type]

    return list(dict.fromkeys(fact(pattern) for pattern in rule.body))


def line(pattern: Pattern) -> str:
    """A pattern in SPARQL."""
    return f"{' '.join(map(str, pattern))} ."


def _line_by_line(patterns: Iterable[Pattern]) -> str:
    return " ".join(map(line, patterns))


def _unless_reflexive(head: Pattern) -> str:
    """That a thing is the same as itself (``eq-ref``) is no news."""
    subject, predicate, value = head
    if predicate == SAME_AS:
        return f"FILTER(!sameTerm({subject}, {value}))"
    if isinstance(predicate, Variable):
        return f"FILTER({predicate} != {SAME_AS} || !sameTerm({subject}, {value}))"
    return ""
