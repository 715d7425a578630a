"""What one build has that another had not."""

from __future__ import annotations

import pytest

from graph.history.changes import Change, Difference, changes
from graph.store import QuadStore
from graph.vocabulary import (
    BASE,
    GRAPH,
    ID,
    INFERRED_GRAPH,
    ONTOLOGY_GRAPH,
    PREFIXES,
    RDF,
    RDFS,
    REGISTERS_GRAPH,
    SKOS,
    document_graph,
)

LABEL, TYPE = RDFS.label.value, RDF.type.value
BST = PREFIXES["bst"]
TERMS = [
    (BST + "Person", LABEL, '"person"@en', ONTOLOGY_GRAPH),
    (BST + "Statement", LABEL, '"statement"@en', ONTOLOGY_GRAPH),
    (BST + "against", LABEL, '"against"@en', ONTOLOGY_GRAPH),
    (BST + "inFavourOf", LABEL, '"in favour of"@en', ONTOLOGY_GRAPH),
]
REPORT = document_graph("report")
ADA = [
    (ID + "ada", TYPE, f"<{BST}Person>", REGISTERS_GRAPH),
    (ID + "ada", LABEL, '"Ada Vale"@en', REGISTERS_GRAPH),
]
FLEET = [(ID + "fleet", LABEL, '"a fleet"@en', REGISTERS_GRAPH)]
SAID, ON_FLEET = ID + "report/ships", ID + "report/ships/on-fleet"
STATEMENT = [
    (SAID, TYPE, f"<{BST}Statement>", REPORT),
    (SAID, LABEL, '"Wants ships."@en', REPORT),
    (SAID, BST + "summary", '"Wants ships."', REPORT),
    (SAID, BST + "statedBy", f"<{ID}ada>", REPORT),
    (ON_FLEET, LABEL, '"Ada Vale: in favour of: a fleet"', REPORT),
]
POSITION = [(ON_FLEET, BST + "inFavourOf", f"<{ID}fleet>", REPORT)]
BEFORE = [*TERMS, *ADA, *FLEET, *STATEMENT, *POSITION]


def store(facts) -> QuadStore:
    return QuadStore("".join(f"<{s}> <{p}> {o} <{g}> .\n" for s, p, o, g in facts).encode())


def found(before, after) -> tuple[Change, ...]:
    return changes(store(before), store(after))


def test_nothing_has_changed_between_a_build_and_itself():
    assert found(BEFORE, BEFORE) == ()


def test_a_thing_that_only_the_new_build_knows_is_added():
    new = [(ID + "bo", TYPE, f"<{BST}Person>", REGISTERS_GRAPH), (ID + "bo", LABEL, '"Bo Lind"@en', REGISTERS_GRAPH)]
    assert found(BEFORE, BEFORE + new) == (
        Change(
            "added",
            "person",
            "Bo Lind",
            ID + "bo",
            (Difference("", "kind", (), ("person",)), Difference("", "name", (), ("Bo Lind",))),
        ),
    )


def test_a_thing_that_only_the_old_build_knows_is_removed():
    gone = found(BEFORE, [fact for fact in BEFORE if fact not in FLEET])
    assert gone[0] == Change("removed", "thing", "a fleet", ID + "fleet", (Difference("", "name", ("a fleet",), ()),))


def test_what_changes_in_a_part_is_told_of_the_statement_with_the_words_of_both_builds():
    after = [fact for fact in BEFORE if fact not in POSITION]
    after.append((ON_FLEET, BST + "against", f"<{ID}fleet>", REPORT))
    part = "Ada Vale: in favour of: a fleet"
    assert found(BEFORE, after) == (
        Change(
            "changed",
            "statement",
            "Wants ships.",
            SAID,
            (
                Difference(part, "against", (), ("a fleet",)),
                Difference(part, "in favour of", ("a fleet",), ()),
            ),
        ),
    )


def test_a_new_paraphrase_is_told_once():
    after = [(s, p, o.replace("Wants", "Asks for"), g) for s, p, o, g in BEFORE]
    (change,) = found(BEFORE, after)
    assert (change.kind, change.label) == ("changed", "Asks for ships.")
    assert change.differences == (Difference("", "name", ("Wants ships.",), ("Asks for ships.",)),)


def test_a_literal_is_told_as_text_and_not_as_it_is_written():
    after = [*BEFORE, (ID + "ada", SKOS.altLabel.value, r'"The \"Admiral\""', REGISTERS_GRAPH)]
    assert found(BEFORE, after)[0].differences == (Difference("", "other name", (), ('The "Admiral"',)),)


@pytest.mark.parametrize(
    "fact",
    [
        (ID + "ada", BST + "supports", f"<{ID}fleet>", INFERRED_GRAPH),
        (BASE + "endpoint", LABEL, '"endpoint"', GRAPH + "description"),
        ("http://example.org/x", LABEL, '"x"', ONTOLOGY_GRAPH),
        (BST + "Person", RDFS.subClassOf.value, "_:b", ONTOLOGY_GRAPH),
        (SAID, BST + "spanDigest", '"00"', REPORT),
    ],
    ids=["concluded", "of the endpoint", "of another vocabulary", "anonymous", "a digest"],
)
def test_what_no_reader_looks_for_is_no_change(fact):
    assert found(BEFORE, [*BEFORE, fact]) == ()


def test_what_is_added_comes_before_what_changes_and_what_is_removed():
    after = [fact for fact in BEFORE if fact not in FLEET + POSITION]
    after.append((ID + "bo", LABEL, '"Bo Lind"@en', REGISTERS_GRAPH))
    assert [(change.kind, change.label) for change in found(BEFORE, after)] == [
        ("added", "Bo Lind"),
        ("changed", "Wants ships."),
        ("removed", "a fleet"),
    ]
