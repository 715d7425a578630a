"""Turns the answer of an engine into what a page shows: cells with labels and links, evidence, dates in words."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from flask import url_for
from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolutions

from graph.dates import dated, day
from graph.explain import Phrase
from graph.saved_queries import PASSAGE_COLUMNS, SavedQuestion
from graph.vocabulary import BST, ID, PREFIXES, RDFS, SKOS, compact
from webui.reading.result import Result, Term
from webui.reading.sorting import SortKey, by_days, by_value
from webui.site import Site

# The words of the pages for an attribution; the glossary gives the ontology's label too.
ATTRIBUTIONS = {
    BST.DirectQuotation.value: "quoted",
    BST.ReportedSpeech.value: "reported",
    BST.OwnText.value: "own text",
    BST.CharacterisedByOther.value: "ascribed by another",
}

# Columns that are shown with the stance they limit, and how.
_NOTES = {"conditions": "condition", "qualification": "limit"}
# The same for how a second stance of a row was read; that of the first stands as a badge beside the evidence.
_READ = {"explicitness": "clearly", "confidence": "surely"}

# Columns that are shown as badges beside the evidence, because they say how it was read.
BADGES = ("explicitness", "confidence")

# Columns of days, each shown with the bounds of the day where it is not known; these have no columns of their own then.
_DAYS, _BOUNDS = ("date", "published"), ("earliest", "latest")

# The words for properties of other vocabularies, which the graph does not label.
_OTHER_WORDS = {
    SKOS.altLabel.value: "also known as",
    SKOS.exactMatch.value: "the same as",
    SKOS.closeMatch.value: "close to",
    SKOS.editorialNote.value: "note",
    SKOS.inScheme.value: "in the list",
}


_DOUBLE_QUOTED = re.compile('["“]([^"“”]*)["”]')


@dataclass(frozen=True)
class Note:
    """A condition or limit of a stance, always shown beside it; kind ``free`` says that no condition is stated."""

    kind: str
    text: str = ""


@dataclass(frozen=True)
class Cell:
    """The text of a cell and the address of its link, on this site or elsewhere; ``None`` without a link.

    ``term`` is the name of the ontology's term that the cell shows, if it shows one; ``why`` is the address of the page
    that says why it is concluded; ``sort`` is what a table is sorted by, ``aside`` small type under a name.
    """

    text: str
    href: str | None = None
    term: str = ""
    notes: tuple[Note, ...] = ()
    why: str = ""
    sort: SortKey = field(default=(), compare=False)
    aside: str = ""


@dataclass(frozen=True)
class Evidence:
    """The evidence of a row: the statement, and the passage of a document that attests it."""

    summary: Cell
    phrase: str
    document: Cell
    date: str
    attribution: str
    attribution_term: str
    relay: Cell | None
    sort: SortKey = field(default=(), compare=False)


@dataclass(frozen=True)
class Row:
    """One row of an answer: a cell for each heading, badges by column, and the evidence if there is a statement.

    ``further`` is the same statement in its other passages.
    """

    cells: tuple[Cell | Evidence, ...]
    badges: Mapping[str, Cell]
    evidence: Evidence | None
    further: tuple[Evidence, ...] = ()


@dataclass(frozen=True)
class Answer:
    """An answer as a page shows it; ``columns`` are all columns of the query that are not empty."""

    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    columns: frozenset[str]
    shown: tuple[str, ...] = ()  # the column of each heading


def answer(question: SavedQuestion, solutions: QuerySolutions | Result) -> Answer:
    """Return the rows of an answer as a page shows them."""
    names = [variable.value for variable in solutions.variables]
    grouped = by_statement(solutions)
    found = [group[0] for group in grouped]
    # Badges stand beside the evidence; without evidence they are ordinary columns.
    with_evidence = "statement" in question.evidence
    badges = [column for column in question.columns if column in BADGES and with_evidence]
    noted = [column for column in question.columns if _stance_beside(column, question.columns)]
    filled = frozenset(name for name in names if any(values[name] is not None for values in found))
    dated_by_bounds = _DAYS if filled.intersection(_BOUNDS) else ()
    columns = [
        column
        for column in question.columns
        if (column in filled or column in dated_by_bounds) and column not in badges and column not in noted
    ]
    columns = [column for column in columns if not _bound_of(column, columns)]
    return Answer(
        columns=filled,
        headings=tuple(question.columns[column] for column in columns),
        shown=tuple(columns),
        rows=tuple(
            Row(
                cells=tuple(_cell_or_evidence(values, column, noted) for column in columns),
                badges={name: cell(values, name) for name in badges if values.get(name)},
                evidence=_evidence(values) if with_evidence and values.get("statement") else None,
                further=tuple(_evidence(each) for each in further if with_evidence),
            )
            for values, *further in grouped
        ),
    )


def by_statement(solutions: QuerySolutions | Result) -> list[list[Mapping[str, Term | None]]]:
    """Return the solutions by column, those together that differ in the passage of their statement alone."""
    names = [variable.value for variable in solutions.variables]
    shared = [name for name in names if name not in PASSAGE_COLUMNS or "statement" not in names]
    found = solutions if isinstance(solutions, Result) else Result.of(solutions)
    groups: dict[tuple[Term | None, ...], list[Mapping[str, Term | None]]] = {}
    for row in found.rows:
        groups.setdefault(tuple(row[name] for name in shared), []).append(row)
    return list(groups.values())


def _stance_beside(column: str, columns: Collection[str]) -> str:
    """The stance column that a column of conditions or limits belongs to; empty if ``columns`` has none."""
    for name in (*_NOTES, *_READ):
        if column in BADGES:
            continue
        if column.startswith(name) and f"stance{column.removeprefix(name)}" in columns:
            return f"stance{column.removeprefix(name)}"
    return ""


def _bound_of(column: str, columns: Collection[str]) -> str:
    """The column of days that shows this bound of them too; empty if ``columns`` has none."""
    return next((name for name in _DAYS if column in _BOUNDS and name in columns), "")


def _cell_or_evidence(values: Mapping[str, Term | None], column: str, noted: Collection[str]) -> Cell | Evidence:
    """A column ``summaryX`` beside ``statementX`` is a second statement, shown with its own evidence."""
    suffix = column.removeprefix("summary")
    if column.startswith("summary") and suffix and values.get(f"statement{suffix}") is not None:
        return _evidence(values, suffix)
    if column in _DAYS:
        return _days(values, column)
    shown = cell(values, column)
    suffix = column.removeprefix("stance")
    if column.startswith("stance"):
        return replace(shown, notes=tuple(_notes(values, suffix, shown.term, noted)))
    return shown


def _days(values: Mapping[str, Term | None], column: str) -> Cell:
    """A day with its bounds, as the evidence shows it; empty where nothing is known of it."""
    days = [_text(values.get(name)) for name in (column, *_BOUNDS)]
    return Cell(dated(*days) if any(days) else "", sort=by_days(*days))


def _notes(values: Mapping[str, Term | None], suffix: str, stance: str, noted: Collection[str]) -> Iterator[Note]:
    if stance == "inFavourOf" and f"conditions{suffix}" in noted:
        yield Note("free")
    for name, kind in _NOTES.items():
        if f"{name}{suffix}" in noted and (text := _text(values.get(f"{name}{suffix}"))):
            yield Note(kind, text)
    for name, kind in _READ.items():
        if f"{name}{suffix}" in noted and (text := _text(values.get(f"{name}{suffix}Label"))):
            yield Note(kind, text)


def cell(values: Mapping[str, Term | None], column: str) -> Cell:
    """Return the cell of a column: an IRI is a link, with the text of the column ``<column>Label`` if there is one."""
    term, label = values.get(column), values.get(f"{column}Label")
    if term is None:
        return Cell("")
    if isinstance(term, NamedNode):
        words = label.value if isinstance(label, Literal) else _OTHER_WORDS.get(term.value, compact(term.value))
        name = term.value.removeprefix(PREFIXES["bst"])
        return Cell(words, address(term.value), name if name != term.value else "", sort=by_value(term, words))
    text = term.value if isinstance(term, Literal | BlankNode) else str(term)
    datatype = term.datatype.value.removeprefix(PREFIXES["xsd"]) if isinstance(term, Literal) else ""
    sort = by_value(term, text, _text(values.get("unit")))
    if datatype == "date":
        return Cell(day(text), sort=sort)
    return Cell(f"{Decimal(text):,f}" if datatype == "decimal" else text, sort=sort)


def address(iri: str) -> str | None:
    """Return the address of the page of an IRI: on this site if ours; ``None`` if not a web address."""
    if iri.startswith(ID):
        return url_for("things.thing", path=iri.removeprefix(ID))
    if iri.startswith(PREFIXES["bst"]):
        return url_for("ontology.ontology", _anchor=iri.removeprefix(PREFIXES["bst"]))
    return iri if iri.startswith(("http://", "https://")) else None


def cells_of(phrase: Phrase) -> tuple[Cell, ...]:
    """Return the parts of a phrase as cells; a part that names a thing has the address of its page."""
    return tuple(Cell(part.text, address(part.iri) if part.iri else None) for part in phrase)


def _evidence(values: Mapping[str, Term | None], suffix: str = "") -> Evidence:
    attribution = values.get(f"attribution{suffix}")
    kind = attribution.value if isinstance(attribution, NamedNode) else ""
    relay = cell(values, f"relay{suffix}")
    days = [_text(values.get(f"{name}{suffix}")) for name in ("date", "earliest", "latest")]
    return Evidence(
        summary=Cell(_text(values.get(f"summary{suffix}")), cell(values, f"statement{suffix}").href),
        phrase=within_quotes(_text(values.get(f"phrase{suffix}"))),
        document=cell(values, f"document{suffix}"),
        date=dated(*days),
        attribution=ATTRIBUTIONS.get(kind, _text(values.get(f"attribution{suffix}Label"))),
        attribution_term=kind.removeprefix(PREFIXES["bst"]),
        relay=relay if relay.text else None,
        sort=by_days(*days),
    )


def within_quotes(text: str) -> str:
    """Return a text as it stands inside double quotation marks: its own ones become single."""
    return _DOUBLE_QUOTED.sub("\u2018\\1\u2019", text)


def _text(term: Term | None) -> str:
    return term.value if isinstance(term, Literal | NamedNode) else ""


def noun_phrase_of(opened: Site, iri: str) -> str:
    """Return the name of a thing as it stands inside a sentence: "the United Kingdom"; without one, its label."""
    for quad in opened.engine.quads(NamedNode(iri), BST.nounPhrase, None, most=1):
        return str(getattr(quad.object, "value", quad.object))
    return label_of(opened, iri)


def label_of(opened: Site, iri: str) -> str:
    """Return the label of an IRI in the graph; without one, its prefixed name."""
    for quad in opened.engine.quads(NamedNode(iri), RDFS.label, None, most=1):
        return str(getattr(quad.object, "value", quad.object))
    return compact(iri)
