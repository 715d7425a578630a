"""The records of a comparison: columns, and for each measure a cell for each of them.

Each cell is the answer of :func:`~graph.stances.weighing.weigh`. Counted are only sure positions in the actor's own
words that have not been given up and, where they are asked for, those of the people and bodies that speak for it. What
others ascribe, what is unsure and what is doubted is shown and not counted; silence is none of these.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from pyoxigraph import NamedNode

from graph.stance_table import AGAINST, ON_CONDITION, UNCOMMITTED
from graph.stances.findings import Answer, Bearing, Finding, Said, Stance

_NOT_COUNTED = (Answer.ASCRIBED, Answer.UNSURE, Answer.GIVEN_UP)


class Side(Enum):
    """On which side of a measure an actor stands."""

    FOR = "for"
    AGAINST = "against"
    OPEN = "uncommitted"
    SEVERAL = "more than one"
    NONE = "none"


class Outcome(Enum):
    """How the positions on one measure compare, the most telling first."""

    DIFFERENT = "different"
    TERMS = "different-terms"
    SEVERAL = "more-than-one"
    SAME = "same"
    ONE = "only-one"
    NONE = "none"


@dataclass(frozen=True)
class Terms:
    """On what terms an actor is on its side; all empty where at least one passage names none.

    ``conditions`` holds a group for each statement that names some. ``forms`` are the more specific measures from which
    alone the position is concluded. ``in_places`` says that another statement names no condition.
    """

    conditions: frozenset[frozenset[NamedNode]] = frozenset()
    limits: frozenset[str] = frozenset()
    forms: frozenset[NamedNode] = frozenset()
    in_places: bool = False


@dataclass(frozen=True)
class Column:
    """One side of a comparison: an actor, by a day (an ISO date) if one is given."""

    actor: NamedNode
    until: str = ""


@dataclass(frozen=True)
class Cell:
    """What one column has on one measure.

    ``perhaps`` are positions that may have been taken by the column's day, or later. ``doubts`` and ``mentions`` are
    the statements that doubt the measure, and those that only speak of it. ``leaders`` says whether those who speak for
    the actor count.
    """

    column: Column
    stance: Stance
    perhaps: tuple[Finding, ...]
    doubts: tuple[Said, ...]
    mentions: tuple[Said, ...]
    leaders: bool

    @cached_property
    def counted(self) -> tuple[Finding, ...]:
        """The positions that the comparison counts."""
        own = () if self.stance.answer in _NOT_COUNTED else self.stance.basis
        spoken_for = (each for each in self.stance.on_behalf if each not in self.stance.earlier)
        return (*own, *(spoken_for if self.leaders else ()))

    @cached_property
    def shown(self) -> tuple[Finding, ...]:
        """Every position that answers, counted or not, and those that ended one, by date.

        On one ground and side, what was said of the measure itself replaces what is concluded from another.
        """
        found = [*self.stance.findings, *(self.stance.on_behalf if self.leaders else ())]
        ending = [each for each in self.stance.near if any(each.ends(one) for one in self.stance.earlier)]
        said = {_ground(each) for each in found if each.bearing == Bearing.SAME}
        listed = [each for each in found if each.bearing == Bearing.SAME or _ground(each) not in said]
        return tuple(sorted([*listed, *ending], key=lambda each: (each.said.day, each.position.value)))

    @property
    def side(self) -> Side:
        """The side of the counted positions."""
        sides = {_SIDES.get(each.side, Side.FOR) for each in self.counted}
        return Side.NONE if not sides else sides.pop() if len(sides) == 1 else Side.SEVERAL

    @property
    def ground(self) -> tuple[Finding, ...]:
        """The counted positions on the measure itself; where there are none, those from which it is concluded."""
        return tuple(each for each in self.counted if each.bearing == Bearing.SAME) or self.counted

    @cached_property
    def terms(self) -> Terms:
        """The terms of the position."""
        best = self.ground
        is_itself = any(each.bearing == Bearing.SAME for each in best)
        named = frozenset(frozenset(each.conditions) for each in best if each.conditions)
        free = [each for each in best if each.side != ON_CONDITION]
        plain = any(not each.qualification for each in free)
        return Terms(
            named,
            frozenset() if plain else frozenset(each.qualification for each in best if each.qualification),
            frozenset() if is_itself else frozenset(each.measure for each in best if each.side != AGAINST),
            bool(named and free),
        )

    @property
    def is_implied(self) -> bool:
        """Whether the position was never said explicitly."""
        return bool(self.ground) and not any(each.is_explicit for each in self.ground)

    @property
    def speakers(self) -> tuple[NamedNode, ...]:
        """Those through whom alone the actor takes its position; empty if there are words of its own."""
        if any(each in self.stance.findings for each in self.ground):
            return ()
        return tuple(dict.fromkeys(each.said.speaker for each in self.ground))

    @property
    def is_given_up(self) -> bool:
        """Whether every sure position in the actor's own words has been given up since."""
        return self.stance.answer == Answer.GIVEN_UP

    @property
    def is_perhaps_given_up(self) -> bool:
        """Whether a position that may be later than the column's day ends a counted one."""
        return any(each.ends(one) for each in self.perhaps for one in self.counted)

    @property
    def is_silent(self) -> bool:
        """Whether nothing at all is on record on the measure."""
        return not (self.shown or self.doubts or self.mentions or self.perhaps)


_SIDES = {AGAINST: Side.AGAINST, UNCOMMITTED: Side.OPEN}


def _ground(finding: Finding) -> tuple[object, ...]:
    return finding.said.speaker, finding.side, finding.is_own, finding.is_sure


@dataclass(frozen=True)
class Row:
    """One measure, with a cell for each column; ``topic`` is that of the measure, if it has one."""

    measure: NamedNode
    topic: NamedNode | None
    cells: tuple[Cell, ...]

    @cached_property
    def taking(self) -> tuple[Cell, ...]:
        """The cells with a counted position."""
        return tuple(cell for cell in self.cells if cell.side != Side.NONE)

    @property
    def has_position(self) -> bool:
        """Whether any cell shows a position, counted or not, or one that may be later."""
        return any(cell.shown or cell.perhaps for cell in self.cells)

    @cached_property
    def outcome(self) -> Outcome:
        """How the counted positions compare; one of an actor that was given up by a later day is a difference."""
        taking = self.taking
        sides = {cell.side for cell in taking}
        if self.is_of_one_actor and [cell.is_given_up for cell in self.cells] == [False, True]:
            return Outcome.DIFFERENT
        if len(taking) < 2:
            return Outcome.ONE if taking else Outcome.NONE
        if Side.SEVERAL in sides:
            return Outcome.SEVERAL
        if len(sides) > 1:
            return Outcome.DIFFERENT
        return Outcome.SAME if len({cell.terms for cell in taking}) == 1 else Outcome.TERMS

    @property
    def is_of_one_actor(self) -> bool:
        """Whether the columns are one actor at several days."""
        return len({cell.column.actor for cell in self.cells}) == 1


@dataclass(frozen=True)
class Comparison:
    """The columns, and the measures on which any of them has anything."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    leaders: bool

    @property
    def is_of_days(self) -> bool:
        """Whether it is one actor at several days."""
        return len({column.actor for column in self.columns}) < len(self.columns)

    @property
    def is_limited(self) -> bool:
        """Whether any column ends with a day."""
        return any(column.until for column in self.columns)

    def of(self, *outcomes: Outcome) -> list[Row]:
        """Return the rows with one of these outcomes."""
        return [row for row in self.rows if row.outcome in outcomes]
