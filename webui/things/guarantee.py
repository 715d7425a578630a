"""The page of a guarantee, which is a measure too: who would protect whom, and what it is made of."""

from __future__ import annotations

from flask import render_template

from webui.reading.cells import Cell
from webui.reading.rows import ask, grouped
from webui.site import Site
from webui.things import measure
from webui.things.thing_facts import Head


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
    )
