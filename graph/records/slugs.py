"""The slugs of the parts of a record, so that no node of the graph is blank.

A slug does not change when a neighbour is added: it is made of the measure of a position or the span of a passage.
"""

from __future__ import annotations

from graph.records.document_models import Document, Figure, Flag, Passage, Position, Statement
from graph.records.models import Person, Tenure


def of_statement(document: Document, statement: Statement) -> str:
    """``<document>/<statement>``."""
    return f"{document.id}/{statement.id}"


def of_position(statement_slug: str, position: Position) -> str:
    """``<document>/<statement>/on-<measure>``: a statement takes one position on a measure."""
    return f"{statement_slug}/on-{position.measure}"


def of_passage(statement_slug: str, passage: Passage) -> str:
    """``<document>/<statement>/at-<start>-<end>``, with the other document's slug where the passage is in one."""
    start, end = passage.span
    elsewhere = f"in-{passage.in_}-" if passage.in_ else ""
    return f"{statement_slug}/{elsewhere}at-{start}-{end}"


def of_part(owner_slug: str, part: Figure | Flag) -> str:
    """``<owner>/<figure or flag>``."""
    return f"{owner_slug}/{part.id}"


def of_tenure(person: Person, tenure: Tenure) -> str:
    """``<person>/<office>``, or ``<person>/<id>`` for an office that is held more than once."""
    return f"{person.id}/{tenure.id or tenure.office}"
