"""The layout of the charts of figures as a file, in pixels; no text is cut."""

from __future__ import annotations

from dataclasses import dataclass

from webui.pictures.figures import Figure, Group
from webui.pictures.frame import MARGIN
from webui.pictures.lettering import wrapped

WIDTH = 960
_TITLE, _TEXT = 15, 12.5  # sizes of letters
_LINE = 17  # pixels between lines of text
_STRIP = 22  # the height of a mark with its axis


@dataclass(frozen=True)
class Line:
    """A line of text: ``kind`` is ``label``, ``words`` or ``note``."""

    y: float
    kind: str
    text: str


@dataclass(frozen=True)
class Strip:
    """A figure: its lines of text, and the place of its mark below them."""

    figure: Figure
    lines: tuple[Line, ...]
    y: float
    place: float


@dataclass(frozen=True)
class Chart:
    """The figures of one unit, with the places of the title and of the numbers of the axis."""

    group: Group
    title: tuple[Line, ...]
    strips: tuple[Strip, ...]
    axis: float


def charts(groups: list[Group]) -> tuple[tuple[Chart, ...], float]:
    """Return the charts one below the other, and their height."""
    found, y = [], 0.0
    for group in groups:
        scale = " (each line of the axis is ten times the one before)" if group.axis.logarithmic else ""
        title, y = _lines([("title", group.title + scale)], y + 8, _TITLE)
        strips = []
        for figure, place in group.figures:
            texts = [("label", f"{figure.labelled}: {figure.source_form}"), ("words", figure.words)]
            lines, y = _lines(
                texts + [("note", f"Note on the source: {figure.flags}")] * bool(figure.flags), y + 6, _TEXT
            )
            strips.append(Strip(figure, lines, y + 4, place))
            y += _STRIP + 4
        found.append(Chart(group, title, tuple(strips), y + 4))
        y += 34
    return tuple(found), y


def _lines(texts: list[tuple[str, str]], y: float, size: float) -> tuple[tuple[Line, ...], float]:
    """The texts in lines from ``y`` on, and where they end."""
    lines = []
    for kind, text in texts:
        for part in wrapped(text, WIDTH - 2 * MARGIN, size, bold=kind in ("title", "label")):
            y += _LINE
            lines.append(Line(y, kind, part))
    return tuple(lines), y
