"""Whether an actor supports a measure: every kind of answer, and that silence and doubt are never a no."""

from __future__ import annotations

import json

import pytest

from graph.errors import ParameterError
from graph.explain import Verbaliser, plain
from graph.rules import TYPE
from graph.stance_table import ON_CONDITION, STANCES
from graph.stances import Answer, as_json, headline, report, sections, stance
from graph.vocabulary import BST

CONCLUDED = {stance.conclusion: stance for stance in STANCES}


def answered(engine, actor, measure) -> tuple[Answer, str]:
    found = stance(engine, actor, measure)
    return found.answer, headline(found, Verbaliser(engine))


@pytest.mark.parametrize(
    ("actor", "measure", "answer", "sentence"),
    [
        (
            *("ada-vale", "fleet", Answer.ON_CONDITION),
            (
                "Only on condition: Ada Vale is in favour of A fleet if something else holds. "
                "Conditions named: A lifeboat."
            ),
        ),
        (
            *("ada-vale", "lifeboat", Answer.IMPLIED),
            "By implication: no passage has Ada Vale say so, but what was said implies being in favour of A lifeboat.",
        ),
        (
            *("ada-vale", "tolls", Answer.NOTHING),
            "Nothing in these documents says whether Ada Vale supports Tolls. That is silence, not a no.",
        ),
        (
            *("bo-lind", "fleet", Answer.CONCLUDED),
            "Concluded: Bo Lind is in favour of a variant of A fleet, and so of A fleet in that form.",
        ),
        (
            *("bo-lind", "fleet-at-night", Answer.SEVERAL),
            (
                "Bo Lind has taken more than one position on A fleet at night; a later one does not "
                "overwrite an earlier. "
                "They conflict: either the position changed, or the accounts of it differ."
            ),
        ),
        (
            *("bo-lind", "lighthouse", Answer.DOUBTS),
            "No position: Bo Lind doubts A lighthouse, and doubt is not opposition.",
        ),
        (
            *("southland", "fleet", Answer.UNCOMMITTED),
            (
                "Uncommitted: Southland is said to leave A fleet open. "
                "This is the account of others; there are no words of Southland's own here."
            ),
        ),
        (
            *("northland", "fleet", Answer.ON_BEHALF),
            (
                "Not in its own name: people in office have taken positions on behalf of Northland, which "
                "does not make "
                "Northland itself a supporter or an opponent."
            ),
        ),
        (*("coast-party", "tolls", Answer.OPPOSES), "No: Coast Party opposes Tolls."),
        (
            *("coast-party", "free-passage", Answer.NOTHING),
            "Nothing in these documents says whether Coast Party supports Free passage. That is silence, not a no.",
        ),
    ],
)
def test_each_kind_of_answer_in_the_tiny_world(world_store, actor, measure, answer, sentence):
    assert answered(world_store, actor, measure) == (answer, sentence)


@pytest.mark.parametrize(
    ("actor", "measure", "answer"),
    [
        ("stefan-wolff", "european-force-without-us-backstop", Answer.SAID_SO),
        ("stefan-wolff", "european-force", Answer.CONCLUDED),
        ("anthony-albanese", "multinational-force-ukraine", Answer.NOTHING),
        ("keir-starmer", "european-force-without-us-backstop", Answer.NOTHING),
        ("malcolm-chalmers", "european-force", Answer.DOUBTS),
    ],
)
def test_answers_of_the_real_data(real_store, actor, measure, answer):
    assert stance(real_store, actor, measure).answer == answer


def test_what_others_ascribe_never_replaces_what_was_said(real_store):
    answer, sentence = answered(real_store, "united-kingdom", "european-force")
    assert answer == Answer.ON_CONDITION
    assert sentence.endswith("By the account of others, also: in favour.")


def test_every_answer_agrees_with_what_the_graph_concludes(real_store):
    """For all actors and measures: a side is found if, and only if, the property is concluded."""
    actors = {quad.object for quad in real_store.quads(None, BST.heldBy, None)}
    measures = {quad.subject for quad in real_store.quads(None, TYPE, BST.Measure)}
    answers = {}
    for actor in sorted(actors, key=str):
        for measure in measures:
            found = stance(real_store, actor.value, measure.value)
            expected = {
                CONCLUDED[quad.predicate]
                for quad in real_store.quads(actor, None, measure)
                if quad.predicate in CONCLUDED
            }
            assert {each.side for each in found.findings} == expected
            if not expected:
                assert found.answer in (Answer.NOTHING, Answer.DOUBTS, Answer.ON_BEHALF)
            answers.setdefault(found.answer, 0)
    assert set(answers) == set(Answer)


def test_an_unconditional_answer_never_rests_on_a_condition_or_on_ascription_alone(real_store):
    words = Verbaliser(real_store)
    for actor in sorted({quad.object for quad in real_store.quads(None, BST.heldBy, None)}, key=str):
        for measure in sorted({quad.object for quad in real_store.quads(None, BST.towards, None)}, key=str):
            found = stance(real_store, actor.value, measure.value)
            if found.answer == Answer.SAID_SO:
                own = [each for each in found.findings if each.is_own and each.measure == measure]
                assert any(each.is_explicit and not each.conditions for each in own)
                assert headline(found, words).startswith("Yes: ")


def test_positions_that_do_not_answer_are_shown_as_near(world_store):
    found = stance(world_store, "ada-vale", "fleet-without-lifeboat")
    (near,) = found.near
    assert (near.side, near.bearing.value) == (ON_CONDITION, "a measure that this one is a variant of")
    assert [title for title, _ in sections(found, Verbaliser(world_store))] == ["Near, but no answer"]


def test_the_report_has_the_question_the_answer_and_the_evidence(world_store):
    assert report(stance(world_store, "Ada Vale", "fleet"), Verbaliser(world_store)).splitlines() == [
        "Does Ada Vale support A fleet?",
        "Only on condition: Ada Vale is in favour of A fleet if something else holds. Conditions named: A lifeboat.",
        "",
        "What the answer rests on",
        (
            "- In favour of A fleet, on condition of A lifeboat (high confidence): Ada Vale says that "
            "ships go only with a "
            "lifeboat (4 April 2033, quoted in Harbour talks in Portville)."
        ),
    ]


def test_the_answer_as_data(world_store):
    found = json.loads(json.dumps(as_json(stance(world_store, "ada-vale", "fleet"), Verbaliser(world_store))))
    (position,) = found["positions"]
    assert (found["answer"], found["onBehalf"], found["doubts"], found["near"]) == ("on-condition", [], [], [])
    assert [each["label"] for each in position["conditions"]] == ["A lifeboat"]
    (passage,) = position["passages"]
    assert (passage["start"], passage["end"], passage["attribution"]) == (28, 115, "DirectQuotation")
    assert position["ascribed"] is False


def test_positions_come_by_date_the_undated_last(real_store):
    days = [each.said.day for each in stance(real_store, "keir-starmer", "european-force").findings]
    assert days == sorted(days, key=lambda day: (not day, day))
    assert len(set(days)) > 1


def test_names_that_are_none_are_reported_together(world_store):
    with pytest.raises(ParameterError) as caught:
        stance(world_store, "fleet", "tols")
    assert (
        str(caught.value)
        == "actor: 'fleet' is no actor; measure: nothing here has the name 'tols'; did you mean 'tolls'?"
    )


def test_a_sentence_of_a_position_never_leaves_out_its_limit(world_store):
    ((_, (sentence,)),) = sections(stance(world_store, "ada-vale", "lifeboat"), Verbaliser(world_store))
    assert "(implied; medium confidence; limit: as a condition)" in plain(sentence)
