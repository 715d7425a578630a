"""The slugs of things that stand inside a record, so that nothing in the graph is a blank node.

They are made of what does not change when a neighbour is added: the measure of a position, the span of a passage.
"""

from __future__ import annotations

from graph.records.document_models import Document, Evidence, Figure, Flag, Position, Statement
from graph.records.models import Person, Tenure


def of_statement(document: Document, statement: Statement) -> str:
    """``<document>/<statement>``."""
    return f"{document.id}/{statement.id}"


def of_position(statement_slug: str, position: Position) -> str:
    """``<document>/<statement>/on-<measure>``: a statement takes one position on a measure."""
    return f"{statement_slug}/on-{position.measure}"


def of_evidence(statement_slug: str, evidence: Evidence) -> str:
    """``<document>/<statement>/at-<start>-<end>``, with the other document's slug where the passage is in one."""
    start, end = evidence.span
    elsewhere = f"in-{evidence.in_}-" if evidence.in_ else ""
    return f"{statement_slug}/{elsewhere}at-{start}-{end}"


def of_part(owner_slug: str, part: Figure | Flag) -> str:
    """``<owner>/<figure or flag>``."""
    return f"{owner_slug}/{part.id}"


def of_tenure(person: Person, tenure: Tenure) -> str:
    """``<person>/<office>``, or ``<person>/<id>`` for an office that is held more than once."""
    return f"{person.id}/{tenure.id or tenure.office}"
