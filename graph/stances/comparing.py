"""Actors side by side, or one actor at two days: where they agree, on which terms, where they differ, who is silent.

Each cell is the answer of :func:`~graph.stances.weighing.weigh`. Counted are only sure positions in the actor's own
words that have not been given up and, where they are asked for, those of the people and bodies that speak for it. What
others ascribe, what is unsure and what is doubted is shown and not counted; silence is none of these.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from pyoxigraph import NamedNode

from graph.engine import Engine, Value
from graph.stance_table import AGAINST, ON_CONDITION, UNCOMMITTED
from graph.stances.findings import Answer, Bearing, Finding, Said, Stance
from graph.stances.record import Record
from graph.stances.weighing import bearings_on, weigh
from graph.vocabulary import BST

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

    ``perhaps`` are positions that may have been taken by the column's day, or later. ``mentions`` are the statements
    that speak of the measure without position or doubt. ``leaders`` says whether those who speak for the actor count.
    """

    column: Column
    stance: Stance
    perhaps: tuple[Finding, ...]
    mentions: tuple[Said, ...]
    leaders: bool

    @property
    def counted(self) -> tuple[Finding, ...]:
        """The positions that the comparison counts."""
        own = () if self.stance.answer in _NOT_COUNTED else self.stance.basis
        spoken_for = (each for each in self.stance.on_behalf if each not in self.stance.earlier)
        return (*own, *(spoken_for if self.leaders else ()))

    @property
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
    def terms(self) -> Terms:
        """The terms of the counted positions."""
        itself = [each for each in self.counted if each.bearing == Bearing.SAME]
        best = itself or self.counted
        named = frozenset(frozenset(each.conditions) for each in best if each.conditions)
        free = [each for each in best if each.side != ON_CONDITION]
        plain = any(not each.qualification for each in free)
        return Terms(
            named,
            frozenset() if plain else frozenset(each.qualification for each in best if each.qualification),
            frozenset() if itself else frozenset(each.measure for each in best if each.side != AGAINST),
            bool(named and free),
        )

    @property
    def is_implied(self) -> bool:
        """Whether no counted position was said explicitly."""
        return bool(self.counted) and not any(each.is_explicit for each in self.counted)

    @property
    def speakers(self) -> tuple[NamedNode, ...]:
        """Those through whom alone the actor takes its position; empty if there are words of its own."""
        if any(each in self.stance.findings for each in self.counted):
            return ()
        return tuple(dict.fromkeys(each.said.speaker for each in self.counted))

    @property
    def is_silent(self) -> bool:
        """Whether nothing at all is on record on the measure."""
        return not (self.shown or self.stance.doubts or self.mentions or self.perhaps)


_SIDES = {AGAINST: Side.AGAINST, UNCOMMITTED: Side.OPEN}


def _ground(finding: Finding) -> tuple[object, ...]:
    return finding.said.speaker, finding.side, finding.is_own, finding.is_sure


@dataclass(frozen=True)
class Row:
    """One measure, with a cell for each column; ``topic`` is that of the measure, if it has one."""

    measure: NamedNode
    topic: NamedNode | None
    cells: tuple[Cell, ...]

    @property
    def taking(self) -> tuple[Cell, ...]:
        """The cells with a counted position."""
        return tuple(cell for cell in self.cells if cell.side != Side.NONE)

    @property
    def has_position(self) -> bool:
        """Whether any cell shows a position, counted or not."""
        return any(cell.shown for cell in self.cells)

    @property
    def outcome(self) -> Outcome:
        """How the counted positions compare; one of an actor that was given up by a later day is a difference."""
        taking = self.taking
        sides = {cell.side for cell in taking}
        if len(taking) == 1 and self.cells[-1].stance.answer == Answer.GIVEN_UP and self.is_of_one_actor:
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

    def of(self, *outcomes: Outcome) -> list[Row]:
        """Return the rows with one of these outcomes."""
        return [row for row in self.rows if row.outcome in outcomes]


class Comparer:
    """Compares over one engine; keeps the records that it has read."""

    def __init__(self, engine: Engine, record: Callable[[NamedNode], Record]) -> None:
        self._engine = engine
        self._record = record
        self._bearings: dict[NamedNode, Mapping[Value, Bearing]] = {}

    def compare(
        self, columns: Sequence[Column], *, leaders: bool = False, only: Callable[[NamedNode], bool] = lambda _: True
    ) -> Comparison:
        """Return the columns side by side on every measure for which ``only`` holds, and on which any has anything.

        A measure is shown where a position, doubt or mention is of itself, or where two columns take one side from
        different others.
        """
        records = [self._record(column.actor) for column in columns]
        known = [
            (record.until(column.until), record.uncertain(column.until)) if column.until else (record, None)
            for record, column in zip(records, columns, strict=True)
        ]
        stated = {measure for record, _ in known for measure in _spoken_of(record, leaders)}
        related = {other for measure in stated for other in self._passing(measure)} - stated

        def row(measure: NamedNode) -> Row:
            cells = (
                self._cell(column, certain, unsure, measure, leaders)
                for column, (certain, unsure) in zip(columns, known, strict=True)
            )
            topics = (quad.object for quad in self._engine.quads(measure, BST.topic, None))
            topic = next((each for each in topics if isinstance(each, NamedNode)), None)
            return Row(measure, topic, tuple(cells))

        rows = [row(measure) for measure in sorted(stated, key=str) if only(measure)]
        common = (row(measure) for measure in sorted(related, key=str) if only(measure))
        return Comparison(tuple(columns), (*rows, *(each for each in common if _is_common_ground(each))), leaders)

    def _bearings_on(self, measure: NamedNode) -> Mapping[Value, Bearing]:
        if measure not in self._bearings:
            self._bearings[measure] = bearings_on(self._engine, measure)
        return self._bearings[measure]

    def _passing(self, measure: NamedNode) -> list[NamedNode]:
        """The measures to which a position on this one may lead."""
        leading = (Bearing.GENERAL, Bearing.VARIANT)
        found = self._bearings_on(measure).items()
        return [other for other, bearing in found if bearing in leading and isinstance(other, NamedNode)]

    def _cell(self, column: Column, known: Record, uncertain: Record | None, measure: NamedNode, leaders: bool) -> Cell:
        bearings = self._bearings_on(measure)
        stance = weigh(known, measure, bearings)
        perhaps: list[Finding] = []
        if uncertain is not None:
            later = weigh(uncertain, measure, bearings)
            ending = [each for each in later.near if any(each.ends(one) for one in stance.findings)]
            perhaps = [*later.findings, *ending, *(later.on_behalf if leaders else ())]
        told = {each.said.statement for each in (*stance.findings, *perhaps)}
        told |= {said.statement for said in stance.doubts}
        mentions = dict.fromkeys(each.said for each in known.mentions if each.measure == measure)
        return Cell(
            column,
            stance,
            tuple(perhaps),
            tuple(said for said in mentions if said.statement not in told),
            leaders,
        )


def _spoken_of(record: Record, leaders: bool) -> Iterable[NamedNode]:
    yield from (each.measure for each in record.own)
    yield from (each.measure for each in record.on_behalf if leaders)
    yield from (each.measure for each in (*record.doubts, *record.mentions))


def _is_common_ground(row: Row) -> bool:
    """Whether several actors take a side on a measure of which none of them speaks, by way of different others."""
    grounds = {frozenset(each.measure for each in cell.counted) for cell in row.taking}
    return len(row.taking) > 1 and len(grounds) > 1 and not row.is_of_one_actor
