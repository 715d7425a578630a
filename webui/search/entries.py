"""What the search can find: everything with a page, with its names and texts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from graph.dates import short_dated
from graph.vocabulary import SKOS
from webui.reading.rows import ask, grouped
from webui.site import Site

# The kinds of results and their headings; equally good results appear in this order.
KINDS = {
    "actor": "People, states and organisations",
    "guarantee": "Guarantees",
    "measure": "Measures",
    "question": "Questions",
    "event": "Events",
    "topic": "Topics",
    "document": "Documents",
    "statement": "Statements",
    "office": "Offices",
    "place": "Places",
    "component": "Parts of guarantees",
    "term": "Terms",
}
_CLASSES = {
    "Actor": "actor",
    "Guarantee": "guarantee",
    "Measure": "measure",
    "Event": "event",
    "Topic": "topic",
    "Document": "document",
    "Office": "office",
    "Place": "place",
    "GuaranteeComponent": "component",
}


@dataclass(frozen=True)
class Entry:
    """One thing that can be found.

    ``key`` is its IRI, or the slug of a question; ``names`` are its label and aliases, ``prose`` what else is said of
    it; ``detail`` is shown below the title, and ``mentions`` is the number of statements in which it comes up.
    """

    kind: str
    key: str
    title: str
    names: tuple[str, ...]
    prose: tuple[str, ...] = ()
    detail: str = ""
    mentions: int = 0


def entries(opened: Site) -> list[Entry]:
    """Return everything that can be found, without repetition."""
    texts = ask(opened, "search/texts")
    aliases, definitions = (
        grouped((row.iri("thing"), row.text("text")) for row in texts if row.iri("property") == name.value)
        for name in (SKOS.altLabel, SKOS.definition)
    )
    mentions = {row.iri("thing"): row.number("count") for row in ask(opened, "search/mentions")}
    things = list(_things(opened, aliases, definitions, mentions))
    return [*things, *_statements(opened, aliases), *_questions(opened), *_terms(opened, definitions)]


def _things(
    opened: Site, aliases: dict[str, list[str]], definitions: dict[str, list[str]], mentions: dict[str, int]
) -> Iterator[Entry]:
    kinds: dict[str, set[str]] = {}
    labels: dict[str, str] = {}
    for row in ask(opened, "search/things"):
        kinds.setdefault(row.iri("thing"), set()).add(_CLASSES[row.data("class")])
        labels.setdefault(row.iri("thing"), row.text("label"))
    for thing, label in labels.items():
        also = aliases.get(thing, [])
        prose = definitions.get(thing, [])
        yield Entry(
            kind=min(kinds[thing], key=list(KINDS).index),  # a guarantee is a measure too
            key=thing,
            title=label,
            names=(label, *also),
            prose=tuple(prose),
            detail=prose[0] if prose else ", ".join(also),
            mentions=mentions.get(thing, 0),
        )


def _statements(opened: Site, aliases: dict[str, list[str]]) -> Iterator[Entry]:
    found: set[str] = set()
    for row in ask(opened, "search/statements"):
        if row.iri("thing") in found:
            continue
        found.add(row.iri("thing"))
        when = short_dated(row.text("saidOn"), row.text("earliest"), row.text("latest"))
        phrase = row.text("phrase")
        yield Entry(
            kind="statement",
            key=row.iri("thing"),
            title=row.text("summary"),
            names=(),
            prose=(row.text("summary"), phrase, row.text("actorLabel"), *aliases.get(row.iri("actor"), [])),
            detail=f"{row.text('actorLabel')}, {when}" + (f": “{phrase}”" if phrase else ""),
        )


def _questions(opened: Site) -> Iterator[Entry]:
    for question in opened.questions:
        yield Entry(
            kind="question",
            key=question.slug,
            title=question.title,
            names=(question.title,),
            prose=(question.description,),
            detail=question.theme,
        )


def _terms(opened: Site, definitions: dict[str, list[str]]) -> Iterator[Entry]:
    for thing, label in {row.iri("term"): row.text("label") for row in ask(opened, "reading/terms")}.items():
        prose = definitions[thing]
        yield Entry("term", thing, label, (label,), tuple(prose), prose[0])
