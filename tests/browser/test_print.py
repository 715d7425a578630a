"""On paper: the answer, its citation and its address; nothing to click or to type in; nothing wider than the page."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]
PORTRAIT, LANDSCAPE = 703, 1046  # pixels between the margins of A4
ON_A_SIDE = "[...document.querySelectorAll('table')].some(table => getComputedStyle(table).page === 'broad')"
SCREEN_ONLY = "form, input, select, button, nav, .formats, ul.forms, .unfold, .paging"


@pytest.mark.parametrize(
    "path",
    [
        "/questions/positions-on-a-measure",
        "/questions/which-figures",
        "/questions/changed-positions",
        "/matrix",
        "/figures",
        "/id/us-backstop",
        "/stance?actor=keir-starmer&measure=us-backstop",
    ],
)
def test_a_printed_page_shows_its_address_and_nothing_to_click(visitor, path):
    page = visitor(PORTRAIT).open(path)
    page.emulate_media(media="print")
    if page.evaluate(ON_A_SIDE):
        page.set_viewport_size({"width": LANDSCAPE, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    expect(page.locator("h1")).to_be_visible()
    for element in page.locator(SCREEN_ONLY).all():
        expect(element).to_be_hidden()
    address = page.locator(".printed").last
    expect(address).to_be_visible()
    expect(address).to_contain_text(path.split("?")[0])
    assert re.search(r"Backstop, build [0-9a-f]{12}$", address.inner_text())


def test_a_printed_answer_has_its_rows_and_its_citation_and_no_arrows(visitor):
    page = visitor(PORTRAIT).open("/questions/positions-on-a-measure")
    expect(page.locator(".printed").first).to_be_hidden()
    page.emulate_media(media="print")
    rows = page.locator("table.answer tbody tr")
    for row in rows.all():  # those, too, that a phone folds
        assert row.evaluate("row => getComputedStyle(row).display") == "table-row"
    assert page.locator(".sort").first.evaluate("e => getComputedStyle(e, '::after').display") == "none"
    citation = page.locator(".citation").first
    expect(citation).to_be_visible()
    expect(citation).to_contain_text("_build=")


def test_a_wide_table_is_printed_on_a_page_on_its_side(visitor):
    page = visitor().open("/matrix?least=5")
    pdf = page.pdf(prefer_css_page_size=True)
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    shapes = [float(width) > float(height) for width, height in boxes]
    assert shapes.count(True) >= 1
    assert len(shapes) < 12  # not fourteen, cut at the edge
