"""Builds the graph: reads ``graph/curated`` and ``ontology``, reasons, checks, and publishes to ``build``."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from graph.errors import BackstopError
from graph.pipeline import Pipeline, Settings
from graph.progress import progress

ROOT = Path(__file__).resolve().parent


def main(arguments: list[str] | None = None) -> int:
    """Run the stages; return 0 for a build in place, 1 for problems, which are then printed."""
    settings = parse_arguments(arguments)
    with progress(sys.stderr) as stage:
        pipeline = Pipeline(settings)
        try:
            stage("Reading the curated YAML", pipeline.read)
            stage("Holding spans against the source texts", pipeline.verify_texts)
            stage("Turning records into triples", pipeline.state)
            stage("Concluding what follows", pipeline.conclude)
            stage("Describing the data", pipeline.describe)
            stage("Validating shapes and checks", pipeline.validate)
            if not settings.check_only:
                stage("Publishing the build", pipeline.publish)
        except BackstopError as error:
            print(error, file=sys.stderr)
            return 1
    print(pipeline.summary())
    return 0


def parse_arguments(arguments: list[str] | None) -> Settings:
    """Read the command line; ``--sources`` falls back to the environment variable ``BACKSTOP_SOURCES``."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--sources",
        type=Path,
        default=os.environ.get("BACKSTOP_SOURCES") or None,
        help="folder of the source texts, to verify every span (default: $BACKSTOP_SOURCES)",
    )
    parser.add_argument(
        "--reasoner",
        choices=("rules", "owlrl"),
        default="rules",
        help="what concludes: the compiled rules, or the reference reasoner owlrl",
    )
    parser.add_argument("--check", action="store_true", help="check everything, publish nothing")
    for name in ("curated", "ontology", "queries", "build"):
        default = ROOT / ("graph/curated" if name == "curated" else name)
        parser.add_argument(f"--{name}", type=Path, default=default, help=f"the {name} folder (default: %(default)s)")
    options = parser.parse_args(arguments)
    return Settings(
        curated=options.curated,
        ontology=options.ontology,
        queries=options.queries,
        build=options.build,
        sources=Path(options.sources) if options.sources else None,
        reasoner=options.reasoner,
        check_only=options.check,
        pyproject=ROOT / "pyproject.toml",
    )


if __name__ == "__main__":
    raise SystemExit(main())
