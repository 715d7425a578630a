"""The forms of questions and the pages of empty answers, over the real data."""

from __future__ import annotations

import csv
import io
from urllib.parse import quote

import pytest

from graph.saved_queries import PASSAGE_COLUMNS
from tests.support.forms import read_form
from tests.support.pages import page
from webui import create_app
from webui.site import site_of

POSITIONS = "/questions/positions-on-a-measure"
BACKSTOP = f"{POSITIONS}?measure=us-backstop"


@pytest.fixture(scope="module")
def forms(real_client):
    """The form of every question that has one, as it is found at first."""
    asked = [question for question in site_of(real_client.application).questions if question.parameters]
    return [(question, form(real_client, f"/questions/{question.slug}")) for question in asked]


def form(client, address):
    response = client.get(address)
    assert response.status_code == 200, response.text
    return read_form(response.text)


def rows(client, address):
    """The number of rows of an answer, each with all its passages, counted in its file."""
    path, _, query = address.partition("?")
    found = list(csv.DictReader(io.StringIO(client.get(f"{path}.csv?{query}").text)))
    apart = PASSAGE_COLUMNS if found and "statement" in found[0] else ()
    return len({tuple(value for name, value in row.items() if name not in apart) for row in found})


def empty(client, address):
    """The text and the links of what is said in the place of an answer."""
    (inside,) = page(client.get(address).text).all("div", "nothing")
    return inside.text, {link.text: link.attributes["href"] for link in inside.all("a")}


def test_how_clearly_and_on_what_condition_is_a_switch_in_plain_words(real_client):
    found = form(real_client, POSITIONS)
    words = {name: {value: label for value, (label, _) in found.choices[name].items()} for name in found.choices}
    assert words["explicitness"] == {"": "any", "bst:Explicit": "said explicitly", "bst:Implied": "implied"}
    assert words["stance"] == {
        "": "any",
        "bst:inFavourOf": "in favour, no condition stated",
        "bst:conditionallyInFavourOf": "in favour, on condition",
        "bst:uncommittedOn": "uncommitted",
    }
    for name in ("explicitness", "stance"):
        total, *parts = (count for _, count in found.choices[name].values())
        assert total == sum(parts)
    assert words["attribution"]["bst:DirectQuotation"] == "quoted"
    assert found.typed == {"since", "asof"}
    assert found.chosen == {
        "measure": "european-force",
        **dict.fromkeys(("stance", "explicitness", "attribution", "since", "asof"), ""),
    }


@pytest.mark.slow
def test_every_field_of_every_question_counts_the_rows_that_its_choices_give(real_client, forms):
    """The first choice that narrows the answer, and what leaves the field open."""
    for question, found in forms:
        for name, choices in found.choices.items():
            others = {other: value for other, value in found.chosen.items() if value and other != name}
            for value, (label, count) in [*choices.items()][:2]:
                chosen = "&".join(f"{key}={quote(text)}" for key, text in {**others, name: value}.items())
                assert rows(real_client, f"/questions/{question.slug}?{chosen}") == count > 0, (
                    question.slug,
                    name,
                    label,
                )


@pytest.mark.slow
def test_no_choice_that_a_question_offers_at_first_leaves_nothing(forms):
    counts = [count for _, found in forms for choices in found.choices.values() for _, count in choices.values()]
    assert len(counts) > 1000
    assert min(counts) > 0


def test_the_counts_of_one_field_hold_while_the_others_stay_as_they_are(real_client):
    found = form(real_client, f"{BACKSTOP}&explicitness=bst:Implied")
    assert found.choices["stance"] == {
        "": ("any", 6),
        "bst:inFavourOf": ("in favour, no condition stated", 5),
        "bst:uncommittedOn": ("uncommitted", 1),
    }
    assert found.choices["explicitness"][""] == ("any", 17)
    assert found.choices["measure"]["us-backstop"] == ("US backstop", 6)


def test_what_is_chosen_is_shown_as_chosen_even_if_it_leaves_nothing(real_client):
    found = form(real_client, f"{BACKSTOP}&stance=bst:against")
    assert found.chosen["stance"] == "bst:against"
    assert found.choices["stance"]["bst:against"] == ("against", 0)
    assert found.choices["measure"]["us-ground-troops"] == ("US ground troops in Ukraine", 1)


def test_a_measure_on_which_nobody_takes_a_position_is_named_by_its_label(real_client):
    found = form(real_client, f"{POSITIONS}?measure=parliamentary-approval")
    assert found.choices["measure"]["parliamentary-approval"] == ("Parliament's approval of sending British troops", 0)
    assert len(found.choices["measure"]) > 50


@pytest.mark.slow
def test_every_field_has_a_label_of_its_own(forms):
    for question, found in forms:
        radios = {name for name, choices in found.choices.items() if name not in found.labelled and choices}
        assert found.labelled | radios == {parameter.name for parameter in question.parameters}


def test_an_empty_answer_names_the_choice_that_excludes_every_row(real_client):
    said, links = empty(real_client, f"{BACKSTOP}&explicitness=bst:Implied&stance=bst:against")
    assert said.startswith("The documents have an answer to this, but none with all of these choices.")
    assert "Without Stance: against there are 6 positions by 4 actors." in said
    assert "Without How clearly" not in said
    assert rows(real_client, links["6 positions by 4 actors"]) == 6


def test_an_empty_answer_that_takes_several_choices_says_so(real_client):
    said, links = empty(real_client, f"{BACKSTOP}&asof=2024-01-01&stance=bst:against")
    assert "Without all of these choices together there are 17 positions by 6 actors." in said
    assert rows(real_client, links["17 positions by 6 actors"]) == 17


def test_an_answer_that_nobody_gives_says_that_nobody_does_and_offers_the_nearest_that_somebody_gives(real_client):
    said, links = empty(real_client, f"{POSITIONS}?measure=parliamentary-approval&explicitness=bst:Explicit")
    assert said.startswith("Nobody in these documents takes a position on it")
    assert "Without" not in said
    nearest = links["What is said about Parliament's approval of sending British troops, and by whom?"]
    assert nearest == "/questions/what-is-said-of-a-measure?measure=parliamentary-approval"
    assert rows(real_client, nearest) == 3
    assert "3 mentions by 3 actors" in said


def test_a_related_question_is_about_the_same_thing_where_it_has_an_answer(real_client):
    text = real_client.get("/questions/positions-of-one-actor?actor=mark-rutte").text
    assert 'href="/questions/what-one-actor-said?actor=mark-rutte"' in text


def test_the_clear_link_keeps_what_is_required(real_client):
    text = real_client.get(f"{BACKSTOP}&stance=bst:inFavourOf").text
    assert '<a href="/questions/positions-on-a-measure?measure=us-backstop">clear</a>' in text
    assert ">clear</a>" not in real_client.get(BACKSTOP).text


def test_the_choices_are_worked_out_once_a_build(real_store, monkeypatch):
    client = create_app(real_store).test_client()
    first = client.get(POSITIONS).data
    asked = []
    ask = real_store.select
    monkeypatch.setattr(real_store, "select", lambda query: asked.append(query) or ask(query))
    assert client.get(POSITIONS).data == first
    assert len([query for query in asked if "ORDER BY" in query]) == 1  # the answer, and no menu
