"""The meaning of a key stands in the context alone."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from pyoxigraph import RdfFormat, Triple, parse

from graph.records import read_curation
from graph.triples import stated_quads
from graph.vocabulary import ID, compact
from tests.support.triples import expected


def with_key(pipeline, key: str, meaning: object) -> set[Triple]:
    """What is stated where the context gives the key another meaning."""
    ontology = replace(pipeline.ontology, context={**pipeline.ontology.context, key: meaning})
    return {quad.triple for quad in stated_quads(pipeline.curation, ontology)}


@pytest.mark.parametrize(
    ("key", "term"),
    [
        ("by", "bst:statedBy"),
        ("phrase", "bst:keyPhrase"),
        ("evidence", "bst:attestedBy"),
        ("in", "bst:inDocument"),
        ("span_start", "bst:spanStart"),
        ("conditionally_supports", "bst:conditionallyInFavourOf"),
        ("on_condition", "bst:onCondition"),
        ("sha256", "bst:sourceDigest"),
        ("variant_of", "bst:variantOf"),
        ("office", "bst:ofOffice"),
        ("value", "bst:value"),
    ],
)
def test_a_key_means_what_the_context_says_and_nothing_else_gives_it_a_meaning(world_pipeline, key, term):
    stated = {quad.triple for quad in world_pipeline.stated}
    meaning = world_pipeline.ontology.context[key]
    found = with_key(world_pipeline, key, {**meaning, "@id": "http://example.org/renamed"})
    renamed = {triple for triple in found - stated if triple.predicate.value == "http://example.org/renamed"}
    assert meaning["@id"] == term
    assert renamed == found - stated
    assert {(triple.subject, triple.object) for triple in renamed} == {
        (triple.subject, triple.object)
        for triple in stated
        if compact(triple.predicate.value) == term and triple.subject.value.startswith(ID)
    }


def test_a_key_of_which_the_context_makes_nothing_states_nothing(world_pipeline):
    stated = {quad.triple for quad in world_pipeline.stated}
    gone = stated - with_key(world_pipeline, "phrase", None)
    assert {compact(triple.predicate.value) for triple in gone} == {"bst:keyPhrase"}


def test_a_document_as_it_is_written_reads_as_json_ld_with_the_context(world_pipeline, world):
    """The outline of a record, without any code of ours: what YAML-LD would make of the file."""
    curation = read_curation(world / "curated")
    (document,) = (document for document in curation.documents if document.id == "harbour-page")
    written = document.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    text = json.dumps({"@context": world_pipeline.ontology.context, **written})
    assert {quad.triple for quad in parse(text, RdfFormat.JSON_LD)} == expected("""
        <harbour-page> a bst:AggregatedPage ;
            rdfs:label "A page on the harbour"@en ;
            bst:publisher <gazette> ;
            bst:sourceFile "harbour.txt" ;
            bst:sourceDigest "e63b4a073448296f8e11b417c89860f432ee4da51e8c5e7827b5644a6570deaa" ;
            bst:sourceLength 500 .
    """)
