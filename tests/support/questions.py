"""Small questions in a folder of their own, and their answers."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, QuerySolutions, Store

from graph.errors import QuestionError
from graph.saved_queries import CHECKS, SavedQuestion, read_questions
from tests.support.paths import QUERIES

REAL = sorted(QUERIES.glob("*/*.rq"))
REAL_QUESTIONS = [path for path in REAL if path.parent.name != CHECKS]
XSD = "http://www.w3.org/2001/XMLSchema#"

HEADER = """\
#+ summary: Who is there?
#+ description: One line.
#+ method: GET
#+ columns:
#+   v: Who
#+ tags:
#+   - tests
"""


def write(folder: Path, body: str, header: str = HEADER, name: str = "theme/who.rq") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(header + body, encoding="utf-8")
    return path


def question_of(folder: Path, body: str, header: str = HEADER) -> SavedQuestion:
    write(folder, body, header)
    (question,) = read_questions(folder)
    return question


def problems_of(folder: Path) -> list[str]:
    with pytest.raises(QuestionError) as caught:
        read_questions(folder)
    return [str(problem).replace(f"{folder.as_posix()}/", "") for problem in caught.value.problems]


def rows(query: str, store: Store | None = None) -> list[dict[str, NamedNode | Literal | None]]:
    answer = (store or Store()).query(query)
    assert isinstance(answer, QuerySolutions)
    names = [variable.value for variable in answer.variables]
    return [{name: row[name] for name in names} for row in answer]


def is_iri(text: str) -> bool:
    try:
        NamedNode(text)
    except ValueError:
        return False
    return True
