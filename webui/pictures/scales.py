"""Where a value stands on an axis, in percent of its width, so that a drawing stretches without distortion."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from math import log10

_GAP = 21  # days without anything between two parts of a calendar
_SPACE = 4.0  # percent of the width that stand for such a gap
_MANY_TIMES = 50  # a largest value so many times the smallest asks for a logarithmic axis
_WORDS: tuple[tuple[int, str], ...] = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))


@dataclass(frozen=True)
class Part:
    """A run of days without a gap, and its place."""

    first: date
    last: date
    x: float
    width: float

    def place(self, day: date, within: float = 0.5) -> float:
        """Where a day stands: its middle, or its beginning (0) or end (1)."""
        return self.x + ((day - self.first).days + within) / ((self.last - self.first).days + 1) * self.width


@dataclass(frozen=True)
class Calendar:
    """A time axis whose long gaps are cut out."""

    parts: tuple[Part, ...]

    @staticmethod
    def days(first: str, last: str) -> int:
        """The number of days from one to the other, both counted."""
        return (date.fromisoformat(last) - date.fromisoformat(first)).days + 1

    @classmethod
    def of(cls, days: Iterable[str]) -> Calendar:
        """Return the calendar that has room for these days (ISO dates)."""
        runs: list[list[date]] = []
        for one in sorted({date.fromisoformat(day) for day in days}):
            if runs and (one - runs[-1][-1]).days <= _GAP:
                runs[-1].append(one)
            else:
                runs.append([one])
        lengths = [(run[-1] - run[0]).days + 1 for run in runs]
        room = 100 - _SPACE * (len(runs) - 1)
        parts, x = [], 0.0
        for run, length in zip(runs, lengths, strict=True):
            width = room * length / sum(lengths)
            parts.append(Part(run[0], run[-1], x, width))
            x += width + _SPACE
        return cls(tuple(parts))

    def place(self, day: str, within: float = 0.5) -> float:
        """Where a day stands; one outside every part stands at the edge of the next."""
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
    def ticks(self) -> list[tuple[float, date]]:
        """Every day with its place."""
        return [
            (part.place(day), day)
            for part in self.parts
            for day in (part.first + timedelta(count) for count in range((part.last - part.first).days + 1))
        ]


@dataclass(frozen=True)
class Axis:
    """An axis for numbers above zero: from zero, or by powers of ten where they differ many times over."""

    low: float
    high: float
    logarithmic: bool
    ticks: tuple[tuple[float, str], ...]

    @classmethod
    def of(cls, values: Iterable[Decimal]) -> Axis:
        """Return the axis that has room for the values, of which there is at least one, all above zero."""
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
        """Where a value stands."""
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
