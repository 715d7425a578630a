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
from webui.things.positions_taken import Taken, at_a_glance, by_measure, positions_of
from webui.things.statement_rows import Statement, connected
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
    own = [each for each in positions_of(found.by("heldBy")) if each.position.holder_iri == head.iri]
    positions = by_measure(own)
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
        changes=_same_changes(opened.cached(_changes).get(head.iri, []), said),
        positions=positions,
        glance=at_a_glance(positions),
        on_behalf=by_measure(
            [each for each in positions_of(found.by("heldOnBehalfOf")) if each.position.holder_iri != head.iri]
        ),
        leaders=by_measure(_of_leaders(opened, head.iri)),
        said=[statement for statement in said if not statement.ascribed],
        ascribed=[statement for statement in said if statement.ascribed],
        spoken_of=found.by("concerns", but_not="statedBy"),
        relayed=found.by("relayedBy", but_not="statedBy"),
        figures=ask(opened, "things/actor_figures", thing=head.iri),
        conclusions=grouped((fact.property, fact) for fact in head.concluded(*_CONCLUSIONS)),
        ascriptions=grouped((fact.property, fact) for fact in head.concluded(*_ASCRIPTIONS)),
    )


def _of_leaders(opened: Site, iri: str) -> list[Taken]:
    """Positions of those who speak from an office of this actor elsewhere, where the passage leaves the office out."""
    found = grouped((row.iri("leader"), row.iri("statement")) for row in ask(opened, "things/actor_leaders", thing=iri))
    return [
        taken
        for leader, statements in found.items()
        for taken in positions_of(connected(opened, leader).by("statedBy"))
        if taken.statement.iri in statements and not taken.statement.ascribed
    ]


def _ties(opened: Site, iri: str) -> dict[str, list[Cell]]:
    listed = ask(opened, "things/actor_ties", thing=iri)
    found = grouped((row.data("property"), row.cell("other")) for row in listed)
    return {heading: found[name] for name, heading in _HEADINGS.items() if name in found}


def _changes(opened: Site) -> dict[str, list[Change]]:
    """The changes of position by actor, from the saved question; one for each pair of statements."""
    pairs = ((row.iri("actor"), Change(_step(row, "Before"), _step(row, ""))) for row in answers(opened, _CHANGED))
    return grouped(dict.fromkeys(pairs))


def _same_changes(changes: list[Change], said: list[Statement]) -> list[list[Change]]:
    """The changes from one stance to another, each with all records of it, those in own words first."""
    ascribed = {statement.iri for statement in said if statement.ascribed}
    own_first = sorted(
        changes, key=lambda each: (each.before.statement in ascribed) + (each.after.statement in ascribed)
    )
    records = grouped(
        (tuple((side.stance, side.measure) for side in (each.before, each.after)), each) for each in own_first
    )
    return list(records.values())


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
