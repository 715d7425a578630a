"""The page of an office: for whom its holder speaks, who held it when, and what was said from it."""

from __future__ import annotations

from flask import render_template

from webui.reading.rows import ask
from webui.things import generic
from webui.things.statement_rows import statements
from webui.things.tenures import years
from webui.things.thing_facts import Head

_HOLDERS = """
SELECT DISTINCT ?holder ?holderLabel ?from ?until WHERE {
  ?holder bst:holdsTenure ?tenure ; rdfs:label ?holderLabel .
  ?tenure bst:ofOffice $thing .
  OPTIONAL { ?tenure bst:from ?from }
  OPTIONAL { ?tenure bst:until ?until }
} ORDER BY ?from ?holderLabel
"""


def page(head: Head) -> str:
    """Return the page of an office."""
    return render_template(
        "things/office.html",
        **generic.common(head),
        represents=head.cells("bst:represents"),
        holders=[(row.cell("holder"), years(row.text("from"), row.text("until"))) for row in ask(_HOLDERS, head.iri)],
        said=statements("?statement bst:statedAs $thing .", head.iri),
        about=statements("?statement bst:concerns $thing .", head.iri),
    )
