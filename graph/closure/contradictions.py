"""Finds what cannot be, and says it with the rule, the facts, and where these are written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from pyoxigraph import Literal, NamedNode, QuerySolution, Triple, Variable

from graph.closure.fixpoint import Fixpoint, facts_of, types_values
from graph.errors import Problem
from graph.records import Location
from graph.rules import SAME_AS, SAMENESS, TYPE, Rule, datatypes, word

Where: TypeAlias = Callable[[Triple], Location | None]
"""Where a stated triple is written; ``None`` if nobody knows."""

_MOST_GROUNDS = 6  # a message names at most so many of the stated facts that one fact rests on


def contradictions(fixpoint: Fixpoint, where: Where | None) -> Iterator[Problem]:
    """Every contradiction among what is stated and concluded.

    Of those by one rule that rest on the same stated facts, it is the one with the most stated facts in it.
    """
    found = [
        (rule.name, [_Fact.of(fixpoint, fact) for fact in facts], reason)
        for rule in fixpoint.rules
        for facts, reason in _found(fixpoint, rule)
    ]
    met: set[tuple[str, frozenset[Triple]]] = set()
    for name, facts, reason in sorted(found, key=lambda one: _directness(one[1])):
        grounds = frozenset(ground for fact in facts for ground in fact.grounds)
        if (name, grounds) not in met:
            met.add((name, grounds))
            yield _problem(facts, reason, where or _nowhere)


@dataclass(frozen=True)
class _Fact:
    """A fact, the stated facts that it rests on, and the name of the rule that concluded it (none if it is stated)."""

    triple: Triple
    grounds: tuple[Triple, ...]
    by: str

    @classmethod
    def of(cls, fixpoint: Fixpoint, triple: Triple) -> _Fact:
        step = fixpoint.step_of(triple)
        by = "" if step is None else fixpoint.steps[step].name
        return cls(triple, tuple(fixpoint.ground(triple)), by)


def _directness(facts: list[_Fact]) -> tuple[int, list[str]]:
    return -sum(not fact.by for fact in facts), [str(fact.triple) for fact in facts]


def _found(fixpoint: Fixpoint, rule: Rule) -> Iterator[tuple[list[Triple], str]]:
    """The facts of every contradiction by the rule, and what is wrong with them."""
    if rule.head is None:
        for solution in fixpoint.solutions(rule):
            yield facts_of(rule, solution), f"{rule.reason} ({rule.name})"
    elif types_values(rule) or (rule.head[1] == SAME_AS and rule not in SAMENESS):
        judge = _outside_its_datatype if types_values(rule) else _two_values
        for solution in fixpoint.solutions(rule):
            reason = judge(rule, solution)
            if reason:
                yield facts_of(rule, solution), reason


def _outside_its_datatype(rule: Rule, solution: QuerySolution) -> str:
    """``dt-not-type``: a literal of a datatype that does not have its value."""
    assert rule.head is not None
    variable, _, datatype = rule.head
    assert isinstance(variable, Variable)
    assert isinstance(datatype, NamedNode)
    value = solution[variable]
    if not isinstance(value, Literal) or datatypes.is_in(value, datatype) or datatypes.is_ill_typed(value):
        return ""  # one that is no literal of its own datatype is told of already
    return f"{word(value)} is no {word(datatype)}, as {rule.axiom} asks for ({rule.name}, dt-not-type)"


def _two_values(rule: Rule, solution: QuerySolution) -> str:
    """``dt-diff`` and ``eq-diff1``: two values that differ cannot be the same.

    Nor can a thing and a value, which have no domain in common (OWL 2 Direct Semantics, section 2.2); the tables do not
    say so, but the triple that they would have instead has a literal for its subject, or leads to such.
    """
    assert rule.head is not None
    one, other = (solution[term] if isinstance(term, Variable) else term for term in (rule.head[0], rule.head[2]))
    if not isinstance(one, Literal) and not isinstance(other, Literal):
        return ""
    if isinstance(one, Literal) and isinstance(other, Literal) and not datatypes.are_different(one, other):
        return ""
    reason = f"{word(one)} and {word(other)} are not the same, as {rule.axiom} makes them"
    return f"{reason} ({rule.name}, dt-diff, eq-diff1)"


def ill_typed(stated: Iterable[Triple], where: Where | None) -> Iterator[Problem]:
    """``dt-not-type`` again: every stated literal whose form is none that its datatype has."""
    for fact in stated:
        value = fact.object
        if isinstance(value, Literal) and datatypes.is_ill_typed(value):
            place = (where or _nowhere)(fact)
            reason = f'"{value.value}" is no {word(value.datatype)} (dt-not-type)'
            yield _at(place, fact, f"{reason}: {_said(fact)}{_in(place)}")


def _problem(facts: list[_Fact], reason: str, where: Where) -> Problem:
    places = [place for fact in facts for ground in fact.grounds if (place := where(ground))]
    said = " and ".join(_told(fact, where) for fact in facts)
    return _at(places[0] if places else None, facts[0].triple if facts else None, f"{reason}: {said}")


def _told(fact: _Fact, where: Where) -> str:
    """A fact with its place, or with the stated facts that it rests on and theirs."""
    stated = [f"{_said(ground)}{_in(where(ground))}" for ground in fact.grounds]
    if not fact.by:
        return stated[0]
    more = f" and {len(stated) - _MOST_GROUNDS} more" if len(stated) > _MOST_GROUNDS else ""
    because = f" from {' and '.join(stated[:_MOST_GROUNDS])}{more}" if stated else ""
    return f"{_said(fact.triple)} (concluded{because}, by {fact.by})"


def _at(place: Location | None, fact: Triple | None, message: str) -> Problem:
    file, number = (place.file, place.line) if place else ("ontology", 0)
    return Problem(file, number, word(fact.subject) if fact and not isinstance(fact.subject, Triple) else "", message)


def _in(place: Location | None) -> str:
    return f" [{place.file}:{place.line}]" if place else ""


def _said(fact: Triple) -> str:
    return " ".join("is a" if term == TYPE else word(term) for term in fact if not isinstance(term, Triple))


def _nowhere(_fact: Triple) -> Location | None:
    return None
