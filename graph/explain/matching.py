"""The steps that conclude a triple: rules whose head it matches, with premises that hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from pyoxigraph import Literal, NamedNode, Triple, Variable

from graph.explain.facts import TripleReader
from graph.rules import TYPE, Pattern, Rule, Term

Bindings: TypeAlias = Mapping[str, Term]


@dataclass(frozen=True)
class Step:
    """One way to conclude a triple: a rule, and premises in the order of its body."""

    rule: Rule
    premises: tuple[Triple, ...]


class RuleIndex:
    """The rules by what their heads can conclude; contradictions conclude no triple and are left out."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._by_head: dict[tuple[object, object], list[tuple[int, Rule]]] = {}
        for rank, rule in enumerate(rules):
            if rule.head is not None:
                _, predicate, value = (None if isinstance(term, Variable) else term for term in rule.head)
                key = (predicate, value if predicate == TYPE else None)
                self._by_head.setdefault(key, []).append((rank, rule))

    def concluding(self, triple: Triple) -> list[Rule]:
        """Return the rules that may conclude the triple, in their order."""
        keys: list[tuple[object, object]] = [(triple.predicate, None), (None, None)]
        if triple.predicate == TYPE:
            keys.append((TYPE, triple.object))
        found = [entry for key in keys for entry in self._by_head.get(key, ())]
        return [rule for _, rule in sorted(found, key=lambda entry: entry[0])]


def steps_to(triple: Triple, rules: RuleIndex, facts: TripleReader) -> Iterator[Step]:
    """Yield every step that concludes the triple and does not have it as a premise, in a fixed order."""
    for rule in rules.concluding(triple):
        assert rule.head is not None
        bindings = match(rule.head, triple, {})
        if bindings is not None:
            for premises in _joined(rule.body, bindings, {}, facts):
                if triple not in premises:
                    yield Step(rule, premises)


def match(pattern: Pattern, triple: Triple, bindings: Bindings) -> dict[str, Term] | None:
    """Return the bindings with which the pattern is the triple; ``None`` if there are none."""
    found = dict(bindings)
    for expected, term in zip(pattern, triple, strict=True):
        if isinstance(expected, Variable):
            if found.setdefault(expected.value, term) != term:
                return None
        elif expected != term:
            return None
    return found


def _joined(
    body: Sequence[Pattern], bindings: Bindings, premises: Mapping[int, Triple], facts: TripleReader
) -> Iterator[tuple[Triple, ...]]:
    """Yield the premises with which every pattern of the body holds, the most determined pattern looked up first."""
    open_ = [index for index in range(len(body)) if index not in premises]
    if not open_:
        yield tuple(premises[index] for index in range(len(body)))
        return
    index = max(open_, key=lambda each: _determined(body[each], bindings))
    for triple in _candidates(body[index], bindings, facts):
        extended = match(body[index], triple, bindings)
        if extended is not None:
            yield from _joined(body, extended, {**premises, index: triple}, facts)


def _bound(pattern: Pattern, bindings: Bindings) -> tuple[Term | None, ...]:
    return tuple(bindings.get(term.value) if isinstance(term, Variable) else term for term in pattern)


def _determined(pattern: Pattern, bindings: Bindings) -> tuple[int, bool]:
    """How far the terms of a pattern are known; subject and object narrow more than the predicate."""
    subject, predicate, value = _bound(pattern, bindings)
    return 2 * (subject is not None) + 2 * (value is not None and predicate != TYPE) + (predicate is not None), (
        value is not None
    )


def _candidates(pattern: Pattern, bindings: Bindings, facts: TripleReader) -> Iterator[Triple]:
    subject, predicate, value = _bound(pattern, bindings)
    if isinstance(subject, Literal) or not isinstance(predicate, NamedNode | None):
        return
    yield from facts.matching(subject, predicate, value)


def rests_on(premises: tuple[Triple, ...], triple: Triple, plan: Mapping[Triple, Step]) -> bool:
    """Whether a premise is the triple, or is concluded from it by the steps that ``plan`` has chosen."""
    agenda = list(premises)
    seen: set[Triple] = set()
    while agenda:
        each = agenda.pop()
        if each == triple:
            return True
        if each not in seen and each in plan:
            agenda += plan[each].premises
        seen.add(each)
    return False
