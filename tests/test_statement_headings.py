"""The headings of statements: in which cases the actor's name and a colon may stand before what is said."""

from __future__ import annotations

import pytest

from tests.support.pages import main, page
from webui.things.headings import heading


@pytest.mark.parametrize(
    ("summary", "expected"),
    [
        ("Says that ships go only with a lifeboat.", "Ada: Ships go only with a lifeboat"),
        ("Says ships go only with a lifeboat", "Ada: Ships go only with a lifeboat"),
        ("Says 2 ships are enough.", "Ada: 2 ships are enough"),
        ("Says if it rains, ships stay.", "Ada: If it rains, ships stay"),
        ("Says ships are few, but in good order.", "Ada: Ships are few, but in good order"),
    ],
)
def test_what_is_said_stands_after_the_name_and_a_colon(summary, expected):
    assert heading("Ada", summary, ascribed=False) == expected


@pytest.mark.parametrize(
    "summary",
    [
        "Pledges sailors.",
        "Say that ships go.",
        "Says again that ships go.",
        "Says it will send ships.",
        "Says that her ships are ready.",
        "Says that, in the end, ships go.",
        "Says ships go, and asks for sailors.",
        "Says ships go, but that sailors are few.",
        "Says ships go and that sailors follow.",
        "Says several ships are ready, without naming them.",
        "Says ships would help if he had any.",
        "Saysthat ships go.",
    ],
)
def test_what_would_not_be_a_sentence_of_its_own_is_left_as_it_is(summary):
    assert heading("Ada", summary, ascribed=False) == f"Ada · {summary.removesuffix('.')}"


def test_what_others_ascribe_is_not_given_as_said():
    assert heading("Ada", "Says that ships go.", ascribed=True) == "Ada · Says that ships go"


def test_the_page_and_its_title_have_the_heading(real_client):
    response = real_client.get("/id/starmer-trump-meeting-report/wolff-troops-without-guarantee")
    title = page(response.text).texts("title")[0]
    assert title == (
        "Stefan Wolff: European leaders can and ought to send troops even with no American guarantee, "
        "as a signal to Washington, Kyiv and Moscow · Backstop"
    )
    ascribed = main(real_client, "/id/big-ask-follow-trumps-lead/trump-earlier-support-for-ceasefire")
    assert ascribed.texts("h1")[0].startswith("Donald Trump · Is said to have been for a ceasefire")
