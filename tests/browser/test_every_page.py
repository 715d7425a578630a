"""What every kind of page owes its reader, in a real browser: accessible, self-contained, still, within the window."""

from __future__ import annotations

import re

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]

# A page of every kind; a new kind is one line.
KINDS = (
    "/",
    "/questions/troops-without-us-backstop",
    "/questions/positions-on-a-measure?measure=us-backstop",
    "/questions/changed-positions",
    "/id/keir-starmer",
    "/id/us-backstop",
    "/id/london-summit-report",
    "/id/london-summit-2025-03-02",
    "/id/starmer-trump-meeting-report/wolff-troops-without-guarantee",
    "/matrix?least=5",
    "/matrix?kind=expert&least=2",
    "/matrix?kind=coalition&topic=territory",
    "/timeline?topic=backstop",
    "/network?kind=state",
    "/figures",
    "/ontology",
    "/sparql",
    "/search",
    "/search?q=zelensky",
    "/search?q=nothingness",
    "/stance?actor=keir-starmer&measure=us-backstop",
    "/stance?actor=mark-carney&measure=us-backstop",
    "/compare",
    "/compare?actor=united-kingdom&actor=france&leaders=yes",
    "/compare?actor=donald-trump&day=2025-03-02&day=2025-08-31",
    "/why?subject=keir-starmer&predicate=bst:supports&object=us-backstop",
    "/changes",
    "/questions",
    "/id/",
    "/actors",
    "/measures",
    "/documents",
    "/events?q=nothingness",
    "/about",
    "/report?page=/id/poland",
    "/method",
    "/programs",
    "/downloads/",
    "/embed/questions/positions-on-a-measure?measure=us-backstop",
    "/embed/matrix?kind=state",
    "/embed/timeline?topic=backstop",
    "/embed/network?kind=state",
    "/embed/figures",
    "/nowhere",
    "/questions/positions-on-a-measure?since=yesterday",
)
WIDTHS = (390, 1280)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """rules => axe.run({ runOnly: rules, resultTypes: ["violations"] }).then(found => found.violations.flatMap(
  violation => violation.nodes.map(node => `${violation.id}: ${node.target} ${node.failureSummary}`)))"""
# How much what was painted has moved, without what a reader's own act moved (the Layout Instability API).
SHIFT = """() => new Promise(done => { let sum = 0; new PerformanceObserver(list => list.getEntries().forEach(
  entry => { if (!entry.hadRecentInput) sum += entry.value })).observe({ type: "layout-shift", buffered: true });
  requestAnimationFrame(() => setTimeout(() => done(sum), 50)) })"""


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", KINDS)
def test_a_page_is_accessible_in_light_and_dark_and_asks_nobody_else(visitor, axe, site, path, width):
    visit = visitor(width, reduced_motion="reduce")
    page = visit.open(path)
    page.evaluate(axe)
    assert page.evaluate(RUN, {"type": "tag", "values": RULES}) == []
    page.emulate_media(color_scheme="dark")
    assert page.evaluate(RUN, {"type": "rule", "values": ["color-contrast"]}) == []
    assert visit.hosts == {site.removeprefix("http://")}
    wrong = [text for text in visit.complaints if "status of 40" not in text]
    assert wrong == []
    assert page.evaluate(SHIFT) < 0.01
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("h1").count() == 1
    assert page.title().endswith("Backstop") or page.title().startswith("Backstop")


def test_titles_tell_the_pages_apart(visitor, site):
    ask = visitor().page.request.get
    pages = [ask(site + path, headers={"Accept": "text/html"}).text() for path in KINDS if "?" not in path]
    titles = [re.search("<title>(.*?)</title>", page)[1] for page in pages]
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize("path", ["/", "/matrix", "/questions/troops-without-us-backstop"])
def test_more_contrast_is_given_to_those_who_ask_for_it(visitor, path):
    page = visitor(contrast="more").open(path)
    soft, ink = (
        page.evaluate("name => getComputedStyle(document.querySelector(name)).color", name) for name in (".lead", "h1")
    )
    assert soft == ink
