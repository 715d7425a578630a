"""Every character of a text is accounted for, or said not to be."""

from __future__ import annotations

from graph.records import SourceTexts, coverage, read_curation
from tests.support.paths import CURATED
from tests.support.world_files import replace


def edit(world, name, old, new):
    replace(world / "curated" / "documents" / name, old, new)


def covered(world):
    found, problems = coverage(read_curation(world / "curated"), SourceTexts(world / "texts"))
    return {one.file: one for one in found}, [str(problem).partition("/curated/")[2] for problem in problems]


def test_the_tiny_world_is_covered_by_all_documents_that_share_a_text(world):
    found, problems = covered(world)
    assert problems == []
    assert str(found["harbour.txt"]) == (
        "harbour.txt: 411 characters, 332 attested, 79 not curated for a reason, 0 uncovered"
    )
    assert str(found["copy.txt"]) == "copy.txt: 44 characters, 37 attested, 7 not curated for a reason, 0 uncovered"


def test_an_uncovered_stretch_is_said_with_its_span_line_and_words(world):
    edit(world, "harbour-report.yaml", "  - {span: [0, 26], reason: the title}\n", "")
    found, problems = covered(world)
    assert found["harbour.txt"].uncovered == ((0, 26),)
    assert problems == [
        (
            "documents/harbour-report.yaml:1: coverage: nothing accounts for [0, 26], line 1 of harbour.txt: "
            "Harbour talks in Portville"
        )
    ]


def test_blanks_at_the_ends_of_a_stretch_do_not_count(world):
    edit(world, "harbour-report.yaml", "[432, 499]", "[441, 470]")
    found, _ = covered(world)
    assert found["harbour.txt"].uncovered == ((432, 440), (470, 499))


def test_a_passage_in_another_document_covers_that_documents_text(world):
    edit(world, "harbour-report.yaml", "{in: harbour-copy, span: [8, 53]", "{in: harbour-copy, span: [8, 20]")
    found, _ = covered(world)
    assert found["copy.txt"].uncovered == ((21, 53),)
    assert found["harbour.txt"].uncovered == ()


def test_a_text_that_is_not_at_hand_is_left_out(world):
    (world / "texts" / "copy.txt").unlink()
    found, problems = covered(world)
    assert set(found) == {"harbour.txt"}
    assert problems == []


def test_the_real_texts_are_covered_wholly(sources):
    found, problems = coverage(read_curation(CURATED), SourceTexts(sources))
    assert problems == []
    assert [one.uncovered for one in found] == [()] * 5
