"""The table of the stances, held against the ontology, its wording and the curated form."""

from __future__ import annotations

import pytest
from rdflib import OWL, Graph, URIRef
from rdflib.collection import Collection

from graph.records.document_models import Position
from graph.stance_table import STANCES, Passes
from graph.vocabulary import BST
from tests.support.paths import ROOT


@pytest.mark.parametrize("stance", STANCES, ids=lambda stance: stance.key)
@pytest.mark.parametrize("ascribed", [False, True], ids=["own", "ascribed"])
def test_a_conclusion_follows_and_passes_as_the_chains_of_the_ontology_say(stance, ascribed):
    ontology = Graph().parse(ROOT / "ontology" / "backstop.ttl")
    chains = {(str(term), *map(str, Collection(ontology, head))) for term, head in ontology[: OWL.propertyChainAxiom :]}
    link = {Passes.TO_GENERAL: BST.variantOf, Passes.TO_VARIANTS: BST.hasVariant}.get(stance.passes)
    conclusion, taken = (stance.ascription, BST.isAscribed) if ascribed else (stance.conclusion, BST.hasTaken)
    expected = [(conclusion, taken, stance.property)] + [(conclusion,) * 2 + (link,)] * bool(link)
    found = [chain for chain in chains if chain[0] == conclusion.value]
    assert sorted(found) == sorted(tuple(term.value for term in chain) for chain in expected)


def test_the_keys_are_those_of_the_curated_form():
    assert [stance.key for stance in STANCES] == list(Position.model_fields)[: len(STANCES)]


def test_answers_call_them_as_the_table_does():
    wording = Graph().parse(ROOT / "ontology" / "wording.ttl")
    labels = {str(term): str(label) for term, label in wording[: URIRef(BST.stanceLabel.value) :]}
    assert labels == {stance.property.value: stance.label for stance in STANCES} | {BST.doubts.value: "doubts"}
