"""The description of the site in OpenAPI 3.1, made of the saved questions and of the addresses that the site has."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from graph.saved_queries import Asked, KnownValues, Parameter, SavedQuestion
from graph.vocabulary import ID, XSD
from webui.openapi.addresses import GENERAL
from webui.openapi.responses import COMPONENTS, FORMS, OTHER_FORMS, THING, binding, operation, referred, shared
from webui.questions.form import known_values
from webui.site import Site

Object = dict[str, Any]

# A parameter that is empty counts as one that is left out, as forms send it.
_IRI = f"^(?:|{THING}|bst:[A-Za-z]+|https?://[A-Za-z0-9][A-Za-z0-9./#_~-]*)$"
_EXAMPLES = 5


def document(opened: Site, views: Collection[str]) -> Object:
    """Return the description of a site that has the views ``views``, by the names of their endpoints.

    A version of the description is one of the data: it names the build that it describes.
    """
    general = {
        _openapi(path): {"get": operation(name, **described)}
        for name, endpoint, path, described in GENERAL
        if endpoint in views
    }
    known = opened.derive(known_values)
    questions = {
        f"/questions/{question.slug}{suffix}": {"get": described}
        for question in opened.questions
        for suffix, described in _question(known, question)
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
open safely. `.parquet` has typed columns.

Every error is `{"ok": false, "error": "…", "status": 404}`, or a page for a client that asks for HTML.
"""


def _tags(opened: Site) -> list[Object]:
    return [
        *({"name": theme, "description": f"Questions: {theme}"} for theme in opened.themes),
        {"name": "statements", "description": "What the documents say, and why a fact holds"},
        {"name": "linked data", "description": "Things and terms, as pages and as triples"},
        {"name": "endpoint", "description": "SPARQL 1.1, and what describes it"},
        {"name": "site", "description": "The site itself"},
    ]


def _openapi(path: str) -> str:
    return path.replace("<", "{").replace(">", "}")


def _question(known: KnownValues, question: SavedQuestion) -> Iterable[tuple[str, Object]]:
    """A question by each suffix: those with shapes of their own, and the others; and negotiated."""
    parameters = [_parameter(known, question, parameter) for parameter in question.parameters]
    schema = _results(question)
    described: Object = {
        "tag": question.theme,
        "summary": question.title,
        "description": question.description,
        "statuses": (400, 404),
    }
    paged = [*parameters, *map(shared, ("objects", "size", "next"))]
    either: Object = {"anyOf": [schema, referred("Objects")]}
    types = [FORMS["json"], "application/json"]
    yield ".json", operation(question.slug, types=types, schema=either, parameters=paged, **described)
    tables = [*parameters, shared("spreadsheet")]
    yield ".csv", operation(f"{question.slug}-csv", types=[FORMS["csv"]], parameters=tables, **described)
    others = [shared("form"), *parameters]
    types = [FORMS[name] for name in OTHER_FORMS]
    yield ".{form}", operation(f"{question.slug}-form", types=types, parameters=others, **described)
    described |= {"statuses": (400, 404, 406)}
    types = [*FORMS.values()]
    yield "", operation(f"{question.slug}-negotiated", types=types, schema=schema, parameters=parameters, **described)


def _parameter(known: KnownValues, question: SavedQuestion, parameter: Parameter) -> Object:
    return {
        "name": parameter.name,
        "in": "query",
        "required": parameter.required and parameter.default is None,
        "description": f"{parameter.label}. {_what(parameter)}",
        "schema": _schema(known, question, parameter),
    }


def _what(parameter: Parameter) -> str:
    if parameter.required:
        return f"Without it: {(parameter.default or '').removeprefix(ID)}."
    return "Without it the answer is not narrowed."


def _schema(known: KnownValues, question: SavedQuestion, parameter: Parameter) -> Object:
    match parameter.kind:
        case "iri":
            return _iri_schema(known, question, parameter)
        case "integer":
            return {"type": ["integer", "null"]}
        case "number":
            return {"type": ["number", "null"]}
        case "typed" if parameter.suffix == XSD.date.value:
            return {"type": "string", "anyOf": [{"format": "date"}, {"const": ""}]}
    return {"type": "string"}


def _iri_schema(known: KnownValues, question: SavedQuestion, parameter: Parameter) -> Object:
    schema: Object = {"type": "string", "pattern": _IRI}
    if parameter.default and parameter.default.startswith(ID):
        slug = parameter.default.removeprefix(ID)
        return schema | {"default": slug, "examples": [slug]}
    if items := known.closed_list(question, parameter):
        return {"type": "string", "enum": [*items, ""]}
    offered = known.choices(Asked(question, question.defaults), parameter.name).each[:_EXAMPLES]
    return schema | ({"examples": [choice.iri.removeprefix(ID) for choice in offered]} if offered else {})


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
