"""Engines over a few triples, rules by hand, and proofs on a line each."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, Store, Triple, Variable

from graph.explain.proofs import Proof, Stated
from graph.rules import Rule
from graph.vocabulary import INFERRED_GRAPH, PREFIXES, compact, thing

EX = "http://example.org/"
BOOK = NamedNode(EX + "book")
INFERRED = NamedNode(INFERRED_GRAPH)


class StoreEngine:
    """The part of an engine that a search needs, over a store in memory; it counts what is asked of it."""

    version = "test"

    def __init__(self, quads) -> None:
        self.store = Store()
        self.store.extend(quads)

    def quads(self, subject, predicate, value, graph=None, most=None):
        return list(islice(self.store.quads_for_pattern(subject, predicate, value, graph), most))


def node(word: str) -> NamedNode:
    return NamedNode(EX + word)


def term(word: str):
    """``?x`` is a variable, ``"x"`` a literal, anything else a name."""
    if word.startswith("?"):
        return Variable(word[1:])
    return Literal(word.strip('"')) if word.startswith('"') else node(word)


def pattern(line: str) -> tuple:
    return tuple(map(term, line.split()))


def triple(line: str) -> Triple:
    return Triple(*pattern(line))


def rule(name: str, line: str) -> Rule:
    """``?x p ?y, ?y q ?z -> ?x r ?z``; nothing before the arrow is an empty body, nothing behind it a contradiction."""
    body, _, head = line.partition("->")
    patterns = tuple(pattern(part) for part in body.split(",") if part.strip())
    return Rule(name, line, patterns, pattern(head) if head.strip() else None)


def stated(*lines: str) -> list[Quad]:
    return [Quad(*triple(line), BOOK) for line in lines]


def inferred(*lines: str) -> list[Quad]:
    return [Quad(*triple(line), INFERRED) for line in lines]


def short(found: Triple) -> str:
    """A triple without its namespaces."""
    return " ".join(
        compact(each.value).removeprefix(EX) if isinstance(each, NamedNode) else str(each) for each in found
    )


def lines(proof: Proof, depth: int = 0) -> list[str]:
    """A proof as an indented tree: each triple with the rule that concludes it."""
    mark = "stated" if isinstance(proof, Stated) else proof.rule.name
    below = () if isinstance(proof, Stated) else proof.premises
    return [
        f"{'  ' * depth}{short(proof.triple)} [{mark}]",
        *(line for each in below for line in lines(each, depth + 1)),
    ]


def real(subject: str, predicate: str, value: str) -> Triple:
    """A triple of our things, by slug and by the name of one of our properties."""
    return Triple(NamedNode(thing(subject)), NamedNode(PREFIXES["bst"] + predicate), NamedNode(thing(value)))


def all_quads(build: Path) -> list[Quad]:
    from pyoxigraph import RdfFormat, parse  # noqa: PLC0415 -- only here

    return list(parse((build / "backstop.nq").read_bytes(), RdfFormat.N_QUADS))
