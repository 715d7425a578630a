"""The page of all facts of a thing, and what the pages of all kinds share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask import render_template, url_for

from graph.serialisation import RDF_FORMATS
from graph.vocabulary import BST, IRIS_RESOLVE, PREFIXES, RDF, RDFS, SKOS
from webui.reading.cells import Cell
from webui.reading.rows import ask, grouped
from webui.site import Site
from webui.things.asking import questions_about
from webui.things.citing import to_cite
from webui.things.statement_rows import Statement
from webui.things.thing_facts import Fact, Head, facts_about

_LIMIT = 400  # incoming facts on one page; the triples have them all

# Facts that repeat one that is shown, or that are meant for programs.
_HIDDEN = {
    term.value
    for term in (
        *(RDF.type, RDFS.label, SKOS.definition, BST.summary, BST.towards),
        *(BST.dateBasis, BST.hasVariant, BST.expressedIn, BST.attests, BST.nounPhrase),
    )
}
# The properties that come first; the others follow in alphabetical order.
_FIRST = (
    *(BST.statedBy, BST.statedAs, BST.heldBy, BST.saidOn, BST.earliest, BST.latest, BST.asOf, BST.saidOnBasis),
    *(BST.dateNote, BST.saidAt, BST.keyPhrase, BST.expresses, BST.inFavourOf, BST.conditionallyInFavourOf),
    *(BST.against, BST.uncommittedOn, BST.onCondition, BST.qualification, BST.explicitness, BST.confidence),
    *(BST.reading, BST.doubts, BST.attestedBy, BST.concerns),
)
_RANK = {term.value: rank for rank, term in enumerate(_FIRST)}


@dataclass(frozen=True)
class Group:
    """One property of a thing with its facts, one for each value."""

    property: Cell
    facts: tuple[Fact, ...]


def page(opened: Site, head: Head) -> str:
    """Return the page of all facts of a thing."""
    outgoing = sorted(head.facts, key=_rank)
    incoming = sorted(facts_about(opened, head.iri), key=_rank)
    ours = [fact for fact in outgoing if fact.predicate.startswith((PREFIXES["bst"], PREFIXES["skos"]))]
    return render_template(
        "things/generic.html",
        **common(opened, head),
        stated=_grouped(fact for fact in ours if not fact.concluded),
        concluded=_grouped(fact for fact in ours if fact.concluded),
        incoming_stated=_grouped(_spoken(incoming, concluded=False)),
        incoming_concluded=_grouped(_spoken(incoming, concluded=True)),
        others=_grouped((fact for fact in outgoing if fact not in ours), hidden=False),
    )


def common(opened: Site, head: Head, statement: Statement | None = None) -> dict[str, object]:
    """Return what the templates of all kinds need; ``statement`` is the thing if its page has read it already."""
    return {
        "head": head,
        "questions": questions_about(opened, head),
        "formats": tuple(RDF_FORMATS),
        "card": url_for("crawlers.thing_card", path=head.slug),
        "citation": to_cite(opened, head, statement),
        "permalink": url_for("things.thing", path=head.slug, _external=True),
        "redirected": IRIS_RESOLVE,
    }


def relations(opened: Site, head: Head) -> dict[str, list[Cell]]:
    """Return the things related to this one, by the words for the relation (see ``relations.rq``)."""
    return grouped((row.text("words"), row.cell("other")) for row in ask(opened, "things/relations", thing=head.iri))


def _rank(fact: Fact) -> int:
    return _RANK.get(fact.predicate, len(_RANK))


def _spoken(incoming: list[Fact], *, concluded: bool) -> list[Fact]:
    found = [
        fact
        for fact in incoming
        if fact.concluded == concluded and fact.predicate.startswith(PREFIXES["bst"]) and fact.other
    ]
    return found[:_LIMIT]


def _grouped(found: Iterable[Fact], *, hidden: bool = True) -> list[Group]:
    groups: dict[Cell, dict[Cell, Fact]] = {}
    for fact in found:
        if not (hidden and fact.predicate in _HIDDEN):
            groups.setdefault(fact.property, {}).setdefault(fact.value, fact)
    return [Group(name, tuple(values.values())) for name, values in groups.items()]
