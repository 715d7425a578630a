"""The description of the site in OpenAPI 3.1, made of the saved questions and of the addresses that the site has."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from graph.saved_queries import Parameter, SavedQuestion
from graph.vocabulary import ID, PREFIXES
from webui.known import choices, closed_list
from webui.openapi.schemas import COMPONENTS, FORMS, binding, failures, media, named, referred
from webui.site import Site
from webui.triples import RDF_FORMATS, RDF_MEDIA_TYPES

Object = dict[str, Any]

_SLUG = "[a-z0-9]+(?:-[a-z0-9]+)*"
_THING = f"{_SLUG}(?:/{_SLUG})*"
# A parameter that is empty counts as one that is left out, as forms send it.
_IRI = f"^(?:|{_THING}|bst:[A-Za-z]+|https?://[A-Za-z0-9][A-Za-z0-9./#_~-]*)$"
_EXAMPLES = 5
_RDF = [RDF_MEDIA_TYPES[name] for name in RDF_FORMATS]


def document(opened: Site, views: Collection[str]) -> Object:
    """Return the description of a site that has the views ``views``, by the names of their endpoints.

    A version of the description is one of the data: it names the build that it describes.
    """
    general = {
        _openapi(path): {"get": _operation(name, **described)}
        for name, endpoint, path, described in _GENERAL
        if endpoint in views
    }
    questions = {
        f"/questions/{question.slug}{suffix}": {"get": operation}
        for question in opened.questions
        for suffix, operation in _question(question)
    }
    return {
        "openapi": "3.1.1",
        "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
        "info": {
            "title": "Backstop",
            "summary": "Who said what about Ukraine's security guarantees, with the evidence",
            "description": _ABOUT,
            "version": opened.engine.version[:64] or "0",
            "license": {"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"},
        },
        "servers": [{"url": "/"}],
        "tags": _tags(opened),
        "paths": dict(sorted((general | questions).items())),
        "components": COMPONENTS,
    }


_ABOUT = """\
Saved questions with typed parameters, each answered in every form of SPARQL 1.1 results, and the things that the
answers name, as linked data. A parameter that names a thing takes its slug (`keir-starmer`) or its IRI. A parameter
that is left out takes its default, or does not narrow the answer.

A form is chosen by the suffix of the address, or by `Accept` at the address without one. `?_shape=objects` of a
question's `.json` gives plain objects a page at a time, `?_shape=spreadsheet` of its `.csv` a table that spreadsheets
open safely.

Every error is `{"ok": false, "error": "…", "status": 404}`, or a page for a client that asks for HTML.
"""


def _tags(opened: Site) -> list[Object]:
    return [
        *({"name": theme, "description": f"Questions: {theme}"} for theme in opened.themes),
        {"name": "linked data", "description": "Things and terms, as pages and as triples"},
        {"name": "endpoint", "description": "SPARQL 1.1, and what describes it"},
        {"name": "site", "description": "The site itself"},
    ]


def _openapi(path: str) -> str:
    return path.replace("<", "{").replace(">", "}")


def _operation(  # one argument for each key of an operation
    operation: str, *, tag: str, summary: str, types: Iterable[str], schema: Object | None = None, **more: Any
) -> Object:
    parameters = more.get("parameters", [])
    statuses = more.get("statuses", (404, 406))
    return {
        "operationId": operation,
        "tags": [tag],
        "summary": summary,
        **({"description": more["description"]} if "description" in more else {}),
        **({"parameters": parameters} if parameters else {}),
        "responses": {
            "200": {"description": "The answer", "content": media(types, schema)},
            **more.get("also", {}),
            **failures(*statuses),
        },
    }


def _question(question: SavedQuestion) -> Iterable[tuple[str, Object]]:
    """A question twice: with the form as suffix, which names its operation, and negotiated."""
    parameters = [_parameter(question, parameter) for parameter in question.parameters]
    schema = _results(question)
    described = {"tag": question.theme, "summary": question.title, "description": question.description}
    types = [FORMS[name] for name in FORMS if name != "html"]
    form = {"$ref": "#/components/parameters/form"}
    yield (
        ".{form}",
        _operation(
            question.slug, types=types, schema=schema, parameters=[form, *parameters], statuses=(400, 404), **described
        ),
    )
    yield (
        "",
        _operation(
            f"{question.slug}-negotiated",
            types=["text/html", *types],
            schema=schema,
            parameters=parameters,
            statuses=(400, 404, 406),
            **described,
        ),
    )


def _parameter(question: SavedQuestion, parameter: Parameter) -> Object:
    return {
        "name": parameter.name,
        "in": "query",
        "required": parameter.required and parameter.default is None,
        "description": f"{parameter.label}. {_what(parameter)}",
        "schema": _schema(question, parameter),
    }


def _what(parameter: Parameter) -> str:
    if parameter.required:
        return f"Without it: {(parameter.default or '').removeprefix(ID)}."
    return "Without it the answer is not narrowed."


def _schema(question: SavedQuestion, parameter: Parameter) -> Object:
    match parameter.kind:
        case "iri":
            return _iri_schema(question, parameter)
        case "integer":
            return {"type": ["integer", "null"]}
        case "number":
            return {"type": ["number", "null"]}
        case "typed" if parameter.suffix == PREFIXES["xsd"] + "date":
            return {"type": "string", "anyOf": [{"format": "date"}, {"const": ""}]}
    return {"type": "string"}


def _iri_schema(question: SavedQuestion, parameter: Parameter) -> Object:
    schema: Object = {"type": "string", "pattern": _IRI}
    if parameter.default and parameter.default.startswith(ID):
        slug = parameter.default.removeprefix(ID)
        return schema | {"default": slug, "examples": [slug]}
    if items := closed_list(question, parameter):
        return {"type": "string", "enum": [*items, ""]}
    offered = [term.value.removeprefix(ID) for term in choices(question, parameter)]
    return schema | ({"examples": offered[:_EXAMPLES]} if offered else {})


def _results(question: SavedQuestion) -> Object:
    """The SPARQL results of a question, in JSON: its columns, each of which a row may leave out."""
    variables = list(question.variables)
    return {
        "type": "object",
        "required": ["head", "results"],
        "properties": {
            "head": {"type": "object", "properties": {"vars": {"const": variables}}, "required": ["vars"]},
            "results": {
                "type": "object",
                "required": ["bindings"],
                "properties": {
                    "bindings": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "properties": {name: binding(question.columns.get(name)) for name in variables},
                            "additionalProperties": False,
                        },
                    }
                },
            },
        },
    }


def _suffixed(name: str, pattern: str, example: str) -> Object:
    return {
        "name": name,
        "in": "path",
        "required": True,
        "schema": {"type": "string", "pattern": f"^{pattern}$", "examples": [example]},
    }


_RDF_FORM = {"name": "form", "in": "path", "required": True, "schema": {"type": "string", "enum": list(RDF_FORMATS)}}
_THING_PARAMETER = _suffixed("path", _THING, "keir-starmer")
_QUERY = {
    "name": "query",
    "in": "query",
    "description": "A query in SPARQL 1.1 (SELECT, ASK, CONSTRUCT, DESCRIBE). Without one: the service description.",
    "schema": {"type": "string", "format": "sparql-query", "examples": ["ASK {}"]},
}
_RESULTS = [
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "text/csv",
    "text/tab-separated-values",
]

# Each operation with the endpoint that it describes, so that a site without that endpoint does not promise it.
_GENERAL: tuple[tuple[str, str, str, Object], ...] = (
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
            "parameters": [_QUERY],
            "statuses": (400, 403, 406, 413, 422, 429, 503, 504),
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
        "downloads.health",
        "/health",
        {
            "tag": "site",
            "summary": "Whether all is well, and over which build",
            "types": ["application/json"],
            "schema": referred("Health"),
            "statuses": (503,),
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

__all__ = ["document"]
