"""Which conclusions are news about things, whoever drew them."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import BlankNode, Literal, Triple

from graph.rules import ANNOTATIONS, DIFFERENT_FROM, SAME_AS, TYPE
from graph.vocabulary import PREFIXES

# What a reasoner says of the vocabularies themselves is true, but no news about things.
_VOCABULARIES = tuple(PREFIXES[prefix] for prefix in ("owl", "rdf", "rdfs", "xsd"))
_ABOUT_THINGS = ANNOTATIONS | {DIFFERENT_FROM.value}


def is_about_things(triple: Triple) -> bool:
    """Whether a conclusion is news about a thing: no blank node, nothing reflexive, no talk of the vocabularies."""
    subject, predicate, value = triple
    if isinstance(subject, BlankNode) or isinstance(value, BlankNode) or subject.value.startswith(_VOCABULARIES):
        return False
    if predicate == TYPE:
        return not value.value.startswith(_VOCABULARIES)
    if predicate == SAME_AS:
        return subject != value and not isinstance(value, Literal)
    return predicate.value in _ABOUT_THINGS or not predicate.value.startswith(_VOCABULARIES)


def in_order(triples: Iterable[Triple]) -> list[Triple]:
    """The triples about things, each once, sorted."""
    return sorted({triple for triple in triples if is_about_things(triple)}, key=str)
