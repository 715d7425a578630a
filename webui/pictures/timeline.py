"""The timeline: statements and events by date, with changes of position."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from graph.dates import dated
from graph.dates import day as day_in_words
from graph.dates import month as month_in_words
from webui.pictures.choices import chosen, day, one_of, yes
from webui.pictures.position_changes import Change, changes
from webui.pictures.positions import STANCES, Positions, Stance, positions
from webui.pictures.scales import Calendar
from webui.reading.rows import ask, grouped
from webui.site import Site

_SHORT_RANGE = 14  # days: wider ranges do not extend the calendar
_ACROSS, _UNDATED = "Dated across months, or to one side only", "Undated"


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

    @property
    def narrow(self) -> tuple[str, ...]:
        """The day, or the ends of a range that is short; nothing of another date."""
        if self.on:
            return (self.on,)
        short = self.earliest and self.latest and Calendar.days(self.earliest, self.latest) <= _SHORT_RANGE
        return (self.earliest, self.latest) if short else ()

    @property
    def month(self) -> str:
        """The month in which it lies for certain, in words, or that it lies in none for certain."""
        first, last = self.on or self.earliest, self.on or self.latest
        if first[:7] == last[:7] and first:
            return month_in_words(first)
        return _ACROSS if self.known else _UNDATED

    def ends_after(self, first: str) -> bool:
        """Whether it may be as late as ``first``; an unknown date is not."""
        return self.known and (not (self.on or self.latest) or (self.on or self.latest) >= first)

    def may_lie(self, since: str, until: str) -> bool:
        """Whether the date may lie between two days, each an ISO date or empty; an unknown date does not."""
        first, last = self.on or self.earliest, self.on or self.latest
        return not (since or until) or (
            self.known and (not since or not last or last >= since) and (not until or not first or first <= until)
        )


@dataclass(frozen=True)
class Said:
    """One statement: who, what, when, the stances that it expresses, and the changes of position that it shows."""

    statement: str
    summary: str
    actor: str
    actor_label: str
    when: When
    stances: tuple[Stance, ...]
    changes: tuple[Change, ...] = ()

    @property
    def changed(self) -> str:
        """How the position of the actor changed, if it did."""
        return "; ".join(change.words for change in self.changes)

    @property
    def sides(self) -> str:
        """How clearly, how surely, by whom, on what terms and when the two sides of each change were taken."""
        return "; ".join(change.sides for change in self.changes)


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

    @property
    def first(self) -> str:
        """The first day of the time that the documents are about; empty without any that is known."""
        return min((end for said in self.said for end in said.when.narrow), default="")


@dataclass(frozen=True)
class Timeline:
    """The statements and events that are shown, the options of the form, and the choices of the reader.

    ``earlier`` are events from before the time that the documents are about, and those without a date. ``months`` are
    the first and the last day of each month with the number of statements that may lie in it.
    """

    said: tuple[Said, ...]
    events: tuple[Event, ...]
    earlier: tuple[Event, ...] = ()
    months: tuple[tuple[str, str, int], ...] = ()
    actors: tuple[tuple[str, str], ...] = ()
    topics: tuple[tuple[str, str], ...] = ()
    chosen: Mapping[str, str] = field(default_factory=dict)
    words: tuple[str, ...] = ()  # what was chosen, in words

    @property
    def folds(self) -> dict[str, dict[str, list[Said]]]:
        """The statements by the month to which they are dated, and in it by their date in words."""
        folds = grouped((said.when.month, said) for said in self.said)
        order = sorted(folds, key=(_ACROSS, _UNDATED).__contains__)
        return {month: grouped((one.when.words, one) for one in folds[month]) for month in order}

    @property
    def changes(self) -> tuple[tuple[Change, tuple[Said, ...]], ...]:
        """The changes of position that the statements show, each once, with these statements."""
        found = grouped((change.words, (change, said)) for said in self.said for change in said.changes)
        return tuple((pairs[0][0], tuple(said for _, said in pairs)) for pairs in found.values())

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
            "events": [
                {"event": event.event, "label": event.label, **vars(event.when)}
                for event in (*self.events, *self.earlier)
            ],
        }

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The statements as rows of a spreadsheet."""
        return [
            one | {"stances": [f"{stance['stance']}: {stance['measure']}" for stance in one["stances"]]}
            for one in self.data["statements"]
        ]


def record(site: Site) -> Record:
    """Read every statement and event of a build; for :meth:`~webui.site.Site.cached`."""
    stances = grouped((stance.statement, stance) for stance in site.cached(positions).stances)
    changed = grouped((statement, change) for change in site.cached(changes) for statement in change.statements)
    said = [
        row.record(
            Said,
            when=row.record(When),
            stances=tuple(stances.get(row.data("statement"), ())),
            changes=tuple(changed.get(row.data("statement"), ())),
        )
        for row in ask(site, "pictures/statements")
    ]
    events = [row.record(Event, when=row.record(When)) for row in ask(site, "pictures/events")]
    return Record(
        tuple(sorted(said, key=lambda one: (one.when.order, one.statement))),
        tuple(sorted(events, key=lambda one: (one.when.order, one.label))),
    )


def timeline_of(site: Site) -> Timeline:
    """Return the timeline that the request chooses; ``from`` and ``to`` may also be called ``since`` and ``until``.

    Raises :class:`~graph.errors.ParameterError` for an unknown name or value.
    """
    known, facts = site.cached(record), site.cached(positions)
    given = dict(chosen({"actor", "topic", "from", "to", "since", "until", "positions"}))
    actors = {said.actor: said.actor_label for said in known.said}
    topics = {topic: facts.labels[topic] for found in facts.topics.values() for topic in found}
    actor, topic = one_of("actor", given.get("actor", ""), actors), one_of("topic", given.get("topic", ""), topics)
    since, until = (
        day(old, given.get(old, "")) or day(new, given.get(new, ""))
        for old, new in (("since", "from"), ("until", "to"))
    )
    only = yes("positions", given)
    able = [said for said in known.said if _chosen(said, facts, actor, topic, only=only)]
    events = [event for event in known.events if event.when.may_lie(since, until)]
    words = [labels[slug] for labels, slug in ((actors, actor), (topics, topic)) if slug]
    words += [f"from {day_in_words(since)}"] if since else []
    words += [f"to {day_in_words(until)}"] if until else []
    return Timeline(
        said=tuple(said for said in able if said.when.may_lie(since, until)),
        events=tuple(event for event in events if event.when.ends_after(known.first)),
        earlier=tuple(event for event in events if not event.when.ends_after(known.first)),
        months=tuple(
            (first, last, count)
            for first, last in _months(known.first, known.said)
            if (count := sum(said.when.may_lie(first, last) for said in able))
        ),
        actors=_by_label(actors),
        topics=_by_label(topics),
        chosen={name: value for name, value in given.items() if name not in {"since", "until", "from", "to"}}
        | {name: value for name, value in (("from", since), ("to", until)) if value},
        words=tuple([*words, "only with a position or doubt"] if only else words),
    )


def _months(first: str, said: Iterable[Said]) -> list[tuple[str, str]]:
    """The first and the last day of each month in which a day or an end of a short range lies, from ``first`` on."""
    found = sorted({end[:7] for one in said for end in one.when.narrow if end >= first})
    return [(f"{month}-01", f"{month}-{monthrange(int(month[:4]), int(month[5:]))[1]}") for month in found]


def _chosen(said: Said, facts: Positions, actor: str, topic: str, *, only: bool) -> bool:
    return (
        (not actor or said.actor == actor)
        and (not topic or topic in facts.topics.get(said.statement, ()))
        and (not only or bool(said.stances))
    )


def _by_label(labels: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(labels.items(), key=lambda pair: pair[1].casefold()))


def calendar(timeline: Timeline) -> Calendar:
    """Return the calendar of all known days and of the ends of short ranges, within the chosen time."""
    first, last = timeline.chosen.get("from", ""), timeline.chosen.get("to", "9999")
    whens = [*(said.when for said in timeline.said), *(event.when for event in timeline.events)]
    return Calendar.of(end for when in whens for end in when.narrow if first <= end <= last)


def together(said: Iterable[Said]) -> dict[When, list[Said]]:
    """Return the statements by date."""
    return grouped((one.when, one) for one in said)
