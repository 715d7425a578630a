"""The embedded store opens whole builds only, and reads them only."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from graph.errors import BuildError
from graph.store import EmbeddedStore
from graph.vocabulary import INFERRED_GRAPH


@pytest.fixture
def build(world_pipeline, tmp_path):
    """A copy of the tiny world's build that a test may damage."""
    return Path(shutil.copytree(world_pipeline.settings.build, tmp_path / "build", symlinks=True))


def test_the_default_graph_is_the_union_of_all_named_graphs(build):
    store = EmbeddedStore(build)
    label = "<http://www.w3.org/2000/01/rdf-schema#label>"
    stated = f"SELECT ?label WHERE {{ <https://w3id.org/backstop/id/ada-vale> {label} ?label }}"
    assert [row["label"].value for row in store.select(stated)] == ["Ada Vale"]
    concluded = f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH <{INFERRED_GRAPH}> {{ ?s ?p ?o }} }}"
    assert [int(row["n"].value) for row in store.select(concluded)] == [store.manifest.concluded]


def test_construct_gives_sorted_triples_each_once(build):
    query = "CONSTRUCT { ?s a ?c } WHERE { ?s a ?c . ?s ?p ?o FILTER(?s = <https://w3id.org/backstop/id/portville>) }"
    found = [
        triple.object.value.rpartition("/")[2].rpartition("#")[2] for triple in EmbeddedStore(build).construct(query)
    ]
    assert found == ["Location", "Place", "Place"]


def test_its_version_is_the_digest_of_the_quads(build):
    assert EmbeddedStore(build).version == json.loads((build / "manifest.json").read_text())["files"]["backstop.nq"]


@pytest.mark.parametrize("text", ["ASK {}", "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"])
def test_select_takes_a_select_only(build, text):
    with pytest.raises(TypeError, match="not a SELECT query"):
        EmbeddedStore(build).select(text)


def test_construct_takes_a_construct_only(build):
    with pytest.raises(TypeError, match="not a CONSTRUCT query"):
        EmbeddedStore(build).construct("SELECT ?s WHERE { ?s ?p ?o }")


def test_an_update_is_no_query(build):
    with pytest.raises(SyntaxError):
        EmbeddedStore(build).select("INSERT DATA { <a:b> <a:b> <a:b> }")


def test_a_build_that_was_changed_is_refused(build):
    path = (build / "current").resolve() / "backstop.nq"
    path.write_bytes(path.read_bytes().replace(b"Ada Vale", b"Ida Vale"))
    with pytest.raises(BuildError, match="is not the file that was built: found SHA-256"):
        EmbeddedStore(build)


def test_a_manifest_of_another_count_is_refused(build):
    path = (build / "current").resolve() / "manifest.json"
    data = json.loads(path.read_text())
    data["graphs"][INFERRED_GRAPH] += 1
    path.write_text(json.dumps(data))
    with pytest.raises(BuildError, match="does not hold as many triples as its manifest says"):
        EmbeddedStore(build)


def test_no_build_is_said_with_what_to_do(tmp_path):
    with pytest.raises(BuildError) as caught:
        EmbeddedStore(tmp_path)
    assert str(caught.value) == f"there is no build in {tmp_path}: run 'make build'"
