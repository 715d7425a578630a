"""Tables in a browser: choices that need no submit, words found while typing, sorting in the address, folded rows."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from graph.saved_queries import read_questions
from tests.support.paths import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]
POSITIONS = "/questions/positions-on-a-measure"
FIGURES = "/questions/which-figures"
# Marks the window, so that a page that was loaded anew can be told from one whose parts were replaced.
MARK = "window.unbroken = true"
UNBROKEN = "window.unbroken === true"
TOP = "document.querySelector('table.answer tbody tr').getBoundingClientRect().top + scrollY"
LONGEST = 10 * 844  # ten screens of a phone


def rows(page):
    return page.locator("table.answer tbody tr")


@pytest.mark.usefixtures("scripts")
def test_a_choice_is_an_answer_without_a_submit_and_back_undoes_it(visitor):
    visit = visitor()
    page = visit.open(f"{POSITIONS}?measure=us-backstop")
    page.evaluate(MARK)
    before = rows(page).count()
    page.locator("details.filters summary").click()
    expect(page.get_by_role("button", name="Show")).to_be_hidden()
    page.get_by_role("radio", name="implied").focus()
    page.evaluate("scrollTo(0, 120)")
    page.get_by_role("radio", name="implied").check(force=True)
    expect(page.locator("details.filters summary")).to_contain_text("How clearly: implied")
    expect(page).to_have_url(re.compile(r"\?measure=us-backstop&explicitness=bst:Implied$"))
    assert 0 < rows(page).count() < before
    assert page.evaluate(UNBROKEN)
    assert page.evaluate("scrollY") == 120
    assert page.evaluate("document.activeElement.value") == "bst:Implied"
    expect(page.locator("details.filters")).to_have_attribute("open", "")
    assert page.get_by_role("button", name="Copy citation").count() == 1  # of the new answer
    expect(page.locator("#said")).to_contain_text(page.locator("#answer").inner_text().split("\n")[0][:10])
    page.get_by_label("Measure", exact=True).select_option("european-force")
    expect(page).to_have_url(re.compile("measure=european-force&explicitness=bst:Implied$"))
    page.go_back()
    expect(page.get_by_label("Measure", exact=True)).to_have_value("us-backstop")
    page.go_back()
    expect(rows(page)).to_have_count(before)
    assert page.evaluate(UNBROKEN)
    assert visit.complaints == []


@pytest.mark.usefixtures("scripts")
def test_a_date_is_asked_for_when_its_year_is_whole(visitor):
    page = visitor().open(f"{POSITIONS}?measure=us-backstop")
    page.evaluate(MARK)
    page.locator("details.filters summary").click()
    page.get_by_label("Said on or before").fill("0202-03-01")
    page.get_by_label("Said on or before").fill("2025-03-01")
    expect(page).to_have_url(re.compile("asof=2025-03-01$"))
    assert page.evaluate(UNBROKEN)


@pytest.mark.usefixtures("scripts")
def test_words_are_found_while_typing_and_the_field_keeps_the_focus(visitor):
    page = visitor().open("/questions/all-statements")
    page.evaluate(MARK)
    expect(rows(page)).to_have_count(50)
    page.get_by_label("Find in these rows").press_sequentially("chalmers force")
    expect(page.locator(".found")).to_contain_text(re.compile(r"^\d+ of \d+ rows contain “chalmers force”"))
    expect(page).to_have_url(re.compile(r"\?_find=chalmers\+force$"))
    for row in rows(page).all_inner_texts():
        assert "chalmers" in row.casefold()
        assert "force" in row.casefold()
    assert page.evaluate("document.activeElement.id") == "find"
    expect(page.locator("#said")).to_contain_text("rows contain")
    page.reload()
    expect(page.get_by_label("Find in these rows")).to_have_value("chalmers force")


@pytest.mark.usefixtures("scripts")
def test_a_heading_sorts_by_value_without_a_new_page_and_the_address_carries_it(visitor):
    page = visitor().open(FIGURES)
    page.evaluate(MARK)
    heading = page.get_by_role("columnheader", name="Number")
    heading.get_by_role("link").focus()
    page.keyboard.press("Enter")
    expect(heading).to_have_attribute("aria-sort", "ascending")
    expect(page).to_have_url(re.compile(r"\?_sort=value$"))
    expect(page.get_by_label("Sort by")).to_have_value("value")
    assert page.evaluate("document.activeElement.dataset.column") == "value"
    expect(page.locator("#said")).to_have_text("Sorted by Number, ascending")
    page.keyboard.press("Enter")
    expect(heading).to_have_attribute("aria-sort", "descending")
    shown = page.locator("td[data-heading='Number']").all_inner_texts()
    page.reload()
    assert page.locator("td[data-heading='Number']").all_inner_texts() == shown
    assert not page.evaluate(UNBROKEN)  # the mark does tell


def test_without_scripts_the_same_is_done_by_links_and_buttons(visitor):
    page = visitor(java_script_enabled=False).open(FIGURES)
    page.get_by_role("columnheader", name="Number").get_by_role("link").click()
    assert page.url.endswith("?_sort=value")
    page.get_by_label("Find in these rows").fill("gbp")
    page.get_by_role("button", name="Apply").click()
    expect(page.locator(".found")).to_contain_text("rows contain “gbp”")
    expect(page.get_by_label("Sort by")).to_have_value("value")
    page.locator("details.filters summary").click()
    page.get_by_role("radio", name="reported").check()
    page.get_by_role("button", name="Show").click()
    assert "attribution=bst" in page.url
    assert "_sort=value" in page.url
    assert "_find=gbp" in page.url


def test_a_phone_sorts_by_a_menu_and_no_hidden_heading_takes_the_focus(visitor):
    page = visitor(390).open(FIGURES)
    expect(page.get_by_label("Sort by")).to_be_visible()
    expect(page.locator("thead")).to_be_hidden()
    hidden = """() => [...document.querySelectorAll("main :is(a, button, input, select, summary)")].filter(element => {
      const box = element.getBoundingClientRect(); element.focus({ preventScroll: true });
      return document.activeElement === element && (box.width < 2 || box.height < 2); }).length"""
    assert page.evaluate(hidden) == 0


@pytest.mark.parametrize("width", [320, 390])
def test_no_choice_is_cut_at_the_edge_of_a_phone(visitor, width):
    page = visitor(width).open("/questions/troops-without-us-backstop")
    page.locator("details.filters summary").click()
    choices = page.locator(".segments label")
    assert choices.count() > 3
    for box in (choice.bounding_box() for choice in choices.all()):
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert box["height"] >= 44
    assert page.evaluate("[...document.querySelectorAll('.segments')].every(e => e.scrollWidth <= e.clientWidth)")


@pytest.fixture(scope="module")
def tall(browser, site):
    """For every question: where its first row begins on a screen, and how long its page is on a phone."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    found = {}
    for question in read_questions(ROOT / "queries"):
        page.set_viewport_size({"width": 1280, "height": 800})
        page.goto(f"{site}/questions/{question.slug}")
        top = page.evaluate(TOP) if rows(page).count() else None
        page.set_viewport_size({"width": 390, "height": 844})
        found[question.slug] = (top, page.evaluate("document.documentElement.scrollHeight"))
    yield found
    context.close()


def test_the_first_row_of_most_answers_is_in_sight(tall):
    tops = sorted(top for top, _ in tall.values() if top is not None)
    assert len(tops) > 60
    assert tops[len(tops) // 2] < 420
    assert tops[-1] < 700


def test_no_answer_is_longer_than_ten_screens_of_a_phone(tall):
    assert {slug: height for slug, (_, height) in tall.items() if height > LONGEST} == {}


def test_folded_rows_are_unfolded_by_a_box(visitor):
    page = visitor(390).open("/questions/positions-on-a-measure")
    folded = page.locator("tr.fold")
    assert folded.count() > 3
    expect(folded.first).to_be_hidden()
    page.get_by_label(re.compile(r"Show all \d+ rows of this page")).check()
    expect(folded.first).to_be_visible()
    page.set_viewport_size({"width": 1280, "height": 800})
    page.reload()
    expect(folded.first).to_be_visible()
