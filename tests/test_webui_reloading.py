"""A new build takes the place of the old one while the site goes on answering."""

from __future__ import annotations

import logging
from pathlib import Path
from threading import Event

import pytest

from graph.errors import BuildError
from webui.site import Site
from webui.site.reloading import ReloadingSites

WAIT = 30


class Engine:
    def __init__(self, version):
        self.version = version


class Builds:
    """A folder of builds as the sites see it: the name of the one in place, and how it is opened."""

    def __init__(self):
        self.name = "one"
        self.opened = []
        self.go = Event()
        self.go.set()
        self.wrong: Exception | None = None

    def open(self) -> Site:
        name = self.name
        assert self.go.wait(WAIT)
        if self.wrong:
            raise self.wrong
        self.opened.append(name)
        return Site(Engine(name), (), Path())


@pytest.fixture
def builds():
    return Builds()


@pytest.fixture
def sites(builds):
    return ReloadingSites(lambda: builds.name, builds.open, every=0)


def served(sites) -> str:
    """The version that is served once what was under way is done."""
    _ = sites.current
    sites.wait(WAIT)
    return sites.current.engine.version


def test_the_first_build_is_opened_at_once_and_once(builds, sites):
    assert [served(sites) for _ in range(3)] == ["one"] * 3
    assert builds.opened == ["one"]


def test_a_new_build_takes_the_place_of_the_old_one(builds, sites):
    for name in ("two", "three"):
        builds.name = name
        assert served(sites) == name
    assert builds.opened == ["one", "two", "three"]


def test_while_the_new_one_is_opened_the_old_one_is_served_and_nobody_waits(builds, sites):
    builds.go.clear()
    builds.name = "two"
    assert [sites.current.engine.version for _ in range(5)] == ["one"] * 5
    builds.go.set()
    assert served(sites) == "two"
    assert builds.opened == ["one", "two"]


def test_whoever_began_with_the_old_one_keeps_it(builds, sites):
    before = sites.current
    builds.name = "two"
    assert served(sites) == "two"
    assert before.engine.version == "one"


def test_what_the_old_one_had_worked_out_is_worked_out_before_the_new_one_is_served(builds, sites):
    made = []

    def make(site):
        made.append(site.engine.version)
        return site.engine.version.upper()

    sites.current.cached(make)
    builds.name = "two"
    assert served(sites) == "two"
    assert made == ["one", "two"]
    assert sites.current.cached(make) == "TWO"
    assert made == ["one", "two"]


def test_it_looks_no_more_often_than_it_should(builds):
    sites = ReloadingSites(lambda: builds.name, builds.open, every=3600)
    builds.name = "two"
    assert [served(sites) for _ in range(3)] == ["one"] * 3


class TestABuildThatIsNotWhole:
    def test_is_refused_and_logged_and_the_old_one_goes_on(self, builds, sites, caplog):
        builds.wrong, builds.name = BuildError("two is damaged"), "two"
        assert served(sites) == "one"
        assert sites.refused == "two is damaged"
        assert caplog.messages == ["a new build is refused: two is damaged"]
        assert caplog.records[0].exc_info is None

    def test_is_not_tried_again_at_every_request(self, builds, sites, caplog):
        builds.wrong, builds.name = BuildError("two is damaged"), "two"
        assert [served(sites) for _ in range(3)] == ["one"] * 3
        assert len(caplog.messages) == 1

    def test_is_tried_again_after_a_while(self, builds, sites, monkeypatch):
        monkeypatch.setattr("webui.site.reloading._RETRY_SECONDS", 0)
        builds.wrong, builds.name = BuildError("two is damaged"), "two"
        assert served(sites) == "one"
        builds.wrong = None
        assert served(sites) == "two"
        assert sites.refused == ""

    def test_is_forgotten_with_the_next_whole_one(self, builds, sites):
        builds.wrong, builds.name = BuildError("two is damaged"), "two"
        assert served(sites) == "one"
        builds.wrong, builds.name = None, "three"
        assert served(sites) == "three"
        assert sites.refused == ""

    def test_as_the_first_one_is_an_error(self, builds):
        builds.wrong = BuildError("one is damaged")
        with pytest.raises(BuildError, match=r"^one is damaged$"):
            ReloadingSites(lambda: builds.name, builds.open, every=0)

    @pytest.mark.parametrize("where", ["opening", "caching"])
    def test_an_error_of_ours_leaves_the_old_one_too(self, builds, sites, caplog, where):
        def broken(site):
            if site.engine.version == "two":
                raise RuntimeError("a fault")

        if where == "opening":
            builds.wrong = RuntimeError("a fault")
        else:
            sites.current.cached(broken)
        builds.name = "two"
        assert served(sites) == "one"
        assert sites.refused == "an error of ours, which has been logged"
        assert caplog.records[0].levelno == logging.ERROR
        assert caplog.records[0].exc_info
