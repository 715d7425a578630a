"""Triples and rules in plain words, from the labels in the graph and the wording in the ontology.

A phrase is made of parts, each a text that may lead to a thing, so that a page can link them and a terminal join them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from graph.dates import day
from graph.engine import Engine, Value
from graph.rules import TYPE
from graph.vocabulary import BST, LINKS_GRAPH, ONTOLOGY_GRAPH, RDFS, REGISTERS_GRAPH, compact, document_graph, thing

_PLACE = "…"
_DOCUMENTS = document_graph("")
_PLACES = {REGISTERS_GRAPH: "the registers", LINKS_GRAPH: "the links", ONTOLOGY_GRAPH: "the ontology"}
_QUOTED = re.compile(r'"([^"]*)"|“([^”]*)”')
_SINGLE = r"'\1\2'"
_VOWELS = ("a", "e", "i", "o", "u")


@dataclass(frozen=True)
class Part:
    """A piece of a phrase; ``iri`` is the thing that it names, or empty."""

    text: str
    iri: str = ""


Phrase: TypeAlias = tuple[Part, ...]


def phrase(*pieces: str | Part | Phrase) -> Phrase:
    """Return the pieces as one phrase."""
    parts: list[Part] = []
    for piece in pieces:
        if isinstance(piece, str):
            parts += [Part(piece)] if piece else []
        else:
            parts += [piece] if isinstance(piece, Part) else piece
    return tuple(parts)


def plain(words: Phrase) -> str:
    """Return a phrase as text."""
    return "".join(part.text for part in words)


def listed(phrases: Iterable[Phrase], separator: str = ", ", last: str = " and ") -> Phrase:
    """Return phrases one after the other: ``a, b and c``."""
    pieces = list(phrases)
    joined: list[Part] = []
    for number, piece in enumerate(pieces):
        if number:
            joined.append(Part(last if number == len(pieces) - 1 else separator))
        joined += piece
    return tuple(joined)


def sentence_case(words: Phrase) -> Phrase:
    """Return a phrase that begins with a capital letter."""
    return tuple(Part(part.text[:1].upper() + part.text[1:], part.iri) for part in words[:1]) + words[1:]


def quoted(text: str) -> str:
    """Return a text in quotation marks; those that it has itself become single ones."""
    return f"“{_QUOTED.sub(_SINGLE, text)}”"


class Verbaliser:
    """Words for things and facts. It caches its lookups, so each explanation needs a new one."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._kept: dict[tuple[Value, NamedNode], list[Value]] = {}

    def values(self, subject: Value, predicate: NamedNode) -> list[Value]:
        """Return what the graph gives as the subject's values, each once, in order."""
        key = (subject, predicate)
        if key not in self._kept:
            found = [] if isinstance(subject, Literal) else self._engine.quads(subject, predicate, None)
            self._kept[key] = sorted({quad.object for quad in found}, key=str)
        return self._kept[key]

    def value(self, subject: Value, predicate: NamedNode) -> Value | None:
        """Return the first of the values."""
        return next(iter(self.values(subject, predicate)), None)

    def text(self, subject: Value, predicate: NamedNode) -> str:
        """Return the text of the first of the values; empty if there is none."""
        found = self.value(subject, predicate)
        return found.value if isinstance(found, Literal | NamedNode) else ""

    def is_a(self, thing: Value, class_: NamedNode) -> bool:
        """Whether the graph says that the thing is of the class."""
        return class_ in self.values(thing, TYPE)

    def label(self, term: Value) -> str:
        """Return the label of a thing, a date in words, or the text of a value."""
        match term:
            case Literal():
                return day(term.value)
            case NamedNode():
                return self.text(term, RDFS.label) or compact(term.value)
            case BlankNode():
                return "something without a name"
        return str(term)

    def noun_phrase(self, term: Value) -> str:
        """Return the name of a thing as it stands inside a sentence: "the United Kingdom"; without one, its label."""
        stated = self.text(term, BST.nounPhrase) if isinstance(term, NamedNode) else ""
        return stated or self.label(term)

    def part(self, term: Value) -> Part:
        """Return the label of a term, as a link where it is a thing."""
        return Part(self.label(term), term.value if isinstance(term, NamedNode) else "")

    def named(self, term: Value) -> Part:
        """Return the name of a term inside a sentence, as a link where it is a thing."""
        return Part(self.noun_phrase(term), term.value if isinstance(term, NamedNode) else "")

    def name(self, term: Value) -> Part:
        """Return the name of a thing in a sentence; statements, passages and positions are described."""
        if not isinstance(term, NamedNode):
            return self.part(term)
        if self.is_a(term, BST.Statement):
            return Part(f"the statement {quoted(self.label(term).rstrip('.'))}", term.value)
        if self.is_a(term, BST.Attestation):
            return Part(f"the passage {quoted(self.label(term))}", term.value)
        if self.is_a(term, BST.Position):
            return Part(self._position(term), term.value)
        return self.named(term)

    def _position(self, position: NamedNode) -> str:
        holder, measure = self.value(position, BST.heldBy), self.value(position, BST.towards)
        if holder is None or measure is None:
            return f"the position {quoted(self.label(position))}"
        when = self.text(position, BST.asOf)
        as_of = f" as of {day(when)}" if when else ""
        return f"{self.noun_phrase(holder)}'s position{as_of} on {self.noun_phrase(measure)}"

    def clause(self, subject: str | Part, predicate: NamedNode, value: str | Part) -> Phrase:
        """Return a fact as a clause; a ``…`` in the wording of its property is the place of the object."""
        reads = self.text(predicate, BST.reads) or self.label(predicate)
        before, _, after = (reads if _PLACE in reads else f"{reads} {_PLACE}").partition(_PLACE)
        words = [Part(piece.strip(), predicate.value) for piece in (before, after)]
        return phrase(subject, " ", words[0], " ", value, *((" ", words[1]) if words[1].text else ()))

    def a(self, class_: Value) -> Phrase:
        """Return a class with its article: ``an actor``."""
        part = self.part(class_)
        return phrase("an " if part.text.lower().startswith(_VOWELS) else "a ", part)

    def place(self, graph: NamedNode) -> Part:
        """Return the name of a named graph: the document whose statements it holds, or what it is."""
        if graph.value.startswith(_DOCUMENTS):
            return self.part(NamedNode(thing(graph.value.removeprefix(_DOCUMENTS))))
        return Part(_PLACES.get(graph.value, graph.value))

    def fact(self, triple: Triple) -> Phrase:
        """Return a triple as a sentence without its full stop."""
        subject = self.name(triple.subject)
        if triple.predicate == TYPE:
            return phrase(subject, " is ", self.a(triple.object))
        return self.clause(subject, triple.predicate, self.name(triple.object))
