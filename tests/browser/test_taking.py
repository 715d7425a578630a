"""Taking things along in a real browser: the buttons that copy, and the frames on other sites."""

from __future__ import annotations

import re
import threading
from datetime import date
from html import unescape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]

ANSWER = "/questions/positions-of-one-actor?actor=donald-trump"
STATEMENT = "/id/starmer-trump-meeting-report/wolff-troops-without-guarantee"
CLIPBOARD = ["clipboard-read", "clipboard-write"]


@pytest.fixture
def elsewhere():
    """A site of somebody else: serves whatever HTML is put into ``page``, at ``address``."""

    class Handler(BaseHTTPRequestHandler):
        page = ""

        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(f"<!doctype html><title>Elsewhere</title>{Handler.page}".encode())

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    Handler.address = f"http://127.0.0.1:{server.server_port}/"
    yield Handler
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.usefixtures("scripts")
@pytest.mark.parametrize("path", [ANSWER, STATEMENT, "/matrix?kind=state"])
def test_every_text_to_take_can_be_copied_with_the_keyboard(visitor, path):
    visit = visitor(permissions=CLIPBOARD)
    page = visit.open(path)
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    sources = page.locator("[data-copy]")
    assert sources.count() >= 5
    for number in range(sources.count()):
        source = sources.nth(number)
        name = source.get_attribute("data-copy")
        button = source.locator("xpath=following-sibling::button[1]")
        assert button.get_attribute("aria-label") == f"Copy {name}"
        button.press("Enter")
        page.get_by_role("status").filter(has_text=f"Copied: {name}").wait_for(state="attached")
        assert page.evaluate("navigator.clipboard.readText()") == source.text_content()
    assert visit.complaints == []


@pytest.mark.usefixtures("scripts")
def test_where_the_clipboard_is_closed_the_text_is_selected(visitor):
    visit = visitor()
    visit.page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page = visit.open(STATEMENT)
    page.get_by_role("button", name="Copy citation").click()
    page.get_by_role("status").filter(has_text="Selected: citation").wait_for(state="attached")
    assert page.evaluate("getSelection().toString()") == page.locator("[data-copy=citation]").inner_text()


@pytest.mark.usefixtures("scripts")
def test_the_browser_adds_the_day_of_the_visit(visitor):
    page = visitor().open(STATEMENT)
    first = date.today()  # noqa: DTZ011 -- the visitor's own day, which may change while the page opens
    citation = page.locator("[data-copy=citation]").inner_text()
    days = {f"Retrieved {day:%B} {day.day}, {day:%Y}, from http" for day in (first, date.today())}  # noqa: DTZ011
    assert any(day in citation for day in days)
    assert re.search(r"urldate = \{\d{4}-\d\d-\d\d\},\n\}", page.locator("[data-copy=BibTeX]").text_content())


def test_without_scripts_there_is_no_button_and_no_day(visitor):
    page = visitor(java_script_enabled=False).open(STATEMENT)
    assert page.locator("button.copy").count() == 0
    assert "Retrieved" not in page.locator("[data-copy=citation]").inner_text()


@pytest.mark.parametrize("path", [ANSWER, "/matrix?kind=state", "/timeline?topic=backstop", "/figures"])
@pytest.mark.parametrize("scripted", [True, False])
def test_what_the_page_gives_to_paste_works_on_another_site(visitor, elsewhere, path, scripted):
    visit = visitor(java_script_enabled=scripted)
    source = visit.open(path).locator("[data-copy=HTML]").text_content()
    elsewhere.page = source
    visit.page.goto(elsewhere.address)
    frame = visit.page.frame_locator("iframe")
    frame.get_by_role("heading", level=1).wait_for()
    frame.locator("table").first.wait_for(state="attached")
    title = unescape(re.search('title="([^"]+)"', source)[1])
    assert visit.page.locator("iframe").get_attribute("title") == title
    assert visit.complaints == []


def test_a_link_in_a_frame_opens_outside_of_it(visitor, elsewhere):
    visit = visitor()
    elsewhere.page = visit.open(ANSWER).locator("[data-copy=HTML]").text_content()
    visit.page.goto(elsewhere.address)
    link = visit.page.frame_locator("iframe").get_by_role("contentinfo").get_by_role("link").first
    with visit.page.context.expect_page() as opened:
        link.click()
    opened.value.wait_for_load_state()
    assert opened.value.url.endswith(ANSWER)
    assert visit.page.url == elsewhere.address


def test_no_full_page_can_be_framed(visitor, elsewhere, site):
    visit = visitor()
    elsewhere.page = f'<iframe src="{site}{ANSWER}" title="x"></iframe>'
    visit.page.goto(elsewhere.address)
    assert visit.page.frame_locator("iframe").get_by_role("heading", level=1).count() == 0
    assert any("frame-ancestors" in complaint for complaint in visit.complaints)
