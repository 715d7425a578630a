"""What the fields of records may hold: words, days, digests, numbers, phrases, spans."""

from __future__ import annotations

import pytest

from graph.records.document_models import Document, Figure, Flag, NotCurated, Passage, Position, SourceText, Statement
from graph.records.models import Entry, Event, Link, Measure
from tests.support.records import DIGEST, NO_DAY, NO_SLUG, NO_SPAN, record, said_with


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


class TestDigestsNumbersAndAddresses:
    @pytest.mark.parametrize("digest", [DIGEST[:-1], DIGEST + "0", DIGEST.upper(), "g" + DIGEST[1:], "", DIGEST + "\n"])
    @pytest.mark.parametrize(("model", "key"), [(Passage, "digest"), (SourceText, "sha256")])
    def test_a_digest_is_64_digits_in_lower_case(self, model, key, digest):
        assert said_with(model, **{key: digest}) == [
            f"{key}: '{digest}' is no SHA-256 digest: expected 64 hexadecimal digits in lower case"
        ]

    def test_a_digest_is_kept(self):
        assert record(Passage).digest == DIGEST

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


class TestAddresses:
    @pytest.mark.parametrize(
        "url",
        [
            "https://gazette.example/harbour",
            "http://gazette.example:8080/a/b?c=d&e=%C3%A9",
            "https://gazette.example/@ada/harbour-talks_(2033)",
            "https://[2001:db8::1]/a",
        ],
    )
    def test_an_address_of_a_page_is_kept_as_it_is_written(self, url):
        assert record(Document, url=url, url_evidence="The page has this text.").url == url

    @pytest.mark.parametrize(
        "url",
        [
            "",
            "gazette.example/harbour",
            "//gazette.example/harbour",
            "ftp://gazette.example/harbour",
            "https:///harbour",
            "https://",
            "https://gazette.example/harbour#ships",
            "https://gazette.example/harbour#",
            "https://ada:secret@gazette.example/harbour",
            "https://ada@gazette.example/",
            "https://gazette.example/har bour",
            "https://gazette.example/é",
            "https://gazette.example/%zz",
            "https://gazette.example:port/",
            "https://gazette.example:99999/",
            "https://gazette.example/\n",
            "javascript:alert(1)",
        ],
    )
    def test_what_is_no_address_of_a_page_is_refused(self, url):
        expected = "expected http:// or https:// and a host, percent-encoded, without user name, password or fragment"
        assert said_with(Document, url=url, url_evidence="Seen.") == [
            f"url: '{url}' is no address of a page: {expected}"
        ]

    @pytest.mark.parametrize("key", ["url", "url_evidence"])
    def test_an_address_and_how_it_is_known_go_together(self, key):
        assert said_with(Document, **{key: "https://gazette.example/harbour"}) == [
            "url and url_evidence go together: the page, and how it was found to have this text"
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
    @pytest.mark.parametrize("model", [Passage, NotCurated])
    def test_a_span_is_two_positions_in_order(self, model, span):
        assert record(model, span=span).span == span

    @pytest.mark.parametrize(
        "span", [(1, 1), (5, 3), (-1, 3), (1,), (1, 2, 3), (), ("1", "2"), (1, None), "1-2", 12, None, {"start": 1}]
    )
    @pytest.mark.parametrize("model", [Passage, NotCurated])
    def test_what_is_no_span_is_refused(self, model, span):
        assert said_with(model, span=span) == [f"span: {span} {NO_SPAN}"]

    def test_true_and_false_are_no_positions(self):
        assert said_with(Passage, span=(False, True)) == [
            "span.0: expected a whole number, found false (put it in quotes if the word is meant)",
            "span.1: expected a whole number, found true (put it in quotes if the word is meant)",
        ]
