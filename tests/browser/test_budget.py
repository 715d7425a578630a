"""What a page costs its reader: bytes, and the time until its largest part is painted."""

from __future__ import annotations

import logging

import pytest

_log = logging.getLogger(__name__)
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]
LARGEST = """() => new Promise(done => { let last = 0; new PerformanceObserver(list => {
  last = list.getEntries().at(-1).startTime }).observe({ type: "largest-contentful-paint", buffered: true });
  requestAnimationFrame(() => setTimeout(() => done(last), 100)) })"""


@pytest.mark.parametrize("path", ["/", "/questions/troops-without-us-backstop"])
def test_home_and_the_flagship_weigh_less_than_60_kb_without_the_optional_scripts(visitor, path):
    visit = visitor()
    sizes = {}
    session = visit.page.context.new_cdp_session(visit.page)
    session.send("Network.enable")
    addresses = {}
    session.on(
        "Network.requestWillBeSent", lambda event: addresses.update({event["requestId"]: event["request"]["url"]})
    )
    session.on(
        "Network.loadingFinished",
        lambda event: sizes.update({addresses[event["requestId"]]: event["encodedDataLength"]}),
    )
    page = visit.open(path)
    needed = {address: size for address, size in sizes.items() if "/static/built/" not in address}
    assert any("style.css" in address for address in needed)
    assert sum(needed.values()) < 60_000
    largest = page.evaluate(LARGEST)
    _log.info("%s: %d bytes, largest paint after %d ms", path, sum(needed.values()), largest)  # --log-cli-level=INFO
    assert 0 < largest < 20_000  # no test fails on a clock
