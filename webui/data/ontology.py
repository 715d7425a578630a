"""The ontology: its terms and diagrams as a page, or its file; and the JSON-LD context."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, abort, redirect, render_template, url_for
from markupsafe import Markup
from pyoxigraph import Triple
from werkzeug.wrappers import Response as AnyResponse

from graph.ontology_docs import DIAGRAMS_FILE
from graph.serialisation import RDF_FORMATS
from graph.vocabulary import ONTOLOGY_GRAPH
from webui.data.ontology_terms import OntologyTerms, ontology_terms
from webui.http.negotiation import negotiated
from webui.http.rdf import RDF_MEDIA_TYPES, rdf_response
from webui.reading.page_queries import page_query
from webui.site import Site, site

blueprint = Blueprint("ontology", __name__)


def exists(values: Mapping[str, Any]) -> bool:
    """Return whether the ontology has the form that the path of an address names."""
    return values.get("suffix", "ttl") in RDF_FORMATS


@blueprint.get("/ontology")
@blueprint.get("/ontology.<suffix>")
def ontology(suffix: str = "") -> Response | str:
    """The ontology, as documentation or as triples."""
    if suffix and suffix not in RDF_FORMATS:
        abort(404)
    opened = site()
    kind = suffix or negotiated(RDF_MEDIA_TYPES)
    if kind == "html":
        return render_template(
            "data/ontology.html",
            terms=opened.cached(_terms),
            diagrams=opened.cached(_diagrams),
        )
    return rdf_response(_triples(opened), kind)


@blueprint.get("/downloads/ontology.html")
@blueprint.get("/ontology/reference")
def reference() -> AnyResponse:
    """The addresses of a page and its file that :func:`ontology` has replaced."""
    return redirect(url_for(".ontology"), 301)


def _terms(opened: Site) -> OntologyTerms:
    return ontology_terms(_triples(opened))


def _triples(opened: Site) -> list[Triple]:
    return opened.engine.construct(page_query("reading/graph", graph=ONTOLOGY_GRAPH))


def _diagrams(opened: Site) -> list[dict[str, Any]]:
    drawn: list[dict[str, Any]] = json.loads(_file(opened, DIAGRAMS_FILE) or b"[]")
    return [diagram | {"svg": Markup(diagram["svg"])} for diagram in drawn]  # noqa: S704 -- held against the build's digest


def _file(opened: Site, name: str) -> bytes:
    """A file of the build; empty without a build or without this file."""
    return opened.build.file(name) if opened.build and name in opened.build.manifest.files else b""


@blueprint.get("/context.jsonld")
def context() -> Response:
    """The JSON-LD context that gives the keys of the curated YAML their meaning."""
    content = (site().ontology_folder / "context.jsonld").read_bytes()
    response = Response(content, content_type="application/ld+json")
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response
