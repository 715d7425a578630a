"""Compares actors, or one actor at two days: where they agree, on which terms, where they differ, who is silent."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from pyoxigraph import NamedNode

from graph.engine import Engine, Value
from graph.stances.comparison import Cell, Column, Comparison, Row
from graph.stances.findings import Bearing, Finding
from graph.stances.record import Record
from graph.stances.weighing import bearings_on, weigh
from graph.vocabulary import BST


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
        stated = {measure for pair in known for record in pair if record for measure in _spoken_of(record, leaders)}
        related = {other for measure in stated for other in self._passing(measure)} - stated

        def row(measure: NamedNode) -> Row:
            cells = (
                self._cell(column, certain, unsure, measure, leaders)
                for column, (certain, unsure) in zip(columns, known, strict=True)
            )
            topics = (quad.object for quad in self._engine.quads(measure, BST.topic, None))
            topic = next((each for each in topics if isinstance(each, NamedNode)), None)
            return Row(measure, topic, tuple(cells))

        rows = [row(measure) for measure in stated if only(measure)]
        rows = [each for each in rows if not all(cell.is_silent for cell in each.cells)]
        rows.sort(key=lambda each: (-len(each.taking), each.measure.value))
        common = [row(measure) for measure in sorted(related, key=str) if only(measure)]
        return Comparison(tuple(columns), (*rows, *filter(_is_common_ground, common)), leaders)

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
        doubted = (each.said for each in known.doubts_on_behalf if leaders and each.measure == measure)
        doubts = (*stance.doubts, *doubted)
        told = {each.said.statement for each in (*stance.findings, *perhaps)} | {said.statement for said in doubts}
        mentions = dict.fromkeys(each.said for each in known.mentions if each.measure == measure)
        return Cell(
            column,
            stance,
            tuple(perhaps),
            doubts,
            tuple(said for said in mentions if said.statement not in told),
            leaders,
        )


def _spoken_of(record: Record, leaders: bool) -> Iterable[NamedNode]:
    """The measures on which a record has anything of its own."""
    yield from (each.measure for each in record.own)
    yield from (each.measure for each in record.on_behalf if leaders)
    yield from (each.measure for each in (*record.doubts, *record.mentions))
    yield from (each.measure for each in record.doubts_on_behalf if leaders)


def _is_common_ground(row: Row) -> bool:
    """Whether several actors take a side on a measure of which none of them speaks, by way of different others."""
    grounds = {frozenset(each.measure for each in cell.counted) for cell in row.taking}
    return len(row.taking) > 1 and len(grounds) > 1 and not row.is_of_one_actor
