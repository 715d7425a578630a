"""The layout of the matrix as a file, in pixels. No label is cut: rows and heads are as high as they need to be."""

from __future__ import annotations

from dataclasses import dataclass

from webui.pictures.frame import MARGIN
from webui.pictures.lettering import wrapped
from webui.pictures.matrix import Line, Mark, Matrix

_NAMES = 210  # the width of the names of actors
_SILENT = 54  # the width of the number of measures that an actor is silent on
_COLUMN = 100
_NAME, _LABEL, _WORD, _NOTE = 12, 10, 9, 8  # sizes of letters
_SIGN = 14
_PAD = 6
_LEAST = 560  # the least width, so that the lines around a narrow matrix stay readable


@dataclass(frozen=True)
class Text:
    """A line of text."""

    y: float
    size: int
    text: str


@dataclass(frozen=True)
class Cell:
    """A mark with its words beside the sign."""

    x: float
    y: float
    height: float
    mark: Mark
    title: str
    words: tuple[Text, ...]


@dataclass(frozen=True)
class Band:
    """The row of an actor."""

    y: float
    name: tuple[Text, ...]
    silent: int
    middle: float
    cells: tuple[Cell, ...]
    points: tuple[float, ...]  # the places of silence


@dataclass(frozen=True)
class Sheet:
    """The whole drawing."""

    width: float
    height: float
    left: float  # where the first column begins
    heads: tuple[tuple[float, tuple[Text, ...]], ...]
    bands: tuple[Band, ...]


def laid_out(matrix: Matrix, verbs: dict[str, str]) -> Sheet:
    """Return the layout of a matrix; ``verbs`` are the stances in words."""
    left = MARGIN + _NAMES + _SILENT
    labels = [wrapped(label, _COLUMN - _PAD, _LABEL) for label in matrix.measures.values()]
    top = max((len(lines) for lines in labels), default=1) * (_LABEL + 3) + _PAD
    heads = tuple(
        (left + _COLUMN * number, _lines(lines, top - _PAD - (len(lines) - 1) * (_LABEL + 3), _LABEL))
        for number, lines in enumerate(labels)
    )
    bands, y = [], float(top)
    for line in matrix.lines:
        band, height = _band(line, matrix, verbs, y, left)
        bands.append(band)
        y += height
    return Sheet(max(left + _COLUMN * len(labels) + MARGIN, _LEAST), y + _PAD, left, heads, tuple(bands))


def _lines(lines: list[str], y: float, size: int) -> tuple[Text, ...]:
    return tuple(Text(y + number * (size + 3), size, line) for number, line in enumerate(lines))


def _band(line: Line, matrix: Matrix, verbs: dict[str, str], y: float, left: float) -> tuple[Band, float]:
    """The row of an actor from ``y`` on, and its height."""
    name = wrapped(line.label, _NAMES - _PAD, _NAME, bold=True)
    cells, points, height = [], [], float(len(name) * (_NAME + 3) + 2 * _PAD)
    for number, slug in enumerate(matrix.measures):
        x, down = left + _COLUMN * number, y + 3
        for mark in line.marks.get(slug, ()):
            words = _words(mark, with_date=len(line.marks[slug]) > 1)
            high = sum(size + 2 for size, _ in words) + _PAD
            title = f"{line.label}, {matrix.measures[slug]}: {verbs[mark.stance]}, {mark.note}"
            cells.append(Cell(x, down, max(high, 20), mark, title, _stacked(words, down + 2)))
            down += max(high, 20) + 3
        if slug not in line.marks:
            points.append(x + _COLUMN / 2 - _PAD)
        height = max(height, down - y)
    return Band(
        y, _lines(name, y + _PAD + _NAME, _NAME), line.silent, y + height / 2, tuple(cells), tuple(points)
    ), height


def _words(mark: Mark, *, with_date: bool) -> list[tuple[int, str]]:
    """The words beside a sign, each line with its size: the stance, its flag, its date, and whose words they are."""
    room = _COLUMN - _SIGN - 3 * _PAD
    found = [(_WORD, mark.word + (f", {mark.flag}" if mark.flag else ""))]
    if with_date:
        found.append((_NOTE, mark.when))
    found += [(_NOTE, "later")] if mark.later else []
    found += [(_NOTE, f"by {mark.holder}")] if mark.holder else []
    return [(size, line) for size, text in found for line in wrapped(text, room, size)]


def _stacked(words: list[tuple[int, str]], y: float) -> tuple[Text, ...]:
    found = []
    for size, text in words:
        y += size + 2
        found.append(Text(y - 1, size, text))
    return tuple(found)
