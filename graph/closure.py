"""Concludes what follows from the stated triples by the rules, or by the reference reasoner.

The rules run as SPARQL updates in Oxigraph until nothing new comes. owlrl computes the same closure by other means, and
what it says of the vocabularies themselves is left out, so that the two can be compared triple by triple.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    Quad,
    QuerySolutions,
    RdfFormat,
    Store,
    Triple,
    Variable,
    parse,
    serialize,
)

from graph.errors import ContradictionError, Problem
from graph.records import Location
from graph.rules import TYPE, Pattern, Rule
from graph.vocabulary import INFERRED_GRAPH, PREFIXES, compact

_INFERRED = NamedNode(INFERRED_GRAPH)
# What owlrl says of the vocabularies themselves: true, but no news about things.
_VOCABULARIES = tuple(PREFIXES[prefix] for prefix in ("owl", "rdf", "rdfs", "xsd"))
_OWLRL_ERROR = "http://www.daml.org/2002/03/agents/agent-ont#"


def conclude(
    stated: Iterable[Quad], rules: Iterable[Rule], locations: Mapping[str, Location] | None = None
) -> list[Triple]:
    """Return every triple that the rules conclude and that is not stated, sorted.

    ``locations`` says where things are written, for messages. Raises
    :class:`~graph.errors.ContradictionError` naming the entity, the rule and the facts.
    """
    store = Store()
    store.bulk_extend(Quad(*quad.triple) for quad in stated)
    all_rules = tuple(rules)
    updates = [_update(rule.body, rule.head) for rule in all_rules if rule.head]
    size = -1
    while size != len(store):
        size = len(store)
        for update in updates:
            store.update(update)
    contradictions = [
        problem
        for rule in all_rules
        if rule.is_contradiction
        for problem in _contradictions(store, rule, locations or {})
    ]
    if contradictions:
        raise ContradictionError(contradictions)
    concluded = (quad.triple for quad in store.quads_for_pattern(None, None, None, _INFERRED))
    return sorted((triple for triple in concluded if not _has_blank_node(triple)), key=str)


def _has_blank_node(triple: Triple) -> bool:
    return isinstance(triple.subject, BlankNode) or isinstance(triple.object, BlankNode)


def _update(body: tuple[Pattern, ...], head: Pattern) -> str:
    new = _line(head)
    return (
        f"INSERT {{ {new} GRAPH {_INFERRED} {{ {new} }} }} "
        f"WHERE {{ {' '.join(map(_line, body))} FILTER NOT EXISTS {{ {new} }} }}"
    )


def _line(pattern: Pattern) -> str:
    return f"{' '.join(map(str, pattern))} ."


def _contradictions(store: Store, rule: Rule, locations: Mapping[str, Location]) -> Iterable[Problem]:
    solutions = store.query(f"SELECT DISTINCT * WHERE {{ {' '.join(map(_line, rule.body))} }}")
    assert isinstance(solutions, QuerySolutions)
    for solution in solutions:
        facts = [
            " ".join(_shown(solution[term] if isinstance(term, Variable) else term) for term in pattern)
            for pattern in rule.body
        ]
        place = locations.get(solution["x"].value, Location("ontology", 0))
        message = f"{rule.reason} ({rule.name}): {' and '.join(dict.fromkeys(facts))}"
        yield Problem(place.file, place.line, compact(solution["x"].value), message)


def _shown(term: NamedNode | BlankNode | Literal) -> str:
    if term == TYPE:
        return "is a"
    return compact(term.value) if isinstance(term, NamedNode) else str(term)


def conclude_by_owlrl(stated: Iterable[Quad], locations: Mapping[str, Location] | None = None) -> list[Triple]:
    """Return what the reference reasoner concludes, cleaned of what is not about things, sorted.

    Raises :class:`~graph.errors.ContradictionError` with owlrl's own words.
    """
    import owlrl  # a second to import, and needed for the reference only
    import rdflib

    known = {quad.triple for quad in stated}
    graph = rdflib.Graph()
    graph.parse(data=serialize(known, format=RdfFormat.N_TRIPLES), format="nt")
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics, axiomatic_triples=False, datatype_axioms=False).expand(graph)
    errors = [str(message) for message in graph.objects(None, rdflib.URIRef(_OWLRL_ERROR + "error"))]
    if errors:
        raise ContradictionError(_owlrl_problem(message, locations or {}) for message in errors)
    lawful = (triple for triple in graph if not isinstance(triple[0], rdflib.Literal))
    clean = rdflib.Graph()
    for triple in lawful:
        clean.add(triple)
    concluded = (quad.triple for quad in parse(clean.serialize(format="nt", encoding="utf-8"), RdfFormat.N_TRIPLES))
    return sorted((triple for triple in concluded if triple not in known and is_about_things(triple)), key=str)


def _owlrl_problem(message: str, locations: Mapping[str, Location]) -> Problem:
    words = (word.strip("(),:") for word in message.split())  # whole IRIs: one may be the beginning of another
    place = next((locations[word] for word in words if word in locations), Location("ontology", 0))
    return Problem(place.file, place.line, "", f"contradiction: {message}")


def is_about_things(triple: Triple) -> bool:
    """Whether a conclusion is news about a thing: no blank node, nothing reflexive, no talk of the vocabularies."""
    subject, predicate, value = triple
    if _has_blank_node(triple):
        return False
    if predicate == TYPE:
        return not value.value.startswith(_VOCABULARIES)
    return not predicate.value.startswith(_VOCABULARIES) and not subject.value.startswith(_VOCABULARIES)
