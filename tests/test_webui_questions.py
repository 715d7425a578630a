"""The home page and the pages of questions, over the real data."""

from __future__ import annotations

import csv
import io
import json
import re
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree as ET

import pytest

from graph.vocabulary import ID
from tests.support.forms import read_form
from tests.support.pages import page as tree
from webui.site import site_of

FLAGSHIP = "/questions/troops-without-us-backstop"
THINGS = f'SELECT DISTINCT ?thing WHERE {{ ?thing a ?class FILTER(STRSTARTS(STR(?thing), "{ID}")) }}'


def page(client, address):
    response = client.get(address)
    assert response.status_code == 200, response.text
    assert response.content_type == "text/html; charset=utf-8"
    return tree(response.text)


def test_the_home_page_lists_every_question_by_its_title(real_client):
    pages = {True: real_client.get("/curators").text, False: real_client.get("/").text}
    for question in site_of(real_client.application).questions:
        text = pages[question.for_curators]
        assert f'href="/questions/{question.slug}"' in text
        assert question.title in text


def test_questions_for_curators_are_on_a_page_of_their_own(real_client):
    curators, home = page(real_client, "/curators"), page(real_client, "/")
    assert "/curators" in home.links
    assert "/questions/least-certain-positions" in curators.links
    assert "/questions/least-certain-positions" not in home.links
    assert "/questions/troops-without-us-backstop" not in curators.links


@pytest.mark.parametrize(
    ("merged", "into"),
    [
        ("defending-a-peace-deal", "positions-on-a-measure?measure=defend-peace-deal"),
        ("following-trumps-lead", "positions-on-a-measure?measure=follow-trumps-lead"),
        ("following-trumps-lead.csv", "positions-on-a-measure.csv?measure=follow-trumps-lead"),
        (
            "defending-a-peace-deal.json?explicitness=bst:Explicit&_shape=objects&what=else",
            "positions-on-a-measure.json?measure=defend-peace-deal&explicitness=bst:Explicit&_shape=objects",
        ),
        (
            "what-one-actor-is-quoted-as-saying?actor=jamie-shea",
            "what-one-actor-said?attribution=bst:DirectQuotation&actor=jamie-shea",
        ),
    ],
)
def test_a_question_that_was_merged_leads_to_the_one_that_answers_it(real_client, merged, into):
    response = real_client.get(f"/questions/{merged}")
    assert (response.status_code, response.headers["Location"]) == (301, f"/questions/{into}")
    assert real_client.get(response.headers["Location"]).status_code == 200


def test_a_merged_question_is_answered_by_the_rows_that_it_stood_for(real_client):
    found = real_client.get("/questions/what-one-actor-is-quoted-as-saying.csv?actor=ed-arnold", follow_redirects=True)
    rows = list(csv.DictReader(io.StringIO(found.text)))
    assert rows
    assert {row["attributionLabel"] for row in rows} == {"quoted"}


def test_the_flagship_names_wolff_with_the_passage_and_not_starmer(real_client):
    found = page(real_client, FLAGSHIP)
    answers = [" ".join(row) for row in found.rows[1:]]
    assert len(answers) == 2
    assert answers[0].startswith("Stefan Wolff")
    assert "They could and should do this" in answers[0]
    assert "quoted explicit high confidence" in answers[0]
    assert "28 February 2025" in answers[0]
    assert "reported implied medium confidence" in answers[1]
    assert not any(answer.startswith("Keir Starmer") for answer in answers)


def test_labels_lead_to_pages_and_no_iri_is_shown(real_client):
    found = page(real_client, FLAGSHIP)
    assert "/id/stefan-wolff" in found.links
    assert "/id/starmer-trump-meeting-report/wolff-troops-without-guarantee" in found.links
    assert not any("w3id.org" in cell for row in found.rows for cell in row)


def test_a_row_ascribed_by_another_says_by_whom(real_client):
    rows = page(real_client, "/questions/positions-on-a-measure?measure=european-force").rows
    (merz,) = [" ".join(row) for row in rows if row[0].startswith("Friedrich Merz")]
    assert "ascribed by another" in merz
    assert "by Professor of International Politics at Birmingham" in merz
    assert "between 18 August 2025 and 24 August 2025" in merz


def test_a_form_has_labelled_choices_with_the_number_of_rows_that_each_gives(real_client):
    offered = read_form(real_client.get("/questions/positions-on-a-measure").text).choices["measure"]
    for slug in ("us-backstop", "european-force", "seize-russian-assets"):
        rows = page(real_client, f"/questions/positions-on-a-measure?measure={slug}").rows
        assert len(rows) - 1 == offered[slug][1]


def test_an_optional_choice_may_be_left_at_any(real_client):
    explicit = "https://w3id.org/backstop/ontology%23Explicit"
    assert len(page(real_client, f"{FLAGSHIP}?explicitness={explicit}").rows) == 2
    assert len(page(real_client, f"{FLAGSHIP}?explicitness=").rows) == 3


def test_a_parameter_takes_a_slug_or_an_iri(real_client):
    by_slug = real_client.get("/questions/positions-on-a-measure.csv?measure=us-backstop").data
    by_iri = real_client.get(
        "/questions/positions-on-a-measure.csv?measure=https://w3id.org/backstop/id/us-backstop"
    ).data
    assert by_slug == by_iri


def test_the_query_is_shown_and_is_the_one_that_was_asked(real_client):
    text = real_client.get("/questions/positions-on-a-measure?measure=us-backstop").text
    assert "BIND(&lt;https://w3id.org/backstop/id/us-backstop&gt; AS ?measure)" in text


def test_related_questions_are_linked(real_client):
    assert "/questions/force-support-silent-on-backstop" in page(real_client, FLAGSHIP).links


@pytest.mark.parametrize(
    ("suffix", "content_type"),
    [
        ("json", "application/sparql-results+json"),
        ("csv", "text/csv; charset=utf-8"),
        ("tsv", "text/tab-separated-values; charset=utf-8"),
        ("xml", "application/sparql-results+xml"),
    ],
)
def test_a_format_comes_by_suffix_or_by_accept(real_client, suffix, content_type):
    by_suffix = real_client.get(f"{FLAGSHIP}.{suffix}")
    by_accept = real_client.get(FLAGSHIP, headers={"Accept": content_type.partition(";")[0]})
    assert by_suffix.content_type == by_accept.content_type == content_type
    assert by_suffix.data == by_accept.data
    assert "Accept" in by_accept.headers["Vary"]


def test_all_formats_hold_the_same_rows(real_client):
    bindings = json.loads(real_client.get(f"{FLAGSHIP}.json").data)["results"]["bindings"]
    actors = [binding["actor"]["value"] for binding in bindings]
    assert actors[0] == "https://w3id.org/backstop/id/stefan-wolff"
    table = list(csv.DictReader(io.StringIO(real_client.get(f"{FLAGSHIP}.csv").text)))
    assert [row["actor"] for row in table] == actors
    lines = real_client.get(f"{FLAGSHIP}.tsv").text.splitlines()
    assert [line.split("\t")[0] for line in lines[1:]] == [f"<{actor}>" for actor in actors]
    tree = ET.fromstring(real_client.get(f"{FLAGSHIP}.xml").data)
    name = "{http://www.w3.org/2005/sparql-results#}"
    found = tree.findall(f"{name}results/{name}result/{name}binding[@name='actor']/{name}uri")
    assert [element.text for element in found] == actors


def test_what_is_not_acceptable_is_said(real_client):
    response = real_client.get(FLAGSHIP, headers={"Accept": "image/png"})
    assert response.status_code == 406
    assert response.json == {
        "ok": False,
        "status": 406,
        "error": (
            "This address has: text/html, application/sparql-results+json, text/csv, "
            "text/tab-separated-values, application/sparql-results+xml, "
            "application/vnd.apache.parquet."
        ),
    }


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("measure=%3E%20%7D", "measure: found"),
        ("since=yesterday", "since: found 'yesterday', expected a day such as 2025-03-02"),
        ("since=2025-02-30", "since: found '2025-02-30', expected a day such as 2025-03-02"),
        ("mesure=x", "there is no parameter 'mesure'"),
        ("%ff=x", "there is no parameter"),
    ],
)
def test_a_wrong_parameter_is_a_400_that_says_what_is_wrong(real_client, query, message):
    response = real_client.get(f"/questions/positions-on-a-measure.json?{query}")
    assert response.status_code == 400
    assert response.json["error"].startswith(message)


@pytest.mark.parametrize(
    "address",
    [
        "/questions/troops-without-us-backstop",
        "/questions/positions-of-one-actor?actor=donald-trump&",
        "/matrix?kind=state&",
        "/timeline",
        "/figures",
    ],
)
def test_a_page_ignores_what_a_shared_link_carries_and_data_refuse_it(real_client, address):
    path, _, query = address.partition("?")
    html = {"Accept": "text/html"}
    page = real_client.get(f"{path}?{query}fbclid=1&utm_source=%3Cb%3E", headers=html)
    assert page.status_code == 200
    assert "Ignored in the address: fbclid, utm_source." in page.text
    assert "fbclid=1" not in page.text
    assert "Ignored" not in real_client.get(address, headers=html).text
    data = real_client.get(f"{path}.json?{query}fbclid=1")
    assert (data.status_code, "there is no parameter 'fbclid'" in data.json["error"]) == (400, True)


@pytest.mark.parametrize("slug", ["nope", "troops-without-us-backstop.exe", "..%2f..%2fetc"])
def test_what_is_no_question_is_a_404(real_client, slug):
    assert real_client.get(f"/questions/{slug}").status_code == 404


@pytest.mark.slow
def test_every_question_is_a_page_that_is_whole_and_asks_nothing_of_another_host(real_client):
    for question in site_of(real_client.application).questions:
        found = page(real_client, f"/questions/{question.slug}")
        asked = [address for tag in ("link", "img", "script") for address in found.values("src", tag)]
        own = "http://localhost/"  # where the canonical address of the page begins
        assert not [address for address in asked + found.values("href", "link") if "//" in address.removeprefix(own)]
        assert len(found.ids) == len(set(found.ids))
        assert len(found.rows) > 1 or question.slug == "reported-differently"


@pytest.mark.slow
def test_every_link_of_every_question_leads_somewhere(real_client):
    links = set()
    for question in site_of(real_client.application).questions:
        if question.slug != "all-statements":
            links |= set(page(real_client, f"/questions/{question.slug}").links)
    inner = {link.partition("#")[0] for link in links if link.startswith("/")}
    # test_webui_things asks for the page of every thing; here it is enough that there is such a thing.
    things = {row["thing"].value.removeprefix(ID) for row in site_of(real_client.application).engine.select(THINGS)}
    rest = {link for link in inner if link.removeprefix("/id/") not in things}
    # Of links that differ in the values of their parameters alone, one, and one of each file format: test_webui_menus
    # holds the values, test_faces the formats.
    kinds = {}
    for link in sorted(rest):
        path, names = urlsplit(link).path, parse_qs(urlsplit(link).query)
        kinds[re.sub(r"^(/questions/)[a-z0-9-]+(?=[./])|^(/embed/questions/).*", r"\1\2*", path), *sorted(names)] = link
    broken = [link for link in kinds.values() if link and real_client.get(link).status_code != 200]
    assert broken == []
    assert len(kinds) > 100
    assert len(inner) > 1000


def test_a_page_that_has_not_changed_is_not_sent_again(real_client):
    first = real_client.get(FLAGSHIP)
    second = real_client.get(FLAGSHIP, headers={"If-None-Match": first.headers["ETag"]})
    assert second.status_code == 304
    assert second.data == b""


def test_head_is_answered_without_a_body(real_client):
    response = real_client.head(FLAGSHIP)
    assert (response.status_code, response.data) == (200, b"")


def test_a_large_number_is_grouped_and_stands_beside_the_sources_form(real_client):
    rows = page(real_client, "/questions/which-figures?document=london-summit-report").rows
    (money,) = [row for row in rows if "British export guarantees" in row[0]]
    assert money[2:5] == ["1,600,000,000", "GBP", "£1.6bn of British export guarantees"]
