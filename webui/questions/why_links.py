"""Links from the cells of an answer to the explanation of the concluded facts that they rest on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from pyoxigraph import BlankNode, NamedNode, Triple

from graph.engine import Engine
from graph.saved_queries import SavedQuestion
from graph.vocabulary import INFERRED_GRAPH
from webui.explain.why import why_address
from webui.reading.cells import Answer, Cell, Row, by_statement
from webui.reading.result import Result, Term
from webui.site import Site

_AT_ONCE = 500  # triples in one query


def concluded(engine: Engine, triples: Iterable[Triple]) -> set[Triple]:
    """Return those of the triples that the build concluded."""
    wanted = sorted({triple for triple in triples if not isinstance(triple.object, BlankNode)}, key=str)
    found: set[Triple] = set()
    for start in range(0, len(wanted), _AT_ONCE):
        values = " ".join(f"({' '.join(map(str, triple))})" for triple in wanted[start : start + _AT_ONCE])
        query = f"SELECT ?s ?p ?o WHERE {{ VALUES (?s ?p ?o) {{ {values} }} GRAPH <{INFERRED_GRAPH}> {{ ?s ?p ?o }} }}"
        found |= {Triple(row["s"], row["p"], row["o"]) for row in engine.select(query)}
    return found


def with_why_links(opened: Site, question: SavedQuestion, shown: Answer, result: Result) -> Answer:
    """Return the answer with a link beside each cell whose row rests on a concluded fact."""
    if not question.concluded:
        return shown
    rows = [group[0] for group in by_statement(result)]
    facts = [list(_facts(question, row)) for row in rows]
    known = concluded(opened.engine, (triple for row in facts for _, triple in row))
    addresses = [
        {beside: why_address(triple) for beside, triple in row if triple is not None and triple in known}
        for row in facts
    ]
    pairs = zip(shown.rows, addresses, strict=True)
    return replace(shown, rows=tuple(_with_links(row, shown.shown, found) for row, found in pairs))


def _facts(question: SavedQuestion, row: Mapping[str, Term | None]) -> Iterator[tuple[str, Triple]]:
    """The facts of a row, without those of which a column is empty, each with the column that links to it."""
    for fact in question.concluded:
        parts = (fact.subject, fact.predicate, fact.object)
        subject, predicate, value = (NamedNode(part) if ":" in part else row.get(part) for part in parts)
        if isinstance(subject, NamedNode) and isinstance(predicate, NamedNode) and value is not None:
            yield fact.beside, Triple(subject, predicate, value)


def _with_links(row: Row, columns: tuple[str, ...], addresses: Mapping[str, str]) -> Row:
    cells = tuple(
        replace(cell, why=addresses[column]) if column in addresses and isinstance(cell, Cell) and cell.text else cell
        for column, cell in zip(columns, row.cells, strict=True)
    )
    return replace(row, cells=cells)
