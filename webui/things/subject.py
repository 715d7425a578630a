"""The page of a topic, a place or a component of guarantees."""

from __future__ import annotations

from flask import render_template

from webui.site import Site
from webui.things import generic
from webui.things.statement_rows import connected
from webui.things.thing_facts import Head


def page(opened: Site, head: Head) -> str:
    """Return the page of a topic, a place or a component."""
    found = connected(opened, head.iri)
    return render_template(
        "things/subject.html",
        **generic.common(opened, head),
        relations=generic.relations(opened, head),
        naming=found.by("namesComponent"),
        about=found.by("concerns"),
    )
