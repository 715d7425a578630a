"""The names by which a person asks: slugs, labels, prefixed names and IRIs, each made one term of the graph."""

from __future__ import annotations

import re

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from graph.engine import Engine
from graph.errors import ParameterError, did_you_mean
from graph.rules import TYPE
from graph.vocabulary import ID, OWL, PREFIXES, SLUG_PATH, compact

_BST = PREFIXES["bst"]
_TERM_NAME = re.compile(r"[A-Za-z][A-Za-z0-9]*")
_LONGEST = 2000  # characters of a name or value
_THINGS = f"""
PREFIX rdfs: <{PREFIXES["rdfs"]}>
SELECT DISTINCT ?thing ?label WHERE {{ ?thing rdfs:label ?label FILTER(STRSTARTS(STR(?thing), "{ID}")) }}
"""
_PROPERTIES = "SELECT DISTINCT ?property WHERE { ?subject ?property ?value }"


def triple_of(engine: Engine, subject: str, predicate: str, value: str) -> Triple:
    """Return the triple that is meant. Raises :class:`~graph.errors.ParameterError` with the nearest name for each.

    A subject is a thing's slug, its label, a prefixed name or an IRI; a predicate one of our properties by its name, or
    ``a``; an object what a subject is, one of our classes by its name, or a value, also as N-Triples write it.
    """
    problems: list[str] = []
    terms: list[NamedNode | Literal | None] = []
    for place, text in (("subject", subject), ("predicate", predicate), ("object", value)):
        try:
            terms.append(_term(engine, place, text, terms))
        except ParameterError as error:
            problems.append(str(error))
            terms.append(None)
    if problems:
        raise ParameterError("; ".join(problems))
    first, second, third = terms
    assert isinstance(first, NamedNode)
    assert isinstance(second, NamedNode)
    assert third is not None
    return Triple(first, second, third)


def _term(engine: Engine, place: str, text: str, before: list[NamedNode | Literal | None]) -> NamedNode | Literal:
    if not text or len(text) > _LONGEST:
        raise ParameterError(f"{place}: needs a name of at most {_LONGEST} characters")
    if place == "subject":
        return thing_of(engine, text, place)
    if place == "predicate":
        return _property(engine, text)
    if text.startswith('"'):
        return _literal(text)
    subject, predicate = before
    if ":" not in text and _TERM_NAME.fullmatch(text) and _is_known(engine, NamedNode(_BST + text)):
        return NamedNode(_BST + text)
    if isinstance(subject, NamedNode) and isinstance(predicate, NamedNode):
        for quad in engine.quads(subject, predicate, None):
            if isinstance(quad.object, Literal) and quad.object.value == text:
                return quad.object
    return thing_of(engine, text, place, classes=predicate == TYPE)


def thing_of(engine: Engine, text: str, place: str, *, classes: bool = False) -> NamedNode:
    """Return the thing with this slug, label, prefixed name or IRI.

    ``place`` names it in an error; with ``classes`` the nearest name may be that of a class.
    """
    iri = _iri(text, place)
    if iri is not None and _is_known(engine, iri):
        return iri
    if re.fullmatch(SLUG_PATH, text) and _is_known(engine, NamedNode(ID + text)):
        return NamedNode(ID + text)
    things = [(row["thing"].value, row["label"].value) for row in engine.select(_THINGS)]
    names = {iri.removeprefix(ID) for iri, _ in things}
    if iri is not None:
        hint = did_you_mean(iri.value.removeprefix(ID), names)
    else:
        labelled = [iri for iri, label in things if label.casefold() == text.casefold()]
        if len(labelled) == 1:
            return NamedNode(labelled[0])
        names |= _classes(engine) if classes else set()
        hint = did_you_mean(text, names) or did_you_mean(text, {label for _, label in things})
    raise ParameterError(f"{place}: nothing here has the name '{text[:80]}'{hint}")


def _property(engine: Engine, text: str) -> NamedNode:
    if text in ("a", "type"):
        return TYPE
    if iri := _iri(text, "predicate"):
        return iri
    if _TERM_NAME.fullmatch(text) and _is_known(engine, NamedNode(_BST + text)):
        return NamedNode(_BST + text)
    used = [row["property"].value for row in engine.select(_PROPERTIES)]
    names = [iri.removeprefix(_BST) for iri in used if iri.startswith(_BST)] + [compact(iri) for iri in used]
    raise ParameterError(f"predicate: there is no property '{text[:80]}'{did_you_mean(text, names)}")


def _classes(engine: Engine) -> set[str]:
    quads = engine.quads(None, TYPE, OWL.Class)
    return {quad.subject.value.removeprefix(_BST) for quad in quads if isinstance(quad.subject, NamedNode)}


def _iri(text: str, place: str) -> NamedNode | None:
    """The IRI that a text is in full or by its prefix; ``None`` for a text that is neither."""
    prefix, colon, name = text.partition(":")
    if not colon:
        return None
    if not text.startswith(("http://", "https://")):
        if prefix not in PREFIXES:
            raise ParameterError(f"{place}: the prefix '{prefix[:80]}' is unknown{did_you_mean(prefix, PREFIXES)}")
        text = PREFIXES[prefix] + name
    try:
        return NamedNode(text)
    except ValueError:
        raise ParameterError(f"{place}: '{text[:80]}' is no IRI") from None


def _literal(text: str) -> Literal:
    try:
        quads = list(parse(f"<x:s> <x:p> {text} .".encode(), RdfFormat.N_TRIPLES))
    except (SyntaxError, UnicodeEncodeError):
        quads = []
    match quads:
        case [only] if isinstance(only.object, Literal):
            return only.object
    raise ParameterError(f'object: {text[:80]} is no value as N-Triples write it, such as "2025-03-02"^^<...#date>')


def _is_known(engine: Engine, iri: NamedNode) -> bool:
    return bool(engine.quads(iri, None, None, most=1) or engine.quads(None, None, iri, most=1))
