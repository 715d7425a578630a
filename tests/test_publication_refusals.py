"""A build that is not whole is not opened."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from graph.errors import BuildError
from graph.publication import MANIFEST, QUADS, publish, read_manifest, verified_file
from tests.support.builds import a_build, opened


def damaged(**changes) -> bytes:
    return json.dumps({**json.loads(a_build("one")[1].to_json()), **changes}).encode()


class TestRefusals:
    @pytest.fixture
    def build(self, tmp_path) -> Path:
        publish(*a_build("one"), tmp_path / "build")
        return tmp_path / "build"

    def refusal(self, folder: Path) -> str:
        with pytest.raises(BuildError) as caught:
            opened(folder)
        return str(caught.value)

    def test_a_folder_without_a_build_is_refused(self, tmp_path):
        assert self.refusal(tmp_path) == f"there is no build in {tmp_path}: run 'make build'"

    def test_a_folder_that_is_not_there_is_refused(self, tmp_path):
        assert self.refusal(tmp_path / "none") == f"there is no build in {tmp_path / 'none'}: run 'make build'"

    def test_a_build_whose_release_is_gone_is_refused(self, build):
        (build / "current").unlink()
        (build / "current").symlink_to("releases/gone")
        assert self.refusal(build) == f"there is no build in {build}: run 'make build'"

    def test_a_file_in_place_of_the_folder_is_refused(self, tmp_path):
        (tmp_path / "build").write_text("no folder")
        path = tmp_path / "build" / "current" / MANIFEST
        assert self.refusal(tmp_path / "build") == f"{path} cannot be read (Not a directory): run 'make build'"

    @pytest.mark.parametrize(
        "text",
        [
            b"",
            b'{"name": "backstop", "files": {"bac',
            b"[]",
            b"7",
            b"null",
            b"{}",
            b"\xff\xfe",
            b'{"name": "backstop", "version": "1.0"}',
            damaged(more=1),
            damaged(files={}),
            damaged(files=[QUADS]),
            damaged(files=None),
            damaged(graphs=[]),
            damaged(verified_texts=None),
        ],
    )
    def test_a_damaged_manifest_is_refused(self, build, text):
        path = (build / MANIFEST).resolve()
        path.write_bytes(text)
        assert self.refusal(build) == f"{path} is damaged: run 'make build'"

    def test_a_damaged_file_is_refused(self, build):
        path = (build / QUADS).resolve()
        expected = hashlib.sha256(path.read_bytes()).hexdigest()
        path.write_bytes(path.read_bytes()[:-1])
        found = hashlib.sha256(path.read_bytes()).hexdigest()
        assert self.refusal(build) == (
            f"{path} is not the file that was built: found SHA-256 {found}, the manifest has {expected}"
        )

    def test_a_missing_file_is_refused(self, build):
        path = (build / "other.txt").resolve()
        path.unlink()
        assert self.refusal(build) == f"{path} cannot be read (No such file or directory): run 'make build'"

    def test_a_file_that_the_manifest_does_not_name_is_refused(self, build):
        release, manifest = read_manifest(build)
        (release / "more.txt").write_bytes(b"more")
        found = hashlib.sha256(b"more").hexdigest()
        with pytest.raises(BuildError) as caught:
            verified_file(release, manifest, "more.txt")
        assert str(caught.value) == (
            f"{release / 'more.txt'} is not the file that was built: "
            f"found SHA-256 {found}, the manifest has no such file"
        )
