"""The pictures as pages, as data in JSON and, except for the network, as SVG."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, abort, g, jsonify, render_template, request, url_for

from webui.pictures.choices import choice
from webui.pictures.drawing import draw, outside
from webui.pictures.figures import figures_of, groups
from webui.pictures.matrix import matrix
from webui.pictures.network import network
from webui.pictures.palette import PALETTE
from webui.pictures.positions import GROUNDS, KINDS, STANCES, Positions, positions, qualities
from webui.pictures.timeline import timeline_of
from webui.reading.rows import camel_case
from webui.site import site

blueprint = Blueprint("pictures", __name__)
blueprint.record(lambda state: state.app.jinja_env.globals.update(palette=PALETTE))

_PICTURES = {"matrix": "Matrix", "timeline": "Timeline", "network": "Network", "figures": "Figures"}


@blueprint.get("/matrix")
@blueprint.get("/matrix.<suffix>")
def matrix_page(suffix: str = "") -> Response | str:
    """Who takes which stance on which measure, and who is silent."""
    known = site().cached(positions)
    chosen = choice(known, least=3)
    found = matrix(known, chosen)
    data = {
        "measures": [{"id": slug, "label": label} for slug, label in found.measures.items()],
        "actors": [{"id": line.actor, "label": line.label, "silent": line.silent} for line in found.lines],
        "marks": [
            {
                "actor": line.actor,
                "measure": measure,
                "stance": STANCES[mark.stance],
                "concludedFrom": list(mark.via),
                **qualities(mark.behind),
                "statements": list(mark.statements),
            }
            for line in found.lines
            for measure, cell in line.marks.items()
            for mark in cell
        ],
    }
    return _answer("matrix", suffix, data, matrix=found, fields=_fields(known), chosen=chosen)


@blueprint.get("/network")
@blueprint.get("/network.<suffix>")
def network_page(suffix: str = "") -> Response | str:
    """Actors and measures as a network, with the stance on each link."""
    known = site().cached(positions)
    chosen = choice(known, least=5)
    found = network(known, chosen)
    data = {
        "nodes": [_json(vars(node)) for node in found.nodes],
        "links": [_json(vars(link) | {"word": link.word}) for link in found.links],
    }
    return _answer("network", suffix, data, network=found, fields=_fields(known), chosen=chosen)


@blueprint.get("/timeline")
@blueprint.get("/timeline.<suffix>")
def timeline_page(suffix: str = "") -> Response | str:
    """What was said when, what happened, and whose position changed."""
    found = timeline_of(site())
    return _answer("timeline", suffix, found.data, timeline=found, drawing=draw(found), outside=outside(found))


@blueprint.get("/figures")
@blueprint.get("/figures.<suffix>")
def figures_page(suffix: str = "") -> Response | str:
    """The figures in the sources, with charts of those in the same unit."""
    found, documents, document = figures_of(site())
    data = {"figures": [_json(figure.data) for figure in found]}
    return _answer("figures", suffix, data, figures=found, groups=groups(found), documents=documents, document=document)


def _json(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values with the names in camel case."""
    return {camel_case(name): value for name, value in values.items()}


def _fields(known: Positions) -> Mapping[str, list[tuple[str, str]]]:
    """The options of the form, by label."""

    def labelled(slugs: set[str]) -> list[tuple[str, str]]:
        return sorted(((slug, known.labels[slug]) for slug in slugs), key=lambda pair: pair[1].casefold())

    spoken = {stance.measure for stance in known.stances}
    kinds = {kind for stance in known.stances for kind in known.kinds.get(stance.actor, ())}
    topics = {topic for stance in known.stances for topic in known.topics.get(stance.statement, ())}
    return {
        "kinds": [(kind, label) for kind, label in KINDS.items() if kind in kinds],
        "topics": labelled(topics),
        "measures": labelled(spoken),
    }


def _answer(name: str, suffix: str, data: Mapping[str, Any], **context: Any) -> Response | str:
    """The page, its data as JSON, or its drawing as SVG. Answers 404 for another suffix."""
    chosen = dict[str, Any]({name: value for name, value in request.args.items() if name not in g.ignored})
    addresses = {form: url_for(f".{name}_page", suffix=form, **chosen) for form in ("json", "svg")}
    context |= {"addresses": addresses, "pictures": _PICTURES, "picture": name, "stances": STANCES, "grounds": GROUNDS}
    if not suffix:
        return render_template(f"pictures/{name}.html", **context)
    if suffix == "json":
        return jsonify(data)
    if suffix != "svg" or name == "network":
        abort(404)
    return Response(render_template(f"pictures/{name}.svg", **context), content_type="image/svg+xml")
