"""The page of an event: when and where, who took part, what was said at it, and what is said of it."""

from __future__ import annotations

from collections.abc import Sequence

from flask import render_template

from graph.dates import dated
from webui.reading.rows import grouped
from webui.site import Site
from webui.things import generic
from webui.things.statement_rows import Statement, connected
from webui.things.thing_facts import Head


def page(opened: Site, head: Head) -> str:
    """Return the page of an event."""
    found = connected(opened, head.iri)
    judging = found.by("assesses")
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
        verdicts=_verdicts(judging),
        judging=judging,
        about=[statement for statement in found.by("concerns", but_not="saidAt") if statement not in judging],
    )


def _verdicts(judging: Sequence[Statement]) -> dict[str, list[Statement]]:
    """The statements that judge the event by their verdict, the most frequent first."""
    found = grouped((statement.verdict.text, statement) for statement in judging)
    return dict(sorted(found.items(), key=lambda verdict: (-len(verdict[1]), verdict[0])))
