"""The layout of the timeline: x in percent of the width, y in pixels."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from webui.pictures.scales import Calendar
from webui.pictures.timeline import Said, Timeline, When, calendar, together

_LANE = 20  # pixels: the height of a line of text with its mark
_DOT = 7  # pixels between dots
_ABREAST = 2  # dots beside one another on a day
_RANGE = 26  # pixels: the height of a range with its label
_TEXT = 62.0  # percent: a label that ends before this stands to the right of its mark


@dataclass(frozen=True)
class Dot:
    """A statement on a known day; ``dx`` is in pixels from the middle of the day."""

    said: Said
    dx: float
    y: float


@dataclass(frozen=True)
class Column:
    """The statements of one day."""

    x: float
    day: str
    dots: tuple[Dot, ...]


@dataclass(frozen=True)
class Flag:
    """An event, or a change of position, above the days, with a line down to its day."""

    x: float
    y: float
    text: str
    change: bool
    before: bool  # whether the text stands to the left of the mark


@dataclass(frozen=True)
class Bar:
    """Statements dated by a range; an end is open if it is unknown or outside the drawing."""

    x: float
    width: float
    y: float
    label: str
    open_left: bool
    open_right: bool
    before: bool
    change: bool


@dataclass(frozen=True)
class Drawing:
    """The whole drawing."""

    columns: tuple[Column, ...]
    flags: tuple[Flag, ...]
    bars: tuple[Bar, ...]
    ticks: tuple[tuple[float, date], ...]
    months: tuple[tuple[float, str], ...]
    gaps: tuple[float, ...]
    floor: float
    height: float


def draw(timeline: Timeline) -> Drawing | None:
    """Return the drawing, or ``None`` without any known day."""
    days = calendar(timeline)
    if not days.parts:
        return None
    dated = [(when, said) for when, said in together(timeline.said).items() if when.on and days.holds(when.on)]
    highest = max([-(-len(said) // _ABREAST) for _, said in dated], default=0)
    flags = _flags(timeline, days)
    floor = len(flags) * _LANE + highest * _DOT + 24
    columns = tuple(Column(days.place(when.on), when.on, _dots(said, floor)) for when, said in dated)
    bars = _bars(timeline, days, floor + 64)
    months = tuple((part.x, f"{part.first:%B %Y}") for part in days.parts)
    gaps = tuple(part.x - 2.0 for part in days.parts[1:])
    height = floor + 64 + len(bars) * _RANGE
    return Drawing(columns, flags, bars, tuple(days.ticks), months, gaps, floor, height)


def _dots(said: list[Said], floor: float) -> tuple[Dot, ...]:
    """Dots from the bottom up: changes of position, other positions, other statements."""
    order = sorted(said, key=lambda one: (not one.changed, not one.stances))
    return tuple(
        Dot(one, (number % _ABREAST - (_ABREAST - 1) / 2) * _DOT, floor - 6 - number // _ABREAST * _DOT)
        for number, one in enumerate(order)
    )


def _flags(timeline: Timeline, days: Calendar) -> tuple[Flag, ...]:
    """Later flags stand higher, so that no line crosses a text."""
    found = [(event.when.on, event.label, False) for event in timeline.events if event.when.on]
    found += [(said.when.on, f"{said.actor_label}, {said.changed}", True) for said in timeline.changes if said.when.on]
    found.sort(reverse=True)
    flags = []
    for number, (day, text, change) in enumerate(found):
        x = days.place(day)
        flags.append(Flag(x, (number + 1) * _LANE - 6, text, change, x > 100 - _TEXT))
    return tuple(flags)


def _bars(timeline: Timeline, days: Calendar, top: float) -> tuple[Bar, ...]:
    first = days.parts[0].first.isoformat()
    ranges = [
        (when, said)
        for when, said in together(timeline.said).items()
        if when.known and not when.on and not (when.latest and when.latest < first)
    ]
    return tuple(_bar(when, said, days, top + number * _RANGE) for number, (when, said) in enumerate(ranges))


def _bar(when: When, said: list[Said], days: Calendar, y: float) -> Bar:
    start = days.place(when.earliest, 0.0) if when.earliest else 0.0
    end = days.place(when.latest, 1.0) if when.latest else 100.0
    count = f"{len(said)} statement{'s' if len(said) > 1 else ''}"
    changes = [f"{one.actor_label}, {one.changed}" for one in said if one.changed]
    return Bar(
        x=start,
        width=max(end - start, 0.5),
        y=y,
        label=" · ".join([count, when.words, *changes]),
        open_left=not when.earliest or not days.holds(when.earliest),
        open_right=not when.latest or not days.holds(when.latest),
        before=start > 100 - _TEXT,
        change=bool(changes),
    )


def outside(timeline: Timeline) -> tuple[Said, ...]:
    """Return the statements that are not drawn: those before the first day, and those without a date."""
    days = calendar(timeline)
    first = days.parts[0].first.isoformat() if days.parts else ""
    return tuple(
        said
        for said in timeline.said
        if not said.when.known or (not said.when.on and said.when.latest and said.when.latest < first)
    )
