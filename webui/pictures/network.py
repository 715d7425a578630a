"""The network of actors and measures, with a link for each stance."""

from __future__ import annotations

from dataclasses import dataclass

from flask import url_for

from webui.pictures.choices import Choice
from webui.pictures.matrix import matrix
from webui.pictures.positions import STANCES, Positions


@dataclass(frozen=True)
class Node:
    """An actor or a measure, and the number of its links."""

    id: str
    label: str
    kind: str
    href: str
    lines: int


@dataclass(frozen=True)
class Link:
    """A stance of an actor on a measure, and what qualifies it."""

    actor: str
    actor_label: str
    measure: str
    measure_label: str
    stance: str
    note: str
    ground: str
    href: str

    @property
    def word(self) -> str:
        """The stance in words."""
        return STANCES[self.stance]


@dataclass(frozen=True)
class Network:
    """The picture: actors, then measures, and the links between them."""

    nodes: tuple[Node, ...]
    links: tuple[Link, ...]


def network(facts: Positions, chosen: Choice) -> Network:
    """Return the chosen stances as a network, without concluded ones, which would double the links."""
    found = matrix(facts, chosen)
    links = tuple(
        Link(line.actor, line.label, measure, found.measures[measure], mark.stance, mark.note, mark.ground, mark.href)
        for line in found.lines
        for measure, cell in line.marks.items()
        for mark in cell
        if not mark.via
    )
    ends = [end for link in links for end in (link.actor, link.measure)]
    labelled = {link.actor: ("actor", link.actor_label) for link in links}
    labelled |= {link.measure: ("measure", link.measure_label) for link in links}
    nodes = (
        Node(slug, label, kind, url_for("things.thing", path=slug), ends.count(slug))
        for slug, (kind, label) in labelled.items()
    )
    return Network(tuple(sorted(nodes, key=lambda node: (node.kind, -node.lines, node.label.casefold()))), links)
