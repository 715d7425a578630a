"""Whether an actor supports a measure: as a page, and as JSON."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, jsonify, render_template, url_for
from pyoxigraph import NamedNode, Triple

from graph import stances
from graph.explain import Verbaliser
from graph.stances import Answer, Stance
from graph.stances.findings import Finding
from graph.vocabulary import ID
from webui.explain.menus import menus
from webui.explain.near import actors_on, compared_with, measures_of, to_begin_with
from webui.explain.why import why_address
from webui.http.arguments import arguments
from webui.http.negotiation import negotiated
from webui.reading.cells import Cell, cells_of
from webui.site import Site, site

blueprint = Blueprint("stance", __name__)

_FORMS = {"html": "text/html", "json": "application/json"}
_NEAR, _FEW = 8, 4  # links of one kind that a page shows
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
    given = arguments(("actor", "measure"), page=True)
    actor, measure = (given.get(name, "") for name in ("actor", "measure"))
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
    """The form with what is near it, below the answer if there is one."""
    words = Verbaliser(opened.engine)
    shown = _answered(found, words) if found else {"found": None, "examples": _examples(opened, actor, measure, words)}
    return render_template(
        "explain/stance.html",
        menus=opened.cached(menus),
        actor=actor,
        measure=measure,
        **shown,
        **_near(opened, actor, measure, words),
    )


def _answered(found: Stance, words: Verbaliser) -> dict[str, Any]:
    reasons = dict.fromkeys(_conclusion(each) for each in found.findings if each.is_sure)
    return {
        "found": found,
        "title": stances.question(found, words),
        "answer": stances.headline(found, words),
        "look": _look(found),
        "sections": [
            (title, [cells_of(each) for each in sentences]) for title, sentences in stances.sections(found, words)
        ],
        "reasons": [
            Cell(f"Why “{words.label(reason)}”?", why_address(Triple(found.actor, reason, found.measure)))
            for reason in reasons
        ],
        "card": url_for("crawlers.stance_card", actor=_slug(found.actor), measure=_slug(found.measure)),
        "data": url_for(".stance", suffix="json", actor=_slug(found.actor), measure=_slug(found.measure)),
    }


def _near(opened: Site, actor: str, measure: str, words: Verbaliser) -> dict[str, Any]:
    """The other measures of the actor, the others on the measure, and whom the actor can be compared with."""
    return {
        "actor_name": _name(actor, words),
        "measure_name": _name(measure, words),
        "measures_near": measures_of(opened, actor, but=measure)[: _NEAR if measure else None],
        "actors_near": actors_on(opened, measure, but=actor)[: _NEAR if actor else None],
        "pairs_near": compared_with(opened, actor)[:_FEW],
    }


def _name(slug: str, words: Verbaliser) -> str:
    """The name of a thing inside a sentence; empty if there is no such thing."""
    try:
        return words.noun_phrase(NamedNode(ID + slug)) if slug else ""
    except ValueError:  # a character that no IRI may have
        return ""


def _examples(opened: Site, actor: str, measure: str, words: Verbaliser) -> list[tuple[Cell, str]]:
    """Questions to begin with, each with the first sentence of its answer; none if something was chosen."""
    if actor or measure:
        return []
    found = [stances.stance(opened.engine, each.actor[0], each.measure[0]) for each in to_begin_with(opened, _FEW)]
    return [
        (
            Cell(
                stances.question(each, words),
                url_for(".stance", actor=_slug(each.actor), measure=_slug(each.measure)),
            ),
            stances.headline(each, words),
        )
        for each in found
    ]
