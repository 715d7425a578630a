"""What the page of an answer offers to take along, and the answer in the forms that SPARQL does not have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Response, abort, jsonify, request, url_for

from graph.endpoint import RemoteEndpoint
from graph.errors import ParameterError
from graph.saved_queries import SavedQuestion
from graph.vocabulary import thing
from webui.questions.citation import BUILD, RESULT, Citation, Standing, citation, marks, standing
from webui.questions.exports import PARQUET, objects, parquet, spreadsheet
from webui.questions.snippets import Snippet, snippets
from webui.reading.result import Result
from webui.site import site

_SHAPE, _SIZE, _NEXT = "_shape", "_size", "_next"
RESERVED = frozenset({BUILD, RESULT, _SHAPE, _SIZE, _NEXT})  # names that no parameter of a question has
_SHAPES = {"objects": "json", "spreadsheet": "csv"}  # each with the form that it is a shape of
_MOST_ROWS = 1000


@dataclass(frozen=True)
class Form:
    """One file to download, and what it is for."""

    name: str
    use: str
    address: str


@dataclass(frozen=True)
class Offer:
    """What the page of an answer offers; ``standing`` where its address cites an answer."""

    forms: tuple[Form, ...]
    citation: Citation | None
    snippets: tuple[Snippet, ...]
    standing: Standing | None


def offer(asked: SavedQuestion, query: str, values: Mapping[str, str], chosen: str, result: Result) -> Offer:
    """Return what to offer beside ``result``, the answer to ``query`` with ``values``.

    Raises :class:`~graph.errors.ParameterError` if the address cites an answer by what is no digest.
    """

    def at(suffix: str, *, external: bool = False, **more: str) -> str:
        given = {"slug": asked.slug, **({"suffix": suffix} if suffix else {}), **values, **more}
        return url_for("questions.question", _external=external, **dict[str, Any](given))

    return Offer(
        forms=(
            Form("Spreadsheet", "CSV that is safe to open in Excel or LibreOffice", at("csv", _shape="spreadsheet")),
            Form("JSON", "an object a row", at("json", _shape="objects")),
            Form("Parquet", "typed columns, for pandas, R and DuckDB", at("parquet")),
            Form("SPARQL JSON", "SPARQL 1.1 results, as the W3C has them", at("json")),
            Form("SPARQL XML", "the same as XML", at("xml")),
            Form("SPARQL CSV", "the same as CSV", at("csv")),
            Form("SPARQL TSV", "the same as TSV, with full terms", at("tsv")),
        ),
        citation=citation(asked, chosen, result, at("", external=True, **marks(result))),
        snippets=snippets(at("csv", external=True), _endpoint(), query),
        standing=_standing(asked, query, result),
    )


def _endpoint() -> str:
    engine = site().engine
    return engine.address if isinstance(engine, RemoteEndpoint) else f"{request.url_root}sparql"


def _standing(asked: SavedQuestion, query: str, result: Result) -> Standing | None:
    build, digest = request.args.get(BUILD, ""), request.args.get(RESULT, "")
    return standing(asked, query, result, build, digest) if build or digest else None


def download(asked: SavedQuestion, query: str, kind: str) -> Response:
    """Return an answer as Parquet, or in the shape that the request names.

    Raises :class:`~graph.errors.ParameterError` for a shape that there is not, or that the form ``kind`` has not.
    """
    shape = request.args.get(_SHAPE, "")
    if shape and _SHAPES.get(shape) != kind:
        known = " or ".join(f"{name} (of {form})" for name, form in _SHAPES.items())
        raise ParameterError(f"{_SHAPE}: found '{shape[:80]}' of {kind}, expected {known}")
    result = Result.of(site().engine.select(query))
    if shape == "objects":
        return _objects(asked, result)
    if shape == "spreadsheet":
        response = Response(spreadsheet(result), content_type="text/csv; charset=utf-8; header=present")
        name = f"{asked.slug}.csv"
    else:
        about = {"title": asked.title, "question": thing(asked.slug), "version": site().engine.version, "query": query}
        response = Response(parquet(result, about), content_type=PARQUET)
        name = f"{asked.slug}.parquet"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def check_page() -> None:
    """Raise :class:`~graph.errors.ParameterError` for a size or a beginning that is none, whatever the shape is."""
    _size_and_start()


def _size_and_start() -> tuple[int, int]:
    return _number(_SIZE, _MOST_ROWS, least=1), _number(_NEXT, 0, least=0)


def _objects(asked: SavedQuestion, result: Result) -> Response:
    """A page of rows as objects; ``_size`` says how many, ``_next`` where the page begins."""
    size, start = _size_and_start()
    count = len(result.solutions)
    if start > count:
        abort(404, description=f"The answer has {count} rows.")
    rest = start + size < count
    more = request.args.to_dict() | {_NEXT: str(start + size)}
    following = url_for("questions.question", slug=asked.slug, suffix="json", _external=True, **dict[str, Any](more))
    response = jsonify(
        {
            "ok": True,
            "title": asked.title,
            "version": site().engine.version,
            "columns": result.names,
            "rows": objects(result, start, size),
            "total": count,
            "truncated": rest,
            "next": following if rest else None,
        }
    )
    if rest:
        response.headers["Link"] = f'<{following}>; rel="next"'
    return response


def _number(name: str, default: int, *, least: int) -> int:
    text = request.args.get(name) or str(default)
    if not (text.isascii() and text.isdigit() and least <= int(text[:7]) <= _MOST_ROWS**2) or len(text) > 7:
        raise ParameterError(f"{name}: found '{text[:80]}', expected a whole number from {least} on")
    return min(int(text), _MOST_ROWS) if name == _SIZE else int(text)
