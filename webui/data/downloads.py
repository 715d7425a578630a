"""The files of the build."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, abort, render_template

from graph.ontology_docs import DIAGRAMS_FILE
from graph.publication import MANIFEST
from graph.store import EmbeddedStore
from webui.site import site

blueprint = Blueprint("downloads", __name__)

_KINDS = {
    "backstop.nq": ("application/n-quads", "Everything, each triple in its named graph, as N-Quads"),
    "backstop.ttl": ("text/turtle; charset=utf-8", "Everything in one graph, as Turtle"),
    "backstop.jsonld": ("application/ld+json", "Everything in one graph, as JSON-LD"),
    "statements.csv": ("text/csv; charset=utf-8", "The statements with their positions and evidence, as a table"),
    "document.schema.json": ("application/schema+json", "JSON Schema of a curated document, for editors"),
    "registers.schema.json": ("application/schema+json", "JSON Schema of the registers, for editors"),
    "void.ttl": ("text/turtle; charset=utf-8", "What the graph holds, counted: VoID and DCAT"),
    "service.ttl": ("text/turtle; charset=utf-8", "What the SPARQL endpoint understands: its service description"),
    "examples.ttl": ("text/turtle; charset=utf-8", "The questions as examples for SPARQL editors"),
    DIAGRAMS_FILE: ("application/json", "The diagrams of the ontology: SVG, and the same as text"),
    MANIFEST: ("application/json", "What the build says of itself: counts and digests"),
}


def _build() -> EmbeddedStore:
    build = site().build
    if build is None:
        abort(404, description="This site asks a remote endpoint and has no files of its own.")
    return build


@blueprint.get("/downloads/")
def downloads() -> str:
    """The files of the build with their digests."""
    manifest = _build().manifest
    files = [(name, text, manifest.files.get(name, "")) for name, (_, text) in _KINDS.items()]
    return render_template("data/downloads.html", files=files, manifest=manifest)


def exists(values: Mapping[str, Any]) -> bool:
    """Return whether there is the file that the path of an address names."""
    return values["name"] in _KINDS


@blueprint.get("/downloads/<name>")
def download(name: str) -> Response:
    """One file of the build, verified by its digest."""
    if name not in _KINDS:
        abort(404)
    build = _build()
    content = build.manifest.to_json().encode() if name == MANIFEST else build.file(name)
    response = Response(content, content_type=_KINDS[name][0])
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
