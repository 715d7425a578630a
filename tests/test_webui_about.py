"""About, the method, and where an error is reported."""

from __future__ import annotations

import pytest

from graph.errors import SettingsError
from tests.support.pages import main, page
from webui import create_app
from webui.about.method import agreement
from webui.questions.home_page import totals
from webui.settings import Settings, settings_from
from webui.site import site_of


def test_about_says_how_much_there_is_in_which_build_and_how_to_cite_it(real_client, real_store):
    shown = main(real_client, "/about")
    counted = site_of(real_client.application).cached(totals)
    assert (
        f"{counted.statements} statements by {counted.actors} actors, from {counted.documents} documents that appeared "
        f"{counted.appeared}."
    ) in shown.text
    (citation,) = shown.texts("p", "citation")
    assert citation.startswith("The Backstop maintainers. Backstop: who said what about Ukraine's security guarantees.")
    assert f"Version {real_store.manifest.version}, build {real_store.version[:16]}" in citation
    assert citation.endswith("http://localhost/")


def test_about_says_what_it_cannot_say(real_client):
    limits = main(real_client, "/about").about("not").texts("li")
    assert "Silence is not a no. Where someone is not listed, the documents record no such position for them." in limits
    assert (
        "It says what the documents report, not whether it is true. Known errors in the sources are listed." in limits
    )


def test_every_link_of_about_and_method_leads_somewhere(real_client):
    for address in ("/about", "/method"):
        links = [link for link in main(real_client, address).links if link.startswith("/")]
        assert links
        assert [link for link in links if real_client.get(link).status_code != 200] == []


def test_a_site_without_a_build_still_says_what_it_is(world_store):
    class Elsewhere:
        """Answers like the build, and has no files."""

        def __init__(self, store):
            self.select, self.construct, self.quads = store.select, store.construct, store.quads
            self.version = store.version

    client = create_app(Elsewhere(world_store)).test_client()
    assert main(client, "/about").texts("p", "citation")[0].endswith("guarantees. http://localhost/")
    assert client.get("/").status_code == 200


@pytest.mark.parametrize(
    ("contact", "words", "link"),
    [
        ("", "Give that address to whoever runs this site; this copy of it names no contact.", None),
        ("https://example.org/errors", "Report it at https://example.org/errors.", "https://example.org/errors"),
        (
            "errors@example.org",
            "Write to errors@example.org.",
            "mailto:errors@example.org?subject=Error%20in%20Backstop%3A%20http%3A%2F%2Flocalhost%2Fid%2Fpoland",
        ),
    ],
)
def test_an_error_is_reported_to_whom_the_operator_names(world_store, contact, words, link):
    client = create_app(world_store, settings=Settings(contact=contact)).test_client()
    shown = main(client, "/report?page=/id/poland")
    assert words in shown.texts("p")
    assert shown.all("a", "address")[0].text == "http://localhost/id/poland"
    assert link is None or link in shown.links


@pytest.mark.parametrize(
    "path", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "/\n"]
)
def test_what_is_no_address_of_this_site_is_not_linked(world_client, path):
    response = world_client.get("/report", query_string={"page": path})
    links = page(response.text).links
    assert [link for link in links if link.startswith(("//", "/\\", "https://evil", "javascript:"))] == []
    assert page(response.text).all("main")[0].all("a", "address") == []


@pytest.mark.parametrize("text", ["nobody", "a@b@c", "ftp://example.org", "a b@example.org", "x@example.org?cc=y"])
def test_a_contact_that_is_no_address_keeps_the_site_from_starting(text):
    with pytest.raises(SettingsError, match="BACKSTOP_CONTACT"):
        settings_from({"BACKSTOP_CONTACT": text})


def test_the_method_has_the_rules_the_agreement_and_what_the_words_mean(real_client):
    shown = main(real_client, "/method")
    rules = shown.about("rules").facts
    assert rules["“It will not work”"] == "Doubt is not opposition. It is recorded as a doubt, and as no position."
    assert rules["Nothing is said"].startswith("Silence is no position.")
    words = shown.about("what").facts
    assert words["Uncommitted"] == "The actor leaves it open, and the passage says so."
    assert len(shown.about("agreement").rows) == 1 + len(agreement()["measured"])
