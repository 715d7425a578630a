"""What an engine that answers queries must do, whether it is the embedded store or a remote endpoint."""

from __future__ import annotations

from typing import Protocol, TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, QuerySolutions, Triple

Node: TypeAlias = NamedNode | BlankNode | Triple  # what may be a subject
Value: TypeAlias = NamedNode | BlankNode | Literal | Triple  # what may be an object


class Engine(Protocol):
    """Answers SPARQL queries over the union of all named graphs.

    All methods raise :class:`~graph.errors.EndpointError` where the engine is a remote one that fails.
    """

    @property
    def version(self) -> str:
        """What names the state of the data: the digest of the build, or the address of the endpoint."""

    def select(self, query: str) -> QuerySolutions:
        """Return the solutions of a SELECT query."""

    def construct(self, query: str) -> list[Triple]:
        """Return the triples of a CONSTRUCT query."""

    def quads(
        self,
        subject: Node | None,
        predicate: NamedNode | None,
        value: Value | None,
        graph: NamedNode | None = None,
        most: int | None = None,
    ) -> list[Quad]:
        """Return the quads of the named graphs that have these terms, in any order, and ``most`` of them at most.

        ``None`` stands for any term, and for any number.
        """
