"""The answer in words on the site: on the page, in data and in the citation, with kinds and offices under names."""

from __future__ import annotations

import re
from html import unescape

import pytest

from graph.saved_queries import Asked
from tests.support.pages import main
from webui.reading.answer_text import answer_text
from webui.site import site_of

FLAGSHIP = "/questions/troops-without-us-backstop"
SAYS = (
    "One expert, Stefan Wolff, says so outright; some unnamed experts in the report on Starmer's meeting with Trump "
    "(within limits) imply it. No state or office-holder in these documents does. "
    "Keir Starmer is in favour of a European force in Ukraine only with a US backstop."
)


def plain(html: str) -> str:
    return unescape(re.sub("<[^>]+>", "", html))


def names(client, address):
    """The cells of the first column, each a name with what stands under it."""
    return [cells[0] for cells in main(client, address).rows[1:]]


def test_the_answer_stands_above_the_form_and_the_table_with_its_names_as_links(real_client):
    page = real_client.get(FLAGSHIP).text
    (words,) = re.findall(r'<p class="in-words">(.*?)</p>', page, re.DOTALL)
    assert plain(words) == SAYS
    assert '<a href="/id/stefan-wolff">Stefan Wolff</a>' in words
    assert page.index('class="in-words"') < page.index('<form class="parameters"') < page.index("<table")


def test_below_it_stand_the_question_and_the_stance_that_show_what_it_tells_beside_its_rows(real_client):
    page = real_client.get(FLAGSHIP).text
    (further,) = re.findall(r'<p class="further">(.*?)</p>', page, re.DOTALL)
    assert re.findall(r'href="([^"]+)"', unescape(further)) == [
        "/questions/us-backstop-as-condition",
        "/stance?actor=keir-starmer&measure=european-force",
    ]
    assert plain(further).endswith("Does Keir Starmer support a European force in Ukraine?")
    for address in re.findall(r'href="([^"]+)"', unescape(further)):
        assert real_client.get(address).status_code == 200


def test_it_describes_the_page_to_other_sites(real_client):
    (found,) = re.findall(r'<meta name="description" content="([^"]*)">', real_client.get(FLAGSHIP).text)
    assert unescape(found) == SAYS


def test_it_is_in_json_and_in_the_citation_and_not_in_sparql_json(real_client):
    assert real_client.get(f"{FLAGSHIP}.json?_shape=objects").json["answer"] == SAYS
    assert set(real_client.get(f"{FLAGSHIP}.json").json) == {"head", "results"}
    page = real_client.get(FLAGSHIP).text
    assert SAYS in unescape(page[page.index('id="cite"') :])


def test_a_page_of_rows_tells_the_whole_answer(real_client):
    address = "/questions/who-doubts-what.json?_shape=objects"
    whole, part = real_client.get(address).json, real_client.get(f"{address}&_size=2").json
    assert len(part["rows"]) == 2
    assert part["answer"] == whole["answer"]


def test_any_page_can_have_the_answer_to_a_question(real_client):
    app = real_client.application
    with app.test_request_context():
        opened = site_of(app)
        found = answer_text(opened, Asked.of(opened.question("troops-without-us-backstop"), {}))
    assert (found.text, found.heading) == (SAYS, "2 positions by 2 actors")
    assert "".join(cell.text for cell in found.cells) == SAYS


@pytest.mark.parametrize(
    ("address", "heading"),
    [
        ("changed-positions", "2 changes by 2 actors"),
        ("us-backstop-as-condition", "3 positions by 1 actor"),
        ("force-opposed-or-doubted", "5 positions and 2 doubts by 6 actors"),
        ("troop-numbers", "5 figures by 3 actors"),
        ("experts-and-office-holders", "2 pairs"),
        ("meetings", "11 meetings"),
        ("experts-heard", "16 experts"),
        ("reported-differently", "No answer in these documents"),
    ],
)
def test_a_heading_counts_what_the_rows_are(real_client, address, heading):
    (found,) = re.findall(r'<h2 id="answer">(.*?)\s*</h2>', real_client.get(f"/questions/{address}").text, re.DOTALL)
    assert plain(found).strip() == heading


def test_a_date_that_was_chosen_is_written_in_words(real_client):
    text = real_client.get(f"{FLAGSHIP}?asof=2025-03-02").text
    assert "Said on or before: 2 March 2025" in text
    assert '<p class="in-words">By 2 March 2025, one expert, ' in text


class TestKinds:
    def test_an_expert_has_the_affiliation_and_an_unnamed_source_says_that_it_is_one(self, real_client):
        assert names(real_client, FLAGSHIP) == [
            "Stefan Wolff why? expert · University of Birmingham",
            "Some experts (unnamed, in the report on Starmer's meeting with Trump) why? unnamed source",
        ]

    def test_whoever_speaks_from_an_office_has_it_at_that_time_alone(self, real_client):
        speakers = set(names(real_client, "/questions/where-one-state-stands?state=germany"))
        assert "Olaf Scholz Federal Chancellor of Germany" in speakers
        assert "Friedrich Merz Federal Chancellor of Germany" in speakers
        assert "Germany state" in speakers

    def test_an_office_that_was_given_up_before_is_told_as_a_former_one(self, real_client):
        text = plain(real_client.get("/questions/troop-numbers").text)
        assert "Richard Dannatt formerly Chief of the General Staff (United Kingdom)" in text

    def test_a_column_of_states_alone_says_nothing_twice(self, real_client):
        assert set(names(real_client, "/questions/pledges?actor=france")) == {"France"}

    def test_the_files_keep_their_columns(self, real_client):
        header = real_client.get(f"{FLAGSHIP}.csv").text.splitlines()[0]
        assert header.startswith("actor,actorLabel,explicitness,explicitnessLabel,confidence,confidenceLabel,")


def test_an_empty_answer_counts_what_other_choices_and_questions_have(real_client):
    text = plain(real_client.get(f"{FLAGSHIP}?asof=2025-02-01").text)
    assert "By 1 February 2025, these documents have no answer to this; that is not a no." in text
    assert "Without Said on or before: 1 February 2025 there are 2 positions by 2 actors." in text
    assert "Similar questions that have an answer:" in text
    assert " rows" not in text[text.index("Similar questions") :][:600]
