"""The timeline: statements and events by date, with changes of position."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from graph.dates import dated
from webui.pictures.choices import chosen, day, one_of
from webui.pictures.positions import STANCES, Positions, Stance, positions
from webui.pictures.scales import Calendar
from webui.reading.rows import answers, ask, grouped
from webui.site import Site

_SHORT_RANGE = 14  # days: wider ranges do not extend the calendar


@dataclass(frozen=True)
class When:
    """The date of a statement or an event: a day, a range that may be open, or unknown.

    Each is an ISO date or empty.
    """

    on: str = ""
    earliest: str = ""
    latest: str = ""

    @property
    def words(self) -> str:
        """The date in words."""
        return dated(self.on, self.earliest, self.latest)

    @property
    def known(self) -> bool:
        """Whether there is a day or a bound."""
        return bool(self.on or self.earliest or self.latest)

    @property
    def order(self) -> tuple[str, str]:
        """The sort key: the first possible day, then the last; unknown dates come last."""
        return (self.on or self.earliest or self.latest or "9999", self.on or self.latest or "9999")

    def may_lie(self, since: str, until: str) -> bool:
        """Whether the date may lie between two days, each an ISO date or empty; an unknown date does not."""
        first, last = self.on or self.earliest, self.on or self.latest
        return not (since or until) or (
            self.known and (not since or not last or last >= since) and (not until or not first or first <= until)
        )


@dataclass(frozen=True)
class Said:
    """One statement: who, what, when, and the stances that it expresses."""

    statement: str
    summary: str
    actor: str
    actor_label: str
    when: When
    stances: tuple[Stance, ...]
    changes: Mapping[str, str] = field(default_factory=dict)  # how the position changed, with what qualifies each side

    @property
    def changed(self) -> str:
        """How the position of the actor changed, if it did."""
        return "; ".join(sorted(self.changes))

    @property
    def sides(self) -> str:
        """How clearly, how surely, by whom, on what terms and when the two sides of each change were taken."""
        return "; ".join(self.changes[words] for words in sorted(self.changes))


@dataclass(frozen=True)
class Event:
    """One event in the documents."""

    event: str
    label: str
    when: When


@dataclass(frozen=True)
class Record:
    """All statements and events of a build, in chronological order."""

    said: tuple[Said, ...]
    events: tuple[Event, ...]


@dataclass(frozen=True)
class Timeline:
    """The statements and events that are shown, the options of the form, and the choices of the reader."""

    said: tuple[Said, ...]
    events: tuple[Event, ...]
    actors: tuple[tuple[str, str], ...]
    topics: tuple[tuple[str, str], ...]
    chosen: Mapping[str, str]

    @property
    def by_when(self) -> dict[str, list[Said]]:
        """The statements by their date in words."""
        return grouped((said.when.words, said) for said in self.said)

    @property
    def changes(self) -> tuple[Said, ...]:
        """The statements that change a position."""
        return tuple(said for said in self.said if said.changed)

    @property
    def data(self) -> dict[str, Any]:
        """The picture as data."""
        return {
            "statements": [
                {
                    "statement": said.statement,
                    "actor": said.actor,
                    "actorLabel": said.actor_label,
                    "summary": said.summary,
                    **vars(said.when),
                    "stances": [
                        {"stance": STANCES[stance.stance], "measure": stance.measure_label, **stance.data}
                        for stance in said.stances
                    ],
                    "change": said.changed or None,
                    "changeSides": said.sides or None,
                }
                for said in self.said
            ],
            "events": [{"event": event.event, "label": event.label, **vars(event.when)} for event in self.events],
        }


def record(site: Site) -> Record:
    """Read every statement and event of a build; for :meth:`~webui.site.Site.cached`."""
    stances = grouped((stance.statement, stance) for stance in site.cached(positions).stances)
    changes = _changes(site)
    said = [
        row.record(
            Said,
            when=row.record(When),
            stances=tuple(stances.get(row.data("statement"), ())),
            changes=changes.get(row.data("statement"), {}),
        )
        for row in ask(site, "pictures/statements")
    ]
    events = [row.record(Event, when=row.record(When)) for row in ask(site, "pictures/events")]
    return Record(
        tuple(sorted(said, key=lambda one: (one.when.order, one.statement))),
        tuple(sorted(events, key=lambda one: (one.when.order, one.label))),
    )


def _changes(site: Site) -> dict[str, dict[str, str]]:
    """The changes in words by the slug of the statement, each with what qualifies its two sides.

    What counts as a change is said by the saved question about changes.
    """
    notes = {(stance.statement, stance.measure): stance.note for stance in site.cached(positions).stances}
    changes: dict[str, dict[str, str]] = defaultdict(dict)
    for row in answers(site, "changed-positions"):
        before, after = row.text("measureBeforeLabel"), row.text("measureLabel")
        old, new = row.text("stanceBeforeLabel"), row.text("stanceLabel")
        words = f"{after}: from {old} to {new}" if before == after else f"from {old}: {before} to {new}: {after}"
        sides = (notes.get((row.data(f"statement{side}"), row.data(f"measure{side}")), "") for side in ("Before", ""))
        changes[row.data("statement")][words] = " → ".join(sides)
    return changes


def timeline_of(site: Site) -> Timeline:
    """Return the timeline that the request chooses.

    Raises :class:`~graph.errors.ParameterError` for an unknown name or value.
    """
    known, facts = site.cached(record), site.cached(positions)
    given = chosen({"actor", "topic", "since", "until", "positions"})
    actors = {said.actor: said.actor_label for said in known.said}
    topics = {topic: facts.labels[topic] for found in facts.topics.values() for topic in found}
    actor, topic = one_of("actor", given.get("actor", ""), actors), one_of("topic", given.get("topic", ""), topics)
    since, until = day("since", given.get("since", "")), day("until", given.get("until", ""))
    only = one_of("positions", given.get("positions", ""), {"1"})
    return Timeline(
        tuple(
            said for said in known.said if _chosen(said, facts, actor, topic, only) and said.when.may_lie(since, until)
        ),
        tuple(event for event in known.events if event.when.may_lie(since, until)),
        _by_label(actors),
        _by_label(topics),
        given,
    )


def _chosen(said: Said, facts: Positions, actor: str, topic: str, only: str) -> bool:
    return (
        (not actor or said.actor == actor)
        and (not topic or topic in facts.topics.get(said.statement, ()))
        and (not only or bool(said.stances))
    )


def _by_label(labels: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(labels.items(), key=lambda pair: pair[1].casefold()))


def calendar(timeline: Timeline) -> Calendar:
    """Return the calendar of all known days and of the ends of short ranges."""
    whens = [*(said.when for said in timeline.said), *(event.when for event in timeline.events)]
    return Calendar.of(
        (end for when in whens for end in ([when.on] if when.on else [when.earliest, when.latest]) if _narrow(when)),
    )


def _narrow(when: When) -> bool:
    return bool(when.on) or (
        bool(when.earliest and when.latest) and Calendar.days(when.earliest, when.latest) <= _SHORT_RANGE
    )


def together(said: Iterable[Said]) -> dict[When, list[Said]]:
    """Return the statements by date."""
    return grouped((one.when, one) for one in said)
