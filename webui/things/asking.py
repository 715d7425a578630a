"""What can be asked about a thing: the saved questions, stances and pictures that have it as their choice."""

from __future__ import annotations

from typing import Any

from flask import url_for
from pyoxigraph import NamedNode

from graph.vocabulary import BST
from webui.reading.cells import Cell
from webui.reading.rows import question_about
from webui.site import Site
from webui.things.thing_facts import Head

# By class: a saved question, the parameter that takes the thing, the words of the link with the name of the thing, and
# the property that must lead to the thing from somewhere, so that there is something to answer.
# The words hold for one and for several: an actor may be "experts".
_QUESTIONS = {
    "State": (("where-one-state-stands", "state", "Where {} stood, with leaders and offices, over time", None),),
    "Actor": (
        ("positions-of-one-actor", "actor", "Which positions {} took", BST.heldBy),
        ("what-one-actor-said", "actor", "What {} said, over time", BST.statedBy),
        ("where-an-actor-stood", "actor", "Where {} stood on a given day", BST.heldBy),
        ("what-others-say-of-an-actor", "subject", "What others say of {}", BST.concerns),
    ),
    "Document": (("what-one-document-says", "document", "What this document says, as a table", BST.inDocument),),
    "Event": (("how-an-event-is-assessed", "event", "How {} was judged", BST.assesses),),
    "Measure": (
        ("positions-on-a-measure", "measure", "Who takes which position on {}", BST.towards),
        ("what-is-said-of-a-measure", "measure", "Everything that is said about {}", BST.concerns),
    ),
}
# The parameter of the page of stances that takes an actor or a measure, and the text of the link.
_STANCES = {
    "Actor": ("actor", "Does this actor support a given measure?"),
    "Measure": ("measure", "Does a given actor support this measure?"),
}
_SPREADSHEETS = (
    ("positions-of-one-actor", "Positions (spreadsheet)"),
    ("what-one-actor-said", "Statements (spreadsheet)"),
)


def questions_about(opened: Site, head: Head) -> list[Cell]:
    """Return the links to the page of stances with a thing chosen, the saved questions about it, and the comparison."""
    kinds = [kind for kind in _QUESTIONS if kind in head.classes]
    asked = [
        Cell(words.format(head.noun), found.href)
        for kind in kinds
        for slug, parameter, words, asked_of in _QUESTIONS[kind]
        if asked_of is None or _leads_to(opened, asked_of, head)
        if (found := question_about(opened, slug, parameter, head.slug))
    ]
    stances = [
        Cell(words, url_for("stance.stance", **dict[str, Any]({parameter: head.slug})))
        for kind, (parameter, words) in _STANCES.items()
        if kind in head.classes
    ]
    if "Actor" not in head.classes or not _leads_to(opened, BST.heldBy, head):
        return stances + asked
    return [*stances, *asked, Cell(f"Compare {head.noun} with others", url_for("compare.compare", actor=head.slug))]


def spreadsheets(opened: Site, head: Head) -> list[Cell]:
    """Return the links to what is recorded of an actor as spreadsheets."""
    return [
        Cell(
            words,
            url_for("questions.question", slug=slug, suffix="csv", actor=head.slug, _shape="spreadsheet"),
        )
        for slug, words in _SPREADSHEETS
        if opened.question(slug)
    ]


def pictures_of(parameter: str, head: Head, *names: str) -> list[Cell]:
    """Return the links to the pictures with these names, narrowed to a thing; ``parameter`` is what takes it."""
    chosen = dict[str, Any]({parameter: head.slug})
    return [Cell(name.capitalize(), url_for(f"pictures.{name}_page", **chosen)) for name in names]


def _leads_to(opened: Site, relation: NamedNode, head: Head) -> bool:
    """Whether the property leads to the thing from anywhere."""
    return bool(opened.engine.quads(None, relation, NamedNode(head.iri), most=1))
