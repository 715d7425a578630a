"""Every rule of the records: what each key may hold, what goes together, and what is said of what does not."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from graph.records.explaining import explained
from graph.records.kinds import REFERENTS, SECTIONS, KnownIds
from graph.records.models import (
    REGISTER_MODELS,
    STANCES,
    Actor,
    Document,
    Entry,
    Event,
    Evidence,
    Figure,
    Flag,
    Guarantee,
    Link,
    Measure,
    NotCurated,
    Office,
    Organisation,
    Person,
    Position,
    Record,
    SourceText,
    Statement,
    Tenure,
)
from graph.records.plain_yaml import dotted

DIGEST = "0123456789abcdef" * 4
NO_SLUG = "is no slug: expected lower-case ASCII words joined by hyphens"
NO_DAY = "is no date: expected a day such as 2025-03-02"
NO_SPAN = "is no span: expected [start, end] with 0 <= start < end"

EVIDENCE = {"span": (0, 5), "digest": DIGEST, "attribution": "OwnText"}
POSITION = {"supports": "fleet", "explicitness": "Explicit", "confidence": "High"}
STATEMENT = {"id": "one", "by": "ada", "summary": "Says so.", "concerns": ("fleet",), "evidence": (EVIDENCE,)}
TEXT = {"file": "a.txt", "sha256": DIGEST, "length": 5}
ENTRY = {"id": "one", "label": "One"}
# The least that is a record, for every model.
LEAST = {
    Actor: ENTRY,
    Document: {"id": "report", "type": "NewsArticle", "title": "A report", "publisher": "gazette", "text": TEXT},
    Entry: ENTRY,
    Event: ENTRY,
    Evidence: EVIDENCE,
    Figure: {"id": "one", "label": "Sailors", "value": 1200, "unit": "sailors", "source_form": "1,200"},
    Flag: {"id": "one", "note": "Misspelt.", "source_form": "Profesor"},
    Guarantee: {**ENTRY, "definition": "Sailors are rescued."},
    Link: {"subject": "ada", "match": "exact", "target": "http://example.org/1", "evidence": "a register"},
    Measure: {**ENTRY, "definition": "Ships are sent."},
    NotCurated: {"span": (0, 5), "reason": "the title"},
    Office: ENTRY,
    Organisation: ENTRY,
    Person: ENTRY,
    Position: POSITION,
    SourceText: TEXT,
    Statement: STATEMENT,
    Tenure: {"office": "harbour-master"},
}


def record(model, **values):
    return model.model_validate({**LEAST[model], **values})


def said(model, data, known=None):
    """What is said of a record, each as ``field: message``, or as the message alone where it is about the whole."""
    try:
        model.model_validate(data, context=known)
    except ValidationError as error:
        found = [(dotted(detail["loc"]), explained(model, detail)) for detail in error.errors(include_url=False)]
        return [f"{field}: {message}" if field else message for field, message in found]
    return []


def said_with(model, **values):
    return said(model, {**LEAST[model], **values})


def all_models(model=Record):
    below = {each for child in model.__subclasses__() for each in all_models(child)}
    return below if model.__name__.startswith("_") or model is Record else below | {model}


class TestEveryRecord:
    def test_there_is_an_example_of_each(self):
        assert set(LEAST) == all_models()

    @pytest.mark.parametrize("model", LEAST)
    def test_the_least_is_enough(self, model):
        assert said(model, LEAST[model]) == []

    @pytest.mark.parametrize(("model", "key"), [(model, key) for model in LEAST for key in LEAST[model]])
    def test_less_is_not(self, model, key):
        less = {name: value for name, value in LEAST[model].items() if name != key}
        expected = (
            f"{key}: is missing" if key != "supports" else f"expected exactly one of {', '.join(STANCES)}; found none"
        )
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
        assert explained(Record, detail) == "Input should be a finite number"

    def test_every_section_of_the_registers_has_its_model(self):
        assert REGISTER_MODELS.keys() == SECTIONS.keys()


class TestUnknownKeys:
    @pytest.mark.parametrize(
        ("model", "key", "meant"),
        [
            (Statement, "sumary", "summary"),
            (Statement, "as_", "as"),
            (Statement, "concern", "concerns"),
            (Evidence, "attributed", "attribution"),
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
        model = {"from_": Tenure, "in_": Evidence}[key]
        assert said_with(model, **{key: "x"})[0].startswith(f"{key}: unknown key '{key}'")

    def test_all_of_them_are_told(self):
        assert said_with(Flag, sourceform="x", corectedform="y", id="A") == [
            f"id: 'A' {NO_SLUG}",
            "sourceform: unknown key 'sourceform'; did you mean 'source_form'?",
            "corectedform: unknown key 'corectedform'; did you mean 'corrected_form'?",
        ]


class TestWords:
    @pytest.mark.parametrize("slug", ["a", "keir-starmer", "2033", "article-5-type-guarantee", "0"])
    def test_a_slug_is_lower_case_words_joined_by_hyphens(self, slug):
        assert record(Entry, id=slug).id == slug

    @pytest.mark.parametrize(
        "slug",
        ["", "Keir", "keir_starmer", "keir--starmer", "-a", "a-", "zoë", "a b", "a/b", "a.b", "a\n", "٣"],
    )
    def test_what_is_no_slug_is_refused_and_never_repaired(self, slug):
        assert said_with(Entry, id=slug) == [f"id: '{slug}' {NO_SLUG}"]

    @pytest.mark.parametrize(
        ("found", "described"),
        [
            (12, "the number 12 (put it in quotes if the words are meant)"),
            (True, "true (put it in quotes if the word is meant)"),
            (False, "false (put it in quotes if the word is meant)"),
            (None, "nothing"),
            (("a",), "a list"),
            ({"a": 1}, "keys and values"),
        ],
    )
    @pytest.mark.parametrize("key", ["id", "label"])
    def test_what_is_no_text_is_refused(self, key, found, described):
        assert said_with(Entry, **{key: found}) == [f"{key}: expected words, found {described}"]

    @pytest.mark.parametrize("empty", ["", " ", "\n\t"])
    @pytest.mark.parametrize(
        ("model", "key"),
        [
            *((Entry, key) for key in ("label", "definition")),
            *((Document, key) for key in ("title", "date_note")),
            *((Statement, key) for key in ("summary", "phrase", "note", "date_note")),
            *((Position, key) for key in ("qualification", "reading")),
            *((Figure, key) for key in ("label", "unit", "source_form")),
            *((Flag, key) for key in ("note", "source_form", "corrected_form")),
            (Measure, "definition"),
            (NotCurated, "reason"),
            (Link, "evidence"),
        ],
    )
    def test_empty_words_are_refused(self, model, key, empty):
        assert said_with(model, **{key: empty}) == [f"{key}: is empty"]

    @pytest.mark.parametrize("name", ["", "../secret.txt", "a/b.txt", "a\0b", ".hidden", "C:\\x"])
    def test_a_source_text_is_named_without_a_folder(self, name):
        (said,) = said_with(SourceText, file=name)
        assert said.endswith("is no file name: expected letters, digits, dots, hyphens and underscores")

    def test_an_empty_other_name_is_refused_where_it_stands(self):
        assert said_with(Entry, also_known_as=("A", " ")) == ["also_known_as.1: is empty"]

    @pytest.mark.parametrize(
        ("model", "key"),
        [(Entry, "also_known_as"), (Statement, "concerns"), (Position, "on_condition"), (Document, "statements")],
    )
    def test_a_single_word_is_no_list(self, model, key):
        assert said_with(model, **{key: "x"}) == [f"{key}: expected a list, found 'x'"]


class TestChoices:
    @pytest.mark.parametrize(
        ("model", "key", "choices"),
        [
            (Position, "explicitness", ("Explicit", "Implied")),
            (Position, "confidence", ("High", "Medium", "Low")),
            (Evidence, "attribution", ("DirectQuotation", "ReportedSpeech", "OwnText")),
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
            (
                Evidence,
                "attribution",
                "'DirectQuotation', 'ReportedSpeech', 'OwnText' or 'CharacterisedByOther'",
            ),
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


class TestDays:
    DAYS = (
        (Statement, "on"),
        (Statement, "earliest"),
        (Document, "published"),
        (Event, "took_place_on"),
        (Event, "latest"),
    )

    @pytest.mark.parametrize(("model", "key"), DAYS)
    def test_a_day_is_kept_as_written(self, model, key):
        basis = "on_basis" if model is Statement else "date_basis"
        assert getattr(record(model, **{key: "2024-02-29", basis: "Stated"}), key) == "2024-02-29"

    @pytest.mark.parametrize(
        "day",
        [
            *("2025-02-30", "2025-02-29", "2025-13-01", "2025-00-10", "0000-01-01"),
            *("2025-3-2", "20250302", "2025-W09-7", "2025-03-02T10:00:00", "02-03-2025", "2025-03-02\n", "٢٠٢٥-٠٣-٠٢"),
            *("March 2025", "2025", "", 2025, 20250302, True, ("a",)),
        ],
    )
    def test_what_is_no_day_is_refused(self, day):
        assert said_with(Statement, on=day) == [f"on: '{day}' {NO_DAY}"]

    @pytest.mark.parametrize(("model", "key"), DAYS)
    def test_it_is_refused_in_every_place_for_a_day(self, model, key):
        assert said_with(model, **{key: "2025-02-30"}) == [f"{key}: '2025-02-30' {NO_DAY}"]


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


class TestDigestsNumbersAndAddresses:
    @pytest.mark.parametrize("digest", [DIGEST[:-1], DIGEST + "0", DIGEST.upper(), "g" + DIGEST[1:], "", DIGEST + "\n"])
    @pytest.mark.parametrize(("model", "key"), [(Evidence, "digest"), (SourceText, "sha256")])
    def test_a_digest_is_64_digits_in_lower_case(self, model, key, digest):
        assert said_with(model, **{key: digest}) == [
            f"{key}: '{digest}' is no SHA-256 digest: expected 64 hexadecimal digits in lower case"
        ]

    def test_a_digest_is_kept(self):
        assert record(Evidence).digest == DIGEST

    @pytest.mark.parametrize(
        ("written", "kept"), [(1200, "1200"), (-3, "-3"), (0, "0"), ("1.10", "1.10"), ("-0.5", "-0.5"), ("+7", "7")]
    )
    def test_a_number_is_kept_in_its_digits(self, written, kept):
        assert record(Figure, value=written).value == kept

    @pytest.mark.parametrize("written", ["1,200", "many", "", "nan", "inf", "-Infinity", "1.2.3", True, None, (1,)])
    def test_what_is_no_number_is_refused(self, written):
        assert said_with(Figure, value=written) == [f"value: '{written}' is no number"]

    @pytest.mark.parametrize(
        ("length", "said_of_it"),
        [
            (0, "expected more than 0, found 0"),
            (-5, "expected more than 0, found -5"),
            ("5", "expected a whole number, found '5'"),
            (True, "expected a whole number, found true (put it in quotes if the word is meant)"),
            (None, "expected a whole number, found nothing"),
        ],
    )
    def test_a_length_is_a_whole_number_above_zero(self, length, said_of_it):
        assert said_with(SourceText, length=length) == [f"length: {said_of_it}"]

    @pytest.mark.parametrize(
        "target", ["http://example.org/1", "https://example.org/a?b=c#d", "http://www.wikidata.org/entity/Q1"]
    )
    def test_an_address_is_kept(self, target):
        assert record(Link, target=target).target == target

    @pytest.mark.parametrize(
        "target", ["", "Q1", "wd:Q1", "ftp://example.org/", "http://", "http://a b", "http://a/<b>", "http://a\n"]
    )
    def test_what_is_no_address_is_refused(self, target):
        assert said_with(Link, target=target) == [
            f"target: '{target}' is no IRI: expected one that begins with http:// or https://"
        ]


class TestPhrases:
    @pytest.mark.parametrize(
        "phrase",
        [
            "one two three four five six seven",
            'one, two - three … four: "five" (six) – seven!',  # noqa: RUF001 -- typographic signs are meant
            "don't don’t well-meant U.S. mid-April o’clock twenty-one",  # noqa: RUF001 -- typographic signs are meant
            "1 2 3 4 5 6 7.5",
        ],
    )
    def test_seven_words_are_allowed(self, phrase):
        assert record(Statement, phrase=phrase).phrase == phrase

    @pytest.mark.parametrize(
        ("phrase", "count"),
        [
            ("one two three four five six seven eight", 8),
            ('one, two - three … four: "five" (six) – seven, 8', 8),  # noqa: RUF001 -- typographic signs are meant
            ("one\ntwo\tthree/four_five six seven eight nine", 9),
        ],
    )
    def test_more_are_not(self, phrase, count):
        told = f"has {count} words: expected at most 7 quoted from the source"
        assert said_with(Statement, phrase=phrase) == [f"phrase: {told}"]
        assert said_with(Figure, source_form=phrase) == [f"source_form: {told}"]


class TestSpans:
    @pytest.mark.parametrize("span", [(0, 1), (5, 500)])
    @pytest.mark.parametrize("model", [Evidence, NotCurated])
    def test_a_span_is_two_positions_in_order(self, model, span):
        assert record(model, span=span).span == span

    @pytest.mark.parametrize(
        "span", [(1, 1), (5, 3), (-1, 3), (1,), (1, 2, 3), (), ("1", "2"), (1, None), "1-2", 12, None, {"start": 1}]
    )
    @pytest.mark.parametrize("model", [Evidence, NotCurated])
    def test_what_is_no_span_is_refused(self, model, span):
        assert said_with(model, span=span) == [f"span: {span} {NO_SPAN}"]

    def test_true_and_false_are_no_positions(self):
        assert said_with(Evidence, span=(False, True)) == [
            "span.0: expected a whole number, found false (put it in quotes if the word is meant)",
            "span.1: expected a whole number, found true (put it in quotes if the word is meant)",
        ]


def position(**stance):
    return {"explicitness": "Explicit", "confidence": "High", **stance}


class TestPositions:
    @pytest.mark.parametrize("stance", STANCES)
    def test_each_stance_is_towards_its_measure(self, stance):
        conditions = {"on_condition": ("lifeboat",)} if stance == "conditionally_supports" else {}
        made = Position.model_validate(position(**{stance: "fleet"}, **conditions))
        assert (made.stance, made.measure) == (stance, "fleet")

    def test_the_stances_are_four(self):
        assert STANCES == ("supports", "conditionally_supports", "opposes", "uncommitted_on")

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

    @pytest.mark.parametrize(
        ("key", "place", "message"),
        [
            ("concerns", "concerns.0", "expected words, found the number 1 (put it in quotes if the words are meant)"),
            (
                "evidence",
                "evidence.0",
                "expected keys and values, found the number 1 (put it in quotes if the words are meant)",
            ),
        ],
    )
    def test_one_that_is_wrong_is_not_said_to_be_none(self, key, place, message):
        assert said_with(Statement, **{key: (1,)}) == [f"{place}: {message}"]

    @pytest.mark.parametrize("key", ["concerns", "doubts"])
    def test_it_names_a_thing_once(self, key):
        assert said_with(Statement, **{key: ("fleet", "tolls", "fleet")}) == [f"{key}: 'fleet' stands twice"]


class TestEvidence:
    def test_what_another_ascribes_needs_the_one_who_does(self):
        assert said_with(Evidence, attribution="CharacterisedByOther") == [
            "CharacterisedByOther needs relayed_by: who ascribes it"
        ]

    def test_with_the_one_who_does_it_is_fine(self):
        made = record(Evidence, attribution="CharacterisedByOther", relayed_by="gazette")
        assert (made.attribution, made.relayed_by) == ("CharacterisedByOther", "gazette")

    def test_a_passage_may_be_in_another_document(self):
        assert (record(Evidence).in_, record(Evidence, **{"in": "other"}).in_) == (None, "other")


class TestDistinctNames:
    @pytest.mark.parametrize(
        ("model", "key"),
        [
            (Office, "represents"),
            (Event, "participants"),
            (Document, "written_by"),
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
    (Office, "represents"): ACTORS,
    (Event, "place"): {"Place"},
    (Event, "participants"): ACTORS,
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
    (Evidence, "in"): {"Document"},
    (Evidence, "relayed_by"): ACTORS,
    (Statement, "by"): ACTORS,
    (Statement, "as"): {"Office"},
    (Statement, "at"): {"Event"},
    (Statement, "concerns"): SUBJECTS,
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
    *("on_condition", "concerns", "doubts", "with_components", "written_by"),
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
            (Evidence, "in", "Statement", "'a-statement' is a statement, expected a document"),
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
