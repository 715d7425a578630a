"""The page of a guarantee, which is a measure too: who would protect whom, and what it is made of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask import render_template

from graph.dates import dated
from graph.vocabulary import BST
from webui.reading.cells import Cell
from webui.reading.rows import Row, ask, grouped, rows
from webui.site import Site
from webui.things import measure
from webui.things.thing_facts import Head

_STATUS = "status-of-guarantees"  # the saved question that says which statement gives a guarantee which status


@dataclass(frozen=True)
class Step:
    """What one statement does with the guarantee, when and how; ``ascribers`` are empty if it is in own words."""

    when: str
    status: str
    actor: Cell
    notes: tuple[str, ...]
    summary: Cell
    ascribers: tuple[Cell, ...]


def page(opened: Site, head: Head) -> str:
    """Return the page of a guarantee."""
    rows = ask(opened, "things/guarantee_components", thing=head.iri)
    named = grouped((row.cell("component"), row.cell("actor")) for row in rows)
    components: dict[Cell, list[Cell]] = {component: [] for component in head.cells("bst:hasComponent")}
    return render_template(
        "things/guarantee.html",
        **measure.content(opened, head),
        guarantors=head.cells("bst:guarantor"),
        beneficiaries=head.cells("bst:beneficiary"),
        models=head.cells("bst:modelledOn"),
        components=components | named,
        status=_status(opened, head.iri),
    )


def _status(opened: Site, iri: str) -> list[Step]:
    """The status of the guarantee by day, from the saved question; what is merely discussed is left out."""
    asked = opened.question(_STATUS)
    if asked is None:
        return []
    found = rows(opened.engine.select(asked.bind({"measure": iri})))
    same = grouped(((row.iri("statement"), row.text("status"), tuple(_notes(row))), row) for row in found)
    return [_step(notes, passages) for (_, status, notes), passages in same.items() if status != "discussed"]


def _step(notes: tuple[str, ...], passages: Sequence[Row]) -> Step:
    row = passages[0]
    ascribed = all(each.iri("attribution") == BST.CharacterisedByOther.value for each in passages)
    relays = dict.fromkeys(each.cell("relay") for each in passages if each.iri("relay"))
    return Step(
        when=dated(*(row.text(name) for name in ("date", "earliest", "latest"))),
        status=row.text("status"),
        actor=row.cell("actor"),
        notes=notes,
        summary=Cell(row.text("summary"), row.cell("statement").href),
        ascribers=tuple(relays) if ascribed else (),
    )


def _notes(row: Row) -> Iterator[str]:
    for column, words in (
        ("conditions", "if {}"),
        ("qualification", "limit: {}"),
        ("explicitnessLabel", "{}"),
        ("confidenceLabel", "{} confidence"),
    ):
        if text := row.text(column):
            yield words.format(text)
