"""The programs that a page shows run as they stand, against the site that shows them."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from html import unescape

import pytest

from tests.support.site_process import running_site

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("endpoint")]
FLAGSHIP = "/questions/troops-without-us-backstop"
COUNT = 2  # rows of the flagship's answer
SHELLS = {"curl": ["sh", "-c"], "R": ["Rscript", "-e"]}


@pytest.fixture(scope="module")
def programs(real_pipeline):
    """The programs of the flagship's page by name, while the site runs."""
    with running_site(real_pipeline.settings.build) as site:
        page = site.ask(FLAGSHIP, headers={"Accept": "text/html"})[2].decode()
        section = page[page.index('id="code"') : page.index('id="query"')]
        found = re.findall(r"<h3>([^<]+)</h3>\s*<div[^>]*><pre[^>]*><code>(.*?)</code>", section, re.DOTALL)
        yield {name: unescape(code) for name, code in found}


def run(programs, name: str) -> str:
    shell = SHELLS.get(name, [sys.executable, "-c"])
    if shutil.which(shell[0]) is None:
        pytest.skip(f"{shell[0]} is not installed")
    found = subprocess.run([*shell, programs[name]], capture_output=True, text=True, timeout=60, check=False)
    assert found.returncode == 0, found.stderr
    return found.stdout


@pytest.mark.parametrize("name", ["curl", "pandas", "SPARQLWrapper", "rdflib", "R"])
def test_it_prints_every_row(programs, name):
    assert programs.keys() == {"curl", "pandas", "SPARQLWrapper", "rdflib", "R"}
    printed = run(programs, name)
    if name == "curl":
        assert len(printed.strip().splitlines()) == 1 + COUNT
    elif name == "pandas":
        assert f"[{COUNT} rows x" in printed
    elif name == "R":
        assert len(re.findall(r"^\d+ +https://w3id.org/backstop/id/\S+ +Stefan Wolff", printed, re.MULTILINE)) == 1
    else:
        assert len(printed.strip().splitlines()) == COUNT
        assert "id/stefan-wolff" in printed
