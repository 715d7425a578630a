"""Digests and spans held against the source texts."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from graph.errors import CurationError
from graph.records import SourceTexts, find_passage, read_curation, verify_spans
from graph.records.document_models import Passage
from graph.records.plain_yaml import parse
from graph.records.texts import digest
from tests.support.paths import CURATED
from tests.support.world_files import COMMENT, COPY, REPORT, edit

pytestmark = pytest.mark.usefixtures("in_the_world")


TEXTS = SourceTexts(Path("texts"))
PAGE = "curated/documents/harbour-page.yaml"
FURTHER = "curated/documents/further.yaml"
ALL = ("harbour-copy", "harbour-page", "harbour-report", "lind-comment")
HARBOUR = "e63b4a073448296f8e11b417c89860f432ee4da51e8c5e7827b5644a6570deaa"


def sha256(text):
    return hashlib.sha256(text.encode()).hexdigest()


def verified():
    return verify_spans(read_curation(Path("curated")), TEXTS)[0]


def problems():
    return [str(problem) for problem in verify_spans(read_curation(Path("curated")), TEXTS)[1]]


def problems_of(text, *, phrase="a", span=None, digest_of=None):
    """What is said of a further document that has this text and one statement with this phrase and span."""
    Path("texts/further.txt").write_bytes(text.encode())
    start, end = span or (0, len(text))
    evidence = {"span": [start, end], "attribution": "OwnText", "digest": sha256(digest_of or text[start:end])}
    statement = {"id": "one", "by": "bo-lind", "summary": "Says so.", "concerns": ["fleet"], "evidence": [evidence]}
    document = {
        "id": "further",
        "type": "NewsArticle",
        "title": "A further text",
        "publisher": "gazette",
        "published": "2033-04-06",
        "date_basis": "Stated",
        "text": {"file": "further.txt", "sha256": sha256(text), "length": len(text)},
        "statements": [{**statement, "phrase": phrase}],
    }
    Path(FURTHER).write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    assert "further" in verified()
    return problems()


class TestTheTinyWorld:
    def test_every_document_is_verified_and_nothing_is_wrong(self):
        assert verify_spans(read_curation(Path("curated")), TEXTS) == (ALL, [])

    def test_without_any_text_none_is_verified_and_nothing_is_wrong(self, tmp_path):
        assert verify_spans(read_curation(Path("curated")), SourceTexts(tmp_path)) == ((), [])


class TestSpans:
    def test_one_that_reaches_beyond_the_text_is_told(self):
        edit(REPORT, 81, "[398, 431]", "[398, 501]")
        assert problems() == [f"{REPORT}:81: span: [398, 501] reaches beyond the text of 500 code points"]

    def test_one_may_reach_to_the_end_of_the_text(self):
        text = TEXTS.read("harbour.txt")
        edit(REPORT, 81, "[398, 431]", "[398, 500]")
        edit(REPORT, 81, "c0134e15f1cc05b8d35b2ef0ec8e7f43d11fbbd464153b2a3d654fdda4588648", sha256(text[398:500]))
        assert problems() == []

    def test_a_wrong_digest_is_told_with_the_right_one_and_the_passage_shortened(self):
        edit(COMMENT, 24, "digest: b7bb9a", "digest: a7bb9a")
        right = "b7bb9affa600bc32f8be363ec1fd0e10b6396a39789f285228d188313d729c0c"
        assert problems() == [
            (
                f"{COMMENT}:24: digest: the passage at [189, 284] has the digest {right}; "
                "it reads: Professor Bo Lind of the Tide ... go even without a lifeboat."
            )
        ]

    def test_a_passage_of_twelve_words_is_shown_whole(self):
        edit(REPORT, 71, "digest: 909236", "digest: 909237")
        right = "909236b03ee8dd6c699e6e27a63c6d744abed79c560586d28715bd55374cc885"
        assert problems() == [
            (
                f"{REPORT}:71: digest: the passage at [285, 354] has the digest {right}; "
                "it reads: Southland has not made up its mind about ships, the Gazette reported."
            )
        ]

    def test_a_passage_of_thirteen_words_is_shortened(self):
        text = "one two three four five six seven eight nine ten eleven twelve thirteen"
        assert problems_of(text, digest_of="something else") == [
            (
                f"{FURTHER}:1: digest: the passage at [0, 71] has the digest {sha256(text)}; "
                "it reads: one two three four five six ... nine ten eleven twelve thirteen"
            )
        ]

    def test_a_passage_that_has_moved_is_told_in_one_line(self):
        edit(REPORT, 48, "[116, 142]", "[17, 42]")
        right = sha256("Portville\n\nPrime Minister")
        assert problems() == [
            f"{REPORT}:48: digest: the passage at [17, 42] has the digest {right}; it reads: Portville Prime Minister"
        ]

    def test_one_in_another_document_is_held_against_the_text_of_that(self):
        edit(REPORT, 61, "[8, 53]", "[8, 55]")
        assert problems() == [f"{REPORT}:61: span: [8, 55] reaches beyond the text of 54 code points"]

    def test_positions_count_code_points_with_line_ends_as_they_are(self):
        text = "\U0001f6a2 é\r\nShips go.\r\n"
        assert problems_of(text, phrase="ships go", span=(5, 14)) == []


class TestDocuments:
    def test_a_wrong_digest_and_a_wrong_length_are_told(self):
        edit(COPY, 8, "bfafec", "bfafed")
        edit(COPY, 9, "54", "53")
        right = "bfafecb360f0d9e935291c99fe301f0acfff7ef65490a62421666e0d63ddb753"
        assert problems() == [
            f"{COPY}:1: text.sha256: copy.txt has another digest, {right}: the text is not the one that was curated",
            f"{COPY}:1: text.length: found 53, but copy.txt has 54 code points",
        ]

    def test_a_changed_text_is_told_for_every_document_that_rests_on_it(self):
        text = TEXTS.read("harbour.txt") + "!"
        Path("texts/harbour.txt").write_bytes(text.encode())
        assert problems() == [
            told
            for file in (PAGE, REPORT, COMMENT)
            for told in (
                (
                    f"{file}:1: text.sha256: harbour.txt has another digest, {sha256(text)}: "
                    "the text is not the one that was curated"
                ),
                f"{file}:1: text.length: found 500, but harbour.txt has 501 code points",
            )
        ]

    def test_a_stretch_that_is_not_curated_ends_with_the_text(self):
        edit(REPORT, 87, "[0, 26]", "[26, 501]")
        assert problems() == [f"{REPORT}:1: not_curated.0.span: [26, 501] reaches beyond the text of 500 code points"]
        edit(REPORT, 87, "[26, 501]", "[26, 500]")
        assert problems() == []

    def test_everything_is_told_in_one_run(self):
        edit(COPY, 9, "54", "53")
        edit(REPORT, 81, "[398, 431]", "[398, 501]")
        edit(REPORT, 23, "lifeboat", "radio")
        edit(REPORT, 87, "[0, 26]", "[0, 501]")
        assert problems() == [
            f"{COPY}:1: text.length: found 53, but copy.txt has 54 code points",
            f"{REPORT}:16: phrase: 'only with a radio' is not in the passage",
            f"{REPORT}:81: span: [398, 501] reaches beyond the text of 500 code points",
            f"{REPORT}:1: not_curated.0.span: [0, 501] reaches beyond the text of 500 code points",
        ]


class TestTextsThatAreNotAtHand:
    def test_a_missing_text_is_not_verified_and_no_error(self):
        Path("texts/copy.txt").unlink()
        edit(COPY, 9, "54", "53")
        edit(REPORT, 61, "[8, 53]", "[8, 55]")
        assert (verified(), problems()) == (("harbour-page", "harbour-report", "lind-comment"), [])

    def test_a_text_that_is_not_utf_8_is_an_error_and_not_verified(self):
        Path("texts/copy.txt").write_bytes(b"caf\xe9!")
        assert verified() == ("harbour-page", "harbour-report", "lind-comment")
        assert problems() == [
            (
                f"{COPY}:1: text.file: cannot be read: "
                "'utf-8' codec can't decode byte 0xe9 in position 3: invalid continuation byte"
            )
        ]

    def test_a_folder_in_place_of_a_text_is_an_error_and_not_verified(self):
        Path("texts/copy.txt").unlink()
        Path("texts/copy.txt").mkdir()
        assert verified() == ("harbour-page", "harbour-report", "lind-comment")
        assert problems() == [f"{COPY}:1: text.file: cannot be read: [Errno 21] Is a directory: 'texts/copy.txt'"]


class TestPhrases:
    def test_one_that_is_not_in_the_passage_is_told_where_the_statement_is(self):
        edit(REPORT, 23, "only with a lifeboat", "only with a lifebelt")
        assert problems() == [f"{REPORT}:16: phrase: 'only with a lifebelt' is not in the passage"]

    def test_one_that_is_elsewhere_in_the_text_is_not_in_the_passage(self):
        edit(REPORT, 23, "only with a lifeboat", "even without a lifeboat")
        assert problems() == [f"{REPORT}:16: phrase: 'even without a lifeboat' is not in the passage"]

    def test_the_sentence_that_may_be_meant_is_named(self):
        edit(
            REPORT, 45, "summary: Pledges sailors.", "summary: Pledges sailors.\n    phrase: She pledges 1,200 sailors"
        )
        assert problems() == [
            (
                f"{REPORT}:38: phrase: 'She pledges 1,200 sailors' is not in the passage; "
                "did you mean 'She pledged 1,200 sailors.'?"
            )
        ]

    def test_the_sentence_that_may_be_meant_is_one_of_several(self):
        text = "First things come first. She pledged 1,200 sailors. Then they all went home again"
        assert problems_of(text, phrase="She pledges 1,200 sailors") == [
            (
                f"{FURTHER}:1: phrase: 'She pledges 1,200 sailors' is not in the passage; "
                "did you mean 'She pledged 1,200 sailors'?"
            )
        ]

    def test_capital_letters_make_no_difference(self):
        edit(REPORT, 23, "only with a lifeboat", "ONLY with a Lifeboat")
        assert problems() == []

    @pytest.mark.parametrize("phrase", ["\"Don't 'go'\"", "“Don’t ‘go’”", "“don't ’go'\""])  # noqa: RUF001 -- typographic signs are meant
    @pytest.mark.parametrize("quotes", ["\"Don't 'go'\"", "“Don’t ‘go’”"])  # noqa: RUF001 -- typographic signs are meant
    def test_typographic_quotes_count_as_straight_ones(self, phrase, quotes):
        text = f"She said: {quotes} and left."
        assert problems_of(text, phrase=phrase) == []

    def test_a_dash_does_not_count_as_a_hyphen(self):
        dash = "well\u2013meant"
        assert problems_of("They sail on well-meant winds to the far shore.", phrase=dash) == [
            f"{FURTHER}:1: phrase: '{dash}' is not in the passage"
        ]

    def test_one_may_be_in_another_passage_of_the_statement(self):
        title = sha256("Harbour talks in Portville")
        edit(
            REPORT,
            27,
            "      - {span: [28",
            f"      - {{span: [0, 26], attribution: OwnText, digest: {title}}}\n      - {{span: [28",
        )
        assert problems() == []
        edit(REPORT, 23, "only with a lifeboat", "even without a lifeboat")
        assert problems() == [f"{REPORT}:16: phrase: 'even without a lifeboat' is not in the passage"]

    def test_it_is_looked_for_in_the_document_that_the_passage_is_in(self):
        edit(REPORT, 60, "{span: [143, 188]", "{in: harbour-copy, span: [8, 53]")
        edit(REPORT, 61, "{in: harbour-copy, span: [8, 53]", "{span: [143, 188]")
        edit(REPORT, 56, "summary:", "phrase: would need a radio\n    summary:")
        assert problems() == []

    def test_it_may_be_in_another_document_alone(self):
        edit(REPORT, 61, "      - {", "#")
        edit(REPORT, 60, "{span: [143, 188]", "{in: harbour-copy, span: [8, 53]")
        edit(REPORT, 56, "summary:", "phrase: would need a radio\n    summary:")
        assert problems() == []
        edit(REPORT, 56, "would need a radio", "Copied")
        assert problems() == [f"{REPORT}:51: phrase: 'Copied' is not in the passage"]


class TestFindingAPassage:
    def test_the_entry_is_ready_to_paste(self):
        assert find_passage(TEXTS, "harbour.txt", "An aide", "a radio.") == (
            "- {span: [143, 188], attribution: ReportedSpeech, "
            "digest: e0ec9db1b1b066a6dad16f391d661d9c8777b3a8664f570a1b0bd7c5073d107e}"
        )

    def test_what_is_pasted_is_an_evidence_entry(self):
        entry, told = parse(find_passage(TEXTS, "harbour.txt", "An aide", "a radio."), "a.yaml")
        (evidence,) = (Passage.model_validate(each) for each in entry.data)
        assert (told, evidence.span, evidence.digest) == ([], (143, 188), digest(TEXTS.read("harbour.txt")[143:188]))

    @pytest.mark.parametrize(
        ("first", "last", "span"),
        [
            ("Southland", "reported.", "[285, 354]"),
            ("Harbour talks", "Portville", "[0, 26]"),
            ("The Coast Party", "The Coast Party", "[398, 413]"),
            ("The Coast Party", "Party", "[398, 413]"),
            ("An aide", "lifeboat", "[143, 168]"),
            ("Portville\n\nPrime", "Vale", "[17, 51]"),
        ],
    )
    def test_it_ends_with_the_first_of_the_last_words(self, first, last, span):
        assert find_passage(TEXTS, "harbour.txt", first, last).startswith(f"- {{span: {span}, ")

    @pytest.mark.parametrize(("first", "last"), [("\"Don't", "go'."), ("“Don’t", "go’.")])  # noqa: RUF001 -- typographic signs are meant
    def test_quotation_marks_may_be_typed_straight(self, first, last):
        text = "She: “Don’t ‘go’.”"  # noqa: RUF001 -- typographic signs are meant
        Path("texts/further.txt").write_text(text, encoding="utf-8")
        assert find_passage(TEXTS, "further.txt", first, last) == (
            f"- {{span: [5, 17], attribution: ReportedSpeech, digest: {sha256(text[5:17])}}}"
        )

    @pytest.mark.parametrize(
        ("first", "last", "told"),
        [
            ("submarines", "radio", "harbour.txt:1: 'submarines' does not stand there"),
            ("an aide", "radio", "harbour.txt:1: 'an aide' does not stand there"),
            ("An aide", "Monday", "harbour.txt:4: 'Monday' does not stand there after 'An aide'"),
            ("ships", "tolls", "harbour.txt:3: 'ships' stands there at 82 and again at 244: give more words"),
            ("lifeboat", "nowhere", "harbour.txt:3: 'lifeboat' stands there at 105 and again at 160: give more words"),
        ],
    )
    def test_words_that_are_not_there_or_there_again_are_told(self, first, last, told):
        with pytest.raises(CurationError) as caught:
            find_passage(TEXTS, "harbour.txt", first, last)
        assert str(caught.value) == told

    def test_words_that_stand_there_again_within_themselves_are_told(self):
        Path("texts/further.txt").write_text("\naaa", encoding="utf-8")
        with pytest.raises(CurationError, match=r"^further.txt:2: 'aa' stands there at 1 and again at 2: give more"):
            find_passage(TEXTS, "further.txt", "aa", "a")

    def test_a_text_that_cannot_be_read_is_told(self):
        with pytest.raises(CurationError, match=r"^texts/none.txt: cannot be read: \[Errno 2\] No such file"):
            find_passage(TEXTS, "none.txt", "a", "b")
        Path("texts/copy.txt").write_bytes(b"\xff")
        with pytest.raises(CurationError, match=r"^texts/copy.txt: cannot be read: 'utf-8' codec can't decode"):
            find_passage(TEXTS, "copy.txt", "a", "b")


def test_the_digest_of_a_text_is_that_of_its_bytes_as_utf_8():
    assert digest("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert digest(TEXTS.read("harbour.txt")) == hashlib.sha256(Path("texts/harbour.txt").read_bytes()).hexdigest()
    assert digest(TEXTS.read("harbour.txt")) == HARBOUR


def test_the_spans_of_the_real_documents_are_those_of_the_source_texts(sources):
    curation = read_curation(CURATED)
    found, told = verify_spans(curation, SourceTexts(sources))
    assert [str(problem) for problem in told] == []
    assert found == tuple(document.id for document in curation.documents)
    assert len(found) == 9
