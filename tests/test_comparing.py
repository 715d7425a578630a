"""Actors side by side: the sentences are those of a careful reader, and every cell is what the store holds."""

from __future__ import annotations

from functools import cache
from itertools import combinations

import pytest
from pyoxigraph import NamedNode

from graph.explain import Verbaliser
from graph.stance_table import STANCES
from graph.stances import Column, Comparer, Outcome, RecordReader, Side, comparison_as_json, sentences, stance
from graph.vocabulary import BST, ID, PREFIXES

SPEAKING = ("keir-starmer", "donald-trump", "united-kingdom", "france", "germany", "ed-arnold", "stefan-wolff")


@cache
def comparer(engine) -> Comparer:
    return Comparer(engine, cache(lambda actor: RecordReader(engine).read(actor)))


def compared(engine, *actors, days=(), until="", leaders=False):
    """The comparison of these actors, or of one at these days."""
    columns = [Column(NamedNode(ID + actor), day) for actor in actors for day in (days or (until,))]
    return comparer(engine).compare(columns, leaders=leaders)


def told(engine, *actors, **choices) -> list[str]:
    return sentences(compared(engine, *actors, **choices), Verbaliser(engine))


def outcomes(found) -> dict[str, Outcome]:
    return {row.measure.value.removeprefix(ID): row.outcome for row in found.rows}


@pytest.mark.parametrize(
    ("actors", "choices", "expected"),
    [
        (
            ["united-kingdom", "france"],
            {},
            """
            On three measures the United Kingdom and France are on the same side, but not on the same terms: helping
            to defend a peace deal in Ukraine (the United Kingdom in favour, only on condition of a peace deal, with
            a limit; France in favour, with a limit); a European force in Ukraine (the United Kingdom in favour, only
            on condition of a peace deal, in the form of British troops in Ukraine; France in favour, only on
            condition of a peace deal, in the form of French troops in Ukraine); security guarantees for Ukraine (the
            United Kingdom in favour, only on condition of a peace deal, in the form of British troops in Ukraine and
            helping to defend a peace deal in Ukraine, with a limit; France in favour, at times only on condition of
            a peace deal, in the form of French troops in Ukraine and helping to defend a peace deal in Ukraine, with
            a limit). On three measures only one of them takes a position: the United Kingdom on one and France on
            two. On four more measures there is only what others say, what was given up or what was read with low
            confidence.
            """,
        ),
        (
            ["united-kingdom", "france"],
            {"leaders": True},
            """
            Counting those who speak for them, the United Kingdom and France take the same position on four measures:
            both are against Europe securing Ukraine without the United States (by implication); both are in favour
            of Europe doing more for its own defence and a European peace plan agreed with Ukraine and then put to
            the United States; and one more. On three measures they are on the same side, but not on the same terms:
            helping to defend a peace deal in Ukraine (the United Kingdom in favour, only on condition of a peace
            deal, with a limit; France in favour, with a limit); a European force in Ukraine (the United Kingdom
            (Keir Starmer) in favour, at times only on condition of a US backstop, with a limit; France in favour,
            only on condition of a peace deal, in the form of French troops in Ukraine); security guarantees for
            Ukraine (the United Kingdom (the Prime Minister's Office of the United Kingdom and Keir Starmer) in
            favour, by implication; France (Emmanuel Macron) in favour, with a limit, by implication). On 15 measures
            only one of them takes a position: the United Kingdom on 13 and France on two. On three more measures
            there is only what others say, what was given up or what was read with low confidence.
            """,
        ),
        (
            ["keir-starmer", "donald-trump"],
            {"until": "2025-03-02"},
            """
            In what was said by 2 March 2025, Keir Starmer and Donald Trump differ on one measure: a US backstop
            (Keir Starmer in favour; Donald Trump uncommitted, by implication). On one measure they are on the same
            side, but not on the same terms: Europe taking the main responsibility for its own security (Keir Starmer
            in favour, with a limit, by implication; Donald Trump in favour, with a limit). On 15 measures only one
            of them takes a position: Keir Starmer on 14 and Donald Trump on one. On five more measures there is only
            what others say, what was given up, what was read with low confidence or what may be later. Five
            statements with uncertain dates may be later, and are not counted.
            """,
        ),
        (
            ["ed-arnold", "malcolm-chalmers"],
            {},
            """
            Neither Ed Arnold nor Malcolm Chalmers takes a position here in words of their own. Ed Arnold and Malcolm
            Chalmers voice doubts, which are not opposition.
            """,
        ),
        (
            ["donald-trump"],
            {"days": ("2025-03-02", "2025-08-31")},
            """
            Donald Trump changed position on one measure between 2 March 2025 and 31 August 2025: a ceasefire first
            (by 2 March 2025 perhaps already in favour; by 31 August 2025 given up). On three measures no later
            position of Donald Trump's own departs from what was on record by 2 March 2025. On 10 measures the first
            position on record is from after 2 March 2025: an Article 5-type guarantee, land swaps, NATO membership
            for Ukraine, and seven more. On three measures a position may date from before 2 March 2025 or from
            after: a ceasefire or peace agreement, Ukraine giving up on regaining Crimea and Ukraine giving ground.
            On five more measures there is only what others say, what was given up, what was read with low confidence
            or what may be later. Four statements with uncertain dates may be later, and are not counted.
            """,
        ),
    ],
)
def test_a_careful_reader_would_say_the_same(real_store, actors, choices, expected):
    assert " ".join(told(real_store, *actors, **choices)) == " ".join(expected.split())


def test_a_later_day_that_is_only_perhaps_too_late_is_told(real_store):
    found = told(real_store, "donald-trump", days=("2025-03-02", "2025-08-18"))
    assert found[0] == "No change of position of Donald Trump between 2 March 2025 and 18 August 2025 is on record."
    assert (
        "Whether Donald Trump had given up a ceasefire first by 18 August 2025 is uncertain: the dates are ranges."
    ) in found


def test_both_in_favour_with_one_only_on_condition_is_no_agreement(world_store):
    found = compared(world_store, "ada-vale", "bo-lind")
    assert outcomes(found)["fleet"] == Outcome.TERMS
    assert sentences(found, Verbaliser(world_store))[0] == (
        "On one measure Ada Vale and Bo Lind are on the same side, but not on the same terms: A fleet (Ada Vale in "
        "favour, only on condition of A lifeboat; Bo Lind in favour, in the form of A fleet at night)."
    )


def stated(engine, actor: str) -> set[tuple[str, str, str]]:
    """Each statement with a position of an actor: the statement, the stance and the measure, by SPARQL alone."""
    query = f"""PREFIX bst: <{PREFIXES["bst"]}>
      SELECT ?statement ?stance ?measure WHERE {{
        ?statement bst:expresses ?position . ?position bst:heldBy <{ID}{actor}> ; ?stance ?measure .
        VALUES ?stance {{ {" ".join(str(each.property) for each in STANCES)} }} }}"""
    return {tuple(row[name].value for name in ("statement", "stance", "measure")) for row in engine.select(query)}


def remarked(engine, actor: str, relation: str) -> set[tuple[str, str]]:
    query = f"""PREFIX bst: <{PREFIXES["bst"]}>
      SELECT ?statement ?measure WHERE {{
        ?statement bst:statedBy <{ID}{actor}> ; bst:{relation} ?measure . ?measure a bst:Measure }}"""
    return {(row["statement"].value, row["measure"].value) for row in engine.select(query)}


def test_the_cells_hold_what_the_store_holds(real_store):
    found = compared(real_store, *SPEAKING[:6])
    for index, actor in enumerate(SPEAKING[:6]):
        cells = [(row.measure.value, row.cells[index]) for row in found.rows]
        assert stated(real_store, actor) == {
            (each.said.statement.value, each.side.property.value, measure)
            for measure, cell in cells
            for each in cell.shown
            if each.measure.value == measure
        }
        doubts = remarked(real_store, actor, "doubts")
        assert doubts == {(said.statement.value, measure) for measure, cell in cells for said in cell.doubts}
        told = {(statement, measure) for statement, _, measure in stated(real_store, actor)} | doubts
        speaks = remarked(real_store, actor, "concerns") - told
        mentions = {(said.statement.value, measure) for measure, cell in cells for said in cell.mentions}
        assert mentions <= speaks
        inferred = {
            (each.said.statement.value, measure) for measure, cell in cells for each in cell.shown
        }  # a statement on a form of the measure is no mere mention of it
        assert speaks - mentions <= inferred


def test_a_cell_counts_what_the_graph_concludes_and_has_the_answer_of_the_stance(real_store):
    found = compared(real_store, *SPEAKING)
    for row in found.rows:
        for actor, cell in zip(SPEAKING, row.cells, strict=True):
            alone = stance(real_store, actor, row.measure.value)
            assert cell.stance == alone
            concluded = {quad.predicate for quad in real_store.quads(NamedNode(ID + actor), None, row.measure)}
            sides = {each.side.conclusion for each in cell.counted}
            assert sides == concluded & {each.conclusion for each in STANCES if sides or not alone.earlier}
            if cell.is_silent:
                assert cell.side == Side.NONE


def test_a_measure_is_there_if_somebody_speaks_of_it_or_two_meet_on_it(real_store):
    for pair in combinations(SPEAKING[:5], 2):
        found = compared(real_store, *pair)
        spoken = {measure for actor in pair for _, _, measure in stated(real_store, actor)}
        spoken |= {
            each for actor in pair for name in ("doubts", "concerns") for _, each in remarked(real_store, actor, name)
        }
        rows = {row.measure.value: row for row in found.rows}
        assert spoken <= set(rows)
        assert all(len(rows[measure].taking) == 2 for measure in set(rows) - spoken)


def test_the_order_of_the_columns_changes_no_outcome(real_store):
    for leaders in (False, True):
        one, other = (
            outcomes(compared(real_store, *order, leaders=leaders)) for order in (SPEAKING[:4], SPEAKING[3::-1])
        )
        assert one == other


def test_a_later_day_only_adds_and_the_last_day_has_everything(real_store):
    whole = compared(real_store, "donald-trump")
    for early, late in combinations(("2025-02-27", "2025-03-02", "2025-08-18", "2025-08-31"), 2):
        rows = compared(real_store, "donald-trump", days=(early, late)).rows
        for row in rows:
            first, last = ({each.said.statement for each in cell.stance.findings} for cell in row.cells)
            assert first <= last
            assert all(each.said.day <= early for each in row.cells[0].stance.findings)
            assert all(each.said.day > early for each in row.cells[0].perhaps)
    last = compared(real_store, "donald-trump", until="2025-12-31")
    assert [cell.stance for row in last.rows for cell in row.cells] == [
        cell.stance for row in whole.rows for cell in row.cells
    ]


def test_only_with_leaders_do_they_count_and_then_by_name(real_store):
    alone, together = (compared(real_store, "united-kingdom", "france", leaders=each) for each in (False, True))
    assert not any(cell.speakers for row in alone.rows for cell in row.cells)
    through = {
        row.measure.value.removeprefix(ID): {speaker.value.removeprefix(ID) for speaker in row.cells[0].speakers}
        for row in together.rows
    }
    assert through["us-backstop"] == {"keir-starmer"}
    spoken_for = {quad.subject for quad in real_store.quads(None, BST.heldOnBehalfOf, NamedNode(ID + "united-kingdom"))}
    counted = {each.position for row in together.rows for each in row.cells[0].counted if not each.is_without_title}
    own = {each.position for row in together.rows for each in row.cells[0].stance.findings}
    assert counted - own == {each for each in spoken_for if each not in own} & counted


def test_as_data_it_says_the_same(real_store):
    found = compared(real_store, "united-kingdom", "france", leaders=True)
    data = comparison_as_json(found, Verbaliser(real_store))
    assert data["sentences"] == told(real_store, "united-kingdom", "france", leaders=True)
    assert [measure["outcome"] for measure in data["measures"]] == [row.outcome.value for row in found.rows]
    for measure in data["measures"]:
        for cell in measure["cells"]:
            assert cell["silent"] == (not (cell["positions"] or cell["doubts"] or cell["mentions"]))
            assert (cell["side"] == "none") == (not any(each["counted"] for each in cell["positions"]))


def test_the_doubts_of_those_who_speak_for_a_state_are_told_as_theirs(real_store):
    alone, together = (compared(real_store, "italy", "germany", leaders=each) for each in (False, True))
    doubting = {
        (row.measure.value.removeprefix(ID), said.speaker.value.removeprefix(ID))
        for row in together.rows
        for cell in row.cells
        for said in cell.doubts
    }
    assert doubting == {
        ("europe-acts-without-the-us", "giorgia-meloni"),
        ("german-troops-in-ukraine", "johann-wadephul"),
    }
    assert not any(cell.doubts for row in alone.rows for cell in row.cells)
