"""The matrix of actors and measures: who takes which stance on what, and who is silent."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import product

from flask import url_for

from graph.dates import month_or_day
from webui.pictures.choices import Choice
from webui.pictures.positions import GROUNDS, SHORT, STANCES, Positions, Stance, note_of, qualities

_ORDER = list(STANCES)


@dataclass(frozen=True)
class Mark:
    """One stance in a cell, with its evidence."""

    stance: str
    via: tuple[str, ...]  # the labels of the measures it is concluded from; empty if stated
    behind: tuple[Stance, ...]  # what it rests on, all on one ground
    statements: tuple[str, ...]
    href: str
    later: bool = False  # whether it was taken after every other stance in its cell, as far as dates say for certain

    @property
    def newest(self) -> Stance:
        """The last of what it rests on."""
        return max(self.behind, key=lambda stance: (stance.by, stance.since))

    @property
    def when(self) -> str:
        """The day or the month of the last of what it rests on."""
        return month_or_day(self.newest.on, self.newest.earliest, self.newest.latest)

    @property
    def holder(self) -> str:
        """Who says it from an office, in the row of what that office represents; empty if the actor itself does."""
        return self.behind[0].holder

    @property
    def word(self) -> str:
        """The short word for a narrow column."""
        return SHORT[self.stance]

    @property
    def ground(self) -> str:
        """What it rests on; see :attr:`~webui.pictures.positions.Stance.ground`."""
        return self.behind[0].ground

    @property
    def implied(self) -> bool:
        """Whether no statement expresses it explicitly."""
        return bool(qualities(self.behind)["implied"])

    @property
    def flag(self) -> str:
        """The word that stands beside a stance that does not rest on the actor's own words, or is not sure."""
        return {"ascribed": "said of", "unsure": "unsure"}.get(self.ground, "")

    @property
    def note(self) -> str:
        """What qualifies the word; see :func:`~webui.pictures.positions.note_of`; and in how many statements."""
        notes = [note_of(self.behind)]
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
    hidden_measures: int = 0  # with fewer actors than were asked for
    hidden_actors: int = 0  # who speak only of these

    @property
    def counts(self) -> dict[str, int]:
        """The number of marks of each stance in own words, of those on each other ground, and of silent cells."""
        marks = [mark for line in self.lines for cell in line.marks.values() for mark in cell]
        own = Counter(mark.stance for mark in marks if mark.ground == "own")
        other = Counter(mark.ground for mark in marks)
        return (
            {stance: own[stance] for stance in _ORDER}
            | {ground: other[ground] for ground in GROUNDS if ground != "own"}
            | {"silent": sum(line.silent for line in self.lines)}
        )


def matrix(facts: Positions, chosen: Choice) -> Matrix:
    """Return the matrix of the chosen stances and of those concluded from them.

    Actors without a mark and measures without a stated stance are not shown.
    """
    stated = list(chosen.of(facts))
    every = [*stated, *facts.concluded(stated)]
    possible = _columns(facts, chosen, every)
    columns = {
        measure: facts.labels[measure]
        for measure, speakers in possible.items()
        if speakers >= chosen.least or measure == chosen.measure
    }
    cells: dict[tuple[str, str], list[Stance]] = defaultdict(list)
    actors: dict[str, set[str]] = defaultdict(set)
    for stance in every:
        if stance.measure in columns:
            cells[stance.actor, stance.measure].append(stance)
            actors[stance.actor].add(stance.measure)
    order = sorted(actors, key=lambda actor: (-len(actors[actor]), facts.labels[actor].casefold()))
    return Matrix(
        columns,
        tuple(_line(actor, facts.labels[actor], columns, cells) for actor in order),
        len(possible) - len(columns),
        len({stance.actor for stance in every if stance.measure in possible} - set(actors)),
    )


def _columns(facts: Positions, chosen: Choice, stances: Iterable[Stance]) -> dict[str, int]:
    """The measures that may be shown with the number of actors that speak of each, those with most first."""
    speakers: dict[str, set[str]] = defaultdict(set)
    for stance in stances:
        speakers[stance.measure] |= set() if stance.via else {stance.actor}
    allowed = chosen.columns(facts)
    order = sorted(speakers, key=lambda measure: (-len(speakers[measure]), facts.labels[measure].casefold()))
    return {
        measure: len(speakers[measure])
        for measure in order
        if (speakers[measure] or measure == chosen.measure) and (allowed is None or measure in allowed)
    }


def _line(actor: str, label: str, columns: dict[str, str], cells: dict[tuple[str, str], list[Stance]]) -> Line:
    marks = {measure: _marks(cells[actor, measure]) for measure in columns if (actor, measure) in cells}
    return Line(actor, label, marks, len(columns) - len(marks))


def _marks(stances: list[Stance]) -> tuple[Mark, ...]:
    """The marks of a cell, one for each stance, ground and holder, those in the actor's own words first.

    So what is ascribed never passes for own words, nor what is unsure for what is sure, nor the words of an
    office-holder for those of the state. On one ground stated stances replace concluded ones.
    """
    marks = []
    holders = sorted({stance.holder for stance in stances})
    for holder, ground, name in product(holders, GROUNDS, _ORDER):
        behind = [
            stance for stance in stances if (stance.holder, stance.ground, stance.stance) == (holder, ground, name)
        ]
        behind = [stance for stance in behind if not stance.via] or behind
        if behind:
            statements = tuple(sorted({stance.statement for stance in behind}))
            marks.append(
                Mark(
                    stance=name,
                    via=tuple(sorted({stance.via for stance in behind if stance.via})),
                    behind=tuple(behind),
                    statements=statements,
                    href=evidence(behind[0].speaker or behind[0].actor, behind[0].measure, statements),
                )
            )
    return tuple(replace(mark, later=_later(mark, [other for other in marks if other is not mark])) for mark in marks)


def _later(mark: Mark, others: Sequence[Mark]) -> bool:
    """Whether a stance is another than all others of its cell and was taken after each of them for certain."""
    return bool(others) and all(
        other.stance != mark.stance and "" < other.newest.by < mark.newest.since for other in others
    )


def evidence(actor: str, measure: str, statements: Iterable[str]) -> str:
    """Return the address of the evidence of a stance: its only statement, or the page of stances."""
    statement, *others = statements
    if not others:
        return url_for("things.thing", path=statement)
    return url_for("stance.stance", actor=actor, measure=measure)
