"""A build as the tests run it, stage by stage."""

from __future__ import annotations

from graph.pipeline import Pipeline, Settings


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
