"""The log: one line of JSON a request, with nothing in it that says who asked what."""

from __future__ import annotations

import json
import logging
import re
import sys
from functools import partial

import pytest

from webui import create_app
from webui.operations.logs import REQUESTS, JsonLines, shown_client
from webui.settings import Settings

FLAGSHIP = "/questions/troops-without-us-backstop"


@pytest.fixture
def logged(caplog):
    """The lines of requests, as they are written."""
    caplog.set_level(logging.INFO, REQUESTS.name)

    def lines() -> list[dict]:
        return [json.loads(JsonLines().format(record)) for record in caplog.records if record.name == REQUESTS.name]

    return lines


def client_of(store, **settings):
    """A function that asks for an address, and reads the answer to its end."""
    client = create_app(store, settings=Settings(**settings)).test_client()
    return partial(client.open, buffered=True)


class TestARequest:
    def test_is_one_line_with_all_that_an_operator_needs(self, real_pipeline, real_store, logged):
        response = client_of(real_store)(FLAGSHIP + ".json?_secret=words", environ_base={"REMOTE_ADDR": "192.0.2.77"})
        (line,) = logged()
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", line.pop("time"))
        assert line.pop("ms") >= 0
        assert line == {
            "level": "info",
            "event": "request",
            "id": response.headers["X-Request-Id"],
            "method": "GET",
            "path": FLAGSHIP + ".json",
            "route": "/questions/<slug>.<suffix>",
            "status": response.status_code,
            "bytes": len(response.data),
            "whole": True,
            "client": "192.0.2.0",
            "build": real_pipeline.manifest.digest[:12],
        }

    def test_has_an_id_of_its_own(self, real_store, logged):
        ask = client_of(real_store)
        ids = {ask("/health/live").headers["X-Request-Id"] for _ in range(3)}
        assert ids == {line["id"] for line in logged()}
        assert len(ids) == 3

    def test_for_nothing_has_no_route(self, real_store, logged):
        client_of(real_store)("/nowhere/%C3%A9%0a")
        (line,) = logged()
        assert (line["path"], line["route"], line["status"]) == ("/nowhere/é\n", None, 404)

    def test_of_absurd_length_is_cut(self, real_store, logged):
        client_of(real_store)("/" + "a" * 5000, method="X" * 100)
        (line,) = logged()
        assert (len(line["path"]), line["method"]) == (500, "X" * 20)

    def test_that_fails_is_logged_under_the_number_that_the_visitor_is_told(self, real_store, logged, monkeypatch):
        ask = client_of(real_store)

        def broken(*_):
            raise RuntimeError("the inside")

        monkeypatch.setattr("webui.operations.health.jsonify", broken)
        response = ask("/health/live", headers={"Accept": "application/json"})
        (line,) = logged()
        assert line["status"] == response.status_code == 500
        assert response.json["error"] == f"Something went wrong here, and it has been logged as {line['id']}."


class TestWhatWasAsked:
    def test_is_not_logged(self, real_store, logged, caplog):
        client_of(real_store)(f"{FLAGSHIP}?actor=keir-starmer&q=secret")
        assert "asked" not in logged()[0]
        assert "secret" not in caplog.text
        assert "starmer" not in json.dumps(logged())

    def test_is_logged_where_the_operator_wants_it(self, real_store, logged):
        ask = client_of(real_store, log_queries=True)
        ask("/health?a=1")
        ask("/nowhere?b=2", method="POST", data={"query": "ASK {}", "other": "x"})
        ask("/nowhere", method="POST", data="ASK { ?a ?b ?c }", content_type="application/sparql-query")
        ask("/health/live")
        asked = [line["asked"] for line in logged()]
        assert asked == ["a=1", "b=2\nASK {}", "ASK { ?a ?b ?c }", None]


class TestAClient:
    @pytest.mark.parametrize(
        ("address", "shown"),
        [
            ("192.0.2.77", "192.0.2.0"),
            ("2001:db8:1:2:3:4:5:6", "2001:db8:1::"),
            ("[2001:db8:1:2::3]", "2001:db8:1::"),
            ("fe80::1%eth0", "fe80::"),
            ("::ffff:192.0.2.77", "192.0.2.0"),
            ("somebody", None),
            ("", None),
        ],
    )
    def test_is_shown_by_its_network(self, address, shown):
        assert shown_client(address, "network") == shown

    def test_is_shown_in_full_or_not_at_all_where_the_operator_says_so(self):
        assert shown_client("192.0.2.77", "full") == "192.0.2.77"
        assert shown_client("192.0.2.77", "none") is None


class TestALine:
    def test_of_an_error_has_its_traceback_and_stays_one_line(self):
        try:
            int("two\nlines")
        except ValueError:
            record = logging.LogRecord("webui", logging.ERROR, "", 0, "failed: %s", ("a\nb",), sys.exc_info())
        text = JsonLines().format(record)
        assert "\n" not in text
        line = json.loads(text)
        assert (line["level"], line["event"], line["logger"]) == ("error", "failed: a\nb", "webui")
        assert line["traceback"].endswith(r"ValueError: invalid literal for int() with base 10: 'two\nlines'")
