"""References name things of the right kind, and each once."""

from __future__ import annotations

import pytest

from graph.records.document_models import Document, Figure, Passage, Position, Statement
from graph.records.kinds import REFERENTS, SECTIONS, KnownIds
from graph.records.models import Actor, Event, Guarantee, Link, Measure, Office, Organisation, Tenure
from tests.support.records import LEAST, said, said_with


class TestDistinctNames:
    @pytest.mark.parametrize(
        ("model", "key"),
        [
            (Office, "represents"),
            (Organisation, "represents"),
            (Passage, "omits"),
            (Event, "participants"),
            (Document, "written_by"),
            *((Statement, key) for key in ("concerns", "doubts")),
            *((Measure, key) for key in ("variant_of", "excludes", "comprises", "incompatible_with", "proposed_by")),
            *((Guarantee, key) for key in ("guarantor", "beneficiary")),
        ],
    )
    def test_a_name_stands_once(self, model, key):
        assert said_with(model, **{key: ("a", "b", "a")}) == [f"{key}: 'a' stands twice"]


ACTORS = {"Person", "Organisation", "State", "Coalition", "UnnamedSource"}
SUBJECTS = ACTORS | {"Event", "Place", "Topic", "GuaranteeComponent", "Measure", "Guarantee"}
KINDS = {*SECTIONS.values(), "Document", "Statement", "Figure", "SourceFlag"}
OF_EACH_KIND = KnownIds({f"a-{kind.lower()}": kind for kind in KINDS})
# Every key that refers to something, and the kinds that it may name.
REFERENCES = {
    (Tenure, "office"): {"Office"},
    (Actor, "affiliated_with"): {"Organisation"},
    (Actor, "member_of"): {"Organisation", "Coalition"},
    (Organisation, "part_of"): {"Document", "Organisation"},
    (Organisation, "represents"): ACTORS,
    (Office, "represents"): ACTORS,
    (Event, "place"): {"Place"},
    (Event, "participants"): ACTORS,
    (Measure, "topic"): {"Topic"},
    (Measure, "variant_of"): {"Measure", "Guarantee"},
    (Measure, "excludes"): {"Measure", "Guarantee"},
    (Measure, "comprises"): {"Measure", "Guarantee"},
    (Measure, "incompatible_with"): {"Measure", "Guarantee"},
    (Measure, "proposed_by"): ACTORS,
    (Guarantee, "guarantor"): ACTORS,
    (Guarantee, "beneficiary"): ACTORS,
    (Guarantee, "has_component"): {"GuaranteeComponent"},
    (Guarantee, "modelled_on"): {"Event", "Measure", "Guarantee"},
    (Position, "supports"): {"Measure", "Guarantee"},
    (Position, "conditionally_supports"): {"Measure", "Guarantee"},
    (Position, "opposes"): {"Measure", "Guarantee"},
    (Position, "uncommitted_on"): {"Measure", "Guarantee"},
    (Position, "on_condition"): {"Measure", "Guarantee"},
    (Figure, "whose"): SUBJECTS,
    (Passage, "in"): {"Document"},
    (Passage, "relayed_by"): ACTORS,
    (Passage, "omits"): {"Measure", "Guarantee"},
    (Statement, "by"): ACTORS,
    (Statement, "as"): {"Office"},
    (Statement, "at"): {"Event"},
    (Statement, "concerns"): SUBJECTS,
    (Statement, "assesses"): {"Event"},
    (Statement, "doubts"): {"Measure", "Guarantee"},
    (Statement, "with_components"): {"GuaranteeComponent"},
    (Document, "publisher"): ACTORS,
    (Document, "written_by"): ACTORS,
    (Document, "part_of"): {"Document"},
    (Document, "copy_of"): {"Document"},
    (Link, "subject"): SUBJECTS | {"Office", "Document", "Statement"},
}
LISTS = {"affiliated_with", "member_of", "part_of", "represents", "place", "participants", "variant_of", "excludes"} | {
    *("comprises", "incompatible_with", "proposed_by", "guarantor", "beneficiary", "has_component", "modelled_on"),
    *("on_condition", "concerns", "doubts", "with_components", "written_by", "omits"),
}


def said_of(model, key, value):
    return [
        text
        for text in said(model, {**LEAST[model], key: value}, OF_EACH_KIND)
        if text.split(".")[0].split(":")[0] == key
    ]


def said_of_reference(model, key, slug, known):
    """What is said of the value of one key; what else the least record refers to is of no matter here."""
    value = (slug,) if key in LISTS else slug
    place = f"{key}.0" if key in LISTS else key
    found = said(model, {**LEAST[model], key: value}, known)
    return [text.removeprefix(f"{place}: ") for text in found if text.startswith(f"{place}: ")]


class TestReferences:
    def test_every_key_that_refers_to_something_is_tried(self):
        known = {
            (model, key)
            for model in LEAST
            for name, field in model.model_fields.items()
            for key in [field.alias or name]
            for value in ("zzz", ("zzz",))
            if any("no such thing: 'zzz'" in text for text in said_of(model, key, value))
        }
        assert known == {(model, key) for parent, key in REFERENCES for model in LEAST if issubclass(model, parent)}

    @pytest.mark.parametrize(("model", "key"), REFERENCES)
    def test_a_reference_names_a_thing_of_the_right_kind(self, model, key):
        refused = {kind for kind in KINDS if said_of_reference(model, key, f"a-{kind.lower()}", OF_EACH_KIND)}
        assert KINDS - refused == REFERENCES[model, key]

    @pytest.mark.parametrize(
        ("model", "key", "kind", "objection"),
        [
            (Statement, "by", "Topic", "'a-topic' is a topic, expected an actor"),
            (Statement, "as", "Person", "'a-person' is a person, expected an office"),
            (Statement, "at", "State", "'a-state' is a state, expected an event"),
            (
                Statement,
                "concerns",
                "Office",
                "'a-office' is an office, expected a topic, actor, event, place, component or measure",
            ),
            (Statement, "assesses", "Topic", "'a-topic' is a topic, expected an event"),
            (Measure, "topic", "Event", "'a-event' is an event, expected a topic"),
            (Passage, "omits", "Topic", "'a-topic' is a topic, expected a measure or a guarantee"),
            (Statement, "with_components", "Measure", "'a-measure' is a measure, expected a guarantee component"),
            (
                Position,
                "supports",
                "UnnamedSource",
                "'a-unnamedsource' is an unnamed source, expected a measure or a guarantee",
            ),
            (
                Position,
                "opposes",
                "GuaranteeComponent",
                "'a-guaranteecomponent' is a guarantee component, expected a measure or a guarantee",
            ),
            (Passage, "in", "Statement", "'a-statement' is a statement, expected a document"),
            (Actor, "affiliated_with", "Coalition", "'a-coalition' is a coalition, expected an organisation"),
            (Actor, "member_of", "State", "'a-state' is a state, expected an organisation or a coalition"),
            (Organisation, "part_of", "Event", "'a-event' is an event, expected a document or an organisation"),
            (Event, "place", "Organisation", "'a-organisation' is an organisation, expected a place"),
            (Guarantee, "modelled_on", "Place", "'a-place' is a place, expected an event or a measure"),
            (Link, "subject", "Figure", "'a-figure' is a figure, expected something in the registers or documents"),
            (
                Link,
                "subject",
                "SourceFlag",
                "'a-sourceflag' is a source flag, expected something in the registers or documents",
            ),
        ],
    )
    def test_a_thing_of_another_kind_is_refused_with_both_kinds(self, model, key, kind, objection):
        assert said_of_reference(model, key, f"a-{kind.lower()}", OF_EACH_KIND) == [objection]

    @pytest.mark.parametrize(("model", "key"), REFERENCES)
    def test_a_thing_that_is_not_there_is_refused(self, model, key):
        (objection,) = said_of_reference(model, key, "zzz", OF_EACH_KIND)
        assert objection.startswith("no such thing: 'zzz', expected ")
        assert "did you mean" not in objection

    def test_the_nearest_thing_of_the_right_kind_is_named(self):
        known = KnownIds({"ada-vale": "Person", "ada-vales": "Topic", "ada-vale-street": "Place"})
        assert said_of_reference(Statement, "by", "ada-valee", known) == [
            "no such thing: 'ada-valee', expected an actor; did you mean 'ada-vale'?"
        ]

    def test_without_the_ids_of_the_curation_nothing_is_held_against_them(self):
        assert said_with(Statement, by="zzz") == []

    def test_every_kind_that_may_be_named_is_one_that_there_is(self):
        assert {kind for kinds in REFERENTS.values() for kind in kinds} <= KINDS
