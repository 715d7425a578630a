"""The positions of an actor, by measure and at a glance."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graph.stance_table import STANCES
from graph.vocabulary import ID
from webui.reading.cells import Cell
from webui.reading.rows import grouped
from webui.things.statement_rows import Position, Statement


@dataclass(frozen=True)
class Taken:
    """A position, and the statement that expresses it."""

    position: Position
    statement: Statement

    @property
    def own(self) -> bool:
        """Whether it is in the actor's own words and read with more than low confidence."""
        return not (self.statement.ascribed or self.position.unsure)

    @property
    def notes(self) -> list[str]:
        """What must not be left out where the position is only named."""
        found = {"implied": self.position.explicitness.term == "Implied", "within a limit": self.position.qualification}
        return [words for words, holds in found.items() if holds]

    @property
    def weakness(self) -> tuple[bool, ...]:
        """What makes it weaker than others of its stance, the heaviest first."""
        return (
            self.statement.ascribed,
            self.position.unsure,
            self.position.explicitness.term == "Implied",
            bool(self.position.qualification),
        )


@dataclass(frozen=True)
class OnMeasure:
    """The positions on one measure. ``shown`` has one of each stance, on each condition and of each actor."""

    measure: Cell
    shown: tuple[Taken, ...]
    others: tuple[Taken, ...]

    @property
    def slug(self) -> str:
        """The slug of the measure."""
        return self.shown[0].position.measure_iri.removeprefix(ID)


@dataclass(frozen=True)
class Side:
    """The measures on which an actor takes one stance, each with its clearest position.

    ``own`` are those with a position in own words that is read with more than low confidence.
    """

    kind: str
    word: str
    own: tuple[Taken, ...]
    others: tuple[Taken, ...]


def positions_of(listed: Iterable[Statement]) -> list[Taken]:
    """Return the positions that statements take."""
    return [Taken(position, statement) for statement in listed for position in statement.positions]


def by_measure(taken: Iterable[Taken]) -> list[OnMeasure]:
    """Return positions by measure, the measure with most positions first."""
    groups = grouped((each.position.measure, each) for each in taken)
    listed = [_on_measure(measure, same) for measure, same in groups.items()]
    return sorted(listed, key=lambda each: (-len(each.shown) - len(each.others), each.measure.text.casefold()))


def at_a_glance(groups: Sequence[OnMeasure]) -> list[Side]:
    """Return the stances that positions take, each with its measures in alphabetical order."""
    alphabetical = sorted(groups, key=lambda group: group.measure.text.casefold())
    sides = []
    for stance in STANCES:
        clearest = [
            min(same, key=lambda each: each.weakness)
            for group in alphabetical
            if (same := [each for each in group.shown if each.position.kind == stance.style])
        ]
        own = tuple(each for each in clearest if each.own)
        if clearest:
            sides.append(Side(stance.style, stance.label, own, tuple(each for each in clearest if not each.own)))
    return sides


def _on_measure(measure: Cell, taken: list[Taken]) -> OnMeasure:
    """The positions on one measure, the clearest first."""
    listed = sorted(taken, key=lambda each: each.weakness)
    stances = grouped(((each.position.holder, each.position.kind, each.position.conditions), each) for each in listed)
    shown = tuple(same[0] for same in stances.values())
    return OnMeasure(measure, shown, tuple(each for each in listed if each not in shown))
