"""The page of an event: when and where, who took part, what was said at it, and what is said of it."""

from __future__ import annotations

from flask import render_template

from graph.dates import dated
from webui.site import Site
from webui.things import generic
from webui.things.statement_rows import connected
from webui.things.thing_facts import Head


def page(opened: Site, head: Head) -> str:
    """Return the page of an event."""
    found = connected(opened, head.iri)
    days = [head.text(name) for name in ("bst:tookPlaceOn", "bst:earliest", "bst:latest")]
    return render_template(
        "things/event.html",
        **generic.common(opened, head),
        when=dated(*days) if any(days) else "",
        basis=next((fact.value for fact in head.of("bst:dateBasis")), None),
        date_note=head.text("bst:dateNote"),
        places=head.cells("bst:tookPlaceAt"),
        participants=head.cells("bst:participant"),
        relations=generic.relations(opened, head),
        at=found.by("saidAt"),
        about=found.by("concerns", but_not="saidAt"),
    )
