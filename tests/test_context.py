"""The JSON-LD context, the one place where a key gets its meaning."""

from __future__ import annotations

import json
import types
from collections.abc import Iterator
from typing import get_args

import pytest
from pydantic import BaseModel
from pyoxigraph import RdfFormat, parse
from rdflib import OWL, RDF, SKOS, Namespace, URIRef

from graph.records.document_models import Document
from graph.records.kinds import SECTIONS
from graph.records.models import REGISTER_MODELS
from graph.triples import CONTEXT_FILE, ONTOLOGY_FILES
from graph.vocabulary import PREFIXES
from tests.support.paths import ONTOLOGY

BST = Namespace(PREFIXES["bst"])


# The context


@pytest.fixture(scope="module")
def context() -> dict:
    return json.loads((ONTOLOGY / CONTEXT_FILE).read_text(encoding="utf-8"))["@context"]


def models_in(annotation) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and not isinstance(annotation, types.GenericAlias):
        if issubclass(annotation, BaseModel):
            yield annotation
        return
    for part in get_args(annotation):
        yield from models_in(part)


def keys_of(record: type[BaseModel], context: dict) -> set[str]:
    """The keys of a record and of the records in it, but for those below a key that the context makes nothing of."""
    keys = set()
    for name, field in record.model_fields.items():
        key = field.alias or name
        keys.add(key)
        if context.get(key, "") is not None:
            keys |= {inner for part in models_in(field.annotation) for inner in keys_of(part, context)}
    return keys


def terms_of(context: dict) -> set[str]:
    """Every IRI, keyword or null that the context gives to a key."""
    meanings = {key: value["@id"] if isinstance(value, dict) else value for key, value in context.items()}
    return {
        PREFIXES["bst"] + meaning.removeprefix("bst:") if meaning.startswith("bst:") else meaning
        for key, meaning in meanings.items()
        if not key.startswith("@") and meaning is not None
    }


def test_the_context_maps_every_key_of_every_record(context):
    keys = {key for record in (Document, *REGISTER_MODELS.values()) for key in keys_of(record, context)}
    assert {"id", "by", "on_condition", "from", "span", "sha256", "participants", "modelled_on"} <= keys
    assert keys - set(context) == set()


def test_the_context_maps_every_register(context):
    assert {context[section] for section in SECTIONS} == {"@included"}


def test_the_context_makes_nothing_of_these_keys_alone(context):
    assert {key for key, meaning in context.items() if meaning is None} == {
        "links",
        "not_curated",
        "span",
        "url_evidence",
    }


def test_every_term_that_the_context_names_exists_in_the_ontology(context, graph):
    ours = {term for term in terms_of(context) if term.startswith(PREFIXES["bst"])} - {PREFIXES["bst"]}
    assert len(ours) > 60
    assert {term for term in ours if not set(graph.objects(URIRef(term), RDF.type)) & PROPERTIES} == set()


PROPERTIES = {OWL.ObjectProperty, OWL.DatatypeProperty}


def test_every_other_term_that_the_context_names_is_declared_or_standard(context, graph):
    others = {term for term in terms_of(context) if not term.startswith(("@", "http"))}
    assert others == {"rdfs:label", "skos:altLabel", "skos:definition", "skos:editorialNote"}
    for name in ("altLabel", "definition", "editorialNote"):
        assert (SKOS[name], RDF.type, OWL.AnnotationProperty) in graph


def test_a_key_whose_value_is_a_thing_maps_to_a_property_between_things(context, graph):
    for key, meaning in context.items():
        if isinstance(meaning, dict) and meaning["@id"].startswith("bst:"):
            between_things = meaning.get("@type") in ("@id", "@vocab")
            kind = OWL.ObjectProperty if between_things else OWL.DatatypeProperty
            assert (BST[meaning["@id"].removeprefix("bst:")], RDF.type, kind) in graph, key


def test_the_context_and_the_turtle_files_agree_on_the_base(context):
    assert (context["@base"], context["@vocab"], context["bst"]) == (PREFIXES["id"], PREFIXES["bst"], PREFIXES["bst"])
    for name in ONTOLOGY_FILES:
        prefixes = parse(path=ONTOLOGY / name, format=RdfFormat.TURTLE)
        list(prefixes)
        assert prefixes.prefixes["bst"] == PREFIXES["bst"]
