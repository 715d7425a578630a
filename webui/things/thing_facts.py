"""The facts of a thing, and the head of its page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from graph.vocabulary import ID, INFERRED_GRAPH, PREFIXES
from webui.reading.cells import Cell
from webui.reading.rows import Row, ask
from webui.site import Site

# The names of the sites of external identifiers.
_SITES = {
    "www.wikidata.org": "Wikidata",
    "sws.geonames.org": "GeoNames",
    "dbpedia.org": "DBpedia",
    "ror.org": "ROR",
    "isni.org": "ISNI",
    "viaf.org": "VIAF",
}


@dataclass(frozen=True)
class Fact:
    """One fact about the thing whose page it is on.

    ``subject``, ``predicate`` and ``object`` are IRIs, the last one empty where the value is none; ``other`` is the one
    at the other end from the thing. ``property`` and ``value`` are what a page shows.
    """

    subject: str
    predicate: str
    object: str
    other: str
    property: Cell
    value: Cell
    concluded: bool


@dataclass(frozen=True)
class Head:
    """The head of the page of a thing, and the facts that it is made of."""

    iri: str
    facts: tuple[Fact, ...]

    @property
    def slug(self) -> str:
        """The slug of the thing."""
        return self.iri.removeprefix(ID)

    @property
    def title(self) -> str:
        """The label, or else the slug."""
        return self.text("rdfs:label") or self.slug

    @property
    def noun(self) -> str:
        """Its name as it stands inside a sentence: "the United Kingdom"; without one, the title."""
        return self.text("bst:nounPhrase") or self.title

    @property
    def definition(self) -> str:
        """The curator's definition."""
        return self.text("skos:definition")

    @property
    def aliases(self) -> list[str]:
        """Other forms of its name."""
        return [fact.value.text for fact in self.of("skos:altLabel")]

    @property
    def notes(self) -> list[str]:
        """The curator's remarks."""
        return [fact.value.text for fact in self.of("skos:editorialNote")]

    @property
    def kinds(self) -> list[Cell]:
        """Its stated classes in our ontology."""
        return [fact.value for fact in self._types() if not fact.concluded]

    @property
    def also(self) -> list[Fact]:
        """The facts that conclude further classes."""
        stated = {fact.other for fact in self._types() if not fact.concluded}
        return [fact for fact in self._types() if fact.concluded and fact.other not in stated]

    @property
    def classes(self) -> set[str]:
        """The names of its classes in our ontology, stated or concluded."""
        return {fact.other.removeprefix(PREFIXES["bst"]) for fact in self._types()}

    @property
    def elsewhere(self) -> list[Cell]:
        """The same thing in other data: the site and its identifier there."""
        found = (*self.of("skos:exactMatch"), *self.of("skos:closeMatch"))
        return [Cell(_identifier(fact.other), fact.value.href) for fact in found if fact.value.href]

    def of(self, *names: str) -> list[Fact]:
        """The facts with these properties, each as ``prefix:name``."""
        wanted = {_expanded(name) for name in names}
        return [fact for fact in self.facts if fact.predicate in wanted]

    def cells(self, *names: str) -> list[Cell]:
        """The stated values of these properties."""
        return list(dict.fromkeys(fact.value for fact in self.of(*names) if not fact.concluded))

    def text(self, name: str) -> str:
        """The text of the first value of a property, or an empty string."""
        return next((fact.value.text for fact in self.of(name)), "")

    def concluded(self, *names: str) -> list[Fact]:
        """The concluded facts with these properties."""
        return [fact for fact in self.of(*names) if fact.concluded]

    def _types(self) -> Iterable[Fact]:
        return [fact for fact in self.of("rdf:type") if fact.other.startswith(PREFIXES["bst"])]


def _expanded(name: str) -> str:
    prefix, _, rest = name.partition(":")
    return PREFIXES[prefix] + rest


def _identifier(iri: str) -> str:
    host, _, path = iri.partition("://")[2].partition("/")
    return f"{_SITES.get(host, host)} {path.rstrip('/').rpartition('/')[2]}"


def head_of(opened: Site, iri: str) -> Head | None:
    """Return the head of a thing, or ``None`` if the graph has no facts about it."""
    found = [_fact(row, iri, row.iri("value")) for row in ask(opened, "things/facts_of", thing=iri)]
    return Head(iri, tuple(found)) if found else None


def facts_about(opened: Site, iri: str, query: str = "things/facts_about") -> list[Fact]:
    """Return the facts whose object is a thing; ``query`` may be a narrower one with the same columns."""
    return [_fact(row, row.iri("value"), iri) for row in ask(opened, query, thing=iri)]


def _fact(row: Row, subject: str, value: str) -> Fact:
    return Fact(
        subject=subject,
        predicate=row.iri("property"),
        object=value,
        other=row.iri("value"),
        property=row.cell("property"),
        value=row.cell("value"),
        concluded=row.iri("graph") == INFERRED_GRAPH,
    )
