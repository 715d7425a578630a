"""Reading the ontology's files, or saying what is wrong with them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from pyoxigraph import BlankNode

from graph.errors import OntologyError
from graph.triples import CONTEXT_FILE, read_ontology
from tests.support.paths import ONTOLOGY

# Reading the ontology


@pytest.fixture
def folder(tmp_path) -> Path:
    """A copy of the ontology that a test may break."""
    return Path(shutil.copytree(ONTOLOGY, tmp_path / "ontology", ignore=shutil.ignore_patterns("examples")))


def problems_of(folder: Path) -> list[tuple[str, int, str]]:
    with pytest.raises(OntologyError) as caught:
        read_ontology(folder)
    return [(Path(problem.file).name, problem.line, problem.message) for problem in caught.value.problems]


def insert_line(path: Path, number: int, text: str) -> None:
    """Put a line into a file, as its line of that number."""
    lines = path.read_text(encoding="utf-8").splitlines()
    lines.insert(number - 1, text)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_the_ontology_reads_the_same_each_time_and_sorted(world_pipeline):
    ontology = read_ontology(ONTOLOGY)
    assert ontology == world_pipeline.ontology
    assert list(ontology.triples) == sorted(set(ontology.triples), key=str)


def test_the_blank_nodes_of_two_files_stay_apart(folder):
    before = len(read_ontology(folder).triples)
    for name in ("backstop.ttl", "alignments.ttl"):
        path = folder / name
        path.write_text(path.read_text(encoding="utf-8") + f'\n_:b skos:editorialNote "{name}" .\n', encoding="utf-8")
    notes = [t for t in read_ontology(folder).triples if isinstance(t.subject, BlankNode) and "editorialNote" in str(t)]
    assert len(read_ontology(folder).triples) == before + 2
    assert len({triple.subject for triple in notes}) == 2


def test_a_broken_context_is_an_ontology_error_with_file_and_line(folder):
    insert_line(folder / CONTEXT_FILE, 12, '"beacon": lit,')
    assert problems_of(folder) == [(CONTEXT_FILE, 12, "Expecting value")]


def test_a_file_that_is_missing_is_said_to_be_missing(folder):
    for name in ("alignments.ttl", CONTEXT_FILE):
        (folder / name).unlink()
    found = problems_of(folder)
    assert [(file, line) for file, line, _ in found] == [("alignments.ttl", 0), (CONTEXT_FILE, 0)]
    assert all(message.startswith("cannot be read: No such file or directory") for _, _, message in found)


def test_everything_that_is_broken_is_reported_together(folder):
    insert_line(folder / "backstop.ttl", 12, "bst:Lighthouse a .")
    insert_line(folder / "alignments.ttl", 20, "bst:Lighthouse a .")
    insert_line(folder / CONTEXT_FILE, 12, '"beacon" "lit",')
    assert [(file, line) for file, line, _ in problems_of(folder)] == [
        *(("alignments.ttl", 20), ("backstop.ttl", 12), (CONTEXT_FILE, 12)),
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b'{"@context": "\xff"}', "not UTF-8"),
        (b'{"@context": {"@version": 7}}', "not a JSON-LD context: "),
        *((text, "expected an object with '@context'") for text in (b"{}", b"[]", b'"https://example.org/"')),
        (b'{"@context": "https://example.org/context"}', "expected an object with '@context'"),
    ],
)
def test_a_context_that_is_none_is_said_to_be_none(folder, content, message):
    (folder / CONTEXT_FILE).write_bytes(content)
    ((file, _, found),) = problems_of(folder)
    assert file.endswith(CONTEXT_FILE)
    assert found.startswith(message)
