"""Checks a proof step by step, against the rules and against what the named graphs state.

It shares nothing with the search but the records of :mod:`graph.explain.proofs` and :class:`~graph.rules.Rule`: a
proof is right or wrong whoever found it. Axioms are no premises here; a rule counts if it is one of those that the
ontology compiles to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple, Variable

from graph.explain.proofs import Attestation, Derived, Proof, Stated
from graph.rules import Rule
from graph.vocabulary import INFERRED_GRAPH, PREFIXES, XSD

Term = NamedNode | BlankNode | Literal
_BST = PREFIXES["bst"]
_INTEGER = XSD.integer


class ProofChecker:
    """Holds proofs against ``rules`` and against ``stated``, of which conclusions (the inferred graph) do not count."""

    def __init__(self, rules: Iterable[Rule], stated: Iterable[Quad]) -> None:
        self._rules = frozenset(rules)
        self._stated = frozenset(quad for quad in stated if quad.graph_name != NamedNode(INFERRED_GRAPH))

    def faults(self, proof: Proof) -> list[str]:
        """Return what is wrong with a proof, in the order of its steps; nothing if every step of it is right."""
        found: list[str] = []
        # What lies below each record that was checked: a triple that rests on itself is found there.
        below: dict[int, frozenset[Triple]] = {}
        agenda: list[Proof] = [proof]
        while agenda:
            node = agenda[-1]
            open_ = [] if id(node) in below else [each for each in _premises(node) if id(each) not in below]
            if open_:
                agenda += open_
                continue
            agenda.pop()
            if id(node) in below:
                continue
            beneath = frozenset().union(
                *(below[id(premise)] | {premise.triple} for premise in _premises(node)),
            )
            below[id(node)] = beneath
            if node.triple in beneath:
                found.append(f"{node.triple} rests on itself")
            found += self._leaf(node) if isinstance(node, Stated) else self._step(node)
        return found

    def _step(self, step: Derived) -> Iterator[str]:
        rule = step.rule
        if rule not in self._rules:
            yield f"{step.triple}: {rule.name} ({rule.axiom}) is no rule of this ontology"
        if rule.head is None:
            yield f"{step.triple}: {rule.name} concludes no triple"
            return
        if len(rule.body) != len(step.premises):
            yield f"{step.triple}: {rule.name} has {len(rule.body)} premises, found {len(step.premises)}"
            return
        substitution: dict[Variable, Term] = {}
        for number, (pattern, premise) in enumerate(zip(rule.body, step.premises, strict=True), start=1):
            if not _fits(pattern, premise.triple, substitution):
                yield f"{step.triple}: premise {number} does not fit {rule.name}: {premise.triple}"
                return
        if not _fits(rule.head, step.triple, substitution):
            yield f"{step.triple}: is not what {rule.name} concludes"

    def _leaf(self, leaf: Stated) -> Iterator[str]:
        if not leaf.graphs:
            yield f"{leaf.triple}: no graph is given that states it"
        for graph in leaf.graphs:
            if _quad(leaf.triple, graph) not in self._stated:
                yield f"{leaf.triple}: is not stated in {graph}"
        for passage in leaf.attestations:
            if not any(self._attests(passage, leaf.triple, graph) for graph in leaf.graphs):
                yield f"{leaf.triple}: {passage.iri} does not attest it"

    def _attests(self, passage: Attestation, triple: Triple, graph: NamedNode) -> bool:
        """Whether the graph has the passage as it is given, and the triple's subject belongs to its statement."""
        told: list[tuple[NamedNode, str, Term]] = [
            (passage.statement, "attestedBy", passage.iri),
            (passage.iri, "inDocument", passage.document),
            (passage.iri, "spanStart", Literal(str(passage.start), datatype=_INTEGER)),
            (passage.iri, "spanEnd", Literal(str(passage.end), datatype=_INTEGER)),
            (passage.iri, "spanDigest", Literal(passage.digest)),
            (passage.iri, "attribution", passage.attribution),
        ]
        if passage.relayed_by is not None:
            told.append((passage.iri, "relayedBy", passage.relayed_by))
        belongs = triple.subject == passage.statement or any(
            Quad(passage.statement, NamedNode(_BST + part), triple.subject, graph) in self._stated
            for part in ("expresses", "attestedBy", "hasFigure", "hasFlag")
        )
        return belongs and all(
            Quad(subject, NamedNode(_BST + name), value, graph) in self._stated for subject, name, value in told
        )


def _quad(triple: Triple, graph: NamedNode) -> Quad:
    return Quad(triple.subject, triple.predicate, triple.object, graph)


def _premises(node: Proof) -> tuple[Proof, ...]:
    return node.premises if isinstance(node, Derived) else ()


def _fits(pattern: Iterable[Term | Variable], triple: Triple, substitution: dict[Variable, Term]) -> bool:
    """Whether the triple is the pattern under the substitution, which takes in what this pattern leaves open."""
    for wanted, given in zip(pattern, triple, strict=True):
        term = substitution.setdefault(wanted, given) if isinstance(wanted, Variable) else wanted
        if term != given:
            return False
    return True
