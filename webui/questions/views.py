"""The home page, and the page of a question in all its formats."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, render_template, request, url_for
from pyoxigraph import QueryResultsFormat

from graph.errors import ParameterError
from graph.saved_queries import SavedQuestion
from graph.vocabulary import expand
from webui.http.negotiation import content_type, media_types, negotiated
from webui.questions.exports import PARQUET
from webui.questions.form import excluded_by, fields, nearest, short
from webui.questions.known_values import check_known
from webui.questions.sharing import RESERVED, check_page, download, offer
from webui.questions.why_links import with_reasons
from webui.reading.cells import answer
from webui.reading.glossary import words_of
from webui.reading.result import Result
from webui.reading.rows import ask
from webui.site import site

blueprint = Blueprint("questions", __name__)

FORMATS = {
    "json": QueryResultsFormat.JSON,
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
    "xml": QueryResultsFormat.XML,
}
_MEDIA_TYPES = media_types(FORMATS) | {"parquet": PARQUET}
_THEMES = {
    "change": "Change over time",
    "states": "States and their speakers",
    "pledges": "Pledges and figures",
    "assessments": "Assessments of meetings",
    "topics": "Topics and events",
    "sources": "Sources and their quality",
}


@blueprint.get("/")
def home() -> str:
    """The questions by theme, and the documents that they are answered from."""
    opened = site()
    documents = [
        {name: row.cell(name) for name in ("document", "publisher", "statements")}
        for row in ask(opened, "questions/documents")
    ]
    themes = {name: (theme(name), questions) for name, questions in opened.themes.items()}
    return render_template("questions/home.html", themes=themes, documents=documents)


def theme(name: str) -> str:
    """Return what a theme is called; by default its name."""
    return _THEMES.get(name, name.capitalize())


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
    if kind == "json":
        check_page()
    query = asked.bind(values)
    if kind == "parquet" or request.args.get("_shape"):
        return download(asked, query, kind)
    solutions = site().engine.select(query)
    return Response(solutions.serialize(format=FORMATS[kind]), content_type=content_type(_MEDIA_TYPES[kind]))


def _values(asked: SavedQuestion) -> dict[str, str]:
    """The parameters of the request, a slug or a prefixed name as an IRI; what is missing takes its default."""
    values = {parameter.name: parameter.default for parameter in asked.parameters if parameter.default}
    kinds = {parameter.name: parameter.kind for parameter in asked.parameters}
    for name, given in request.args.items():
        if name in RESERVED:
            continue
        if given:
            values[name] = expand(given) if kinds.get(name) == "iri" else given
        elif name not in kinds:
            raise ParameterError(f"there is no parameter '{name}'")
    check_known(asked, values)
    return values


def _page(asked: SavedQuestion, values: dict[str, str]) -> str:
    query = asked.bind(values)
    result = Result.of(site().engine.select(query))
    shown = with_reasons(asked, answer(asked, result), result)
    form = fields(asked, values)
    required = {field.parameter.name: field.value for field in form if field.parameter.required}
    chosen = ", ".join(f"{field.parameter.label}: {field.chosen}" for field in form if field.value)
    return render_template(
        "questions/question.html",
        question=asked,
        theme=theme(asked.theme),
        query=query,
        answer=shown,
        fields=form,
        addresses={
            name: url_for(".question", slug=asked.slug, suffix=name, **dict[str, Any](short(values)))
            for name in FORMATS
        },
        bare=url_for(".question", slug=asked.slug, **dict[str, Any](required)),
        related=nearest(asked, values),
        chosen=chosen,
        sharing=offer(asked, query, short(values), chosen, result),
        excluded=() if shown.rows else excluded_by(asked, values, form),
        words=words_of(site(), shown),
    )
