"""Parts of the site in frames on other sites: who may frame what, and what is in the frame."""

from __future__ import annotations

import re
from html import unescape

import pytest

from tests.support.pages import page
from webui.site import site_of

PICTURES = ("matrix", "timeline", "network", "figures")
EMBEDDED = (
    "/embed/questions/troops-without-us-backstop",
    "/embed/questions/positions-of-one-actor?actor=donald-trump",
    *(f"/embed/{picture}" for picture in PICTURES),
    "/embed/matrix?kind=state&least=2",
)
FULL = (
    "/",
    "/questions/troops-without-us-backstop",
    "/id/keir-starmer",
    "/matrix",
    "/sparql",
    "/search?q=a",
    "/nowhere",
)


@pytest.mark.parametrize("address", EMBEDDED)
def test_any_site_may_frame_it_and_it_sends_no_form(real_client, address):
    response = real_client.get(address)
    assert response.status_code == 200
    policy = dict(part.split(" ", 1) for part in response.headers["Content-Security-Policy"].split("; "))
    assert policy["frame-ancestors"] == "*"
    assert policy["form-action"] == "'none'"
    assert policy["default-src"] == "'none'"
    assert (policy["script-src"], policy["style-src"], policy["base-uri"]) == ("'self'", "'self'", "'none'")
    assert "X-Frame-Options" not in response.headers
    found = page(response.text)
    assert [tag for tag in ("form", "input", "select", "button", "nav") if found.all(tag)] == []
    assert len(found.all("h1")) == 1


@pytest.mark.parametrize("address", [*FULL, "/embed", "/embed/", "/embed/nothing", "/embed/matrix/x"])
def test_nothing_else_may_be_framed(real_client, address):
    response = real_client.get(address)
    assert response.headers["Content-Security-Policy"].endswith(
        "; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
    assert "X-Robots-Tag" not in response.headers


def test_one_request_does_not_loosen_the_next(real_client):
    real_client.get(EMBEDDED[0])
    assert "frame-ancestors 'none'" in real_client.get("/").headers["Content-Security-Policy"]


@pytest.mark.parametrize("address", EMBEDDED)
def test_search_engines_are_told_to_list_the_full_page(real_client, address):
    response = real_client.get(address)
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in response.text
    full = unescape(re.search(r'<link rel="canonical" href="([^"]+)">', response.text)[1])
    assert real_client.get(full).status_code == 200
    assert full == f"http://localhost{address.removeprefix('/embed')}"
    footer = page(response.text).all("footer")[0]
    assert footer.links[0] == full
    assert "CC BY 4.0" in footer.text


def test_its_links_leave_the_frame(real_client):
    text = real_client.get(EMBEDDED[0]).text
    assert text.index('<base target="_blank">') < text.index("<body")


def test_it_has_the_rows_of_the_page_and_the_evidence(real_client):
    framed, full = (
        page(real_client.get(address).text) for address in (EMBEDDED[1], EMBEDDED[1].removeprefix("/embed"))
    )
    rows, whole = (found.all("table", "answer")[0].all("tbody")[0].all("tr") for found in (framed, full))
    assert [row.all("p", "summary")[0].text for row in rows] == [row.all("p", "summary")[0].text for row in whole]
    assert framed.texts("h1") == ["Which positions does Donald Trump take?"]


@pytest.mark.parametrize(
    "choice", ["positions-of-one-actor?actor=donald-trump", "troops-without-us-backstop?asof=1999-01-01"]
)
def test_it_says_the_answer_in_the_same_words_as_the_page(real_client, choice):
    framed, full = (page(real_client.get(f"{room}{choice}").text) for room in ("/embed/questions/", "/questions/"))
    (said,) = framed.texts("p", "in-words")
    assert said
    assert [said] == full.texts("p", "in-words")


def test_it_says_what_was_chosen(real_client):
    framed = page(real_client.get("/embed/matrix?kind=state&until=2025-03-02").text)
    assert "States; said on or before 2 March 2025" in framed.text


def test_of_a_long_answer_it_has_the_first_rows_and_says_how_many_there_are(real_client):
    framed = page(real_client.get("/embed/questions/all-statements").text)
    assert len(framed.all("tbody")[0].all("tr")) == 50
    count = len(page(real_client.get("/questions/all-statements?_page=all").text).all("tbody")[0].all("tr"))
    assert count > 400
    assert f"All {count} rows on Backstop" in framed.text


def test_a_question_that_was_merged_leads_to_the_one_it_was_merged_into(real_client):
    merged = {
        old: question.slug for question in site_of(real_client.application).questions for old in question.formerly
    }
    assert merged
    for old, new in merged.items():
        response = real_client.get(f"/embed/questions/{old}")
        assert response.status_code == 301
        assert response.headers["Location"].startswith(f"/embed/questions/{new}?")


def test_a_frame_is_as_high_as_its_answer_needs_up_to_a_limit(real_client):
    heights = [
        int(re.search(r"height=&#34;(\d+)&#34;", real_client.get(f"/questions/{slug}").text)[1])
        for slug in ("troops-without-us-backstop", "all-statements")
    ]
    assert heights == [560, 700]


def test_a_wrong_choice_is_told_in_the_frame(real_client):
    response = real_client.get("/embed/matrix?kind=nobody", headers={"Accept": "text/html"})
    assert response.status_code == 400
    assert "frame-ancestors *" in response.headers["Content-Security-Policy"]
    assert page(response.text).all("form") == []


@pytest.mark.parametrize(
    ("address", "framed"),
    [
        (
            "/questions/positions-of-one-actor?actor=donald-trump",
            "/embed/questions/positions-of-one-actor?actor=donald-trump",
        ),
        ("/matrix?kind=state&fbclid=1", "/embed/matrix?kind=state"),
        *((f"/{picture}", f"/embed/{picture}") for picture in PICTURES),
    ],
)
def test_the_page_has_the_html_to_paste(real_client, address, framed):
    text = real_client.get(address).text
    (frame,) = page(unescape(re.search(r'data-copy="HTML"><code>(.*?)</code>', text, re.DOTALL)[1])).all("iframe")
    assert frame.attributes["src"] == f"http://localhost{framed}"
    assert frame.attributes["title"].startswith("Backstop: ")
    assert int(frame.attributes["height"]) >= 400
    assert real_client.get(frame.attributes["src"]).status_code == 200
