"""The checker accepts every proof of the real build, and rejects each kind of wrong one."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from pyoxigraph import NamedNode, Quad

from graph.explain import Explainer
from graph.explain.proofs import Derived, Stated, leaves, nodes
from graph.rules import Rule
from graph.vocabulary import INFERRED_GRAPH, document_graph
from tests.support.proof_checker import ProofChecker
from tests.support.proofs import BOOK, INFERRED, StoreEngine, inferred, real, rule, stated, triple

CHAIN = rule("chain", "?x p ?y, ?y q ?z -> ?x r ?z")
COPY = rule("copy", "?x p ?y -> ?x q ?y")
FACTS = stated("a p b", "b q c")
A_P_B, B_Q_C = (Stated(quad.triple, (BOOK,)) for quad in FACTS)
RIGHT = Derived(triple("a r c"), CHAIN, (A_P_B, B_Q_C))


def faults(proof, rules=(CHAIN, COPY), quads=FACTS) -> list[str]:
    return [re.sub(r"<http://example.org/(\w+)>", r"\1", each) for each in ProofChecker(rules, quads).faults(proof)]


@pytest.fixture(scope="module")
def explainer(real_store) -> Explainer:
    return Explainer(real_store)


@pytest.fixture(scope="module")
def checker(real_store, explainer) -> ProofChecker:
    return ProofChecker(explainer.rules, real_store.quads(None, None, None))


@pytest.mark.slow
def test_every_concluded_triple_of_the_real_build_has_a_proof_that_holds(real_pipeline, explainer, checker):
    proofs = {each: explainer.proof(each) for each in real_pipeline.concluded}
    assert len(proofs) > 6000
    assert [each for each, proof in proofs.items() if proof is None or proof.triple != each] == []
    assert [fault for proof in proofs.values() for fault in checker.faults(proof)] == []


def test_further_proofs_of_the_real_build_hold_too(real_pipeline, explainer, checker):
    for each in real_pipeline.concluded[::40]:
        for _, proof in zip(range(20), explainer.proofs(each), strict=False):
            assert checker.faults(proof) == []


def test_every_proof_of_the_tiny_world_holds(world_pipeline, world_store):
    engine = world_store
    explainer = Explainer(engine)
    checker = ProofChecker(explainer.rules, world_pipeline.stated)
    found = [proof for each in world_pipeline.concluded for proof in explainer.proofs(each)]
    assert len(found) > len(world_pipeline.concluded)
    assert [fault for proof in found for fault in checker.faults(proof)] == []


def test_what_a_position_rests_on_leads_to_its_passages_and_the_checker_sees_to_it(explainer, checker):
    proof = explainer.proof(real("keir-starmer", "conditionallySupports", "european-force"))
    passages = [passage for leaf in leaves(proof) for passage in leaf.attestations]
    assert passages
    leaf = leaves(proof)[0]
    passage = leaf.attestations[0]
    for wrong in (
        replace(passage, start=passage.start + 1),
        replace(passage, end=passage.end + 1),
        replace(passage, digest="0" * 64),
        replace(passage, document=passage.statement),
        replace(passage, attribution=passage.statement),
        replace(passage, relayed_by=passage.statement),
    ):
        (fault,) = checker.faults(replace(leaf, attestations=(wrong,)))
        assert fault.endswith("does not attest it")


def test_a_passage_of_another_statement_does_not_attest_a_leaf(explainer, checker):
    leaf, other = (
        leaves(explainer.proof(real(actor, relation, "european-force")))[0]
        for actor, relation in (("keir-starmer", "conditionallySupports"), ("stefan-wolff", "supports"))
    )
    (fault, *_) = checker.faults(replace(leaf, attestations=other.attestations))
    assert fault.endswith("does not attest it")


def test_a_right_proof_has_no_faults():
    assert faults(RIGHT) == []
    assert faults(A_P_B) == []


def test_a_rule_that_the_ontology_has_not_is_rejected():
    own = rule("own", "?x p ?y, ?y q ?z -> ?x r ?z")
    assert faults(replace(RIGHT, rule=own)) == [f"a r c: own ({own.axiom}) is no rule of this ontology"]


def test_another_rule_of_the_ontology_is_rejected():
    assert faults(replace(RIGHT, rule=COPY)) == ["a r c: copy has 1 premises, found 2"]
    assert faults(Derived(triple("b r c"), COPY, (A_P_B,))) == ["b r c: is not what copy concludes"]


def test_a_rule_with_a_changed_body_is_rejected():
    changed = Rule(CHAIN.name, CHAIN.axiom, CHAIN.body[:1], CHAIN.head)
    (fault,) = faults(Derived(triple("a r c"), changed, (A_P_B,)))
    assert fault.endswith("is no rule of this ontology")


def test_a_contradiction_concludes_nothing():
    never = rule("never", "?x p ?y -> ")
    assert faults(Derived(triple("a r c"), never, (A_P_B,)), (never,)) == ["a r c: never concludes no triple"]


def test_a_wrong_premise_is_rejected():
    assert faults(replace(RIGHT, premises=(A_P_B, A_P_B))) == ["a r c: premise 2 does not fit chain: a p b"]


def test_premises_must_fit_under_one_substitution():
    quads = stated("a p b", "c q d")
    wrong = Derived(triple("a r d"), CHAIN, tuple(Stated(quad.triple, (BOOK,)) for quad in quads))
    assert faults(wrong, quads=quads) == ["a r d: premise 2 does not fit chain: c q d"]


def test_swapped_premises_are_rejected():
    assert faults(replace(RIGHT, premises=(B_Q_C, A_P_B))) == ["a r c: premise 1 does not fit chain: b q c"]


def test_a_missing_and_a_superfluous_premise_are_rejected():
    assert faults(replace(RIGHT, premises=(A_P_B,))) == ["a r c: chain has 2 premises, found 1"]
    assert faults(replace(RIGHT, premises=(A_P_B, B_Q_C, B_Q_C))) == ["a r c: chain has 2 premises, found 3"]


def test_another_conclusion_than_the_rules_is_rejected():
    assert faults(replace(RIGHT, triple=triple("a r b"))) == ["a r b: is not what chain concludes"]


def test_a_leaf_that_is_not_stated_is_rejected_even_if_it_is_concluded():
    leaf = Stated(triple("a q b"), (BOOK,))
    assert faults(leaf) == ["a q b: is not stated in book"]
    in_conclusions = Stated(triple("a q b"), (INFERRED,))
    (fault,) = ProofChecker((COPY,), inferred("a q b")).faults(in_conclusions)
    assert fault.endswith(f"is not stated in <{INFERRED_GRAPH}>")
    assert faults(Stated(triple("a p b"), ())) == ["a p b: no graph is given that states it"]


def test_a_leaf_in_another_graph_than_the_one_named_is_rejected():
    assert faults(Stated(triple("a p b"), (NamedNode(document_graph("x")),))) == [
        "a p b: is not stated in <https://w3id.org/backstop/graph/document/x>"
    ]


def test_a_circular_proof_is_rejected():
    around = (rule("there", "?x p ?y -> ?x q ?y"), rule("back", "?x q ?y -> ?x p ?y"))
    there, back = around
    inner = Derived(triple("a q b"), there, (A_P_B,))
    circle = Derived(triple("a q b"), there, (Derived(triple("a p b"), back, (inner,)),))
    assert faults(inner, around) == []
    assert "a q b rests on itself" in faults(circle, around)


def test_a_fault_deep_in_a_proof_is_found():
    rules = tuple(rule(f"r{number}", f"?x p{number} ?y -> ?x p{number + 1} ?y") for number in range(300))
    proof = Stated(triple("a p0 b"), (BOOK,))
    for number, each in enumerate(rules):
        proof = Derived(triple(f"a p{number + 1} b"), each, (proof,))
    assert faults(proof, rules, stated("a p0 b")) == []
    assert faults(proof, rules, []) == ["a p0 b: is not stated in book"]
    assert faults(proof, rules[:150] + rules[151:], stated("a p0 b")) == [
        f"a p151 b: r150 ({rules[150].axiom}) is no rule of this ontology"
    ]


def test_every_mutation_of_every_step_of_real_proofs_is_rejected(real_pipeline, explainer, checker):
    seen = set()
    for each in real_pipeline.concluded:
        proof = explainer.proof(each)
        for step in nodes(proof):
            if not isinstance(step, Derived) or step.rule in seen:
                continue
            seen.add(step.rule)
            other = next(rule_ for rule_ in explainer.rules if rule_.head not in (None, step.rule.head))
            assert checker.faults(replace(step, rule=other)) != []
            assert checker.faults(replace(step, triple=real("keir-starmer", "supports", "keir-starmer"))) != []
            assert checker.faults(replace(step, premises=step.premises[1:])) != []
            if len({premise.triple for premise in step.premises}) > 1:
                assert checker.faults(replace(step, premises=step.premises[::-1])) != []
    assert len({rule_.name for rule_ in seen}) >= 9


def test_an_engine_that_holds_a_lie_among_the_conclusions_gives_no_proof_of_it():
    quads = [*FACTS, Quad(*triple("c r a"), INFERRED)]
    assert Explainer(StoreEngine(quads), rules=(CHAIN,)).proof(triple("c r a")) is None
