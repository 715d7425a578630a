"""The description in OpenAPI: it is valid, it tells the truth, and schemathesis finds nothing else."""

from __future__ import annotations

import re

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from openapi_spec_validator import OpenAPIV31SpecValidator

from graph.store import EmbeddedStore
from webui import create_app
from webui.site import site_of

FLAGSHIP = "troops-without-us-backstop"
# The checks of schemathesis, on some requests of each operation; the seed is fixed.
FEW = settings(
    max_examples=2,
    derandomize=True,
    deadline=None,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
# A query is a string of a format that JSON Schema does not know.
schemathesis.openapi.format(
    "sparql-query", st.sampled_from(["ASK {}", "SELECT * { ?s ?p ?o } LIMIT 3", "DESCRIBE <http://example.org/>"])
)


@pytest.fixture(scope="module")
def app(real_pipeline):
    return create_app(EmbeddedStore(real_pipeline.settings.build))


@pytest.fixture(scope="module")
def described(app):
    return app.test_client().get("/openapi.json").json


@pytest.fixture(scope="module")
def api(app):
    return schemathesis.openapi.from_wsgi("/openapi.json", app)


def operations(described):
    return {item["get"]["operationId"]: (path, item["get"]) for path, item in described["paths"].items()}


def test_it_is_valid(described):
    assert list(OpenAPIV31SpecValidator(described).iter_errors()) == []
    assert described["openapi"] == "3.1.1"


def test_every_question_is_there_with_its_parameters(app, described):
    found = operations(described)
    questions = site_of(app).questions
    assert {question.slug for question in questions} <= set(found)
    for question in questions:
        for name in (question.slug, f"{question.slug}-negotiated"):
            parameters = [one["name"] for one in found[name][1].get("parameters", []) if "name" in one]
            assert parameters == [parameter.name for parameter in question.parameters]


def test_a_closed_list_is_an_enumeration_and_a_day_is_a_date(described):
    schema = {
        one["name"]: one["schema"]
        for one in operations(described)["troops-without-us-backstop"][1]["parameters"]
        if "name" in one
    }
    assert [re.sub(r".*#", "", iri) for iri in schema["explicitness"]["enum"]] == ["Explicit", "Implied", ""]
    schema = {
        one["name"]: one["schema"]
        for one in operations(described)["positions-on-a-measure"][1]["parameters"]
        if "name" in one
    }
    assert schema["since"] == {"type": "string", "anyOf": [{"format": "date"}, {"const": ""}]}
    assert schema["measure"]["default"] == "european-force"


def test_an_example_of_a_parameter_is_accepted_and_a_word_that_is_none_is_not(app, described):
    client = app.test_client()
    asked = 0
    for question in site_of(app).questions:
        _, operation = operations(described)[question.slug]
        for parameter in operation["parameters"]:
            if "name" not in parameter:
                continue
            schema = parameter["schema"]
            for value in (schema.get("enum") or schema.get("examples", []))[:3]:
                response = client.get(f"/questions/{question.slug}.json", query_string={parameter["name"]: value})
                assert response.status_code == 200, response.text
                asked += 1
            wrong = client.get(f"/questions/{question.slug}.json", query_string={parameter["name"]: "no such thing"})
            assert wrong.status_code in (400, 404)
    assert asked > 20


def test_only_what_the_site_has_is_described(app, described):
    client = app.test_client()
    plain = [path for path in described["paths"] if "{" not in path]
    assert [path for path in plain if client.get(path).status_code != 200] == []


def test_each_answer_has_a_type_that_is_described(app, described):
    client = app.test_client()
    for path, item in described["paths"].items():
        address = path.replace("{path}", "keir-starmer").replace("{name}", "void").replace(".{form}", ".ttl")
        if path.startswith("/questions/"):
            address = path.replace("{form}", "csv")
        response = client.get(address)
        assert response.status_code == 200
        assert response.mimetype in item["get"]["responses"]["200"]["content"]


@pytest.mark.filterwarnings("ignore")  # schemathesis and hypothesis warn of their own doings
def test_schemathesis_finds_no_failure(app, api):
    """Of the questions, one is asked by negotiation too: the view and the parameters are those with a suffix."""
    checked = set()

    def check(case):
        case.call_and_validate()
        checked.add(case.operation.label)

    for result in api.get_all_operations():
        operation = result.ok()
        if "/questions/" in operation.path and "{form}" not in operation.path and FLAGSHIP not in operation.path:
            continue
        modes = [schemathesis.GenerationMode.POSITIVE]
        if operation.query or operation.path_parameters:
            modes.append(schemathesis.GenerationMode.NEGATIVE)
        for mode in modes:
            FEW(given(case=operation.as_strategy(generation_mode=mode))(check))()
    assert len(checked) > len(site_of(app).questions)


def test_the_page_for_programs_is_of_the_same_description(app, described):
    text = app.test_client().get("/programs").text
    for name, (path, _) in operations(described).items():
        if not name.endswith("-negotiated"):
            assert f'id="{name}"' in text
            assert f"GET {path}" in text
