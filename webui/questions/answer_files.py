"""An answer as a file: SPARQL results, shapes of our own, and its citation for reference managers.

Every file is named after the question and what was chosen, as in ``positions-of-one-actor-donald-trump.csv``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from flask import Response, abort, jsonify, request, url_for
from pyoxigraph import QueryResultsFormat

from graph.errors import ParameterError
from graph.saved_queries import Asked
from graph.vocabulary import thing
from webui.http.file_names import name_file
from webui.http.negotiation import content_type, media_types
from webui.questions.citation import BUILD, RESULT, cited_answer
from webui.questions.exports import PARQUET, objects, parquet, spreadsheet
from webui.reading.answer_text import words_of_answer
from webui.reading.citation_formats import FILES, citation_file
from webui.reading.question_headings import heading
from webui.reading.result import Result
from webui.site import Site

FORMATS: Mapping[str, QueryResultsFormat] = {
    "json": QueryResultsFormat.JSON,
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
    "xml": QueryResultsFormat.XML,
}
MEDIA_TYPES = media_types(FORMATS) | {"parquet": PARQUET}  # of an answer, the page first
_SHAPE, _SIZE, _NEXT = "_shape", "_size", "_next"
RESERVED = frozenset({BUILD, RESULT, _SHAPE, _SIZE, _NEXT})  # not available as names of parameters
_SHAPES = {"objects": "json", "spreadsheet": "csv"}  # the format that each is a shape of
_MOST_ROWS = 1000
_WORD = re.compile(r"(?<=[a-z])(?=[A-Z])")


def is_file(suffix: str) -> bool:
    """Whether an answer has a file with this suffix."""
    return suffix in FILES or suffix in MEDIA_TYPES


def answer_file(opened: Site, asked: Asked, kind: str) -> Response:
    """Return an answer in the format ``kind``, in the shape that the request names, or its citation.

    Raises :class:`~graph.errors.ParameterError` for an unknown shape, one that the format does not have, or a size or
    start of a page of rows that is no number.
    """
    if kind == "json":
        _size_and_start()  # which are checked even where there are no pages
    shape = request.args.get(_SHAPE, "")
    if shape and _SHAPES.get(shape) != kind:
        known = " or ".join(f"{name} (of {form})" for name, form in _SHAPES.items())
        raise ParameterError(f"{_SHAPE}: found '{shape[:80]}' of {kind}, expected {known}")
    solutions = opened.engine.select(asked.query)
    if kind in FORMATS and not shape:
        content = solutions.serialize(format=FORMATS[kind])
        return _named(asked, kind, Response(content, content_type=content_type(MEDIA_TYPES[kind])))
    result = Result.of(solutions)
    if kind in FILES:
        return _citation(opened, asked, kind, result)
    if shape == "objects":
        return _named(asked, kind, _objects(opened, asked, result))
    if shape == "spreadsheet":
        content, media_type = spreadsheet(result), "text/csv; charset=utf-8; header=present"
    else:
        content, media_type = parquet(result, _about(opened, asked)), PARQUET
    return _named(asked, kind, Response(content, content_type=media_type), save=True)


def name_parts(asked: Asked) -> Iterator[str]:
    """Yield what a file with an answer is named after: the question, then the values in the order of its form.

    A thing or a term stands for itself, any other value follows the name of its parameter: ``asof-2025-03-02``.
    """
    yield asked.question.slug
    values = asked.short
    for parameter in asked.question.parameters:
        value = values.get(parameter.name, "")
        if value and parameter.kind == "iri":
            yield _WORD.sub("-", re.split(r"[:#/]", value)[-1] if ":" in value else value)
        elif value:
            yield f"{parameter.name}-{value}"


def _named(asked: Asked, kind: str, response: Response, *, save: bool = False) -> Response:
    return name_file(response, name_parts(asked), kind, save=save)


def _citation(opened: Site, asked: Asked, kind: str, result: Result) -> Response:
    words = words_of_answer(opened, asked, result).text
    cited = cited_answer(opened, asked, str(heading(opened, asked)), result, words)
    if cited is None:
        abort(404, description="This site asks a remote endpoint, whose data have no version to cite.")
    return _named(asked, kind, citation_file(cited, kind), save=True)


def _about(opened: Site, asked: Asked) -> dict[str, str]:
    """What a Parquet file says of itself."""
    return {
        "title": asked.question.title,
        "question": thing(asked.question.slug),
        "version": opened.engine.version,
        "query": asked.query,
    }


def _objects(opened: Site, asked: Asked, result: Result) -> Response:
    """A page of rows as objects: ``_size`` rows from row ``_next`` on."""
    size, start = _size_and_start()
    count = len(result.solutions)
    if start > count:
        abort(404, description=f"The answer has {count} rows.")
    rest = start + size < count
    more = dict[str, Any](request.args.to_dict() | {_NEXT: str(start + size)})
    following = url_for("questions.question", slug=asked.question.slug, suffix="json", _external=True, **more)
    response = jsonify(
        {
            "ok": True,
            "title": asked.question.title,
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


def _size_and_start() -> tuple[int, int]:
    return _number(_SIZE, _MOST_ROWS, minimum=1), _number(_NEXT, 0, minimum=0)


def _number(name: str, default: int, *, minimum: int) -> int:
    text = request.args.get(name) or str(default)
    if not (text.isascii() and text.isdigit() and minimum <= int(text[:7]) <= _MOST_ROWS**2) or len(text) > 7:
        raise ParameterError(f"{name}: found '{text[:80]}', expected a whole number from {minimum} on")
    return min(int(text), _MOST_ROWS) if name == _SIZE else int(text)
