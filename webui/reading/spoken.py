"""Phrases of the graph's explanations, as cells that a page links."""

from __future__ import annotations

from graph.explain import Phrase
from webui.reading.cells import Cell, address


def spoken(words: Phrase) -> tuple[Cell, ...]:
    """Return a phrase as cells: each part with the address of the thing that it names, if it names one."""
    return tuple(Cell(part.text, address(part.iri) if part.iri else None) for part in words)
