"""The addresses of the description that are none of a question."""

from __future__ import annotations

from typing import Any

from graph.serialisation import RDF_FORMATS
from webui.http.rdf import RDF_MEDIA_TYPES
from webui.openapi.responses import FORMS, THING, named, referred
from webui.search.entries import KINDS

Object = dict[str, Any]

_RDF = [RDF_MEDIA_TYPES[name] for name in RDF_FORMATS]


def _suffixed(name: str, pattern: str, example: str) -> Object:
    return {
        "name": name,
        "in": "path",
        "required": True,
        "schema": {"type": "string", "pattern": f"^{pattern}$", "examples": [example]},
    }


_RDF_FORM = {"name": "form", "in": "path", "required": True, "schema": {"type": "string", "enum": list(RDF_FORMATS)}}
_THING_PARAMETER = _suffixed("path", THING, "keir-starmer")
_RESULTS = [FORMS[name] for name in ("json", "xml", "csv", "tsv")]
_CUT = {
    "Backstop-Truncated": {
        "description": "There where the answer is cut: the limit that was met, its value, and how many rows there are",
        "schema": {"type": "string"},
    }
}


def _text(name: str, description: str, *, required: bool = False, **schema: object) -> Object:
    return {
        "name": name,
        "in": "query",
        "required": required,
        "description": description,
        "schema": {"type": "string", **schema},
    }


_NAMED = "by its slug, its label or its IRI"
_ASKED = _text("q", "What to look for; of more than 200 characters the first.", examples=["starmer"])

# Each operation with the endpoint that it describes, so that a site without that endpoint does not promise it.
GENERAL: tuple[tuple[str, str, str, Object], ...] = (
    (
        "thing",
        "things.thing",
        "/id/<path>",
        {
            "tag": "linked data",
            "summary": "A thing: an actor, a measure, a statement, a document",
            "description": "Slashes in the path of a statement may be written as they are.",
            "types": ["text/html", *_RDF],
            "parameters": [_THING_PARAMETER],
        },
    ),
    (
        "thing-triples",
        "things.thing",
        "/id/<path>.<form>",
        {
            "tag": "linked data",
            "summary": "The triples of a thing, with those of its parts",
            "types": _RDF,
            "parameters": [_THING_PARAMETER, _RDF_FORM],
            "statuses": (404,),
        },
    ),
    (
        "ontology",
        "ontology.ontology",
        "/ontology",
        {"tag": "linked data", "summary": "The ontology", "types": ["text/html", *_RDF], "statuses": (406,)},
    ),
    (
        "ontology-triples",
        "ontology.ontology",
        "/ontology.<form>",
        {"tag": "linked data", "summary": "The ontology's triples", "types": _RDF, "parameters": [_RDF_FORM]},
    ),
    (
        "context",
        "ontology.context",
        "/context.jsonld",
        {
            "tag": "linked data",
            "summary": "The JSON-LD context of the curated records",
            "types": ["application/ld+json"],
            "statuses": (),
        },
    ),
    (
        "void",
        "description.void",
        "/.well-known/void",
        {"tag": "endpoint", "summary": "What the data holds, counted: VoID and DCAT", "types": _RDF},
    ),
    (
        "description",
        "description.described_by_suffix",
        "/<name>.<form>",
        {
            "tag": "endpoint",
            "summary": "VoID, the service description, or the questions as examples",
            "types": _RDF,
            "parameters": [
                named("name", ["void", "service", "examples"]),
                _RDF_FORM,
            ],
        },
    ),
    (
        "sparql",
        "sparql.endpoint",
        "/sparql",
        {
            "tag": "endpoint",
            "summary": "SPARQL 1.1 Protocol, query operation",
            "types": ["text/html", *_RESULTS, *_RDF],
            "description": "A long query is sent by POST, as a form or as it is (`application/sparql-query`).",
            "parameters": [
                _text(
                    "query",
                    "A query in SPARQL 1.1 (SELECT, ASK, CONSTRUCT, DESCRIBE). Without one: the service description.",
                    format="sparql-query",
                    examples=["ASK {}"],
                )
            ],
            "headers": _CUT,
            "statuses": (400, 403, 404, 406, 413, 422, 429, 503, 504),
        },
    ),
    (
        "terms",
        "editor.terms",
        "/sparql/terms.json",
        {
            "tag": "endpoint",
            "summary": "Prefixes, classes and properties, for completion in an editor",
            "types": ["application/json"],
            "schema": referred("Terms"),
            "statuses": (),
        },
    ),
    (
        "health",
        "health.health",
        "/health",
        {
            "tag": "site",
            "summary": "Whether all is well, and over which build",
            "types": ["application/json"],
            "schema": referred("Health"),
            "statuses": (),
            "also": {
                "503": {
                    "description": "Something is wrong; `problems` says what",
                    "content": {"application/json": {"schema": referred("Health")}},
                }
            },
        },
    ),
    (
        "live",
        "health.live",
        "/health/live",
        {
            "tag": "site",
            "summary": "That the process answers",
            "types": ["application/json"],
            "schema": {"type": "object", "properties": {"ok": {"const": True}}, "required": ["ok"]},
            "statuses": (),
        },
    ),
    (
        "search",
        "search.search",
        "/search.json",
        {
            "tag": "site",
            "summary": "Everything with a page that fits some words, best first",
            "types": ["application/json"],
            "schema": referred("Search"),
            "parameters": [_ASKED, _text("kind", "Of this kind alone.", enum=[*KINDS, ""])],
            "statuses": (400,),
        },
    ),
    (
        "suggest",
        "search.suggest",
        "/search/suggest",
        {
            "tag": "site",
            "summary": "The names that begin like some words",
            "types": ["application/json"],
            "schema": referred("Suggestions"),
            "parameters": [_ASKED],
            "statuses": (),
        },
    ),
    (
        "stance",
        "stance.stance",
        "/stance.json",
        {
            "tag": "statements",
            "summary": "Does an actor support a measure, as far as the documents say?",
            "description": "Silence is no answer, and neither doubt nor what others ascribe is a yes or a no.",
            "types": ["application/json"],
            "schema": referred("Stance"),
            "parameters": [
                _text("actor", f"The actor, {_NAMED}.", required=True, minLength=1, examples=["keir-starmer"]),
                _text("measure", f"The measure, {_NAMED}.", required=True, minLength=1, examples=["european-force"]),
            ],
            "statuses": (400,),
        },
    ),
    (
        "why",
        "why.why",
        "/why.jsonld",
        {
            "tag": "statements",
            "summary": "Why a fact holds: its proofs, down to documents and passages, in PROV-O",
            "types": ["application/ld+json"],
            "parameters": [
                _text("subject", f"The thing, {_NAMED}.", required=True, minLength=1, examples=["keir-starmer"]),
                _text("predicate", "The property, by its name or IRI.", required=True, minLength=1, examples=["a"]),
                _text(
                    "object", f"The other thing, {_NAMED}; or a value.", required=True, minLength=1, examples=["Actor"]
                ),
                {
                    "name": "proofs",
                    "in": "query",
                    "description": "How many proofs to give at most; without it: one.",
                    "schema": {"type": "integer", "minimum": 1, "maximum": 20},
                },
            ],
            "statuses": (400, 404, 503),
        },
    ),
    (
        "feed",
        "news.feed",
        "/feed.atom",
        {
            "tag": "site",
            "summary": "What each build added, changed and removed, as an Atom feed",
            "types": ["application/atom+xml"],
        },
    ),
    (
        "manifest",
        "downloads.download",
        "/downloads/manifest.json",
        {
            "tag": "site",
            "summary": "What the build says of itself: counts, and the digests of the files that may be downloaded",
            "types": ["application/json"],
            "schema": referred("Manifest"),
        },
    ),
    (
        "openapi",
        "openapi.openapi",
        "/openapi.json",
        {
            "tag": "site",
            "summary": "This description",
            "types": ["application/json"],
            "schema": {"type": "object", "required": ["openapi", "info", "paths"]},
            "statuses": (),
        },
    ),
)
