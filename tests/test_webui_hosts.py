"""The allowed host names."""

from __future__ import annotations

from functools import cache

import pytest

from webui import create_app
from webui.settings import LOOPBACK_NAMES, Settings, settings_from


@cache
def client(store, names):
    return create_app(store, settings=Settings(hosts=names)).test_client()


def status(store, host, *names, path="/"):
    return client(store, names).get(path, headers={"Host": host}).status_code


@pytest.mark.parametrize("name", ["localhost", "LOCALHOST:8000", "127.0.0.1", "[::1]:80", "[::1]"])
def test_its_own_are_answered(world_store, name):
    assert status(world_store, name, *LOOPBACK_NAMES) == 200


@pytest.mark.parametrize(
    "name", ["backstop.example", "localhost.example", "127.0.0.1.example", "a b", "[::2]", "localhost:80:80", "<b>"]
)
def test_others_are_refused(world_store, name):
    assert status(world_store, name, *LOOPBACK_NAMES) == 400


def test_a_name_that_begins_with_a_dot_takes_subdomains_in(world_store):
    assert status(world_store, "a.b.example", ".b.example") == 200
    assert status(world_store, "ab.example", ".b.example") == 400
    assert status(world_store, "b.example", ".b.example") == 400


def test_any_is_answered_where_none_is_set(world_store):
    assert status(world_store, "backstop.example") == 200


@pytest.mark.parametrize("path", ["/health", "/health/live", "/metrics"])
def test_machines_may_ask_by_any(world_store, path):
    assert status(world_store, "192.0.2.1:8000", "backstop.example", path=path) == 200


def test_what_is_refused_is_said_without_the_name(world_store):
    app = create_app(world_store, settings=Settings(hosts=("backstop.example",)))
    response = app.test_client().get("/", headers={"Host": "evil.example"})
    assert "This site has another host name" in response.text
    assert "evil" not in response.text


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "127.9.9.9"])
def test_a_site_of_this_machine_alone_has_its_names(host):
    assert settings_from({"HOST": host}).hosts == LOOPBACK_NAMES
    assert settings_from({"HOST": host, "BACKSTOP_HOSTS": "a.example"}).hosts == ("a.example",)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "backstop.example"])
def test_another_has_any(host):
    assert settings_from({"HOST": host}).hosts == ()
