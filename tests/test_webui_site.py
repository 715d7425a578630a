"""The rest of the site: terms, downloads, errors and headers."""

from __future__ import annotations

import hashlib
import json
import re

import pytest
from rdflib import Graph

from graph.dates import dated, day
from graph.store import EmbeddedStore
from webui import create_app
from webui.site import site_of


class TestOntology:
    def test_the_file_by_negotiation_is_the_ontology(self, real_client, graph):
        response = real_client.get("/ontology", headers={"Accept": "text/turtle"})
        assert len(Graph().parse(data=response.data, format="turtle")) == len(graph)

    def test_the_context_may_be_read_from_anywhere(self, real_client):
        response = real_client.get("/context.jsonld")
        assert response.headers["Access-Control-Allow-Origin"] == "*"
        assert response.json["@context"]["by"]["@id"] == "bst:statedBy"


class TestDownloads:
    def test_every_file_is_the_one_that_the_manifest_describes(self, real_client):
        manifest = json.loads(real_client.get("/downloads/manifest.json").data)
        for name, digest in manifest["files"].items():
            response = real_client.get(f"/downloads/{name}")
            assert hashlib.sha256(response.data).hexdigest() == digest
            assert response.headers["Content-Disposition"] == f'attachment; filename="{name}"'
            assert digest in real_client.get("/downloads/").text

    @pytest.mark.parametrize("name", ["..%2fmanifest.json", "releases", "secret"])
    def test_nothing_else_is_given_out(self, real_client, name):
        assert real_client.get(f"/downloads/{name}").status_code == 404

    def test_a_file_that_was_changed_is_not_given_out(self, build):
        store = EmbeddedStore(build)
        client = create_app(store).test_client()
        (store.release / "backstop.ttl").write_text("changed")
        response = client.get("/downloads/backstop.ttl")
        assert response.status_code == 503
        assert b"is not the file that was built" in response.data


class TestErrors:
    def test_a_browser_gets_a_page_and_a_program_an_object(self, real_client):
        assert "Nothing here" in real_client.get("/nowhere", headers={"Accept": "text/html"}).text
        assert real_client.get("/nowhere", headers={"Accept": "application/json"}).json["status"] == 404

    def test_another_method_is_refused_with_those_that_there_are(self, real_client):
        response = real_client.post("/questions/troops-without-us-backstop")
        assert response.status_code == 405
        assert set(response.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}

    def test_a_fault_of_ours_shows_nothing_of_the_inside(self, real_client, monkeypatch):
        def broken(*_):
            raise RuntimeError("the inside")

        app = create_app(site_of(real_client.application).engine)
        monkeypatch.setattr(site_of(app).engine, "select", broken)
        response = app.test_client().get("/")
        assert response.status_code == 500
        assert "the inside" not in response.text
        assert "Traceback" not in response.text


class TestHeaders:
    def test_every_answer_forbids_what_the_pages_do_not_need(self, real_client):
        for address in ("/", "/nowhere", "/static/style.css", "/health"):
            with real_client.get(address) as response:
                headers = response.headers
            policy = headers["Content-Security-Policy"]
            assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'")
            assert headers["X-Content-Type-Options"] == "nosniff"
            assert headers["Referrer-Policy"] == "no-referrer"
            assert "Set-Cookie" not in headers

    def test_home_and_flagship_are_small(self, real_client):
        for address in ("/", "/questions/troops-without-us-backstop"):
            page = real_client.get(address).data
            styles = re.findall(rb'<link rel="stylesheet" href="([^"]+)"', page)
            assert len(styles) > 1
            assert len(page) + sum(len(real_client.get(style.decode()).data) for style in styles) < 100_000


class TestDates:
    @pytest.mark.parametrize(
        ("on", "earliest", "latest", "words"),
        [
            ("2025-03-02", "", "", "2 March 2025"),
            ("2025-08-24", "2025-08-18", "2025-08-24", "between 18 August 2025 and 24 August 2025"),
            ("2025-08-24", "", "2025-08-24", "by 24 August 2025"),
            ("2025-08-18", "2025-08-18", "", "not before 18 August 2025"),
            ("", "", "", "undated"),
        ],
    )
    def test_a_date_is_said_as_far_as_it_is_known(self, on, earliest, latest, words):
        assert dated(on, earliest, latest) == words

    def test_what_is_no_day_is_left_as_it_is(self):
        assert day("2014") == "2014"
