"""One description, several faces: a saved question has the same answer whichever way it is asked."""

from __future__ import annotations

import csv
import io
from html import unescape

import pytest

from graph.saved_queries import read_questions
from graph.vocabulary import BASE, PREFIXES
from tests.support.paths import QUERIES
from webui import create_app

QUESTIONS = {question.slug: question for question in read_questions(QUERIES)}


@pytest.fixture(scope="module")
def client(real_store):
    return create_app(real_store).test_client()


def rows(solutions):
    names = [variable.value for variable in solutions.variables]
    return [{name: row[name].value for name in names if row[name] is not None} for row in solutions]


@pytest.mark.slow
@pytest.mark.parametrize("slug", sorted(QUESTIONS))
def test_as_json_csv_example_and_described_request(real_store, client, slug):
    bindings = client.get(f"/questions/{slug}.json").json["results"]["bindings"]
    as_json = [{name: term["value"] for name, term in row.items()} for row in bindings]

    table = csv.DictReader(io.StringIO(client.get(f"/questions/{slug}.csv").text))
    as_csv = [{name: value for name, value in row.items() if value} for row in table]
    assert [{name: value for name, value in row.items() if value} for row in as_json] == as_csv

    example = f"SELECT ?query WHERE {{ <{BASE}questions/{slug}> <{PREFIXES['sh']}select> ?query }}"
    (found,) = list(real_store.select(example))
    assert rows(real_store.select(found["query"].value)) == as_json

    (path,) = (
        path for path, item in client.get("/openapi.json").json["paths"].items() if item["get"]["operationId"] == slug
    )
    parameters = client.get("/openapi.json").json["paths"][path]["get"]["parameters"]
    given = {one["name"]: one["schema"]["default"] for one in parameters if "default" in one.get("schema", {})}
    described = client.get(path.replace("{form}", "json"), query_string=given).json["results"]["bindings"]
    assert described == bindings


@pytest.mark.parametrize("slug", ["troops-without-us-backstop", "positions-on-a-measure"])
def test_as_a_page_row_by_row(client, slug):
    bindings = client.get(f"/questions/{slug}.json").json["results"]["bindings"]
    page = client.get(f"/questions/{slug}", headers={"Accept": "text/html"}).text
    place = 0
    for row in bindings:
        for column in ("actorLabel", "summary"):
            text = row[column]["value"]
            place = unescape(page).find(text, place)
            assert place > 0, text
