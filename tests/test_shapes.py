"""The examples in ``ontology/examples`` against the shapes: what each accepts, and what it says of what it refuses."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, Store, Triple, parse

from graph.closure import conclude
from graph.rules import TYPE, rules_of
from graph.triples import read_ontology
from graph.validation import SHAPES_FILE, STYLE_FILE, shape_problems
from graph.vocabulary import ID, compact
from tests.support.paths import ONTOLOGY

VALID = sorted((ONTOLOGY / "examples" / "valid").glob("*"))
INVALID = sorted((ONTOLOGY / "examples" / "invalid").glob("*"))
OF_TERMS = "term-"
EXPECTS = "# expects: "
STATED = NamedNode("http://example.org/stated")


def shapes_file(example: Path) -> Path:
    return ONTOLOGY / (STYLE_FILE if example.stem.startswith(OF_TERMS) else SHAPES_FILE)


def triples_of(example: Path) -> list[Triple]:
    return [quad.triple for quad in parse(path=example, format=RdfFormat.TURTLE)]


def shape_of(example: Path) -> str:
    """The part of an example's name that names its shape: ``position`` of ``position--two-stances.ttl``."""
    return example.stem.partition("--")[0]


def expected_message(example: Path) -> str:
    first_line = example.read_text(encoding="utf-8").partition("\n")[0]
    assert first_line.startswith(EXPECTS), f"{example.name} does not begin with '{EXPECTS}'"
    return first_line.removeprefix(EXPECTS)


def selected(file: str, pattern: str) -> list[tuple[str, ...]]:
    """The values of ``?name`` and, if there is one, ``?message`` of a pattern over a file of shapes."""
    store = Store()
    store.load(path=ONTOLOGY / file, format=RdfFormat.TURTLE)
    query = f"PREFIX sh: <http://www.w3.org/ns/shacl#> SELECT * WHERE {{ ?name a sh:NodeShape . {pattern} }}"
    rows = []
    for solution in store.query(query):
        name = re.fullmatch(r".*#(.*)Shape", solution["name"].value)[1]
        hyphened = re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name).lower()
        stem = OF_TERMS + hyphened if file == STYLE_FILE else hyphened
        rows.append((stem, *(solution[variable].value for variable in ("message",) if variable in pattern)))
    return sorted(rows)


FILES = (SHAPES_FILE, STYLE_FILE)
SHAPES = [stem for file in FILES for (stem,) in selected(file, "")]
MESSAGES = [row for file in FILES for row in selected(file, "?name sh:property?/sh:message ?message")]


def test_neither_folder_of_examples_is_empty_or_holds_anything_but_turtle():
    assert VALID
    assert INVALID
    assert {path.suffix for path in (*VALID, *INVALID)} == {".ttl"}


def test_the_shape_files_are_read_whole():
    assert SHAPES == [
        "actor",
        "attestation",
        "document",
        "figure",
        "label",
        "measure",
        "position",
        "source-flag",
        "statement",
        "tenure",
        "term-class",
        "term-property",
        "term-term",
    ]


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_has_a_valid_example_named_after_it(shape):
    assert f"{shape}.ttl" in {path.name for path in VALID}


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_has_an_invalid_example_named_after_it_and_its_fault(shape):
    assert [path for path in INVALID if re.fullmatch(rf"{shape}--[a-z0-9-]+\.ttl", path.name)]


def test_every_example_is_named_after_a_shape_that_there_is():
    assert {shape_of(path) for path in (*VALID, *INVALID)} == set(SHAPES)


@pytest.mark.parametrize("file", FILES)
def test_every_property_of_a_shape_has_a_message_of_its_own(file):
    assert selected(file, "?name sh:property ?property FILTER NOT EXISTS { ?property sh:message [] }") == []


@pytest.mark.parametrize(("shape", "message"), MESSAGES)
def test_every_message_of_a_shape_is_what_one_of_its_invalid_examples_gets(shape, message):
    found = [expected_message(path).partition("; found ")[0] for path in INVALID if shape_of(path) == shape]
    assert message in found


@pytest.mark.parametrize("example", VALID, ids=lambda path: path.stem)
def test_a_valid_example_conforms(example):
    assert shape_problems(triples_of(example), shapes_file(example)) == []


@pytest.mark.parametrize("example", INVALID, ids=lambda path: path.stem)
def test_an_invalid_example_gets_exactly_the_message_that_it_expects(example):
    messages = [problem.message for problem in shape_problems(triples_of(example), shapes_file(example))]
    assert messages == [expected_message(example)]


@pytest.fixture(scope="module")
def ontology():
    return read_ontology(ONTOLOGY)


@pytest.mark.parametrize(
    "example", [path for path in VALID if not path.stem.startswith(OF_TERMS)], ids=lambda path: path.stem
)
def test_what_a_valid_example_describes_still_conforms_with_all_that_the_ontology_concludes_from_it(example, ontology):
    stated = triples_of(example)
    quads = [Quad(*triple, STATED) for triple in (*stated, *ontology.triples)]
    concluded = [
        triple for triple in conclude(quads, rules_of(ontology.triples)) if triple.subject.value.startswith(ID)
    ]
    described = {compact(triple.subject.value) for triple in stated if triple.predicate == TYPE}
    problems = shape_problems([*stated, *concluded], ONTOLOGY / SHAPES_FILE)
    assert [problem for problem in problems if problem.field.partition(" ")[0] in described] == []
