"""What one build has that another had not, in the words of the domain.

A change is about a thing that has a page of its own; what is said of its parts, such as a statement's positions and
passages, counts as said of it. Only what is stated is compared: what is concluded follows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from graph.store import QuadStore
from graph.vocabulary import (
    BASE,
    BST,
    GRAPH,
    ID,
    LINKS_GRAPH,
    ONTOLOGY_GRAPH,
    OWL,
    RDF,
    RDFS,
    REGISTERS_GRAPH,
    SKOS,
    compact,
)

Kind = Literal["added", "changed", "removed"]

_STATED = f"""
SELECT DISTINCT ?subject ?property ?value WHERE {{
  GRAPH ?graph {{ ?subject ?property ?value }}
  FILTER(
    ?graph IN (<{ONTOLOGY_GRAPH}>, <{REGISTERS_GRAPH}>, <{LINKS_GRAPH}>) || STRSTARTS(STR(?graph), "{GRAPH}document/")
  )
  FILTER(STRSTARTS(STR(?subject), "{BASE}") && !isBlank(?value))
}}
"""
_LABEL, _TYPE = RDFS.label.value, RDF.type.value
# The words for terms of other vocabularies, which have no label of ours.
_WORDS = {
    _LABEL: "name",
    _TYPE: "kind",
    OWL.Class.value: "class",
    OWL.ObjectProperty.value: "relation",
    OWL.DatatypeProperty.value: "relation to a value",
    OWL.Ontology.value: "ontology",
    SKOS.altLabel.value: "other name",
    SKOS.definition.value: "definition",
    SKOS.example.value: "example",
    SKOS.scopeNote.value: "scope note",
    SKOS.editorialNote.value: "note",
    SKOS.exactMatch.value: "the same elsewhere",
    SKOS.closeMatch.value: "close to it elsewhere",
    SKOS.ConceptScheme.value: "list",
    RDFS.subClassOf.value: "kind of",
    RDFS.subPropertyOf.value: "narrower than",
}
# What only machines read, and the paraphrase, which is the label of its statement.
_SILENT = {BST.spanDigest.value, BST.sourceDigest.value, BST.summary.value}

_Fact = tuple[str, str, str]  # subject and property as IRIs, value as N-Triples writes it


@dataclass(frozen=True, order=True)
class Difference:
    """One property of a thing, or of a part of it, with the values that only one build has.

    ``part`` is the part's label, empty for the thing itself; values are labels, or literals as they are.
    """

    part: str
    property: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, order=True)
class Change:
    """One thing that a build adds, changes or removes; ``sort`` is the label of its class, such as "pledge"."""

    kind: Kind
    sort: str
    label: str
    iri: str
    differences: tuple[Difference, ...]


def changes(old: QuadStore, new: QuadStore) -> tuple[Change, ...]:
    """Return what ``new`` states otherwise than ``old``: first what is added, then changed, then removed; by label."""
    before, after = _Facts(old), _Facts(new)
    gone, come = before.facts - after.facts, after.facts - before.facts
    touched: dict[str, tuple[list[_Fact], list[_Fact]]] = defaultdict(lambda: ([], []))
    for fact in gone:
        touched[before.owner(fact[0])][0].append(fact)
    for fact in come:
        touched[after.owner(fact[0])][1].append(fact)
    found = []
    for iri, (lost, gained) in touched.items():
        kind: Kind = "changed"
        if iri not in before.labels:
            kind = "added"
        elif iri not in after.labels:
            kind = "removed"
        now = before if kind == "removed" else after
        differences = _differences(iri, lost, gained, before, after)
        if differences or kind != "changed":
            found.append(Change(kind, now.sort(iri), now.label(iri), iri, differences))
    return tuple(sorted(found))


class _Facts:
    """The stated facts of a build, and the words for what they speak of."""

    def __init__(self, store: QuadStore) -> None:
        self.facts: set[_Fact] = set()
        self.labels: dict[str, str] = {}
        self._types: dict[str, str] = {}
        self._texts: dict[str, str] = {}
        self._statements: set[str] = set()
        for solution in store.select(_STATED):
            subject, property_, value = solution["subject"].value, solution["property"].value, solution["value"]
            self.facts.add((subject, property_, str(value)))
            self._texts[str(value)] = value.value
            if property_ == _LABEL:
                self.labels[subject] = value.value
            elif property_ == _TYPE:
                self._types[subject] = max(self._types.get(subject, ""), value.value)
            elif property_ == BST.statedBy.value:
                self._statements.add(subject)

    def owner(self, iri: str) -> str:
        """The thing whose page speaks of ``iri``: the statement or the record that it is a part of, or itself."""
        first, *rest = iri.removeprefix(ID).split("/") if iri.startswith(ID) else [iri]
        if not rest:
            return iri
        statement = f"{ID}{first}/{rest[0]}"
        return statement if statement in self._statements else ID + first

    def label(self, iri: str) -> str:
        return self.labels.get(iri) or _WORDS.get(iri) or compact(iri)

    def sort(self, iri: str) -> str:
        return self.label(self._types[iri]) if iri in self._types else "thing"

    def word(self, value: str) -> str:
        """A value as a person reads it: the label of a thing, the text of a literal."""
        text = self._texts[value]
        return self.label(text) if value.startswith("<") else text


def _differences(
    iri: str, lost: Iterable[_Fact], gained: Iterable[_Fact], before: _Facts, after: _Facts
) -> tuple[Difference, ...]:
    values: dict[tuple[str, str], tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
    for side, facts, words in ((0, lost, before), (1, gained, after)):
        for subject, property_, value in facts:
            if property_ in _SILENT or (subject != iri and property_ == _LABEL):
                continue
            part = "" if subject == iri else words.label(subject)
            values[part, words.label(property_)][side].add(words.word(value))
    return tuple(
        Difference(part, property_, tuple(sorted(old)), tuple(sorted(new)))
        for (part, property_), (old, new) in sorted(values.items())
    )
