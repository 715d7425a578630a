"""Finds what cannot be, and says it with the rule, the facts, and where these are written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolution, Triple, Variable

from graph import datatypes
from graph.closure.running import Running, facts_of, types_values
from graph.errors import Problem
from graph.records import Location
from graph.rules import SAME_AS, TYPE, Rule
from graph.vocabulary import compact

Where: TypeAlias = Callable[[Triple], Location | None]
"""Where a stated triple is written; ``None`` if nobody knows."""

_MOST_GROUNDS = 6  # a message names at most so many of the stated facts that one fact rests on


def contradictions(running: Running, where: Where | None) -> Iterator[Problem]:
    """Every contradiction among what is stated and concluded, each once, however many ways lead to it."""
    for rule in running.rules:
        met: set[frozenset[Triple]] = set()
        found = sorted(_found(running, rule), key=lambda one: [str(fact) for fact in one[0]])
        for facts, reason in found:
            if frozenset(facts) not in met:
                met.add(frozenset(facts))
                yield _problem(running, facts, reason, where or _nowhere)


def _found(running: Running, rule: Rule) -> Iterator[tuple[list[Triple], str]]:
    """The facts of every contradiction by the rule, and what is wrong with them."""
    if rule.head is None:
        for solution in running.solutions(rule):
            yield facts_of(rule, solution), f"{rule.reason} ({rule.name})"
    elif types_values(rule) or rule.head[1] == SAME_AS:
        judge = _outside_its_datatype if types_values(rule) else _two_values
        for solution in running.solutions(rule):
            reason = judge(rule, solution)
            if reason:
                yield facts_of(rule, solution), reason


def _outside_its_datatype(rule: Rule, solution: QuerySolution) -> str:
    """``dt-not-type``: a literal of a datatype that does not have its value."""
    assert rule.head is not None
    value, datatype = solution[_variable(rule.head[0])], rule.head[2]
    assert isinstance(datatype, NamedNode)
    if not isinstance(value, Literal) or datatypes.is_in(value, datatype):
        return ""
    return f"{_shown(value)} is no {compact(datatype.value)}, as {rule.axiom} asks for ({rule.name}, dt-not-type)"


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
    reason = f"{_shown(one)} and {_shown(other)} are not the same, as {rule.axiom} makes them"
    return f"{reason} ({rule.name}, dt-diff, eq-diff1)"


def _variable(term: object) -> Variable:
    assert isinstance(term, Variable)
    return term


def ill_typed(stated: Iterable[Triple], where: Where | None) -> Iterator[Problem]:
    """``dt-not-type`` again: every stated literal whose form is none that its datatype has."""
    for fact in stated:
        value = fact.object
        if isinstance(value, Literal) and datatypes.is_ill_typed(value):
            place = (where or _nowhere)(fact)
            reason = f'"{value.value}" is no {compact(value.datatype.value)} (dt-not-type)'
            yield _at(place, fact, f"{reason}: {_said(fact)}{_in(place)}")


def _problem(running: Running, facts: list[Triple], reason: str, where: Where) -> Problem:
    places: list[Location] = []
    said = []
    for fact in facts:
        step = running.step_of(fact)
        grounds = [fact] if step is None else running.ground(fact)
        found = [where(ground) for ground in grounds]
        places += [place for place in found if place]
        if step is None:
            said.append(f"{_said(fact)}{_in(found[0])}")
            continue
        listed = [f"{_said(ground)}{_in(place)}" for ground, place in zip(grounds, found, strict=True)]
        more = f" and {len(listed) - _MOST_GROUNDS} more" if len(listed) > _MOST_GROUNDS else ""
        because = f" from {' and '.join(listed[:_MOST_GROUNDS])}{more}" if listed else ""
        said.append(f"{_said(fact)} (concluded{because}, by {running.steps[step].name})")
    return _at(places[0] if places else None, facts[0] if facts else None, f"{reason}: {' and '.join(said)}")


def _at(place: Location | None, fact: Triple | None, message: str) -> Problem:
    file, number = (place.file, place.line) if place else ("ontology", 0)
    return Problem(file, number, _shown(fact.subject) if fact else "", message)


def _in(place: Location | None) -> str:
    return f" [{place.file}:{place.line}]" if place else ""


def _said(fact: Triple) -> str:
    return " ".join("is a" if term == TYPE else _shown(term) for term in fact)


def _shown(term: object) -> str:
    if isinstance(term, NamedNode):
        return compact(term.value)
    return str(term) if isinstance(term, BlankNode | Literal) else ""


def _nowhere(_fact: Triple) -> Location | None:
    return None
