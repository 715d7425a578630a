"""What an answer says beside its rows: conditions, limits, ways of attribution, and the words explained."""

from __future__ import annotations

import re

import pytest

from tests.support.pages import main
from webui.site import site_of


def row(client, address, begins, holds=""):
    """The text of the one row of an answer that begins with these words, and holds those."""
    rows = {" ".join(cells) for cells in main(client, address).rows}
    (found,) = {row for row in rows if row.startswith(begins) and holds in row}
    return found


def words(client, address):
    """The words that a page explains, with their definitions."""
    entries = [node for node in main(client, address).all("div") if node.attributes.get("id", "").startswith("word-")]
    return {entry.attributes["id"].removeprefix("word-"): entry.texts("dd")[0] for entry in entries}


def test_a_condition_stands_with_the_stance_that_hangs_on_it(real_client):
    address = "/questions/positions-on-a-measure?stance=bst:conditionallyInFavourOf"
    found = row(real_client, address, "Keir Starmer", "European force in Ukraine the measure itself")
    begins = "Keir Starmer Prime Minister of the United Kingdom in favour, on condition only if: US backstop"
    assert found.startswith(f"{begins} European force in Ukraine")


def test_a_stance_with_no_condition_says_that_none_is_stated_and_shows_its_limit(real_client):
    found = row(real_client, "/questions/positions-on-a-measure?attribution=bst:CharacterisedByOther", "Friedrich Merz")
    assert found.startswith("Friedrich Merz Federal Chancellor of Germany in favour no condition stated limit: a force")
    assert "condition" not in row(real_client, "/questions/positions-on-a-measure?stance=bst:uncommittedOn", "Spain")


def test_the_conditions_and_limits_of_both_sides_of_a_pair_are_shown(real_client):
    shown = main(real_client, "/questions/who-takes-the-opposite-side?other=vladimir-putin").text
    demand = 'in favour, on condition only if: Addressing Russia\'s "root causes" first limit: the passage does not say'
    assert demand in shown
    assert "Donald Trump President of the United States in favour no condition stated A ceasefire first" in shown


def test_a_badge_says_who_ascribes_what_is_no_act_of_saying(real_client):
    found = row(
        real_client, "/questions/positions-on-a-measure?attribution=bst:CharacterisedByOther", "Emmanuel Macron"
    )
    assert "ascribed by another explicit medium confidence by Professor of International Politics" in found


def test_each_term_on_the_page_is_explained_in_the_ontologys_own_words_and_no_other(real_client):
    found = words(real_client, "/questions/us-ground-troops-rejected")
    assert found == {
        "Explicit": "The passage says the stance.",
        "High": "Another careful reader would enter the same.",
        "ReportedSpeech": "The passage says that the actor said it, in the passage's own words.",
        "relayedBy": "Who relays or ascribes the statement, where that is not simply the document.",
    }
    found = words(real_client, "/questions/positions-on-a-measure")
    assert found["CharacterisedByOther"].endswith("Weighs less than the actor's own words, and never replaces them.")
    assert {"inFavourOf", "conditionallyInFavourOf", "uncommittedOn", "qualification", "onCondition"} <= set(found)
    assert "against" not in found


def test_a_badge_and_a_stance_lead_to_their_explanation_on_the_same_page(real_client):
    text = real_client.get("/questions/positions-on-a-measure").text
    leads = set(re.findall(r'href="#word-(\w+)"', text))
    assert leads <= set(words(real_client, "/questions/positions-on-a-measure"))
    assert {"Implied", "Medium", "DirectQuotation", "inFavourOf"} <= leads


@pytest.mark.slow
def test_no_page_of_every_third_question_leads_to_an_explanation_that_it_does_not_have(real_client):
    for question in site_of(real_client.application).questions[::3]:
        text = real_client.get(f"/questions/{question.slug}").text
        leads = set(re.findall(r'href="#(word-\w+)"', text))
        assert leads <= set(re.findall(r' id="(word-\w+)"', text))


def test_an_empty_answer_explains_nothing(real_client):
    assert words(real_client, "/questions/reported-differently") == {}


def test_the_home_page_has_its_questions_under_themes_in_plain_words(real_client):
    text = real_client.get("/").text
    for_readers = [one for one in site_of(real_client.application).questions if not one.for_curators]
    themes = re.findall(r'id="theme-(\w+)"><summary><h3>(.*?) <span class="count">(\d+)</span>', text)
    assert [(name, title) for name, title, _ in themes] == [
        ("positions", "Positions"),
        ("conditions", "Conditions"),
        ("guarantees", "Guarantees"),
        ("negotiations", "Negotiations"),
        ("territory", "Territory"),
        ("change", "Change over time"),
        ("states", "States and their speakers"),
        ("actors", "Actors"),
        ("experts", "Experts"),
        ("pledges", "Pledges and figures"),
        ("assessments", "Assessments of meetings"),
        ("topics", "Topics and events"),
        ("sources", "Sources and their quality"),
    ]
    assert sum(int(count) for _, _, count in themes) == len(for_readers) >= 42
