"""What a question's header declares of its answer in words, and every mistake in it with its line."""

from __future__ import annotations

import pytest

from graph.saved_queries import read_questions
from graph.saved_queries.answer_header import PositionsForm
from tests.support.paths import QUERIES
from tests.support.questions import HEADER, problems_of, question_of, write

SELECT = "SELECT ?actor ?stance ?measure WHERE { ?actor ?stance ?measure FILTER(?measure = ?_thing_iri) }"
COLUMNS = HEADER.replace("#+   v: Who", "#+   actor: Who")


def with_answer(*lines: str) -> str:
    return COLUMNS.replace("#+ tags", "\n".join(["#+ answer:", *(f"#+   {line}" for line in lines), "#+ tags"]))


def test_a_form_is_read_with_what_it_leaves_out(tmp_path):
    question = question_of(tmp_path, SELECT, with_answer("form: positions", "about: sending {thing}"))
    assert question.answer == PositionsForm(form="positions", about="sending {thing}")
    assert (question.answer.stance, question.answer.measure, question.answer.few) == ("stance", "measure", 3)


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        (["form: position"], "6: answer: "),
        (["form: positions", "abuot: x"], "8: answer.abuot: unknown key"),
        (["form: positions", "measure: mesure"], "8: answer.measure: the query has no ?mesure"),
        (["form: positions", "stance: side"], "8: answer.stance: the query has no ?side"),
        (["form: positions", "about: sending {thin}"], "8: answer.about: the query has no parameter 'thin'"),
        (
            ["form: positions", "contrast: {question: whom, about: x}"],
            "8: answer.contrast.question: no such question: 'whom'",
        ),
        (["form: pairs", "one: {actor: other}"], "8: answer.one.actor: the query has no ?other"),
        (["form: groups", "by: kind", "noun: [a, b]", "about: [a, b]"], "8: answer.by: the query has no ?kind"),
        (["form: things", "thing: v", "noun: [a, b]", "about: [a, b]"], "8: answer.thing: the query has no ?v"),
        (["form: statements"], "6: answer.about: is missing"),
    ],
    ids=lambda value: value if isinstance(value, str) else value[-1],
)
def test_a_mistake_is_reported_with_its_line(tmp_path, lines, problem):
    write(tmp_path, SELECT, with_answer(*lines))
    (found,) = problems_of(tmp_path)
    assert found.startswith(f"theme/who.rq:{problem}"), found


def test_every_question_declares_what_its_answer_says_in_words():
    assert [question.slug for question in read_questions(QUERIES) if question.answer is None] == []
