"""The pages of errors: what they say to a visitor, and what they offer instead."""

from __future__ import annotations

import pytest

from graph.errors import EndpointError
from graph.store import EmbeddedStore
from tests.support.pages import page
from webui import create_app
from webui.site import site_of

BROWSER = {"Accept": "text/html"}
FORCE = "/questions/positions-on-a-measure"


def shown(client, address):
    return page(client.get(address, headers=BROWSER).text).all("main")[0]


@pytest.mark.parametrize(
    ("address", "meant"),
    [
        ("/id/keir-stramer", ("Keir Starmer", "/id/keir-starmer")),
        ("/id/us_backstop", ("US backstop", "/id/us-backstop")),
        ("/questions/who-changed-position", ("Whose position changed?", "/questions/changed-positions")),
        ("/actor", ("Actors", "/actors")),
        ("/timelines", ("Timeline", "/timeline")),
        ("/poland", ("Poland", "/id/poland")),
    ],
)
def test_a_404_offers_what_may_have_been_meant(real_client, address, meant):
    response = real_client.get(address, headers=BROWSER)
    assert response.status_code == 404
    main = page(response.text).all("main")[0]
    assert main.texts("h1") == ["Nothing here"]
    assert "Did you mean" in main.texts("p")
    first = main.all("ul")[0].all("a")[0]
    assert (first.text, first.attributes["href"]) == meant
    assert len(main.all("li")) <= 5
    assert "entered the URL manually" not in main.text


def test_a_404_without_a_likeness_leads_to_the_questions_and_the_search(real_client):
    main = shown(real_client, "/qqqqqq")
    assert "Did you mean" not in main.text
    assert main.links == ["/questions", "/search"]


def test_a_program_gets_a_short_object_and_no_search(real_client, monkeypatch):
    monkeypatch.setattr("webui.search.views.entries", None)
    for address in ("/nowhere", "/nowhere.json"):
        response = real_client.get(address, headers={"Accept": "application/json"})
        assert response.json == {"ok": False, "error": "There is nothing at this address.", "status": 404}


def test_where_no_engine_answers_the_page_is_still_one(real_client, monkeypatch):
    def silent(*_):
        raise EndpointError("no answer")

    app = create_app(EmbeddedStore(site_of(real_client.application).build.folder))
    monkeypatch.setattr(site_of(app).engine, "select", silent)
    response = app.test_client().get("/id/keir-stramer", headers=BROWSER)
    assert response.status_code in (404, 502)
    assert page(app.test_client().get("/stramer", headers=BROWSER).text).texts("h1") == ["Nothing here"]


def test_a_wrong_date_is_said_in_the_words_of_the_form_with_a_way_on(real_client):
    question = site_of(real_client.application).question("positions-on-a-measure")
    label = next(each.label for each in question.parameters if each.name == "asof")
    response = real_client.get(f"{FORCE}?asof=foo&measure=us-backstop", headers=BROWSER)
    assert response.status_code == 400
    main = page(response.text).all("main")[0]
    assert main.texts("p", "lead") == [f"“{label}” needs a date such as 2025-03-02."]
    again = main.all("a")[0]
    assert (again.text, again.attributes["href"]) == ("Ask again without it", f"{FORCE}?measure=us-backstop")
    assert real_client.get(again.attributes["href"], headers=BROWSER).status_code == 200


def test_the_way_on_keeps_what_else_was_asked_and_leads_nowhere_else(real_client):
    again = shown(real_client, f"{FORCE}?asof=foo&_anchor=x&_external=1&_scheme=ftp&measure=us-backstop").links[0]
    assert again.startswith(f"{FORCE}?")
    assert "asof" not in again
    assert "measure=us-backstop" in again


def test_a_value_that_is_not_known_can_be_left_out(real_client):
    main = shown(real_client, f"{FORCE}?measure=us-backstop&stance=nothing-such")
    assert main.all("a")[0].attributes["href"] == f"{FORCE}?measure=us-backstop"
