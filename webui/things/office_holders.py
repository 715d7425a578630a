"""The offices that represent an actor: who held them and when, and what is recorded of each holder."""

from __future__ import annotations

from dataclasses import dataclass

from graph.dates import short_dated
from webui.reading.cells import Cell
from webui.reading.rows import ask, grouped
from webui.site import Site
from webui.things.statement_rows import Statement, connected
from webui.things.tenures import years


@dataclass(frozen=True)
class Meeting:
    """An event that somebody took part in; ``when`` is its date in few words, empty if it has none."""

    event: Cell
    when: str


@dataclass(frozen=True)
class Holder:
    """A person who held an office: the years, the person's statements, in which office or none, and meetings."""

    person: Cell
    years: str
    said: tuple[Statement, ...]
    ascribed: int
    meetings: tuple[Meeting, ...]

    @property
    def latest(self) -> Statement | None:
        """The latest of the statements of which it is known since when they can have been made."""
        dated = [statement for statement in self.said if statement.since]
        return max(dated, key=lambda statement: statement.since) if dated else None

    @property
    def positions(self) -> int:
        """The number of positions that the statements take."""
        return sum(len(statement.positions) for statement in self.said)


@dataclass(frozen=True)
class HeldOffice:
    """An office with its holders as far as they are recorded, by the beginning of the holding."""

    office: Cell
    holders: tuple[Holder, ...]


def offices_of(opened: Site, iri: str) -> list[HeldOffice]:
    """Return the offices that represent an actor, those first whose holders have most statements; or one office."""
    rows = ask(opened, "things/office_holders", thing=iri)
    offices = [
        HeldOffice(
            office,
            tuple(
                _holder(opened, row.iri("holder"), row.cell("holder"), years(row.text("from"), row.text("until")))
                for row in same
                if row.iri("holder")
            ),
        )
        for office, same in grouped((row.cell("office"), row) for row in rows).items()
    ]
    return sorted(offices, key=lambda each: -sum(len(holder.said) for holder in each.holders))


def meetings_of(opened: Site, iri: str) -> list[Meeting]:
    """Return the events that an actor took part in, in chronological order, those without a date last."""
    found = []
    for row in ask(opened, "things/took_part", thing=iri):
        days = [row.text(name) for name in ("day", "earliest", "latest")]
        meeting = Meeting(row.cell("event"), short_dated(*days) if any(days) else "")
        found.append((days[0] or days[2] or days[1] or "9999", meeting))
    return [meeting for _, meeting in sorted(found, key=lambda each: each[0])]


def _holder(opened: Site, iri: str, person: Cell, when: str) -> Holder:
    said = connected(opened, iri).by("statedBy")
    own = tuple(statement for statement in said if not statement.ascribed)
    return Holder(person, when, own, len(said) - len(own), tuple(meetings_of(opened, iri)))
