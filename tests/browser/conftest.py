"""One Chromium and one running site for all the tests here; where there is no Chromium they are skipped."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.serving import WSGIRequestHandler, make_server

from graph.store import EmbeddedStore
from tests.support.paths import ROOT
from webui import create_app
from webui.sparql import service

AXE = ROOT / "webui" / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, PROGRAMS)), None)
ARGUMENTS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
)


class _Silent(WSGIRequestHandler):
    def log(self, *_):
        pass


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """Serve ``app``, and end with it the workers of its endpoint; its address."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Silent)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()
    service.close(app)


@pytest.fixture(scope="session")
def site(real_pipeline) -> Iterator[str]:
    """The address of the site over the real data."""
    with served(create_app(EmbeddedStore(real_pipeline.settings.build))) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, started once."""
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed (on Debian: chromium; CHROMIUM may name another)")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield running
        running.close()


class Visit:
    """A visitor's page, and what went wrong or went elsewhere while it was open."""

    def __init__(self, page: Page, site: str) -> None:
        self.page = page
        self.complaints: list[str] = []
        self.hosts: set[str] = set()
        self._site = site
        page.on("console", lambda message: self._note(message.type, message.text))
        page.on("pageerror", lambda error: self._note("error", str(error)))
        page.on("request", lambda request: self.hosts.add(urlsplit(request.url).netloc))

    def _note(self, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            self.complaints.append(text)

    def open(self, path: str) -> Page:
        """Go to a page of the site, until all that it asks for is there."""
        self.page.goto(self._site + path, wait_until="load")
        return self.page


@pytest.fixture
def visitor(browser, site):
    """Make visits; how wide the window is, whether scripts run, and the rest of Playwright's context are arguments."""
    contexts = []

    def visit(width: int = 1280, **options) -> Visit:
        context = browser.new_context(viewport={"width": width, "height": 844 if width < 600 else 900}, **options)
        context.set_default_timeout(20_000)
        contexts.append(context)
        return Visit(context.new_page(), site)

    yield visit
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def scripts() -> Path:
    """The folder of the built scripts; a test that needs them is skipped where they are not built."""
    built = ROOT / "webui" / "static" / "built"
    if not (built / "network.js").is_file():
        pytest.skip("the optional scripts are not built: make .venv/frontend")
    return built


@pytest.fixture(scope="session")
def axe() -> str:
    """The text of axe-core."""
    if not AXE.is_file():
        pytest.skip("axe-core is not installed: make .venv/frontend")
    return AXE.read_text(encoding="utf-8")
