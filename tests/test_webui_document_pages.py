"""The page of a document, and its text with every passage in its place."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.support.pages import main
from tests.support.paths import WORLD
from webui import create_app
from webui.things.passages import SETTING, Span, covered, in_context, paragraphs, source_text


@pytest.fixture
def app(world_store, monkeypatch):
    monkeypatch.delenv("BACKSTOP_SOURCES", raising=False)
    return create_app(world_store)


@pytest.fixture
def client(app):
    """A site that has no texts."""
    return app.test_client()


@pytest.fixture
def reader(app):
    """A site that has the texts."""
    app.config[SETTING] = str(WORLD / "texts")
    return app.test_client()


class TestDocument:
    def test_it_says_where_it_comes_from(self, reader):
        facts = main(reader, "/id/harbour-report").facts
        assert facts == {
            "Article": "Read it at gazette.example",
            "Text": "Read the text with every passage in its place",
            "Published": "Gazette, 5 April 2033 stated date",
            "Written by": "Gazette",
            "Copied in": "A copy 1 statement",
            "Part of": "A page on the harbour",
        }

    def test_a_copy_and_a_page_say_what_they_copy_and_hold(self, client):
        copy = main(client, "/id/harbour-copy").facts["A copy of"]
        assert copy.startswith("Harbour talks in Portville 5 statements The two are one origin")
        assert main(client, "/id/harbour-page").facts["Contains"] == "Harbour talks in Portville 5 statements"

    def test_its_statements_are_in_reading_order(self, client):
        statements = main(client, "/id/harbour-report").about("statements")
        assert statements.texts("p", "summary") == [
            "Says that ships go only with a lifeboat.",
            "Pledges sailors.",
            "Says that the lifeboat would need a radio.",
            "Leaves ships open.",
            "Rejects tolls.",
        ]

    def test_coverage_counts_characters_once_and_draws_where_they_stand(self, client):
        coverage = main(client, "/id/harbour-report").about("coverage")
        # Spans [28, 115], [116, 142], [143, 188], [285, 354], [398, 431].
        assert "5 statements rest on 52 % of the text: 260 of 500 characters." in coverage.text
        drawn = [(rect.attributes["x"], rect.attributes["width"]) for rect in coverage.all("rect", "part")]
        assert drawn == [("28", "87"), ("116", "26"), ("143", "45"), ("285", "69"), ("398", "33")]

    def test_flags_give_the_form_of_the_source_and_lead_to_their_statement(self, client):
        assert main(client, "/id/harbour-report").about("flags").texts("li") == [
            "The title is short. The source has Harbour talks."
        ]
        flags = main(client, "/id/lind-comment").about("flags")
        assert flags.texts("li") == [
            "Professor is misspelt. The source has Profesor, for Professor. Doubts that a lighthouse would help."
        ]
        assert flags.links == ["/id/lind-comment/lind-doubts-lighthouse"]

    def test_it_says_by_what_to_know_the_text_in_what_is_for_checking(self, client):
        report = main(client, "/id/harbour-report")
        assert "Text" not in report.facts
        checking = report.all("details", "checking")[0]
        assert checking.text.startswith("For checking The text belongs to its publisher and is not shown here.")
        assert "harbour.txt" in checking.text
        assert "e63b4a073448296f8e11b417c89860f432ee4da51e8c5e7827b5644a6570deaa" in checking.text


class TestText:
    def test_every_passage_is_marked_in_its_place_and_nothing_else_is(self, reader):
        text = main(reader, "/id/harbour-report?view=text")
        original = (WORLD / "texts" / "harbour.txt").read_text()
        spans = [(28, 115), (116, 142), (143, 188), (285, 354), (398, 431)]
        assert text.texts("mark") == [" ".join(original[start:end].split()) for start, end in spans]
        assert [mark.attributes["id"] for mark in text.all("mark")] == ["c28", "c116", "c143", "c285", "c398"]

    def test_a_passage_and_its_statement_lead_to_one_another(self, reader):
        text = main(reader, "/id/harbour-report?view=text")
        passage = next(node for node in text.walk() if node.attributes.get("id") == "p4")
        note = next(node for node in text.walk() if node.attributes.get("id") == "s4")
        assert passage.attributes["href"] == "#s4"
        assert note.links[:3] == ["#p4", "/id/southland", "/id/harbour-report/southland-undecided"]

    def test_a_page_of_several_articles_marks_the_passages_of_its_parts(self, reader):
        assert len(main(reader, "/id/harbour-page?view=text").all("mark")) == 5

    def test_no_search_engine_and_no_shared_cache_keeps_it(self, reader):
        response = reader.get("/id/harbour-report?view=text")
        assert response.headers["X-Robots-Tag"] == "noindex, noarchive"
        assert response.headers["Cache-Control"] == "private, no-cache"
        assert '<meta name="robots" content="noindex, noarchive">' in response.text
        assert "Access-Control-Allow-Origin" not in response.headers

    def test_the_triples_hold_no_word_of_it(self, reader):
        for path in ("/id/harbour-report?view=text", "/id/harbour-report.nt?view=text"):
            answer = reader.get(path, headers={"Accept": "application/n-triples"})
            assert answer.content_type == "application/n-triples"
            assert b"We will send ships" not in answer.data

    def test_only_its_page_and_those_of_the_statements_show_it(self, reader):
        for path in ("/id/harbour-report", "/id/harbour-report?view=facts", "/id/ada-vale", "/id/fleet"):
            assert "She pledged" not in reader.get(path).text
        assert "She pledged" in reader.get("/id/harbour-report/vale-pledges-sailors").text

    def test_without_the_texts_there_is_no_such_page(self, client):
        response = client.get("/id/harbour-report?view=text", headers={"Accept": "text/html"})
        assert response.status_code == 404
        assert "The text of this document belongs to its publisher and is not shown here." in response.text
        assert "BACKSTOP_SOURCES" not in response.text
        assert "view=text" not in client.get("/id/harbour-report").text

    def test_a_text_that_is_not_the_one_annotated_is_not_shown(self, app, tmp_path):
        shutil.copytree(WORLD / "texts", tmp_path / "texts")
        with (tmp_path / "texts" / "harbour.txt").open("a") as file:
            file.write(" ")
        app.config[SETTING] = str(tmp_path / "texts")
        assert app.test_client().get("/id/harbour-report?view=text").status_code == 404
        assert app.test_client().get("/id/harbour-copy?view=text").status_code == 200

    def test_a_file_elsewhere_is_not_read(self, app, monkeypatch):
        asked = []
        monkeypatch.setattr(Path, "read_bytes", lambda path: asked.append(path) or b"")
        app.config[SETTING] = str(WORLD / "texts")
        with app.app_context():
            found = {source_text(name, "0") for name in ("../conftest.py", "/etc/hostname", "a/b", "..", "")}
        assert found == {None}
        assert asked == []

    def test_only_documents_have_a_text(self, reader):
        assert reader.get("/id/ada-vale?view=text").status_code == 404
        assert reader.get("/id/harbour-report?view=other").status_code == 404


class TestPassages:
    TEXT = "One two.\n\n  Three four five.\nSix.\n"

    def pieces(self, *spans):
        marked = [Span(*span, number) for number, span in enumerate(spans, start=1)]
        return [
            [(each.text, each.covering, each.begins) for each in block.segments]
            for block in paragraphs(self.TEXT, marked)
        ]

    def test_a_text_without_passages_is_its_paragraphs(self):
        assert self.pieces() == [[("One two.", (), ())], [("Three four five.\nSix.", (), ())]]

    def test_passages_that_overlap_are_cut_where_they_meet(self):
        assert self.pieces((0, 7), (4, 8))[0] == [
            ("One ", (1,), (1,)),
            ("two", (1, 2), (2,)),
            (".", (2,), ()),
        ]

    def test_one_passage_inside_another_and_two_that_begin_together(self):
        assert self.pieces((0, 8), (0, 3))[0] == [("One", (1, 2), (1, 2)), (" two.", (1,), ())]

    def test_a_passage_over_two_paragraphs_begins_once(self):
        first, second = self.pieces((4, 17))
        assert first == [("One ", (), ()), ("two.", (1,), (1,))]
        assert second == [("Three", (1,), ()), (" four five.\nSix.", (), ())]

    def test_a_passage_that_begins_in_the_blanks_before_a_paragraph_begins_with_it(self):
        assert self.pieces((8, 17))[1][0] == ("Three", (1,), (1,))

    def test_ranges_that_touch_or_overlap_are_one(self):
        assert covered([(5, 9), (0, 3), (3, 4), (7, 8)]) == [(0, 4), (5, 9)]
        assert covered([]) == []


class TestContext:
    TEXT = 'A headline\n\nMr. Vale spoke. "Ships go." They are few, J. Lind said. No more came.\n\nNext day.\n'

    @pytest.mark.parametrize(
        "shown",
        [
            'Mr. Vale spoke. ["Ships go."] They are few, J. Lind said.',
            'A headline\n\nMr. Vale [spoke]. "Ships go."',
            'A headline\n\n[Mr. Vale spoke.] "Ships go."',
            '"Ships go." [They are few, J.] Lind said. No more came.',
            'Mr. Vale spoke. ["Ships go." They] are few, J. Lind said. No more came.',
            "[A headline]\n\nMr. Vale spoke.",
            "They are few, J. Lind said. [No more came.\n\nNext] day.",
            "No more came.\n\n[Next day.]",
        ],
    )
    def test_a_passage_has_the_rest_of_its_sentences_and_one_more_on_each_side(self, shown):
        before, _, rest = shown.partition("[")
        passage, _, after = rest.partition("]")
        start = self.TEXT.index(passage)
        found = in_context(self.TEXT, start, start + len(passage))
        assert (found.before, found.passage, found.after) == (before, passage, after)

    def test_a_passage_that_is_the_whole_text_has_no_context(self):
        found = in_context("Ships go.", 0, 9)
        assert (found.before, found.passage, found.after) == ("", "Ships go.", "")
