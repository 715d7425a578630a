"""The exceptions: what they say, and how they are ordered."""

from __future__ import annotations

import pytest
from pyoxigraph import Store

from graph.errors import (
    BackstopError,
    BuildError,
    ContradictionError,
    CurationError,
    EndpointError,
    OntologyError,
    ParameterError,
    Problem,
    ProblemsError,
    ProofLimitError,
    QuestionError,
    SettingsError,
    UnknownNameError,
    ViolationError,
    did_you_mean,
    syntax_error_line,
)

OF_PROBLEMS = (CurationError, OntologyError, ContradictionError, ViolationError, QuestionError, SettingsError)


class TestTheTextOfAProblem:
    @pytest.mark.parametrize(
        ("problem", "text"),
        [
            (Problem("a.yaml", 3, "statements.0.by", "is missing"), "a.yaml:3: statements.0.by: is missing"),
            (Problem("a.yaml", 3, "", "not UTF-8"), "a.yaml:3: not UTF-8"),
            (Problem("a.yaml", 0, "text.file", "cannot be read"), "a.yaml: text.file: cannot be read"),
            (Problem("a.yaml", 0, "", "the file is empty"), "a.yaml: the file is empty"),
        ],
    )
    def test_it_leaves_out_the_line_and_the_field_that_there_are_not(self, problem, text):
        assert str(problem) == text


class TestAnErrorOfProblems:
    SECOND = Problem("a.yaml", 10, "x", "wrong")
    FIRST = Problem("a.yaml", 9, "y", "wrong")
    THIRD = Problem("b.yaml", 1, "", "wrong")

    def test_its_problems_stand_in_the_order_of_files_and_lines(self):
        error = CurationError([self.THIRD, self.SECOND, self.FIRST])
        assert error.problems == (self.FIRST, self.SECOND, self.THIRD)

    def test_a_problem_that_was_found_twice_is_told_once(self):
        error = CurationError(iter([self.FIRST, self.THIRD, Problem("a.yaml", 9, "y", "wrong")]))
        assert error.problems == (self.FIRST, self.THIRD)

    def test_its_text_is_one_problem_a_line(self):
        assert str(ViolationError([self.THIRD, self.FIRST])) == "a.yaml:9: y: wrong\nb.yaml:1: wrong"

    @pytest.mark.parametrize("kind", OF_PROBLEMS)
    def test_every_kind_of_it_is_caught_as_one(self, kind):
        with pytest.raises(ProblemsError) as caught:
            raise kind([self.FIRST])
        assert caught.value.problems == (self.FIRST,)


class TestTheStatusOfAnError:
    @pytest.mark.parametrize(
        ("kind", "status"),
        [
            (BackstopError, 500),
            *((kind, 500) for kind in OF_PROBLEMS),
            (ParameterError, 400),
            (EndpointError, 502),
            (BuildError, 503),
            (ProofLimitError, 503),
            (UnknownNameError, 404),
        ],
    )
    def test_a_web_page_answers_with_the_status_of_the_error(self, kind, status):
        assert kind.status == status


class TestTheNearestWord:
    @pytest.mark.parametrize(
        ("found", "known", "hint"),
        [
            ("summry", ["summary", "phrase"], "; did you mean 'summary'?"),
            ("keir-starmr", ("emmanuel-macron", "keir-starmer"), "; did you mean 'keir-starmer'?"),
            ("tolls", ["tolls", "toll"], "; did you mean 'tolls'?"),
            ("zebra", ["summary", "phrase"], ""),
            ("summary", [], ""),
        ],
    )
    def test_it_is_proposed_where_one_is_near(self, found, known, hint):
        assert did_you_mean(found, known) == hint

    def test_it_does_not_depend_on_the_order_of_the_words(self):
        words = ["toll-c", "toll-a", "toll-b"]
        assert (
            did_you_mean("toll-x", words)
            == did_you_mean("toll-x", reversed(words))
            == did_you_mean("toll-x", set(words))
        )


class TestTheLineOfASyntaxError:
    @pytest.mark.parametrize(
        ("error", "line"),
        [
            (SyntaxError("error at 3:14: expected one of GRAPH, MINUS"), 3),
            (SyntaxError("error at 12:1: expected [_]"), 12),
            (SyntaxError("something else"), 0),
            (SyntaxError(), 0),
            (SyntaxError("error at 3:14: expected", ("a.rq", 7, 1, "")), 7),
        ],
    )
    def test_it_is_the_one_of_the_error_or_of_its_message(self, error, line):
        assert syntax_error_line(error) == line

    def test_it_is_found_in_what_the_parser_says(self):
        with pytest.raises(SyntaxError) as caught:
            Store().query("SELECT *\nWHERE {\n  ?s ?p ?o\n} }")
        assert syntax_error_line(caught.value) == 4
