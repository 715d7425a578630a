"""The rules by which an answer is told in words, each on a few made-up rows; see ``tests/answers/in-words.txt``."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from graph.answer_sentences import NO_ANSWER, ActorKinds, answer_words
from graph.saved_queries import Asked
from graph.vocabulary import BST, ID, RDF, RDFS
from tests.support.questions import question_of

BODY = """PREFIX bst: <https://w3id.org/backstop/ontology#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
SELECT ?actor ?stance ?measure ?conditions ?explicitness ?confidence ?qualification ?attribution ?statement
WHERE {
  ?statement bst:x ?actor , ?stance , ?measure , ?conditions , ?explicitness , ?confidence , ?qualification .
  FILTER(COALESCE(?__attribution_iri, ?attribution) = ?attribution)
  FILTER(COALESCE(?__asof_xsd_date, ?day) >= ?day)
}
"""
HEADER = """#+ summary: Who stands where?
#+ description: One line.
#+ method: GET
#+ columns:
#+   actor: Who
#+ empty: Nobody says so here.
#+ answer: {answer}
#+ tags:
#+   - theme
"""
ON_FLEET = "{form: positions, about: a fleet}"
NAMES = {
    "ann": "Ann Lee",
    "bea": "Bea Moss",
    "cid": "Cid Ray",
    "dee": "Dee Fox",
    "eve": "Eve Orr",
    "fay": "Fay Kerr",
    "gus": "Gus Hill",
    "hal": "Hal Ives",
    "ida": "Ida Jones",
    "fleet": "a fleet",
    "port": "a port",
    "lifeboat": "a lifeboat",
    "truce": "a truce",
    "experts": "some unnamed experts in the report",
    "northland": "Northland",
}


class World:
    """The engine of the made-up actors and measures, and what is asked of it."""

    def __init__(self, folder) -> None:
        self.folder = folder
        self.store = Store()
        for slug, name in NAMES.items():
            self.add(slug, RDFS.label, Literal(name))
        self.is_a("experts", BST.Actor, BST.UnnamedSource)
        self.is_a("northland", BST.Actor, BST.State)
        for slug in ("ann", "bea", "cid", "dee", "eve", "fay", "gus", "hal", "ida"):
            self.is_a(slug, BST.Actor, BST.Person)

    def add(self, subject, predicate, value) -> None:
        self.store.add(Quad(NamedNode(ID + subject), predicate, value))

    def is_a(self, slug, *classes) -> None:
        for each in classes:
            self.add(slug, RDF.type, each)

    def expert(self, slug) -> None:
        self.is_a(slug, BST.Expert)

    def office(self, slug, since="2025-01-01") -> None:
        self.add(slug, BST.holdsTenure, NamedNode(f"{ID}{slug}-tenure"))
        self.add(f"{slug}-tenure", BST.ofOffice, NamedNode(f"{ID}office"))
        self.add(f"{slug}-tenure", BST.from_, Literal(since))
        self.add("office", RDFS.label, Literal("President of Northland"))

    def conditions(self, statement, measure, *conditions) -> None:
        position = f"{statement}-{measure}"
        self.add(statement, BST.expresses, NamedNode(ID + position))
        self.add(position, BST.towards, NamedNode(ID + measure))
        self.add(position, BST.conditionsLabel, Literal("; ".join(conditions)))
        for condition in conditions:
            self.add(position, BST.onCondition, NamedNode(ID + condition))

    def select(self, query):
        return self.store.query(query)

    def answer(self, rows, answer=ON_FLEET, **values):
        question = question_of(self.folder, BODY, HEADER.replace("{answer}", answer))
        return answer_words(ActorKinds(self), {question.slug: question}, Asked.of(question, values), rows)

    def text(self, *rows, answer=ON_FLEET, **values):
        return self.answer(rows, answer, **values).text


@pytest.fixture
def world(tmp_path):
    return World(tmp_path)


def row(actor, stance="inFavourOf", measure="fleet", statement="", **more):
    """One row: explicit, quoted, and read with high confidence, unless ``more`` says otherwise."""
    terms = {"explicitness": "Explicit", "confidence": "High", "attribution": "DirectQuotation"} | more
    ours = {"actor": actor, "measure": measure, "statement": statement or f"said-by-{actor}"}
    listed = {name: value for name, value in terms.items() if name in ("explicitness", "confidence", "attribution")}
    found = {name: NamedNode(ID + value) for name, value in ours.items()}
    found["stance"] = NamedNode(getattr(BST, stance).value)
    found |= {name: NamedNode(getattr(BST, value).value) for name, value in listed.items() if value}
    texts = {name: value for name, value in terms.items() if name not in listed}
    return found | {name: Literal(value) for name, value in texts.items()}


class TestGround:
    """A sentence says no more than its weakest ground."""

    def test_what_is_said_is_told_as_said(self, world):
        assert world.text(row("ann")) == "Ann Lee is in favour of a fleet."

    def test_what_is_implied_is_told_as_implied(self, world):
        assert world.text(row("ann", explicitness="Implied")) == "Ann Lee is by implication in favour of a fleet."

    def test_what_others_ascribe_is_never_told_as_the_actors_own(self, world):
        assert (
            world.text(row("ann", attribution="CharacterisedByOther")) == "Ann Lee is said to be in favour of a fleet."
        )

    def test_one_passage_in_the_actors_words_is_enough_for_them(self, world):
        rows = [row("ann", attribution="CharacterisedByOther"), row("ann", attribution="ReportedSpeech")]
        found = world.answer(rows)
        assert (found.text, found.heading) == ("Ann Lee is in favour of a fleet.", "1 position by 1 actor")

    def test_what_is_read_with_low_confidence_is_never_told_as_sure(self, world):
        low = "Ann Lee may be in favour of a fleet (read with low confidence)."
        assert world.text(row("ann", confidence="Low")) == low
        told = row("ann", confidence="Low", attribution="CharacterisedByOther")
        assert world.text(told) == "Ann Lee may be in favour of a fleet (others' account, read with low confidence)."

    def test_each_ground_has_a_clause_of_its_own_the_firmest_first(self, world):
        rows = [
            row("dee", confidence="Low"),
            row("cid", attribution="CharacterisedByOther"),
            row("bea", explicitness="Implied"),
            row("ann"),
        ]
        assert world.text(*rows) == (
            "Ann Lee is in favour of a fleet; Bea Moss is by implication; Cid Ray is said to be; "
            "Dee Fox may be (read with low confidence)."
        )

    def test_an_actor_is_told_by_the_firmest_ground_alone(self, world):
        rows = [row("ann", statement="s1", confidence="Low"), row("ann", statement="s2")]
        assert world.text(*rows) == "Ann Lee is in favour of a fleet."


class TestStances:
    def test_each_stance_has_a_sentence(self, world):
        rows = [row("ann"), row("bea", "against"), row("cid", "uncommittedOn"), row("dee", "doubts", explicitness="")]
        found = world.answer(rows)
        assert (
            found.text
            == "Ann Lee is in favour of a fleet. Bea Moss is opposed. Cid Ray is uncommitted. Dee Fox has doubts."
        )
        assert found.heading == "3 positions and 1 doubt by 4 actors"

    def test_a_doubt_is_not_told_as_opposition(self, world):
        assert world.text(row("ann", "doubts", explicitness="")) == "Ann Lee has doubts about a fleet."

    def test_who_changed_sides_is_named_on_both(self, world):
        rows = [row("ann", statement="s1"), row("ann", "against", statement="s2")]
        assert world.text(*rows) == "Ann Lee is in favour of a fleet. Ann Lee is opposed."

    def test_a_mention_is_told_of_those_alone_who_take_no_side(self, world):
        rows = [
            row("ann"),
            row("ann", "concerns", statement="s2", explicitness=""),
            row("bea", "concerns", explicitness=""),
        ]
        found = world.answer(rows)
        assert found.text == "Ann Lee is in favour of a fleet. Bea Moss speaks of it without taking a position."
        assert found.heading == "1 position and 2 mentions by 2 actors"


class TestConditions:
    def test_a_condition_is_never_dropped(self, world):
        world.conditions("s1", "fleet", "lifeboat")
        found = world.text(row("ann", "conditionallyInFavourOf", statement="s1", conditions="lifeboat"))
        assert found == "Ann Lee is in favour of a fleet only with a lifeboat."

    def test_several_conditions_must_all_hold(self, world):
        world.conditions("s1", "fleet", "lifeboat", "truce")
        found = world.text(row("ann", "conditionallyInFavourOf", statement="s1", conditions="lifeboat; truce"))
        assert found == "Ann Lee is in favour of a fleet only with both a lifeboat and a truce."

    def test_the_conditions_of_several_actors_stand_with_their_names(self, world):
        world.conditions("s1", "fleet", "lifeboat")
        world.conditions("s2", "fleet", "truce")
        rows = [
            row("ann", "conditionallyInFavourOf", statement="s1", conditions="lifeboat"),
            row("bea", "conditionallyInFavourOf", statement="s2", conditions="truce"),
        ]
        assert world.text(*rows) == (
            "Ann Lee (with a lifeboat) and Bea Moss (with a truce) are only conditionally in favour of a fleet."
        )

    def test_other_conditions_in_other_statements_are_told_apart(self, world):
        world.conditions("s1", "fleet", "lifeboat")
        world.conditions("s2", "fleet", "truce")
        rows = [
            row("ann", "conditionallyInFavourOf", statement="s1", conditions="lifeboat"),
            row("ann", "conditionallyInFavourOf", statement="s2", conditions="truce"),
        ]
        assert world.text(*rows) == (
            "Ann Lee (with a lifeboat, in other statements with a truce) is only conditionally in favour of a fleet."
        )

    def test_who_names_a_condition_in_one_statement_alone_is_told_as_on_condition(self, world):
        world.conditions("s1", "fleet", "lifeboat")
        rows = [
            row("ann", statement="s2"),
            row("ann", "conditionallyInFavourOf", statement="s1", conditions="lifeboat"),
        ]
        assert world.text(*rows) == (
            "Ann Lee (with a lifeboat, but not in every statement) is only conditionally in favour of a fleet."
        )

    def test_a_condition_on_weaker_ground_stands_beside_the_name(self, world):
        world.conditions("s1", "fleet", "lifeboat")
        low = row("ann", "conditionallyInFavourOf", statement="s1", conditions="lifeboat", confidence="Low")
        found = world.text(row("ann", statement="s2"), low)
        assert found == "Ann Lee (elsewhere only with a lifeboat) is in favour of a fleet."

    def test_a_limit_is_told_where_every_position_has_one(self, world):
        assert world.text(row("ann", qualification="some")) == "Ann Lee (within limits) is in favour of a fleet."
        rows = [row("ann", statement="s1", qualification="some"), row("ann", statement="s2")]
        assert world.text(*rows) == "Ann Lee is in favour of a fleet."


class TestNames:
    def test_an_unnamed_group_takes_a_plural_verb(self, world):
        assert world.text(row("experts")) == "Some unnamed experts in the report are in favour of a fleet."

    def test_states_and_office_holders_come_first_then_whoever_is_in_more_statements(self, world):
        world.expert("cid")
        world.office("dee")
        day = {"date": "2025-03-02"}
        rows = [
            row("experts", **day),
            row("cid", **day),
            row("ann", **day),
            row("bea", statement="s1", **day),
            row("bea", statement="s2", **day),
            row("dee", **day),
        ]
        names = "Dee Fox, Cid Ray, Bea Moss, Ann Lee and some unnamed experts in the report"
        assert world.text(*rows) == f"{names} are in favour of a fleet."
        assert world.text(row("northland"), row("cid"), row("ann")).startswith("Northland, Cid Ray and Ann Lee ")

    def test_an_office_that_was_not_yet_held_makes_no_office_holder(self, world):
        world.office("dee", since="2025-06-01")
        rows = [row("dee", date="2025-03-02"), row("ann", date="2025-03-02")]
        assert world.text(*rows).startswith("Ann Lee and Dee Fox ")

    def test_more_than_five_names_are_cut_and_the_others_counted(self, world):
        rows = [row(one) for one in ("ann", "bea", "cid", "dee", "eve", "fay", "gus")]
        assert world.text(*rows[:5]) == ("Ann Lee, Bea Moss, Cid Ray, Dee Fox and Eve Orr are in favour of a fleet.")
        assert world.text(*rows) == ("Ann Lee, Bea Moss, Cid Ray, Dee Fox and three others are in favour of a fleet.")

    def test_a_crowd_is_counted_with_its_grounds_and_conditions(self, world):
        world.conditions("s1", "fleet", "lifeboat")
        people = ("ann", "bea", "cid", "dee", "eve", "fay", "gus")
        rows = [
            *(row(one, explicitness="Implied" if one == "gus" else "Explicit") for one in people),
            row("hal", "conditionallyInFavourOf", statement="s1", conditions="lifeboat"),
            row("ida", "against", attribution="CharacterisedByOther"),
        ]
        assert world.text(*rows) == (
            "Seven actors are in favour of a fleet (Ann Lee, Bea Moss and five others; one by implication) and "
            "one in favour on condition of a lifeboat (Hal Ives). "
            "One actor is said by others to be opposed (Ida Jones)."
        )


class TestShapes:
    """What is told depends on whether there are one or many measures and actors."""

    FREE = "{form: positions}"

    def test_one_measure_is_the_subject(self, world):
        assert world.text(row("ann"), row("bea"), answer=self.FREE) == "Ann Lee and Bea Moss are in favour of a fleet."

    def test_one_actor_is_the_subject(self, world):
        rows = [
            row("ann"),
            row("ann", "against", "port"),
            row("ann", measure="truce", attribution="CharacterisedByOther"),
        ]
        assert world.text(*rows, answer=self.FREE) == (
            "Ann Lee is in favour of a fleet; said by others to be in favour of a truce; against a port."
        )

    def test_a_few_measures_have_a_sentence_each(self, world):
        rows = [row("ann"), row("bea", "against"), row("bea", "against", "port")]
        assert world.text(*rows, answer=self.FREE) == (
            "On a fleet, Ann Lee is in favour; Bea Moss is opposed. On a port, Bea Moss is opposed."
        )

    def test_many_are_counted_by_stance_and_ground(self, world):
        rows = [
            row("ann"),
            row("bea", "against"),
            row("bea", "against", "port", explicitness="Implied"),
            row("ann", measure="truce", attribution="CharacterisedByOther"),
            row("ann", measure="lifeboat", confidence="Low"),
        ]
        assert world.text(*rows, answer=self.FREE) == (
            "Two actors take, or are said to take, five positions on four measures, among them a fleet (2 actors), "
            "a lifeboat (1 actor) and a port (1 actor). Of the positions, 3 are in favour and 2 against; 2 are said "
            "outright, 1 implied, 1 only ascribed by others and 1 read with low confidence."
        )

    def test_many_that_are_all_ascribed_are_said_to_be_taken(self, world):
        rows = [row("ann", measure=one, attribution="CharacterisedByOther") for one in ("fleet", "port", "truce")]
        rows.append(row("bea", measure="lifeboat", attribution="CharacterisedByOther"))
        assert world.text(*rows, answer=self.FREE).startswith("Two actors are said to take four positions ")


class TestClaims:
    """A question whose title says what is claimed."""

    SAYS = "{form: positions, about: a fleet, says: true, nobody: no state or office-holder does}"

    def test_experts_are_counted_and_a_group_is_not(self, world):
        world.expert("ann")
        found = world.text(row("ann"), row("experts", explicitness="Implied"), answer=self.SAYS)
        assert found == (
            "One expert, Ann Lee, says so outright; some unnamed experts in the report imply it. "
            "No state or office-holder does."
        )

    @pytest.mark.parametrize("ground", [{}, {"explicitness": "Implied"}, {"attribution": "CharacterisedByOther"}])
    def test_that_no_state_does_is_said_only_if_none_does_on_whatever_ground(self, world, ground):
        assert "No state" not in world.text(row("northland", **ground), answer=self.SAYS)

    def test_a_narrower_choice_says_nothing_of_those_who_are_left_out(self, world):
        found = world.text(row("ann"), answer=self.SAYS, attribution=BST.DirectQuotation.value)
        assert found == "Where the actor is quoted, Ann Lee says so outright."


class TestNothing:
    def test_no_row_is_told_in_the_words_of_the_question(self, world):
        found = world.answer([])
        assert (found.text, found.heading) == ("Nobody says so here.", NO_ANSWER)

    def test_with_choices_silence_is_no_no(self, world):
        found = world.text(asof="2025-03-02")
        assert found == "By 2 March 2025, these documents have no answer to this; that is not a no."

    def test_a_day_that_was_chosen_opens_the_answer(self, world):
        assert world.text(row("experts"), asof="2025-03-02") == (
            "By 2 March 2025, some unnamed experts in the report are in favour of a fleet."
        )


def test_names_carry_their_iris_so_that_a_page_can_link_them(world):
    found = world.answer([row("ann")])
    assert [(part.text, part.iri) for part in found.words if part.iri] == [("Ann Lee", f"{ID}ann")]


def test_a_question_that_declares_no_form_has_its_rows_counted(tmp_path, world):
    header = "".join(line for line in HEADER.splitlines(keepends=True) if "answer" not in line)
    question = question_of(tmp_path / "plain", BODY, header)
    found = answer_words(ActorKinds(world), {}, Asked.of(question, {}), [row("ann"), row("bea")])
    assert (found.text, found.heading) == ("", "2 rows")
