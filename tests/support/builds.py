"""Small builds, as the tests of publication make and open them."""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from graph.history import remember
from graph.publication import QUADS, Manifest, manifest_of, publish, read_manifest, verified_file
from graph.vocabulary import RDFS, REGISTERS_GRAPH

LABEL = RDFS.label
ALL = "SELECT ?s ?o WHERE { ?s ?p ?o } ORDER BY ?s ?o"


def quad(name: str, text: str = "x", graph: str = REGISTERS_GRAPH) -> Quad:
    return Quad(NamedNode(f"http://example.org/{name}"), LABEL, Literal(text), NamedNode(graph))


def a_build(text: str) -> tuple[dict[str, bytes], Manifest]:
    files = {QUADS: f"{quad('a', text)} .\n".encode(), "other.txt": text.encode() * 1000}
    return files, manifest_of(files, [quad("a", text)], "1.0", "rules", [])


def put_in_place(folder: Path, quads: str) -> None:
    """Publish a build of these quads, and remember it."""
    files = {QUADS: quads.encode()}
    publish(files, manifest_of(files, parse(files[QUADS], RdfFormat.N_QUADS), "0.1.0", "rules", []), folder)
    remember(folder)


def opened(folder: Path) -> dict[str, bytes]:
    """Every file of the build in place, each held against the manifest."""
    release, manifest = read_manifest(folder)
    return {name: verified_file(release, manifest, name) for name in manifest.files}
