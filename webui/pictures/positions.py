"""The data of the pictures of positions, read once for each build, and then filtered without further queries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from graph import stance_table
from graph.stance_table import Passes
from webui.reading.rows import Row, ask, grouped
from webui.site import Site

# The stances in the order in which a reader meets them; a doubt is neither opposition nor a position.
STANCES = {stance.style: stance.verb for stance in stance_table.STANCES} | {"doubts": "doubts"}
SHORT = {stance.style: stance.short for stance in stance_table.STANCES} | {"doubts": "doubts"}
_PASSES = {stance.style: stance.passes for stance in stance_table.STANCES} | {"doubts": Passes.NOWHERE}

KINDS = {
    "expert": "Experts",
    "office": "Those who speak from an office",
    "person": "People",
    "state": "States",
    "organisation": "Organisations",
    "coalition": "Coalitions",
    "unnamedsource": "Unnamed sources",
}


@dataclass(frozen=True)
class Stance:
    """What one actor says of one measure in one statement; ``via`` is the measure it is concluded from, if it is."""

    statement: str
    summary: str
    actor: str
    actor_label: str
    measure: str
    measure_label: str
    stance: str
    conditions: tuple[str, ...]
    explicit: bool
    ascribed: bool
    on: str
    earliest: str
    latest: str
    appeared: str
    via: str = ""

    @property
    def by(self) -> str:
        """The day by which it was said for certain; empty where no such day is known."""
        return self.on or self.latest or self.appeared


@dataclass(frozen=True)
class Positions:
    """Every stance of a build, and what stances are chosen by. Slugs name actors, measures, statements and topics."""

    stances: tuple[Stance, ...]
    labels: Mapping[str, str]
    topics: Mapping[str, frozenset[str]]  # of a statement
    kinds: Mapping[str, frozenset[str]]  # of an actor
    generals: Mapping[str, frozenset[str]]  # of a measure: what it is a variant of
    variants: Mapping[str, frozenset[str]]

    def concluded(self, stances: Iterable[Stance]) -> Iterator[Stance]:
        """What the ontology concludes from these stances for other measures.

        :class:`~graph.stance_table.Passes` says to which.
        """
        others_of = {Passes.TO_GENERAL: self.generals, Passes.TO_VARIANTS: self.variants}
        for stance in stances:
            others = others_of.get(_PASSES[stance.stance], {}).get(stance.measure, frozenset())
            for other in sorted(others - {stance.measure}):
                yield replace(stance, measure=other, measure_label=self.labels[other], via=stance.measure_label)


def positions(site: Site) -> Positions:
    """Read the stances of a build; for :meth:`~webui.site.Site.cached`."""
    attributions, topics, kinds, generals = (
        _sets(ask(site, f"pictures/{name}")) for name in ("attributions", "topics", "kinds", "variants")
    )
    appeared = {row.data("of"): row.data("value") for row in ask(site, "pictures/appeared")}
    others = frozenset({"CharacterisedByOther"})
    found = tuple(
        row.record(
            Stance,
            conditions=tuple(sorted(filter(None, row.text("conditions").split("; ")))),
            explicit=row.data("explicitness") == "Explicit",
            ascribed=attributions.get(row.data("statement")) == others,
            appeared=appeared.get(row.data("statement"), ""),
        )
        for row in ask(site, "pictures/stances")
    )
    labels = {row.data("thing"): row.text("label") for row in ask(site, "reading/measures")}
    labels |= {row.data("value"): row.text("valueLabel") for row in ask(site, "pictures/topics")}
    labels |= {stance.actor: stance.actor_label for stance in found}
    return Positions(
        stances=found,
        labels=labels,
        topics=topics,
        kinds={actor: frozenset(map(str.lower, names)) for actor, names in kinds.items()},
        generals=generals,
        variants=_as_sets(grouped((other, measure) for measure, others in generals.items() for other in others)),
    )


def _sets(listed: Iterable[Row]) -> dict[str, frozenset[str]]:
    """The values by what they are of."""
    return _as_sets(grouped((row.data("of"), row.data("value")) for row in listed))


def _as_sets(groups: Mapping[str, Iterable[str]]) -> dict[str, frozenset[str]]:
    return {name: frozenset(values) for name, values in groups.items()}
