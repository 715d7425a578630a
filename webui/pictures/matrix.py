"""The matrix of actors and measures: who takes which stance on what, and who is silent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from flask import url_for

from webui.pictures.choices import Choice
from webui.pictures.positions import SHORT, STANCES, Positions, Stance

_ORDER = list(STANCES)


@dataclass(frozen=True)
class Mark:
    """One stance in a cell, with its evidence."""

    stance: str
    via: tuple[str, ...]  # the labels of the measures it is concluded from; empty if stated
    implied: bool  # whether no statement expresses it explicitly
    ascribed: bool  # whether others ascribe all its statements
    conditions: tuple[str, ...]
    statements: tuple[str, ...]
    href: str

    @property
    def word(self) -> str:
        """The short word for a narrow column."""
        return SHORT[self.stance]

    @property
    def note(self) -> str:
        """What qualifies the word: the condition, how clearly and by whom it was said, in how many statements."""
        notes = [f"on condition: {'; '.join(self.conditions)}"] if self.conditions else []
        notes += ["implied"] if self.implied else []
        notes += ["as others tell it"] if self.ascribed else []
        notes += [f"follows from {' and '.join(self.via)}"] if self.via else []
        count = len(self.statements)
        return ", ".join([*notes, f"{count} statements" if count > 1 else "1 statement"])


@dataclass(frozen=True)
class Line:
    """The row of an actor: the marks by measure, and the number of measures shown without a mark."""

    actor: str
    label: str
    marks: dict[str, tuple[Mark, ...]]
    silent: int


@dataclass(frozen=True)
class Matrix:
    """The picture: the labels of measures by slug, those with most actors first, and a line for each actor."""

    measures: dict[str, str]
    lines: tuple[Line, ...]

    @property
    def counts(self) -> dict[str, int]:
        """The number of marks of each stance, and of silent cells."""
        marks = [mark.stance for line in self.lines for cell in line.marks.values() for mark in cell]
        return {stance: marks.count(stance) for stance in _ORDER} | {"silent": sum(line.silent for line in self.lines)}


def matrix(facts: Positions, chosen: Choice) -> Matrix:
    """Return the matrix of the chosen stances and of those concluded from them.

    Actors without a mark and measures without a stated stance are not shown.
    """
    stated = list(chosen.of(facts))
    every = [*stated, *facts.concluded(stated)]
    columns = _columns(facts, chosen, every)
    cells: dict[tuple[str, str], list[Stance]] = defaultdict(list)
    actors: dict[str, set[str]] = defaultdict(set)
    for stance in every:
        if stance.measure in columns:
            cells[stance.actor, stance.measure].append(stance)
            actors[stance.actor].add(stance.measure)
    order = sorted(actors, key=lambda actor: (-len(actors[actor]), facts.labels[actor].casefold()))
    return Matrix(columns, tuple(_line(actor, facts.labels[actor], columns, cells) for actor in order))


def _columns(facts: Positions, chosen: Choice, stances: Iterable[Stance]) -> dict[str, str]:
    """The measures with enough actors, those with most first; the chosen one needs only a single mark."""
    speakers: dict[str, set[str]] = defaultdict(set)
    for stance in stances:
        speakers[stance.measure] |= set() if stance.via else {stance.actor}
    allowed = chosen.columns(facts)
    order = sorted(speakers, key=lambda measure: (-len(speakers[measure]), facts.labels[measure].casefold()))
    return {
        measure: facts.labels[measure]
        for measure in order
        if (len(speakers[measure]) >= chosen.least or measure == chosen.measure)
        and (allowed is None or measure in allowed)
    }


def _line(actor: str, label: str, columns: dict[str, str], cells: dict[tuple[str, str], list[Stance]]) -> Line:
    marks = {measure: _marks(cells[actor, measure]) for measure in columns if (actor, measure) in cells}
    return Line(actor, label, marks, len(columns) - len(marks))


def _marks(stances: list[Stance]) -> tuple[Mark, ...]:
    """The marks of a cell, one for each stance; stated stances replace concluded ones of the same kind."""
    marks = []
    for name in _ORDER:
        behind = [stance for stance in stances if stance.stance == name and not stance.via]
        behind = behind or [stance for stance in stances if stance.stance == name]
        if behind:
            statements = tuple(sorted({stance.statement for stance in behind}))
            marks.append(
                Mark(
                    stance=name,
                    via=tuple(sorted({stance.via for stance in behind if stance.via})),
                    implied=name != "doubts" and not any(stance.explicit for stance in behind),
                    ascribed=all(stance.ascribed for stance in behind),
                    conditions=tuple(sorted({word for stance in behind for word in stance.conditions})),
                    statements=statements,
                    href=evidence(behind[0].actor, behind[0].measure, statements),
                )
            )
    return tuple(marks)


def evidence(actor: str, measure: str, statements: Iterable[str]) -> str:
    """Return the address of the evidence of a stance: its only statement, or the page of stances."""
    statement, *others = statements
    if not others:
        return url_for("things.thing", path=statement)
    return url_for("stance.stance", actor=actor, measure=measure)
