"""The folder of questions as a grlc API, unchanged: grlc's own server over it gives the answers of the site."""

from __future__ import annotations

import warnings
from collections.abc import Iterator

import pytest

from graph.publication import QUADS
from graph.saved_queries import read_questions
from tests.support.paths import QUERIES
from tests.support.servers import oxigraph_over

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]  # grlc's own
with warnings.catch_warnings(action="ignore"):
    from grlc import fileLoaders, server

QUESTIONS = read_questions(QUERIES)
ASKED = ["troops-without-us-backstop", "positions-on-a-measure", "unnamed-sources", "office-holders"]


@pytest.fixture(scope="module")
def endpoint(real_pipeline, tmp_path_factory) -> Iterator[str]:
    with oxigraph_over(real_pipeline.settings.build / QUADS, tmp_path_factory.mktemp("grlc")) as address:
        yield address


def of_theme(monkeypatch, theme):
    monkeypatch.setattr(fileLoaders.LocalLoader.__init__, "__defaults__", (str(QUERIES / theme),))
    return server.app.test_client()


@pytest.mark.parametrize("theme", sorted({question.theme for question in QUESTIONS}))
def test_grlc_reads_every_question_with_its_title_and_parameters(monkeypatch, theme):
    paths = of_theme(monkeypatch, theme).get("/api-local/swagger").json["paths"]
    for question in QUESTIONS:
        if question.theme == theme:
            described = paths[f"/{question.slug}"]["get"]
            assert described["summary"] == question.title
            named = {one["name"] for one in described["parameters"]}
            assert {parameter.name for parameter in question.parameters} <= named


@pytest.mark.parametrize("slug", ASKED)
def test_grlc_gives_the_same_rows(monkeypatch, real_store, endpoint, slug):
    (question,) = (question for question in QUESTIONS if question.slug == slug)
    client = of_theme(monkeypatch, question.theme)
    found = []
    for page in range(1, 20):
        answer = client.get(
            f"/api-local/{slug}",
            query_string={**question.defaults, "endpoint": endpoint, "page": page},
            headers={"Accept": "application/sparql-results+json"},
        )
        rows = answer.get_json(force=True)["results"]["bindings"]
        found += [{name: term["value"] for name, term in row.items()} for row in rows]
        if not rows:
            break
    ours = [
        {name: row[name].value for name in question.variables if row[name] is not None}
        for row in real_store.select(question.bind(question.defaults))
    ]
    assert found == ours
    assert len(ours) > 1
