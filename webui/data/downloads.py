"""The files of the build."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, abort, render_template

from graph.ontology_docs import DIAGRAMS_FILE
from graph.publication import MANIFEST
from graph.store import EmbeddedStore
from webui.site import site

blueprint = Blueprint("downloads", __name__)

_TURTLE, _JSON_SCHEMA = "text/turtle; charset=utf-8", "application/schema+json"
# By heading and name: the media type, and what the file is. What most people want comes first.
_FILES: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "For a spreadsheet": {
        "statements.csv": ("text/csv; charset=utf-8", "All statements, with who, when, position, condition and source"),
    },
    "The whole graph": {
        "backstop.nq": ("application/n-quads", "Each fact in the named graph it comes from, as N-Quads"),
        "backstop.ttl": (_TURTLE, "One graph, as Turtle"),
        "backstop.jsonld": ("application/ld+json", "One graph, as JSON-LD"),
    },
    "About the data": {
        MANIFEST: ("application/json", "Version, counts, and the SHA-256 of each file"),
        "void.ttl": (_TURTLE, "What the graph holds, counted, as VoID and DCAT"),
        "service.ttl": (_TURTLE, "Service description of the SPARQL endpoint"),
        "examples.ttl": (_TURTLE, "The questions as examples for SPARQL editors"),
        DIAGRAMS_FILE: ("application/json", "The diagrams of the ontology, as SVG and as text"),
        "document.schema.json": (_JSON_SCHEMA, "JSON Schema of a curated document, for editors"),
        "registers.schema.json": (_JSON_SCHEMA, "JSON Schema of the registers, for editors"),
    },
}
_MEDIA_TYPES = {name: media_type for files in _FILES.values() for name, (media_type, _) in files.items()}


@dataclass(frozen=True)
class File:
    """A file of the build: its name, what it is, its size in bytes, and its SHA-256; the manifest has none."""

    name: str
    text: str
    size: int
    digest: str


def _build() -> EmbeddedStore:
    build = site().build
    if build is None:
        abort(404, description="This site asks a remote endpoint and has no files of its own.")
    return build


@blueprint.get("/downloads/")
def downloads() -> str:
    """The files of the build, with their sizes and digests."""
    build = _build()
    groups = {
        heading: [
            File(name, text, (build.release / name).stat().st_size, build.manifest.files.get(name, ""))
            for name, (_, text) in files.items()
        ]
        for heading, files in _FILES.items()
    }
    return render_template("data/downloads.html", groups=groups, manifest=build.manifest)


def exists(values: Mapping[str, Any]) -> bool:
    """Return whether there is the file that the path of an address names."""
    return values["name"] in _MEDIA_TYPES


@blueprint.get("/downloads/<name>")
def download(name: str) -> Response:
    """One file of the build, verified by its digest."""
    if name not in _MEDIA_TYPES:
        abort(404)
    build = _build()
    content = build.manifest.to_json().encode() if name == MANIFEST else build.file(name)
    response = Response(content, content_type=_MEDIA_TYPES[name])
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
