"""The embedded store: a whole build, read into memory once and never written."""

from __future__ import annotations

import io
from itertools import islice
from pathlib import Path

from pyoxigraph import NamedNode, Quad, QuerySolutions, QueryTriples, RdfFormat, Store, Triple

from graph.engine import Node, Value
from graph.errors import BuildError
from graph.publication import QUADS, Manifest, read_manifest, verified_file, verify_files

_COUNTS = "SELECT ?graph (COUNT(*) AS ?triples) WHERE { GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph"


class QuadStore:
    """Answers queries from N-Quads in memory, over the union of all named graphs."""

    def __init__(self, quads: bytes) -> None:
        self._store = Store()
        self._store.bulk_load(io.BytesIO(quads), RdfFormat.N_QUADS)

    def __len__(self) -> int:
        return len(self._store)

    def select(self, query: str) -> QuerySolutions:
        """Return the solutions of a SELECT query. Raises ``TypeError`` for a query of another form."""
        answer = self._store.query(query, use_default_graph_as_union=True)
        if not isinstance(answer, QuerySolutions):
            raise TypeError("not a SELECT query")
        return answer

    def construct(self, query: str) -> list[Triple]:
        """Return the triples of a CONSTRUCT query, sorted. Raises ``TypeError`` for a query of another form."""
        answer = self._store.query(query, use_default_graph_as_union=True)
        if not isinstance(answer, QueryTriples):
            raise TypeError("not a CONSTRUCT query")
        return sorted(set(answer), key=str)

    def quads(
        self,
        subject: Node | None,
        predicate: NamedNode | None,
        value: Value | None,
        graph: NamedNode | None = None,
        most: int | None = None,
    ) -> list[Quad]:
        """Return the quads that have these terms, in any order, at most ``most`` of them."""
        return list(islice(self._store.quads_for_pattern(subject, predicate, value, graph), most))


class EmbeddedStore(QuadStore):
    """Answers queries from the build in place when it was opened.

    Raises :class:`~graph.errors.BuildError` if there is no build, or it is not the one that its manifest describes.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.release, self.manifest = read_manifest(folder)
        super().__init__(verified_file(self.release, self.manifest, QUADS))
        if len(self) != sum(self.manifest.graphs.values()):
            raise BuildError(f"{self.release / QUADS} does not hold as many triples as its manifest says")

    @property
    def version(self) -> str:
        """The SHA-256 of the build's quads."""
        return self.manifest.digest

    def verify(self) -> None:
        """Check the build against its manifest: the digest of each file, the number of triples in each graph.

        Raises :class:`~graph.errors.BuildError` with everything that does not match. Opening a build verifies only its
        quads.
        """
        verify_files(self.release, self.manifest)
        found = {row["graph"].value: int(row["triples"].value) for row in self.select(_COUNTS)}
        wrong = [
            f"{self.release / QUADS} has {found.get(graph, 0)} triples in <{graph}>, the manifest has "
            f"{self.manifest.graphs.get(graph, 0)}"
            for graph in sorted({*found, *self.manifest.graphs})
            if found.get(graph, 0) != self.manifest.graphs.get(graph, 0)
        ]
        if wrong:
            raise BuildError("\n".join(wrong))

    def file(self, name: str) -> bytes:
        """Return a file of the build after checking its digest. Raises :class:`~graph.errors.BuildError`."""
        return verified_file(self.release, self.manifest, name)


__all__ = ["EmbeddedStore", "Manifest", "QuadStore"]
