"""The layout of the networks in pixels. Graphviz says who stands near whom; no label is cut."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from graph.errors import BuildError
from webui.pictures.agreement import Pair
from webui.pictures.lettering import width, wrapped
from webui.pictures.network import Link, Network, Node
from webui.pictures.placing import order, spread

_ROOM = 374  # the width of a label at most
_BETWEEN = 320  # pixels between the marks of actors and those of measures
_LINE = 14  # pixels between lines of a label
_TEXT = 12  # the size of letters
_GAP = 16  # pixels from a mark to its label
_PAD = 9  # pixels around a label
_SIGN = 0.07  # where on its line the first sign of an actor stands; the others follow one behind the other
_BOX = 150  # the width of a box of the network of actors, at most
_INSET = 10
_DISC = 9  # the half width of a number
_PARTS = (0.5, 0.45, 0.55, 0.4, 0.6, 0.35, 0.65, 0.3, 0.7, 0.25, 0.75)  # where on a line its number may stand


@dataclass(frozen=True)
class Mark:
    """An actor or a measure; its label has several lines where it is long."""

    node: Node
    x: float
    y: float
    top: float
    height: float
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Tie:
    """A link as a curve, and the place of its sign."""

    link: Link
    path: str
    x: float
    y: float


@dataclass(frozen=True)
class Web:
    """The drawing of a network of actors and measures."""

    marks: tuple[Mark, ...]
    ties: tuple[Tie, ...]
    width: float
    height: float


@dataclass(frozen=True)
class Box:
    """An actor as a box, with the place of its middle."""

    actor: str
    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Bond:
    """What two actors share, as a straight line between their boxes.

    ``at`` is the place of its number; ``None`` for a single measure, and where the number would cover a name.
    """

    pair: Pair
    number: int
    start: tuple[float, float]
    end: tuple[float, float]
    at: tuple[float, float] | None


@dataclass(frozen=True)
class Bonds:
    """The drawing of a network of actors."""

    boxes: tuple[Box, ...]
    bonds: tuple[Bond, ...]
    width: float
    height: float


def web(network: Network) -> Web | None:
    """Return the layout of a network; ``None`` if it is empty or Graphviz cannot be run."""
    sides = [network.of("actor"), network.of("measure")]
    by_id = {node.id: node for node in network.nodes}
    links = [(link.actor, link.measure) for link in network.links]
    try:
        columns = order(([node.id for node in side] for side in sides), links) if links else []
    except BuildError:
        return None
    if not columns:
        return None
    labels = {node.id: wrapped(node.label, _ROOM, _TEXT, bold=node.kind == "measure") for node in network.nodes}
    left, right = (
        ceil(max(width(line, _TEXT, bold=True) for name in names for line in labels[name])) + _GAP + _INSET
        for names in columns
    )
    sides_at = (left, left + _BETWEEN)
    marks = [_column([by_id[name] for name in names], x, labels) for names, x in zip(columns, sides_at, strict=True)]
    height = max(column[-1].top + column[-1].height for column in marks)
    placed = [mark for column in marks for mark in _stretched(column, height)]
    ties = _ties(network, {mark.node.id: mark.y for mark in placed}, *sides_at)
    return Web(tuple(placed), ties, left + _BETWEEN + right, height)


def _column(nodes: Sequence[Node], x: float, labels: Mapping[str, Sequence[str]]) -> list[Mark]:
    """The marks of a side, one below the other."""
    marks, top = [], 0.0
    for node in nodes:
        lines = labels[node.id]
        high = max(len(lines) * _LINE + _PAD, 26)
        marks.append(Mark(node, x, top + high / 2, top, high, tuple(lines)))
        top += high
    return marks


def _stretched(marks: list[Mark], height: float) -> list[Mark]:
    """The marks with so much room between them that they reach down to ``height``."""
    more = (height - marks[-1].top - marks[-1].height) / len(marks)
    return [
        Mark(
            mark.node, mark.x, mark.y + more * (number + 0.5), mark.top + more * number, mark.height + more, mark.lines
        )
        for number, mark in enumerate(marks)
    ]


def _ties(network: Network, places: Mapping[str, float], left: float, right: float) -> tuple[Tie, ...]:
    """The links as curves; the signs of one actor stand one behind the other, each on its own line."""
    start, end, middle = left + 8, right - 8, (left + right) / 2
    ties = []
    for node in network.of("actor"):
        own = sorted((link for link in network.links if link.actor == node.id), key=lambda link: places[link.measure])
        for number, link in enumerate(own):
            one, other = places[link.actor], places[link.measure]
            t = _SIGN + min(number * 0.05, 0.6)
            path = f"M{start:.1f} {one:.1f}C{middle:.1f} {one:.1f} {middle:.1f} {other:.1f} {end:.1f} {other:.1f}"
            ties.append(Tie(link, path, _along(t, start, middle, middle, end), _along(t, one, one, other, other)))
    return tuple(ties)


def _along(t: float, one: float, two: float, three: float, four: float) -> float:
    """The point of a cubic curve at ``t`` between 0 and 1, in one direction."""
    return (1 - t) ** 3 * one + 3 * (1 - t) ** 2 * t * two + 3 * (1 - t) * t**2 * three + t**3 * four


def bonds(pairs: Sequence[Pair], numbers: Sequence[int]) -> Bonds | None:
    """Return the layout of pairs with their numbers; ``None`` if there are none or Graphviz cannot be run."""
    labels = {actor: label for pair in pairs for actor, label in _ends(pair)}
    lines = {actor: wrapped(label, _BOX - _PAD, _TEXT - 1) for actor, label in labels.items()}
    sizes = {
        actor: (max(width(line, _TEXT - 1) for line in texts) + _PAD, float(len(texts) * _LINE + _PAD))
        for actor, texts in lines.items()
    }
    try:
        placed = spread(sizes, {(pair.one, pair.other): number for pair, number in zip(pairs, numbers, strict=True)})
    except BuildError:
        return None
    if not pairs:
        return None
    places = {actor: (x + _INSET, y + _INSET) for actor, (x, y) in placed.nodes.items()}
    boxes = tuple(Box(actor, *places[actor], *sizes[actor], tuple(lines[actor])) for actor in labels)
    found: list[Bond] = []
    for pair, number in zip(pairs, numbers, strict=True):
        start, end = places[pair.one], places[pair.other]
        at = _free(start, end, boxes, [bond.at for bond in found if bond.at]) if number > 1 else None
        found.append(Bond(pair, number, start, end, at))
    return Bonds(
        boxes,
        tuple(found),
        ceil(placed.width) + 2 * _INSET,
        ceil(placed.height) + 2 * _INSET,
    )


def _free(
    start: tuple[float, float], end: tuple[float, float], boxes: Sequence[Box], taken: Sequence[tuple[float, float]]
) -> tuple[float, float] | None:
    """A place on the line, near its middle, that is in no box and not near one that is taken; ``None`` without one."""
    for part in _PARTS:
        x, y = (one + (other - one) * part for one, other in zip(start, end, strict=True))
        covered = any(
            abs(x - box.x) < box.width / 2 + _DISC and abs(y - box.y) < box.height / 2 + _DISC for box in boxes
        )
        if not covered and all(abs(x - other[0]) + abs(y - other[1]) > 2.5 * _DISC for other in taken):
            return x, y
    return None


def _ends(pair: Pair) -> tuple[tuple[str, str], tuple[str, str]]:
    return (pair.one, pair.one_label), (pair.other, pair.other_label)
