"""The home page, and the page of a question in all its formats."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, abort, render_template, request, url_for
from pyoxigraph import QueryResultsFormat

from graph.errors import ParameterError
from graph.saved_queries import Parameter, SavedQuestion
from graph.vocabulary import ID, PREFIXES, thing
from webui.negotiation import content_type, media_types, negotiated
from webui.presentation import Cell, answer, cell, labels
from webui.sharing.forms import PARQUET
from webui.sharing.offering import RESERVED, download, offer
from webui.sharing.results import Result
from webui.site import site

blueprint = Blueprint("questions", __name__)

FORMATS = {
    "json": QueryResultsFormat.JSON,
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
    "xml": QueryResultsFormat.XML,
}
_MEDIA_TYPES = media_types(FORMATS) | {"parquet": PARQUET}
_DOCUMENTS = f"""
PREFIX bst: <{PREFIXES["bst"]}>
PREFIX rdfs: <{PREFIXES["rdfs"]}>
SELECT ?document ?documentLabel ?publisher ?publisherLabel (COUNT(DISTINCT ?statement) AS ?statements) WHERE {{
  ?document a bst:Document ; rdfs:label ?documentLabel ; bst:publisher ?publisher .
  ?publisher rdfs:label ?publisherLabel .
  ?statement bst:attestedBy/bst:inDocument ?document .
}} GROUP BY ?document ?documentLabel ?publisher ?publisherLabel ORDER BY DESC(?statements)
"""


@dataclass(frozen=True)
class Choice:
    """One choice of a parameter, with the number of rows it would give."""

    value: str
    label: str
    count: int


@dataclass(frozen=True)
class Field:
    """One field of a question's form; without choices it takes what the visitor types."""

    parameter: Parameter
    value: str
    choices: tuple[Choice, ...]


@blueprint.get("/")
def home() -> str:
    """The questions by theme, and the documents that they are answered from."""
    solutions = site().engine.select(_DOCUMENTS)
    documents = []
    for solution in solutions:
        values = {variable.value: solution[variable] for variable in solutions.variables}
        documents.append({name: cell(values, name) for name in ("document", "publisher", "statements")})
    return render_template("home.html", themes=site().themes, documents=documents)


@blueprint.get("/questions/<slug>")
@blueprint.get("/questions/<slug>.<suffix>")
def question(slug: str, suffix: str = "") -> Response | str:
    """A question's answer: as a page, or as SPARQL results by suffix or by ``Accept``."""
    asked = site().question(slug)
    if asked is None or (suffix and suffix not in _MEDIA_TYPES):
        abort(404)
    values = _values(asked)
    kind = suffix or negotiated(_MEDIA_TYPES)
    if kind == "html":
        return _page(asked, values)
    query = asked.bind(values)
    if kind == "parquet" or request.args.get("_shape"):
        return download(asked, query, kind)
    solutions = site().engine.select(query)
    return Response(solutions.serialize(format=FORMATS[kind]), content_type=content_type(_MEDIA_TYPES[kind]))


def _values(asked: SavedQuestion) -> dict[str, str]:
    """The parameters of the request, a slug written out as an IRI; what is missing takes its default."""
    values = {parameter.name: parameter.default for parameter in asked.parameters if parameter.default}
    kinds = {parameter.name: parameter.kind for parameter in asked.parameters}
    for name, given in request.args.items():
        if name in RESERVED:
            continue
        if given and kinds.get(name) == "iri" and ":" not in given:
            values[name] = thing(given)
        elif given:
            values[name] = given
        elif name not in kinds:
            raise ParameterError(f"there is no parameter '{name}'")
    return values


def _page(asked: SavedQuestion, values: dict[str, str]) -> str:
    engine = site().engine
    query = asked.bind(values)
    result = Result.of(engine.select(query))
    shown = answer(asked, result)
    fields = [_field(asked, parameter, values) for parameter in asked.parameters]
    addresses = {
        name: url_for(".question", slug=asked.slug, suffix=name, **dict[str, Any](_short(values))) for name in FORMATS
    }
    related = [other for other in map(site().question, asked.see_also) if other is not None]
    chosen = [_chosen(field) for field in fields if field.value]
    return render_template(
        "question.html",
        question=asked,
        query=query,
        answer=shown,
        fields=fields,
        addresses=addresses,
        related=related,
        chosen=chosen,
        sharing=offer(asked, query, _short(values), ", ".join(cell.text for cell in chosen), result),
        optional_chosen=[field for field in fields if field.value and not field.parameter.required],
    )


def _chosen(field: Field) -> Cell:
    label = next((choice.label for choice in field.choices if choice.value == field.value), field.value)
    return Cell(f"{field.parameter.label}: {label}")


def _short(values: dict[str, str]) -> dict[str, str]:
    return {name: value.removeprefix(ID) for name, value in values.items()}


def _field(asked: SavedQuestion, parameter: Parameter, values: dict[str, str]) -> Field:
    """A field with the choices that the graph has, each with the number of rows that it would give."""
    value = values.get(parameter.name, "").removeprefix(ID)
    if parameter.kind != "iri":
        return Field(parameter, value, ())
    solutions = site().engine.select(asked.bind(values, open_parameter=parameter.name))
    choices = tuple(
        Choice(term.value.removeprefix(ID), label, count) for term, label, count in labels(solutions, parameter.name)
    )
    return Field(parameter, value, choices)
