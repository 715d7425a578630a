"""The description of the site in OpenAPI 3.1, made of the saved questions and of the addresses that the site has."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from operator import attrgetter
from typing import Any

from graph.saved_queries import Asked, KnownValues, Parameter, SavedQuestion
from graph.vocabulary import ID, SLUG_PATH, XSD
from webui.openapi.addresses import GENERAL
from webui.openapi.answer_models import Objects, Term, reference, schemas
from webui.openapi.operation import CITATIONS, FORMS, SHARED, Operation, parameter, shared
from webui.questions.form import known_values
from webui.site import Site

Object = dict[str, Any]

# A parameter that is empty counts as one that is left out, as forms send it.
_IRI = f"^(?:|{SLUG_PATH}|bst:[A-Za-z]+|https?://[A-Za-z0-9][A-Za-z0-9./#_~-]*)$"
_EXAMPLES = 5


def document(opened: Site) -> Object:
    """Return the description of a site; its version is that of the build."""
    known = opened.cached(known_values)
    questions = [operation for question in opened.questions for operation in _operations(known, question)]
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
        "paths": {
            operation.path: {"get": operation.as_json()}
            for operation in sorted((*GENERAL, *questions), key=attrgetter("path"))
        },
        "components": {"parameters": SHARED, "schemas": schemas()},
    }


_ABOUT = """\
Saved questions with typed parameters, each answered in every form of SPARQL 1.1 results, and the things that the
answers name, as linked data. A parameter that names a thing takes its slug (`keir-starmer`) or its IRI. A parameter
that is left out takes its default, or does not narrow the answer.

A form is chosen by the suffix of the address, or by `Accept` at the address without one. `?_shape=objects` of a
question's `.json` gives plain objects a page at a time, `?_shape=spreadsheet` of its `.csv` a table that spreadsheets
open safely. `.parquet` has typed columns. `.bib`, `.ris` and `.csl.json` are the citation of the answer, or of a thing.

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


def _operations(known: KnownValues, question: SavedQuestion) -> Iterable[Operation]:
    """A question by each suffix: those with shapes of their own, and the others; and negotiated."""
    path, slug = f"/questions/{question.slug}", question.slug
    schema = _results(question)
    parameters = [
        parameter(
            asked.name,
            f"{asked.label}. {_default(asked)}",
            required=asked.required and asked.default is None,
            **_schema(known, question, asked),
        )
        for asked in question.parameters
    ]
    negotiated = Operation(
        path,
        f"{slug}-negotiated",
        question.theme,
        question.title,
        [*FORMS.values()],
        schema,
        question.description,
        parameters,
        statuses=[400, 404, 406],
        more={"302": {"description": "Of the page alone: its address without the parameters that are empty"}},
    )
    suffixed = replace(negotiated, statuses=[400, 404], more={})
    yield negotiated
    yield replace(
        suffixed,
        path=f"{path}.json",
        name=slug,
        types=[FORMS["json"], "application/json"],
        schema={"anyOf": [schema, reference(Objects)]},
        parameters=[*parameters, *map(shared, ("objects", "size", "next"))],
    )
    tables = [*parameters, shared("spreadsheet")]
    yield replace(suffixed, path=f"{path}.csv", name=f"{slug}-csv", types=[FORMS["csv"]], parameters=tables)
    others = [{**FORMS, **CITATIONS}[form] for form in SHARED["form"]["schema"]["enum"]]
    yield replace(
        suffixed, path=f"{path}.{{form}}", name=f"{slug}-form", types=others, parameters=[shared("form"), *parameters]
    )


def _default(parameter: Parameter) -> str:
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
                            "properties": {name: _column(question, name) for name in variables},
                            "additionalProperties": False,
                        },
                    }
                },
            },
        },
    }


def _column(question: SavedQuestion, name: str) -> Object:
    """A term, under the heading that a page gives its column."""
    heading = question.columns.get(name)
    return reference(Term) | ({"description": heading} if heading else {})
