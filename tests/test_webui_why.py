"""The pages that say why a fact holds, and whether an actor supports a measure."""

from __future__ import annotations

import json
import re

import pytest

from graph.stances import Answer
from graph.vocabulary import BST, ID
from tests.support.pages import page
from webui.explain.stance import _LOOKS

WHY = "/why?subject=keir-starmer&predicate=conditionallySupports&object=european-force"


def text_of(response) -> str:
    return page(response.text).all("main")[0].text


def test_the_page_says_why_in_a_sentence_and_links_to_statement_and_document(real_client):
    page = real_client.get(WHY)
    assert page.status_code == 200
    assert (
        "Concluded because Keir Starmer says Europe must carry most of the burden, but that the effort needs strong "
        "American support (2 March 2025, quoted in Report on the London summit of 2 March 2025), which is a position "
        "in favour of a European force in Ukraine, on condition of a US backstop, and taking a position in favour of a "
        "measure if a condition holds is supporting it on condition."
    ) in text_of(page)
    for address in ("london-summit-report/starmer-heavy-lifting", "london-summit-report", "us-backstop"):
        assert f'href="/id/{address}"' in page.text
    assert "characters 753 to 843" in text_of(page)
    assert 'href="/stance?actor=keir-starmer&amp;measure=european-force"' in page.text


def test_other_reasons_are_shown_on_request(real_client):
    assert real_client.get(WHY).text.count('class="because"') == 1
    assert real_client.get(f"{WHY}&proofs=20").text.count('class="because"') == 3


def test_the_proof_as_json_ld_by_suffix_and_by_accept(real_client):
    by_suffix = real_client.get(WHY.replace("/why", "/why.jsonld"))
    by_accept = real_client.get(WHY, headers={"Accept": "application/ld+json"})
    assert by_suffix.content_type == by_accept.content_type == "application/ld+json"
    assert by_suffix.data == by_accept.data
    assert {"prov:Plan", "prov:Entity"} in [set(node["@type"]) for node in json.loads(by_suffix.data)["@graph"]]


def test_what_does_not_hold_is_a_page_that_calls_it_no_no(real_client):
    page = real_client.get("/why?subject=malcolm-chalmers&predicate=opposes&object=european-force")
    assert page.status_code == 404
    assert "That is not a no" in text_of(page)
    assert (
        real_client.get("/why.jsonld?subject=malcolm-chalmers&predicate=opposes&object=european-force").status_code
        == 404
    )


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("/why?subject=keir-starmr&predicate=supports&object=us-backstop", "did you mean &#39;keir-starmer&#39;?"),
        ("/why?subject=keir-starmr", "did you mean &#39;keir-starmer&#39;?"),
        ("/why?predicate=supports&object=us-backstop", "subject: needs a name"),
        (f"{WHY}&proofs=21", "expected a number from 1 to 20"),
        (f"{WHY}&proofs=²", "expected a number from 1 to 20"),
        ("/stance?actor=us-backstop&measure=us-backstop", "is no actor"),
    ],
)
def test_a_wrong_name_or_number_is_told_with_the_nearest(real_client, address, message):
    page = real_client.get(address, headers={"Accept": "text/html"})
    assert page.status_code == 400
    assert message in page.text


def options(response, name: str) -> dict[str, str]:
    """The options of a menu, without the one that chooses nothing."""
    menu = re.search(rf'<select id="{name}".*?</select>', response.text, re.DOTALL)
    return dict(re.findall(r'<option value="([^"]+)"[^>]*>([^<]*)<', menu[0])) if menu else {}


def test_a_fact_is_chosen_from_menus_step_by_step_and_every_choice_leads_to_a_reason(real_client):
    first = real_client.get("/why")
    assert "Why do we say so?" in text_of(first)
    assert {"united-kingdom", "us-backstop"} <= set(options(first, "subject"))
    assert options(first, "predicate") == options(first, "object") == {}
    second = real_client.get("/why?subject=united-kingdom")
    assert "Why do we say so of the United Kingdom?" in text_of(second)
    relations = options(second, "predicate")
    assert relations["isSaidToSupport"] == "is said to support"
    assert options(second, "object") == {}
    asked = 0
    for relation in relations:
        third = real_client.get(f"/why?subject=united-kingdom&predicate={relation}&object=")
        for thing in list(options(third, "object"))[:2]:
            page = real_client.get(f"/why?subject=united-kingdom&predicate={relation}&object={thing}")
            assert page.status_code == 200
            assert "Concluded because" in text_of(page)
            asked += 1
    assert asked > 5


def test_a_relation_that_the_chosen_thing_lacks_is_asked_for_anew(real_client):
    page = real_client.get("/why?subject=us-backstop&predicate=opposes")
    assert page.status_code == 200
    assert options(page, "predicate")
    assert options(page, "object") == {}


def test_the_form_offers_actors_and_measures_by_their_labels(real_client):
    page = real_client.get("/stance?actor=keir-starmer").text
    assert '<option value="keir-starmer" selected>Keir Starmer</option>' in page
    assert '<option value="european-force">European force in Ukraine</option>' in page
    assert 'class="verdict' not in page


def test_the_choice_is_in_title_and_heading_with_articles(real_client):
    for query, expected in (
        ("actor=united-kingdom&measure=european-force", "Does the United Kingdom support a European force in Ukraine?"),
        ("actor=united-kingdom", "Does the United Kingdom support Y?"),
        ("measure=european-force", "Does X support a European force in Ukraine?"),
        ("", "Does X support Y?"),
    ):
        answer = real_client.get(f"/stance?{query}")
        assert f"<title>{expected} · Backstop</title>" in answer.text
        assert [heading.text for heading in page(answer.text).all("h1")] == [expected]


def test_menus_are_in_alphabetical_order_without_articles_and_miss_nobody(real_client, real_store):
    menu = list(options(real_client.get("/stance"), "measure").values())
    names = [re.sub(r"^(an?|the)\s+|^\W+|^&#\d+;", "", name, flags=re.IGNORECASE).casefold() for name in menu]
    assert names == sorted(names)
    assert menu != sorted(menu)
    speaking = {quad.object.value.removeprefix(ID) for quad in real_store.quads(None, BST.statedBy, None)}
    assert speaking <= set(options(real_client.get("/stance"), "actor"))


def test_an_answer_leads_to_what_is_near_it(real_client):
    answer = real_client.get("/stance?actor=keir-starmer&measure=european-force").text
    assert 'href="/stance?actor=keir-starmer&amp;measure=us-backstop"' in answer
    assert 'href="/stance?actor=stefan-wolff&amp;measure=european-force"' not in answer  # his is of a form of it
    assert 'href="/stance?actor=emmanuel-macron&amp;measure=european-force"' in answer
    assert 'href="/compare?actor=keir-starmer&amp;actor=emmanuel-macron"' in answer
    of_a_state = real_client.get("/stance?actor=united-kingdom&measure=european-force").text
    assert 'href="/compare?actor=united-kingdom&amp;actor=france&amp;leaders=yes"' in of_a_state
    for address in re.findall(r'href="(/(?:stance|compare)\?[^"]+)"', answer):
        assert real_client.get(address.replace("&amp;", "&")).status_code == 200


def test_without_a_choice_there_are_questions_with_their_answers(real_client):
    text = text_of(real_client.get("/stance"))
    found = re.findall(r"Does [^?]+ support [^?]+\?", text)
    assert len(found) == 5  # the heading, and four to begin with
    assert "Yes: Keir Starmer has said so. When: 2 March 2025." in text


def test_the_answer_is_a_page_and_json(real_client):
    page = real_client.get("/stance?actor=keir-starmer&measure=european-force-without-us-backstop")
    assert '<p class="verdict unsure">No direct answer: nothing here says whether Keir Starmer' in page.text
    data = real_client.get("/stance.json?actor=keir-starmer&measure=european-force-without-us-backstop").json
    assert (data["answer"], data["positions"]) == ("near", [])
    assert len(data["near"]) == 4


def test_the_answer_leads_to_why(real_client):
    page = real_client.get("/stance?actor=stefan-wolff&measure=european-force").text
    assert 'href="/why?subject=stefan-wolff&amp;predicate=supports&amp;object=european-force"' in page


PLAIN = {Answer.SAID_SO, Answer.IMPLIED, Answer.CONCLUDED}


def test_only_what_was_said_implied_or_entailed_looks_like_a_yes():
    assert {answer for answer, look in _LOOKS.items() if look == "for"} == PLAIN
    assert set(_LOOKS) == set(Answer)


@pytest.mark.parametrize(
    ("actor", "measure", "look"),
    [
        ("keir-starmer", "article-5-type-guarantee", "open"),
        ("united-kingdom", "article-5-type-guarantee", "unsure"),
        ("donald-trump", "ceasefire-first", "unsure"),
        ("germany", "parliamentary-approval", "none"),
        ("stefan-wolff", "european-force", "for"),
    ],
)
def test_an_answer_looks_as_sure_as_it_is_and_its_reasons_are_there(real_client, actor, measure, look):
    page = real_client.get(f"/stance?actor={actor}&measure={measure}").text
    assert f'<p class="verdict {look}">' in page
    for address in re.findall(r'href="(/why\?[^"]+)"', page):
        assert real_client.get(address.replace("&amp;", "&")).status_code == 200


def test_what_is_ascribed_leads_to_what_the_actor_is_said_to_support(real_client):
    page = real_client.get("/stance?actor=united-kingdom&measure=us-stays-engaged-in-ukraine").text
    assert "predicate=isSaidToSupport&amp;" in page
    assert "predicate=supports&amp;" not in page


def test_there_are_no_other_forms(real_client):
    for address in ("/why.json", "/why.html", "/stance.csv"):
        assert real_client.get(address).status_code == 404


def test_every_concluded_fact_of_a_thing_leads_to_its_reason_and_no_stated_one_does(real_client):
    page = real_client.get("/id/bundeswehr?view=facts").text
    leads = re.findall(r'class="why" href="([^"]+)"', page)
    assert "/why?subject=bundeswehr&amp;predicate=rdf:type&amp;object=Actor" in leads
    for address in leads:
        answer = real_client.get(address.replace("&amp;", "&"))
        assert answer.status_code == 200
        assert "Concluded because " in answer.text


def test_a_measure_leads_to_why_each_supporter_supports_it_and_to_the_stances(real_client):
    page = real_client.get("/id/european-force").text
    assert 'href="/why?subject=stefan-wolff&amp;predicate=supports&amp;object=european-force"' in page
    assert 'href="/stance?measure=european-force"' in page
    assert 'href="/stance?actor=keir-starmer"' in real_client.get("/id/keir-starmer").text
