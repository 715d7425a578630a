"""The files of the tiny world, and how a test changes its copy of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.errors import CurationError
from graph.records import read_curation

ACTORS = "curated/registers/actors.yaml"
MEASURES = "curated/registers/measures.yaml"
COPY = "curated/documents/harbour-copy.yaml"
REPORT = "curated/documents/harbour-report.yaml"
COMMENT = "curated/documents/lind-comment.yaml"
TWELVE = "found the number 12 (put it in quotes if the words are meant)"
HOLDING = "is there already, in line {}: give each holding of one office an id"


def edit(file, line, old, new):
    """Replace some words in one line."""
    lines = Path(file).read_text(encoding="utf-8").splitlines()
    assert lines[line - 1].count(old) == 1, f"line {line} is {lines[line - 1]!r}"
    lines[line - 1] = lines[line - 1].replace(old, new)
    Path(file).write_text("\n".join(lines) + "\n", encoding="utf-8")


def replace(file: Path, old: str, new: str) -> None:
    """Replace words that stand once in a file."""
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
    file.write_text(text.replace(old, new), encoding="utf-8")


def append(file, text):
    """Write lines at the end of a file, or a new file."""
    with Path(file).open("a", encoding="utf-8") as stream:
        stream.write(text)


def problems():
    with pytest.raises(CurationError) as caught:
        read_curation(Path("curated"))
    return [str(problem) for problem in caught.value.problems]
