"""What is near a question of this room: other measures of an actor, others on a measure, and whom to compare."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from webui.explain.menus import menus
from webui.reading.rows import ask, grouped
from webui.site import Site

_STATES = "States"

Named = tuple[str, str]  # slug and label


@dataclass(frozen=True)
class Held:
    """How many positions an actor has on a measure, and how many of them are of its own."""

    actor: Named
    measure: Named
    positions: int
    own: int


@dataclass(frozen=True)
class Pair:
    """Two actors, and on how many measures both have a position; ``leaders`` if only with those who speak for them."""

    one: Named
    other: Named
    shared: int
    leaders: bool = False


def held(opened: Site) -> tuple[Held, ...]:
    """Return who has positions on what, for :meth:`~webui.site.Site.cached`."""
    return tuple(
        Held(
            (row.data("actor"), row.text("actorLabel")),
            (row.data("measure"), row.text("measureLabel")),
            row.number("positions"),
            row.number("ownPositions"),
        )
        for row in ask(opened, "explain/held")
    )


def pairs(opened: Site) -> list[Pair]:
    """Return the pairs with positions on the same measures, those with most first; for the cache.

    Two states are paired by the positions on their behalf, too.
    """
    known = opened.cached(held)
    states = set(opened.cached(menus).actors.get(_STATES, ()))
    own = _pairs((each for each in known if each.own and each.actor not in states), leaders=False)
    found = [*own, *_pairs((each for each in known if each.actor in states), leaders=True)]
    return sorted(found, key=lambda pair: (-pair.shared, pair.one[1].casefold(), pair.other[1].casefold()))


def _pairs(known: Iterable[Held], *, leaders: bool) -> Iterator[Pair]:
    measures = grouped((each.actor, each.measure) for each in known)
    for one, other in combinations(sorted(measures, key=lambda actor: (actor[1].casefold(), actor)), 2):
        if shared := len(set(measures[one]) & set(measures[other])):
            yield Pair(one, other, shared, leaders)


def measures_of(opened: Site, actor: str, but: str = "") -> list[Held]:
    """Return what an actor (a slug) has positions on, most first; without the measure ``but``."""
    found = [each for each in opened.cached(held) if each.actor[0] == actor and each.measure[0] != but]
    return sorted(found, key=lambda each: (-each.positions, each.measure[1].casefold()))


def actors_on(opened: Site, measure: str, but: str = "") -> list[Held]:
    """Return who has positions on a measure (a slug), most first; without the actor ``but``."""
    found = [each for each in opened.cached(held) if each.measure[0] == measure and each.actor[0] != but]
    return sorted(found, key=lambda each: (-each.own, -each.positions, each.actor[1].casefold()))


def compared_with(opened: Site, actor: str) -> list[Pair]:
    """Return the pairs that an actor (a slug) is one of, those with most in common first."""
    return [pair for pair in opened.cached(pairs) if actor in (pair.one[0], pair.other[0])]


def to_begin_with(opened: Site, most: int) -> list[Held]:
    """Return positions to ask about first: of each actor who says most, one on the measure on which most have one.

    No measure is named twice.
    """
    own = [each for each in opened.cached(held) if each.own]
    said, holders = Counter[Named](), Counter(each.measure for each in own)
    for each in own:
        said[each.actor] += each.own
    found: dict[Named, Held] = {}
    for actor, _ in sorted(said.items(), key=lambda pair: (-pair[1], pair[0])):
        others = [each for each in own if each.actor == actor and each.measure not in found]
        if others and len(found) < most:
            best = max(others, key=lambda each: (holders[each.measure], each.own, each.measure))
            found[best.measure] = best
    return list(found.values())
