"""The description in OpenAPI: it is valid, it tells the truth, and schemathesis finds nothing else."""

from __future__ import annotations

import re

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.strategies import sampled_from
from openapi_spec_validator import OpenAPIV31SpecValidator
from schemathesis.specs.openapi.checks import positive_data_acceptance

from webui.http.navigation import INDEXES
from webui.site import site_of

pytestmark = pytest.mark.slow

# What the addresses that need something are asked. Which names there are is not in the schema, so that a name which is
# of the right form may be refused.
NEEDED = {
    "/stance.json": {"actor": "keir-starmer", "measure": "european-force"},
    "/compare.json": {"actor": ["united-kingdom", "france"], "leaders": "yes"},
    "/compare.csv": {"actor": ["united-kingdom", "france"], "asof": "2025-03-02"},
    "/why.jsonld": {"subject": "keir-starmer", "predicate": "a", "object": "Actor"},
}
QUERIES = (
    "ASK {}",
    "SELECT ?s { ?s ?p ?o } LIMIT 3",
    "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o } LIMIT 3",
    "DESCRIBE <https://w3id.org/backstop/id/keir-starmer>",
)
schemathesis.openapi.format("sparql-query", sampled_from(QUERIES))
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


@pytest.fixture(scope="module")
def app(real_client):
    return real_client.application


@pytest.fixture(scope="module")
def described(real_client):
    return real_client.get("/openapi.json").json


@pytest.fixture(scope="module")
def api(app):
    def uncompressed(environ, start_response):  # which schemathesis asks for, and cannot read from a WSGI application
        environ.pop("HTTP_ACCEPT_ENCODING", None)
        return app(environ, start_response)

    return schemathesis.openapi.from_wsgi("/openapi.json", uncompressed)


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
        for name in (question.slug, *(f"{question.slug}-{more}" for more in ("csv", "form", "negotiated"))):
            parameters = [one["name"] for one in found[name][1].get("parameters", []) if "name" in one]
            assert parameters == [parameter.name for parameter in question.parameters]


def test_a_closed_list_is_an_enumeration_and_a_day_is_a_date(described):
    schema = {
        (slug, one["name"]): one["schema"]
        for slug, (_, operation) in operations(described).items()
        for one in operation.get("parameters", [])
        if "name" in one
    }
    explicitness = schema["troops-without-us-backstop", "explicitness"]
    assert [re.sub(r".*#", "", iri) for iri in explicitness["enum"]] == ["Explicit", "Implied", ""]
    since = schema["positions-on-a-measure", "since"]
    assert since == {"type": "string", "anyOf": [{"format": "date"}, {"const": ""}]}
    assert schema["positions-on-a-measure", "measure"]["default"] == "european-force"


def test_an_example_of_a_parameter_is_accepted_and_a_word_that_is_none_is_not(app, real_client, described):
    asked = 0
    for question in site_of(app).questions:
        address, operation = f"/questions/{question.slug}.json", operations(described)[question.slug][1]
        for parameter in operation["parameters"]:
            if "name" not in parameter:
                continue
            schema = parameter["schema"]
            for value in (schema.get("enum") or schema.get("examples", []))[:3]:
                response = real_client.get(address, query_string={parameter["name"]: value})
                assert response.status_code == 200, response.text
                asked += 1
            wrong = real_client.get(address, query_string={parameter["name"]: "no such thing"})
            assert wrong.status_code in (400, 404)
    assert asked > 20


def test_only_what_the_site_has_is_described_and_each_answer_has_a_type_that_is_described(real_client, described):
    for path, item in described["paths"].items():
        address = path.replace("{path}", "keir-starmer").replace("{name}", "void").replace(".{form}", ".ttl")
        if path.startswith("/questions/"):
            address = path.replace("{form}", "parquet")
        response = real_client.get(address, query_string=NEEDED.get(path))
        assert response.status_code == 200, path
        assert response.mimetype in item["get"]["responses"]["200"]["content"]


@pytest.mark.filterwarnings("ignore")  # schemathesis and hypothesis warn of their own doings
def test_schemathesis_finds_no_failure(app, api):
    """Of the questions, one is asked in every form, the others in JSON: the view and the parameters are the same."""
    checked = set()

    def check(case):
        case.call_and_validate(excluded_checks=[positive_data_acceptance] if case.operation.path in NEEDED else [])
        checked.add(case.operation.label)

    for result in api.get_all_operations():
        operation = result.ok()
        if "/questions/" in operation.path and ".json" not in operation.path and FLAGSHIP not in operation.path:
            continue
        modes = [schemathesis.GenerationMode.POSITIVE]
        if operation.query or operation.path_parameters:
            modes.append(schemathesis.GenerationMode.NEGATIVE)
        for mode in modes:
            FEW(given(case=operation.as_strategy(generation_mode=mode))(check))()
    assert len(checked) > len(site_of(app).questions)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    ("path", "query"),
    [
        *NEEDED.items(),
        ("/search.json", {"q": "starmer", "kind": "actor"}),
        ("/search/suggest", {"q": "star"}),
        ("/health", {}),
        (f"/questions/{FLAGSHIP}.json", {"_shape": "objects", "_size": 2, "_next": 1}),
        (f"/questions/{FLAGSHIP}.csv", {"_shape": "spreadsheet"}),
        *(("/sparql", {"query": query}) for query in QUERIES),
    ],
)
def test_an_answer_is_as_it_is_described(api, path, query):
    response = api[path]["GET"].Case(query=query).call_and_validate()
    assert response.status_code == 200


def test_a_page_of_rows_that_is_none_is_refused_in_every_shape(real_client):
    for query in ("_size=0", "_size=many", "_next=-1", "_shape=objects&_size=0", "_shape=spreadsheet"):
        assert real_client.get(f"/questions/{FLAGSHIP}.json?{query}").status_code == 400, query


def test_every_address_for_programs_is_described(app, described):
    """Whatever is no page and no file is in the description, by the suffix of its address or without one."""
    apart = {
        "/metrics",
        "/robots.txt",
        "/sitemap.xml",
        "/apple-touch-icon.png",
        "/card.png",
        "/questions/{}/card.png",
        "/stance/card.png",
        "/id/{}/card.png",
        "/static/{}",
        "/void",
        "/sparql/.well-known/void",
        "/programs",
        "/changes",
        "/method",
        "/curators",
        "/about",
        "/report",
        "/questions",
        "/id/",
        *(f"/{name}" for name in INDEXES),
        "/downloads/",
    }
    apart |= {"/ontology/reference", "/downloads/ontology.html"}  # both lead to /ontology
    pages = {"/", "/search", "/stance", "/compare", "/why", "/matrix", "/timeline", "/network", "/figures"}
    pages |= {"/embed/{}", "/embed/questions/{}"}
    pictures = {"/matrix.{}", "/timeline.{}", "/network.{}", "/figures.{}"}
    rules = {re.sub(r"<[^>]+>", "{}", rule.rule) for rule in app.url_map.iter_rules()} - apart - pages - pictures
    known = {re.sub(r"\{[^}]+\}", "{}", path) for path in described["paths"]}
    known |= {
        "/questions/{}",
        "/questions/{}.{}",
        "/search.{}",
        "/stance.{}",
        "/compare.{}",
        "/why.{}",
        "/downloads/{}",
    }
    known |= {f"/{name}.{{}}" for name in INDEXES}
    assert rules - known == set()


def test_the_page_for_programs_is_of_the_same_description(real_client, described):
    text = real_client.get("/programs").text
    for name, (path, _) in operations(described).items():
        if not path.startswith("/questions/") or path.endswith(".json"):
            assert f'id="{name}"' in text
            assert f"GET {path}" in text
