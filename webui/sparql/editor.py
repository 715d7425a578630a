"""The SPARQL editor: the page that a browser gets at ``/sparql``, with what it completes from.

The page works as a plain form: its query goes to the endpoint, and the answer comes back as a page. Where scripts run,
the form becomes an editor, and the answer is shown beside it. Nothing here evaluates a query: an answer comes from the
endpoint as the bytes that its worker wrote, and is only read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint, Response, jsonify, render_template, request
from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    parse_query_results,
)

from graph.vocabulary import PREFIXES
from webui.reading.cells import Cell, address, cell
from webui.reading.rows import ask
from webui.site import Site, site

blueprint = Blueprint("editor", __name__)

MOST_ROWS = 1000  # of an answer that is shown as a page without scripts; the other forms have them all

_FIRST = """\
PREFIX bst: <{bst}>
PREFIX rdfs: <{rdfs}>

SELECT ?actor ?summary ?date WHERE {{
  ?statement bst:statedBy/rdfs:label ?actor ;
    bst:summary ?summary ;
    bst:saidOn ?date .
}}
ORDER BY DESC(?date)
LIMIT 20
""".format_map(PREFIXES)


@dataclass(frozen=True)
class ShownAnswer:
    """An answer as a page shows it: a table, a yes or no, or text.

    ``cut`` says that the endpoint has truncated the answer, ``more`` that the page leaves out rows.
    """

    headings: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    boolean: bool | None = None
    text: str | None = None
    cut: bool = False
    more: bool = False


def editor_page() -> str:
    """Return the page for a GET without a query; ``?question=<slug>`` begins with that saved question."""
    question = site().question(request.args.get("question", ""))
    return _page(question.bind(question.defaults) if question else _FIRST)


def answer_page(query: str, answer: bytes, media_type: str, *, cut: bool = False) -> str:
    """Return the page for a query that a browser sent without scripts, with its answer.

    ``answer`` is what the endpoint's worker wrote, ``media_type`` says in which form: SPARQL results in JSON are shown
    as a table, anything else as text. ``cut`` says that the endpoint itself has cut it.
    """
    if media_type.partition(";")[0] == QueryResultsFormat.JSON.media_type:
        shown = _shown(answer, cut=cut)
    else:
        shown = ShownAnswer(text=answer.decode("utf-8"), cut=cut)
    return _page(query, shown=shown)


def refusal_page(query: str, message: str) -> str:
    """Return the page for a query that was refused or failed, with why; the query is kept in the form."""
    return _page(query, message=message)


def _page(query: str, *, shown: ShownAnswer | None = None, message: str = "") -> str:
    return render_template("sparql/sparql.html", query=query, shown=shown, message=message, themes=site().themes)


def _shown(content: bytes, *, cut: bool) -> ShownAnswer:
    results = parse_query_results(content, format=QueryResultsFormat.JSON)
    if isinstance(results, QueryBoolean):
        return ShownAnswer(boolean=bool(results))
    assert isinstance(results, QuerySolutions)
    names = tuple(variable.value for variable in results.variables)
    rows: list[tuple[Cell, ...]] = []
    for solution in results:
        if len(rows) == MOST_ROWS:
            return ShownAnswer(headings=names, rows=tuple(rows), cut=cut, more=True)
        rows.append(tuple(_cell(solution[name]) for name in names))
    return ShownAnswer(headings=names, rows=tuple(rows), cut=cut)


def _cell(term: object) -> Cell:
    """Return the cell of a term, without a label or anything else that the query did not ask for."""
    match term:
        case None:
            return Cell("")
        case NamedNode():
            return Cell(cell({"term": term}, "term").text, address(term.value))
        case Literal():
            return Cell(term.value)
        case BlankNode():
            return Cell(f"_:{term.value}")
    return Cell(str(term))


@blueprint.get("/sparql/terms.json")
def terms() -> Response:
    """Answer what the editor completes: prefixes, and the classes and properties of the data, from its VoID."""
    return jsonify(site().cached(_terms))


def _terms(opened: Site) -> dict[str, object]:
    classes: dict[str, dict[str, object]] = {}
    properties_of: dict[str, list[str]] = {}
    for row in ask(opened, "sparql/classes"):
        name = row.iri("class")
        classes[name] = {"iri": name, "label": row.text("classLabel"), "number": row.number("number")}
        if row.iri("property"):
            properties_of.setdefault(name, []).append(row.iri("property"))
    properties = [
        {"iri": row.iri("property"), "label": row.text("propertyLabel"), "number": row.number("number")}
        for row in ask(opened, "sparql/properties")
    ]
    examples: list[Mapping[str, str]] = [
        {"slug": question.slug, "query": question.bind(question.defaults)} for question in opened.questions
    ]
    return {
        "prefixes": PREFIXES,
        "classes": sorted(classes.values(), key=lambda entry: str(entry["iri"])),
        "properties": properties,
        "propertiesOf": properties_of,
        "examples": examples,
    }
