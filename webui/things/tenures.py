"""The offices that a person held, and when."""

from __future__ import annotations

from dataclasses import dataclass

from graph.dates import day
from webui.reading.cells import Cell
from webui.reading.rows import ask, grouped
from webui.site import Site


@dataclass(frozen=True)
class Tenure:
    """The holding of an office; ``years`` has the beginning and the end in words, as far as they are known."""

    office: Cell
    years: str
    represents: tuple[Cell, ...]


def tenures(opened: Site, iri: str) -> list[Tenure]:
    """Return the tenures of a person, the latest first, those without a known beginning last."""
    listed = ask(opened, "things/tenures", thing=iri)
    found = grouped(((row.cell("office"), row.text("from"), row.text("until")), row) for row in listed)
    return [
        Tenure(office, years(start, end), tuple(row.cell("for") for row in same if row.iri("for")))
        for (office, start, end), same in found.items()
    ]


def years(start: str, end: str) -> str:
    """Return a beginning and an end, each a day or a year, in words; empty if neither is known."""
    if start and end:
        return f"{day(start)} to {day(end)}"
    if start:
        return f"from {day(start)}"
    return f"until {day(end)}" if end else ""
