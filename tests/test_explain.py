"""The search for proofs: what it finds on small rule sets, in which order, and where it stops."""

from __future__ import annotations

import threading
from contextlib import suppress
from itertools import islice

import pytest
from pyoxigraph import NamedNode, Quad

from graph.closure import conclude
from graph.errors import ProofLimitError
from graph.explain import Explainer, ProofLimits
from graph.explain.proofs import Derived, Stated, leaves, nodes, size
from tests.support.brute_force import all_proofs, ground, random_world
from tests.support.proof_checker import ProofChecker
from tests.support.proofs import BOOK, INFERRED, StoreEngine, inferred, lines, node, rule, stated, triple

CHAIN = rule("chain", "?x p ?y, ?y q ?z -> ?x r ?z")
COPY = rule("copy", "?x p ?y -> ?x q ?y")
SYMMETRIC = rule("symmetric", "?x p ?y -> ?y p ?x")
TRANSITIVE = rule("transitive", "?x p ?y, ?y p ?z -> ?x p ?z")


def explainer(rules, quads, **limits) -> Explainer:
    return Explainer(StoreEngine(quads), ProofLimits(**limits), rules)


def closed(rules, *facts: str) -> list[Quad]:
    """The facts, and what the rules conclude from them in the graph of conclusions."""
    quads = stated(*facts)
    return quads + [Quad(*each, INFERRED) for each in conclude(quads, rules)]


def test_a_stated_triple_is_its_own_proof():
    (proof,) = explainer([CHAIN], stated("a p b")).proofs(triple("a p b"))
    assert proof == Stated(triple("a p b"), (BOOK,))
    assert size(proof) == 0


def test_a_concluded_triple_has_its_rule_and_its_premises_in_the_order_of_the_body():
    proof = explainer([CHAIN], closed([CHAIN], "a p b", "b q c")).proof(triple("a r c"))
    assert proof == Derived(
        triple("a r c"), CHAIN, (Stated(triple("a p b"), (BOOK,)), Stated(triple("b q c"), (BOOK,)))
    )


def test_what_does_not_hold_has_no_proof_even_where_a_rule_would_conclude_it():
    found = explainer([CHAIN], stated("a p b", "b q c"))
    assert not found.holds(triple("a r c"))
    assert list(found.proofs(triple("a r c"))) == []


def test_what_is_in_the_graph_of_conclusions_but_follows_from_nothing_has_no_proof():
    found = explainer([SYMMETRIC], inferred("a p b", "b p a"))
    assert found.holds(triple("a p b"))
    assert found.proof(triple("a p b")) is None


def test_the_shortest_proof_comes_first_and_the_others_follow_in_the_order_of_size():
    rules = [
        rule("one", "?x p ?y -> ?x q ?y"),
        rule("long", "?x s ?y -> ?x p ?y"),
        rule("direct", "?x t ?y -> ?x q ?y"),
    ]
    found = list(explainer(rules, closed(rules, "a s b", "a t b")).proofs(triple("a q b")))
    assert [lines(proof) for proof in found] == [
        ["a q b [direct]", "  a t b [stated]"],
        ["a q b [one]", "  a p b [long]", "    a s b [stated]"],
    ]


def test_a_stated_triple_comes_first_and_then_the_ways_to_conclude_it():
    found = list(explainer([COPY], [*closed([COPY], "a p b"), *stated("a q b")]).proofs(triple("a q b")))
    assert [lines(proof) for proof in found] == [["a q b [stated]"], ["a q b [copy]", "  a p b [stated]"]]


def test_a_premise_that_is_stated_is_not_proved_again():
    rules = [COPY, rule("next", "?x q ?y -> ?x r ?y")]
    found = list(explainer(rules, closed(rules, "a p b", "a q b")).proofs(triple("a r b")))
    assert [lines(proof) for proof in found] == [["a r b [next]", "  a q b [stated]"]]


def test_no_proof_goes_in_a_circle():
    rules = [SYMMETRIC, rule("other", "?x q ?y -> ?x p ?y")]
    found = list(explainer(rules, closed(rules, "a q b")).proofs(triple("b p a")))
    assert [lines(proof) for proof in found] == [
        ["b p a [symmetric]", "  a p b [other]", "    a q b [stated]"],
    ]


def test_a_variable_may_be_the_predicate_and_a_body_may_be_empty():
    rules = [
        rule("same", "?x same ?y, ?x ?p ?z -> ?y ?p ?z"),
        rule("axiom", " -> a same b"),
        rule("contradiction", "?x p ?x -> "),
    ]
    found = explainer(rules, [*stated("a p c"), *inferred("a same b", "b p c", "b same b")])
    assert lines(found.proof(triple("b p c"))) == ["b p c [same]", "  a same b [axiom]", "  a p c [stated]"]
    assert lines(found.proof(triple("a same b"))) == ["a same b [axiom]"]
    assert lines(found.proof(triple("b same b"))) == ["b same b [same]", "  a same b [axiom]", "  a same b [axiom]"]
    assert size(found.proof(triple("b same b"))) == 3


def test_a_variable_that_stands_twice_is_one_thing():
    rules = [rule("loop", "?x p ?x -> ?x q ?x")]
    found = explainer(rules, [*stated("a p b", "c p c"), *inferred("a q b", "c q c")])
    assert found.proof(triple("a q b")) is None
    assert lines(found.proof(triple("c q c"))) == ["c q c [loop]", "  c p c [stated]"]


def test_a_literal_may_be_an_object_and_is_never_a_subject():
    rules = [rule("value", '?x p "1" -> ?x q "1"'), rule("wrong", "?y p ?z -> ?x q ?y")]
    found = explainer(rules, [*stated('a p "1"'), *inferred('a q "1"')])
    assert lines(found.proof(triple('a q "1"'))) == ['a q "1" [value]', '  a p "1" [stated]']


def test_one_triple_has_one_step_in_a_proof():
    rules = [COPY, rule("way", "?x s ?y -> ?x q ?y"), rule("twice", "?x q ?y, ?x q ?y -> ?x r ?y")]
    found = list(explainer(rules, closed(rules, "a p b", "a s b")).proofs(triple("a r b")))
    assert [[each.rule.name for each in nodes(proof) if isinstance(each, Derived)] for proof in found] == [
        ["copy", "twice"],
        ["way", "twice"],
    ]
    assert [size(proof) for proof in found] == [3, 3]


def test_every_graph_that_states_a_leaf_is_named_but_that_of_the_conclusions():
    other = NamedNode("http://example.org/atlas")
    quads = [*stated("a p b"), Quad(*triple("a p b"), other), *inferred("a p b", "a q b")]
    (leaf,) = leaves(explainer([COPY], quads).proof(triple("a q b")))
    assert leaf.graphs == (other, BOOK)


@pytest.mark.parametrize("seed", range(120))
def test_the_search_finds_what_trying_everything_finds_in_the_order_of_size(seed):
    rules, facts = random_world(seed)
    known, steps = ground(rules, facts)
    quads = [Quad(*each, BOOK) for each in facts] + [Quad(*each, INFERRED) for each in known - facts]
    found = explainer(rules, quads, steps=5)
    checker = ProofChecker(rules, quads)
    for goal in sorted(known, key=str):
        expected = all_proofs(goal, facts, steps, 5)
        if len(expected) > 300:
            continue
        proofs = _until_a_limit(found, goal)
        assert [fault for proof in proofs for fault in checker.faults(proof)] == []
        derived = proofs[1:] if goal in facts else proofs
        assert [size(proof) for proof in derived] == sorted(expected.values())
        assert {_steps(proof) for proof in derived} == set(expected)
        first = next(iter(derived), None)
        assert goal in facts or first is None or lines(found.proof(goal)) == lines(first)


def _until_a_limit(found: Explainer, goal) -> list:
    """All proofs; none where the shortest has more steps than the five that are compared."""
    proofs = []
    with suppress(ProofLimitError):
        proofs.extend(found.proofs(goal))
    return proofs


def _steps(proof) -> frozenset:
    return frozenset(
        (each.triple, (each.rule, tuple(premise.triple for premise in each.premises)))
        for each in nodes(proof)
        if isinstance(each, Derived)
    )


def test_the_worlds_that_are_compared_have_proofs_of_many_sizes_and_circles():
    sizes = set()
    for seed in range(120):
        rules, facts = random_world(seed)
        known, steps = ground(rules, facts)
        for goal in known - facts:
            sizes |= set(all_proofs(goal, facts, steps, 5).values())
    assert sizes == {1, 2, 3, 4, 5}


def test_a_search_that_reads_too_much_says_so_and_can_be_asked_again():
    quads = closed([TRANSITIVE], *(f"n{number} p n{number + 1}" for number in range(12)))
    with pytest.raises(ProofLimitError, match=r"given up after reading 50 triples"):
        explainer([TRANSITIVE], quads, reads=50).proof(triple("n0 p n12"))
    found = explainer([TRANSITIVE], quads, reads=50)
    for _ in range(2):  # a search that broke off must not look like one that found nothing
        with pytest.raises(ProofLimitError):
            found.proof(triple("n0 p n12"))
    assert size(found.proof(triple("n0 p n2"))) == 1


def test_a_proof_with_too_many_steps_is_refused():
    quads = closed([TRANSITIVE], *(f"n{number} p n{number + 1}" for number in range(12)))
    assert size(explainer([TRANSITIVE], quads, steps=11).proof(triple("n0 p n12"))) == 11
    with pytest.raises(ProofLimitError, match="the shortest proof has 11 steps, more than 10"):
        explainer([TRANSITIVE], quads, steps=10).proof(triple("n0 p n12"))


def test_too_many_unfinished_proofs_end_the_search_after_the_first():
    quads = closed([TRANSITIVE], *(f"n{number} p n{number + 1}" for number in range(12)))
    search = explainer([TRANSITIVE], quads, plans=30).proofs(triple("n0 p n12"))
    assert size(next(search)) == 11
    with pytest.raises(ProofLimitError, match="given up after 30 unfinished proofs"):
        list(search)


def test_further_proofs_are_looked_for_only_when_they_are_asked_for():
    quads = closed([TRANSITIVE], *(f"n{number} p n{number + 1}" for number in range(12)))
    found = [size(proof) for proof in islice(explainer([TRANSITIVE], quads).proofs(triple("n0 p n12")), 40)]
    assert found == [11] * 40


def test_threads_share_one_explainer():
    quads = closed([TRANSITIVE], *(f"n{number} p n{number + 1}" for number in range(9)))
    found = explainer([TRANSITIVE], quads)
    sizes: list[int] = []
    threads = [
        threading.Thread(target=lambda end=end: sizes.append(size(found.proof(triple(f"n0 p n{end}")))))
        for end in (9, 8, 7, 6, 5, 4, 3, 2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(sizes) == [1, 2, 3, 4, 5, 6, 7, 8]


def test_nodes_come_once_premises_first():
    leaf = Stated(triple("a p b"), (BOOK,))
    middle = Derived(triple("a q b"), COPY, (leaf,))
    top = Derived(triple("a r b"), rule("twice", "?x q ?y, ?x q ?y -> ?x r ?y"), (middle, middle))
    assert list(nodes(top)) == [leaf, middle, top]
    assert size(top) == 3
    assert leaves(top) == (leaf,)
    assert node("a") == leaf.triple.subject
