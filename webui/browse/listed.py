"""What the indexes list: one entry a thing, with the group it is in, what tells it apart, and its numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from graph.dates import dated, day
from webui.reading.filtering import plain
from webui.reading.rows import Row, ask, grouped
from webui.reading.sorting import SortKey, by_days, by_words, in_order
from webui.site import Site

# The groups of actors, in their order; an actor is in the first one of whose classes it is.
_ACTORS = {
    "Expert": "Experts",
    "Person": "Other people",
    "State": "States",
    "Coalition": "Coalitions",
    "NewsOrganisation": "News organisations",
    "ResearchOrganisation": "Research organisations",
    "PoliticalParty": "Political parties",
    "Organisation": "Other organisations",
    "UnnamedSource": "Unnamed sources",
}
_OFFICE_HOLDERS = "Office-holders, present and former"
# What is counted, by its name in the data: in words for one, and for any other number.
_COUNTED = {
    "statements": ("statement", "statements"),
    "positions": ("position", "positions"),
    "actors": ("actor takes a position", "actors take a position"),
    "participants": ("participant named", "participants named"),
    "own_statements": ("statement of its own", "statements of its own"),
    "statements_by_office_holders": (
        "statement by its present or former office-holders",
        "statements by its present or former office-holders",
    ),
    "statements_about": ("statement about it", "statements about it"),
}
_ACTOR_ORDER = (_OFFICE_HOLDERS, *_ACTORS.values())


@dataclass(frozen=True)
class Listed:
    """One entry of an index: a thing with its label, its group, and what tells it apart from the others.

    ``numbers`` maps the name of what is counted to how many there are; ``also`` holds other names of it.
    """

    slug: str
    label: str
    group: str = ""
    about: str = ""
    numbers: Mapping[str, int] = field(default_factory=dict)
    also: tuple[str, ...] = ()
    order: SortKey = ()

    @property
    def counted(self) -> list[str]:
        """The numbers in words, without those that are 0."""
        return [f"{count} {_COUNTED[name][count != 1]}" for name, count in self.numbers.items() if count]

    def has(self, words: Iterable[str]) -> bool:
        """Whether its names, its group and what is said about it have a word that begins so, for each of ``words``."""
        text = " ".join(map(plain, (self.label, *self.also, self.group, self.about))).split()
        return all(any(each.startswith(word) for each in text) for word in words)


def actors(opened: Site) -> list[Listed]:
    """Return every actor, whether it speaks or is only spoken of."""
    things = opened.cached(_Things)
    roles = grouped((row.iri("thing"), row) for row in ask(opened, "browse/roles"))
    said, taken = _counts(opened, "statements_by"), _counts(opened, "positions_of")
    found = []
    for thing, classes in things.of("Person", "State", "Coalition", "Organisation", "UnnamedSource"):
        its = roles.get(thing, [])
        group = next(title for name, title in _ACTORS.items() if name in classes)
        if group == _ACTORS["Person"] and any(row.iri("office") for row in its):
            group = _OFFICE_HOLDERS
        about = "; ".join(dict.fromkeys(map(_role, sorted(its, key=_rank))))
        found.append(things.listed(thing, group, about, {"statements": said[thing], "positions": taken[thing]}))
    return sorted(found, key=lambda each: (_ACTOR_ORDER.index(each.group), each.order))


def states(opened: Site) -> list[Listed]:
    """Return every state, with those who hold or held an office that speaks for it."""
    things = opened.cached(_Things)
    holders = grouped((row.iri("state"), row) for row in ask(opened, "browse/roles") if row.iri("state"))
    said, on = _counts(opened, "statements_by"), _counts(opened, "statements_on")
    found = []
    for thing, _ in things.of("State"):
        rows = holders.get(thing, [])
        names = dict.fromkeys(f"{things.labels[row.iri('thing')]}, {_role(row)}" for row in rows)
        theirs = sum(said[speaker] for speaker in {row.iri("thing") for row in rows})
        numbers = {
            "own_statements": said[thing],
            "statements_by_office_holders": theirs,
            "statements_about": on[thing],
        }
        found.append(things.listed(thing, "", "; ".join(names), numbers))
    return sorted(found, key=lambda each: each.order)


def measures(opened: Site) -> list[Listed]:
    """Return every measure by its topic, guarantees among them."""
    return _measures(opened, "Measure")


def guarantees(opened: Site) -> list[Listed]:
    """Return every guarantee by its topic, with those who would give it."""
    return _measures(opened, "Guarantee")


def documents(opened: Site) -> list[Listed]:
    """Return every document, the earliest first."""
    things = opened.cached(_Things)
    count = _counts(opened, "statements_in")
    rows = {row.iri("thing"): row for row in ask(opened, "browse/documents")}
    found = []
    for thing, _ in things.of("Document"):
        row = rows[thing]
        about = [row.text("publisherLabel"), dated(*(row.text(name) for name in ("published", "earliest", "latest")))]
        if whole := row.text("partOfLabel"):
            about.append(f"part of “{whole}”")
        if original := row.text("copyOfLabel"):
            about.append(f"a copy of “{original}”, with which its statements are recorded")
        parts = [row.iri("thing") for row in rows.values() if row.text("partOfLabel") == things.labels[thing]]
        if parts:
            about.append(f"a page that holds {len(parts)} of the others, with which its statements are recorded")
        order = by_days(*(row.text(name) for name in ("published", "earliest", "latest")))
        found.append(things.listed(thing, "", " · ".join(filter(None, about)), {"statements": count[thing]}, order))
    return in_order(found, lambda each: each.order)


def events(opened: Site) -> list[Listed]:
    """Return every event, the earliest first, those without a day last."""
    things = opened.cached(_Things)
    on = _counts(opened, "statements_on")
    found = []
    for row in ask(opened, "browse/events"):
        days = [row.text(name) for name in ("on", "earliest", "latest")]
        numbers = {"participants": row.number("participants"), "statements": on[row.iri("thing")]}
        about = " · ".join(filter(None, (dated(*days) if any(days) else "", row.text("placeLabel"))))
        group = "By date" if any(days) else "Without a date in these documents"
        found.append(things.listed(row.iri("thing"), group, about, numbers, by_days(*days)))
    return in_order(found, lambda each: each.order)


# The entries of each index, by its name in the address.
LISTS: Mapping[str, Callable[[Site], list[Listed]]] = {
    "actors": actors,
    "states": states,
    "measures": measures,
    "guarantees": guarantees,
    "documents": documents,
    "events": events,
}


class _Things:
    """The labels, classes and other names of everything that an index lists."""

    def __init__(self, opened: Site) -> None:
        self.labels: dict[str, str] = {}
        self._classes: dict[str, set[str]] = {}
        self._slugs: dict[str, str] = {}
        for row in ask(opened, "browse/listed_things"):
            self.labels.setdefault(row.iri("thing"), row.text("label"))
            self._classes.setdefault(row.iri("thing"), set()).add(row.data("class"))
            self._slugs[row.iri("thing")] = row.data("thing")
        self._also = grouped((row.iri("thing"), row.text("alias")) for row in ask(opened, "browse/aliases"))

    def of(self, *classes: str) -> Iterator[tuple[str, set[str]]]:
        """Yield each thing of one of these classes, with all its classes."""
        yield from ((thing, found) for thing, found in self._classes.items() if found & {*classes})

    def listed(
        self, thing: str, group: str, about: str, numbers: Mapping[str, int], order: SortKey | None = None
    ) -> Listed:
        """Return the entry of a thing; by default its order is that of its label."""
        label = self.labels[thing]
        also = tuple(self._also.get(thing, ()))
        key = by_words(label) if order is None else order
        return Listed(self._slugs[thing], label, group, about, numbers, also, key)


def _measures(opened: Site, kind: str) -> list[Listed]:
    things = opened.cached(_Things)
    taken, on = _counts(opened, "takers"), _counts(opened, "statements_on")
    rows = grouped((row.iri("thing"), row) for row in ask(opened, "browse/measures"))
    found = []
    for thing, _ in things.of(kind):
        first, *_rest = rows[thing]
        about = first.text("definition")
        givers = [row.text("guarantorLabel") for row in rows[thing] if row.text("guarantorLabel")]
        if givers and kind == "Guarantee":
            about += f" To be given by: {', '.join(givers)}."
        numbers = {"actors": taken[thing], "statements": on[thing]}
        found.append(things.listed(thing, first.text("topicLabel"), about, numbers))
    return sorted(found, key=lambda each: (by_words(each.group), each.order))


def _counts(opened: Site, query: str) -> Counter[str]:
    return Counter({row.iri("thing"): row.number("count") for row in ask(opened, f"browse/{query}")})


def _rank(row: Row) -> int:
    """The offices that speak for a state come first, then other offices, then what somebody works for or belongs to."""
    return 0 if row.iri("state") else 1 if row.iri("office") else 2


def _role(row: Row) -> str:
    """An office with its end, if that is known, or the body that an actor works for or belongs to."""
    until = row.text("until")
    return f"{row.text('role')} (until {day(until)})" if until else row.text("role")
