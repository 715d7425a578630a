"""What is recorded of a thing, fact by fact, and what every page of a thing says at its head."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from graph.vocabulary import ID, INFERRED_GRAPH, PREFIXES
from webui.reading.cells import Cell
from webui.reading.rows import Row, ask
from webui.site import Site

# Where an external identifier leads, in the words of its reader.
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
    """One fact, read from the thing whose page it is.

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
    """What every page of a thing shows of it, and the facts that it was read from."""

    iri: str
    facts: tuple[Fact, ...]

    @property
    def slug(self) -> str:
        """The thing's own part of its address."""
        return self.iri.removeprefix(ID)

    @property
    def title(self) -> str:
        """The label, or else the slug."""
        return self.text("rdfs:label") or self.slug

    @property
    def definition(self) -> str:
        """What the curator says that it is."""
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
        """What it is stated to be, in the terms of our ontology."""
        return [fact.value for fact in self._types() if not fact.concluded]

    @property
    def also(self) -> list[Fact]:
        """What it is concluded to be besides."""
        stated = {fact.other for fact in self._types() if not fact.concluded}
        return [fact for fact in self._types() if fact.concluded and fact.other not in stated]

    @property
    def classes(self) -> set[str]:
        """The names of the classes of our ontology that it is in."""
        return {fact.other.removeprefix(PREFIXES["bst"]) for fact in self._types()}

    @property
    def elsewhere(self) -> list[Cell]:
        """The same thing in other data: where, and the identifier that it has there."""
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
        """The first value of a property, in words; empty where there is none."""
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
    """Return what is recorded of a thing; ``None`` if nothing is."""
    found = [_fact(row, iri, row.iri("value")) for row in ask(opened, "things/facts_of", thing=iri)]
    return Head(iri, tuple(found)) if found else None


def facts_about(opened: Site, iri: str, query: str = "things/facts_about") -> list[Fact]:
    """Return the facts whose object is a thing: all of them, or those that a query with the same columns finds."""
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
