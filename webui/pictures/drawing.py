"""The layout of the timeline: x in percent of the width, y in pixels."""

from __future__ import annotations

from dataclasses import dataclass

from webui.pictures.lettering import width, wrapped
from webui.pictures.scales import Calendar, Gap
from webui.pictures.timeline import Said, Timeline, When, calendar, together

_WIDTH = 860  # pixels: the drawing is never narrower, so a text that has room in this width has it in any
_LANE = 16  # pixels: the height of a line of text with its mark
_DOT = 7  # pixels between dots
_ABREAST = 2  # dots beside one another on a day
_TEXT = 11.5  # the size of letters
_SPACE = 14  # pixels between a mark and the end of its text
_TICK = 16  # pixels that the number of a day needs
_MIDDLE = 50.0  # percent: a text whose mark stands further to the right ends at it


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
    lines: tuple[str, ...]
    change: bool
    before: bool  # whether the text stands to the left of the mark


@dataclass(frozen=True)
class Bar:
    """Statements dated by a range; an end is open if it is unknown or outside the drawing."""

    x: float
    width: float
    y: float  # of the first line of its text
    lines: tuple[str, ...]
    open_left: bool
    open_right: bool
    before: bool
    change: bool


@dataclass(frozen=True)
class Month:
    """The name of a month below its first day that is shown; ``lane`` counts down where names would overlap."""

    x: float
    text: str
    first: str
    lane: int
    before: bool  # whether the name ends at the day


@dataclass(frozen=True)
class Drawing:
    """The whole drawing; ``ticks`` are the days with their places."""

    columns: tuple[Column, ...]
    flags: tuple[Flag, ...]
    bars: tuple[Bar, ...]
    ticks: tuple[tuple[float, str], ...]
    months: tuple[Month, ...]
    gaps: tuple[Gap, ...]
    floor: float
    height: float


def draw(timeline: Timeline) -> Drawing | None:
    """Return the drawing, or ``None`` without any known day."""
    days = calendar(timeline)
    if not days.parts:
        return None
    dated = [(when, said) for when, said in together(timeline.said).items() if when.on and days.holds(when.on)]
    highest = max([-(-len(said) // _ABREAST) for _, said in dated], default=0)
    flags, top = _flags(timeline, days)
    floor = top + highest * _DOT + 24
    columns = tuple(Column(days.place(when.on), when.on, _dots(said, floor)) for when, said in dated)
    months = _months(days)
    bars, height = _bars(timeline, days, floor + 60 + 18 * max(month.lane for month in months))
    return Drawing(columns, flags, bars, _ticks(days), months, days.gaps, floor, height)


def _ticks(days: Calendar) -> tuple[tuple[float, str], ...]:
    """The days of the month that have room for their number: all, or every fifth."""
    ticks = days.ticks
    apart = (ticks[1][0] - ticks[0][0]) / 100 * _WIDTH if len(ticks) > 1 else _WIDTH
    return tuple((x, str(day.day)) for x, day in ticks if apart >= _TICK or day.day % 5 == 0)


def _months(days: Calendar) -> tuple[Month, ...]:
    ends: list[float] = []  # where the last name of each lane ends
    found = []
    for x, first in days.months:
        text = f"{first:%B %Y}"
        room = width(text, _TEXT + 0.5, bold=True) / _WIDTH * 100
        before = x + room > 100
        start = x - room if before else x
        lane = next((number for number, end in enumerate(ends) if end < start), len(ends))
        ends[lane : lane + 1] = [start + room + 1]
        found.append(Month(x, text, f"{first:%Y-%m}", lane, before))
    return tuple(found)


def _dots(said: list[Said], floor: float) -> tuple[Dot, ...]:
    """Dots from the bottom up: changes of position, other positions, other statements."""
    order = sorted(said, key=lambda one: (not one.changed, not one.stances))
    return tuple(
        Dot(one, (number % _ABREAST - (_ABREAST - 1) / 2) * _DOT, floor - 6 - number // _ABREAST * _DOT)
        for number, one in enumerate(order)
    )


def _lines(text: str, x: float, *, before: bool) -> tuple[str, ...]:
    """The text in lines that fit between the mark at ``x`` and the edge."""
    return tuple(wrapped(text, (x if before else 100 - x) / 100 * _WIDTH - _SPACE, _TEXT))


def _flags(timeline: Timeline, days: Calendar) -> tuple[tuple[Flag, ...], float]:
    """The flags, and where they end below. Later flags stand higher, so that no line crosses a text."""
    found = [(event.when.on, event.label, False) for event in timeline.events if event.when.on]
    found += [(said.when.on, change.words, True) for change, by in timeline.changes for said in by if said.when.on]
    flags, y = [], 0.0
    for day, text, change in sorted((one for one in found if days.holds(one[0])), reverse=True):
        x = days.place(day)
        lines = _lines(text, x, before=x > _MIDDLE)
        flags.append(Flag(x, y + _LANE - 2, lines, change, x > _MIDDLE))
        y += len(lines) * _LANE + 4
    return tuple(flags), y


def _bars(timeline: Timeline, days: Calendar, y: float) -> tuple[tuple[Bar, ...], float]:
    """The ranges from ``y`` on, and where they end below."""
    first = days.parts[0].first.isoformat()
    bars = []
    for when, said in together(timeline.said).items():
        if when.known and not when.on and not (when.latest and when.latest < first):
            bar = _bar(when, said, days, y)
            bars.append(bar)
            y += len(bar.lines) * _LANE + 11
    return tuple(bars), y


def _bar(when: When, said: list[Said], days: Calendar, y: float) -> Bar:
    start = days.place(when.earliest, 0.0) if when.earliest else 0.0
    end = days.place(when.latest, 1.0) if when.latest else 100.0
    count = f"{len(said)} statement{'s' if len(said) > 1 else ''}"
    changed = list(dict.fromkeys(change.words for one in said for change in one.changes))
    before = start > _MIDDLE
    text = " · ".join([count, when.words, *changed])
    return Bar(
        x=start,
        width=max(end - start, 0.5),
        y=y,
        lines=_lines(text, max(end, start + 0.5) if before else start, before=before),
        open_left=not when.earliest or not days.holds(when.earliest),
        open_right=not when.latest or not days.holds(when.latest),
        before=before,
        change=bool(changed),
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
