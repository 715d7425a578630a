"""The offices that a person held, and when."""

from __future__ import annotations

from dataclasses import dataclass

from graph.dates import day
from webui.reading.cells import Cell
from webui.reading.rows import ask, grouped
from webui.site import Site


@dataclass(frozen=True)
class Tenure:
    """The holding of an office: ``years`` says from and until, as far as a source at hand does."""

    office: Cell
    years: str
    represents: tuple[Cell, ...]


def tenures(opened: Site, iri: str) -> list[Tenure]:
    """Return the offices of a person, those of a known beginning first, the latest before the others."""
    listed = ask(opened, "things/tenures", thing=iri)
    found = grouped(((row.cell("office"), row.text("from"), row.text("until")), row) for row in listed)
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
