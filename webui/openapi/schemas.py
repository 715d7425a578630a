"""The parts of the description that several operations share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from webui.negotiation import media_types
from webui.questions import FORMATS
from webui.sharing.forms import PARQUET

Object = dict[str, Any]

# The forms of an answer by the suffix of its address.
FORMS: Mapping[str, str] = {**media_types(FORMATS), "parquet": PARQUET}

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


_COUNTS: Object = {"type": "object", "additionalProperties": {"type": "integer", "minimum": 0}}
_DIGESTS: Object = {"type": "object", "additionalProperties": {"type": "string", "pattern": "^[0-9a-f]{64}$"}}

COMPONENTS: Object = {
    "parameters": {"form": named("form", [name for name in FORMS if name != "html"])},
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
            "required": ["ok", "version"],
            "properties": {"ok": {"type": "boolean"}, "version": {"type": "string"}},
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
                "number": {"type": "integer", "minimum": 0},
            },
        },
    },
}
