"""The JSON Schemas accept what is curated, offer the ids that there are, and refuse what the models refuse."""

from __future__ import annotations

import copy
import json

import pytest
import yaml
from jsonschema import Draft202012Validator

from graph.records import read_curation, schemas
from tests.support.paths import CURATED


class _Plain(yaml.SafeLoader):
    """YAML as an editor's JSON Schema support reads it: dates are strings."""


_Plain.yaml_implicit_resolvers = {
    key: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith((":timestamp", ":bool"))]
    for key, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read(path):
    return yaml.load(path.read_text(encoding="utf-8"), Loader=_Plain)


@pytest.fixture(scope="module")
def validators():
    found = schemas(read_curation(CURATED).known)
    parsed = {name: json.loads(content) for name, content in found.items()}
    for schema in parsed.values():
        Draft202012Validator.check_schema(schema)
    return {name: Draft202012Validator(schema) for name, schema in parsed.items()}


@pytest.mark.parametrize("path", sorted(CURATED.glob("documents/*.yaml")), ids=lambda path: path.stem)
def test_every_curated_document_is_valid(validators, path):
    assert [error.message for error in validators["document.schema.json"].iter_errors(read(path))] == []


@pytest.mark.parametrize("path", sorted(CURATED.glob("registers/*.yaml")), ids=lambda path: path.stem)
def test_every_register_is_valid(validators, path):
    assert [error.message for error in validators["registers.schema.json"].iter_errors(read(path))] == []


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("by", "nobody-we-know"),
        ("by", "us-backstop"),
        ("sumary", "A misspelt key."),
        ("on", 20250302),
        ("evidence", [{"span": [5], "digest": "0" * 64, "attribution": "OwnText"}]),
        ("evidence", [{"span": [1, 5], "digest": "0" * 63, "attribution": "OwnText"}]),
        ("evidence", [{"span": [1, 5], "digest": "0" * 64, "attribution": "Hearsay"}]),
    ],
)
def test_a_wrong_value_is_refused_while_one_types(validators, key, value):
    document = read(CURATED / "documents" / "london-summit-report.yaml")
    wrong = copy.deepcopy(document)
    wrong["statements"][0][key] = value
    assert validators["document.schema.json"].is_valid(document)
    assert not validators["document.schema.json"].is_valid(wrong)


def test_a_reference_offers_the_ids_of_its_kind(validators):
    statement = validators["document.schema.json"].schema["$defs"]["Statement"]["properties"]
    assert "keir-starmer" in statement["by"]["enum"]
    assert "us-backstop" not in statement["by"]["enum"]
    assert "us-backstop" in statement["concerns"]["items"]["enum"]


def test_the_build_has_them(real_pipeline):
    assert {"document.schema.json", "registers.schema.json"} <= set(real_pipeline.manifest.files)
