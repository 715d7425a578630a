"""What Prometheus is given, and who may read it."""

from __future__ import annotations

import ipaddress

import pytest
from prometheus_client.parser import text_string_to_metric_families

from webui import create_app
from webui.settings import Settings

pytestmark = pytest.mark.slow  # builds, servers or the reference reasoner

FLAGSHIP = "/questions/troops-without-us-backstop"


def client_of(store, **settings):
    return create_app(store, settings=Settings(**settings)).test_client()


def figures(client) -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
    """Every figure by its name and labels."""
    response = client.get("/metrics", buffered=True)
    assert response.status_code == 200
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(response.text)
        for sample in family.samples
    }


def counted(found, **labels) -> float:
    return found.get(("backstop_requests_total", tuple(sorted(labels.items()))), 0)


class TestRequests:
    def test_are_counted_by_the_route_as_it_is_declared(self, real_store):
        client = client_of(real_store)
        for path in (FLAGSHIP, FLAGSHIP, "/questions/nothing", "/nowhere", "/elsewhere", "/static/style.css"):
            client.get(path, buffered=True)
        client.open("/", method="BREW", buffered=True)
        found = figures(client)
        assert counted(found, route="/questions/<slug>", method="GET", status="200") == 2
        assert counted(found, route="/questions/<slug>", method="GET", status="404") == 1
        assert counted(found, route="none", method="GET", status="404") == 2
        assert counted(found, route="/static/<path:filename>", method="GET", status="200") == 1
        assert sum(value for (name, labels), value in found.items() if ("method", "other") in labels) == 1

    def test_are_timed(self, real_store):
        client = client_of(real_store)
        client.get(FLAGSHIP, buffered=True)
        found = figures(client)
        assert found["backstop_request_seconds_count", (("route", "/questions/<slug>"),)] == 1
        assert 0 < found["backstop_request_seconds_sum", (("route", "/questions/<slug>"),)] < 30

    def test_in_progress_are_those_that_are_not_answered_yet(self, real_store):
        client = client_of(real_store)
        unread = client.get("/")
        assert figures(client)["backstop_requests_in_progress", ()] == 2  # that one, and the one for the figures
        unread.close()
        assert figures(client)["backstop_requests_in_progress", ()] == 1

    def test_whose_client_went_away_are_counted(self, real_store):
        client = client_of(real_store)
        client.get("/").close()
        assert figures(client)["backstop_requests_abandoned_total", ()] == 1

    def test_of_one_application_are_not_counted_in_another(self, real_store):
        client_of(real_store).get(FLAGSHIP, buffered=True)
        assert counted(figures(client_of(real_store)), route="/questions/<slug>", method="GET", status="200") == 0


class TestQueries:
    def test_are_counted_by_what_became_of_them(self, world_store):
        client = client_of(world_store)
        for query in ("ASK {}", "ASK {}", "ASK {"):
            client.get("/sparql", query_string={"query": query}, buffered=True)
        found = figures(client)
        assert found["backstop_queries_total", (("outcome", "ok"),)] == 2
        assert sum(value for (name, _), value in found.items() if name == "backstop_queries_total") == 3
        assert found["backstop_queries_running", ()] == found["backstop_queries_waiting", ()] == 0
        assert found["backstop_query_workers", ()] >= 1


class TestState:
    def test_the_build_is_named_and_measured(self, real_pipeline, real_store):
        found = figures(client_of(real_store))
        manifest = real_pipeline.manifest
        labels = (("digest", manifest.digest), ("reasoner", "rules"), ("version", manifest.version))
        assert found["backstop_build_info", labels] == 1
        assert found["backstop_triples", (("kind", "stated"),)] == manifest.stated
        assert found["backstop_triples", (("kind", "concluded"),)] == manifest.concluded
        assert found["backstop_build_refused", ()] == 0

    def test_the_process_is_measured(self, real_store):
        found = figures(client_of(real_store))
        assert found["process_resident_memory_bytes", ()] > 1_000_000


class TestWhoMayRead:
    def status(self, pipeline, address, headers=(), **settings):
        client = client_of(pipeline, **settings)
        return client.get("/metrics", environ_base={"REMOTE_ADDR": address}, headers=dict(headers)).status_code

    @pytest.mark.parametrize("address", ["127.0.0.1", "127.9.9.9", "::1"])
    def test_this_machine_may(self, world_pipeline, address):
        assert self.status(world_pipeline, address) == 200

    @pytest.mark.parametrize("address", ["192.0.2.1", "2001:db8::1", "", "somebody"])
    def test_nobody_else_may(self, world_pipeline, address):
        assert self.status(world_pipeline, address) == 403

    @pytest.mark.parametrize("header", ["X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Forwarded", "Via"])
    def test_what_a_proxy_passes_on_may_not(self, world_pipeline, header):
        assert self.status(world_pipeline, "127.0.0.1", {header: "192.0.2.1"}) == 403

    def test_a_proxy_that_does_not_say_for_whom_it_asks_may_not(self, world_pipeline):
        assert self.status(world_pipeline, "127.0.0.1", proxy="127.0.0.1") == 403

    def test_whoever_is_named_may(self, world_pipeline):
        named = {"metrics_from": (ipaddress.ip_network("192.0.2.0/24"),)}
        assert self.status(world_pipeline, "192.0.2.1", **named) == 200
        assert self.status(world_pipeline, "127.0.0.1", **named) == 403
