"""What the search can find: everything with a page, with its names and texts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

from graph.dates import short_dated
from graph.vocabulary import BST, SKOS
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
    "figure": "Figures",
    "office": "Offices",
    "place": "Places",
    "component": "Parts of guarantees",
    "term": "Terms",
}
_PERSON = "Person"
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
    ``phrase`` is its name inside a sentence, ``page`` the IRI whose page it leads to if that is not its own.
    """

    kind: str
    key: str
    title: str
    names: tuple[str, ...]
    prose: tuple[str, ...] = ()
    detail: str = ""
    mentions: int = 0
    phrase: str = ""
    page: str = ""
    person: bool = False


def entries(opened: Site) -> list[Entry]:
    """Return everything that can be found, without repetition."""
    texts = ask(opened, "search/texts")
    aliases, definitions, phrases = (
        grouped((row.iri("thing"), row.text("text")) for row in texts if row.iri("property") == name.value)
        for name in (SKOS.altLabel, SKOS.definition, BST.nounPhrase)
    )
    mentions = {row.iri("thing"): row.number("count") for row in ask(opened, "search/mentions")}
    things = list(_things(opened, aliases, definitions, mentions))
    names = {thing.key: thing.names for thing in things}
    ties = grouped((row.iri("thing"), row.iri("other")) for row in ask(opened, "search/ties"))
    found = []
    for thing in things:
        others = tuple(name for other in ties.get(thing.key, ()) for name in names.get(other, ()))
        phrase = next(iter(phrases.get(thing.key, ())), thing.title)
        found.append(replace(thing, prose=(*thing.prose, *others), phrase=phrase))
    return [
        *found,
        *_statements(opened, aliases),
        *_figures(opened),
        *_questions(opened, things),
        *_terms(opened, definitions),
    ]


def _things(
    opened: Site, aliases: dict[str, list[str]], definitions: dict[str, list[str]], mentions: dict[str, int]
) -> Iterator[Entry]:
    kinds: dict[str, set[str]] = {}
    labels: dict[str, str] = {}
    people: set[str] = set()
    for row in ask(opened, "search/things"):
        if row.data("class") == _PERSON:
            people.add(row.iri("thing"))
            continue
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
            person=thing in people,
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


def _figures(opened: Site) -> Iterator[Entry]:
    for figure, rows in grouped((row.iri("figure"), row) for row in ask(opened, "search/figures")).items():
        row = rows[0]
        given = ", ".join(filter(None, (row.text("ofLabel"), row.text("asOf"))))
        detail = [given, row.text("actorLabel"), "flagged: something is off in the source" if row.iri("flag") else ""]
        yield Entry(
            kind="figure",
            key=figure,
            title=f"{row.text('label')}: {row.text('form')}",
            names=(f"{row.text('label')}: {row.text('form')}",),
            prose=(*detail, row.text("unit"), *_spellings(row.text("value"))),
            detail=" · ".join(filter(None, detail)),
            page=row.iri("statement"),
        )


def _spellings(value: str) -> Iterator[str]:
    """The ways in which somebody may type a number: ``230000000000``, ``230 billion``, ``230bn``."""
    yield value
    try:
        number = Decimal(value)
    except InvalidOperation:
        return
    for size, words in ((10**9, ("billion", "bn")), (10**6, ("million", "m"))):
        if number >= size:
            short = format((number / size).normalize(), "f")
            yield from (f"{short} {words[0]}", f"{short}{words[1]}")
            return


def _questions(opened: Site, things: Sequence[Entry]) -> Iterator[Entry]:
    """The questions; what a title or description names may be called by its other names, too."""
    named = [thing for thing in things if thing.kind == "actor" and len(thing.names) > 1]
    for question in opened.questions:
        text = f"{question.title} {question.description}"
        others = tuple(name for thing in named if thing.title in text for name in thing.names[1:])
        yield Entry(
            kind="question",
            key=question.slug,
            title=question.title,
            names=(question.title,),
            prose=(question.description, *others),
            detail=question.theme,
        )


def _terms(opened: Site, definitions: dict[str, list[str]]) -> Iterator[Entry]:
    for thing, label in {row.iri("term"): row.text("label") for row in ask(opened, "reading/terms")}.items():
        prose = definitions[thing]
        yield Entry("term", thing, label, (label,), tuple(prose), prose[0])
