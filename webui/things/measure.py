"""The page of a measure: who takes which stance, on what conditions, and how it is related to other measures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask import render_template

from graph.stance_table import AGAINST, IN_FAVOUR, ON_CONDITION, STANCES
from webui.reading.cells import Cell
from webui.reading.rows import ask, grouped
from webui.site import Site
from webui.things import generic
from webui.things.asking import pictures_of
from webui.things.statement_rows import Position, Statement, connected
from webui.things.thing_facts import Fact, Head, facts_about
from webui.things.variants import variants

# The concluded property, the kind of the stance, and the words for those who have not stated it themselves.
_CONCLUSIONS = (
    (IN_FAVOUR, "in favour, concluded from a more specific proposal"),
    (ON_CONDITION, "in favour on condition, concluded from a more specific proposal"),
    (AGAINST, "against, concluded from a more general proposal"),
)
_AS_OTHERS_SAY = "as others say: "


@dataclass(frozen=True)
class Terms:
    """On what terms a stance was taken, how clearly, how surely and by whom, and the statements to which that applies.

    ``ascribers`` are those who ascribe it; ``own`` is whether it is in the actor's own words.
    """

    conditions: tuple[Cell, ...]
    limit: str
    explicitness: str
    confidence: str
    own: bool
    ascribers: tuple[Cell, ...]
    statements: tuple[Statement, ...]


@dataclass(frozen=True)
class Voice:
    """An actor with all positions of one kind on the measure, each with its statement, in chronological order."""

    actor: Cell
    taken: tuple[tuple[Position, Statement], ...]

    @property
    def terms(self) -> list[Terms]:
        """The terms on which the actor has taken the stance, own words and those without a limit first."""
        found = grouped((_terms(position, statement), statement) for position, statement in self.taken)
        listed = [Terms(*terms, tuple(same)) for terms, same in found.items()]
        return sorted(listed, key=lambda terms: (not terms.own, bool(terms.limit)))

    @property
    def implied(self) -> bool:
        """Whether every statement only implies the stance."""
        return all(position.explicitness.text == "implied" for position, _ in self.taken)

    @property
    def ascribed(self) -> bool:
        """Whether only others ascribe the stance to the actor."""
        return all(statement.ascribed for _, statement in self.taken)

    @property
    def unsure(self) -> bool:
        """Whether every position was read with low confidence, or is ascribed where it was not."""
        return not self.ascribed and all(position.unsure or statement.ascribed for position, statement in self.taken)


@dataclass(frozen=True)
class Side:
    """All actors who take one stance on the measure."""

    kind: str
    word: str
    voices: tuple[Voice, ...]

    @property
    def weaker(self) -> int:
        """The number of voices without a sure position in own words."""
        return sum(voice.ascribed or voice.unsure for voice in self.voices)


def page(opened: Site, head: Head) -> str:
    """Return the page of a measure."""
    return render_template("things/measure.html", **content(opened, head))


def content(opened: Site, head: Head) -> dict[str, object]:
    """Return what the templates of measures and guarantees show."""
    found = connected(opened, head.iri)
    taking, doubting, speaking = (found.by(name) for name in ("towards", "doubts", "concerns"))
    listed = {statement.iri for statement in (*taking, *doubting)}
    others = [statement for statement in speaking if statement.iri not in listed]
    sides = _sides(taking, head.iri)
    heard = {position.holder_iri for each in taking for position in each.positions if position.measure_iri == head.iri}
    heard |= {statement.actor_iri for statement in (*doubting, *speaking)}
    conclusions = _conclusions(opened, head.iri, sides)
    heard |= {fact.subject for facts in conclusions.values() for fact in facts}
    speakers = opened.cached(_speakers)
    return {
        **generic.common(opened, head),
        "sides": sides,
        "doubting": doubting,
        "doubters": grouped((statement.actor, statement) for statement in doubting),
        "attributions": _attributions,
        "pictures": pictures_of("measure", head, "matrix", "network") if taking else [],
        "others": others,
        "silent": len(speakers - heard),
        "speakers": len(speakers),
        "conclusions": conclusions,
        "tree": opened.cached(variants).tree(head.iri),
        "relations": generic.relations(opened, head),
        "requires": _conditions(taking, lambda each: (head.iri == each.measure_iri, each.conditions)),
        "required_for": _conditions(
            found.by("onCondition"), lambda each: (head.iri in each.condition_iris, (each.measure,))
        ),
    }


def _sides(taking: Sequence[Statement], measure: str) -> list[Side]:
    """The sides, each with those first who state their stance explicitly and themselves."""
    found = grouped(
        (position.kind, (position, statement))
        for statement in taking
        for position in statement.positions
        if position.measure_iri == measure
    )
    sides = []
    for stance in STANCES:
        taken = found.get(stance.style, [])
        by_actor = grouped((position.holder, (position, statement)) for position, statement in taken)
        voices = [Voice(actor, tuple(own)) for actor, own in by_actor.items()]
        voices.sort(key=lambda voice: (voice.ascribed, voice.unsure, voice.implied, voice.actor.text.casefold()))
        sides.append(Side(stance.style, stance.label, tuple(voices)))
    return sides


def _attributions(statements: Sequence[Statement]) -> list[tuple[str, str]]:
    """How the passages of statements attribute them, as word and kind, without repetition."""
    return list(dict.fromkeys(found for statement in statements for found in statement.attributions))


def _conditions(
    listed: Sequence[Statement], of: Callable[[Position], tuple[bool, tuple[Cell, ...]]]
) -> dict[Cell, list[Cell]]:
    """The measures that are named as conditions, each with the actors who name it.

    ``of`` says whether a position counts, and for which measures.
    """
    pairs: dict[tuple[Cell, Cell], None] = {}
    for position in (position for statement in listed for position in statement.positions):
        wanted, measures = of(position)
        pairs |= {(measure, position.holder): None for measure in measures if wanted}
    return dict(sorted(grouped(pairs).items(), key=lambda each: each[0].text))


def _conclusions(opened: Site, iri: str, sides: Sequence[Side]) -> dict[str, list[Fact]]:
    """The concluded stances of actors who have not stated them for this measure itself, by the words for each."""
    spoken = {side.kind: {voice.actor.href for voice in side.voices} for side in sides}
    incoming = facts_about(opened, iri, "things/concluded_on_measure")
    return grouped(
        (prefix + words, fact)
        for name, prefix in (("conclusion", ""), ("ascription", _AS_OTHERS_SAY))
        for stance, words in _CONCLUSIONS
        for fact in incoming
        if fact.predicate == getattr(stance, name).value and fact.value.href not in spoken[stance.style]
    )


def _terms(position: Position, statement: Statement) -> tuple[tuple[Cell, ...], str, str, str, bool, tuple[Cell, ...]]:
    """The fields of :class:`Terms` before the statements."""
    ascribers = tuple(statement.relays) if statement.ascribed else ()
    how = position.explicitness.text, position.confidence.text
    return (position.conditions, position.qualification, *how, not statement.ascribed, ascribers)


def _speakers(opened: Site) -> frozenset[str]:
    """The IRIs of all actors with a statement."""
    return frozenset(row.iri("actor") for row in ask(opened, "things/speakers"))
