"""The page of a thing: what is stated of it, what is concluded, who speaks of it; and its triples."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, abort, render_template, url_for
from pyoxigraph import NamedNode, QuerySolutions

from graph.vocabulary import INFERRED_GRAPH, PREFIXES, compact
from graph.vocabulary import thing as iri_of
from webui.negotiation import negotiated
from webui.presentation import Cell, cell
from webui.site import site
from webui.triples import RDF_FORMATS, RDF_MEDIA_TYPES, rdf_response

blueprint = Blueprint("things", __name__)

_PATH = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*(?:/[a-z0-9]+(?:-[a-z0-9]+)*)*")
_LIMIT = 400  # incoming facts on one page; the triples have them all

_OUTGOING = """
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?graph ?property ?propertyLabel ?value ?valueLabel WHERE {
  GRAPH ?graph { %s ?property ?value }
  OPTIONAL { ?property rdfs:label ?propertyLabel }
  OPTIONAL { ?value rdfs:label ?valueLabel }
} ORDER BY ?property ?valueLabel ?value
"""
_INCOMING = """
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?graph ?property ?propertyLabel ?value ?valueLabel WHERE {
  GRAPH ?graph { ?value ?property %s }
  OPTIONAL { ?property rdfs:label ?propertyLabel }
  OPTIONAL { ?value rdfs:label ?valueLabel }
} ORDER BY ?property ?valueLabel ?value LIMIT 2000
"""
# A thing with its parts: a statement has its positions and passages with it, a document its statements.
_TRIPLES = """
CONSTRUCT { ?subject ?property ?value } WHERE {
  { BIND(%(iri)s AS ?subject) %(iri)s ?property ?value }
  UNION
  { ?subject ?property ?value FILTER(STRSTARTS(STR(?subject), "%(prefix)s")) }
}
"""
# Facts that say the same as another one that is shown, or that only machines read.
_HIDDEN = {
    compact(iri)
    for iri in (
        PREFIXES["rdf"] + "type",
        PREFIXES["rdfs"] + "label",
        PREFIXES["skos"] + "definition",
        PREFIXES["bst"] + "summary",
        PREFIXES["bst"] + "towards",
        PREFIXES["bst"] + "dateBasis",
        PREFIXES["bst"] + "hasVariant",
        PREFIXES["bst"] + "expressedIn",
        PREFIXES["bst"] + "attests",
    )
}


# What a reader looks for first; the rest follows in the order of its names.
_FIRST = (
    *("statedBy", "statedAs", "heldBy", "saidOn", "earliest", "latest", "asOf", "saidOnBasis", "dateNote", "saidAt"),
    *("keyPhrase", "expresses", "inFavourOf", "conditionallyInFavourOf", "against", "uncommittedOn", "onCondition"),
    *("qualification", "explicitness", "confidence", "reading", "doubts", "attestedBy", "concerns"),
)
# The question that a thing of this class leads to, and the parameter that the thing is.
_ASKED_OF = {
    PREFIXES["bst"] + "Actor": ("what-one-actor-said", "actor"),
    PREFIXES["bst"] + "Document": ("what-one-document-says", "document"),
    PREFIXES["bst"] + "Event": ("how-an-event-is-assessed", "event"),
    PREFIXES["bst"] + "Measure": ("positions-on-a-measure", "measure"),
}
_RANK = {PREFIXES["bst"] + name: rank for rank, name in enumerate(_FIRST)}


@dataclass(frozen=True)
class Fact:
    """One property of a thing with all its values."""

    property: Cell
    values: tuple[Cell, ...]


@blueprint.get("/id/<path:path>")
def thing(path: str) -> Response | str:
    """A thing as a page, or its triples by suffix or by ``Accept``."""
    slug, _, suffix = path.partition(".")
    if not _PATH.fullmatch(slug) or (suffix and suffix not in RDF_FORMATS):
        abort(404)
    iri = iri_of(slug)
    kind = suffix or negotiated(RDF_MEDIA_TYPES)
    if kind != "html":
        return _triples(iri, slug, kind)
    outgoing = _facts(_OUTGOING, iri)
    if not outgoing:
        abort(404, description=f"These documents know nothing by the name '{slug}'.")
    return _page(iri, slug, outgoing, _facts(_INCOMING, iri))


def _triples(iri: str, slug: str, kind: str) -> Response:
    node = str(NamedNode(iri))
    triples = site().engine.construct(_TRIPLES % {"iri": node, "prefix": f"{iri}/"})
    if not triples:
        abort(404, description=f"These documents know nothing by the name '{slug}'.")
    response = rdf_response(triples, kind)
    response.headers["Link"] = f'<{url_for(".thing", path=slug)}>; rel="describes"'
    return response


@dataclass(frozen=True)
class _Found:
    concluded: bool
    property: Cell
    property_iri: str
    value: Cell
    value_iri: str


def _facts(query: str, iri: str) -> list[_Found]:
    solutions = site().engine.select(query % NamedNode(iri))
    found = [_found(solutions, solution) for solution in solutions]
    return sorted(found, key=lambda fact: _RANK.get(fact.property_iri, len(_RANK)))


def _found(solutions: QuerySolutions, solution: object) -> _Found:
    values = {variable.value: solution[variable] for variable in solutions.variables}  # type: ignore[index]
    value = values["value"]
    return _Found(
        concluded=values["graph"].value == INFERRED_GRAPH,
        property=cell(values, "property"),
        property_iri=values["property"].value,
        value=cell(values, "value"),
        value_iri=value.value if isinstance(value, NamedNode) else "",
    )


def _page(iri: str, slug: str, outgoing: list[_Found], incoming: list[_Found]) -> str:
    by_property: dict[str, list[_Found]] = {}
    for fact in outgoing:
        by_property.setdefault(compact(fact.property_iri), []).append(fact)

    def text(name: str) -> str:
        return by_property[name][0].value.text if name in by_property else ""

    kinds = [fact.value for fact in by_property.get("rdf:type", []) if fact.value_iri.startswith(PREFIXES["bst"])]
    stated_kinds = [fact.value for fact in by_property.get("rdf:type", []) if not fact.concluded]
    classes = {fact.value_iri for fact in by_property.get("rdf:type", [])}
    ours = [fact for fact in outgoing if fact.property_iri.startswith((PREFIXES["bst"], PREFIXES["skos"]))]
    return render_template(
        "thing.html",
        iri=iri,
        title=text("rdfs:label") or slug,
        definition=text("skos:definition"),
        kind=stated_kinds[0] if stated_kinds else None,
        kinds=[kind for kind in kinds if kind not in stated_kinds],
        stated=_grouped(fact for fact in ours if not fact.concluded),
        concluded=_grouped(fact for fact in ours if fact.concluded),
        incoming_stated=_grouped(_spoken(incoming, concluded=False)),
        incoming_concluded=_grouped(_spoken(incoming, concluded=True)),
        others=_grouped((fact for fact in outgoing if fact not in ours), hidden=False),
        questions=[_question(*asked, slug) for kind, asked in _ASKED_OF.items() if kind in classes],
        addresses={name: url_for(".thing", path=f"{slug}.{name}") for name in RDF_FORMATS},
    )


def _question(asked: str, parameter: str, slug: str) -> Cell:
    question = site().question(asked)
    address = url_for("questions.question", slug=asked, **dict[str, Any]({parameter: slug}))
    return Cell(question.title if question else asked, address)


def _spoken(incoming: list[_Found], *, concluded: bool) -> list[_Found]:
    facts = [
        fact
        for fact in incoming
        if fact.concluded == concluded and fact.property_iri.startswith(PREFIXES["bst"]) and fact.value_iri
    ]
    return facts[:_LIMIT]


def _grouped(facts: Iterable[_Found], *, hidden: bool = True) -> list[Fact]:
    groups: dict[Cell, dict[Cell, None]] = {}
    for fact in facts:
        if not (hidden and compact(fact.property_iri) in _HIDDEN):
            groups.setdefault(fact.property, {})[fact.value] = None
    return [Fact(name, tuple(values)) for name, values in groups.items()]
