"""Turns the errors of pydantic into messages that a curator can act on."""

from __future__ import annotations

import typing
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from graph.errors import did_you_mean


def message_for(model: type[BaseModel], detail: ErrorDetails) -> str:
    """Return the message for one of pydantic's errors: what was found, what is expected, and the nearest name."""
    kind, found, context = detail["type"], detail["input"], detail.get("ctx", {})
    field = detail["loc"][-1] if detail["loc"] else ""
    match kind:
        case "curation":
            return str(context["message"])
        case "missing":
            return "is missing"
        case "extra_forbidden":
            return f"unknown key '{field}'{did_you_mean(str(field), _keys(_model_at(model, detail['loc'][:-1])))}"
        case "literal_error":
            return f"found '{found}', expected {context['expected']}"
        case "string_type":
            return f"expected words, found {_described(found)}"
        case "int_type":
            return f"expected a whole number, found {_described(found)}"
        case "greater_than":
            return f"expected more than {context['gt']}, found {found}"
        case "tuple_type":
            return f"expected a list, found {_described(found)}"
        case "string_pattern_mismatch":
            return f"found '{found}', expected it to match {context['pattern']}"
        case "model_type" | "model_attributes_type":
            return f"expected keys and values, found {_described(found)}"
    return detail["msg"]


def _described(found: object) -> str:
    match found:
        case None:
            return "nothing"
        case bool():
            return f"{str(found).lower()} (put it in quotes if the word is meant)"
        case int():
            return f"the number {found} (put it in quotes if the words are meant)"
        case dict():
            return "keys and values"
        case tuple():
            return "a list"
    return f"'{found}'"


def _keys(model: type[BaseModel]) -> list[str]:
    return [field.alias or name for name, field in model.model_fields.items()]


def _model_at(model: type[BaseModel], loc: tuple[str | int, ...]) -> type[BaseModel]:
    for step in loc:
        if isinstance(step, str):
            fields = {field.alias or name: field for name, field in model.model_fields.items()}
            model = next(_records_in(fields[step].annotation), model) if step in fields else model
    return model


def _records_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in typing.get_args(annotation):
        yield from _records_in(argument)
