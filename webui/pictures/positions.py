"""The data of the pictures of positions, read once for each build, and then filtered without further queries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from graph import stance_table
from graph.dates import dated
from graph.stance_table import Passes
from webui.reading.rows import Row, ask, grouped
from webui.site import Site

# The stances in the order in which a reader meets them; a doubt is neither opposition nor a position.
STANCES = {stance.style: stance.verb for stance in stance_table.STANCES} | {"doubts": "doubts"}
SHORT = {stance.style: stance.short for stance in stance_table.STANCES} | {"doubts": "doubts"}
_PASSES = {stance.style: stance.passes for stance in stance_table.STANCES} | {"doubts": Passes.NOWHERE}

# What a stance can rest on, the best first, and its words in legends.
GROUNDS = {"own": "in own words", "ascribed": "only as others say", "unsure": "only with low confidence"}

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
    qualification: str
    explicit: bool
    confidence: str  # empty for a doubt
    ascribers: tuple[str, ...]  # the labels of those who ascribe it
    ascribed: bool
    on: str
    earliest: str
    latest: str
    appeared: str
    via: str = ""
    speaker: str = ""  # who says it from an office, in the row of what that office represents
    holder: str = ""  # the label of the speaker

    @property
    def since(self) -> str:
        """The first day on which it may have been said; empty where no such day is known."""
        return self.on or self.earliest

    @property
    def by(self) -> str:
        """The day by which it was said for certain; empty where no such day is known."""
        return self.on or self.latest or self.appeared

    @property
    def when(self) -> str:
        """The date, or its bounds, in words."""
        return dated(self.on, self.earliest, self.latest)

    @property
    def ground(self) -> str:
        """What it rests on: ``own`` words, what others say (``ascribed``), or an ``unsure`` reading."""
        if self.confidence == "Low":
            return "unsure"
        return "ascribed" if self.ascribed else "own"

    @property
    def note(self) -> str:
        """By whom, how clearly and how surely it was said, on which condition, within which limit, and when."""
        return note_of([self])

    @property
    def data(self) -> dict[str, Any]:
        """What qualifies the stance, as data."""
        return qualities([self])


def qualities(stances: Sequence[Stance]) -> dict[str, Any]:
    """Return as data what qualifies stances of one kind and ground."""
    first = stances[0]
    return {
        "ground": first.ground,
        "implied": bool(first.confidence) and not any(stance.explicit for stance in stances),
        "confidence": _each(stance.confidence for stance in stances),
        "ascribedByOthers": all(stance.ascribed for stance in stances),
        "ascribers": _each(word for stance in stances for word in stance.ascribers),
        "holders": _each(stance.holder for stance in stances),
        "conditions": _each(word for stance in stances for word in stance.conditions),
        "limits": _each(stance.qualification for stance in stances),
        "when": list(dict.fromkeys(stance.when for stance in sorted(stances, key=lambda stance: stance.by))),
    }


def note_of(stances: Sequence[Stance]) -> str:
    """Return :func:`qualities` in words."""
    found = qualities(stances)
    notes = ["in own words"]
    if found["ascribedByOthers"]:
        notes = [f"ascribed by {' and '.join(found['ascribers']) or 'others'}"]
    elif found["holders"]:
        notes = [f"said by {' and '.join(found['holders'])} from office"]
    if found["confidence"]:
        notes += ["implied" if found["implied"] else "explicit"]
        notes += [f"{' or '.join(found['confidence']).lower()} confidence"]
    notes += [f"on condition: {'; '.join(found['conditions'])}"] if found["conditions"] else []
    notes += [f"limit: {'; '.join(found['limits'])}"] if found["limits"] else []
    return ", ".join([*notes, "; ".join(found["when"])])


def _each(words: Iterable[str]) -> list[str]:
    return sorted(set(filter(None, words)))


@dataclass(frozen=True)
class Positions:
    """Every stance of a build, and what stances are chosen by. Slugs name actors, measures, statements and topics.

    ``on_behalf`` holds the stances taken from an office once more, as those of the state or organisation that the
    office represents. They make it no supporter itself; a picture shows them only where they are asked for.
    """

    stances: tuple[Stance, ...]
    on_behalf: tuple[Stance, ...]
    labels: Mapping[str, str]
    topics: Mapping[str, frozenset[str]]  # of a statement
    kinds: Mapping[str, frozenset[str]]  # of an actor
    generals: Mapping[str, frozenset[str]]  # of a measure: what it is a variant of
    variants: Mapping[str, frozenset[str]]
    phrases: Mapping[str, str]  # the names of things inside a sentence

    def phrase(self, slug: str) -> str:
        """Return the name of an actor, a measure or a topic as it stands inside a sentence."""
        return self.phrases.get(slug) or self.labels[slug]

    def concluded(self, stances: Iterable[Stance]) -> Iterator[Stance]:
        """What the ontology concludes from these stances for other measures; from an unsure one nothing follows.

        :class:`~graph.stance_table.Passes` says to which.
        """
        others_of = {Passes.TO_GENERAL: self.generals, Passes.TO_VARIANTS: self.variants}
        for stance in stances:
            if stance.ground == "unsure":
                continue
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
    ascribers = _sets(ask(site, "pictures/ascribers"))
    found = tuple(
        row.record(
            Stance,
            conditions=tuple(sorted(filter(None, row.text("conditions").split("; ")))),
            qualification=row.text("limit"),
            ascribers=tuple(sorted(ascribers.get(row.data("statement"), ()))),
            explicit=row.data("explicitness") == "Explicit",
            ascribed=attributions.get(row.data("statement")) == others,
            appeared=appeared.get(row.data("statement"), ""),
        )
        for row in ask(site, "pictures/stances")
    )
    labels = {row.data("thing"): row.text("label") for row in ask(site, "reading/measures")}
    labels |= {row.data("value"): row.text("valueLabel") for row in ask(site, "pictures/topics")}
    labels |= {stance.actor: stance.actor_label for stance in found}
    represented = grouped(
        ((row.data("statement"), row.data("measure")), (row.data("represented"), row.text("representedLabel")))
        for row in ask(site, "pictures/behalf")
    )
    on_behalf = tuple(
        replace(stance, actor=slug, actor_label=label, speaker=stance.actor, holder=stance.actor_label)
        for stance in found
        if stance.stance != "doubts"
        for slug, label in represented.get((stance.statement, stance.measure), ())
        if slug != stance.actor
    )
    labels |= {stance.actor: stance.actor_label for stance in on_behalf}
    return Positions(
        stances=found,
        on_behalf=on_behalf,
        labels=labels,
        topics=topics,
        kinds={actor: frozenset(map(str.lower, names)) for actor, names in kinds.items()},
        generals=generals,
        phrases={row.data("of"): row.text("value") for row in ask(site, "pictures/phrases")},
        variants=_as_sets(grouped((other, measure) for measure, others in generals.items() for other in others)),
    )


def _sets(listed: Iterable[Row]) -> dict[str, frozenset[str]]:
    """The values by what they are of."""
    return _as_sets(grouped((row.data("of"), row.data("value")) for row in listed))


def _as_sets(groups: Mapping[str, Iterable[str]]) -> dict[str, frozenset[str]]:
    return {name: frozenset(values) for name, values in groups.items()}
