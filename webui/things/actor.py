"""The page of an actor: offices, positions and what changed in them, what they said, and who speaks of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask import render_template

from graph.dates import dated
from graph.stance_table import STANCES
from graph.vocabulary import compact
from webui.reading.cells import Cell
from webui.reading.rows import Row, answers, ask, grouped
from webui.site import Site
from webui.things import generic
from webui.things.asking import pictures_of, spreadsheets
from webui.things.office_holders import meetings_of, offices_of
from webui.things.statement_rows import Position, Statement, connected
from webui.things.tenures import tenures
from webui.things.thing_facts import Head

# The headings of what others are to the actor, by property.
_HEADINGS = {
    "memberOf": "Members",
    "affiliatedWith": "Who works in or for it",
    "partOf": "Parts",
    "represents": "Bodies that speak for it",
    "guarantor": "Would protect, under",
    "beneficiary": "Would be protected, under",
    "proposedBy": "Proposed",
    "publisher": "Published",
    "writtenBy": "Wrote",
}
_CONCLUSIONS = tuple(compact(stance.conclusion.value) for stance in STANCES)
_ASCRIPTIONS = tuple(compact(stance.ascription.value) for stance in STANCES)
_CHANGED = "changed-positions"  # the saved question that says what counts as a change


@dataclass(frozen=True)
class Taken:
    """A position, and the statement that expresses it."""

    position: Position
    statement: Statement


@dataclass(frozen=True)
class OnMeasure:
    """The positions on one measure. ``shown`` has one of each stance, on each condition and of each actor."""

    measure: Cell
    shown: tuple[Taken, ...]
    others: tuple[Taken, ...]


@dataclass(frozen=True)
class Step:
    """One side of a change: a stance on a measure with its terms, and the IRI of the statement that expresses it."""

    stance: str
    measure: Cell
    summary: Cell
    when: str
    statement: str
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Change:
    """An earlier position of an actor, and a later one that differs."""

    before: Step
    after: Step


def page(opened: Site, head: Head) -> str:
    """Return the page of an actor."""
    found = connected(opened, head.iri)
    said = found.by("statedBy")
    offices = offices_of(opened, head.iri)
    own = [each for each in _taken(found.by("heldBy")) if each.position.holder_iri == head.iri]
    return render_template(
        "things/actor.html",
        **generic.common(opened, head),
        tenures=tenures(opened, head.iri),
        ties=_ties(opened, head.iri),
        meetings=meetings_of(opened, head.iri),
        offices=offices,
        of_holders=len({statement.iri for held in offices for holder in held.holders for statement in holder.said}),
        spreadsheets=spreadsheets(opened, head) if said else [],
        pictures=pictures_of("actor", head, *(["matrix", "network"] if own else []), *(["timeline"] if said else [])),
        taken=len(own),
        by_others={statement.iri: statement.relays for statement in said if statement.ascribed},
        changes=opened.cached(_changes).get(head.iri, []),
        positions=_by_measure(own),
        on_behalf=_by_measure(
            [each for each in _taken(found.by("heldOnBehalfOf")) if each.position.holder_iri != head.iri]
        ),
        leaders=_by_measure(_of_leaders(opened, head.iri)),
        said=[statement for statement in said if not statement.ascribed],
        ascribed=[statement for statement in said if statement.ascribed],
        spoken_of=found.by("concerns", but_not="statedBy"),
        relayed=found.by("relayedBy", but_not="statedBy"),
        figures=ask(opened, "things/actor_figures", thing=head.iri),
        conclusions=grouped((fact.property, fact) for fact in head.concluded(*_CONCLUSIONS)),
        ascriptions=grouped((fact.property, fact) for fact in head.concluded(*_ASCRIPTIONS)),
    )


def _taken(listed: list[Statement]) -> list[Taken]:
    return [Taken(position, statement) for statement in listed for position in statement.positions]


def _of_leaders(opened: Site, iri: str) -> list[Taken]:
    """Positions of those who speak from an office of this actor elsewhere, where the passage leaves the office out."""
    found = grouped((row.iri("leader"), row.iri("statement")) for row in ask(opened, "things/actor_leaders", thing=iri))
    return [
        taken
        for leader, statements in found.items()
        for taken in _taken(connected(opened, leader).by("statedBy"))
        if taken.statement.iri in statements and not taken.statement.ascribed
    ]


def _by_measure(taken: list[Taken]) -> list[OnMeasure]:
    """Positions by measure, the measure with most positions first."""
    groups = grouped((each.position.measure, each) for each in taken)
    listed = [_on_measure(measure, same) for measure, same in groups.items()]
    return sorted(listed, key=lambda each: (-len(each.shown) - len(each.others), each.measure.text.casefold()))


def _on_measure(measure: Cell, taken: list[Taken]) -> OnMeasure:
    """The positions on one measure, the clearest first."""
    listed = sorted(taken, key=_clearness)
    stances = grouped(((each.position.holder, each.position.kind, each.position.conditions), each) for each in listed)
    shown = tuple(same[0] for same in stances.values())
    return OnMeasure(measure, shown, tuple(each for each in listed if each not in shown))


def _clearness(taken: Taken) -> tuple[bool, ...]:
    """What makes a position weaker than others of its stance, the heaviest first."""
    position = taken.position
    return (
        taken.statement.ascribed,
        position.unsure,
        position.explicitness.term == "Implied",
        bool(position.qualification),
    )


def _ties(opened: Site, iri: str) -> dict[str, list[Cell]]:
    listed = ask(opened, "things/actor_ties", thing=iri)
    found = grouped((row.data("property"), row.cell("other")) for row in listed)
    return {heading: found[name] for name, heading in _HEADINGS.items() if name in found}


def _changes(opened: Site) -> dict[str, list[Change]]:
    """The changes of position by actor, from the saved question; one for each pair of statements."""
    pairs = ((row.iri("actor"), Change(_step(row, "Before"), _step(row, ""))) for row in answers(opened, _CHANGED))
    return grouped(dict.fromkeys(pairs))


def _step(row: Row, suffix: str) -> Step:
    days = (row.text(f"{name}{suffix}") for name in ("date", "earliest", "latest"))
    return Step(
        stance=row.text(f"stance{suffix}Label"),
        measure=row.cell(f"measure{suffix}"),
        summary=Cell(row.text(f"summary{suffix}"), row.cell(f"statement{suffix}").href),
        when=dated(*days),
        statement=row.iri(f"statement{suffix}"),
        notes=tuple(_notes(row, suffix)),
    )


def _notes(row: Row, suffix: str) -> Iterator[str]:
    """The condition and the limit of one side of a change, and how clearly and how surely it was read."""
    for column, words in (("conditions", "if {}"), ("qualification", "limit: {}")):
        if text := row.text(f"{column}{suffix}"):
            yield words.format(text)
    for column, words in (("explicitnessLabel", "{}"), ("confidenceLabel", "{} confidence")):
        yield words.format(row.text(f"{column.removesuffix('Label')}{suffix}Label"))
