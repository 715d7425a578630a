"""Rules and conclusions of a few lines of Turtle."""

from __future__ import annotations

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, parse

from graph.closure import conclude
from graph.errors import ContradictionError
from graph.rules import Rule, rules_of
from graph.vocabulary import PREFIXES, compact

HEAD = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
STATED = NamedNode("http://example.org/stated")


def triples(turtle: str) -> list[Triple]:
    return [quad.triple for quad in parse(HEAD + turtle, RdfFormat.TURTLE)]


def made_of(axioms: str) -> tuple[Rule, ...]:
    return rules_of(triples(axioms))


def concluded(axioms: str, facts: str) -> list[str]:
    """What the axioms conclude from the facts, a line a triple."""
    found = conclude((Quad(*fact, STATED) for fact in triples(facts)), made_of(axioms))
    return [line(triple) for triple in found]


def line(pattern: tuple) -> str:
    """A triple or pattern on a line, as in Turtle."""
    words = (compact(term.value) if isinstance(term, NamedNode) else str(term) for term in pattern)
    return " ".join("a" if word == "rdf:type" else word for word in words)


def contradiction(axioms: str, facts: str) -> str:
    with pytest.raises(ContradictionError) as caught:
        concluded(axioms, facts)
    return str(caught.value)
