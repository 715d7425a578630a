"""What the tests share: the tiny world, the real data, their sites, and where the source texts are."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from rdflib import Graph

from graph.pipeline import Pipeline
from graph.store import EmbeddedStore
from graph.triples import ONTOLOGY_FILES
from graph.vocabulary import PREFIXES
from tests.support.paths import CURATED, ONTOLOGY, WORLD
from tests.support.pipelines import run_pipeline, settings_for
from webui import create_app


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


@pytest.fixture
def build(world_pipeline, tmp_path) -> Path:
    """A copy of the tiny world's build that a test may damage."""
    return Path(shutil.copytree(world_pipeline.settings.build, tmp_path / "build", symlinks=True))


@pytest.fixture(scope="session")
def real_pipeline(tmp_path_factory) -> Pipeline:
    """The real data, built once; its build is in ``settings.build``."""
    return run_pipeline(settings_for(CURATED, tmp_path_factory.mktemp("real")))


@pytest.fixture(scope="session")
def world_store(world_pipeline) -> EmbeddedStore:
    return EmbeddedStore(world_pipeline.settings.build)


@pytest.fixture(scope="session")
def real_store(real_pipeline) -> EmbeddedStore:
    return EmbeddedStore(real_pipeline.settings.build)


@pytest.fixture(scope="session")
def world_client(world_store) -> FlaskClient:
    """A client of the site on the tiny world; a test that changes the site makes one of its own."""
    return create_app(world_store).test_client()


@pytest.fixture(scope="session")
def real_client(real_store) -> FlaskClient:
    """A client of the site on the real data; a test that changes the site makes one of its own."""
    return create_app(real_store).test_client()


@pytest.fixture(scope="session")
def sources() -> Path:
    """The folder of the source texts; a test that needs it is skipped where it is not at hand."""
    folder = os.environ.get("BACKSTOP_SOURCES")
    if not folder:
        pytest.skip("the source texts are not at hand: set BACKSTOP_SOURCES to their folder")
    return Path(folder)


@pytest.fixture(scope="session")
def terms(graph) -> set[str]:
    """The names of all terms of ours."""
    ours = PREFIXES["bst"]
    return {str(term).removeprefix(ours) for term in graph.subjects() if str(term).startswith(ours)}


@pytest.fixture(scope="session")
def graph() -> Graph:
    """The ontology and its alignments, for rdflib."""
    whole = Graph()
    for name in ONTOLOGY_FILES:
        whole.parse(ONTOLOGY / name)
    return whole
