"""The parts of the description that several operations share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from graph.stances import Answer
from webui.http.negotiation import media_types
from webui.questions.exports import PARQUET
from webui.questions.views import FORMATS
from webui.search.entries import KINDS

Object = dict[str, Any]

_SLUG = "[a-z0-9]+(?:-[a-z0-9]+)*"
THING = f"{_SLUG}(?:/{_SLUG})*"  # the path of a thing

# The forms of an answer by the suffix of its address.
FORMS: Mapping[str, str] = {**media_types(FORMATS), "parquet": PARQUET}

# Those of the suffixes that take no parameters of their own.
OTHER_FORMS = tuple(name for name in FORMS if name not in ("html", "json", "csv"))

_JSON = ("application/json", "application/sparql-results+json")
_TERM: Object = {
    "description": "An RDF term (SPARQL 1.1 Query Results JSON Format, section 3.2.2)",
    "type": "object",
    "required": ["type", "value"],
    "properties": {
        "type": {"enum": ["uri", "literal", "bnode"]},
        "value": {"type": "string"},
        "datatype": {"type": "string"},
        "xml:lang": {"type": "string"},
    },
    "additionalProperties": False,
}
_MEANINGS: Mapping[int, str] = {
    400: "The request is not one that can be answered; the error says why",
    403: "The query asks for what is refused, such as SERVICE",
    404: "There is no such thing",
    406: "There is no such form of the answer; the error lists those that there are",
    413: "The request is too large",
    415: "The body is of a type that is none of the protocol's",
    422: "The query is too deep, too long, or needs more memory than one may take",
    429: "Too many queries at once; Retry-After says when to come back",
    502: "The endpoint that the site asks did not answer",
    503: "The service cannot answer now; Retry-After may say when to come back",
    504: "The query took longer than it may",
}


def named(name: str, values: Sequence[str], *, place: str = "path") -> Object:
    """Return a parameter that is one of some words."""
    return {"name": name, "in": place, "required": place == "path", "schema": {"type": "string", "enum": list(values)}}


def referred(name: str) -> Object:
    """Return the reference to a shared schema."""
    return {"$ref": f"#/components/schemas/{name}"}


def shared(name: str) -> Object:
    """Return the reference to a shared parameter."""
    return {"$ref": f"#/components/parameters/{name}"}


def binding(heading: str | None) -> Object:
    """Return the schema of a column: a term, under the heading that a page gives it."""
    return referred("Term") | ({"description": heading} if heading else {})


def media(types: Iterable[str], schema: Object | None = None) -> Object:
    """Return the content of an answer by media type; the schema is that of its JSON."""
    return {name: {"schema": schema} if schema and name in _JSON else {} for name in types}


def failures(*statuses: int) -> Object:
    """Return the answers with which a request can fail, each in the one shape of errors."""
    return {
        str(status): {
            "description": _MEANINGS[status],
            "content": {"application/json": {"schema": referred("Error")}, "text/html": {}},
        }
        for status in statuses
    }


def operation(  # one argument for each key of an operation
    name: str, *, tag: str, summary: str, types: Iterable[str], schema: Object | None = None, **more: Any
) -> Object:
    """Return an operation with its answer, and the answers with which it can fail: 404 and 406, or ``statuses``."""
    parameters = more.get("parameters", [])
    statuses = more.get("statuses", (404, 406))
    return {
        "operationId": name,
        "tags": [tag],
        "summary": summary,
        **({"description": more["description"]} if "description" in more else {}),
        **({"parameters": parameters} if parameters else {}),
        "responses": {
            "200": {
                "description": "The answer",
                **({"headers": more["headers"]} if "headers" in more else {}),
                "content": media(types, schema),
            },
            **more.get("also", {}),
            **failures(*statuses),
        },
    }


_COUNT: Object = {"type": "integer", "minimum": 0}
_COUNTS: Object = {"type": "object", "additionalProperties": _COUNT}
_DIGESTS: Object = {"type": "object", "additionalProperties": {"type": "string", "pattern": "^[0-9a-f]{64}$"}}

COMPONENTS: Object = {
    "parameters": {
        "form": named("form", OTHER_FORMS),
        "objects": named("_shape", ["objects", ""], place="query")
        | {"description": "Plain objects a page at a time, in the place of SPARQL results."},
        "spreadsheet": named("_shape", ["spreadsheet", ""], place="query")
        | {"description": "A table that spreadsheets open safely, in the place of SPARQL's CSV."},
        "size": {
            "name": "_size",
            "in": "query",
            "description": "Of objects: how many there are at most in a page; a thousand, if more.",
            "schema": {"type": ["integer", "null"], "minimum": 1, "maximum": 1_000_000},
        },
        "next": {
            "name": "_next",
            "in": "query",
            "description": "Of objects: the number of the row, from 0, at which the page begins.",
            "schema": {"type": ["integer", "null"], "minimum": 0, "maximum": 1_000_000},
        },
    },
    "schemas": {
        "Term": _TERM,
        "Error": {
            "type": "object",
            "required": ["ok", "error", "status"],
            "properties": {
                "ok": {"const": False},
                "error": {"type": "string", "description": "What is wrong, for the person who reads it"},
                "status": {"type": "integer"},
            },
        },
        "Health": {
            "type": "object",
            "required": ["ok", "status", "problems", "version", "questions", "queries"],
            "properties": {
                "ok": {"type": "boolean"},
                "status": {"enum": ["ok", "degraded", "failing"]},
                "problems": {"type": "array", "items": {"type": "string"}},
                "version": {"type": "string"},
                "questions": _COUNT,
                "triples": _COUNT,
                "queries": {"type": "object", "additionalProperties": _COUNT},
                "build": {"type": "object"},
            },
        },
        "Objects": {
            "type": "object",
            "required": ["ok", "title", "version", "columns", "rows", "total", "truncated", "next"],
            "properties": {
                "ok": {"const": True},
                "title": {"type": "string"},
                "version": {"type": "string"},
                "columns": {"type": "array", "items": {"type": "string"}},
                "rows": {"type": "array", "items": {"type": "object"}},
                "total": _COUNT,
                "truncated": {"type": "boolean", "description": "Whether more rows follow this page"},
                "next": {"type": ["string", "null"], "description": "The address of the next page"},
            },
            "additionalProperties": False,
        },
        "Found": {
            "type": "object",
            "required": ["kind", "label", "detail", "address", "iri", "score"],
            "properties": {
                "kind": {"enum": list(KINDS)},
                "label": {"type": "string"},
                "detail": {"type": "string"},
                "address": {"type": ["string", "null"]},
                "iri": {"type": ["string", "null"]},
                "score": {"type": "number"},
            },
            "additionalProperties": False,
        },
        "Search": {
            "type": "object",
            "required": ["query", "manner", "count", "results"],
            "properties": {
                "query": {"type": "string"},
                "manner": {"type": "string", "description": "How it was found; `nearest`: it merely resembles"},
                "count": _COUNT,
                "results": {"type": "array", "items": referred("Found")},
            },
            "additionalProperties": False,
        },
        "Suggestions": {
            "type": "object",
            "required": ["query", "results"],
            "properties": {"query": {"type": "string"}, "results": {"type": "array", "items": referred("Found")}},
            "additionalProperties": False,
        },
        "Named": {
            "type": "object",
            "required": ["iri", "label"],
            "properties": {"iri": {"type": "string"}, "label": {"type": "string"}},
            "additionalProperties": False,
        },
        "Stance": {
            "type": "object",
            "required": ["actor", "measure", "answer", "sentence", "positions", "onBehalf", "doubts", "near"],
            "properties": {
                "actor": referred("Named"),
                "measure": referred("Named"),
                "answer": {"enum": [each.value for each in Answer]},
                "sentence": {"type": "string"},
                **{
                    name: {"type": "array", "items": {"type": "object"}}
                    for name in ("positions", "onBehalf", "doubts", "near")
                },
            },
            "additionalProperties": False,
        },
        "Manifest": {
            "type": "object",
            "required": ["name", "version", "reasoner", "graphs", "files", "verified_texts"],
            "properties": {
                "name": {"const": "backstop"},
                "version": {"type": "string"},
                "reasoner": {"enum": ["rules", "owlrl"]},
                "graphs": _COUNTS,
                "files": _DIGESTS,
                "verified_texts": {"type": "array", "items": {"type": "string"}},
            },
        },
        "Terms": {
            "type": "object",
            "required": ["prefixes", "classes", "properties", "propertiesOf", "examples"],
            "properties": {
                "prefixes": {"type": "object", "additionalProperties": {"type": "string"}},
                "classes": {"type": "array", "items": referred("CountedTerm")},
                "properties": {"type": "array", "items": referred("CountedTerm")},
                "propertiesOf": {
                    "type": "object",
                    "additionalProperties": {"type": "array", "items": {"type": "string"}},
                },
                "examples": {"type": "array", "items": {"type": "object", "required": ["slug", "query"]}},
            },
        },
        "CountedTerm": {
            "type": "object",
            "required": ["iri", "label", "number"],
            "properties": {
                "iri": {"type": "string"},
                "label": {"type": "string"},
                "number": _COUNT,
            },
        },
    },
}
