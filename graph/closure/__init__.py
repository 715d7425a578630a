"""Concludes what follows from the stated triples by the rules, or by the reference reasoner.

The rules run as SPARQL updates in Oxigraph until nothing new comes. owlrl computes the same closure by other means, and
what either says of the vocabularies themselves is left out, so that the two can be compared triple by triple.
"""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import Quad, Triple

from graph.closure.conclusions import in_order, is_about_things
from graph.closure.contradictions import Where, contradictions, ill_typed
from graph.closure.fixpoint import Fixpoint
from graph.closure.reference import conclude_by_owlrl
from graph.errors import ContradictionError
from graph.rules import Rule

__all__ = ["conclude", "conclude_by_owlrl", "is_about_things"]


def conclude(stated: Iterable[Quad], rules: Iterable[Rule], where: Where | None = None) -> list[Triple]:
    """Return every triple about things that the rules conclude and that is not stated, sorted.

    ``where`` says where a stated triple is written, for messages. Raises
    :class:`~graph.errors.ContradictionError` naming for each contradiction the rule, the facts, and where these,
    or what they were concluded from, are written.
    """
    triples = [quad.triple for quad in stated]
    fixpoint = Fixpoint(triples, rules)
    problems = [*ill_typed(triples, where), *contradictions(fixpoint, where)]
    if problems:
        raise ContradictionError(problems)
    return in_order(fixpoint.concluded())
