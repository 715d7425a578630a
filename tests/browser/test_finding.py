"""Finding from the home page: what a visitor wants to know is at most two clicks and some typing away."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]
PHONE = 390
HEIGHT = "document.documentElement.scrollHeight"


def searched(page, text):
    """Type into the search of the home page, and press Enter."""
    field = page.get_by_label("Search, or type a question")
    field.fill(text)
    field.press("Enter")
    page.wait_for_url("**/search?q=*")
    return page.locator("main")


@pytest.mark.parametrize("scripts_run", [True, False])
def test_does_poland_support_sending_troops_by_the_form(visitor, scripts_run):
    page = visitor(java_script_enabled=scripts_run).open("/")
    page.locator("#home-actor").select_option(label="Poland")
    page.locator("#home-measure").select_option(value="european-force")
    page.get_by_role("button", name="Answer").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Does Poland support")
    expect(page.locator("main")).to_contain_text("uncommitted")


def test_does_poland_support_sending_troops_by_typing_it(visitor):
    main = searched(visitor().open("/"), "Does Poland support sending troops?")
    main.get_by_role("link", name="Does Poland support a European force in Ukraine?").click()
    expect(main.get_by_role("heading", level=1)).to_contain_text("Does Poland support")


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Whose position changed?", "Donald Trump"),
        ("What has the United States offered, refused or left open, and when?", "Donald Trump"),
    ],
)
def test_a_featured_answer_is_one_click_away(visitor, question, said):
    page = visitor().open("/")
    page.get_by_role("link", name=question).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(question)
    expect(page.locator("table.answer")).to_contain_text(said)


def test_all_positions_of_starmer_are_a_spreadsheet(visitor):
    page = visitor().open("/")
    main = searched(page, "keir starmer")
    main.get_by_role("link", name="Keir Starmer", exact=True).first.click()
    with page.expect_download() as download:
        main.get_by_role("link", name="Positions (spreadsheet)").first.click()
    assert download.value.suggested_filename == "positions-of-one-actor-keir-starmer.csv"
    rows = download.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert len(rows) > 20


def test_the_flagship_is_cited(visitor):
    page = visitor().open("/")
    page.get_by_role("link", name="Who supports sending troops even without a US backstop?").first.click()
    page.get_by_role("link", name="Download, cite, share").click()
    citation = page.locator("[data-copy=citation]")
    expect(citation).to_be_in_viewport()
    expect(citation).to_contain_text("Who supports sending troops even without a US backstop?")
    expect(citation).to_contain_text("_build=")


def test_who_stands_where_on_article_5_is_found(visitor):
    main = searched(visitor().open("/"), "article 5")
    main.get_by_role("link", name="Article 5-type guarantee").first.click()
    where = main.get_by_role("region", name="Who stands where")
    for name in ("Donald Trump", "Giorgia Meloni", "Keir Starmer", "Mark Rutte"):
        expect(where).to_contain_text(name)


def test_what_the_us_offers_is_found_by_typing_it(visitor):
    main = searched(visitor().open("/"), "what does the us offer")
    first = main.locator("ul.results a").first
    expect(first).to_have_text("What has the United States offered, refused or left open, and when?")


def test_who_thinks_that_trump_is_right_is_found(visitor):
    main = searched(visitor().open("/"), "trump right")
    main.get_by_role("link", name="Following Trump's lead on Russia and Ukraine").first.click()
    expect(main.get_by_role("heading", level=1)).to_have_text("Following Trump's lead on Russia and Ukraine")


def test_the_uk_and_france_are_compared(visitor):
    main = searched(visitor().open("/"), "compare uk and france")
    main.get_by_role("link", name="Compare the United Kingdom and France").click()
    expect(main.get_by_role("heading", level=1)).to_contain_text("United Kingdom")
    expect(main.get_by_role("heading", level=1)).to_contain_text("France")


def test_a_number_for_defence_spending_is_found_with_its_year(visitor):
    main = searched(visitor().open("/"), "european defence spending")
    figures = main.get_by_role("region", name="Figures")
    expect(figures).to_contain_text("European defence spending, in euros: €279 billion")
    expect(figures).to_contain_text("Europe, 2023")


def test_turkey_and_its_foreign_minister_are_found(visitor):
    main = searched(visitor().open("/"), "turkey")
    expect(main.locator("ul.results a").nth(0)).to_have_text("Türkiye")
    expect(main.locator("ul.results a").nth(1)).to_have_text("Hakan Fidan")


@pytest.mark.usefixtures("scripts")
def test_the_slash_leads_to_the_search_but_is_a_letter_where_somebody_writes(visitor):
    page = visitor().open("/")
    page.keyboard.press("/")
    field = page.get_by_label("Search, or type a question")
    expect(field).to_be_focused()
    page.keyboard.type("a/b")
    expect(field).to_have_value("a/b")
    page = visitor().open("/about")
    page.keyboard.press("/")
    expect(page.locator("#site-search")).to_be_focused()


@pytest.mark.usefixtures("scripts")
def test_a_whole_question_is_the_first_suggestion(visitor):
    page = visitor().open("/")
    page.get_by_label("Search, or type a question").press_sequentially("is the uk for a ceasefire first")
    option = page.locator("main ul.suggestions li").first
    expect(option).to_contain_text("Does the United Kingdom support a ceasefire first?")
    option.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("United Kingdom")


def test_the_first_screen_has_the_form_the_search_the_numbers_and_two_answers(visitor):
    visit = visitor()
    visit.page.set_viewport_size({"width": 1280, "height": 800})
    page = visit.open("/")
    for shown in ("#home-actor", "#home-measure", "#home-search", ".totals", "ul.featured li:nth-child(2) a"):
        box = page.locator(shown).bounding_box()
        assert box["y"] + box["height"] < 800, shown


def test_on_a_phone_the_home_page_is_short_and_the_header_small(visitor):
    page = visitor(PHONE).open("/")
    assert page.evaluate(HEIGHT) < 4.5 * 844  # whatever the font
    assert page.locator("header.site").bounding_box()["height"] < 135
    entries = page.get_by_role("navigation", name="Site", exact=True)
    entries.get_by_role("link", name="More").click()
    expect(page.get_by_role("navigation", name="More pages")).to_be_in_viewport()


@pytest.mark.usefixtures("scripts")
def test_a_list_is_filtered_while_somebody_types_and_is_as_before_afterwards(visitor):
    page = visitor().open("/actors")
    entries = page.locator("ul.listing li:visible")
    before = entries.count()
    page.get_by_label("Filter by name or words").fill("chalm")
    expect(entries).to_have_count(1)
    expect(entries).to_contain_text("Malcolm Chalmers")  # who is in a group that was folded
    expect(page.locator("main p.found")).to_have_text("1 of 158.")
    page.get_by_label("Filter by name or words").fill("")
    expect(entries).to_have_count(before)


def test_without_scripts_the_filter_is_a_form(visitor):
    page = visitor(java_script_enabled=False).open("/measures")
    page.get_by_label("Filter by name or words").fill("backstop")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("link", name="US backstop", exact=True)).to_be_visible()
    assert "q=backstop" in page.url
