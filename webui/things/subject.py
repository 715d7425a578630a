"""The page of what statements are about: a topic, a place, a part of guarantees."""

from __future__ import annotations

from flask import render_template

from webui.reading.rows import ask, grouped
from webui.things import generic
from webui.things.statement_rows import statements
from webui.things.thing_facts import Head

_NAMED_IN = """
SELECT DISTINCT ?words ?other ?otherLabel WHERE {
  VALUES (?property ?words) {
    (bst:tookPlaceAt "What took place there") (bst:hasComponent "A part, or a possible part, of")
  }
  ?other ?property $thing ; rdfs:label ?otherLabel .
} ORDER BY ?words ?otherLabel
"""


def page(head: Head) -> str:
    """Return the page of a topic, a place or a component."""
    return render_template(
        "things/subject.html",
        **generic.common(head),
        relations=grouped((row.text("words"), row.cell("other")) for row in ask(_NAMED_IN, head.iri)),
        naming=statements("?statement bst:namesComponent $thing .", head.iri),
        about=statements("?statement bst:concerns $thing .", head.iri),
    )
