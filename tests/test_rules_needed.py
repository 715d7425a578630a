"""No rule of the real ontology is there in vain: each concludes, or contradicts, what no other does."""

from __future__ import annotations

from itertools import count

import pytest
from pyoxigraph import NamedNode, Quad, Triple, Variable

from graph.closure import conclude
from graph.errors import ContradictionError
from graph.rules import Rule, rules_of
from graph.triples import read_ontology
from tests.support.paths import ONTOLOGY
from tests.support.rules import STATED, line


def facts_for(rule: Rule) -> list[Quad]:
    """The smallest world in which the rule has something to say: its body, with a new name for each variable."""
    numbers = count(1)
    names: dict[Variable, NamedNode] = {}

    def named(term):
        if not isinstance(term, Variable):
            return term
        if term not in names:
            names[term] = NamedNode(f"http://example.org/thing{next(numbers)}")
        return names[term]

    return [Quad(*(named(term) for term in pattern), STATED) for pattern in rule.body]


def outcome(stated: list[Quad], rules: list[Rule]) -> list[Triple] | str:
    try:
        return conclude(stated, rules)
    except ContradictionError as error:
        return str(error)


@pytest.mark.slow
def test_each_rule_of_the_ontology_says_of_its_own_facts_what_the_others_together_do_not():
    rules = list(rules_of(read_ontology(ONTOLOGY).triples))
    assert len(rules) > 200
    idle = []
    for number, rule in enumerate(rules):
        stated = facts_for(rule)
        if outcome(stated, rules) == outcome(stated, rules[:number] + rules[number + 1 :]):
            idle.append(f"{rule.name}: {rule.axiom}")
    assert idle == []


def test_a_rule_that_others_can_do_without_is_seen():
    class_ = [NamedNode(f"http://example.org/{name}") for name in "ABC"]
    sub = NamedNode("http://www.w3.org/2000/01/rdf-schema#subClassOf")
    rules = list(rules_of(Triple(class_[one], sub, class_[other]) for one, other in ((0, 1), (1, 2), (0, 2))))
    (shortcut,) = [rule for rule in rules if rule.axiom.endswith("A rdfs:subClassOf http://example.org/C")]
    stated = facts_for(shortcut)
    assert [line(quad.triple) for quad in stated] == ["http://example.org/thing1 a http://example.org/A"]
    assert outcome(stated, rules) == outcome(stated, [rule for rule in rules if rule != shortcut])


@pytest.mark.parametrize("number", range(3))
def test_without_a_rule_its_own_facts_say_nothing(number):
    rule = rules_of(read_ontology(ONTOLOGY).triples)[number]
    stated = facts_for(rule)
    assert outcome(stated, []) == []
    assert outcome(stated, [rule]) != []
