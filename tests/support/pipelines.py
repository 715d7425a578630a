"""A build as the tests run it, stage by stage."""

from __future__ import annotations

from graph.pipeline import Pipeline, Settings


def run_pipeline(settings: Settings) -> Pipeline:
    pipeline = Pipeline(settings)
    for stage in (pipeline.read, pipeline.verify_texts, pipeline.state, pipeline.conclude, pipeline.validate):
        stage()
    pipeline.publish()
    return pipeline
