"""Every saved question's exact answer on the real data, as ``tests/answers`` keeps it; see ``make answers``."""

from __future__ import annotations

import pytest

from graph.saved_queries import read_questions
from graph.vocabulary import BST, thing
from tests.support.answers import ANSWERS, IN_WORDS, as_table, changes, in_words, rows_of
from tests.support.paths import QUERIES

QUESTIONS = {question.slug: question for question in read_questions(QUERIES)}


def answer(store, slug, **values):
    return rows_of(store, QUESTIONS[slug], **values)


def actors(rows):
    return {row["actor"] for row in rows}


@pytest.mark.parametrize("slug", QUESTIONS)
def test_the_answer_is_exactly_the_one_that_was_read_and_accepted(real_store, slug):
    found = as_table(QUESTIONS[slug], answer(real_store, slug))
    expected = (ANSWERS / f"{slug}.tsv").read_text(encoding="utf-8")
    assert found.splitlines() == expected.splitlines()


def test_every_answer_says_in_words_exactly_what_was_read_and_accepted(real_store):
    assert in_words(real_store).splitlines() == (ANSWERS / IN_WORDS).read_text(encoding="utf-8").splitlines()


def test_changed_new_and_stale_answers_are_found(real_store, tmp_path):
    """``make answers`` shows them."""
    for path, (_, new) in changes(real_store, tmp_path).items():
        path.write_text(new, encoding="utf-8")
    changed, gone, stale = (tmp_path / f"{name}.tsv" for name in ("office-holders", "unnamed-sources", "no-question"))
    changed.write_text("x\n", encoding="utf-8")
    gone.unlink()
    stale.write_text("y\n", encoding="utf-8")
    found = changes(real_store, tmp_path)
    assert set(found) == {changed, gone, stale}
    assert (found[changed][0], found[gone][0], found[stale]) == ("x\n", "", ("y\n", ""))


@pytest.mark.parametrize("slug", [slug for slug, question in QUESTIONS.items() if question.expect])
def test_the_rows_that_the_header_promises_are_there(real_store, slug):
    rows = answer(real_store, slug)
    for promised in QUESTIONS[slug].expect:
        assert any(promised.items() <= row.items() for row in rows), promised


def test_stefan_wolff_alone_says_explicitly_that_troops_should_go_without_a_backstop(real_store):
    rows = answer(real_store, "troops-without-us-backstop", explicitness=BST.Explicit.value)
    assert actors(rows) == {"stefan-wolff"}
    (row,) = rows
    assert row["document"] == "starmer-trump-meeting-report"
    assert row["attribution"] == "DirectQuotation"
    assert row["phrase"] == "They could and should do this"


def test_those_who_only_imply_it_are_marked_and_starmer_is_not_among_the_supporters(real_store):
    rows = answer(real_store, "troops-without-us-backstop")
    implied = {row["actor"] for row in rows if row["explicitness"] == "Implied"}
    assert implied == {"some-experts-in-starmer-trump-meeting-report"}
    assert actors(rows) == implied | {"stefan-wolff"}


def test_those_who_are_silent_on_the_backstop_are_an_answer_of_their_own(real_store):
    flagship = answer(real_store, "troops-without-us-backstop")
    silent = answer(real_store, "force-support-silent-on-backstop")
    assert not actors(flagship) & actors(silent)
    # Shea wants a backstop too, France's president seeks one, and the head of the New Strategy Centre a part of one.
    assert actors(silent) == {
        "friedrich-merz",
        "number-10",
        "professor-of-international-politics-at-birmingham",
        "senior-research-fellow-at-pism",
    }


def test_the_two_professors_at_birmingham_are_two(real_store):
    said = answer(real_store, "what-one-actor-said", actor=thing("professor-of-international-politics-at-birmingham"))
    assert {row["document"] for row in said} == {"big-ask-follow-trumps-lead"}
    said = answer(real_store, "what-one-actor-said", actor=thing("stefan-wolff"))
    assert {row["document"] for row in said} == {"starmer-trump-meeting-report"}


def test_starmer_makes_the_backstop_a_condition_of_the_force(real_store):
    rows = answer(real_store, "us-backstop-as-condition")
    assert actors(rows) == {"keir-starmer"}
    assert {row["measure"] for row in rows} == {
        *("european-force", "british-troops-in-ukraine", "british-aircraft-for-ukraine")
    }


def test_chalmers_doubts_that_russia_would_accept_a_force_and_not_the_force(real_store):
    rows = answer(real_store, "force-opposed-or-doubted")
    assert "malcolm-chalmers" not in actors(rows)
    assert {row["stance"] for row in rows} == {"doubts", "uncommittedOn"}
    rows = answer(real_store, "what-russia-accepts-and-demands", measure=thing("russia-accepts-force-in-ukraine"))
    assert [(row["actor"], row["stance"]) for row in rows] == [("malcolm-chalmers", "doubts")]


def test_trump_does_not_ask_for_the_backstop_that_others_ask_him_for(real_store):
    rows = answer(real_store, "us-backstop-asked-for")
    assert "donald-trump" not in actors(rows)
    contents = {row["actor"]: row["components"] for row in rows if row["components"]}
    assert contents == {
        "keir-starmer": "Air defence",
        "jamie-shea": "Extraction force",
        "chief-executive-officer-of-new-strategy-centre": "Air support; Intelligence; Logistics",
        "starmer-allies-in-paris-meeting-report": "Air support; Intelligence; Logistics",
    }


def test_a_later_statement_without_the_condition_is_no_change(real_store):
    rows = answer(real_store, "changed-positions")
    assert {(row["actor"], row["measureBefore"], row["measure"]) for row in rows} == {
        ("donald-trump", "ceasefire-first", "permanent-peace-deal"),
        ("germany", "defend-peace-deal", "defend-peace-deal"),
    }


def test_a_change_says_how_sure_each_side_of_it_is(real_store):
    rows = answer(real_store, "changed-positions")
    assert {(row["actor"], row["confidenceBefore"], row["confidence"]) for row in rows} == {
        ("donald-trump", "High", "High"),
        ("donald-trump", "Medium", "High"),  # as others have it that he was for a ceasefire
        ("germany", "Medium", "High"),
    }


def test_where_somebody_stood_leaves_out_what_is_clearly_earlier_but_not_a_condition(real_store):
    trump = answer(real_store, "where-an-actor-stood", actor=thing("donald-trump"), day="2025-08-24")
    assert not any(row["statement"].endswith("trump-earlier-support-for-ceasefire") for row in trump)
    starmer = answer(real_store, "where-an-actor-stood", actor=thing("keir-starmer"), day="2025-08-24")
    assert {(row["stance"], row["conditions"]) for row in starmer if row["measure"] == "european-force"} == {
        ("inFavourOf", ""),
        ("conditionallyInFavourOf", "US backstop"),
    }


def test_a_date_leaves_out_what_was_said_before_it(real_store):
    rows = answer(real_store, "positions-on-a-measure", measure=thing("us-backstop"), since="2025-03-01")
    assert {row["date"] or row["latest"] for row in rows} == {"2025-03-02", "2025-08-18", "2025-08-19", "2025-08-24"}
    everything = answer(real_store, "positions-on-a-measure", measure=thing("us-backstop"))
    assert len(everything) > len(rows)


def test_an_unnamed_source_is_never_met_in_two_documents(real_store):
    rows = answer(real_store, "unnamed-sources")
    documents = {}
    for row in rows:
        documents.setdefault(row["actor"], set()).add(row["document"])
    assert all(len(found) == 1 for found in documents.values())


def test_a_copy_of_an_agency_text_adds_no_statement(real_store, real_pipeline):
    rows = answer(real_store, "all-statements")
    assert "coalition-explainer-copy" not in {row["document"] for row in rows}
    statements = sum(len(document.statements) for document in real_pipeline.curation.documents)
    assert len({row["statement"] for row in rows}) == statements


@pytest.mark.parametrize(
    ("office", "day", "holders"),
    [
        ("federal-chancellor-of-germany", "2025-02-20", {"olaf-scholz"}),
        ("federal-chancellor-of-germany", "2025-08-20", {"friedrich-merz"}),
        ("federal-chancellor-of-germany", "2025-05-01", set()),
        ("president-of-the-united-states", "2025-02-20", {"donald-trump"}),
        ("president-of-the-united-states", "2024-12-31", set()),
        ("chief-of-the-general-staff-uk", "2008-06-01", {"richard-dannatt"}),
        ("chief-of-the-general-staff-uk", "2010-01-01", set()),
    ],
)
def test_an_office_resolves_to_its_holder_at_a_date_as_far_as_the_documents_say(real_store, office, day, holders):
    assert actors(answer(real_store, "office-holders", office=thing(office), on=day)) == holders


def test_what_two_independent_sources_report_is_one_statement(real_store):
    rows = answer(real_store, "independent-origins")
    assert {row["statement"] for row in rows} == {"london-summit-report/starmer-boots-on-the-ground"}
    assert {row["document"] for row in rows} == {"london-summit-report", "coalition-explainer"}


def test_those_who_speak_for_one_state_differ_where_they_do(real_store):
    rows = answer(real_store, "speakers-of-one-state-differ")
    assert {(row["represented"], row["otherActor"], row["actor"]) for row in rows} == {
        ("germany", "friedrich-merz", "johann-wadephul")
    }


def test_a_passage_that_omits_the_backstop_is_no_evidence_for_it_as_a_condition(real_store):
    boots = "london-summit-report/starmer-boots-on-the-ground"
    for question, values in (
        ("us-backstop-as-condition", {}),
        ("what-one-actor-says-of-a-measure", {"actor": thing("keir-starmer"), "measure": thing("us-backstop")}),
        ("what-is-said-of-a-measure", {"measure": thing("us-backstop")}),
        ("positions-on-a-measure", {"measure": thing("european-force")}),
        ("support-on-condition", {}),
    ):
        rows = [row for row in answer(real_store, question, **values) if row["statement"] == boots]
        assert {row["document"] for row in rows} == {"london-summit-report"}, question


def test_what_bears_on_a_guarantee_is_offered_only_by_those_who_would_give_it(real_store):
    status = {}
    for row in answer(real_store, "status-of-guarantees"):
        status.setdefault((row["measure"], row["actor"]), set()).add(row["status"].partition(",")[0])
    assert status["us-backstop", "donald-trump"] == {"left vague", "offered"}
    assert status["us-ground-troops", "donald-trump"] == {"refused"}
    assert status["us-security-guarantee", "donald-trump"] == {"offered"}
    assert status["european-force-without-us-backstop", "stefan-wolff"] == {"asked for or welcomed"}
    assert status["british-troops-in-ukraine", "united-kingdom"] == {"offered", "pledged"}
    assert status["nato-membership", "pete-hegseth"] == {"doubted"}
    assert "rejected" in status["nato-membership", "donald-trump"]


def test_a_question_about_a_measure_has_its_forms_and_parts_and_says_which_they_are(real_store):
    rows = answer(real_store, "positions-on-a-measure", measure=thing("us-backstop"))
    found = {(row["actor"], row["form"], row["relation"]) for row in rows}
    expert = "chief-executive-officer-of-new-strategy-centre"
    assert (expert, "us-air-support", "a part of it") in found
    assert ("keir-starmer", "us-backstop", "the measure itself") in found
    assert (expert, "coalition-support-on-the-ground", "a form of it") in {
        (row["actor"], row["form"], row["relation"])
        for row in answer(real_store, "positions-on-a-measure", measure=thing("european-force"))
    }
    assert rows[0]["relation"] == "the measure itself"


def test_what_a_state_says_names_its_leaders_its_organs_and_whose_account_it_is(real_store):
    def ways(state):
        rows = answer(real_store, "where-one-state-stands", state=thing(state))
        return {(row["actor"], row["how"]) for row in rows}

    assert {
        ("number-10", "spoken by an organ of the state"),
        ("keir-starmer", "spoken from an office"),
        ("keir-starmer", "said by its leader, whose office the passage does not name"),
        ("united-kingdom", "the state itself, as others say"),
    } <= ways("united-kingdom")
    assert ("friedrich-merz", "spoken from an office, as others say") in ways("germany")
    # What was said of Merz before he was Chancellor is not said for Germany.
    rows = answer(real_store, "where-one-state-stands", state=thing("germany"))
    assert not any(row["statement"].startswith("starmer-trump-meeting-report/merz") for row in rows)


def test_no_narration_comes_from_an_unnamed_source(real_store):
    assert "OwnText" not in {row["attribution"] for row in answer(real_store, "unnamed-sources")}


def test_two_sums_that_do_not_fit_both_stand_with_a_flag(real_store):
    rows = answer(real_store, "which-figures", document=thing("starmer-trump-meeting-report"))
    sums = {row["unit"]: row["value"] for row in rows if row["statement"].endswith("analysts-spending-insufficient")}
    assert (sums["EUR"], sums["GBP"]) == ("250000000000", "20000000000")
    flags = answer(real_store, "what-is-off-in-the-sources", document=thing("starmer-trump-meeting-report"))
    assert any(row["sourceForm"] == "€250 billion (£20 billion)" for row in flags)


def test_every_figure_belongs_to_a_statement_with_its_passage(real_store, real_pipeline):
    figures = sum(
        len(statement.figures) for document in real_pipeline.curation.documents for statement in document.statements
    )
    assert len({row["figure"] for row in answer(real_store, "which-figures")}) == figures == 50
