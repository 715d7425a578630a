"""What a proof is made of: stated triples as its leaves, and rules that were applied to them.

The search and the proof checker of the tests share these records and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from pyoxigraph import NamedNode, Triple

from graph.rules import Rule


@dataclass(frozen=True)
class Attestation:
    """The passage that a stated triple leads to, by way of the statement that it belongs to.

    ``start`` and ``end`` are the half-open range of Unicode code points in the document's text, ``digest`` its SHA-256.
    """

    iri: NamedNode
    statement: NamedNode
    document: NamedNode
    start: int
    end: int
    digest: str
    attribution: NamedNode
    relayed_by: NamedNode | None = None


@dataclass(frozen=True)
class Stated:
    """A leaf: a triple that the named graphs ``graphs`` state.

    ``attestations`` is empty where no statement stands behind it: in the registers, the links and the ontology.
    """

    triple: Triple
    graphs: tuple[NamedNode, ...]
    attestations: tuple[Attestation, ...] = ()


@dataclass(frozen=True)
class Derived:
    """A step: ``rule`` concludes ``triple`` from ``premises``, which stand in the order of the rule's body."""

    triple: Triple
    rule: Rule
    premises: tuple[Proof, ...]


Proof: TypeAlias = Stated | Derived


def size(proof: Proof) -> int:
    """Return how often the tree applies a rule; a step that the proof uses twice counts twice."""
    if isinstance(proof, Stated):
        return 0
    sizes: dict[int, int] = {}
    for node in nodes(proof):
        if isinstance(node, Derived):
            below = (sizes[id(premise)] for premise in node.premises if isinstance(premise, Derived))
            sizes[id(node)] = 1 + sum(below)
    return sizes[id(proof)]


def nodes(proof: Proof) -> Iterator[Proof]:
    """Yield every step and leaf once, premises before what rests on them, the proof itself last."""
    seen: set[int] = set()
    agenda: list[tuple[Proof, bool]] = [(proof, False)]
    while agenda:
        node, below_done = agenda.pop()
        if below_done:
            yield node
        elif id(node) not in seen:
            seen.add(id(node))
            agenda.append((node, True))
            if isinstance(node, Derived):
                agenda += [(premise, False) for premise in reversed(node.premises)]


def leaves(proof: Proof) -> tuple[Stated, ...]:
    """Return the stated triples that the proof rests on, each once, in the order in which it reads."""
    found = {node.triple: node for node in nodes(proof) if isinstance(node, Stated)}
    return tuple(found.values())
