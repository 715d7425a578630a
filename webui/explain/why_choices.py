"""The menus of the page that asks for a fact: a thing, what is concluded of it, and of what other thing."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import NamedNode

from graph.engine import Engine
from graph.errors import ParameterError
from graph.explain import Verbaliser, thing_of
from graph.rules import TYPE
from graph.stance_table import STANCES
from graph.vocabulary import BST, ID, INFERRED_GRAPH, PREFIXES
from webui.explain.menus import Options

_BST = PREFIXES["bst"]
_INFERRED = NamedNode(INFERRED_GRAPH)
_STANCES = [each for stance in STANCES for each in (stance.conclusion, stance.ascription)]


@dataclass(frozen=True)
class Steps:
    """What is chosen so far, and what can be chosen next; an empty menu is that of a step that is not reached yet."""

    subject: str = ""
    name: str = ""  # of the subject, inside a sentence
    predicate: str = ""
    relation: str = ""  # the predicate in words
    relations: Options | None = None
    things: Options | None = None


def steps(engine: Engine, subject: str, predicate: str) -> Steps:
    """Return the menus for a subject by slug, label or IRI, and a predicate by its name; either may be empty.

    A predicate of which nothing is concluded for the subject counts as not chosen. Raises
    :class:`~graph.errors.ParameterError` for an unknown subject, with the nearest name.
    """
    if not subject:
        return Steps()
    words, thing = Verbaliser(engine), thing_of(engine, subject, "subject")
    facts = [
        quad.triple
        for quad in engine.quads(thing, None, None, _INFERRED)
        if isinstance(quad.object, NamedNode) and _is_ours(quad.predicate, quad.object)
    ]
    relations = sorted({each.predicate for each in facts}, key=lambda each: (_rank(each), _relation(each, words)))
    if not relations:
        raise ParameterError(f"subject: nothing is concluded of '{words.label(thing)[:80]}'")
    slug, name = thing.value.removeprefix(ID), words.noun_phrase(thing)
    menu = [(_name(each), _relation(each, words)) for each in relations]
    if predicate not in dict(menu):
        return Steps(slug, name, relations=menu)
    objects = {each.object for each in facts if _name(each.predicate) == predicate}
    things = sorted(((_name(each), words.label(each)) for each in objects), key=lambda pair: pair[1].casefold())
    return Steps(slug, name, predicate, dict(menu)[predicate], menu, things)


def _is_ours(predicate: NamedNode, value: NamedNode) -> bool:
    """Whether a fact is in the words of the ontology, which the explanation can put into a sentence."""
    return value.value.startswith(_BST) if predicate == TYPE else predicate.value.startswith(_BST)


def _name(term: object) -> str:
    """A term as a parameter of the page: a slug, or a name of the ontology."""
    if term == TYPE:
        return "a"
    return getattr(term, "value", "").removeprefix(ID).removeprefix(_BST)


def _relation(predicate: NamedNode, words: Verbaliser) -> str:
    if predicate == TYPE:
        return "is"
    return words.text(predicate, BST.reads) or words.label(predicate)


def _rank(predicate: NamedNode) -> int:
    """Stances first, in their order."""
    return _STANCES.index(predicate) if predicate in _STANCES else len(_STANCES)
