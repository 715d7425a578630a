"""Rules and their terms; which names are classes, datatypes and properties."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, Variable

from graph.rules.datatypes import RL_DATATYPES, is_ill_typed
from graph.vocabulary import PREFIXES, compact

Term: TypeAlias = NamedNode | BlankNode | Literal
Pattern: TypeAlias = tuple[Term | Variable, Term | Variable, Term | Variable]

OWL, RDF, RDFS = PREFIXES["owl"], PREFIXES["rdf"], PREFIXES["rdfs"]
_RESERVED = (OWL, RDF, RDFS, PREFIXES["xsd"])
# The four annotation properties of RDFS say something about things; all else in these namespaces is about terms.
ANNOTATIONS = frozenset(RDFS + name for name in ("label", "comment", "seeAlso", "isDefinedBy"))

TYPE = NamedNode(RDF + "type")
THING, NOTHING = NamedNode(OWL + "Thing"), NamedNode(OWL + "Nothing")
SAME_AS, DIFFERENT_FROM = NamedNode(OWL + "sameAs"), NamedNode(OWL + "differentFrom")
X, Y, Z = Variable("x"), Variable("y"), Variable("z")


@dataclass(frozen=True)
class Rule:
    """If every pattern of ``body`` holds, so does ``head``; without a head, the body is a contradiction.

    ``name`` is the W3C's; ``axiom`` says in one line which axiom it was made from; ``reason`` finishes the
    sentence "this cannot be, because ..." for a contradiction. A body may be empty: the head then holds as it stands.
    """

    name: str
    axiom: str
    body: tuple[Pattern, ...]
    head: Pattern | None
    reason: str = ""


class NoRuleError(Exception):
    """An axiom, or a part of one, for which the tables have no rule; the message says which part and why."""


def is_class(term: Term) -> bool:
    """Whether the term names a class of things: not a datatype, ``owl:Thing`` or ``owl:Nothing``."""
    return isinstance(term, NamedNode) and not term.value.startswith(_RESERVED)


def is_datatype(term: Term | Variable | None) -> bool:
    """Whether the term is a datatype that OWL 2 RL supports."""
    return isinstance(term, NamedNode) and term.value in RL_DATATYPES


def is_property(term: Term) -> bool:
    """Whether the term names a property of things; owl:sameAs and its like have rules of their own."""
    return isinstance(term, NamedNode) and (not term.value.startswith(_RESERVED) or term.value in ANNOTATIONS)


def word(term: Term) -> str:
    """The term as people write it: ``bst:Person``, ``"a text"@en``, ``7``; a blank node as ``_:name``."""
    if isinstance(term, NamedNode):
        return compact(term.value)
    if isinstance(term, BlankNode) or term.language:
        return str(term)
    datatype = compact(term.datatype.value)
    if datatype in ("xsd:integer", "xsd:boolean") and not is_ill_typed(term):
        return term.value
    plain = str(Literal(term.value))
    return plain if datatype == "xsd:string" else f"{plain}^^{datatype}"
