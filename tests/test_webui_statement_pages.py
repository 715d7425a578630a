"""The pages of statements and events, and of what statements are about or are made from."""

from __future__ import annotations

import pytest

from graph.dates import short_dated
from tests.support.pages import main, page
from tests.support.paths import WORLD
from webui import create_app
from webui.things.passages import SETTING

SHIPS = "/id/harbour-report/vale-ships-with-lifeboat"


@pytest.fixture(scope="module")
def client(world_store):
    app = create_app(world_store)
    app.config[SETTING] = None
    return app.test_client()


def test_a_statement_says_who_as_what_where_and_when(client):
    statement = main(client, SHIPS)
    assert statement.texts("h1") == ["Ada Vale: Ships go only with a lifeboat"]
    assert statement.texts("p", "byline") == [
        "Ada Vale, as Prime Minister of Northland, at the Portville talks · 4 April 2033 stated date"
    ]
    assert statement.texts("blockquote") == ["only with a lifeboat"]


def test_a_date_that_was_worked_out_says_from_what(client):
    byline = main(client, "/id/harbour-report/aide-radio").texts("p", "byline")
    assert byline == ["An aide (in the harbour report) · by 5 April 2033 inferred date: By the day of the report."]


def test_its_positions_have_condition_reading_and_on_whose_behalf(client):
    positions = main(client, SHIPS).about("positions")
    assert positions.texts("li") == [
        (
            "In favour, on condition A fleet if A lifeboat explicit high confidence "
            "Read so because: She names the lifeboat as the condition. Concluded: held also on behalf of Northland why?"
        ),
        (
            "In favour A lifeboat as a condition implied medium confidence "
            "Concluded: held also on behalf of Northland why?"
        ),
    ]


def test_doubt_is_said_to_be_no_position(client):
    lind = main(client, "/id/lind-comment/lind-doubts-lighthouse")
    assert lind.about("positions").text.endswith("It takes no position on any measure. Doubt is no position.")
    assert lind.about("about").facts == {"Doubts": "A lighthouse", "Concerns": "A lighthouse"}


def test_each_passage_has_its_document_its_attribution_and_who_passed_it_on(client):
    passages = main(client, "/id/harbour-report/southland-undecided").about("passages")
    assert passages.texts("h2") == ["In the source 1 passage"]
    assert passages.all("ol", "passages")[0].texts("li") == [
        "Harbour talks in Portville read the article ascribed by another by Gazette"
    ]


def test_the_place_and_the_digest_of_a_passage_are_folded_away_for_checking(client):
    passages = main(client, "/id/harbour-report/southland-undecided").about("passages")
    checking = passages.all("details", "checking")[0]
    assert checking.texts("summary") == ["For checking"]
    assert "open" not in checking.attributes
    digest = "909236b03ee8dd6c699e6e27a63c6d744abed79c560586d28715bd55374cc885"
    assert checking.rows == [
        ["Document", "Characters", "SHA-256"],
        ["Harbour talks in Portville", "285 to 354", digest],
    ]
    assert digest not in passages.all("ol", "passages")[0].text


def test_what_only_others_ascribe_is_said_to_be_ascribed(client):
    note = "Ascribed by another: no passage reports that Southland said so."
    assert note in main(client, "/id/harbour-report/southland-undecided").texts("p", "note")
    assert "Ascribed by another" not in client.get(SHIPS).text


def test_a_copy_and_its_original_are_one_origin(client):
    passages = main(client, "/id/harbour-report/aide-radio").about("passages")
    assert passages.texts("p", "where") == ["A copy", "Harbour talks in Portville read the article"]
    assert passages.texts("p", "aside")[0] == "One origin: Gazette."


def test_a_document_that_copies_the_one_that_reports_it_is_no_other_origin(client):
    origins = main(client, SHIPS).about("passages").texts("p", "aside")
    assert origins[0] == "One origin: Gazette. Copied in A copy, which counts as the same origin."


def test_independent_origins_are_counted(real_client):
    origins = (
        main(real_client, "/id/london-summit-report/starmer-boots-on-the-ground").about("passages").texts("p", "aside")
    )
    said = "2 independent origins: PA Media, Report on the London summit of 2 March 2025."
    assert [line for line in origins if line.startswith(said)]


@pytest.fixture(scope="module")
def reader(world_store):
    """A site that has the texts."""
    app = create_app(world_store)
    app.config[SETTING] = str(WORLD / "texts")
    return app.test_client()


def test_where_the_text_is_at_hand_a_passage_stands_in_its_context_and_leads_to_its_place(reader):
    passages = main(reader, SHIPS).about("passages")
    assert passages.texts("mark") == [
        'Prime Minister Ada Vale said on Monday: "We will send ships, but only with a lifeboat."'
    ]
    context = passages.texts("blockquote")[0]
    assert context.startswith("Harbour talks in Portville Prime Minister Ada Vale")
    assert context.endswith('with a lifeboat." She pledged 1,200 sailors.')
    assert "/id/harbour-report?view=text#c28" in passages.links
    assert "c28" in page(reader.get("/id/harbour-report?view=text").text).ids


def test_no_search_engine_and_no_shared_cache_keeps_a_passage(reader, client):
    response = reader.get(SHIPS)
    assert response.headers["X-Robots-Tag"] == "noindex, noarchive"
    assert response.headers["Cache-Control"] == "private, no-cache"
    assert "Access-Control-Allow-Origin" not in response.headers
    assert '<meta name="robots" content="noindex, noarchive">' in response.text
    assert "noindex" not in client.get(SHIPS).text
    assert "X-Robots-Tag" not in client.get(SHIPS).headers


def test_without_the_text_no_passage_leads_to_it(client):
    assert "view=text" not in client.get(SHIPS).text


def test_it_stands_between_its_neighbours_in_the_document(client):
    pledge = main(client, "/id/harbour-report/vale-pledges-sailors")
    assert pledge.texts("p", "crumb") == ["pledge 2 of 5 in Harbour talks in Portville"]
    neighbours = pledge.all("nav", "neighbours")[0]
    assert [(link.attributes["rel"], link.attributes["href"]) for link in neighbours.all("a")] == [
        ("prev", SHIPS),
        ("next", "/id/harbour-report/aide-radio"),
    ]
    assert neighbours.texts("span") == ["Previous statement", "Next statement"]


def test_the_first_and_the_last_have_one_neighbour(client):
    for path, rel in ((SHIPS, "next"), ("/id/harbour-report/party-against-tolls", "prev")):
        assert [link.attributes["rel"] for link in main(client, path).all("nav", "neighbours")[0].all("a")] == [rel]


def test_figures_and_flags_keep_the_form_of_the_source(client):
    figures = main(client, "/id/harbour-report/vale-pledges-sailors").about("figures")
    assert figures.facts == {"Sailors pledged Northland": "1,200 about 1,200 sailors, 2033"}
    flags = main(client, "/id/lind-comment/lind-doubts-lighthouse").about("flags")
    assert flags.texts("li") == ["Professor is misspelt. The source has Profesor, for Professor."]


def test_an_event_says_when_where_who_and_what_was_said_at_it(client):
    talks = main(client, "/id/portville-talks")
    assert talks.facts == {
        "When": "4 April 2033 stated date",
        "Where": "Portville",
        "Who took part": "Ada Vale, Northland As named in these documents; others may have been there.",
    }
    assert talks.about("at").texts("p", "summary") == ["Says that ships go only with a lifeboat."]


def test_an_event_that_nobody_speaks_of_says_so(client):
    treaty = main(client, "/id/ice-treaty")
    assert treaty.facts["When"] == "between 1 January 2001 and 31 December 2001 inferred date: An almanac."
    assert treaty.facts["Is the model for"] == "A lifeboat"
    assert treaty.texts("p", "nothing") == [
        "These documents mention Ice Treaty, but no statement made there or about it."
    ]


def test_what_is_said_of_an_event_is_apart_from_what_was_said_at_it(real_client):
    summit = main(real_client, "/id/london-summit-2025-03-02")
    at, about = (set(summit.about(part).links) for part in ("at", "about"))
    assert "/id/london-summit-report/starmer-boots-on-the-ground" in at - about
    assert not {link for link in at & about if link.startswith("/id/london-summit-report/")}


def test_an_office_says_for_whom_it_speaks_who_held_it_and_what_was_said_from_it(client):
    office = main(client, "/id/prime-minister-of-northland")
    assert office.facts == {"Speaks for": "Northland"}
    assert office.about("held").texts("p", "who") == ["Ada Vale 1 May 2031 to 2034"]
    assert office.about("held").text.endswith("As named in these documents; others may have held it.")
    assert office.about("said").texts("p", "summary") == [
        "Pledges sailors.",
        "Says that ships go only with a lifeboat.",
    ]


def test_an_office_that_represents_nobody_is_given_nobody(client):
    assert main(client, "/id/harbour-master").facts["Speaks for"] == (
        "No state or body that it speaks for is recorded."
    )


def test_a_topic_a_place_and_a_part_list_what_is_said_of_them(client):
    ships = main(client, "/id/ships-topic").about("about")
    summaries = ships.texts("p", "summary")
    assert {"Pledges sailors.", "Says that ships go only with a lifeboat."} < set(summaries)
    assert len(summaries) == 12  # what concerns a measure on ships, or takes a position on one, concerns ships
    portville = main(client, "/id/portville")
    assert portville.facts == {"What took place there": "Portville talks"}
    assert portville.about("about").texts("p", "summary") == ["Says that ships go only with a lifeboat."]
    radio = main(client, "/id/radio")
    assert radio.facts == {"A part, or a possible part, of": "A lifeboat"}
    assert radio.about("named").texts("p", "who") == ["An aide (in the harbour report)"]


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (("2033-04-04", "", ""), "4 April 2033"),
        (("", "2033-04-01", "2033-04-05"), "1–5 April 2033"),  # noqa: RUF001 -- a range has an en dash
        (("", "2033-03-28", "2033-04-05"), "28 March–5 April 2033"),  # noqa: RUF001 -- a range has an en dash
        (("", "2032-12-28", "2033-01-05"), "28 December 2032–5 January 2033"),  # noqa: RUF001 -- a range has an en dash
        (("", "", "2033-04-05"), "by 5 April 2033"),
        (("", "", ""), "undated"),
    ],
)
def test_a_range_of_days_is_said_in_few_words(days, words):
    assert short_dated(*days) == words


def test_a_passage_that_leaves_a_condition_out_says_so_and_is_no_evidence_for_it(real_client):
    boots = main(real_client, "/id/london-summit-report/starmer-boots-on-the-ground").about("passages")
    passages = boots.all("ol", "passages")[0].texts("li")
    omitting = [passage for passage in passages if "Leaves out the condition" in passage]
    assert omitting
    assert all("US backstop" in passage and passage.startswith("What is the coalition") for passage in omitting)
    assert len(omitting) < len(passages)


def test_a_meeting_counts_its_verdicts_and_each_statement_says_its_own(real_client):
    judged = main(real_client, "/id/alaska-summit").about("judged")
    counts = [entry.rpartition(": ")[2] for entry in judged.texts("span", "chosen")[0].split(", ")]
    assert sum(map(int, counts)) == 20 == len(judged.all("p", "judged"))
    statement = main(real_client, judged.all("article")[0].all("p", "summary")[0].links[0])
    assert statement.texts("p", "judged")[0].startswith("Judges ")
