"""Whether all is well."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from graph.errors import EndpointError
from tests.support.questions import REAL_QUESTIONS
from webui import create_app
from webui.site import Site, install, site_of
from webui.sparql.service import admission_of as site_admission


@pytest.fixture
def app(real_store):
    return create_app(real_store)


def test_it_says_what_is_served(app, real_pipeline):
    response = app.test_client().get("/health")
    manifest = real_pipeline.manifest
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-store"
    found = response.json
    assert found.pop("triples") > manifest.stated
    assert found == {
        "ok": True,
        "status": "ok",
        "problems": [],
        "version": manifest.digest,
        "questions": len(REAL_QUESTIONS),
        "queries": {"workers": site_admission(app).limits.workers, "running": 0, "waiting": 0},
        "build": {
            "version": manifest.version,
            "reasoner": "rules",
            "stated": manifest.stated,
            "concluded": manifest.concluded,
            "graphs": len(manifest.graphs),
            "verified_texts": 0,
        },
    }


@dataclass
class Sites:
    current: Site
    refused: str


def test_a_build_that_is_refused_is_a_problem_but_no_failure(app):
    install(app, Sites(site_of(app), "/srv/backstop/build is damaged"))
    response = app.test_client().get("/health")
    assert response.status_code == 200
    assert (response.json["ok"], response.json["status"]) == (True, "degraded")
    assert response.json["problems"] == [
        "the build in place is refused, and the one before it served; the log says why"
    ]
    assert "/srv" not in response.text


class Broken:
    version = "http://example.org/sparql"

    def select(self, _):
        raise EndpointError("http://example.org/sparql did not answer")

    construct = select


class TestAnEngineThatDoesNotAnswer:
    @pytest.fixture
    def client(self):
        return create_app(Broken()).test_client()

    def test_is_a_failure(self, client):
        response = client.get("/health")
        assert response.status_code == 503
        found = response.json
        assert found.pop("queries")["running"] == 0
        assert found == {
            "ok": False,
            "status": "failing",
            "problems": ["the engine does not answer; the log says why"],
            "version": "http://example.org/sparql",
            "questions": len(REAL_QUESTIONS),
        }

    def test_leaves_the_process_alive(self, client):
        response = client.get("/health/live")
        assert (response.status_code, response.json) == (200, {"ok": True})
