"""Axes for days and numbers, with places in percent of the width, so that drawings can be stretched."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from math import log10

_GAP = 4  # days: a longer time without any day divides the calendar into parts
_MOST_PARTS = 8  # with more, only longer times divide it
_SPACE = 4.0  # percent of the width between two parts
_MANY_TIMES = 50  # a greater ratio of the largest to the smallest value needs a logarithmic axis
_WORDS: tuple[tuple[int, str], ...] = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))


@dataclass(frozen=True)
class Part:
    """A run of days without a long gap, and its place."""

    first: date
    last: date
    x: float
    width: float

    def place(self, day: date, within: float = 0.5) -> float:
        """Return the place of a day: of its middle (``within`` 0.5), its beginning (0) or its end (1)."""
        return self.x + ((day - self.first).days + within) / ((self.last - self.first).days + 1) * self.width


@dataclass(frozen=True)
class Gap:
    """Days that the axis leaves out: from where to where it is broken, and how many they are."""

    start: float
    end: float
    days: int


@dataclass(frozen=True)
class Calendar:
    """A time axis without long gaps."""

    parts: tuple[Part, ...]

    @staticmethod
    def days(first: str, last: str) -> int:
        """Return the number of days from first to last, both included."""
        return (date.fromisoformat(last) - date.fromisoformat(first)).days + 1

    @classmethod
    def of(cls, days: Iterable[str]) -> Calendar:
        """Return the calendar of these days (ISO dates)."""
        known, gap = sorted({date.fromisoformat(day) for day in days}), _GAP
        runs = _runs(known, gap)
        while len(runs) > _MOST_PARTS:
            gap *= 2
            runs = _runs(known, gap)
        lengths = [(run[-1] - run[0]).days + 1 for run in runs]
        room = 100 - _SPACE * (len(runs) - 1)
        parts, x = [], 0.0
        for run, length in zip(runs, lengths, strict=True):
            width = room * length / sum(lengths)
            parts.append(Part(run[0], run[-1], x, width))
            x += width + _SPACE
        return cls(tuple(parts))

    def place(self, day: str, within: float = 0.5) -> float:
        """Return the place of a day; a day outside all parts has that of the gap before the next part."""
        value = date.fromisoformat(day)
        for part in self.parts:
            if value < part.first:
                return max(part.x - _SPACE / 2, 0.0)
            if value <= part.last:
                return part.place(value, within)
        return 100.0

    def holds(self, day: str) -> bool:
        """Whether a day lies within a part."""
        return any(part.first <= date.fromisoformat(day) <= part.last for part in self.parts)

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """What is left out between the parts."""
        return tuple(
            Gap(one.x + one.width, other.x, (other.first - one.last).days - 1)
            for one, other in zip(self.parts, self.parts[1:], strict=False)
        )

    @property
    def months(self) -> tuple[tuple[float, date], ...]:
        """The first day that is shown of each month in each part, with its place, if the month was not named before."""
        firsts: dict[tuple[int, int], tuple[float, date]] = {}
        for place, day in self.ticks:
            firsts.setdefault((day.year, day.month), (place, day))
        return tuple(firsts.values())

    @property
    def ticks(self) -> list[tuple[float, date]]:
        """Every day with its place."""
        return [
            (part.place(day), day)
            for part in self.parts
            for day in (part.first + timedelta(count) for count in range((part.last - part.first).days + 1))
        ]


def _runs(days: Iterable[date], gap: int) -> list[list[date]]:
    """The days in runs with no longer time than ``gap`` days between two."""
    runs: list[list[date]] = []
    for day in days:
        if runs and (day - runs[-1][-1]).days <= gap:
            runs[-1].append(day)
        else:
            runs.append([day])
    return runs


@dataclass(frozen=True)
class Axis:
    """An axis for numbers above zero: linear from zero, or logarithmic if they differ greatly."""

    low: float
    high: float
    logarithmic: bool
    ticks: tuple[tuple[float, str], ...]

    @classmethod
    def of(cls, values: Iterable[Decimal]) -> Axis:
        """Return the axis for one or more values above zero."""
        numbers = [float(value) for value in values]
        if max(numbers) / min(numbers) > _MANY_TIMES:
            first, last = int(log10(min(numbers)) // 1), -int(-log10(max(numbers)) // 1)
            axis = cls(10.0**first, 10.0**last, True, ())
            marks = [10.0**power for power in range(first, last + 1)]
        else:
            power = 10.0 ** (log10(max(numbers)) // 1)
            step = next(step for step in (power / 5, power / 2, power, power * 2) if max(numbers) / step <= 5)
            count = int(-(-max(numbers) // step))
            axis = cls(0.0, step * count, False, ())
            marks = [step * number for number in range(count + 1)]
        return cls(axis.low, axis.high, axis.logarithmic, tuple((axis.place(mark), in_words(mark)) for mark in marks))

    def place(self, value: float | Decimal) -> float:
        """Return the place of a value."""
        if self.logarithmic:
            return 100 * log10(float(value) / self.low) / log10(self.high / self.low)
        return 100 * float(value) / self.high


def in_words(number: float | Decimal) -> str:
    """Return ``1.6 billion`` for 1600000000, ``5,000`` for 5000, ``0.12`` for 0.12."""
    value = float(number)
    for size, word in _WORDS:
        if value >= size:
            return f"{value / size:,.10g} {word}"
    return f"{value:,.10g}"
