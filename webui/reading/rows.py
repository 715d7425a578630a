"""How pages ask: a query in which ``$thing`` may stand for a thing, and rows of cells, words and IRIs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import url_for
from pyoxigraph import Literal, NamedNode, QuerySolutions

from graph.vocabulary import PREFIXES
from webui.reading.cells import Cell, Term, cell
from webui.site import Site, site

K = TypeVar("K")
V = TypeVar("V")

_PROLOGUE = "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in ("bst", "rdf", "rdfs", "skos", "xsd"))


@dataclass(frozen=True)
class Row:
    """One solution of a query."""

    values: Mapping[str, Term | None]

    def cell(self, column: str) -> Cell:
        """The value of a column as a page shows it, with the label of the column ``<column>Label``."""
        return cell(self.values, column)

    def iri(self, column: str) -> str:
        """The IRI in a column; empty where there is none."""
        term = self.values.get(column)
        return term.value if isinstance(term, NamedNode) else ""

    def text(self, column: str) -> str:
        """The words or the number in a column; empty where there are none."""
        term = self.values.get(column)
        return term.value if isinstance(term, Literal) else ""

    def number(self, column: str) -> int:
        """The whole number in a column; 0 where there is none."""
        return int(self.text(column) or 0)


def ask(query: str, iri: str) -> list[Row]:
    """Return the rows of a SELECT query about a thing; ``$thing`` in it is bound to ``iri``.

    The prefixes ``bst``, ``rdf``, ``rdfs``, ``skos`` and ``xsd`` are declared.
    """
    return ask_of(site(), query.replace("$thing", str(NamedNode(iri))))


def ask_of(opened: Site, query: str) -> list[Row]:
    """Return the rows of a SELECT query about everything, for what is derived from a site as a whole."""
    return rows(opened.engine.select(_PROLOGUE + query))


def rows(solutions: QuerySolutions) -> list[Row]:
    """Return the solutions of an answer as rows."""
    names = [variable.value for variable in solutions.variables]
    return [Row({name: solution[name] for name in names}) for solution in solutions]


def grouped(pairs: Iterable[tuple[K, V]]) -> dict[K, list[V]]:
    """Return the values by key, both in the order in which they come."""
    groups: dict[K, list[V]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return groups


def question_about(slug: str, parameter: str, thing: str) -> Cell | None:
    """Return the link to a saved question with a thing as its parameter; ``None`` if there is no such question."""
    question = site().question(slug)
    if question is None or parameter not in {each.name for each in question.parameters}:
        return None
    return Cell(question.title, url_for("questions.question", slug=slug, **dict[str, Any]({parameter: thing})))
