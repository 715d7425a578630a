"""Places for the nodes of a network, found by Graphviz. The same network always has the same places."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from graph.graphviz import graphviz

_SECONDS = 10
_POINTS = 72  # pixels of a drawing for an inch of Graphviz
_APART = 16  # pixels between two nodes at least


@dataclass(frozen=True)
class Placed:
    """The room that a network takes in pixels, and the middle of each node by name."""

    width: float
    height: float
    nodes: Mapping[str, tuple[float, float]]


def order(sides: Iterable[Iterable[str]], links: Iterable[tuple[str, str]]) -> list[list[str]]:
    """Return the nodes of each side in an order in which the links between the sides cross seldom.

    Raises :class:`~graph.errors.BuildError` if Graphviz cannot be run.
    """
    columns = [list(side) for side in sides]
    numbers = _numbers(name for column in columns for name in column)
    lines = ['digraph { rankdir=LR; node [label="", width=0.2, height=0.2];']
    lines += [f"{{ rank=same; {' '.join(f'{numbers[name]};' for name in column)} }}" for column in columns]
    lines += [f"{numbers[one]} -> {numbers[other]};" for one, other in links]
    places = _places("\n".join([*lines, "}"]), "dot")
    return [sorted(column, key=lambda name: places.nodes[str(numbers[name])][1]) for column in columns]


def spread(sizes: Mapping[str, tuple[float, float]], links: Mapping[tuple[str, str], int]) -> Placed:
    """Return places for boxes of these sizes in pixels; linked ones stand near one another, and none covers another.

    The numbers say how strongly two are drawn together. Raises :class:`~graph.errors.BuildError` if Graphviz cannot
    be run.
    """
    numbers = _numbers(sizes)
    lines = ['graph { overlap=vpsc; splines=none; edge [len=2.4]; node [shape=box, fixedsize=true, label=""];']
    lines += [
        f"{numbers[name]} [width={(width + _APART) / _POINTS:.3f}, height={(height + _APART) / _POINTS:.3f}];"
        for name, (width, height) in sizes.items()
    ]
    lines += [f"{numbers[one]} -- {numbers[other]} [weight={number}];" for (one, other), number in links.items()]
    found = _places("\n".join([*lines, "}"]), "neato")
    return Placed(found.width, found.height, {name: found.nodes[str(number)] for name, number in numbers.items()})


def _numbers(names: Iterable[str]) -> dict[str, int]:
    """The number under which Graphviz knows a node, so that no name needs quoting."""
    return {name: number for number, name in enumerate(dict.fromkeys(names))}


@lru_cache(maxsize=64)
def _places(dot: str, engine: str) -> Placed:
    """The places that Graphviz finds, from the top down; for the same text they are kept."""
    nodes, width, height = {}, 0.0, 0.0
    for line in graphviz(dot, "plain", engine, _SECONDS).decode().splitlines():
        match line.split():
            case ["graph", _, wide, high]:
                width, height = float(wide) * _POINTS, float(high) * _POINTS
            case ["node", name, x, y, *_]:
                nodes[name] = (float(x) * _POINTS, height - float(y) * _POINTS)
    return Placed(width, height, nodes)
