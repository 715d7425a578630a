"""The editor says of an answer that the endpoint has cut that it is not whole."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from graph.sandbox.limits import SandboxLimits
from graph.store import EmbeddedStore
from tests.browser.conftest import served
from webui import create_app
from webui.sparql import service

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser"), pytest.mark.usefixtures("scripts")]
NOTE = "This is not the whole answer: the endpoint has cut it at its limit."
VALUES = "{ VALUES ?x { 1 2 3 } }"
TRIPLE = "<http://example.org/s> <http://example.org/p> ?x"


@pytest.fixture(scope="module")
def site(real_pipeline):
    """The site with an endpoint that gives two rows at most."""
    app = create_app(EmbeddedStore(real_pipeline.settings.build))
    service.install(app, SandboxLimits(workers=2, rows=2))
    with served(app) as address:
        yield address


@pytest.mark.parametrize(
    ("query", "summary"),
    [(f"SELECT ?x {VALUES}", "2 rows"), (f"CONSTRUCT {{ {TRIPLE} }} {VALUES}", "lines")],
    ids=["rows", "triples"],
)
def test_an_answer_that_is_cut_says_so(visitor, query, summary):
    page = visitor().open(f"/sparql#query={quote(query)}")
    expect(page.locator("#status")).to_contain_text(summary)
    expect(page.locator("#shown .note")).to_contain_text(NOTE)


def test_an_answer_that_is_whole_does_not(visitor):
    page = visitor().open(f"/sparql#query={quote('SELECT ?x { VALUES ?x { 1 2 } }')}")
    expect(page.locator("#status")).to_contain_text("2 rows")
    expect(page.locator("#shown .note")).to_have_count(0)


def test_without_scripts_the_page_says_so_too(visitor):
    page = visitor(java_script_enabled=False).open(f"/sparql?query={quote(f'SELECT ?x {VALUES}')}")
    expect(page.locator("#shown .note")).to_have_text(f"{NOTE} Ask for less.")
    expect(page.locator("#shown tbody tr")).to_have_count(2)
