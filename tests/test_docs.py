"""What the documents say is so."""

from __future__ import annotations

import re
import tomllib

import pytest

from tests.support.paths import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]


def test_the_readme_counts_what_is_there(real_pipeline):
    documents = real_pipeline.curation.documents
    statements = [statement for document in documents for statement in document.statements]
    positions = sum(len(statement.positions) for statement in statements)
    measures = sum(len(real_pipeline.curation.registers[name]) for name in ("measures", "guarantees"))
    flat = " ".join(README.split())
    assert len(documents) == 9
    assert f"{len(statements)} statements, {positions} positions towards {measures} measures and guarantees" in flat
    assert len({document.text.file for document in documents}) == 5


def test_every_make_target_that_is_named_exists():
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for name in ("README.md", "graph/curated/README.md"):
        named = set(re.findall(r"(?:^|`)make ([a-z]+)", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE))
        assert named
        assert named <= targets


@pytest.mark.parametrize("name", ["README.md", "graph/curated/README.md"])
def test_every_local_link_leads_to_a_file(name):
    page = ROOT / name
    links = re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8"))
    assert [link for link in links if "//" not in link and not (page.parent / link).exists()] == []


@pytest.mark.parametrize("name", ["CHANGELOG.md", "CITATION.cff", "ontology/backstop.ttl"])
def test_the_version_is_everywhere_the_same(name):
    assert VERSION in (ROOT / name).read_text(encoding="utf-8")


def test_every_pin_has_a_hash_and_no_address():
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (ROOT / name).read_text(encoding="utf-8")
        pins = re.findall(r"^(\S+)==\S+ \\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", text, re.MULTILINE)
        assert len(pins) == text.count("==")
        assert "://" not in text


def test_every_dependency_has_its_floor_and_its_pin():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    pinned = (ROOT / "requirements.txt").read_text(encoding="utf-8").lower()
    for dependency in project["project"]["dependencies"]:
        name, floor, _ = re.fullmatch(r"([\w-]+)>=([\d.]+)(,!=[\d.*]+)?", dependency).groups()
        assert floor
        assert f"\n{name.lower()}==" in f"\n{pinned}"
