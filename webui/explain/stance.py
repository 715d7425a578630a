"""Whether an actor supports a measure: as a page, and as JSON."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, jsonify, render_template, request, url_for
from pyoxigraph import NamedNode, Triple

from graph import stances
from graph.explain import Verbaliser
from graph.stances import Answer, Stance
from graph.stances.findings import Finding
from graph.vocabulary import ID
from webui.explain.menus import menus
from webui.explain.why import why_address
from webui.http.negotiation import negotiated
from webui.reading.cells import Cell, cells_of
from webui.site import Site, site

blueprint = Blueprint("stance", __name__)

_FORMS = {"html": "text/html", "json": "application/json"}
# The class of an answer in the style sheet: only a plain yes looks like one.
_LOOKS = {
    Answer.SAID_SO: "for",
    Answer.IMPLIED: "for",
    Answer.CONCLUDED: "for",
    Answer.LIMITED: "open",
    Answer.ON_CONDITION: "open",
    Answer.UNCOMMITTED: "open",
    Answer.SEVERAL: "open",
    Answer.OPPOSES: "against",
    Answer.GIVEN_UP: "unsure",
    Answer.ASCRIBED: "unsure",
    Answer.UNSURE: "unsure",
    Answer.DOUBTS: "unsure",
    Answer.ON_BEHALF: "unsure",
    Answer.NEAR: "unsure",
    Answer.NOTHING: "none",
}


@blueprint.get("/stance")
@blueprint.get("/stance.<suffix>")
def stance(suffix: str = "") -> Response | str:
    """The answer for ``actor`` and ``measure``; the form if one of them is missing."""
    if suffix not in ("", "json"):
        abort(404)
    opened = site()
    actor, measure = (request.args.get(name, "") for name in ("actor", "measure"))
    kind = suffix or negotiated(_FORMS)
    if kind == "html" and not (actor and measure):
        return _form(opened, actor, measure, found=None)
    found = stances.stance(opened.engine, actor, measure)
    if kind == "json":
        return jsonify(stances.as_json(found, Verbaliser(opened.engine)))
    return _form(opened, _slug(found.actor), _slug(found.measure), found)


def _slug(thing: NamedNode) -> str:
    return thing.value.removeprefix(ID)


def _look(found: Stance) -> str:
    """The class of an answer; a yes that every passage limits does not look like a plain one."""
    look = _LOOKS[found.answer]
    return "open" if look == "for" and all(each.qualification for each in found.basis) else look


def _conclusion(finding: Finding) -> NamedNode:
    """What is concluded from a position: of the actor's own words, or of what others say."""
    return finding.side.conclusion if finding.is_own else finding.side.ascription


def _form(opened: Site, actor: str, measure: str, found: Stance | None) -> str:
    words = Verbaliser(opened.engine)
    shown: dict[str, Any] = {"found": None}
    if found is not None:
        reasons = dict.fromkeys(_conclusion(each) for each in found.findings if each.is_sure)
        shown = {
            "found": found,
            "actor_label": words.label(found.actor),
            "measure_label": words.label(found.measure),
            "answer": stances.headline(found, words),
            "look": _look(found),
            "sections": [
                (title, [cells_of(each) for each in sentences]) for title, sentences in stances.sections(found, words)
            ],
            "reasons": [
                Cell(f"Why “{words.label(reason)}”?", why_address(Triple(found.actor, reason, found.measure)))
                for reason in reasons
            ],
            "data": url_for(".stance", suffix="json", actor=actor, measure=measure),
        }
    return render_template("explain/stance.html", menus=opened.cached(menus), actor=actor, measure=measure, **shown)
