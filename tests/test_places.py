"""Each stated fact of the tiny world is found where it is written."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from graph.records import read_curation
from graph.triples import read_ontology
from graph.triples.sources import TripleSources
from graph.vocabulary import BST, PREFIXES, RDF, RDFS, compact, thing
from tests.support.paths import ONTOLOGY

ACTORS, MEASURES, REPORT = (
    f"curated/{name}.yaml" for name in ("registers/actors", "registers/measures", "documents/harbour-report")
)

pytestmark = pytest.mark.usefixtures("in_the_world")


@pytest.fixture
def places() -> TripleSources:
    return TripleSources(read_curation(Path("curated")), read_ontology(ONTOLOGY))


def words_of(place) -> str:
    """The line at the place."""
    return Path(place.file).read_text(encoding="utf-8").splitlines()[place.line - 1]


@pytest.mark.parametrize(
    ("slug", "predicate", "value", "file", "words"),
    [
        ("ada-vale", BST.memberOf, NamedNode(thing("coast-party")), ACTORS, "member_of: [coast-party]"),
        ("ada-vale", RDFS.label, Literal("Ada Vale", language="en"), ACTORS, "label: Ada Vale"),
        ("portville-talks", BST.tookPlaceOn, Literal("2033-04-04"), ACTORS, "took_place_on: 2033-04-04"),
        ("portville-talks", BST.participant, NamedNode(thing("northland")), ACTORS, "participants: [ada-vale"),
        ("fleet-without-lifeboat", BST.excludes, NamedNode(thing("lifeboat")), MEASURES, "excludes: [lifeboat]"),
        ("harbour-report", BST.publisher, NamedNode(thing("gazette")), REPORT, "publisher: gazette"),
        ("harbour-report", BST.sourceLength, Literal("500"), REPORT, "length: 500"),
    ],
)
def test_a_fact_stands_in_the_line_of_its_key(slug, predicate, value, file, words):
    find = TripleSources(read_curation(Path("curated")), read_ontology(ONTOLOGY))
    place = find(Triple(NamedNode(thing(slug)), predicate, value))
    assert place.file == file
    assert words in words_of(place)


def test_an_item_of_a_list_in_lines_of_its_own_has_its_own_line():
    path = Path(MEASURES)
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("excludes: [lifeboat]", "excludes:\n      - tolls\n      - lifeboat"), encoding="utf-8"
    )
    places = TripleSources(read_curation(Path("curated")), read_ontology(ONTOLOGY))
    subject = NamedNode(thing("fleet-without-lifeboat"))
    for slug in ("tolls", "lifeboat"):
        place = places(Triple(subject, BST.excludes, NamedNode(thing(slug))))
        assert words_of(place).strip() == f"- {slug}"


def test_a_fact_that_no_key_states_stands_where_its_subject_does(places):
    subject = NamedNode(thing("ada-vale"))
    place = places(Triple(subject, RDF.type, BST.Person))
    assert words_of(place).strip() == "- id: ada-vale"


def test_a_fact_of_a_subject_that_is_written_nowhere_stands_where_its_object_does(places):
    fact = Triple(NamedNode(thing("unknown")), BST.memberOf, NamedNode(thing("ada-vale")))
    assert words_of(places(fact)).strip() == "- id: ada-vale"


def test_what_is_written_nowhere_has_no_place(places):
    assert places(Triple(NamedNode(thing("unknown")), BST.memberOf, Literal("x"))) is None
    assert places(Triple(BlankNode(), BST.memberOf, Literal("x"))) is None


@pytest.mark.parametrize(
    ("subject", "predicate", "value"),
    [
        (BST.Person, "rdfs:subClassOf", BST.Actor),
        (BST.Implied, "rdf:type", BST.Explicitness),
        (BST.copyOf, "rdf:type", NamedNode(PREFIXES["owl"] + "AsymmetricProperty")),
        (BST.Actor, "rdfs:subClassOf", NamedNode(PREFIXES["prov"] + "Agent")),
    ],
)
def test_an_axiom_stands_in_its_line_of_the_ontology(places, subject, predicate, value):
    prefix, name = predicate.split(":")
    place = places(Triple(subject, NamedNode(PREFIXES[prefix] + name), value))
    assert place.file.startswith(ONTOLOGY.as_posix())
    assert value.value.rpartition("#")[2] in words_of(place)
    above = Path(place.file).read_text(encoding="utf-8").splitlines()[: place.line]
    assert [line for line in above if not line.startswith(" ")][-1].startswith(compact(subject.value) + " ")


def test_every_stated_triple_of_the_tiny_world_but_for_blank_nodes_has_a_place(world_pipeline):
    find = TripleSources(world_pipeline.curation, world_pipeline.ontology)
    lost = [
        str(quad.triple) for quad in world_pipeline.stated if find(quad.triple) is None and "_:" not in str(quad.triple)
    ]
    assert lost == []
