"""The ontology as a lookup, and its anonymous parts in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from pyoxigraph import BlankNode, NamedNode, Triple

from graph.rules.terms import OWL, RDF, THING, NoRuleError, Term, word
from graph.vocabulary import compact

# Parts of an anonymous class or axiom, which are read with the axiom that it stands in.
PARTS = frozenset(
    OWL + name
    for name in (
        *("onProperty", "onClass", "someValuesFrom", "allValuesFrom", "hasValue", "hasSelf", "intersectionOf"),
        *("unionOf", "complementOf", "oneOf", "minCardinality", "maxCardinality", "cardinality"),
        *("minQualifiedCardinality", "maxQualifiedCardinality", "qualifiedCardinality", "onDataRange", "members"),
        *("distinctMembers", "sourceIndividual", "assertionProperty", "targetIndividual", "targetValue"),
    )
)
# Of these, the ones that only say what a restriction is about.
_ABOUT = frozenset((OWL + "onProperty", OWL + "onClass"))
_NIL = NamedNode(RDF + "nil")
_QUANTIFIERS = {"someValuesFrom": "some", "allValuesFrom": "only", "hasValue": "value"}
_COUNTS = {"maxCardinality": "max", "maxQualifiedCardinality": "max", "minCardinality": "min", "cardinality": "exactly"}


class Axioms:
    """Triples by subject and predicate."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self.triples = tuple(dict.fromkeys(triples))
        self._objects: dict[Term, dict[str, list[Term]]] = defaultdict(dict)
        for subject, predicate, value in self.triples:
            self._objects[subject].setdefault(predicate.value, []).append(value)

    def value(self, subject: Term, name: str) -> Term | None:
        """The object of the OWL property, if there is just one."""
        values = self._objects.get(subject, {}).get(OWL + name, [])
        return values[0] if len(values) == 1 else None

    def construct(self, node: Term) -> tuple[str, Term]:
        """The OWL word that makes an anonymous class what it is (``unionOf``, ``hasValue``, ...), and what it is of.

        Raises :class:`NoRuleError` where there is not exactly one.
        """
        found = [
            (predicate.removeprefix(OWL), value)
            for predicate, values in self._objects.get(node, {}).items()
            for value in values
            if predicate in PARTS and predicate not in _ABOUT
        ]
        if not isinstance(node, BlankNode) or len(found) != 1:
            raise NoRuleError(f"{self.shown(node)} is no class that rules can be made of")
        return found[0]

    def members(self, head: Term | None) -> list[Term]:
        """The members of an RDF list; raises :class:`NoRuleError` for none, an empty or a broken one."""
        members: list[Term] = []
        met = set()
        while isinstance(head, NamedNode | BlankNode) and head != _NIL:
            firsts, rests = (self._objects.get(head, {}).get(RDF + name, []) for name in ("first", "rest"))
            if head in met or len(firsts) != 1 or len(rests) != 1:
                raise NoRuleError("its list is broken")
            met.add(head)
            members.append(firsts[0])
            head = rests[0]
        if not members:
            raise NoRuleError("its list is empty")
        return members

    def line(self, subject: Term, predicate: str, value: Term) -> str:
        """An axiom in one line."""
        return f"{self.shown(subject)} {compact(predicate)} {self.shown(value)}"

    def shown(self, term: Term, depth: int = 0) -> str:
        """The term in words, an anonymous class as in the Manchester syntax: ``(bst:memberOf some bst:State)``."""
        if not isinstance(term, BlankNode) and term != _NIL:
            return word(term)
        everything = self._objects.get(term, {})
        parts = {name: values for name, values in everything.items() if name in PARTS or name == OWL + "inverseOf"}
        if depth > 9 or term == _NIL:  # a cycle, or rdf:nil
            return "()" if term == _NIL else "..."
        if RDF + "first" in everything:
            return f"({self._shown_list(term, ' ', depth)})"
        short = {name.removeprefix(OWL): values[0] for name, values in parts.items() if len(values) == 1}
        if set(short) == {name.removeprefix(OWL) for name in parts}:
            known = self._shown_class(short, depth)
            if known:
                return known
        inside = " ; ".join(
            f"{compact(name)} {self.shown(value, depth + 1)}"
            for name, values in sorted(parts.items())
            for value in values
        )
        return f"[{inside}]"

    def _shown_class(self, parts: dict[str, Term], depth: int) -> str:
        """An anonymous class, property or negative assertion in words, or nothing if it is none of those."""
        on = self.shown(parts["onProperty"], depth + 1) if "onProperty" in parts else ""
        match sorted(set(parts) - {"onProperty"}):
            case ["intersectionOf" | "unionOf" as name]:
                joint = " and " if name == "intersectionOf" else " or "
                return f"({self._shown_list(parts[name], joint, depth)})"
            case ["oneOf"]:
                return f"{{{self._shown_list(parts['oneOf'], ' ', depth)}}}"
            case ["complementOf"]:
                return f"(not {self.shown(parts['complementOf'], depth + 1)})"
            case ["inverseOf"]:
                return f"(inverse {self.shown(parts['inverseOf'], depth + 1)})"
            case ["members"] | ["distinctMembers"] as names:
                return f"[{self.shown(parts[names[0]], depth + 1)}]"
            case ["assertionProperty", "sourceIndividual", "targetIndividual" | "targetValue" as target]:
                words = (parts["sourceIndividual"], parts["assertionProperty"], parts[target])
                return f"[{' '.join(self.shown(term, depth + 1) for term in words)}]"
            case [name] if on and name in _QUANTIFIERS:
                return f"({on} {_QUANTIFIERS[name]} {self.shown(parts[name], depth + 1)})"
            case [name] if on and name in _COUNTS:
                return f"({on} {_COUNTS[name]} {getattr(parts[name], 'value', '?')})"
            case [name, "onClass"] | ["onClass", name] if on and name in _COUNTS:
                filler = parts["onClass"]
                of = "" if filler == THING else f" {self.shown(filler, depth + 1)}"
                return f"({on} {_COUNTS[name]} {getattr(parts[name], 'value', '?')}{of})"
        return ""

    def _shown_list(self, head: Term, joint: str, depth: int) -> str:
        try:
            return joint.join(self.shown(member, depth + 1) for member in self.members(head))
        except NoRuleError:
            return "..."
