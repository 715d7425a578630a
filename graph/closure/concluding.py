"""Concludes by the rules."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import Quad, Triple

from graph.closure.cleaning import in_order
from graph.closure.contradictions import Where, contradictions, ill_typed
from graph.closure.running import Running
from graph.errors import ContradictionError
from graph.rules import Rule


def conclude(stated: Iterable[Quad], rules: Iterable[Rule], where: Where | None = None) -> list[Triple]:
    """Return every triple about things that the rules conclude and that is not stated, sorted.

    ``where`` says where a stated triple is written, for messages. Raises
    :class:`~graph.errors.ContradictionError` naming for each contradiction the rule, the facts, and where these,
    or what they were concluded from, are written.
    """
    triples = [quad.triple for quad in stated]
    running = Running(triples, rules)
    problems = [*ill_typed(triples, where), *contradictions(running, where)]
    if problems:
        raise ContradictionError(problems)
    return in_order(running.concluded())
