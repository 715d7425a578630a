"""The page of a measure: who is where on it, on what conditions, and how it hangs together with others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask import render_template

from graph.vocabulary import INFERRED_GRAPH, PREFIXES
from webui.reading.cells import Cell
from webui.reading.rows import ask, ask_of, grouped
from webui.site import Site, site
from webui.things import generic
from webui.things.statement_rows import STANCES, TAKES_POSITION_ON, Position, Statement, statements
from webui.things.thing_facts import Fact, Head, facts
from webui.things.variants import variants

_SPEAKERS = "SELECT DISTINCT ?actor WHERE { ?statement bst:statedBy ?actor }"
# Relations with other measures, from either end, and the words before them on the page.
_RELATIONS = """
SELECT DISTINCT ?words ?other ?otherLabel WHERE {
  { VALUES (?property ?words) {
      (bst:excludes "Is to happen even without") (bst:comprises "May take in") (bst:incompatibleWith "Cannot hold with")
      (bst:proposedBy "Put forward by") }
    $thing ?property ?other }
  UNION
  { VALUES (?property ?words) {
      (bst:excludes "Can be done without, in") (bst:comprises "May be a part of") (bst:modelledOn "Is the model for") }
    ?other ?property $thing }
  ?other rdfs:label ?otherLabel .
} ORDER BY ?words ?otherLabel
"""
_CONCLUDED = f"""
SELECT ?graph ?property ?propertyLabel ?value ?valueLabel WHERE {{
  VALUES ?property {{ bst:supports bst:conditionallySupports bst:opposes }}
  VALUES ?graph {{ <{INFERRED_GRAPH}> }}
  GRAPH ?graph {{ ?value ?property $thing }}
  ?property rdfs:label ?propertyLabel .
  ?value rdfs:label ?valueLabel .
}} ORDER BY ?property ?valueLabel ?value
"""
# Who is concluded to be where, and through which measures such a conclusion comes.
_CONCLUSIONS = (
    ("supports", "favour", "in favour, by way of a variant"),
    ("conditionallySupports", "condition", "in favour on condition, by way of a variant"),
    ("opposes", "against", "against, by way of what it is a variant of"),
)


@dataclass(frozen=True)
class Terms:
    """The conditions and the limit that go with a stance, and the statements that take it with just these."""

    conditions: tuple[Cell, ...]
    limit: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True)
class Voice:
    """An actor with every position of one kind on the measure, each with its statement, in the order of time."""

    actor: Cell
    taken: tuple[tuple[Position, Statement], ...]

    @property
    def terms(self) -> list[Terms]:
        """The terms on which the actor has taken the stance, those without a limit first."""
        found = grouped(
            ((position.conditions, position.qualification), statement) for position, statement in self.taken
        )
        listed = [Terms(conditions, limit, tuple(same)) for (conditions, limit), same in found.items()]
        return sorted(listed, key=lambda terms: bool(terms.limit))

    @property
    def implied(self) -> bool:
        """Whether no statement says the stance, and all only carry it."""
        return all(position.explicitness.text == "implied" for position, _ in self.taken)

    @property
    def ascribed(self) -> bool:
        """Whether it is only others who ascribe the stance."""
        return all(statement.ascribed for _, statement in self.taken)


@dataclass(frozen=True)
class Side:
    """Everybody who has taken one stance on the measure."""

    kind: str
    word: str
    voices: tuple[Voice, ...]


@dataclass(frozen=True)
class Condition:
    """A measure that some have named as a condition, and who."""

    measure: Cell
    by: tuple[Cell, ...]


def page(head: Head) -> str:
    """Return the page of a measure."""
    return render_template("things/measure.html", **content(head))


def content(head: Head) -> dict[str, object]:
    """Return what the template of a measure shows; that of a guarantee shows more."""
    taking = statements(f"?statement bst:expresses/{TAKES_POSITION_ON} $thing .", head.iri)
    doubting = statements("?statement bst:doubts $thing .", head.iri)
    naming = statements("?statement bst:expresses/bst:onCondition $thing .", head.iri)
    speaking = statements("?statement bst:concerns $thing .", head.iri)
    listed = {statement.iri for statement in (*taking, *doubting)}
    others = [statement for statement in speaking if statement.iri not in listed]
    sides = _sides(taking, head.iri)
    heard = {position.holder_iri for each in taking for position in each.positions if position.measure_iri == head.iri}
    heard |= {statement.actor_iri for statement in (*doubting, *speaking)}
    conclusions = _conclusions(head.iri, sides)
    heard |= {fact.subject for _, _, found in conclusions for fact in found}
    speakers = site().derive(_speakers)
    return {
        **generic.common(head),
        "sides": sides,
        "doubting": doubting,
        "others": others,
        "silent": len(speakers - heard),
        "speakers": len(speakers),
        "conclusions": conclusions,
        "tree": site().derive(variants).tree(head.iri),
        "relations": grouped((row.text("words"), row.cell("other")) for row in ask(_RELATIONS, head.iri)),
        "requires": _conditions(taking, lambda each: (head.iri == each.measure_iri, each.conditions)),
        "required_for": _conditions(naming, lambda each: (head.iri in each.condition_iris, (each.measure,))),
    }


def _sides(taking: Sequence[Statement], measure: str) -> list[Side]:
    """Every stance with its voices, those first who have said it in so many words."""
    found = grouped(
        (position.kind, (position, statement))
        for statement in taking
        for position in statement.positions
        if position.measure_iri == measure
    )
    sides = []
    for _, word, kind in STANCES:
        by_actor = grouped((position.holder, (position, statement)) for position, statement in found.get(kind, []))
        voices = [Voice(actor, tuple(taken)) for actor, taken in by_actor.items()]
        voices.sort(key=lambda voice: (voice.ascribed, voice.implied, voice.actor.text.casefold()))
        sides.append(Side(kind, word, tuple(voices)))
    return sides


def _conditions(
    listed: Sequence[Statement], of: Callable[[Position], tuple[bool, tuple[Cell, ...]]]
) -> list[Condition]:
    """Measures by the actors whose positions link them to this one; ``of`` says whether a position does, and which."""
    found: dict[Cell, dict[Cell, None]] = {}
    for statement in listed:
        for position in statement.positions:
            wanted, measures = of(position)
            for measure in measures if wanted else ():
                found.setdefault(measure, {})[position.holder] = None
    return [Condition(measure, tuple(by)) for measure, by in sorted(found.items(), key=lambda each: each[0].text)]


def _conclusions(iri: str, sides: Sequence[Side]) -> list[tuple[str, str, list[Fact]]]:
    """Who is concluded to be for or against without having spoken of this very measure, by stance."""
    spoken = {side.kind: {voice.actor.href for voice in side.voices} for side in sides}
    incoming = facts(_CONCLUDED, iri)
    found = []
    for name, kind, words in _CONCLUSIONS:
        new = [
            fact
            for fact in incoming
            if fact.predicate == PREFIXES["bst"] + name and fact.value.href not in spoken[kind]
        ]
        if new:
            found.append((kind, words, new))
    return found


def _speakers(opened: Site) -> frozenset[str]:
    """Everybody who says anything in these documents."""
    return frozenset(row.iri("actor") for row in ask_of(opened, _SPEAKERS))
