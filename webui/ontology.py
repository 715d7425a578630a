"""The ontology: its terms as a page, or its file; and the JSON-LD context."""

from __future__ import annotations

from flask import Blueprint, Response, abort, render_template
from pyoxigraph import NamedNode

from graph.vocabulary import BASE, ONTOLOGY_GRAPH, PREFIXES
from webui.negotiation import negotiated
from webui.presentation import cell
from webui.site import site
from webui.triples import RDF_FORMATS, RDF_MEDIA_TYPES, rdf_response

blueprint = Blueprint("ontology", __name__)

_KINDS = {
    PREFIXES["owl"] + "Class": "Classes",
    PREFIXES["owl"] + "ObjectProperty": "Relations",
    PREFIXES["owl"] + "DatatypeProperty": "Values",
    PREFIXES["skos"] + "ConceptScheme": "Lists",
    PREFIXES["owl"] + "AnnotationProperty": "Words about words",
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
        return render_template("ontology.html", sections=_sections(), base=BASE)
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


@blueprint.get("/context.jsonld")
def context() -> Response:
    """The JSON-LD context that gives the keys of the curated YAML their meaning."""
    content = (site().ontology_folder / "context.jsonld").read_bytes()
    response = Response(content, content_type="application/ld+json")
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response
