"""The offices that a person held, and when."""

from __future__ import annotations

from dataclasses import dataclass

from webui.reading.cells import Cell, day
from webui.reading.rows import ask, grouped

_TENURES = """
SELECT ?office ?officeLabel ?from ?until ?for ?forLabel WHERE {
  $thing bst:holdsTenure ?tenure .
  ?tenure bst:ofOffice ?office .
  ?office rdfs:label ?officeLabel .
  OPTIONAL { ?tenure bst:from ?from }
  OPTIONAL { ?tenure bst:until ?until }
  OPTIONAL { ?office bst:represents ?for . ?for rdfs:label ?forLabel }
} ORDER BY DESC(?from) ?officeLabel ?forLabel
"""


@dataclass(frozen=True)
class Tenure:
    """The holding of an office: ``years`` says from and until, as far as a source at hand does."""

    office: Cell
    years: str
    represents: tuple[Cell, ...]


def tenures(iri: str) -> list[Tenure]:
    """Return the offices of a person, those of a known beginning first, the latest before the others."""
    found = grouped(((row.cell("office"), row.text("from"), row.text("until")), row) for row in ask(_TENURES, iri))
    return [
        Tenure(office, years(start, end), tuple(row.cell("for") for row in same if row.iri("for")))
        for (office, start, end), same in found.items()
    ]


def years(start: str, end: str) -> str:
    """Say from when until when, each a day or a year; empty where neither is known."""
    if start and end:
        return f"{day(start)} to {day(end)}"
    if start:
        return f"from {day(start)}"
    return f"until {day(end)}" if end else ""
