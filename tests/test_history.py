"""The builds that were once in place."""

from __future__ import annotations

import gzip
import os
from datetime import UTC, datetime

import pytest

from graph import history
from graph.errors import BuildError
from graph.history import named, past_builds
from graph.vocabulary import ID, REGISTERS_GRAPH
from tests.support.builds import ALL, LABEL, put_in_place


def quads(**labels: str) -> str:
    return "".join(f'<{ID}{slug}> {LABEL} "{label}" <{REGISTERS_GRAPH}> .\n' for slug, label in labels.items())


def build(folder, **labels: str) -> str:
    """Publish a build, remember it, and return its digest."""
    put_in_place(folder, quads(**labels))
    return past_builds(folder)[-1].digest


def test_a_folder_without_builds_has_no_history(tmp_path):
    assert past_builds(tmp_path) == ()


def test_builds_are_numbered_in_the_order_of_their_publication(tmp_path):
    digests = [build(tmp_path, a="one"), build(tmp_path, a="two"), build(tmp_path, a="one")]
    assert [(past.number, past.digest) for past in past_builds(tmp_path)] == list(enumerate(digests, 1))


def test_a_build_that_is_published_again_while_it_is_the_last_is_the_same_build(tmp_path):
    build(tmp_path, a="one")
    before = past_builds(tmp_path)
    build(tmp_path, a="one")
    assert past_builds(tmp_path) == before


def test_a_past_build_answers_as_it_did(tmp_path):
    build(tmp_path, a="one")
    build(tmp_path, a="two")
    first, second = past_builds(tmp_path)
    assert [row["o"].value for row in first.open().select(ALL)] == ["one"]
    assert [row["o"].value for row in second.open().select(ALL)] == ["two"]


def test_each_build_but_the_first_says_what_it_changed(tmp_path):
    build(tmp_path, a="one")
    build(tmp_path, a="one", b="new")
    first, second = past_builds(tmp_path)
    assert first.changes() == ()
    assert [(change.kind, change.iri, change.label) for change in second.changes()] == [("added", ID + "b", "new")]


def test_the_same_build_is_kept_as_the_same_bytes(tmp_path):
    build(tmp_path / "one", a="x")
    build(tmp_path / "other", a="x")
    (one,), (other,) = past_builds(tmp_path / "one"), past_builds(tmp_path / "other")
    assert one.path.read_bytes() == other.path.read_bytes()


def test_a_build_was_published_when_its_file_was_written(tmp_path):
    build(tmp_path, a="one")
    os.utime(past_builds(tmp_path)[0].path, (0, 1_000_000_000))
    assert past_builds(tmp_path)[0].published == datetime(2001, 9, 9, 1, 46, 40, tzinfo=UTC)


def test_a_build_is_named_by_the_beginning_of_its_digest(tmp_path):
    one, two = build(tmp_path, a="one"), build(tmp_path, a="two")
    builds = past_builds(tmp_path)
    assert named(builds, one[:12]) == builds[0]
    assert named(builds, two) == builds[1]
    assert named(builds, "0" * 64) is None
    assert named(builds, one[:11]) is None, "too short a name might be that of several builds"


def test_the_oldest_builds_make_room(tmp_path, monkeypatch):
    monkeypatch.setattr(history, "_KEPT", 2)
    digests = [build(tmp_path, a=text) for text in ("one", "two", "three", "four")]
    assert [(past.number, past.digest) for past in past_builds(tmp_path)] == [(3, digests[2]), (4, digests[3])]
    assert len(list((tmp_path / "history").iterdir())) == 4


def test_what_a_killed_process_left_is_no_build(tmp_path):
    build(tmp_path, a="one")
    (past,) = past_builds(tmp_path)
    past.path.with_name(f".{past.path.name}-17").write_bytes(b"half")
    past.path.with_name("notes.nq.gz").write_bytes(b"")
    assert past_builds(tmp_path) == (past,)


class TestRefusals:
    @pytest.mark.parametrize(
        "content",
        [b"", b"no gzip", gzip.compress(b"x" * 99)[:15], gzip.compress(b"x")[:10] + b"\xff" * 20, None],
        ids=["empty", "no gzip", "cut", "damaged", "missing"],
    )
    def test_quads_that_cannot_be_read(self, tmp_path, content):
        build(tmp_path, a="one")
        (past,) = past_builds(tmp_path)
        past.path.unlink()
        if content is not None:
            past.path.write_bytes(content)
        with pytest.raises(BuildError, match=r"nq\.gz"):
            past.open()

    def test_quads_of_another_build(self, tmp_path):
        build(tmp_path, a="one")
        build(tmp_path, a="two")
        first, second = past_builds(tmp_path)
        first.path.write_bytes(second.path.read_bytes())
        with pytest.raises(BuildError, match="does not hold the build in its name"):
            first.open()

    @pytest.mark.parametrize("content", ["", "[{}]", "[1]", "{"], ids=["empty", "no change", "a number", "no JSON"])
    def test_changes_that_cannot_be_read(self, tmp_path, content):
        build(tmp_path, a="one")
        (past,) = past_builds(tmp_path)
        next(past.path.parent.glob("*.changes.json")).write_text(content, encoding="utf-8")
        with pytest.raises(BuildError, match=r"changes\.json cannot be read"):
            past.changes()
