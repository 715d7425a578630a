"""The lookups of the search: what is stated, what is concluded, and which passages support it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Triple

from graph.engine import Engine, Node, Value
from graph.errors import ProofLimitError
from graph.explain.proofs import Attestation
from graph.vocabulary import BST, INFERRED_GRAPH, document_graph

_DOCUMENTS = document_graph("")
_FEW = 1000  # triples that one lookup reads at first
_MOST_KEPT = 200_000  # entries kept from one lookup to the next


_OF_A_PASSAGE = (BST.inDocument, BST.spanStart, BST.spanEnd, BST.spanDigest, BST.attribution, BST.relayedBy)


@dataclass(frozen=True)
class ProofLimits:
    """How far one search goes: triples read, unfinished proofs held, and steps in a proof."""

    reads: int = 500_000
    plans: int = 20_000
    steps: int = 200


class TripleReader:
    """Looks triples up in an engine, and raises :class:`~graph.errors.ProofLimitError` beyond ``limits.reads``."""

    def __init__(self, engine: Engine, limits: ProofLimits | None = None) -> None:
        self._engine = engine
        self._limits = limits or ProofLimits()
        self._read = 0
        self._graphs: dict[Triple, tuple[str, ...]] = {}
        self._passages: dict[tuple[Node, NamedNode], tuple[Attestation, ...]] = {}

    def begin(self) -> None:
        """Reset the count of triples read."""
        self._read = 0
        for kept in (self._graphs, self._passages):
            if len(kept) > _MOST_KEPT:
                kept.clear()

    def _count(self, number: int) -> None:
        self._read += number
        if self._read > self._limits.reads:
            raise ProofLimitError(f"the search was given up after reading {self._limits.reads:,} triples")

    def _graphs_of(self, triple: Triple) -> tuple[str, ...]:
        if triple not in self._graphs:
            self._count(1)
            quads = self._engine.quads(triple.subject, triple.predicate, triple.object)
            self._graphs[triple] = tuple(
                sorted(quad.graph_name.value for quad in quads if isinstance(quad.graph_name, NamedNode))
            )
        return self._graphs[triple]

    def stated_in(self, triple: Triple) -> tuple[NamedNode, ...]:
        """Return the named graphs that state the triple: every one that holds it but that of the conclusions."""
        return tuple(NamedNode(graph) for graph in self._graphs_of(triple) if graph != INFERRED_GRAPH)

    def holds(self, triple: Triple) -> bool:
        """Whether any named graph holds the triple."""
        return bool(self._graphs_of(triple))

    def matching(self, subject: Node | None, predicate: NamedNode | None, value: Value | None) -> Iterator[Triple]:
        """Yield the triples with these terms, whatever graph holds them; ``None`` stands for any term.

        They come in the order of their terms; where there are more than a thousand, a thousand of them come first.
        """
        if subject is not None and predicate is not None and value is not None:
            triple = Triple(subject, predicate, value)
            if self.holds(triple):
                yield triple
            return
        some = self._read_some(subject, predicate, value, _FEW)
        yield from sorted(some, key=str)
        if len(some) >= _FEW:  # a step among the first few is most often enough
            rest = self._read_some(subject, predicate, value, self._limits.reads + 1) - some
            yield from sorted(rest, key=str)

    def _read_some(
        self, subject: Node | None, predicate: NamedNode | None, value: Value | None, most: int
    ) -> set[Triple]:
        found = {quad.triple for quad in self._engine.quads(subject, predicate, value, most=most)}
        self._count(len(found))
        return found

    def attestations(self, triple: Triple, graph: NamedNode) -> tuple[Attestation, ...]:
        """Return the passages behind a triple that ``graph`` states.

        They are those of the statement to which the triple's subject belongs: the statement itself, a passage of it, or
        a part of it (a position, a figure, a flag). Outside the graphs of documents there are none.
        """
        subject = triple.subject
        if not graph.value.startswith(_DOCUMENTS):
            return ()
        if (subject, graph) not in self._passages:
            whole = [subject, *self._subjects(subject, graph)]
            found = [
                passage
                for statement in whole
                if isinstance(statement, NamedNode)
                for passage in self._passages_of(statement, graph)
            ]
            own = [passage for passage in found if passage.iri == subject]
            self._passages[subject, graph] = tuple(own or found)
        return self._passages[subject, graph]

    def _subjects(self, value: Node, graph: NamedNode) -> list[Node]:
        return sorted({quad.subject for quad in self._engine.quads(None, None, value, graph)}, key=str)

    def _passages_of(self, statement: NamedNode, graph: NamedNode) -> list[Attestation]:
        found = []
        for quad in self._engine.quads(statement, BST.attestedBy, None, graph):
            passage = quad.object
            if not isinstance(passage, NamedNode):
                continue
            values = {each.predicate: each.object for each in self._engine.quads(passage, None, None, graph)}
            match [values.get(name) for name in _OF_A_PASSAGE]:
                case [
                    NamedNode() as document,
                    Literal() as start,
                    Literal() as end,
                    Literal() as digest,
                    NamedNode() as attribution,
                    relay,
                ]:
                    span = int(start.value), int(end.value), digest.value
                    by = relay if isinstance(relay, NamedNode) else None
                    found.append(Attestation(passage, statement, document, *span, attribution, by))
        return sorted(found, key=lambda each: (each.document.value, each.start, each.end, each.iri.value))
