"""The page of an actor, on the tiny world, and what changed in a position, on the real data."""

from __future__ import annotations

import pytest

from tests.support.pages import main


def test_an_actor_has_offices_with_their_years_memberships_and_events(world_client):
    assert main(world_client, "/id/ada-vale").all("dl", "facts")[0].facts == {
        "Offices": "Prime Minister of Northland 1 May 2031 to 2034 speaks for Northland Harbour Master",
        "Member of": "Coast Party",
        "Took part in": "Portville talks 4 April 2033",
        "Proposed": "A fleet",
    }


def test_a_position_stands_with_its_condition_its_limit_and_its_evidence(world_client):
    positions = main(world_client, "/id/ada-vale").about("positions")
    assert positions.texts("h3") == ["A fleet", "A lifeboat", "A lighthouse", "Tolls"]
    assert positions.texts("div", "verdict") == [
        *("In favour, on condition if A lifeboat", "In favour as a condition", "In favour", "Uncommitted"),
    ]
    assert positions.texts("div", "evidence")[:2] == [
        "Says that ships go only with a lifeboat. only with a lifeboat "
        f"quoted {read} confidence Harbour talks in Portville see it in the article · 4 April 2033"
        for read in ("explicit high", "implied medium")
    ]


def test_what_others_ascribe_is_apart_from_what_an_actor_says(world_client):
    southland = main(world_client, "/id/southland")
    assert not southland.has("said")
    assert southland.about("ascribed").texts("p", "summary") == [
        *("Leaves ships open.", "Wants a lighthouse, as Lind has it."),
    ]
    assert main(world_client, "/id/ada-vale").about("said").texts("p", "summary") == [
        "Pledges sailors.",
        "Says that ships go only with a lifeboat.",
        "Wants a lighthouse.",
    ]


def test_who_relays_a_statement_has_it_on_their_page(world_client):
    assert main(world_client, "/id/gazette").about("relayed").texts("p", "summary") == ["Leaves ships open."]


def test_what_an_office_holder_says_is_concluded_on_behalf_of_the_state_and_makes_it_no_supporter(world_client):
    northland = main(world_client, "/id/northland")
    behalf = northland.about("behalf")
    assert "concluded" in behalf.attributes["class"]
    assert behalf.texts("h3") == ["A fleet", "A lifeboat"]
    assert behalf.texts("p", "who") == ["Ada Vale as Prime Minister of Northland"] * 2
    assert "It does not make Northland itself a supporter or an opponent." in behalf.text
    assert not northland.has("positions")
    assert not northland.has("concluded")


def test_conclusions_stand_apart(world_client):
    concluded = main(world_client, "/id/ada-vale").about("concluded")
    assert concluded.attributes["class"] == "concluded"
    assert concluded.facts == {
        "supports on condition": "A fleet why?",
        "supports": "A lifeboat why? A lighthouse why?",
        "is uncommitted on": "Tolls why?",
    }


def test_an_expert_is_said_to_be_concluded_to_be_one(world_client):
    assert main(world_client, "/id/bo-lind").texts("p", "crumb") == ["Actors · person · concluded: expert why?"]


def test_an_actor_without_a_position_is_not_said_to_be_against_anything(world_client):
    aide = main(world_client, "/id/aide-in-harbour-report").about("positions")
    assert aide.text == "Positions Takes no position on any measure in these documents, which is not a no to any."


def test_figures_stand_in_the_form_of_their_source(world_client):
    assert main(world_client, "/id/northland").about("figures").facts == {
        "Sailors pledged 2033": "1,200 Pledges sailors. Ada Vale"
    }


def test_external_identifiers_are_linked(world_client):
    assert "http://example.org/people/1" in main(world_client, "/id/ada-vale").about("take").links


def test_a_change_shows_the_earlier_stance_and_then_the_later_one(real_client):
    changes = main(real_client, "/id/donald-trump").about("changes")
    assert [[step.text for step in change.all("b")] for change in changes.all("div", "change")] == [
        ["In favour", "In favour"],
        ["In favour", "In favour"],
    ]
    assert changes.all("div", "change")[0].texts("p", "when") == [
        "between 20 January 2025 and 14 August 2025",
        "between 15 August 2025 and 24 August 2025",
    ]
    germany = main(real_client, "/id/germany").about("changes")
    assert germany.texts("b") == ["Uncommitted", "In favour"]
    assert germany.links.count("/id/defend-peace-deal") == 2


def test_each_side_of_a_change_says_how_clearly_how_surely_and_by_whom(real_client):
    before, after = main(real_client, "/id/germany").about("changes").texts("p", "aside")[1:]
    assert before == "implied, medium confidence, as others say: Financial Times"
    assert after.startswith("limit: willingness indicated")
    assert after.endswith("explicit, high confidence")


def test_what_is_concluded_from_own_words_is_apart_from_what_an_actor_is_said_to_hold(real_client):
    kingdom = main(real_client, "/id/united-kingdom")
    own, others = (kingdom.about(name).facts for name in ("concluded", "said-to"))
    assert set(own) == {"supports on condition"}
    assert set(others) == {"is said to support", "is said to support on condition", "is said to oppose"}
    assert "It is no position of its own." in kingdom.about("said-to").text
    verdicts = kingdom.about("positions").texts("div", "verdict")
    assert sum("as others say" in verdict for verdict in verdicts) >= 4


def test_a_state_shows_its_leaders_where_the_passage_leaves_the_office_out(real_client):
    kingdom = main(real_client, "/id/united-kingdom").about("leaders")
    assert "Article 5-type guarantee" in kingdom.texts("h3")
    assert "so nothing is concluded" in kingdom.text
    assert set(kingdom.texts("p", "who")) == {"Keir Starmer"}


def test_who_left_out_a_condition_later_is_not_said_to_have_changed(real_client):
    starmer = main(real_client, "/id/keir-starmer")
    assert {"In favour, on condition if US backstop", "In favour"} <= set(starmer.texts("div", "verdict"))
    assert not starmer.has("changes")


def test_how_many_statements_and_positions_there_are_is_said_in_words(world_client, real_client):
    assert main(world_client, "/id/ada-vale").texts("p", "counted") == [
        "3 statements by Ada Vale. In all 4 positions on 4 measures: a statement may take several positions, or none."
    ]
    assert main(world_client, "/id/southland").texts("p", "counted") == [
        (
            "No statement by Southland; 2 statements that others ascribe to Southland. "
            "In all 5 positions on 5 measures: a statement may take several positions, or none."
        )
    ]
    poland = main(real_client, "/id/poland").texts("p", "counted")[0]
    assert poland.endswith("2 further statements by people who hold or held its offices.")
    starmer = main(real_client, "/id/keir-starmer")
    own, ascribed = (starmer.about(name).all("article", "said") for name in ("said", "ascribed"))
    words = starmer.texts("p", "counted")[0]
    assert words.startswith(f"{len(own)} statements by Keir Starmer, and {len(ascribed)} that others ascribe")
    measures = starmer.about("positions").all("section", "on-measure")
    positions = starmer.about("positions").all("div", "verdict")
    assert f"In all {len(positions)} positions on {len(measures)} measures:" in words


def test_positions_and_statements_can_be_taken_as_spreadsheets(real_client):
    trump = main(real_client, "/id/donald-trump")
    links = [link for link in trump.links if "_shape=spreadsheet" in link]
    assert links[2:] == links[:2] == [link for link in trump.about("take").links if "_shape=spreadsheet" in link]
    assert links[:2] == [
        "/questions/positions-of-one-actor.csv?actor=donald-trump&_shape=spreadsheet",
        "/questions/what-one-actor-said.csv?actor=donald-trump&_shape=spreadsheet",
    ]
    for link in links:
        answer = real_client.get(link)
        assert answer.mimetype == "text/csv"
        assert "Donald Trump" in answer.text


def test_an_actor_leads_to_its_pictures(real_client):
    links = main(real_client, "/id/donald-trump").links
    for picture in ("matrix", "network", "timeline"):
        assert f"/{picture}?actor=donald-trump" in links
    assert not [link for link in main(real_client, "/id/turkey").links if "?actor=turkey" in link and "matrix" in link]


def test_questions_about_an_actor_have_its_name_and_an_answer(real_client):
    assert main(real_client, "/id/united-kingdom").about("ask").texts("li") == [
        "Does this actor support a given measure?",
        "Where does the United Kingdom stand, from first to last?",
        "Which positions does the United Kingdom take?",
        "What did the United Kingdom say over time?",
        "Where did the United Kingdom stand on a given day?",
        "What do others say of the United Kingdom?",
        "Compare the United Kingdom with others",
    ]
    turkey = main(real_client, "/id/turkey").about("ask").links
    assert not [link for link in turkey if "-one-actor" in link or "compare" in link]


def test_positions_at_a_glance_have_what_must_not_be_left_out_and_lead_to_the_stance(world_client, real_client):
    glance = main(world_client, "/id/ada-vale").all("dl", "glance")[0]
    assert glance.facts == {
        "In favour": "A lifeboat (implied, within a limit); A lighthouse",
        "In favour, on condition": "A fleet if A lifeboat",
        "Uncommitted": "Tolls",
    }
    assert glance.links[0] == "/stance?actor=ada-vale&measure=lifeboat"
    southland = main(world_client, "/id/southland").all("dl", "glance")[0].facts
    assert southland["Uncommitted"] == (
        "Only as others say, or read with low confidence: A fleet; A lifeboat (implied)"
    )
    for link in main(real_client, "/id/donald-trump").all("dl", "glance")[0].links:
        assert real_client.get(link).status_code == 200, link


def test_at_a_glance_every_measure_is_there_once_for_each_stance(real_client):
    trump = main(real_client, "/id/donald-trump")
    sides = {side.texts("dt")[0]: side.links for side in trump.all("dl", "glance")[0].all("div")}
    assert all(len(set(links)) == len(links) for links in sides.values())
    measures = {link for links in sides.values() for link in links}
    assert len(measures) == len(trump.about("positions").all("section", "on-measure"))


def test_one_change_is_counted_once_however_often_it_is_recorded(real_client):
    trump = main(real_client, "/id/donald-trump")
    assert [shown.text for shown in trump.about("changes").all("summary")] == ["The same change in 1 other record"]
    assert "What changed 1" in trump.all("nav", "contents")[0].texts("a")


def test_a_state_shows_its_offices_who_held_them_and_their_latest_words(real_client, world_client):
    offices = main(real_client, "/id/poland").about("offices")
    assert offices.texts("h3") == ["Prime Minister of Poland"]
    tusk = offices.texts("li")[0]
    assert tusk.startswith("Donald Tusk 2 statements, which take 1 position. Latest with a date, 17–23 February 2025:")  # noqa: RUF001 -- a range has an en dash
    assert tusk.endswith("Took part in London summit 2 March 2025")
    vale = main(world_client, "/id/northland").about("offices").texts("li")[0]
    assert vale == (
        "Ada Vale 1 May 2031 to 2034 3 statements, which take 4 positions. "
        "Latest with a date, 5 April 2033: Wants a lighthouse. Took part in Portville talks 4 April 2033"
    )


def test_who_only_sat_at_a_meeting_is_on_the_page_of_the_state(real_client):
    turkey = main(real_client, "/id/turkey")
    assert turkey.about("offices").texts("p", "who") == ["Hakan Fidan"]
    assert "/id/london-summit-2025-03-02" in turkey.about("offices").links
    assert "No statement in these documents." in turkey.about("offices").text


def test_of_those_who_held_an_office_the_latest_comes_first(real_client):
    offices = main(real_client, "/id/united-states").about("offices")
    president = offices.all("section", "office")[0]
    assert president.texts("h3") == ["President of the United States"]
    assert [who.split()[0] for who in president.texts("p", "who")] == ["Donald", "George", "Bill"]


def shown(node):
    """The statements and positions that are not folded away."""
    found = []
    for child in node.children:
        if isinstance(child, str) or child.tag == "details":
            continue
        kind = child.attributes.get("class", "")
        known = (child.tag == "article" and kind == "said") or (child.tag == "li" and child.all("div", "verdict"))
        found += [child] if known else shown(child)
    return found


@pytest.mark.parametrize("slug", ["donald-trump", "keir-starmer", "united-kingdom", "united-states", "vladimir-putin"])
def test_a_long_page_shows_little_and_folds_the_rest(real_client, slug):
    page = main(real_client, f"/id/{slug}")
    assert 3 <= len(shown(page)) <= 8
    every = page.all("article", "said") + page.all("div", "verdict")
    assert len(every) > 2 * len(shown(page))


def test_every_stance_on_a_measure_is_shown_and_the_clearest_position_of_each_comes_first(real_client):
    guarantee = next(
        section
        for section in main(real_client, "/id/keir-starmer").about("positions").all("section", "on-measure")
        if section.texts("h3") == ["A US security guarantee"]
    )
    first, *folded = guarantee.texts("div", "verdict")
    assert first == "In favour"
    assert folded == [
        "In favour its part in working on the guarantees; that it will guarantee anything is not said",
        "In favour as others say for the case that the peace talks with Russia make progress",
    ]
    force = next(
        section
        for section in main(real_client, "/id/keir-starmer").about("positions").all("section", "on-measure")
        if section.texts("h3") == ["European force in Ukraine"]
    )
    assert {each.all("b")[0].text for each in shown(force)} == {"In favour", "In favour, on condition"}
