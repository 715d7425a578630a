"""The network of actors and measures, with a link for each stance."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

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

    @property
    def words(self) -> str:
        """The link in words."""
        return f"{self.actor_label}, {self.measure_label}: {self.word}, {self.note}"


@dataclass(frozen=True)
class Network:
    """The picture: actors, then measures, and the links between them.

    ``folded`` is the number of actors and measures that were left out as they have a single link; ``hidden_measures``
    and ``hidden_actors`` count what is left out by the number of actors that a measure needs.
    """

    nodes: tuple[Node, ...]
    links: tuple[Link, ...]
    folded: int = 0
    hidden_measures: int = 0
    hidden_actors: int = 0

    def of(self, kind: str) -> tuple[Node, ...]:
        """Return the nodes that are actors, or measures."""
        return tuple(node for node in self.nodes if node.kind == kind)


def network(facts: Positions, chosen: Choice, *, fold: bool = False) -> Network:
    """Return the chosen stances as a network, without concluded ones, which would double the links.

    ``fold`` leaves out actors and measures with a single link.
    """
    links = _links(facts, chosen)
    every = _links(facts, replace(chosen, least=1)) if chosen.least > 1 else links
    kept = links
    if fold:
        number = Counter(end for link in links for end in (link.actor, link.measure))
        kept = tuple(link for link in links if number[link.actor] > 1 and number[link.measure] > 1)
    nodes = _nodes(kept)
    hidden = {node.id: node.kind for node in _nodes(every)}
    for node in _nodes(links):
        hidden.pop(node.id)
    return Network(
        nodes,
        kept,
        len(_nodes(links)) - len(nodes),
        sum(kind == "measure" for kind in hidden.values()),
        sum(kind == "actor" for kind in hidden.values()),
    )


def _links(facts: Positions, chosen: Choice) -> tuple[Link, ...]:
    found = matrix(facts, chosen)
    return tuple(
        Link(line.actor, line.label, measure, found.measures[measure], mark.stance, mark.note, mark.ground, mark.href)
        for line in found.lines
        for measure, cell in line.marks.items()
        for mark in cell
        if not mark.via
    )


def _nodes(links: tuple[Link, ...]) -> tuple[Node, ...]:
    """The ends of the links, those with most links first."""
    number = Counter(end for link in links for end in (link.actor, link.measure))
    labelled = {link.actor: ("actor", link.actor_label) for link in links}
    labelled |= {link.measure: ("measure", link.measure_label) for link in links}
    nodes = (
        Node(slug, label, kind, url_for("things.thing", path=slug), number[slug])
        for slug, (kind, label) in labelled.items()
    )
    return tuple(sorted(nodes, key=lambda node: (node.kind, -node.lines, node.label.casefold())))
