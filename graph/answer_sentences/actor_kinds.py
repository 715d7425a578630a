"""What kind of actor somebody is, and the office or affiliation on a given day, looked up for all actors at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum

from pyoxigraph import Literal, NamedNode

from graph.engine import Engine
from graph.explain import Part
from graph.vocabulary import BST, PREFIXES, RDF, compact

_PREFIXES = f"PREFIX bst: <{PREFIXES['bst']}> PREFIX rdf: <{PREFIXES['rdf']}> PREFIX rdfs: <{PREFIXES['rdfs']}> "
_NAMES = """
SELECT ?thing ?label ?phrase WHERE {
  VALUES ?thing { %s } ?thing rdfs:label ?label OPTIONAL { ?thing bst:nounPhrase ?phrase }
}"""
_TRAITS = """
SELECT ?thing ?property ?value ?label WHERE {
  VALUES ?thing { %s } VALUES ?property { rdf:type bst:affiliatedWith bst:memberOf bst:represents }
  ?thing ?property ?value OPTIONAL { ?value rdfs:label ?label }
}"""
_TENURES = """
SELECT ?thing ?office ?label ?from ?until (MIN(?first) AS ?heldFirst) (MAX(?day) AS ?heldLast) WHERE {
  VALUES ?thing { %s } ?thing bst:holdsTenure ?tenure . ?tenure bst:ofOffice ?office . ?office rdfs:label ?label
  OPTIONAL { ?tenure bst:from ?from }
  OPTIONAL { ?tenure bst:until ?until }
  OPTIONAL {
    ?statement bst:statedBy ?thing ; bst:statedAs ?office ; bst:onOrBefore ?day .
    OPTIONAL { ?statement bst:saidOn ?on }
    OPTIONAL { ?statement bst:earliest ?earliest }
    BIND(COALESCE(?on, ?earliest, ?day) AS ?first)
  }
} GROUP BY ?thing ?office ?label ?from ?until"""
_SPOKEN_AS = """
SELECT ?statement ?office ?label WHERE {
  VALUES ?statement { %s } ?statement bst:statedAs ?office . ?office rdfs:label ?label
}"""


class Kind(Enum):
    """The kinds of actors, in the order in which sentences name them."""

    STATE = "state"
    OFFICE_HOLDER = "office-holder"
    ORGAN = "organ of a state"
    COALITION = "coalition"
    ORGANISATION = "organisation"
    EXPERT = "expert"
    PERSON = "person"
    UNNAMED = "unnamed source"

    @property
    def rank(self) -> int:
        """The place of the kind in that order."""
        return list(Kind).index(self)


# The words for a class of organisations, the most special first.
_ORGANISATIONS = {
    BST.NewsOrganisation.value: "news organisation",
    BST.ResearchOrganisation.value: "research organisation",
    BST.PoliticalParty.value: "political party",
}


@dataclass(frozen=True)
class _Tenure:
    office: str
    label: str
    since: str
    until: str
    first: str
    last: str

    def is_held(self, first: str, last: str) -> bool:
        """Whether the record says that the office was held within these days."""
        if (self.until and self.until < first[: len(self.until)]) or (
            self.since and last[: len(self.since)] < self.since
        ):
            return False
        return bool(self.since or self.until or (self.first and self.first <= last and first <= self.last))

    def is_over(self, first: str) -> bool:
        """Whether it ended before this day."""
        return bool(self.until) and self.until < first[: len(self.until)]


@dataclass
class _Traits:
    classes: set[str] = field(default_factory=set)
    affiliations: list[str] = field(default_factory=list)
    parties: list[str] = field(default_factory=list)
    represents: list[str] = field(default_factory=list)
    tenures: list[_Tenure] = field(default_factory=list)


class ActorKinds:
    """Names, kinds and offices of actors, and names of all other things; what was looked up once is kept."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._names: dict[str, str] = {}
        self._traits: dict[str, _Traits] = {}

    def look_up(self, things: Iterable[str], actors: Iterable[str]) -> None:
        """Look up the names of things, and of actors what they are, unless that was done before."""
        actors = set(actors)
        if missing := sorted({*things, *actors} - self._names.keys()):
            for row in self._ask(_NAMES, missing):
                self._names[row["thing"]] = row["phrase"] or row["label"]
            for thing in missing:
                self._names.setdefault(thing, compact(thing))
        if missing := sorted(actors - self._traits.keys()):
            self._look_up_traits(missing)

    def spoken_as(self, statements: Iterable[str]) -> dict[str, str]:
        """Return the label of the office from which each statement was made, by statement, where the text says so."""
        wanted = sorted(set(statements))
        return {row["statement"]: row["label"] for row in self._ask(_SPOKEN_AS, wanted)} if wanted else {}

    def name(self, thing: str) -> str:
        """Return the name of a thing as it stands inside a sentence; it must have been looked up."""
        return self._names[thing]

    def part(self, thing: str) -> Part:
        """Return the name of a thing, with its IRI."""
        return Part(self._names[thing], thing)

    def kind(self, actor: str, first: str = "", last: str = "") -> Kind:
        """Return the kind of an actor; whoever holds an office within these days, if given, is an office-holder."""
        traits = self._traits.get(actor, _Traits())
        classes = traits.classes
        if BST.State.value in classes:
            return Kind.STATE
        if BST.UnnamedSource.value in classes:
            return Kind.UNNAMED
        if BST.Coalition.value in classes:
            return Kind.COALITION
        if BST.Organisation.value in classes:
            return Kind.ORGAN if traits.represents else Kind.ORGANISATION
        if any(each.is_held(first, last) if last else not each.until for each in traits.tenures):
            return Kind.OFFICE_HOLDER
        return Kind.EXPERT if BST.Expert.value in classes else Kind.PERSON

    def described(self, actor: str, office: str = "", first: str = "", last: str = "") -> str:
        """Return what stands under a name: the office on the days given, the affiliation, or the kind alone.

        ``office`` is the one from which a statement was made. Empty for what is no actor.
        """
        if actor not in self._traits or not self._traits[actor].classes:
            return ""
        traits, kind = self._traits[actor], self.kind(actor, first, last)
        if kind in (Kind.STATE, Kind.COALITION, Kind.UNNAMED):
            return str(kind.value)
        if kind == Kind.ORGAN:
            return f"organ of {' and '.join(traits.represents)}"
        if kind == Kind.ORGANISATION:
            known = [words for each, words in _ORGANISATIONS.items() if each in traits.classes]
            return known[0] if known else "organisation"
        return " · ".join(_person(traits, office, first, last))

    def _look_up_traits(self, actors: list[str]) -> None:
        found = {actor: _Traits() for actor in actors}
        for row in self._ask(_TRAITS, actors):
            traits, label = found[row["thing"]], row["label"]
            if row["property"] == RDF.type.value:
                traits.classes.add(row["value"])
            elif row["property"] == BST.affiliatedWith.value:
                traits.affiliations.append(label)
            elif row["property"] == BST.memberOf.value:
                traits.parties.append(label)
            else:
                traits.represents.append(label)
        for row in self._ask(_TENURES, actors):
            found[row["thing"]].tenures.append(
                _Tenure(row["office"], row["label"], row["from"], row["until"], row["heldFirst"], row["heldLast"])
            )
        for traits in found.values():
            traits.affiliations.sort()
            traits.represents.sort()
            traits.tenures.sort(key=lambda each: (not each.first, each.label))
        self._traits |= found

    def _ask(self, query: str, things: list[str]) -> list[Mapping[str, str]]:
        solutions = self.engine.select(_PREFIXES + query % " ".join(str(NamedNode(thing)) for thing in things))
        names = [variable.value for variable in solutions.variables]
        return [{name: _text(solution[name]) for name in names} for solution in solutions]


def _person(traits: _Traits, office: str, first: str, last: str) -> list[str]:
    """The office held, or else what the person is by trade, party or former office."""
    held = [each.label for each in traits.tenures if last and each.is_held(first, last)]
    if office:
        return [office]
    if held:
        return held[:1]
    if BST.Expert.value in traits.classes:
        return ["expert", ", ".join(traits.affiliations)]
    over = [f"formerly {each.label}" for each in traits.tenures if last and each.is_over(first)]
    undated = [f"at some time {each.label}" for each in traits.tenures if not (each.since or each.until or each.first)]
    return traits.affiliations or over[:1] or undated[:1] or traits.parties[:1] or [Kind.PERSON.value]


def _text(term: object) -> str:
    return str(term.value) if isinstance(term, Literal | NamedNode) else ""
