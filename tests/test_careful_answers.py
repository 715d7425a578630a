"""Answers say no more than their ground: what is concluded, and what every answer shows beside a stance."""

from __future__ import annotations

import re

import pytest
from pyoxigraph import QuerySolutions

from graph.saved_queries import read_questions
from tests.support.paths import QUERIES

PREFIXES = """
PREFIX bst: <https://w3id.org/backstop/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
OWN = ("supports", "conditionallySupports", "opposes", "isUncommittedOn")
ASCRIBED = ("isSaidToSupport", "isSaidToSupportOnCondition", "isSaidToOppose", "isSaidToBeUncommittedOn")
# What one position says of the measure that the conclusion is about, or of one that it passes to or from.
GROUND = {
    "upward": "?position {stance} ?form . ?form bst:variantOf* ?measure",
    "downward": "?position {stance} ?form . ?measure bst:variantOf* ?form",
    "same": "?position {stance} ?measure",
}
STANCES = {
    "supports": ("bst:inFavourOf", "upward"),
    "conditionallySupports": ("bst:conditionallyInFavourOf", "upward"),
    "opposes": ("bst:against", "downward"),
    "isUncommittedOn": ("bst:uncommittedOn", "same"),
}


def rows(store, query) -> list:
    found = store.select(PREFIXES + query)
    assert isinstance(found, QuerySolutions)
    return list(found)


@pytest.mark.parametrize("conclusion", OWN)
def test_a_concluded_stance_rests_on_the_actors_own_words_with_at_least_medium_confidence(real_store, conclusion):
    stance, way = STANCES[conclusion]
    ground = GROUND[way].format(stance=stance)
    everything = rows(real_store, f"SELECT ?actor ?measure {{ ?actor bst:{conclusion} ?measure }}")
    without = rows(
        real_store,
        f"""SELECT ?actor ?measure {{
          ?actor bst:{conclusion} ?measure .
          FILTER NOT EXISTS {{
            {ground} .
            ?position bst:heldBy ?actor ; bst:confidence ?confidence .
            ?statement bst:expresses ?position ; bst:attestedBy/bst:attribution ?attribution .
            FILTER(?confidence != bst:Low && ?attribution != bst:CharacterisedByOther)
          }}
        }}""",
    )
    assert everything
    assert without == []


@pytest.mark.parametrize(("own", "ascribed"), list(zip(OWN, ASCRIBED, strict=True)))
def test_what_others_ascribe_concludes_only_what_is_said_of_the_actor(real_store, own, ascribed):
    stance, _ = STANCES[own]
    found = rows(
        real_store,
        f"""SELECT ?actor ?measure {{
          ?position {stance} ?measure ; bst:ascribedTo ?actor .
          FILTER NOT EXISTS {{ ?actor bst:{ascribed} ?measure }}
        }}""",
    )
    assert found == []


def test_nothing_ascribed_or_uncertain_is_held_on_behalf_of_anybody(real_store):
    found = rows(
        real_store,
        """SELECT ?position {
          ?position bst:heldOnBehalfOf ?state ; bst:confidence ?confidence .
          FILTER(?confidence = bst:Low || EXISTS { ?position bst:ascribedTo ?actor })
        }""",
    )
    assert found == []


def test_no_statement_is_without_a_date_or_bounds(real_store):
    query = """SELECT ?statement {
      ?statement a bst:Statement .
      FILTER NOT EXISTS { ?statement bst:saidOn|bst:earliest|bst:latest ?day }
    }"""
    assert rows(real_store, query) == []


def test_every_measure_has_one_topic_and_what_concerns_it_concerns_that(real_store):
    without = "SELECT ?measure { ?measure a bst:Measure . FILTER NOT EXISTS { ?measure bst:topic ?topic } }"
    astray = """SELECT ?statement {
      { ?statement bst:concerns ?measure } UNION { ?statement bst:expresses/bst:towards ?measure }
      ?measure bst:topic ?topic .
      FILTER NOT EXISTS { ?statement bst:concerns ?topic }
    }"""
    assert rows(real_store, without) == []
    assert rows(real_store, astray) == []


def test_every_statement_has_a_topic_but_two_that_tell_what_happened_around_the_summit(real_store):
    query = """SELECT ?statement {
      ?statement a bst:Statement .
      FILTER NOT EXISTS { ?statement bst:concerns ?topic . ?topic a bst:Topic }
    }"""
    assert {row["statement"].value.rpartition("/")[2] for row in rows(real_store, query)} == {
        "ft-starmer-hugs-zelenskyy",
        "ft-zelenskyy-leaves-to-meet-king",
    }


QUESTIONS = read_questions(QUERIES)
# Each stance that a row shows has beside it how clearly, how surely, on what condition, with what limit, and when.
SHOWN = ("explicitness", "confidence", "qualification", "date", "earliest", "latest")
NEVER_CONDITIONAL = {
    "force-opposed-or-doubted",
    "guarantees-rejected-or-doubted",
    "us-ground-troops-rejected",
    "who-is-against-what",
}


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.slug)
def test_an_answer_that_shows_a_stance_shows_how_far_it_goes(question):
    for suffix in ("", "Other", "Before"):
        stance = {f"stance{suffix}Label", f"conditions{suffix}"} & set(question.variables)
        rests_on_positions = f"?position{suffix}" in question.query and "bst:explicitness" in question.query
        if not (stance and rests_on_positions):
            continue
        missing = [name for name in SHOWN if f"{name}{suffix}" not in question.variables]
        conditions = {f"conditions{suffix}", "condition", "also"} & set(question.variables)
        assert missing == []
        assert conditions or question.slug in NEVER_CONDITIONAL


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.slug)
def test_no_answer_gives_the_last_possible_day_as_the_date(question):
    assert not re.search(r"bst:latest\)? \?date\b|AS \?date\)", question.query)
