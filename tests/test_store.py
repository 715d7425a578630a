"""The embedded store: a whole build, asked over the union of its graphs."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from pyoxigraph import NamedNode

from graph.errors import BuildError
from graph.publication import MANIFEST, QUADS
from graph.store import EmbeddedStore
from graph.vocabulary import INFERRED_GRAPH, REGISTERS_GRAPH, thing

PREFIXES = """PREFIX id: <https://w3id.org/backstop/id/>
PREFIX bst: <https://w3id.org/backstop/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""


def test_its_version_is_the_digest_of_the_quads(world_store, world_pipeline):
    assert world_store.version == hashlib.sha256(world_pipeline.files[QUADS]).hexdigest()
    assert world_store.manifest == world_pipeline.manifest


def test_a_select_has_its_variables_and_rows(world_store):
    answer = world_store.select(
        PREFIXES + "SELECT ?measure ?none WHERE { id:bo-lind bst:supports ?measure } ORDER BY ?measure"
    )
    assert [variable.value for variable in answer.variables] == ["measure", "none"]
    measures = [thing(slug) for slug in ("fleet", "fleet-at-night", "fleet-without-lifeboat")]
    assert [(row["measure"], row["none"]) for row in answer] == [(NamedNode(iri), None) for iri in measures]


def test_a_construct_has_its_triples_sorted_and_once(world_store):
    head = "?measure bst:hasVariant id:fleet . id:a bst:b ?c"
    query = f"CONSTRUCT {{ {head} }} WHERE {{ VALUES ?c {{ 2 1 1 }} ?measure bst:variantOf id:fleet }}"
    assert [" ".join(map(str, triple)) for triple in world_store.construct(PREFIXES + query)] == [
        '<https://w3id.org/backstop/id/a> <https://w3id.org/backstop/ontology#b> "1"^^<http://www.w3.org/2001/XMLSchema#integer>',
        '<https://w3id.org/backstop/id/a> <https://w3id.org/backstop/ontology#b> "2"^^<http://www.w3.org/2001/XMLSchema#integer>',
        f"<{thing('fleet-at-night')}> <https://w3id.org/backstop/ontology#hasVariant> <{thing('fleet')}>",
        f"<{thing('fleet-without-lifeboat')}> <https://w3id.org/backstop/ontology#hasVariant> <{thing('fleet')}>",
    ]


def test_the_default_graph_is_the_union_of_all_graphs(world_store):
    query = "SELECT ?label ?kind WHERE { id:fleet rdfs:label ?label ; a ?kind FILTER(?kind = bst:Measure) }"
    assert [row["label"].value for row in world_store.select(PREFIXES + query)] == ["A fleet"]
    graphs = "SELECT DISTINCT ?g WHERE { GRAPH ?g { id:fleet ?p ?o } } ORDER BY ?g"
    assert [row["g"].value for row in world_store.select(PREFIXES + graphs)] == [INFERRED_GRAPH, REGISTERS_GRAPH]


def test_the_union_holds_a_triple_of_two_graphs_once(world_store):
    everything = "SELECT (COUNT(*) AS ?count) WHERE { ?s ?p ?o }"
    distinct = "SELECT (COUNT(*) AS ?count) WHERE { SELECT DISTINCT ?s ?p ?o WHERE { GRAPH ?g { ?s ?p ?o } } }"
    assert [row["count"] for row in world_store.select(everything)] == [
        row["count"] for row in world_store.select(distinct)
    ]


def test_a_union_can_be_constructed_with_the_graph_named(world_store):
    query = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{INFERRED_GRAPH}> {{ ?s ?p ?o }} }}"
    assert len(world_store.construct(query)) == world_store.manifest.concluded


@pytest.mark.parametrize("query", ["CONSTRUCT WHERE { ?a ?b ?c }", "ASK { ?a ?b ?c }", f"DESCRIBE <{thing('fleet')}>"])
def test_what_is_no_select_is_refused(world_store, query):
    with pytest.raises(TypeError, match=r"^not a SELECT query$"):
        world_store.select(query)


@pytest.mark.parametrize("query", ["SELECT * WHERE { ?a ?b ?c }", "ASK { ?a ?b ?c }"])
def test_what_is_no_construct_is_refused(world_store, query):
    with pytest.raises(TypeError, match=r"^not a CONSTRUCT query$"):
        world_store.construct(query)


@pytest.mark.parametrize(
    "query", ["INSERT DATA { <http://a.example/> <http://a.example/> 1 }", "DROP ALL", "SELECT", ""]
)
def test_an_update_or_no_query_is_refused(world_store, query):
    size = sum(world_store.manifest.graphs.values())
    for ask in (world_store.select, world_store.construct):
        with pytest.raises(SyntaxError):
            ask(query)
    everything = "SELECT (COUNT(*) AS ?count) WHERE { GRAPH ?g { ?s ?p ?o } }"
    assert [int(row["count"].value) for row in world_store.select(everything)] == [size]


def test_a_file_of_the_build_is_the_one_that_was_built(world_store, world_pipeline):
    for name, content in world_pipeline.files.items():
        assert world_store.file(name) == content


def test_a_later_build_changes_nothing_for_whoever_has_opened_the_last(build, world_store):
    opened = EmbeddedStore(build)
    (build / "current").unlink()
    (build / "current").symlink_to("releases/none")
    assert opened.version == world_store.version
    assert opened.file("statements.csv") == world_store.file("statements.csv")


class TestRefusals:
    def refusal(self, build: Path) -> str:
        with pytest.raises(BuildError) as caught:
            EmbeddedStore(build)
        return str(caught.value)

    def test_quads_that_are_not_those_of_the_manifest(self, build):
        path = (build / QUADS).resolve()
        expected = hashlib.sha256(path.read_bytes()).hexdigest()
        path.write_bytes(path.read_bytes() + b"\n")
        found = hashlib.sha256(path.read_bytes()).hexdigest()
        assert self.refusal(build) == (
            f"{path} is not the file that was built: found SHA-256 {found}, the manifest has {expected}"
        )

    def test_quads_that_are_fewer_than_the_manifest_says(self, build):
        path = (build / MANIFEST).resolve()
        manifest = json.loads(path.read_text())
        manifest["graphs"][REGISTERS_GRAPH] += 1
        path.write_text(json.dumps(manifest))
        quads = (build / QUADS).resolve()
        assert self.refusal(build) == f"{quads} does not hold as many triples as its manifest says"

    def test_another_file_that_is_damaged_is_refused_when_it_is_asked_for(self, build):
        store = EmbeddedStore(build)
        path = (build / "statements.csv").resolve()
        path.write_bytes(b"")
        with pytest.raises(BuildError, match=f"^{path} is not the file that was built: found SHA-256 e3b0c442"):
            store.file("statements.csv")
        with pytest.raises(BuildError, match=r"cannot be read \(No such file or directory\): run 'make build'$"):
            store.file("none.txt")


class TestVerifying:
    def refusal(self, build: Path) -> list[str]:
        with pytest.raises(BuildError) as caught:
            EmbeddedStore(build).verify()
        return str(caught.value).splitlines()

    def test_a_whole_build_passes(self, build):
        EmbeddedStore(build).verify()

    def test_every_file_that_is_not_as_it_was_built_is_said(self, build):
        release = (build / "current").resolve()
        (release / "backstop.ttl").unlink()
        (release / "statements.csv").write_bytes(b"")
        said = self.refusal(build)
        assert said[0] == f"{release / 'backstop.ttl'} cannot be read (No such file or directory): run 'make build'"
        assert said[1].startswith(
            f"{release / 'statements.csv'} is not the file that was built: found SHA-256 e3b0c442"
        )
        assert len(said) == 2

    def test_every_graph_of_another_size_is_said(self, build):
        path = (build / MANIFEST).resolve()
        manifest = json.loads(path.read_text())
        counts = manifest["graphs"]
        registers, inferred = counts[REGISTERS_GRAPH], counts[INFERRED_GRAPH]
        counts[REGISTERS_GRAPH] += 1
        counts[INFERRED_GRAPH] -= 1
        path.write_text(json.dumps(manifest))
        quads = (build / "current").resolve() / QUADS
        assert self.refusal(build) == [
            f"{quads} has {inferred} triples in <{INFERRED_GRAPH}>, the manifest has {inferred - 1}",
            f"{quads} has {registers} triples in <{REGISTERS_GRAPH}>, the manifest has {registers + 1}",
        ]
