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

# By class: a saved question, the parameter that takes the thing, and the property that must lead to the thing from
# somewhere, so that there is something to answer.
_QUESTIONS = {
    "State": (("where-one-state-stands", "state", None),),
    "Actor": (
        ("positions-of-one-actor", "actor", BST.heldBy),
        ("what-one-actor-said", "actor", BST.statedBy),
        ("where-an-actor-stood", "actor", BST.heldBy),
        ("what-others-say-of-an-actor", "subject", BST.concerns),
    ),
    "Document": (("what-one-document-says", "document", BST.inDocument),),
    "Event": (("how-an-event-is-assessed", "event", BST.assesses),),
    "Measure": (
        ("positions-on-a-measure", "measure", BST.towards),
        ("what-is-said-of-a-measure", "measure", BST.concerns),
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
        Cell(question.titled({parameter: head.noun})[0], found.href)
        for kind in kinds
        for slug, parameter, asked_of in _QUESTIONS[kind]
        if asked_of is None or _leads_to(opened, asked_of, head)
        if (question := opened.question(slug)) and (found := question_about(opened, slug, parameter, head.slug))
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
