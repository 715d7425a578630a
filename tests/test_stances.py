"""Whether an actor supports a measure: every kind of answer, and that silence and doubt are never a no."""

from __future__ import annotations

import json

import pytest

from graph.errors import ParameterError
from graph.explain import Verbaliser, plain
from graph.rules import TYPE
from graph.stance_table import AGAINST, IN_FAVOUR, ON_CONDITION, STANCES, UNCOMMITTED
from graph.stances import Answer, as_json, headline, report, sections, stance
from graph.vocabulary import BST

CONCLUDED = {stance.conclusion: stance for stance in STANCES}
ASCRIBED = {
    IN_FAVOUR: BST.isSaidToSupport,
    ON_CONDITION: BST.isSaidToSupportOnCondition,
    AGAINST: BST.isSaidToOppose,
    UNCOMMITTED: BST.isSaidToBeUncommittedOn,
}


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
                "Conditions named: A lifeboat. When: 4 April 2033."
            ),
        ),
        (
            *("ada-vale", "lifeboat", Answer.IMPLIED),
            (
                "By implication: no passage has Ada Vale say so, but what was said implies being in favour of A "
                "lifeboat. Limit: as a condition. When: 4 April 2033. Confidence: medium."
            ),
        ),
        (*("ada-vale", "lighthouse", Answer.SAID_SO), "Yes: Ada Vale has said so. When: 5 April 2033."),
        (*("ada-vale", "tolls", Answer.UNCOMMITTED), "Uncommitted: Ada Vale leaves Tolls open. When: 5 April 2033."),
        (
            *("bo-lind", "fleet", Answer.CONCLUDED),
            (
                "Concluded: Bo Lind is in favour of A fleet at night, and so of A fleet in that form. "
                "When: between 1 April 2033 and 5 April 2033."
            ),
        ),
        # Low confidence does not hold against what was said: it is told beside it.
        (
            *("bo-lind", "fleet-at-night", Answer.SAID_SO),
            (
                "Yes: Bo Lind has said so. When: between 1 April 2033 and 5 April 2033. "
                "According to others, or read with low confidence, also: against."
            ),
        ),
        (
            *("bo-lind", "lighthouse", Answer.DOUBTS),
            "No position: Bo Lind doubts A lighthouse, and doubt is not opposition.",
        ),
        (
            *("southland", "fleet", Answer.UNSURE),
            (
                "Not clear: a passage can be read so that Southland is uncommitted on A fleet, but only with low "
                "confidence. When: between 1 April 2033 and 5 April 2033. This is according to Gazette. "
                "Those who speak for Southland have taken positions. "
                "Sea League: in favour, on condition (if: A lighthouse; 2 April 2033)."
            ),
        ),
        (
            *("southland", "lighthouse", Answer.ASCRIBED),
            (
                "Others say that Southland is in favour of A lighthouse; there are no words of Southland's own here. "
                "When: by 5 April 2033. Confidence: medium. This is according to Bo Lind."
            ),
        ),
        (
            *("sea-league", "tolls", Answer.LIMITED),
            "Within limits: Sea League is in favour of Tolls. Limit: in summer only. When: 5 April 2033.",
        ),
        (
            *("sea-league", "free-passage", Answer.GIVEN_UP),
            (
                "Not any more: Sea League has since taken a position that cannot stand beside it. "
                "Before that: in favour (2 April 2033). Since then: in favour of Tolls (in summer only; 5 April 2033)."
            ),
        ),
        # An organ speaks for its state, and what it has given up since is marked.
        (
            *("southland", "tolls", Answer.ON_BEHALF),
            (
                "Not in its own name: those who speak for Southland have taken positions, which does not make "
                "Southland itself a supporter or an opponent. Sea League: in favour (in summer only; 5 April 2033)."
            ),
        ),
        # A leader, from an office; and a leader whose title the text leaves out.
        (
            *("northland", "fleet", Answer.ON_BEHALF),
            (
                "Not in its own name: those who speak for Northland have taken positions, which does not make "
                "Northland itself a supporter or an opponent. "
                "Ada Vale: in favour, on condition (if: A lifeboat; 4 April 2033)."
            ),
        ),
        (
            *("northland", "lighthouse", Answer.ON_BEHALF),
            (
                "Not in its own name: those who speak for Northland have taken positions, which does not make "
                "Northland itself a supporter or an opponent. Ada Vale: in favour (no title given; 5 April 2033)."
            ),
        ),
        (*("coast-party", "tolls", Answer.OPPOSES), "No: Coast Party opposes Tolls. When: by 5 April 2033."),
        # Positions that come near: on a part, on what is incompatible, and on a more general measure on condition.
        (
            *("coast-party", "fleet", Answer.NEAR),
            (
                "No direct answer: nothing here says whether Coast Party supports A fleet, but this comes near it. "
                "Coast Party: against Tolls (by 5 April 2033)."
            ),
        ),
        (
            *("coast-party", "free-passage", Answer.NEAR),
            (
                "No direct answer: nothing here says whether Coast Party supports Free passage, but this comes near "
                "it. Coast Party: against Tolls (by 5 April 2033)."
            ),
        ),
        (
            *("ada-vale", "fleet-without-lifeboat", Answer.NEAR),
            (
                "No direct answer: nothing here says whether Ada Vale supports A fleet without a lifeboat, but this "
                "comes near it. Ada Vale: in favour of A fleet (if: A lifeboat; 4 April 2033)."
            ),
        ),
        (
            *("aide-in-harbour-report", "fleet", Answer.NOTHING),
            (
                "Nothing in these documents says whether An aide (in the harbour report) supports A fleet. "
                "That is silence, not a no."
            ),
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
        ("keir-starmer", "european-force-without-us-backstop", Answer.NEAR),
        ("malcolm-chalmers", "russia-accepts-force-in-ukraine", Answer.DOUBTS),
        ("giorgia-meloni", "us-ground-troops", Answer.NOTHING),  # she is for guarantees, which leaves every form open
        ("ukraine", "ukraine-renounces-nato-membership", Answer.ASCRIBED),
        ("ukraine", "nato-membership", Answer.NEAR),
        ("united-states", "ceasefire-first", Answer.ON_BEHALF),
    ],
)
def test_answers_of_the_real_data(real_store, actor, measure, answer):
    assert stance(real_store, actor, measure).answer == answer


@pytest.mark.parametrize(
    ("actor", "measure", "sentence"),
    [
        (
            *("united-kingdom", "article-5-type-guarantee"),
            (
                "Not in its own name: those who speak for the United Kingdom have taken positions, which does not "
                "make the United Kingdom itself a supporter or an opponent. "
                "Keir Starmer: in favour (some sort of such guarantees; no title given; by 31 August 2025)."
            ),
        ),
        (
            *("donald-trump", "ceasefire-first"),
            (
                "Not any more: Donald Trump has since taken a position that cannot stand beside it. "
                "Before that: in favour (between 20 January 2025 and 14 August 2025); "
                "in favour (as others say; between 20 January 2025 and 14 August 2025). "
                "Since then: in favour of a permanent peace deal at once (between 15 August 2025 and 24 August 2025)."
            ),
        ),
        (
            *("germany", "defend-peace-deal"),
            (
                "Within limits: Germany is in favour of helping to defend a peace deal in Ukraine. "
                "Limit: willingness indicated; in what form is not said. "
                "When: between 3 March 2025 and 31 August 2025. "
                "Before that: uncommitted (as others say; 2 March 2025)."
            ),
        ),
        (
            *("executive-editor-of-internationale-politik-quarterly", "follow-trumps-lead"),
            (
                "Within limits: the unnamed Executive Editor of Internationale Politik Quarterly is in "
                "favour of following Trump's lead on Russia and Ukraine. Limit: up to a point. "
                "When: between 18 August 2025 and 24 August 2025."
            ),
        ),
    ],
)
def test_a_careful_reader_of_the_texts_would_say_the_same(real_store, actor, measure, sentence):
    assert answered(real_store, actor, measure)[1] == sentence


@pytest.mark.parametrize(
    ("actor", "sentence"),
    [
        (
            "keir-starmer",
            """Keir Starmer is in favour of a European force in Ukraine, at times only on condition. Conditions named: a
            US backstop; for British troops in Ukraine, a peace deal, a ceasefire or peace agreement, a US backstop.
            Limit: as a way of convincing Trump; for British troops in Ukraine, he would consider it, and does not
            commit to it; the agreement has to be a lasting one, only prepared to, and together with others; for
            further states joining a European force with troops of their own, some of them, as a way of convincing
            Trump.""",
        ),
        (
            "france",
            """Only on condition: France is in favour of a European force in Ukraine if something else holds. In what
            form: French troops in Ukraine. Conditions named: a peace deal. When: by 19 August 2025.""",
        ),
    ],
)
def test_what_is_named_for_a_form_of_the_measure_is_not_told_of_the_measure_itself(real_store, actor, sentence):
    assert answered(real_store, actor, "european-force")[1].startswith(" ".join(sentence.split()))


def test_what_others_ascribe_never_replaces_what_was_said(real_store):
    answer, sentence = answered(real_store, "united-kingdom", "european-force")
    assert answer == Answer.ON_CONDITION
    assert sentence.endswith("According to others, or read with low confidence, also: in favour.")


def test_what_a_leader_gave_up_is_marked_under_the_state(real_store):
    _, sentence = answered(real_store, "united-states", "ceasefire-first")
    assert sentence.endswith("Donald Trump: in favour (since given up; between 20 January 2025 and 14 August 2025).")


@pytest.mark.slow
def test_nothing_ascribed_or_unsure_is_held_on_behalf_of_anybody(real_store):
    represented = {quad.object for quad in real_store.quads(None, BST.represents, None)}
    measures = {quad.object for quad in real_store.quads(None, BST.towards, None)}
    everything = [stance(real_store, actor.value, measure.value) for actor in represented for measure in measures]
    assert any(each.is_without_title for found in everything for each in found.on_behalf)
    assert all(each.is_own and each.is_sure for found in everything for each in found.on_behalf)


@pytest.mark.slow
def test_every_answer_agrees_with_what_the_graph_concludes(real_store):
    """For all actors and measures: own words are found if, and only if, they are concluded; so is what is ascribed."""
    actors = {quad.object for quad in real_store.quads(None, BST.heldBy, None)}
    measures = {quad.subject for quad in real_store.quads(None, TYPE, BST.Measure)}
    answers = set()
    for actor in sorted(actors, key=str):
        for measure in measures:
            found = stance(real_store, actor.value, measure.value)
            concluded = {quad.predicate for quad in real_store.quads(actor, None, measure)}
            sure = [each for each in found.findings if each.is_sure]
            assert {each.side.conclusion for each in sure if each.is_own} == concluded & set(CONCLUDED)
            assert {ASCRIBED[each.side] for each in sure if not each.is_own} == concluded & set(ASCRIBED.values())
            if not found.findings:
                assert found.answer in (Answer.NOTHING, Answer.DOUBTS, Answer.ON_BEHALF, Answer.NEAR)
            answers.add(found.answer)
    assert answers == set(Answer)


@pytest.mark.slow
def test_a_yes_is_own_sure_without_condition_or_limit_and_not_given_up(real_store):
    words = Verbaliser(real_store)
    for actor in sorted({quad.object for quad in real_store.quads(None, BST.heldBy, None)}, key=str):
        for measure in sorted({quad.object for quad in real_store.quads(None, BST.towards, None)}, key=str):
            found = stance(real_store, actor.value, measure.value)
            assert (found.answer == Answer.SAID_SO) == headline(found, words).startswith("Yes: ")
            if found.answer == Answer.SAID_SO:
                plainly = [each for each in found.basis if each.measure == measure and each.is_explicit]
                assert any(not each.conditions and not each.qualification for each in plainly)
                assert all(each.is_own and each.is_sure and each not in found.earlier for each in found.basis)


def test_positions_that_do_not_answer_are_shown_as_near(world_store):
    found = stance(world_store, "ada-vale", "fleet-without-lifeboat")
    (near,) = found.near
    assert (near.side, near.bearing.value) == (ON_CONDITION, "a measure that this one is a variant of")
    assert [title for title, _ in sections(found, Verbaliser(world_store))] == ["Near, but no answer"]


def test_the_report_has_the_question_the_answer_and_the_evidence(world_store):
    assert report(stance(world_store, "Ada Vale", "fleet"), Verbaliser(world_store)).splitlines() == [
        "Does Ada Vale support A fleet?",
        (
            "Only on condition: Ada Vale is in favour of A fleet if something else holds. "
            "Conditions named: A lifeboat. When: 4 April 2033."
        ),
        "",
        "What the answer rests on",
        (
            "- In favour of A fleet, on condition of A lifeboat (high confidence): Ada Vale says that "
            "ships go only with a "
            "lifeboat (4 April 2033, quoted in Harbour talks in Portville)."
        ),
        "",
        "Near, but no answer",
        (
            "- Uncommitted on Tolls (a part of the measure; high confidence): Ada Vale wants a lighthouse "
            "(5 April 2033, reported in What Lind wrote)."
        ),
    ]


def test_the_answer_as_data(world_store):
    found = json.loads(json.dumps(as_json(stance(world_store, "ada-vale", "fleet"), Verbaliser(world_store))))
    (position,) = found["positions"]
    assert (found["answer"], found["onBehalf"], found["doubts"]) == ("on-condition", [], [])
    assert [(each["bearing"], each["answers"]) for each in found["near"]] == [("a part of the measure", False)]
    assert [each["label"] for each in position["conditions"]] == ["A lifeboat"]
    (passage,) = position["passages"]
    assert (passage["start"], passage["end"], passage["attribution"]) == (28, 115, "DirectQuotation")
    assert (position["ascribed"], position["answers"], position["givenUp"]) == (False, True, False)


def test_what_was_given_up_and_who_is_given_no_title_are_marked_in_the_data(world_store):
    words = Verbaliser(world_store)
    (given_up,) = as_json(stance(world_store, "sea-league", "free-passage"), words)["positions"]
    assert (given_up["givenUp"], given_up["withoutTitle"]) == (True, False)
    (spoken_for,) = as_json(stance(world_store, "northland", "lighthouse"), words)["onBehalf"]
    assert (spoken_for["givenUp"], spoken_for["withoutTitle"]) == (False, True)


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
