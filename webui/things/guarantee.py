"""The page of a guarantee, which is a measure too: who would protect whom, and what it is made of."""

from __future__ import annotations

from flask import render_template

from webui.reading.cells import Cell
from webui.reading.rows import ask, grouped
from webui.things import measure
from webui.things.thing_facts import Head

# The parts that statements on the guarantee name, besides those that the register gives.
_NAMED = """
SELECT DISTINCT ?component ?componentLabel ?actor ?actorLabel WHERE {
  ?statement bst:concerns $thing ; bst:namesComponent ?component ; bst:statedBy ?actor .
  ?component rdfs:label ?componentLabel .
  ?actor rdfs:label ?actorLabel .
} ORDER BY ?componentLabel ?actorLabel
"""


def page(head: Head) -> str:
    """Return the page of a guarantee."""
    named = grouped((row.cell("component"), row.cell("actor")) for row in ask(_NAMED, head.iri))
    components: dict[Cell, list[Cell]] = {component: [] for component in head.cells("bst:hasComponent")}
    return render_template(
        "things/guarantee.html",
        **measure.content(head),
        guarantors=head.cells("bst:guarantor"),
        beneficiaries=head.cells("bst:beneficiary"),
        models=head.cells("bst:modelledOn"),
        components=components | named,
    )
