"""An answer in words on the site, with its links, and the kind and office of an actor under each name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from flask import url_for
from pyoxigraph import Literal, NamedNode

from graph.answer_sentences import ActorKinds, AnswerWords, Kind, answer_words
from graph.saved_queries import Asked
from graph.vocabulary import ID
from webui.reading.cells import Answer, Cell, Row, by_statement, cells_of
from webui.reading.result import Result, Term
from webui.site import Site

# The columns that name an actor, with the suffix of the columns on the statement that the row rests on for it.
_ACTORS = {"actor": "", "other": "Other", "otherActor": "Other"}


@dataclass(frozen=True)
class AnswerText:
    """An answer in words as a page shows it: its sentences in cells, what they count, and where to read on."""

    cells: tuple[Cell, ...]
    text: str
    heading: str
    further: tuple[Cell, ...]


def answer_text(opened: Site, asked: Asked, result: Result | None = None) -> AnswerText:
    """Return the answer to a question in words; ``result`` is its answer, if it is at hand already.

    It needs a request, since it links the things that it names.
    """
    found = words_of_answer(opened, asked, result)
    further = {
        Cell(each.asked.question.title, _address(each.asked)): None for each in found.related if not each.actor
    } | {
        Cell(_stance_title(opened, each.actor, each.measure), _stance_address(each.actor, each.measure)): None
        for each in found.related
        if each.actor
    }
    return AnswerText(cells_of(found.words), found.text, found.heading, tuple(further))


def words_of_answer(opened: Site, asked: Asked, result: Result | None = None) -> AnswerWords:
    """Return the same without links; see :func:`graph.answer_sentences.answer_words`."""
    if result is None:
        result = Result.of(opened.engine.select(asked.query))
    questions = {question.slug: question for question in opened.questions}
    return answer_words(_kinds(opened), questions, asked, result.rows)


def with_kinds(opened: Site, shown: Answer, result: Result) -> Answer:
    """Return an answer with a line under each name of an actor: the office at the time, the affiliation, or the kind.

    A column in which every actor is of the same plain kind, such as states under the heading "State", stays as it is.
    """
    columns = {column: suffix for column, suffix in _ACTORS.items() if column in shown.shown}
    if not columns:
        return shown
    kinds = _kinds(opened)
    rows = [group[0] for group in by_statement(result)]
    kinds.look_up((), {actor for row in rows for column in columns if (actor := _iri(row, column)).startswith(ID)})
    offices = kinds.spoken_as(
        {iri for row in rows for suffix in columns.values() if (iri := _iri(row, f"statement{suffix}"))}
    )
    lines: dict[str, list[str]] = {
        column: [_line(kinds, offices, row, column, suffix) for row in rows] for column, suffix in columns.items()
    }
    plain = {kind.value for kind in Kind}
    lines = {column: found for column, found in lines.items() if len(set(found)) > 1 or not set(found) <= plain}
    return replace(
        shown,
        rows=tuple(
            _with_lines(row, shown.shown, {column: found[number] for column, found in lines.items()})
            for number, row in enumerate(shown.rows)
        ),
    )


def _line(
    kinds: ActorKinds, offices: Mapping[str, str], row: Mapping[str, Term | None], column: str, suffix: str
) -> str:
    actor = _iri(row, column)
    if not actor.startswith(ID):
        return ""
    on, earliest, latest = (_text(row, f"{name}{suffix}") for name in ("date", "earliest", "latest"))
    office = offices.get(_iri(row, f"statement{suffix}"), "")
    return kinds.described(actor, office, on or earliest or latest, on or latest)


def _with_lines(row: Row, columns: tuple[str, ...], lines: Mapping[str, str]) -> Row:
    cells = tuple(
        replace(cell, aside=lines[column]) if column in lines and isinstance(cell, Cell) else cell
        for column, cell in zip(columns, row.cells, strict=True)
    )
    return replace(row, cells=cells)


def actor_kinds(opened: Site) -> ActorKinds:
    """Return the names and kinds of the actors of a build; what was looked up is kept while the build is served."""
    return ActorKinds(opened.engine)


def _kinds(opened: Site) -> ActorKinds:
    return opened.cached(actor_kinds) if opened.build else ActorKinds(opened.engine)


def _address(asked: Asked) -> str:
    return url_for("questions.question", slug=asked.question.slug, **asked.short)  # type: ignore[arg-type]


def _stance_address(actor: str, measure: str) -> str:
    return url_for("stance.stance", actor=actor.removeprefix(ID), measure=measure.removeprefix(ID))


def _stance_title(opened: Site, actor: str, measure: str) -> str:
    kinds = _kinds(opened)
    return f"Does {kinds.name(actor)} support {kinds.name(measure)}?"


def _iri(row: Mapping[str, Term | None], column: str) -> str:
    term = row.get(column)
    return term.value if isinstance(term, NamedNode) else ""


def _text(row: Mapping[str, Term | None], column: str) -> str:
    term = row.get(column)
    return term.value if isinstance(term, Literal) else ""
