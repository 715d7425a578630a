"""The page of an office: whom it represents, who held it and when, and what they said in office."""

from __future__ import annotations

from flask import render_template

from webui.site import Site
from webui.things import generic
from webui.things.office_holders import offices_of
from webui.things.statement_rows import connected
from webui.things.thing_facts import Head


def page(opened: Site, head: Head) -> str:
    """Return the page of an office."""
    found = connected(opened, head.iri)
    return render_template(
        "things/office.html",
        **generic.common(opened, head),
        represents=head.cells("bst:represents"),
        held=offices_of(opened, head.iri)[0],
        said=found.by("statedAs"),
        about=found.by("concerns"),
    )
