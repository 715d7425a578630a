"""A build as the tests run it, stage by stage."""

from __future__ import annotations

from pathlib import Path

from graph.pipeline import Pipeline, Settings
from tests.support.paths import ONTOLOGY, QUERIES, ROOT


def settings_for(curated: Path, build: Path, **others) -> Settings:
    """Return the settings of a build by the real ontology and questions, unless ``others`` name different ones."""
    given = {"ontology": ONTOLOGY, "queries": QUERIES, "pyproject": ROOT / "pyproject.toml"} | others
    return Settings(curated=curated, build=build, **given)


def run_pipeline(settings: Settings) -> Pipeline:
    pipeline = Pipeline(settings)
    pipeline.read()
    pipeline.verify_texts()
    pipeline.state()
    pipeline.conclude()
    pipeline.describe()
    pipeline.validate()
    pipeline.publish()
    return pipeline
