"""From the rows of a question to why they are concluded."""

from __future__ import annotations

import re

import pytest
from pyoxigraph import NamedNode

from graph.saved_queries import ConcludedFact, read_questions
from graph.vocabulary import BST
from tests.support.paths import QUERIES
from tests.support.questions import HEADER, problems_of, question_of, write

SELECT = "SELECT ?v ?w WHERE { ?v ?p ?w }"
FACT = "{subject: v, predicate: bst:supports, object: w, beside: v}"
WITH_REASONS = [question.slug for question in read_questions(QUERIES) if question.concluded]


def header(*facts: str) -> str:
    return HEADER.replace("#+ tags", "".join(["#+ concluded:\n", *(f"#+   - {fact}\n" for fact in facts), "#+ tags"]))


def test_a_question_names_the_concluded_facts_of_its_rows(tmp_path):
    question = question_of(tmp_path, SELECT, header(FACT))
    assert question.concluded == (ConcludedFact("v", BST.supports.value, "w", "v"),)


def test_what_is_neither_a_column_nor_a_known_name_is_an_error_with_its_line(tmp_path):
    write(tmp_path, SELECT, header("{subject: u, predicate: bts:supports, object: w, beside: w}"))
    assert problems_of(tmp_path) == [
        "theme/who.rq:7: concluded: no such prefix: 'bts'; did you mean 'bst'?",
        "theme/who.rq:7: concluded: the answer has no column w",
        "theme/who.rq:7: concluded: the query has no ?u",
    ]


@pytest.mark.parametrize("slug", WITH_REASONS)
def test_every_reason_that_a_row_leads_to_is_there(real_client, slug):
    page = real_client.get(f"/questions/{slug}").text
    addresses = sorted(set(re.findall(r'class="why" href="([^"]+)"', page)))
    assert addresses
    for address in addresses[:: max(1, len(addresses) // 3)]:
        answer = real_client.get(address.replace("&amp;", "&"))
        assert answer.status_code == 200
        assert "Concluded because " in answer.text


def test_a_row_that_rests_on_no_conclusion_leads_to_none(real_client):
    rows = re.findall(r"<tr[ >](.*?)</tr>", real_client.get("/questions/who-takes-the-opposite-side").text, re.DOTALL)
    with_reason = [row for row in rows if 'class="why"' in row]
    assert 0 < len(with_reason) < len(rows) - 1


def test_only_what_is_concluded_is_given_a_reason(real_store):
    """Every fact that a header names is of a property or class that the build concludes."""
    for question in read_questions(QUERIES):
        for fact in question.concluded:
            graph = NamedNode("https://w3id.org/backstop/graph/inferred")
            assert real_store.quads(None, NamedNode(fact.predicate), None, graph, most=1)
