"""The main paths through the site, by mouse and by keyboard alone."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]
FOCUS = "document.activeElement.textContent.trim()"


def test_a_question_is_clicked_and_its_evidence_followed(visitor):
    page = visitor().open("/")
    page.get_by_role("link", name="Who supports sending troops even without a US backstop?").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Who supports sending troops even without a US backstop?")
    row = page.locator("table.answer tbody tr", has_text="Stefan Wolff")
    expect(row).to_contain_text("explicit")
    row.locator(".summary a").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("can and ought to send troops")
    page.get_by_role("link", name="Stefan Wolff").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Stefan Wolff")


def test_a_form_narrows_an_answer_and_its_address_says_so(visitor):
    page = visitor().open("/questions/troops-without-us-backstop")
    page.locator("summary", has_text="Filters").click()
    page.get_by_role("radio", name="said explicitly").check(force=True)
    show = page.get_by_role("button", name="Show")
    if show.is_visible():  # the optional scripts are not built
        show.click()
    expect(page.locator("table.answer tbody tr")).to_have_count(1)
    assert "explicitness=" in page.url


def test_the_matrix_is_narrowed_to_experts_and_a_sign_leads_to_the_passage(visitor):
    page = visitor().open("/matrix")
    page.get_by_label("Who", exact=True).select_option("expert")
    page.get_by_role("button", name="Show").click()
    assert "kind=expert" in page.url
    expect(page.get_by_label("Who", exact=True)).to_have_value("expert")
    expect(page.get_by_role("heading", level=2).first).to_have_text("14 actors, 44 measures")
    line = page.locator("table.matrix tbody tr", has=page.get_by_role("rowheader", name="Malcolm Chalmers"))
    expect(line.locator("a.mark")).to_have_count(1)
    expect(line.locator("a.mark")).to_contain_text("doubts")
    expect(line.locator("td.silent")).to_have_count(43)
    line.locator("a.mark").click()
    assert page.url.endswith("/id/paris-meeting-report/chalmers-russia-hardly-accepts-force")


def test_the_header_says_where_one_is(visitor):
    page = visitor().open("/timeline")
    header = page.get_by_role("navigation", name="Site")
    expect(header.locator("[aria-current]")).to_have_text(["Charts"])
    header.get_by_role("link", name="Questions").click()
    expect(header.locator("[aria-current=page]")).to_have_text(["Questions"])


def test_the_keyboard_alone_leads_to_an_answer_and_shows_where_it_is(visitor):
    page = visitor().open("/")
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUS) == "Skip to the content"
    assert page.locator(".skip").bounding_box()["x"] >= 0
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUS) == page.locator("main a").first.text_content().strip()
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    width = page.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth)")
    assert (outline, width) == ("solid", 3)
    for _ in range(60):
        if page.evaluate(FOCUS) == "Who supports sending troops even without a US backstop?":
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Who supports sending troops even without a US backstop?")


@pytest.mark.usefixtures("scripts")
def test_a_column_is_sorted_by_keyboard_and_says_so(visitor):
    page = visitor().open("/questions/which-figures")
    page.get_by_role("columnheader", name="Who says so").get_by_role("link").focus()
    page.keyboard.press("Enter")
    heading = page.get_by_role("columnheader", name="Who says so")
    expect(heading).to_have_attribute("aria-sort", "ascending")
    names = page.locator("tbody td[data-heading='Who says so']").all_text_contents()
    assert (names[0], names[-1]) == (min(names, key=str.casefold), max(names, key=str.casefold))
    page.keyboard.press("Enter")
    expect(heading).to_have_attribute("aria-sort", "descending")
    assert page.locator("tbody td[data-heading='Who says so']").first.text_content() == names[-1]


@pytest.mark.parametrize(
    "path", ["/", "/questions/troops-without-us-backstop", "/matrix", "/timeline", "/figures", "/network"]
)
def test_a_page_works_without_scripts(visitor, path):
    page = visitor(java_script_enabled=False).open(path)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    rows = page.locator("main tbody tr, main ul.questions li")
    assert rows.count() > 1
    folded = page.locator("main details:has(tbody) summary")
    if folded.count():
        folded.first.click()
    expect(rows.first).to_be_visible()
    form = page.locator("form.parameters")
    if form.count():
        form.get_by_role("button").click()
        expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_without_scripts_the_network_is_drawn_and_offers_nothing_that_needs_one(visitor):
    page = visitor(java_script_enabled=False).open("/network")
    expect(page.locator("figure .node.actor", has_text="Keir Starmer")).to_be_visible()
    expect(page.get_by_role("button", name="Enlarge")).to_have_count(0)
    expect(page.get_by_role("link", name="Picture as SVG")).to_be_visible()
    expect(page.get_by_role("button", name="Picture as PNG")).to_have_count(0)
