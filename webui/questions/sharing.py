"""Downloads, citation and programs for an answer, and the answer in formats that SPARQL does not define."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Response, abort, jsonify, request, url_for

from graph.errors import ParameterError
from graph.saved_queries import Asked
from graph.vocabulary import thing
from webui.questions.citation import BUILD, RESULT, Citation, Standing, citation, marks, standing
from webui.questions.exports import PARQUET, objects, parquet, spreadsheet
from webui.questions.form import address
from webui.questions.snippets import Snippet, snippets
from webui.reading.answer_text import words_of_answer
from webui.reading.result import Result
from webui.site import Site

_SHAPE, _SIZE, _NEXT = "_shape", "_size", "_next"
RESERVED = frozenset({BUILD, RESULT, _SHAPE, _SIZE, _NEXT})  # not available as names of parameters
_SHAPES = {"objects": "json", "spreadsheet": "csv"}  # the format that each is a shape of
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


def offer(opened: Site, asked: Asked, title: str, result: Result, words: str) -> Offer:
    """Return what to offer beside ``result``, the answer.

    ``title`` is its heading, with what was chosen; ``words`` what the answer is.

    Raises :class:`~graph.errors.ParameterError` if the address cites an answer by what is not a digest.
    """
    cited = address(asked, external=True, **marks(opened, result))
    return Offer(
        forms=(
            Form(
                "Spreadsheet",
                "CSV that is safe to open in Excel or LibreOffice",
                address(asked, "csv", _shape="spreadsheet"),
            ),
            Form("JSON", "an object a row", address(asked, "json", _shape="objects")),
            Form("Parquet", "typed columns, for pandas, R and DuckDB", address(asked, "parquet")),
            Form("SPARQL JSON", "SPARQL 1.1 results, as the W3C has them", address(asked, "json")),
            Form("SPARQL XML", "the same as XML", address(asked, "xml")),
            Form("SPARQL CSV", "the same as CSV", address(asked, "csv")),
            Form("SPARQL TSV", "the same as TSV, with full terms", address(asked, "tsv")),
        ),
        citation=citation(opened, asked.question, title, result, cited, words=words),
        snippets=snippets(address(asked, "csv", external=True), _endpoint(opened), asked.query),
        standing=_standing(opened, asked, result),
    )


def _endpoint(opened: Site) -> str:
    return f"{request.url_root}sparql" if opened.build else opened.engine.version


def _standing(opened: Site, asked: Asked, result: Result) -> Standing | None:
    build, digest = request.args.get(BUILD, ""), request.args.get(RESULT, "")
    return standing(opened, asked, result, build, digest) if build or digest else None


def download(opened: Site, asked: Asked, kind: str) -> Response:
    """Return an answer as Parquet, or in the shape that the request names.

    Raises :class:`~graph.errors.ParameterError` for an unknown shape, or one that the format ``kind`` does not have.
    """
    shape = request.args.get(_SHAPE, "")
    if shape and _SHAPES.get(shape) != kind:
        known = " or ".join(f"{name} (of {form})" for name, form in _SHAPES.items())
        raise ParameterError(f"{_SHAPE}: found '{shape[:80]}' of {kind}, expected {known}")
    result = Result.of(opened.engine.select(asked.query))
    question = asked.question
    if shape == "objects":
        return _objects(opened, asked, result)
    if shape == "spreadsheet":
        response = Response(spreadsheet(result), content_type="text/csv; charset=utf-8; header=present")
        name = f"{question.slug}.csv"
    else:
        about = {
            "title": question.title,
            "question": thing(question.slug),
            "version": opened.engine.version,
            "query": asked.query,
        }
        response = Response(parquet(result, about), content_type=PARQUET)
        name = f"{question.slug}.parquet"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def size_and_start() -> tuple[int, int]:
    """Return the size and the start of a page of rows. Raises :class:`~graph.errors.ParameterError` for no number."""
    return _number(_SIZE, _MOST_ROWS, minimum=1), _number(_NEXT, 0, minimum=0)


def _objects(opened: Site, asked: Asked, result: Result) -> Response:
    """A page of rows as objects: ``_size`` rows from row ``_next`` on."""
    question = asked.question
    size, start = size_and_start()
    count = len(result.solutions)
    if start > count:
        abort(404, description=f"The answer has {count} rows.")
    rest = start + size < count
    more = request.args.to_dict() | {_NEXT: str(start + size)}
    following = url_for("questions.question", slug=question.slug, suffix="json", _external=True, **dict[str, Any](more))
    response = jsonify(
        {
            "ok": True,
            "title": question.title,
            "answer": words_of_answer(opened, asked, result).text,
            "version": opened.engine.version,
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


def _number(name: str, default: int, *, minimum: int) -> int:
    text = request.args.get(name) or str(default)
    if not (text.isascii() and text.isdigit() and minimum <= int(text[:7]) <= _MOST_ROWS**2) or len(text) > 7:
        raise ParameterError(f"{name}: found '{text[:80]}', expected a whole number from {minimum} on")
    return min(int(text), _MOST_ROWS) if name == _SIZE else int(text)
