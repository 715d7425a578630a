"""Concludes by owlrl, the reference reasoner.

Where owlrl 7.6.2 falls short of the recommendation (OWL 2 Profiles, section 4.3), it is helped, by as little as
does it:

- ``eq-diff2``, ``eq-diff3`` (table 4), ``prp-adp`` and ``prp-key`` (table 5) hold for every member of a list; owlrl
  passes over the last one, so it is given a list with its last member twice;
- ``dt-not-type`` and ``dt-diff`` (table 8) are left out, but for the form of literals, where owlrl refuses a 0.0 as
  well; so literals, and what owlrl says of them, are judged by :mod:`graph.rules.datatypes`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, Triple, parse, serialize

from graph.closure.conclusions import in_order
from graph.closure.contradictions import Where, ill_typed
from graph.errors import ContradictionError, Problem
from graph.rules import datatypes
from graph.vocabulary import ID, PREFIXES, compact

_OWL, _RDF = PREFIXES["owl"], PREFIXES["rdf"]
_ERROR = "http://www.daml.org/2002/03/agents/agent-ont#error"
_OF_FORM = "Lexical value of the literal"  # owlrl's words for a literal that its datatype does not have


def conclude_by_owlrl(stated: Iterable[Quad], where: Where | None = None) -> list[Triple]:
    """Return what the reference reasoner concludes, cleaned of what is not about things, sorted.

    ``where`` says where a stated triple is written. Raises :class:`~graph.errors.ContradictionError`, where it is
    owlrl's in its own words.
    """
    import owlrl  # a second to import, and needed for the reference only
    import rdflib

    triples = [quad.triple for quad in stated]
    if problems := list(ill_typed(triples, where)):  # rdflib would complain of them one by one
        raise ContradictionError(problems)
    graph = rdflib.Graph()
    graph.parse(data=serialize(set(triples), format=RdfFormat.N_TRIPLES) or b"", format="nt")
    _repeat_last_members(graph)
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics, axiomatic_triples=False, datatype_axioms=False).expand(graph)
    messages = [str(message) for message in graph.objects(None, rdflib.URIRef(_ERROR))]
    messages = [message for message in messages if not message.startswith(_OF_FORM)] + list(_of_values(graph))
    if messages:
        raise ContradictionError(_problem(message, triples, where) for message in messages)
    lawful = rdflib.Graph()
    for triple in graph:
        if not isinstance(triple[0], rdflib.Literal):
            lawful.add(triple)
    found = parse(lawful.serialize(format="nt", encoding="utf-8"), RdfFormat.N_TRIPLES)
    known, news = _stored(triples), _stored(quad.triple for quad in found)
    return in_order(quad.triple for quad in news if quad not in known)


def _stored(triples: Iterable[Triple]) -> Store:
    """The triples with their literals in Oxigraph's form, in which the rules have them too."""
    store = Store()
    store.bulk_extend(Quad(*triple) for triple in triples)
    return store


def _repeat_last_members(graph: Any) -> None:
    """Append its last member to every list of which owlrl passes over the last one."""
    from rdflib import OWL, RDF, BNode

    of_many = [*graph.subjects(RDF.type, OWL.AllDifferent), *graph.subjects(RDF.type, OWL.AllDisjointProperties)]
    lists = [
        head for node in of_many for word in (OWL.members, OWL.distinctMembers) for head in graph.objects(node, word)
    ]
    for node in [*lists, *graph.objects(None, OWL.hasKey)]:
        last = node
        while (rest := graph.value(last, RDF.rest)) not in (None, RDF.nil):
            last = rest
        again = BNode()
        graph.add((again, RDF.first, graph.value(last, RDF.first)))
        graph.add((again, RDF.rest, RDF.nil))
        graph.set((last, RDF.rest, again))


def _of_values(graph: Any) -> Iterator[str]:
    """What cannot be of the values that owlrl typed, or made the same."""
    from rdflib import OWL, RDF
    from rdflib import Literal as Value

    for value, datatype in graph.subject_objects(RDF.type):
        name = NamedNode(str(datatype)) if str(datatype) in datatypes.RL_DATATYPES else None
        if isinstance(value, Value) and name and not datatypes.is_in(_literal(value), name):
            yield f"{_literal(value)} is no {compact(name.value)} (dt-not-type)"
    for one, other in graph.subject_objects(OWL.sameAs):
        values = [_literal(value) for value in (one, other) if isinstance(value, Value)]
        if len(values) == 1 or (values and datatypes.are_different(*values)):
            yield f"{one.n3()} and {other.n3()} are not the same (dt-diff)"


def _literal(value: Any) -> Literal:
    if value.language:
        return Literal(str(value), language=value.language)
    return Literal(str(value), datatype=NamedNode(str(value.datatype))) if value.datatype else Literal(str(value))


def _problem(message: str, stated: list[Triple], where: Where | None) -> Problem:
    """The message, at the first place of a thing or value that it speaks of."""
    words = {word.strip("(),:") for word in message.split()}  # whole IRIs: one may be the beginning of another
    about = (fact for fact in stated if str(fact.subject)[1:-1] in words or str(fact.object) in words)
    things_first = sorted(about, key=lambda fact: not str(fact.subject).startswith(f"<{ID}"))
    place = next((found for fact in things_first if where and (found := where(fact))), None)
    file, number = (place.file, place.line) if place else ("ontology", 0)
    return Problem(file, number, "", f"contradiction: {message}")
