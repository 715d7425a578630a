"""What a build is made of, how it is put in place, and what is refused."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from pyoxigraph import Literal, RdfFormat, Triple, parse, serialize
from rdflib import Graph
from rdflib.compare import to_isomorphic

from graph import publication
from graph.errors import BuildError
from graph.publication import MANIFEST, QUADS, contents, manifest_of, publish, read_manifest, verified_file
from graph.serialisation import rdf_bytes
from graph.vocabulary import BST, INFERRED_GRAPH, PREFIXES, REGISTERS_GRAPH
from tests.support.builds import ALL, LABEL, a_build, opened, quad
from tests.support.paths import ROOT
from tests.support.site_process import clean_environment


class TestManifest:
    def test_what_is_published_is_what_is_read(self, tmp_path):
        quads = [quad("a"), quad("b"), quad("b"), quad("c", graph=INFERRED_GRAPH)]
        files = contents(quads, ALL)
        manifest = manifest_of(files, quads, "0.1.0", "owlrl", ["b-text", "a-text"])
        release = publish(files, manifest, tmp_path)
        assert read_manifest(tmp_path) == (release.resolve(), manifest)

    def test_it_says_what_the_build_holds(self):
        quads = [quad("a"), quad("b"), quad("b"), quad("c", graph=INFERRED_GRAPH)]
        manifest = manifest_of({QUADS: b"x", "a.txt": b""}, quads, "0.1.0", "rules", ["b-text", "a-text"])
        assert json.loads(manifest.to_json()) == {
            "files": {"a.txt": hashlib.sha256(b"").hexdigest(), QUADS: hashlib.sha256(b"x").hexdigest()},
            "graphs": {INFERRED_GRAPH: 1, REGISTERS_GRAPH: 2},
            "name": "backstop",
            "reasoner": "rules",
            "verified_texts": ["a-text", "b-text"],
            "version": "0.1.0",
        }
        assert (manifest.stated, manifest.concluded) == (2, 1)
        assert manifest.digest == hashlib.sha256(b"x").hexdigest()

    def test_a_build_without_conclusions_counts_none(self):
        assert manifest_of({QUADS: b""}, [quad("a")], "1", "rules", []).concluded == 0


class TestContents:
    def test_the_same_quads_in_another_order_give_the_same_bytes(self, world_pipeline):
        quads = world_pipeline.published
        shuffled = quads * 2
        random.Random(7).shuffle(shuffled)
        query = world_pipeline._statements_query()
        files = contents(shuffled, query)
        assert files == contents(reversed(quads), query)
        assert files.items() <= world_pipeline.files.items()

    def test_the_quads_are_sorted_one_a_line(self, world_pipeline):
        lines = world_pipeline.files[QUADS].decode().split("\n")
        assert lines.pop() == ""
        assert lines == sorted(set(lines))
        assert len(lines) == len(set(world_pipeline.published))

    @pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # inside rdflib
    @pytest.mark.parametrize(("name", "syntax"), [("backstop.ttl", "turtle"), ("backstop.jsonld", "json-ld")])
    def test_the_other_syntaxes_hold_the_union_of_the_graphs(self, world_pipeline, name, syntax):
        triples = {quad.triple for quad in parse(world_pipeline.files[QUADS], RdfFormat.N_QUADS)}
        union = Graph().parse(data=serialize(triples, format=RdfFormat.N_TRIPLES), format="nt")
        other = Graph().parse(data=world_pipeline.files[name], format=syntax)
        assert len(other) == len(union) > 1000
        assert to_isomorphic(other) == to_isomorphic(union)

    def test_the_prefixes_of_turtle_are_sorted(self):
        triple = Triple(BST.Actor, LABEL, Literal("actor", language="en"))
        names = sorted(name for name in PREFIXES if name != "id")
        expected = [f"@prefix {name}: <{PREFIXES[name]}> ." for name in names]
        assert rdf_bytes([triple], "ttl").decode().splitlines() == [*expected, 'bst:Actor rdfs:label "actor"@en .']

    def test_turtle_of_nothing_is_nothing(self):
        assert rdf_bytes([], "ttl") == b""

    @pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
    def test_a_cell_that_a_spreadsheet_would_run_is_made_words(self, start):
        text = f"{start}1+1"
        files = contents([quad("a", text)], "SELECT ?o ?none WHERE { ?s ?p ?o }")
        rows = list(csv.reader(io.StringIO(files["statements.csv"].decode(), newline="")))
        assert rows == [["o", "none"], [f"'{text}", ""]]

    @pytest.mark.parametrize("text", ["1=1", "a+b", "x@y", 'say "no", twice\nor not', "'=1", "", "é😀"])
    def test_any_other_cell_stays_as_it_is(self, text):
        files = contents([quad("a", text)], "SELECT ?o ?s WHERE { ?s ?p ?o }")
        rows = list(csv.reader(io.StringIO(files["statements.csv"].decode(), newline="")))
        assert rows == [["o", "s"], [text, "http://example.org/a"]]


class TestPublish:
    def test_people_find_every_file_by_its_name(self, tmp_path):
        files, manifest = a_build("one")
        publish(files, manifest, tmp_path)
        found = {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}
        assert found == {**files, MANIFEST: manifest.to_json().encode()}

    def test_a_second_build_takes_the_place_of_the_first(self, tmp_path):
        publish(*a_build("one"), tmp_path)
        publish(*a_build("two"), tmp_path)
        assert opened(tmp_path) == a_build("two")[0]
        assert (tmp_path / QUADS).read_bytes() == a_build("two")[0][QUADS]

    def test_a_release_can_be_read_by_another_user(self, tmp_path):
        release = publish(*a_build("one"), tmp_path)
        assert release.stat().st_mode & 0o777 == 0o755

    def test_the_last_three_builds_are_kept(self, tmp_path):
        releases = [publish(*a_build(str(number)), tmp_path) for number in range(6)]
        for age, release in enumerate(releases[:5]):
            if release.exists():
                os.utime(release, (age, age))
        releases.append(publish(*a_build("6"), tmp_path))
        assert {path.name for path in (tmp_path / "releases").iterdir()} == {path.name for path in releases[-3:]}

    def test_whoever_reads_the_last_build_still_finds_its_files(self, tmp_path):
        publish(*a_build("one"), tmp_path)
        release, manifest = read_manifest(tmp_path)
        publish(*a_build("two"), tmp_path)
        assert verified_file(release, manifest, "other.txt") == a_build("one")[0]["other.txt"]

    def test_what_killed_processes_left_does_not_push_out_the_last_build(self, tmp_path):
        publish(*a_build("one"), tmp_path)
        release, manifest = read_manifest(tmp_path)
        os.utime(release, (1, 1))
        for age in range(2, 6):
            unfinished = tmp_path / "releases" / f"unfinished-{age}"
            unfinished.mkdir()
            os.utime(unfinished, (age, age))
        newest = publish(*a_build("two"), tmp_path)
        assert verified_file(release, manifest, QUADS) == a_build("one")[0][QUADS]
        left = {path.name for path in (tmp_path / "releases").iterdir()}
        assert left == {release.name, newest.name, "unfinished-4", "unfinished-5"}

    @pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="needs /proc to see which file is flushed")
    def test_everything_is_on_the_disk_before_the_build_is_in_place(self, tmp_path, monkeypatch):
        flushed, before = [], []
        real_flush, real_replace = os.fsync, os.replace

        def flush(descriptor):
            flushed.append(Path(f"/proc/self/fd/{descriptor}").readlink())
            real_flush(descriptor)

        def replace(source, target):
            if Path(target).name == "current":
                before.extend(flushed)
            real_replace(source, target)

        monkeypatch.setattr(os, "fsync", flush)
        monkeypatch.setattr(os, "replace", replace)
        release = publish(*a_build("one"), tmp_path)
        assert set(before) == {release / QUADS, release / "other.txt", release / MANIFEST, release, release.parent}
        assert flushed[-1] == tmp_path


STEPS = ("mkdir", "fsync", "symlink", "replace", "chmod")


def failing(monkeypatch, number: int, error: BaseException) -> list[str]:
    """Let the ``number``-th call that changes the disk fail; return the calls, as they come."""
    calls: list[str] = []

    def patched(name):
        real = getattr(os, name)

        def call(*arguments, **options):
            calls.append(name)
            if len(calls) == number:
                raise error
            return real(*arguments, **options)

        return call

    for name in STEPS:
        monkeypatch.setattr(os, name, patched(name))
    return calls


def number_of_steps(folder: Path) -> int:
    with pytest.MonkeyPatch.context() as patch:
        calls = failing(patch, 0, OSError())
        publish(*a_build("two"), folder)
    return len(calls)


class Killed(BaseException):
    """Stands for a signal: nothing in the code handles it."""


class TestHalfWay:
    @pytest.mark.parametrize("error", [OSError(28, "No space left on device"), Killed()], ids=["full", "killed"])
    @pytest.mark.parametrize("first", [True, False], ids=["first-build", "later-build"])
    def test_whatever_step_fails_a_whole_build_is_in_place(self, tmp_path, error, first):
        folders = iter(tmp_path / str(number) for number in range(100))

        def prepared() -> Path:
            folder = next(folders)
            if not first:
                publish(*a_build("one"), folder)
            return folder

        steps = number_of_steps(prepared())
        assert steps > 8
        seen = []
        for number in range(1, steps + 1):
            folder = prepared()
            with pytest.MonkeyPatch.context() as patch:
                calls = failing(patch, number, error)
                if number == 1 and not first and isinstance(error, OSError):  # the folder of releases is there already
                    publish(*a_build("two"), folder)
                    assert calls[0] == "mkdir"
                    assert opened(folder) == a_build("two")[0]
                    continue
                with pytest.raises(type(error)):
                    publish(*a_build("two"), folder)
            if first and not (folder / "current").exists():
                with pytest.raises(BuildError, match="there is no build in"):
                    read_manifest(folder)
                seen.append("none")
                continue
            found = opened(folder)
            seen.append(next(text for text in ("one", "two") if found == a_build(text)[0]))
            publish(*a_build("three"), folder)
            assert opened(folder) == a_build("three")[0]
            assert (folder / QUADS).read_bytes() == a_build("three")[0][QUADS]
        before = "none" if first else "one"
        assert seen == sorted(seen, key=[before, "two"].index)
        assert seen[0] == before
        assert seen[-1] == "two"

    def test_a_build_that_fails_leaves_nothing_behind(self, tmp_path, monkeypatch):
        publish(*a_build("one"), tmp_path)
        before = sorted(path.name for path in tmp_path.rglob("*"))

        def full(path, content):
            path.write_bytes(content[:10])
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(publication, "write_flushed", full)
        for _ in range(5):
            with pytest.raises(OSError, match="No space left on device"):
                publish(*a_build("two"), tmp_path)
        assert sorted(path.name for path in tmp_path.rglob("*")) == before

    @pytest.mark.slow
    def test_a_process_that_is_killed_leaves_a_whole_build_in_place(self, tmp_path):
        publish(*a_build("0"), tmp_path)
        chance = random.Random(20250302)
        for _ in range(8):
            process = subprocess.Popen(
                [sys.executable, "-c", LOOP, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE, env=clean_environment()
            )
            try:
                for _ in range(chance.randint(1, 6)):
                    published = int(process.stdout.readline())
                time.sleep(chance.uniform(0, 0.01))
            finally:
                process.kill()
                process.wait(timeout=30)
                process.stdout.close()
            found = opened(tmp_path)
            assert set(found) == {QUADS, "other.txt"}
            assert int(found["other.txt"][:4]) >= published
            assert (tmp_path / QUADS).read_bytes() == found[QUADS]


LOOP = """
import itertools, sys
from pathlib import Path
from pyoxigraph import Literal, NamedNode, Quad
from graph.publication import QUADS, manifest_of, publish

name = NamedNode("http://example.org/a")
for number in itertools.count(1000):
    quad = Quad(name, name, Literal(str(number)), name)
    files = {QUADS: f"{quad} .\\n".encode(), "other.txt": str(number).encode() * 5000}
    publish(files, manifest_of(files, [quad], "1.0", "rules", []), Path(sys.argv[1]))
    print(number, flush=True)
"""
