"""JSON Schemas for the curated YAML, so that an editor completes and checks while one types.

They come from the models that read the records. A reference offers the existing ids.
"""

from __future__ import annotations

import json
from typing import Any

from pydantic.json_schema import models_json_schema

from graph.records.document_models import Document
from graph.records.kinds import REFERENTS, KnownIds
from graph.records.models import REGISTER_MODELS, Link, Record
from graph.vocabulary import BASE

DOCUMENT_SCHEMA = "document.schema.json"
REGISTERS_SCHEMA = "registers.schema.json"
_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schemas(known: KnownIds) -> dict[str, bytes]:
    """Return the two schemas by file name: of a document's file, and of a register's."""
    registers = {"type": "object", "additionalProperties": False, "properties": _register_properties()}
    models: list[type[Record]] = [Document, Link, *dict.fromkeys(REGISTER_MODELS.values())]
    _, definitions = models_json_schema([(model, "validation") for model in models], ref_template="#/$defs/{model}")
    definitions = _with_ids(definitions["$defs"], known)
    return {
        DOCUMENT_SCHEMA: _file(DOCUMENT_SCHEMA, {"$ref": "#/$defs/Document"}, definitions),
        REGISTERS_SCHEMA: _file(REGISTERS_SCHEMA, registers, definitions),
    }


def _register_properties() -> dict[str, Any]:
    sections: dict[str, type[Record]] = {**REGISTER_MODELS, "links": Link}
    return {
        section: {"type": "array", "items": {"$ref": f"#/$defs/{model.__name__}"}}
        for section, model in sections.items()
    }


def _file(name: str, schema: dict[str, Any], definitions: dict[str, Any]) -> bytes:
    content = {"$schema": _DIALECT, "$id": f"{BASE}{name}", **schema, "$defs": definitions}
    return (json.dumps(content, indent=1, sort_keys=True) + "\n").encode()


def _with_ids(schema: Any, known: KnownIds) -> Any:
    """Replace each ``x-refers-to`` by the list of existing ids of that kind."""
    if isinstance(schema, list):
        return [_with_ids(item, known) for item in schema]
    if not isinstance(schema, dict):
        return schema
    found = {key: _with_ids(value, known) for key, value in schema.items() if key != "x-refers-to"}
    if referent := schema.get("x-refers-to"):
        allowed = REFERENTS[referent]
        found["enum"] = sorted(slug for slug, kind in known.kinds.items() if kind in allowed)
    return found
