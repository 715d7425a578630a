"""What is new: the page and the feed."""

from __future__ import annotations

import os
import re

import feedparser
import pytest

from graph.endpoint import RemoteEndpoint
from graph.history import past_builds, remember
from graph.publication import QUADS, publish
from graph.store import EmbeddedStore
from tests.support.builds import put_in_place
from webui import create_app
from webui.data import feed as news

SECOND_BUILD = 1_700_000_000  # 2023-11-14 22:13:20 UTC


@pytest.fixture(scope="module")
def client(world_pipeline, tmp_path_factory):
    """The tiny world, built, and built again with one paraphrase reworded and a person renamed."""
    folder = tmp_path_factory.mktemp("news")
    quads = world_pipeline.files[QUADS].decode()
    for text in (quads, quads.replace("Ada Vale", "Ada Veil").replace("Says that ships go", "Says that they go")):
        put_in_place(folder, text)
    os.utime(past_builds(folder)[1].path, (0, SECOND_BUILD))
    return create_app(EmbeddedStore(folder)).test_client()


@pytest.fixture(scope="module")
def feed(client):
    return feedparser.parse(client.get("/feed.atom").data)


def test_the_feed_is_well_formed_and_says_when_it_was_updated(feed):
    assert feed.bozo is False
    assert feed.version == "atom10"
    assert feed.feed.updated == "2023-11-14T22:13:20Z"


def test_an_entry_names_the_thing_what_became_of_it_and_its_page(feed):
    titles = {entry.title: entry for entry in feed.entries}
    entry = titles["Statement changed: Says that they go only with a lifeboat."]
    assert entry.link == "http://localhost/id/harbour-report/vale-ships-with-lifeboat"
    lines = [line.strip() for line in entry.content[0].value.splitlines() if line.strip()]
    assert lines[0] == "name: Says that ships go only with a lifeboat. → Says that they go only with a lifeboat."


def test_every_entry_has_an_id_of_its_own(feed):
    ids = [entry.id for entry in feed.entries]
    assert len(set(ids)) == len(ids)
    assert all(one.startswith("https://w3id.org/backstop/changes/") for one in ids)


def test_the_first_build_is_one_entry(feed):
    assert [entry.title for entry in feed.entries].count("The first build") == 1


def test_a_build_with_many_changes_says_how_many_more_there_are(client, monkeypatch):
    whole = feedparser.parse(client.get("/feed.atom").data).entries
    monkeypatch.setattr(news, "_ENTRIES", 1)
    some = feedparser.parse(client.get("/feed.atom").data).entries
    assert [entry.title for entry in some] == [
        whole[0].title,
        f"{len(whole) - 2} further changes of the same build",
        "The first build",
    ]


def test_the_page_shows_what_was_and_what_is(client):
    page = client.get("/changes").text
    assert "14 November 2023" in page
    assert re.search(r"<del>Ada Vale</del>\s*<ins>Ada Veil</ins>", page)
    assert '<a href="/id/ada-vale">Ada Veil</a>' in page


def test_a_damaged_record_is_told_and_the_rest_is_there(world_pipeline, tmp_path):
    publish(world_pipeline.files, world_pipeline.manifest, tmp_path)
    build = remember(tmp_path)
    next(build.path.parent.glob("*.changes.json")).write_text("{", encoding="utf-8")
    page = create_app(EmbeddedStore(tmp_path)).test_client().get("/changes").text
    assert "The record of what this build changed cannot be read." in page


@pytest.mark.parametrize("address", ["/changes", "/feed.atom"])
def test_a_site_over_a_remote_endpoint_knows_of_no_changes(address):
    client = create_app(RemoteEndpoint("http://127.0.0.1:9/sparql")).test_client()
    assert client.get(address).status_code == 404
