"""The page of an event: when and where, who took part, what was said at it, and what is said of it."""

from __future__ import annotations

from flask import render_template

from webui.reading.cells import dated
from webui.reading.rows import ask, grouped
from webui.things import generic
from webui.things.statement_rows import statements
from webui.things.thing_facts import Head

_NAMED_IN = """
SELECT DISTINCT ?words ?other ?otherLabel WHERE {
  VALUES (?property ?words) { (bst:modelledOn "Is the model for") }
  ?other ?property $thing ; rdfs:label ?otherLabel .
} ORDER BY ?otherLabel
"""


def page(head: Head) -> str:
    """Return the page of an event."""
    days = [head.text(name) for name in ("bst:tookPlaceOn", "bst:earliest", "bst:latest")]
    return render_template(
        "things/event.html",
        **generic.common(head),
        when=dated(*days) if any(days) else "",
        basis=next((fact.value for fact in head.of("bst:dateBasis")), None),
        date_note=head.text("bst:dateNote"),
        places=head.cells("bst:tookPlaceAt"),
        participants=head.cells("bst:participant"),
        relations=grouped((row.text("words"), row.cell("other")) for row in ask(_NAMED_IN, head.iri)),
        at=statements("?statement bst:saidAt $thing .", head.iri),
        about=statements(
            "?statement bst:concerns $thing . FILTER NOT EXISTS { ?statement bst:saidAt $thing }", head.iri
        ),
    )
