"""Leads from what an answer or a page shows to why it is concluded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from pyoxigraph import BlankNode, NamedNode, Triple

from graph.saved_queries import SavedQuestion
from graph.vocabulary import INFERRED_GRAPH
from webui.explain.why import why_address
from webui.reading.cells import Answer, Cell, Row, Term
from webui.reading.result import Result
from webui.site import site

_AT_ONCE = 500  # triples in one query


def concluded(triples: Iterable[Triple]) -> set[Triple]:
    """Return those of the triples that are among the conclusions."""
    asked = sorted({triple for triple in triples if not isinstance(triple.object, BlankNode)}, key=str)
    found: set[Triple] = set()
    for start in range(0, len(asked), _AT_ONCE):
        values = " ".join(f"({' '.join(map(str, triple))})" for triple in asked[start : start + _AT_ONCE])
        query = f"SELECT ?s ?p ?o WHERE {{ VALUES (?s ?p ?o) {{ {values} }} GRAPH <{INFERRED_GRAPH}> {{ ?s ?p ?o }} }}"
        found |= {Triple(row["s"], row["p"], row["o"]) for row in site().engine.select(query)}
    return found


def with_reasons(asked: SavedQuestion, shown: Answer, result: Result) -> Answer:
    """Return the answer with a way to the reason beside each cell whose row rests on a concluded fact."""
    if not asked.concluded:
        return shown
    rows = [{variable.value: row[variable.value] for variable in result.variables} for row in result]
    facts = [list(_facts(asked, row)) for row in rows]
    known = concluded(triple for row in facts for _, triple in row)
    addresses = [
        {beside: why_address(triple) for beside, triple in row if triple is not None and triple in known}
        for row in facts
    ]
    pairs = zip(shown.rows, addresses, strict=True)
    return replace(shown, rows=tuple(_with_reasons(row, shown.shown, found) for row, found in pairs))


def _facts(asked: SavedQuestion, row: Mapping[str, Term | None]) -> Iterator[tuple[str, Triple]]:
    """The facts of a row, each with the column that it is told of beside; none where a column of it is empty."""
    for fact in asked.concluded:
        words = (fact.subject, fact.predicate, fact.object)
        subject, predicate, value = (NamedNode(word) if ":" in word else row.get(word) for word in words)
        if isinstance(subject, NamedNode) and isinstance(predicate, NamedNode) and value is not None:
            yield fact.beside, Triple(subject, predicate, value)


def _with_reasons(row: Row, columns: tuple[str, ...], addresses: Mapping[str, str]) -> Row:
    cells = tuple(
        replace(cell, why=addresses[column]) if column in addresses and isinstance(cell, Cell) and cell.text else cell
        for column, cell in zip(columns, row.cells, strict=True)
    )
    return replace(row, cells=cells)
