"""The ontology: its terms and diagrams as a page, its reference, or its file; and the JSON-LD context."""

from __future__ import annotations

import json
from typing import Any

from flask import Blueprint, Response, abort, render_template
from markupsafe import Markup
from pyoxigraph import NamedNode

from graph.ontology_docs import DIAGRAMS_FILE, REFERENCE_FILE
from graph.serialisation import RDF_FORMATS
from graph.store import EmbeddedStore
from graph.vocabulary import BASE, ONTOLOGY_GRAPH, OWL, PREFIXES, SKOS
from webui.http.negotiation import negotiated
from webui.http.rdf import RDF_MEDIA_TYPES, rdf_response
from webui.reading.cells import cell
from webui.site import Site, site

blueprint = Blueprint("ontology", __name__)

_KINDS = {
    OWL.Class.value: "Classes",
    OWL.ObjectProperty.value: "Relations",
    OWL.DatatypeProperty.value: "Values",
    SKOS.ConceptScheme.value: "Lists",
    OWL.AnnotationProperty.value: "Words about words",
}
_TERMS = f"""
PREFIX rdfs: <{PREFIXES["rdfs"]}>
PREFIX skos: <{PREFIXES["skos"]}>
SELECT ?term ?termLabel ?kind ?definition ?example ?note ?parent ?parentLabel WHERE {{
  GRAPH <{ONTOLOGY_GRAPH}> {{
    ?term a ?kind ; rdfs:label ?termLabel ; skos:definition ?definition ; skos:example ?example .
    OPTIONAL {{ ?term skos:scopeNote ?note }}
    OPTIONAL {{ ?term rdfs:subClassOf|rdfs:subPropertyOf ?parent . ?parent rdfs:label ?parentLabel }}
  }}
}} ORDER BY ?termLabel ?term ?parentLabel
"""
_FILE = (
    f"CONSTRUCT {{ ?subject ?property ?value }} WHERE {{ GRAPH <{ONTOLOGY_GRAPH}> {{ ?subject ?property ?value }} }}"
)


@blueprint.get("/ontology")
@blueprint.get("/ontology.<suffix>")
def ontology(suffix: str = "") -> Response | str:
    """The ontology, as documentation or as triples."""
    if suffix and suffix not in RDF_FORMATS:
        abort(404)
    kind = suffix or negotiated(RDF_MEDIA_TYPES)
    if kind == "html":
        opened = site()
        return render_template(
            "data/ontology.html",
            sections=_sections(),
            base=BASE,
            diagrams=opened.derive(_diagrams),
            reference=opened.derive(_reference),
        )
    return rdf_response(site().engine.construct(_FILE), kind)


def _sections() -> dict[str, dict[str, dict[str, object]]]:
    """The terms by kind, each once, with what the ontology says of it."""
    sections: dict[str, dict[str, dict[str, object]]] = {name: {} for name in (*_KINDS.values(), "Items of lists")}
    solutions = site().engine.select(_TERMS)
    for solution in solutions:
        values = {variable.value: solution[variable] for variable in solutions.variables}
        kind, term = values["kind"], values["term"]
        if not isinstance(term, NamedNode) or not isinstance(kind, NamedNode):
            continue
        if kind.value.startswith(PREFIXES["owl"]) and kind.value not in _KINDS:
            continue  # transitive, symmetric and so on: said in the file
        section = sections[_KINDS.get(kind.value, "Items of lists")]
        name = term.value.removeprefix(PREFIXES["bst"])
        entry = section.setdefault(
            name,
            {column: cell(values, column) for column in ("term", "definition", "example", "note")} | {"parents": []},
        )
        parent = cell(values, "parent")
        parents = entry["parents"]
        assert isinstance(parents, list)
        if parent.text and parent not in parents:
            parents.append(parent)
    return sections


@blueprint.get("/ontology/reference")
def reference() -> str:
    """The reference that pyLODE made of the ontology when the graph was built."""
    text = site().derive(_reference)
    if not text:
        abort(404, description="This site asks a remote endpoint, and has no reference of the ontology of its own.")
    return render_template("data/reference.html", reference=text)


def _reference(opened: Site) -> Markup:
    """The build's reference; what is in it was made plain HTML when it was built."""
    return Markup(_file(opened, REFERENCE_FILE).decode())  # noqa: S704 -- held against the build's digest


def _diagrams(opened: Site) -> list[dict[str, Any]]:
    drawn: list[dict[str, Any]] = json.loads(_file(opened, DIAGRAMS_FILE) or b"[]")
    return [diagram | {"svg": Markup(diagram["svg"])} for diagram in drawn]  # noqa: S704 -- the same


def _file(opened: Site, name: str) -> bytes:
    """A file of the build; nothing where there is no build, or one that was built without it."""
    engine = opened.engine
    return engine.file(name) if isinstance(engine, EmbeddedStore) and name in engine.manifest.files else b""


@blueprint.get("/context.jsonld")
def context() -> Response:
    """The JSON-LD context that gives the keys of the curated YAML their meaning."""
    content = (site().ontology_folder / "context.jsonld").read_bytes()
    response = Response(content, content_type="application/ld+json")
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response
