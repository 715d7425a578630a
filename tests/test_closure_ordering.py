"""Rules run in the order in which they feed one another, and again only for what came since."""

from __future__ import annotations

from collections import Counter

import pytest
from pyoxigraph import Triple

from graph.closure.fixpoint import Fixpoint
from graph.closure.ordering import feeds, followers, strata
from graph.rules import Rule, rules_of
from graph.triples import read_ontology
from tests.support.paths import ONTOLOGY
from tests.support.rules import line, made_of, triples


def names(groups: list[list[Rule]]) -> list[set[str]]:
    return [{rule.axiom for rule in group} for group in groups]


@pytest.fixture
def tries(monkeypatch) -> Counter[str]:
    """How often each axiom's rule was tried."""
    counted: Counter[str] = Counter()
    step = Fixpoint._step

    def counting(self, rule: Rule, where: str) -> None:
        counted[rule.axiom] += 1
        step(self, rule, where)

    monkeypatch.setattr(Fixpoint, "_step", counting)
    return counted


@pytest.mark.parametrize(
    ("one", "other", "fed"),
    [
        ("bst:A rdfs:subClassOf bst:B .", "bst:B rdfs:subClassOf bst:C .", True),
        ("bst:A rdfs:subClassOf bst:B .", "bst:A rdfs:subClassOf bst:C .", False),
        ("bst:p rdfs:domain bst:A .", "bst:A rdfs:subClassOf bst:B .", True),
        ("bst:p rdfs:domain bst:A .", "bst:q rdfs:range bst:B .", False),
        ("bst:p rdfs:subPropertyOf bst:q .", "bst:q rdfs:range bst:B .", True),
        ("bst:p rdfs:subPropertyOf rdfs:label .", "bst:q rdfs:range bst:B .", False),
    ],
)
def test_a_rule_feeds_another_if_its_head_can_be_what_the_other_asks_for(one, other, fed):
    (first,), (second,) = made_of(one), made_of(other)
    assert any(feeds(first.head, pattern) for pattern in second.body) is fed


def test_a_contradiction_feeds_nothing_and_a_variable_predicate_everything():
    (disjoint,) = made_of("bst:A owl:disjointWith bst:B .")
    (subclass,) = made_of("bst:A rdfs:subClassOf bst:B .")
    (replacing,) = [rule for rule in made_of("id:a owl:sameAs id:b .") if rule.name == "eq-rep-s"]
    after = followers([disjoint, subclass, replacing])
    assert after == {disjoint: [], subclass: [disjoint, replacing], replacing: [disjoint, subclass, replacing]}


def test_the_order_of_rules_is_the_order_in_which_they_feed_one_another():
    rules = made_of("bst:A rdfs:subClassOf bst:B . bst:B rdfs:subClassOf bst:C . bst:p rdfs:domain bst:A .")
    found = names(list(strata(followers(list(reversed(rules))))))
    assert found == [{"bst:p rdfs:domain bst:A"}, {"bst:A rdfs:subClassOf bst:B"}, {"bst:B rdfs:subClassOf bst:C"}]


def test_rules_that_feed_one_another_are_in_one_group_and_others_around_it():
    rules = made_of("""bst:p owl:inverseOf bst:q . bst:q rdfs:subPropertyOf bst:r . bst:r rdfs:subPropertyOf bst:p .
                       bst:s rdfs:subPropertyOf bst:p . bst:q rdfs:range bst:A .""")
    found = names(list(strata(followers(rules))))
    assert [len(group) for group in found] == [1, 3, 1]
    assert found[0] == {"bst:s rdfs:subPropertyOf bst:p"}
    assert found[-1] == {"bst:q rdfs:range bst:A"}


def test_no_group_of_the_real_rules_feeds_one_before_it():
    after = followers([rule for rule in rules_of(read_ontology(ONTOLOGY).triples) if rule.head])
    groups = list(strata(after))
    assert sorted(rule.axiom for group in groups for rule in group) == sorted(rule.axiom for rule in after)
    place = {rule: number for number, group in enumerate(groups) for rule in group}
    assert [(rule, other) for rule in after for other in after[rule] if place[other] < place[rule]] == []


def test_a_rule_that_does_not_feed_itself_is_tried_once(tries):
    axioms = "bst:A rdfs:subClassOf bst:B . bst:B rdfs:subClassOf bst:C . bst:C rdfs:subClassOf bst:D ."
    running = Fixpoint(triples("id:a a bst:A . id:b a bst:B ."), reversed(made_of(axioms)))
    assert sorted(map(line, running.concluded())) == [
        "id:a a bst:B",
        "id:a a bst:C",
        "id:a a bst:D",
        "id:b a bst:C",
        "id:b a bst:D",
    ]
    assert set(tries.values()) == {1}


def test_a_rule_that_feeds_itself_is_tried_until_nothing_comes(tries):
    facts = " ".join(f"id:n{number} bst:p id:n{number + 1} ." for number in range(8))
    running = Fixpoint(triples(facts), made_of("bst:p a owl:TransitiveProperty ."))
    assert len(list(running.concluded())) == 8 * 9 // 2 - 8
    assert len(running.steps) < tries.total() <= 8


def test_the_step_of_each_conclusion_and_what_it_rests_on_are_known():
    facts = triples("id:a bst:p id:b . id:b bst:p id:c . id:c bst:p id:d .")
    running = Fixpoint(facts, made_of("bst:p a owl:TransitiveProperty ."))
    assert [running.step_of(fact) for fact in facts] == [None, None, None]
    (last,) = triples("id:a bst:p id:d .")
    assert running.step_of(last) is not None
    assert sorted(map(line, running.ground(last))) == sorted(map(line, facts))
    assert running.ground(facts[0]) == [facts[0]]


def test_of_things_without_a_name_the_ground_is_found_as_well():
    facts = triples("_:a bst:p _:b . _:b bst:q id:c . _:d bst:p _:b .")
    running = Fixpoint(facts, made_of("bst:r owl:propertyChainAxiom ( bst:p bst:q ) ."))
    found: dict[Triple, list[Triple]] = {fact: running.ground(fact) for fact in running.concluded()}
    assert len(found) == 2
    assert all(set(grounds) < set(facts) and grounds[0].subject == fact.subject for fact, grounds in found.items())
