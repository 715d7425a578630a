"""The rows of a page query, whose values are read as cells, IRIs, text, data or numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any, TypeVar

from flask import url_for
from pyoxigraph import Literal, NamedNode, QuerySolutions

from graph.vocabulary import ID, PREFIXES
from webui.reading.cells import Cell, cell
from webui.reading.page_queries import page_query
from webui.reading.result import Term
from webui.site import Site

K = TypeVar("K")
T = TypeVar("T")
V = TypeVar("V")


@dataclass(frozen=True)
class Row:
    """One solution of a query."""

    values: Mapping[str, Term | None]

    def cell(self, column: str) -> Cell:
        """The cell of a column; see :func:`~webui.reading.cells.cell`."""
        return cell(self.values, column)

    def iri(self, column: str) -> str:
        """The IRI in a column, or an empty string."""
        term = self.values.get(column)
        return term.value if isinstance(term, NamedNode) else ""

    def text(self, column: str) -> str:
        """The text of the literal in a column, or an empty string."""
        term = self.values.get(column)
        return term.value if isinstance(term, Literal) else ""

    def data(self, column: str) -> str:
        """The value of a column as text for data: the slug of a thing, the name of a term, any other value in full."""
        term = self.values.get(column)
        return "" if term is None else str(getattr(term, "value", term)).removeprefix(ID).removeprefix(PREFIXES["bst"])

    def record(self, kind: type[T], **given: object) -> T:
        """Return a dataclass whose fields are ``given``, or else the :meth:`data` of the column with the same name.

        Column names are in camel case, field names in snake case.
        """
        names = (field.name for field in fields(kind) if field.name not in given)  # type: ignore[arg-type]
        return kind(**{name: self.data(camel_case(name)) for name in names}, **given)

    def number(self, column: str) -> int:
        """The integer in a column, or 0."""
        return int(self.text(column) or 0)


def ask(opened: Site, name: str, **iris: str) -> list[Row]:
    """Return the rows of a page query; see :func:`~webui.reading.page_queries.page_query`."""
    return rows(opened.engine.select(page_query(name, **iris)))


def answers(opened: Site, slug: str, values: Mapping[str, str] | None = None) -> list[Row]:
    """Return the rows of a saved question with these values; none if there is no such question."""
    question = opened.question(slug)
    return rows(opened.engine.select(question.bind(values or {}))) if question else []


def rows(solutions: QuerySolutions) -> list[Row]:
    """Return the solutions of an answer as rows."""
    names = [variable.value for variable in solutions.variables]
    return [Row({name: solution[name] for name in names}) for solution in solutions]


def camel_case(name: str) -> str:
    """Return ``sourceForm`` for ``source_form``."""
    return re.sub(r"_(\w)", lambda match: match[1].upper(), name)


def grouped(pairs: Iterable[tuple[K, V]]) -> dict[K, list[V]]:
    """Return the values by key; keys and values keep their order."""
    groups: dict[K, list[V]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return groups


def question_about(opened: Site, slug: str, parameter: str, thing: str) -> Cell | None:
    """Return the link to a saved question with a thing as its parameter; ``None`` if there is no such question."""
    question = opened.question(slug)
    if question is None or parameter not in {each.name for each in question.parameters}:
        return None
    return Cell(question.title, url_for("questions.question", slug=slug, **dict[str, Any]({parameter: thing})))
