"""What an engine that answers queries must do, whether it is the embedded store or a remote endpoint."""

from __future__ import annotations

from typing import Protocol

from pyoxigraph import QuerySolutions, Triple


class Engine(Protocol):
    """Answers SPARQL queries over the union of all named graphs.

    Both methods raise :class:`~graph.errors.EndpointError` where the engine is a remote one that fails.
    """

    @property
    def version(self) -> str:
        """What names the state of the data: the digest of the build, or the address of the endpoint."""

    def select(self, query: str) -> QuerySolutions:
        """Return the solutions of a SELECT query."""

    def construct(self, query: str) -> list[Triple]:
        """Return the triples of a CONSTRUCT query."""
