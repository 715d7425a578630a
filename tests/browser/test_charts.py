"""The charts as drawn, mark by mark, and saved as SVG and PNG."""

from __future__ import annotations

import re
import struct
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]
SVG = "{http://www.w3.org/2000/svg}"
PICTURES = ["matrix", "timeline", "figures", "network"]


@pytest.fixture
def network(visitor, scripts):
    assert scripts.is_dir()
    page = visitor().open("/network")
    page.locator(".zoom button").first.wait_for()
    return page


def test_the_network_has_a_mark_for_each_actor_measure_and_line(network):
    data = network.evaluate("fetch('/network.json').then(one => one.json())")
    actors = [node["label"] for node in data["nodes"] if node["kind"] == "actor"]
    assert network.locator("figure .node.actor circle").count() == len(actors) > 0
    assert network.locator("figure .node.measure .box").count() == len(data["nodes"]) - len(actors) > 0
    drawn = network.locator("figure .link title").all_text_contents()
    assert sorted(drawn) == sorted(
        f"{link['actorLabel']}, {link['measureLabel']}: {link['word']}, {link['note']}" for link in data["links"]
    )
    assert len(drawn) == network.locator("main table.answer tbody tr").count() > 0
    for stance in ("supports", "conditional", "opposes", "uncommitted", "doubts"):
        expected = sum(link["stance"] == stance for link in data["links"])
        assert network.locator(f"figure .tie.{stance}").count() == expected
        assert network.locator(f"figure use[href='#sign-{stance}']").count() == expected


def test_a_click_on_a_name_narrows_the_network_without_scripts_too(visitor):
    page = visitor(java_script_enabled=False).open("/network")
    page.locator("figure .node.actor", has_text="Keir Starmer").locator("text").click()
    expect(page).to_have_url(re.compile(r"/network\?actor=keir-starmer$"))
    expect(page.locator("figure .node.actor")).to_have_count(1)
    expect(page.locator("p.narrowed")).to_contain_text("Only Keir Starmer")
    page.get_by_role("link", name="show all actors").click()
    expect(page).to_have_url(re.compile(r"/network$"))


def test_the_network_is_enlarged_by_button_and_key_and_by_the_wheel_only_with_a_modifier(network):
    figure, svg = network.locator("figure"), network.locator("figure svg.web")
    whole = float(svg.get_attribute("width"))
    network.get_by_role("button", name="Enlarge").click()
    assert float(svg.get_attribute("width")) == pytest.approx(whole * 1.25)
    figure.focus()
    network.keyboard.press("+")
    assert float(svg.get_attribute("width")) == pytest.approx(whole * 1.25**2)
    network.keyboard.press("0")
    assert float(svg.get_attribute("width")) == pytest.approx(whole)
    network.keyboard.press("-")
    assert float(svg.get_attribute("width")) == pytest.approx(whole / 1.25)
    network.keyboard.press("0")
    wheel = "(one, ctrlKey) => one.dispatchEvent(new WheelEvent('wheel', {deltaY: -100, ctrlKey, cancelable: true}))"
    assert figure.evaluate(f"one => ({wheel})(one, false)")
    assert float(svg.get_attribute("width")) == pytest.approx(whole)
    assert not figure.evaluate(f"one => ({wheel})(one, true)")
    assert float(svg.get_attribute("width")) == pytest.approx(whole * 1.25)


def test_a_click_narrows_the_matrix_and_the_timeline_without_scripts(visitor):
    page = visitor(java_script_enabled=False).open("/matrix")
    page.get_by_role("link", name="European force in Ukraine", exact=True).click()
    expect(page).to_have_url(re.compile(r"/matrix\?measure=european-force$"))
    page.locator("th[scope=row] a", has_text="Keir Starmer").click()
    expect(page).to_have_url(re.compile(r"measure=european-force&actor=keir-starmer"))
    expect(page.locator("table.matrix tbody tr")).to_have_count(1)
    page.goto(page.url.partition("/matrix")[0] + "/timeline")
    page.locator("svg.timeline a", has_text="March 2025").click()
    expect(page).to_have_url(re.compile(r"from=2025-03-01&to=2025-03-31"))
    expect(page.locator("svg.timeline .month")).to_have_text(["March 2025"])


def test_actors_are_ticked_in_the_matrix_and_compared_without_scripts(visitor):
    page = visitor(java_script_enabled=False).open("/matrix?topic=troops&leaders=yes")
    for name in ("France", "United Kingdom"):
        page.get_by_role("checkbox", name=f"Compare {name}", exact=True).check()
    page.get_by_role("button", name="Compare the ticked actors").click()
    expect(page).to_have_url(re.compile(r"/compare\?leaders=yes&topic=troops&actor=[\w-]+&actor=[\w-]+$"))
    expect(page.locator("h1")).to_contain_text("France")
    expect(page.locator("h1")).to_contain_text("United Kingdom")


def test_the_matrix_has_data_at_first_sight(visitor):
    page = visitor().open("/matrix")
    row = page.locator("table.matrix tbody tr").first.bounding_box()
    assert row["y"] + row["height"] <= 800
    assert page.locator("td.silent-count").first.bounding_box()["x"] < 500


@pytest.mark.parametrize("width", [320, 390])
@pytest.mark.parametrize("picture", ["matrix", "timeline", "network", "network?view=agreement", "figures"])
def test_on_a_phone_a_picture_is_ten_screens_at_most_and_nothing_is_clipped(visitor, picture, width):
    page = visitor(width=width).open(f"/{picture}")
    root = page.locator("html")
    assert root.evaluate("one => one.scrollHeight") <= 8440
    assert root.evaluate("one => one.scrollWidth") <= width
    clipped = page.locator("a.mark, table.answer td").evaluate_all(
        "all => all.filter(one => one.checkVisibility() && one.scrollWidth > one.clientWidth + 1)"
        ".map(one => one.textContent)"
    )
    assert clipped == []


def test_names_in_the_network_do_not_cover_one_another(network):
    boxes = network.locator("figure .node text").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect()).map(box => [box.left, box.top, box.right, box.bottom])"
    )
    over = [
        (one, other)
        for index, one in enumerate(boxes)
        for other in boxes[index + 1 :]
        if one[0] < other[2] and other[0] < one[2] and one[1] < other[3] - 1 and other[1] < one[3] - 1
    ]
    assert over == []


def test_an_actor_in_focus_stands_out_in_the_network(network):
    node = network.locator("figure .node.actor", has_text="Volodymyr Zelenskyy")
    node.locator("a").focus()
    expect(network.locator("figure .link:not(.quiet)")).to_have_count(1)
    expect(network.locator("figure .node:not(.quiet)")).to_have_count(2)


def test_the_timeline_shows_each_dated_statement_and_each_event(visitor):
    page = visitor().open("/timeline")
    chart = page.locator("svg.timeline")
    data = page.evaluate("fetch('/timeline.json').then(one => one.json())")
    assert chart.locator(".dot").count() == sum(bool(one["on"]) for one in data["statements"]) > 0
    assert chart.locator(".flag:not(.change) text").all_text_contents() == [
        "Call of the coalition of the willing after the White House talks",
        "White House talks of Trump with Zelenskyy and European leaders",
        "Trump's call to Putin during the White House talks",
        "Alaska summit of Trump and Putin",
        "London summit",
        "Trump's meeting with Zelenskyy in February 2025",
        "Starmer's meeting with Trump at the White House",
    ]
    # The changes of position that there are lie between two days, so that none is a flag on one.
    assert chart.locator(".flag.change text").all_text_contents() == []
    left, right = (chart.bounding_box()[key] for key in ("x", "width"))
    for text in chart.locator("text").all():
        box = text.bounding_box()
        assert left - 1 <= box["x"]
        assert box["x"] + box["width"] <= left + right + 1


def test_the_figures_stand_in_order_and_their_marks_in_proportion(visitor):
    page = visitor().open("/figures")
    ends = page.locator("section.chart").first.locator(".end")
    assert ends.count() == 4
    circles = [box["x"] + box["width"] / 2 for box in (end.bounding_box() for end in ends.locator("circle").all())]
    zero = page.locator("section.chart .strip .grid").first.bounding_box()["x"]
    unit = (circles[-1] - zero) / 700_000
    assert [round((place - zero) / unit / 10_000) for place in circles] == [3, 10, 70]
    arrow = ends.locator("path").bounding_box()
    assert arrow["x"] < zero + 500_000 * unit < arrow["x"] + arrow["width"]


@pytest.mark.usefixtures("scripts")
@pytest.mark.parametrize("picture", PICTURES)
def test_a_picture_is_saved_as_svg_and_as_png(visitor, picture, tmp_path):
    visit = visitor(accept_downloads=True)
    page = visit.open(f"/{picture}")
    saved = {}
    for form in ("SVG", "PNG"):
        role = "button" if form == "PNG" else "link"
        with page.expect_download() as download:
            page.get_by_role(role, name=f"Picture as {form}").click()
        assert download.value.suggested_filename == f"backstop-{picture}.{form.lower()}"
        download.value.save_as(tmp_path / form)
        saved[form] = (tmp_path / form).read_bytes()
    drawing = ET.fromstring(saved["SVG"])
    assert drawing.tag == f"{SVG}svg"
    width, height = (float(drawing.get(name)) for name in ("width", "height"))
    texts = " ".join("".join(text.itertext()) for text in drawing.iter(f"{SVG}text"))
    assert {
        "matrix": "Keir Starmer",
        "timeline": "London summit",
        "figures": "30,000 troops",
        "network": "US backstop",
    }[picture] in texts
    uses = {use.get("href") for use in drawing.iter(f"{SVG}use")}
    assert uses <= {f"#{symbol.get('id')}" for symbol in drawing.iter(f"{SVG}symbol")}
    assert saved["PNG"][:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", saved["PNG"][16:24]) == (round(width * 2), round(height * 2))
    assert len(saved["PNG"]) > 20_000
    assert visit.complaints == []


@pytest.mark.parametrize(
    "address",
    [
        *("/matrix.svg", "/matrix.svg?kind=state&leaders=yes", "/matrix.svg?actor=keir-starmer&measure=european-force"),
        *("/timeline.svg", "/timeline.svg?from=2025-08-01&to=2025-08-31&positions=1", "/figures.svg"),
        *("/network.svg", "/network.svg?view=agreement", "/network.svg?view=agreement&actor=keir-starmer"),
    ],
)
def test_no_text_of_a_saved_picture_leaves_it(visitor, address):
    page = visitor().open(address)
    beyond = page.evaluate(
        """() => {
          const { width, height } = document.documentElement.viewBox.baseVal;
          return [...document.querySelectorAll("text")].filter((text) => {
            const box = text.getBoundingClientRect();
            return box.left < 0 || box.top < 0 || box.right > width || box.bottom > height;
          }).map((text) => text.textContent);
        }"""
    )
    assert beyond == []
