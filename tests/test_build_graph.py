"""The pipeline as people run it: ``build_graph.py`` on the tiny world."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from difflib import unified_diff
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from graph.publication import QUADS, read_manifest
from graph.vocabulary import DESCRIBING_GRAPHS, ONTOLOGY_GRAPH, PREFIXES
from tests.support.paths import CURATED, ROOT, WORLD
from tests.support.world_files import replace

pytestmark = pytest.mark.slow  # each test runs the command in a process of its own

EXPECTED = WORLD / "expected"
# The ontology and the description of the build have tests of their own, and would drown the world in a golden file.
NOT_THE_WORLD = (ONTOLOGY_GRAPH, *DESCRIBING_GRAPHS)


def build(curated, folder, *arguments, cwd=ROOT, **environment):
    """Run build_graph.py in a process of its own; the variables given are set, and no source texts are known."""
    clean = {key: value for key, value in os.environ.items() if key != "BACKSTOP_SOURCES"}
    command = [sys.executable, ROOT / "build_graph.py", "--curated", curated, "--build", folder, *arguments]
    return subprocess.run(
        command, cwd=cwd, env=clean | environment, capture_output=True, text=True, timeout=120, check=False
    )


def digests(folder):
    release = (folder / "current").resolve()
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(release.iterdir())}


def difference(built: list[str], name: str, build: Path) -> str:
    """How lines differ from those in ``world/expected``, and what to do; nothing if they do not."""
    lines = list(unified_diff((EXPECTED / name).read_text(encoding="utf-8").splitlines(), built, "expected", "built"))
    if not lines:
        return ""
    accept = f"cp {build / name} {EXPECTED / name}"
    if name == QUADS:
        others = "|".join(graph.rpartition("/")[2] for graph in NOT_THE_WORLD)
        accept = f"grep -vE 'graph/({others})> \\.$' {build / name} > {EXPECTED / name}"
    return "\n".join((f"{name} is not as expected. Read every line; to accept the change: {accept}", *lines))


class TestGolden:
    def test_the_quads_are_exactly_these(self, world_pipeline):
        folder = world_pipeline.settings.build
        built = (folder / QUADS).read_text(encoding="utf-8").splitlines()
        others = tuple(f"<{graph}> ." for graph in NOT_THE_WORLD)
        about_the_world = [line for line in built if not line.endswith(others)]
        assert difference(about_the_world, QUADS, folder) == ""

    def test_the_table_of_statements_is_exactly_this(self, world_pipeline):
        folder = world_pipeline.settings.build
        built = (folder / "statements.csv").read_text(encoding="utf-8").splitlines()
        assert difference(built, "statements.csv", folder) == ""

    def test_a_difference_is_shown_with_the_way_to_accept_it(self, tmp_path):
        built = (EXPECTED / QUADS).read_text(encoding="utf-8").splitlines()
        removed, built[3] = built[3], "<a> <b> <c> <d> ."
        shown = difference(built, QUADS, tmp_path).splitlines()
        others = "ontology|questions|description|service"
        assert shown[0].endswith(f"grep -vE 'graph/({others})> \\.$' {tmp_path / QUADS} > {EXPECTED / QUADS}")
        assert [line for line in shown[4:] if line.startswith(("-", "+"))] == [f"-{removed}", "+<a> <b> <c> <d> ."]

    def test_the_tiny_world_uses_every_class_and_every_property(self, world_pipeline):
        quads = list(parse(path=world_pipeline.settings.build / QUADS, format=RdfFormat.N_QUADS))
        ontology = [quad for quad in quads if quad.graph_name.value == ONTOLOGY_GRAPH]
        world = [quad for quad in quads if quad.graph_name.value not in NOT_THE_WORLD]
        used = {term.value for quad in world for term in (quad.predicate, quad.object)}
        kinds = {PREFIXES["owl"] + name for name in ("Class", "ObjectProperty", "DatatypeProperty")}
        terms = {
            quad.subject.value
            for quad in ontology
            if quad.object.value in kinds and quad.subject.value.startswith(PREFIXES["bst"])
        }
        lists = {
            PREFIXES["bst"] + name for name in ("Attribution", "Confidence", "DateBasis", "Explicitness", "Verdict")
        }
        assert len(terms) > 100
        assert terms - used == lists  # closed lists: their items stand in the ontology itself


class TestDeterminism:
    @pytest.mark.parametrize(
        "environment",
        [
            {"TZ": "Pacific/Auckland", "LC_ALL": "C", "PYTHONHASHSEED": "1", "PYTHONUTF8": "0"},
            {"TZ": "America/Lima", "LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "PYTHONHASHSEED": "2"},
            {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "random", "SOURCE_DATE_EPOCH": "0", "HOME": "/"},
        ],
        ids=["auckland", "lima", "utc"],
    )
    def test_folder_time_zone_locale_and_hash_seed_make_no_difference(self, world, world_pipeline, environment):
        elsewhere = world / "else where é"
        elsewhere.mkdir()
        curated = Path(shutil.copytree(world / "curated", elsewhere / "b" / "curated"))
        texts = os.path.relpath(world / "texts", elsewhere)
        found = build(curated, "built", "--sources", texts, cwd=elsewhere, **environment)
        assert found.returncode == 0, found.stderr
        assert digests(elsewhere / "built") == digests(world_pipeline.settings.build)
        assert len(digests(elsewhere / "built")) > 4

    def test_the_reference_reasoner_gives_the_same_quads(self, tmp_path, world_pipeline):
        assert build(WORLD / "curated", tmp_path / "a", "--reasoner", "owlrl").returncode == 0
        assert digests(tmp_path / "a")[QUADS] == world_pipeline.manifest.digest
        assert read_manifest(tmp_path / "a")[1].reasoner == "owlrl"


class TestErrors:
    def test_every_fault_is_said_in_one_run_and_the_last_build_stays(self, world, tmp_path):
        folder, sources = tmp_path / "build", ("--sources", world / "texts")
        assert build(world / "curated", folder, *sources, cwd=tmp_path).returncode == 0
        before = digests(folder)
        report = world / "curated" / "documents" / "harbour-report.yaml"
        replace(report, "by: coast-party", "by: coast-partie")
        replace(report, "[285, 354]", "[285, 9999]")
        found = build(world / "curated", folder, *sources, cwd=tmp_path)
        assert found.returncode == 1
        file = "world/curated/documents/harbour-report.yaml"
        problems = [line for line in found.stderr.splitlines() if line.startswith("world/")]
        assert re.sub(r":\d+:", ":", "\n".join(problems)).splitlines() == [
            f"{file}: span: [285, 9999] reaches beyond the text of 500 code points",
            f"{file}: statements.4.by: no such thing: 'coast-partie', expected an actor; did you mean 'coast-party'?",
        ]
        assert "Traceback" not in found.stderr
        assert digests(folder) == before

    def test_a_violated_check_names_entity_file_and_line_and_fails_the_build(self, world, tmp_path):
        measures = world / "curated" / "registers" / "measures.yaml"
        replace(measures, "{id: free-passage,", "{id: free-passage, variant_of: [toll-free],")
        toll_free = (
            "{id: toll-free, label: Toll-free, definition: No tolls., topic: ships-topic, variant_of: [free-passage]}"
        )
        replace(measures, "guarantees:", f"  - {toll_free}\nguarantees:")
        found = build(world / "curated", tmp_path / "build", cwd=tmp_path)
        assert found.returncode == 1
        assert "\nworld/curated/registers/measures.yaml:17: id:toll-free: A measure is" in found.stderr
        assert not (tmp_path / "build" / "current").exists()

    def test_a_contradiction_names_both_facts_and_fails_the_build(self, world, tmp_path):
        report = world / "curated" / "documents" / "harbour-report.yaml"
        replace(report, "part_of: [harbour-page]", "copy_of: harbour-copy")
        found = build(world / "curated", tmp_path / "build", cwd=tmp_path)
        assert found.returncode == 1
        assert (
            "world/curated/documents/harbour-copy.yaml:5: id:harbour-copy: "
            "bst:copyOf does not hold in both directions (prp-asyp): "
            "id:harbour-copy bst:copyOf id:harbour-report [world/curated/documents/harbour-copy.yaml:5] and "
            "id:harbour-report bst:copyOf id:harbour-copy [world/curated/documents/harbour-report.yaml:8]"
        ) in found.stderr

    def test_a_folder_of_texts_that_is_not_there_is_said(self, tmp_path):
        found = build(WORLD / "curated", tmp_path / "build", "--sources", tmp_path / "nowhere")
        assert found.returncode == 1
        assert f"{tmp_path / 'nowhere'}: no such folder of source texts" in found.stderr


class TestRunning:
    def test_check_publishes_nothing(self, tmp_path):
        found = build(WORLD / "curated", tmp_path / "build", "--check")
        assert found.returncode == 0
        assert "12 statements" in found.stdout
        assert not (tmp_path / "build").exists()

    def test_the_texts_are_found_by_the_environment_too(self, tmp_path):
        found = build(WORLD / "curated", tmp_path / "build", "--check", BACKSTOP_SOURCES=str(WORLD / "texts"))
        assert "Spans verified in 4 of 4 documents." in found.stdout
        without = build(WORLD / "curated", tmp_path / "build", "--check")
        assert "Spans not verified: no source texts" in without.stdout

    def test_elsewhere_than_on_a_terminal_each_stage_is_one_plain_line(self, tmp_path):
        found = build(WORLD / "curated", tmp_path / "build")
        titles = [line.partition(":")[0] for line in found.stderr.splitlines()]
        assert titles == [
            "Reading the curated YAML",
            "Holding spans against the source texts",
            "Turning records into triples",
            "Concluding what follows",
            "Describing the data",
            "Validating shapes and checks",
            "Publishing the build",
        ]
        assert "\x1b" not in found.stderr

    @pytest.mark.skipif(not os.environ.get("BACKSTOP_SOURCES"), reason="BACKSTOP_SOURCES names no source texts")
    def test_the_real_data_agrees_with_the_texts(self, tmp_path):
        sources = os.environ["BACKSTOP_SOURCES"]
        found = build(CURATED, tmp_path / "build", "--check", "--sources", sources)
        assert found.returncode == 0, found.stderr
        assert re.search(r"Spans verified in (\d+) of \1 documents\.", found.stdout)
