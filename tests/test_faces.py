"""One description, several faces: a saved question has the same answer whichever way it is asked."""

from __future__ import annotations

import csv
import io
from html import unescape

import pytest

from graph.saved_queries import PASSAGE_COLUMNS, read_questions
from tests.support.paths import QUERIES

QUESTIONS = {question.slug: question for question in read_questions(QUERIES)}


@pytest.mark.slow
@pytest.mark.parametrize("slug", sorted(QUESTIONS))
def test_as_json_csv_and_described_request(real_client, slug):
    bindings = real_client.get(f"/questions/{slug}.json").json["results"]["bindings"]
    as_json = [{name: term["value"] for name, term in row.items()} for row in bindings]

    table = csv.DictReader(io.StringIO(real_client.get(f"/questions/{slug}.csv").text))
    as_csv = [{name: value for name, value in row.items() if value} for row in table]
    assert [{name: value for name, value in row.items() if value} for row in as_json] == as_csv

    paths = real_client.get("/openapi.json").json["paths"]
    (path,) = (path for path, item in paths.items() if item["get"]["operationId"] == slug)
    parameters = paths[path]["get"]["parameters"]
    given = {one["name"]: one["schema"]["default"] for one in parameters if "default" in one.get("schema", {})}
    described = real_client.get(path.replace("{form}", "json"), query_string=given).json["results"]["bindings"]
    assert described == bindings


@pytest.mark.parametrize("slug", ["troops-without-us-backstop", "positions-on-a-measure"])
def test_as_a_page_row_by_row(real_client, slug):
    bindings = real_client.get(f"/questions/{slug}.json").json["results"]["bindings"]
    page = real_client.get(f"/questions/{slug}", headers={"Accept": "text/html"}).text
    place = 0
    # Rows that differ in the passage alone are one row of the page.
    rows = {str([(k, v) for k, v in row.items() if k not in PASSAGE_COLUMNS]): row for row in reversed(bindings)}
    for row in reversed(rows.values()):
        for column in ("actorLabel", "summary"):
            text = row[column]["value"]
            place = unescape(page).find(text, place)
            assert place > 0, text
