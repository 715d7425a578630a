"""On 200 generated ontologies and worlds the rules conclude what owlrl concludes, and no kind of rule is idle."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from pyoxigraph import NamedNode, Quad, Triple

from graph.closure import conclude, conclude_by_owlrl
from graph.errors import ContradictionError
from graph.rules import rules_of
from tests.support.rules import line
from tests.support.worlds import KINDS, triples_of, worlds

pytestmark = pytest.mark.slow

WORLDS = 200
SHARES = 4  # so many tests, so that several processes share the work
GRAPH = NamedNode("http://example.org/stated")

# Every rule of tables 4 to 8 that can be compiled. Left out are eq-ref, prp-ap, cls-thing, cls-nothing1, dt-type1,
# dt-type2, dt-eq and table 9, which say something of terms and literals only.
RULES = {
    *("eq-sym", "eq-trans", "eq-rep-s", "eq-rep-p", "eq-rep-o", "eq-diff1", "eq-diff2", "eq-diff3"),
    *("prp-dom", "prp-rng", "prp-fp", "prp-ifp", "prp-irp", "prp-symp", "prp-asyp", "prp-trp", "prp-spo1", "prp-spo2"),
    *("prp-eqp1", "prp-eqp2", "prp-pdw", "prp-adp", "prp-inv1", "prp-inv2", "prp-key", "prp-npa1", "prp-npa2"),
    *("cls-nothing2", "cls-int1", "cls-int2", "cls-uni", "cls-com", "cls-svf1", "cls-svf2", "cls-avf", "cls-hv1"),
    *("cls-hv2", "cls-maxc1", "cls-maxc2", "cls-maxqc1", "cls-maxqc2", "cls-maxqc3", "cls-maxqc4", "cls-oo"),
    *("cax-sco", "cax-eqc1", "cax-eqc2", "cax-dw", "cax-adc"),
}


def world(number: int) -> str:
    """The world of this number, always the same; the kinds of axioms take turns."""
    kinds = sorted(KINDS)
    found: list[str] = []

    @seed(number)
    @settings(
        max_examples=2,  # the first is the plainest that there is
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(worlds(kinds[number % len(kinds)]))
    def collect(one: str) -> None:
        found.append(one)

    collect()
    return found[-1]


@cache
def triples_of_world(number: int) -> list[Triple]:
    return triples_of(world(number))


def closed(close: Callable[..., list[Triple]], *arguments) -> list[str] | None:
    """What is concluded, a line a triple; ``None`` for a contradiction."""
    try:
        return [line(triple) for triple in close(*arguments)]
    except ContradictionError:
        return None


def quads_of(triples: list[Triple]) -> list[Quad]:
    return [Quad(*triple, GRAPH) for triple in triples]


@pytest.mark.parametrize("share", range(SHARES))
def test_the_rules_conclude_what_owlrl_concludes_or_both_find_a_contradiction(share):
    different = []
    for number in range(share, WORLDS, SHARES):
        triples = triples_of_world(number)
        stated = quads_of(triples)
        by_rules = closed(conclude, stated, rules_of(triples))
        by_owlrl = closed(conclude_by_owlrl, stated)
        if by_rules != by_owlrl:
            only = (
                f"{who}: {sorted(set(one or ['false']) - set(other or ['false']))}"
                for who, one, other in (("only by rules", by_rules, by_owlrl), ("only by owlrl", by_owlrl, by_rules))
            )
            different.append("\n".join((f"world {number}", world(number), *only)))
    assert "\n\n".join(different) == ""


def test_neither_all_worlds_contradict_themselves_nor_none():
    outcomes = [
        closed(conclude, quads_of(triples), rules_of(triples)) for triples in map(triples_of_world, range(WORLDS))
    ]
    assert 20 < sum(outcome is None for outcome in outcomes) < 100
    assert sum(bool(outcome) for outcome in outcomes) > 80


def is_missed(name: str, number: int) -> bool:
    """Whether this world comes out otherwise without the rules of this name: there their loss would be seen."""
    triples = triples_of_world(number)
    rules = rules_of(triples)
    fewer = [rule for rule in rules if rule.name != name]
    if len(fewer) == len(rules):
        return False
    stated = quads_of(triples)
    return closed(conclude, stated, rules) != closed(conclude, stated, fewer)


# What eq-trans concludes, eq-sym and eq-rep-s conclude too, of ?p owl:sameAs. It makes for shorter reasons, and has a
# test of its own.
SPARED = {"eq-trans"}


@pytest.mark.parametrize("name", sorted(RULES - SPARED))
def test_without_the_rules_of_a_name_some_world_comes_out_otherwise(name):
    assert any(is_missed(name, number) for number in range(WORLDS))


def test_no_rule_has_a_name_that_is_not_in_the_tables():
    assert {rule.name for number in range(WORLDS) for rule in rules_of(triples_of_world(number))} == RULES
