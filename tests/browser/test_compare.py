"""Actors side by side in a real browser: chosen without scripts, read on a phone, printed."""

from __future__ import annotations

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]

PAIR = "/compare?actor=united-kingdom&actor=france&leaders=yes"
# The text that is cut off at its own edge, of whatever is in a table.
CLIPPED = """() => [...document.querySelectorAll("table.compare *")].filter(each =>
  each.clientWidth && each.scrollWidth > each.clientWidth + 1 && getComputedStyle(each).overflowX !== "visible")
  .map(each => each.textContent)"""


def test_two_states_are_compared_without_scripts_and_a_third_is_added(visitor):
    page = visitor(java_script_enabled=False).open("/compare")
    page.select_option("#actor-1", label="United Kingdom")
    page.select_option("#actor-2", label="France")
    page.check("#leaders")
    page.locator("form.parameters button").first.click()
    assert "the United Kingdom and France take the same position" in page.locator(".verdict").inner_text()
    assert page.locator("h1").inner_text() == "Compare the United Kingdom and France"
    page.select_option("#actor-3", label="Germany")
    page.locator("form.parameters button").first.click()
    assert page.locator("table.compare").first.locator("thead th").count() == 4
    page.locator("a.without").first.click()
    assert page.locator("h1").inner_text() == "Compare France and Germany"


def test_on_a_phone_each_measure_is_a_block_in_which_every_cell_has_its_name(visitor):
    page = visitor(390).open(PAIR)
    cells = page.locator("table.compare").first.locator("tbody tr:not(.topic) td")
    names = cells.evaluate_all("cells => cells.map(each => getComputedStyle(each, '::before').content)")
    assert set(names) == {'"United Kingdom"', '"France"'}
    boxes = [cells.nth(index).bounding_box() for index in range(2)]
    assert boxes[0]["x"] == boxes[1]["x"]
    assert boxes[0]["y"] < boxes[1]["y"]
    assert page.evaluate(CLIPPED) == []
    assert page.evaluate("document.documentElement.scrollHeight") < 12 * 844


def test_what_is_printed_has_the_sentences_and_every_table_and_no_forms(visitor):
    page = visitor().open(PAIR)
    page.emulate_media(media="print")
    assert page.locator(".verdict").is_visible()
    assert page.locator("table.compare").first.is_visible()
    assert not page.locator("form.parameters").first.is_visible()
