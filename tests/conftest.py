"""What the tests share: the tiny world, the real data, and where the source texts are."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from rdflib import Graph

from graph.pipeline import Pipeline, Settings
from graph.triples import ONTOLOGY_FILES
from tests.support.pipelines import run_pipeline

ROOT = Path(__file__).resolve().parent.parent
WORLD = Path(__file__).resolve().parent / "world"


def settings_for(curated: Path, build: Path, **others) -> Settings:
    return Settings(
        curated=curated,
        ontology=ROOT / "ontology",
        queries=ROOT / "queries",
        build=build,
        pyproject=ROOT / "pyproject.toml",
        **others,
    )


@pytest.fixture
def world(tmp_path) -> Path:
    """A copy of the tiny world that a test may change: ``curated`` and ``texts`` below it."""
    return Path(shutil.copytree(WORLD, tmp_path / "world"))


@pytest.fixture
def in_the_world(world, monkeypatch):
    """Stand in a copy of the tiny world, so that its files have short names."""
    monkeypatch.chdir(world)


@pytest.fixture(scope="session")
def world_pipeline(tmp_path_factory) -> Pipeline:
    """The tiny world, built once; its build is in ``settings.build``."""
    return run_pipeline(settings_for(WORLD / "curated", tmp_path_factory.mktemp("world"), sources=WORLD / "texts"))


@pytest.fixture(scope="session")
def real_pipeline(tmp_path_factory) -> Pipeline:
    """The real data, built once; its build is in ``settings.build``."""
    return run_pipeline(settings_for(ROOT / "graph" / "curated", tmp_path_factory.mktemp("real")))


@pytest.fixture(scope="session")
def sources() -> Path:
    """The folder of the source texts; a test that needs it is skipped where it is not at hand."""
    folder = os.environ.get("BACKSTOP_SOURCES")
    if not folder:
        pytest.skip("the source texts are not at hand: set BACKSTOP_SOURCES to their folder")
    return Path(folder)


@pytest.fixture(scope="module")
def graph() -> Graph:
    """The ontology and its alignments, for rdflib."""
    whole = Graph()
    for name in ONTOLOGY_FILES:
        whole.parse(ROOT / "ontology" / name)
    return whole
