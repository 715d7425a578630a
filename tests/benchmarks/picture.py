"""Takes the README's pictures from the running site, in Chromium: ``make picture``."""

from __future__ import annotations

import shutil
import sys
import threading
from pathlib import Path

from playwright.sync_api import sync_playwright
from werkzeug.serving import make_server

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from webui import create_app  # noqa: E402  # the path above leads to it

# The file, the address, the window, and what to bring to the top of it.
PICTURES = (
    ("home.png", "/", (1180, 800), None),
    ("flagship.png", "/questions/troops-without-us-backstop", (1180, 800), None),
    ("phone.png", "/questions/troops-without-us-backstop", (390, 844), None),
    ("matrix.png", "/matrix?kind=state", (1180, 860), None),
    ("compare.png", "/compare?actor=united-kingdom&actor=france&leaders=yes", (1180, 900), None),
    ("timeline.png", "/timeline", (1180, 760), "#picture"),
)
LARGEST = 250_000  # bytes of one picture


def main() -> None:
    """Serve the build on a free port, take each picture, and stop."""
    server = make_server("127.0.0.1", 0, create_app(), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
            )
            for name, address, (width, height), top in PICTURES:
                page = browser.new_page(viewport={"width": width, "height": height}, reduced_motion="reduce")
                page.goto(f"http://127.0.0.1:{server.port}{address}", wait_until="networkidle")
                if top:
                    page.locator(top).evaluate("element => scrollTo(0, element.offsetTop - 12)")
                file = ROOT / "webui" / name
                page.screenshot(path=file)
                size = file.stat().st_size
                print(f"{file.relative_to(ROOT)}: {size:,} bytes")
                if size > LARGEST:
                    raise SystemExit(f"{name} is larger than {LARGEST:,} bytes")
            browser.close()
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


if __name__ == "__main__":
    main()
