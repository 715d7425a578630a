"""The glossary below an answer: the terms that it shows, with their definitions from the ontology."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from graph.vocabulary import BST
from webui.reading.cells import ATTRIBUTIONS, Answer, Evidence
from webui.reading.rows import ask
from webui.site import Site

# Columns that do not show a term, but stand for a property that needs a definition.
_COLUMNS = {
    "conditions": "onCondition",
    "condition": "onCondition",
    "qualification": "qualification",
    "reading": "reading",
    "relay": "relayedBy",
    "components": "hasComponent",
    "precedents": "modelledOn",
    "sourceForm": "sourceForm",
}
_SHOWN = {
    **ATTRIBUTIONS,
    BST.High.value: "high confidence",
    BST.Medium.value: "medium confidence",
    BST.Low.value: "low confidence",
}


@dataclass(frozen=True)
class Word:
    """One term of the ontology: the word of the pages, the ontology's label, its definition and its scope note."""

    shown: str
    label: str
    definition: str
    note: str


def all_words(opened: Site) -> Mapping[str, Word]:
    """Return every term of the ontology by its name; see :meth:`~webui.site.Site.cached`."""
    words = {}
    for row in ask(opened, "reading/terms"):
        label, definition, note = (row.text(column) for column in ("label", "definition", "note"))
        words[row.data("term")] = Word(_SHOWN.get(row.iri("term"), label), label, definition, note)
    return words


def words_of(opened: Site, answer: Answer) -> dict[str, Word]:
    """Return the glossary of an answer: the terms that it shows, by name, in alphabetical order of their words."""
    cells = [cell for row in answer.rows for cell in row.cells]
    shown = {cell.attribution_term if isinstance(cell, Evidence) else cell.term for cell in cells}
    shown |= {badge.term for row in answer.rows for badge in row.badges.values()}
    shown |= {row.evidence.attribution_term for row in answer.rows if row.evidence}
    shown |= {term for column, term in _COLUMNS.items() if column in answer.columns}
    known = opened.cached(all_words)
    found = {name: known[name] for name in shown if name in known}
    return dict(sorted(found.items(), key=lambda entry: (entry[1].shown, entry[0])))
