"""The rules of each kind of record."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from graph.records.document_models import Document, Figure, Flag, Passage, Position, Statement
from graph.records.kinds import SECTIONS
from graph.records.messages import message_for
from graph.records.models import REGISTER_MODELS, Event, Guarantee, Link, Measure, Organisation, Record, Tenure
from graph.stance_table import ON_CONDITION, STANCES
from tests.support.records import EVIDENCE, LEAST, NO_DAY, NO_SLUG, STATEMENT, all_models, record, said, said_with

ONE_STANCE = "expected exactly one of supports, conditionally_supports, opposes, uncommitted_on; found"


class TestEveryRecord:
    def test_there_is_an_example_of_each(self):
        assert set(LEAST) == all_models()

    @pytest.mark.parametrize("model", LEAST)
    def test_the_least_is_enough(self, model):
        assert said(model, LEAST[model]) == []

    @pytest.mark.parametrize(("model", "key"), [(model, key) for model in LEAST for key in LEAST[model]])
    def test_less_is_not(self, model, key):
        less = {name: value for name, value in LEAST[model].items() if name != key}
        expected = f"{key}: is missing" if key != "supports" else f"{ONE_STANCE} none"
        assert said(model, less) == [expected]

    @pytest.mark.parametrize("model", LEAST)
    def test_an_unknown_key_is_refused(self, model):
        assert said_with(model, zzz=1) == ["zzz: unknown key 'zzz'"]

    @pytest.mark.parametrize("model", LEAST)
    def test_a_record_is_frozen(self, model):
        made = record(model)
        name = next(iter(model.model_fields))
        with pytest.raises(ValidationError) as caught:
            setattr(made, name, None)
        assert [detail["type"] for detail in caught.value.errors()] == ["frozen_instance"]

    @pytest.mark.parametrize("model", LEAST)
    @pytest.mark.parametrize(
        ("found", "described"),
        [("x", "'x'"), (None, "nothing"), (7, "the number 7 (put it in quotes if the words are meant)")],
    )
    def test_something_else_in_its_place_is_refused(self, model, found, described):
        assert said(model, found) == [f"expected keys and values, found {described}"]

    def test_what_there_are_no_words_of_our_own_for_is_said_in_those_of_pydantic(self):
        detail = {"type": "finite_number", "loc": ("x",), "msg": "Input should be a finite number", "input": 1}
        assert message_for(Record, detail) == "Input should be a finite number"

    def test_every_section_of_the_registers_has_its_model(self):
        assert REGISTER_MODELS.keys() == SECTIONS.keys()


class TestUnknownKeys:
    @pytest.mark.parametrize(
        ("model", "key", "meant"),
        [
            (Statement, "sumary", "summary"),
            (Statement, "as_", "as"),
            (Statement, "concern", "concerns"),
            (Passage, "attributed", "attribution"),
            (Position, "conditionaly_supports", "conditionally_supports"),
            (Tenure, "untill", "until"),
            (Document, "writen_by", "written_by"),
            (Measure, "variants_of", "variant_of"),
        ],
    )
    def test_the_key_that_is_meant_is_named(self, model, key, meant):
        assert said_with(model, **{key: "x"}) == [f"{key}: unknown key '{key}'; did you mean '{meant}'?"]

    def test_the_key_that_is_meant_is_one_of_the_record_that_it_stands_in(self):
        document = {**LEAST[Document], "statements": ({**STATEMENT, "evidence": ({**EVIDENCE, "digets": "x"},)},)}
        assert said(Document, document) == [
            "statements.0.evidence.0.digets: unknown key 'digets'; did you mean 'digest'?"
        ]

    @pytest.mark.parametrize("key", ["from_", "in_"])
    def test_a_name_that_only_the_code_uses_is_no_key(self, key):
        model = {"from_": Tenure, "in_": Passage}[key]
        assert said_with(model, **{key: "x"})[0].startswith(f"{key}: unknown key '{key}'")

    def test_all_of_them_are_told(self):
        assert said_with(Flag, sourceform="x", corectedform="y", id="A") == [
            f"id: 'A' {NO_SLUG}",
            "sourceform: unknown key 'sourceform'; did you mean 'source_form'?",
            "corectedform: unknown key 'corectedform'; did you mean 'corrected_form'?",
        ]


class TestChoices:
    @pytest.mark.parametrize(
        ("model", "key", "choices"),
        [
            (Position, "explicitness", ("Explicit", "Implied")),
            (Position, "confidence", ("High", "Medium", "Low")),
            (Passage, "attribution", ("DirectQuotation", "ReportedSpeech", "OwnText")),
            (Statement, "type", ("Statement", "Pledge")),
            (Document, "type", ("NewsArticle", "ExpertCommentary", "AggregatedPage")),
            (Organisation, "type", ("Organisation", "ResearchOrganisation", "NewsOrganisation", "PoliticalParty")),
            (Measure, "type", ("Measure", "Proposal")),
            (Guarantee, "type", ("Guarantee",)),
            (Link, "match", ("exact", "close")),
            (Figure, "qualifier", ("about", "at least", "at most", "less than", "more than", "up to")),
        ],
    )
    def test_each_choice_is_taken(self, model, key, choices):
        assert tuple(getattr(record(model, **{key: choice}), key) for choice in choices) == choices

    @pytest.mark.parametrize(
        ("model", "key", "expected"),
        [
            (Position, "explicitness", "'Explicit' or 'Implied'"),
            (Position, "confidence", "'High', 'Medium' or 'Low'"),
            (Passage, "attribution", "'DirectQuotation', 'ReportedSpeech', 'OwnText' or 'CharacterisedByOther'"),
            (Statement, "type", "'Statement' or 'Pledge'"),
            (Statement, "on_basis", "'Stated' or 'Inferred'"),
            (Document, "type", "'NewsArticle', 'ExpertCommentary' or 'AggregatedPage'"),
            (Document, "date_basis", "'Stated' or 'Inferred'"),
            (Event, "date_basis", "'Stated' or 'Inferred'"),
            (Organisation, "type", "'Organisation', 'ResearchOrganisation', 'NewsOrganisation' or 'PoliticalParty'"),
            (Measure, "type", "'Measure' or 'Proposal'"),
            (Guarantee, "type", "'Guarantee'"),
            (Link, "match", "'exact' or 'close'"),
            (Figure, "qualifier", "'about', 'at least', 'at most', 'less than', 'more than' or 'up to'"),
        ],
    )
    def test_another_word_is_refused_with_the_choices(self, model, key, expected):
        assert said_with(model, **{key: "high"}) == [f"{key}: found 'high', expected {expected}"]

    @pytest.mark.parametrize(
        ("model", "usual"),
        [(Statement, "Statement"), (Organisation, "Organisation"), (Measure, "Measure"), (Guarantee, "Guarantee")],
    )
    def test_the_usual_choice_need_not_be_written(self, model, usual):
        assert record(model).type == usual


class TestTenures:
    @pytest.mark.parametrize(
        ("written", "kept"),
        [("2031-05-01", "2031-05-01"), (2034, "2034"), (1500, "1500"), (1999, "1999"), (2099, "2099")],
    )
    def test_they_begin_and_end_on_a_day_or_in_a_year(self, written, kept):
        tenure = record(Tenure, **{"from": written, "until": written})
        assert (tenure.from_, tenure.until) == (kept, kept)

    @pytest.mark.parametrize("written", [1499, 2100, 99, 0, -2031, 20310, True, "2034", "2034-05", "2034-02-30"])
    def test_what_is_neither_is_refused(self, written):
        assert said_with(Tenure, **{"from": written, "until": written}) == [
            f"from: '{written}' {NO_DAY}",
            f"until: '{written}' {NO_DAY}",
        ]

    def test_both_ends_may_be_open(self):
        tenure = record(Tenure)
        assert (tenure.id, tenure.from_, tenure.until) == (None, None, None)

    def test_a_figure_too_is_of_a_day_or_a_year(self):
        assert [record(Figure, as_of=written).as_of for written in ("2034-05-01", 2034)] == ["2034-05-01", "2034"]
        assert said_with(Figure, as_of="2034-05") == [f"as_of: '2034-05' {NO_DAY}"]

    def test_nothing_else_is_of_a_year(self):
        assert said_with(Event, took_place_on=2034) == [f"took_place_on: '2034' {NO_DAY}"]


class TestDatesAndTheirBasis:
    DATED = pytest.mark.parametrize(
        ("model", "day", "basis"),
        [(Statement, "on", "on_basis"), (Event, "took_place_on", "date_basis"), (Document, "published", "date_basis")],
    )

    @DATED
    def test_a_stated_day_an_inferred_day_a_range_and_no_date_are_fine(self, model, day, basis):
        for values in (
            {},
            {"date_note": "Unknown."},
            {day: "2033-04-05", basis: "Stated"},
            {day: "2033-04-05", basis: "Inferred", "date_note": "By its place."},
            {"earliest": "2033-04-01", basis: "Stated"},
            {"latest": "2033-04-05", basis: "Inferred", "date_note": "By its place."},
            {"earliest": "2033-04-05", "latest": "2033-04-05", basis: "Stated"},
        ):
            assert said_with(model, **values) == []

    @DATED
    @pytest.mark.parametrize("bound", ["earliest", "latest"])
    def test_a_day_and_a_range_do_not_go_together(self, model, day, basis, bound):
        values = {day: "2033-04-05", bound: "2033-04-05", basis: "Stated"}
        assert said_with(model, **values) == ["give either the day or a range (earliest, latest), not both"]

    @DATED
    def test_a_range_does_not_end_before_it_begins(self, model, day, basis):  # noqa: ARG002 -- shared parameters
        values = {"earliest": "2033-04-05", "latest": "2033-04-04", basis: "Stated"}
        assert said_with(model, **values) == ["earliest (2033-04-05) lies after latest (2033-04-04)"]

    @DATED
    def test_a_date_needs_its_basis(self, model, day, basis):  # noqa: ARG002 -- shared parameters
        for key in (day, "earliest", "latest"):
            assert said_with(model, **{key: "2033-04-05"}) == ["a date needs its basis: Stated or Inferred"]

    @DATED
    @pytest.mark.parametrize("found", ["Stated", "Inferred"])
    def test_a_basis_needs_a_date(self, model, day, basis, found):  # noqa: ARG002 -- shared parameters
        assert said_with(model, **{basis: found}) == ["a basis without a date"]

    @DATED
    def test_an_inferred_date_needs_a_note_that_says_from_what(self, model, day, basis):
        for key in (day, "earliest", "latest"):
            assert said_with(model, **{key: "2033-04-05", basis: "Inferred"}) == [
                "an inferred date needs a date_note that says from what"
            ]


def position(**stance):
    return {"explicitness": "Explicit", "confidence": "High", **stance}


class TestPositions:
    @pytest.mark.parametrize("stance", STANCES, ids=lambda stance: stance.key)
    def test_each_stance_is_towards_its_measure(self, stance):
        conditions = {"on_condition": ("lifeboat",)} if stance == ON_CONDITION else {}
        made = Position.model_validate(position(**{stance.key: "fleet"}, **conditions))
        assert (made.stance, made.measure) == (stance, "fleet")

    @pytest.mark.parametrize(
        ("stances", "found"),
        [
            ({}, "none"),
            ({"supports": "fleet", "opposes": "tolls"}, "supports and opposes"),
            ({"opposes": "fleet", "uncommitted_on": "fleet"}, "opposes and uncommitted_on"),
            (
                {"supports": "a", "conditionally_supports": "a", "on_condition": ("b",)},
                "supports and conditionally_supports",
            ),
        ],
    )
    def test_a_position_takes_exactly_one(self, stances, found):
        assert said(Position, position(**stances)) == [
            "expected exactly one of supports, conditionally_supports, opposes, uncommitted_on; found " + found
        ]

    @pytest.mark.parametrize("conditions", [{}, {"on_condition": ()}])
    def test_a_conditional_one_names_its_condition(self, conditions):
        assert said(Position, position(conditionally_supports="fleet", **conditions)) == [
            "conditionally_supports needs on_condition: the measures that must hold"
        ]

    @pytest.mark.parametrize("stance", ["supports", "opposes", "uncommitted_on"])
    def test_no_other_has_one(self, stance):
        assert said(Position, position(**{stance: "fleet"}, on_condition=("lifeboat",))) == [
            f"on_condition goes only with conditionally_supports; found it with {stance}"
        ]

    def test_a_measure_is_no_condition_of_itself(self):
        assert said(Position, position(conditionally_supports="fleet", on_condition=("lifeboat", "fleet"))) == [
            "'fleet' is a condition of itself"
        ]

    def test_a_condition_stands_once(self):
        assert said(Position, position(conditionally_supports="fleet", on_condition=("lifeboat", "lifeboat"))) == [
            "on_condition: 'lifeboat' stands twice"
        ]


class TestStatements:
    def test_a_statement_takes_positions_on_several_measures(self):
        positions = (position(supports="fleet"), position(opposes="tolls"))
        assert [made.measure for made in record(Statement, positions=positions).positions] == ["fleet", "tolls"]

    def test_it_takes_one_position_on_a_measure(self):
        positions = (position(supports="tolls"), position(supports="fleet"), position(opposes="fleet"))
        assert said_with(Statement, positions=positions) == [
            "takes two positions on 'fleet': a statement makes one point"
        ]

    @pytest.mark.parametrize("key", ["concerns", "evidence"])
    def test_it_has_a_subject_and_evidence(self, key):
        assert said_with(Statement, **{key: ()}) == [f"{key}: expected at least one"]

    @pytest.mark.parametrize(("key", "expected"), [("concerns", "words"), ("evidence", "keys and values")])
    def test_one_that_is_wrong_is_not_said_to_be_none(self, key, expected):
        message = f"expected {expected}, found the number 1 (put it in quotes if the words are meant)"
        assert said_with(Statement, **{key: (1,)}) == [f"{key}.0: {message}"]

    def test_an_event_is_judged_by_a_verdict(self):
        made = record(Statement, assesses="portville-talks", verdict="Mixed")
        assert (made.assesses, made.verdict) == ("portville-talks", "Mixed")

    @pytest.mark.parametrize("values", [{"assesses": "portville-talks"}, {"verdict": "Mixed"}])
    def test_an_event_and_its_verdict_go_together(self, values):
        assert said_with(Statement, **values) == ["assesses and verdict go together: which event is judged, and how"]

    CONDITIONAL = (position(conditionally_supports="fleet", on_condition=("lifeboat",)),)

    def test_a_passage_may_omit_a_condition_that_another_has(self):
        evidence = (EVIDENCE, {**EVIDENCE, "span": (5, 9), "omits": ("lifeboat",)})
        made = record(Statement, evidence=evidence, positions=self.CONDITIONAL)
        assert [passage.omits for passage in made.evidence] == [(), ("lifeboat",)]

    def test_a_condition_that_every_passage_omits_has_no_evidence(self):
        evidence = ({**EVIDENCE, "omits": ("lifeboat",)},)
        assert said_with(Statement, evidence=evidence, positions=self.CONDITIONAL) == [
            "every passage omits 'lifeboat', so that none is evidence for the condition"
        ]

    def test_what_a_passage_omits_is_a_condition(self):
        evidence = (EVIDENCE, {**EVIDENCE, "omits": ("tolls",)})
        assert said_with(Statement, evidence=evidence, positions=self.CONDITIONAL) == [
            "a passage omits 'tolls', which no position here has as its condition"
        ]


class TestDocuments:
    def test_one_with_statements_has_a_last_possible_day(self):
        assert said_with(Document, statements=(STATEMENT,)) == [
            "a document with statements needs its day of publication, or the latest possible day"
        ]
        dated = {"latest": "2033-04-05", "date_basis": "Stated"}
        assert said_with(Document, statements=(STATEMENT,), **dated) == []


class TestEvidence:
    def test_what_another_ascribes_needs_the_one_who_does(self):
        assert said_with(Passage, attribution="CharacterisedByOther") == [
            "CharacterisedByOther needs relayed_by: who ascribes it"
        ]

    def test_with_the_one_who_does_it_is_fine(self):
        made = record(Passage, attribution="CharacterisedByOther", relayed_by="gazette")
        assert (made.attribution, made.relayed_by) == ("CharacterisedByOther", "gazette")

    def test_a_passage_may_be_in_another_document(self):
        assert (record(Passage).in_, record(Passage, **{"in": "other"}).in_) == (None, "other")
