"""The choices of a picture, read strictly from the address, so that a picture can be shared."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

from flask import request, url_for

from graph.dates import day as day_in_words
from graph.dates import is_day
from graph.errors import ParameterError, closest, did_you_mean
from webui.http.arguments import arguments
from webui.pictures.positions import KINDS, Positions, Stance

POSITIONS = frozenset({"kind", "actor", "topic", "measure", "until", "explicit", "own", "leaders", "least"})
"""The parameters of a picture of positions."""


@dataclass(frozen=True)
class Choice:
    """The filters of a picture of positions; an empty or false one filters nothing.

    ``least`` is the number of actors that a measure needs to be shown.
    """

    kind: str = ""
    actor: str = ""
    topic: str = ""
    measure: str = ""
    until: str = ""
    explicit: bool = False
    own: bool = False
    leaders: bool = False
    least: int = 1
    least_chosen: bool = False

    def of(self, facts: Positions) -> Iterator[Stance]:
        """Yield the stances that pass the filters; a date excludes stances not certain to have been taken by then."""
        for stance in chain(facts.stances, facts.on_behalf if self.leaders else ()):
            if (
                (not self.kind or self.kind in facts.kinds.get(stance.actor, ()))
                and (not self.actor or self.actor == stance.actor)
                and (not self.topic or self.topic in facts.topics.get(stance.statement, ()))
                and (not self.until or "" < stance.by <= self.until)
                and (not self.explicit or stance.explicit)
                and not (self.own and stance.ascribed)
            ):
                yield stance

    def columns(self, facts: Positions) -> Collection[str] | None:
        """The measures that may be shown: the chosen one with its variants, or ``None`` for all."""
        return {self.measure} | facts.variants.get(self.measure, frozenset()) if self.measure else None

    @property
    def narrowed(self) -> bool:
        """Whether who, the topic or the measure was chosen, so that measures with few actors are of interest."""
        return bool(self.kind or self.actor or self.topic or self.measure)

    @property
    def more(self) -> bool:
        """Whether something was chosen that is folded away in the form."""
        return bool(self.until or self.explicit or self.own or self.leaders or self.least_chosen)

    def words(self, facts: Positions) -> list[str]:
        """What was chosen, in words."""
        words = [KINDS[self.kind]] if self.kind else []
        words += [facts.labels[self.actor]] if self.actor else []
        words += [f"topic: {facts.labels[self.topic]}"] if self.topic else []
        words += [f"measure: {facts.labels[self.measure]}, with its variants"] if self.measure else []
        words += [f"said on or before {day_in_words(self.until)}"] if self.until else []
        words += ["said explicitly only"] if self.explicit else []
        words += ["without second-hand accounts"] if self.own else []
        words += ["with what leaders say from office"] if self.leaders else []
        words += [f"measures with {self.least} or more actors"] if self.least > 1 else []
        return words


def choice(facts: Positions, given: Mapping[str, str], least: int) -> Choice:
    """Return the choices in ``given``; ``least`` is how many actors a measure needs where nothing narrows the picture.

    Raises :class:`~graph.errors.ParameterError` for an unknown value.
    """
    topics = {topic for topics in facts.topics.values() for topic in topics}
    measures = {stance.measure for stance in facts.stances} | set(facts.variants)
    actors = {stance.actor for stance in chain(facts.stances, facts.on_behalf)}
    asked = one_of("least", given.get("least", ""), {"1", "2", "3", "4", "5"})
    narrowed = any(given.get(name) for name in ("measure", "topic", "kind", "actor"))
    return Choice(
        kind=one_of("kind", given.get("kind", ""), KINDS),
        actor=one_of("actor", given.get("actor", ""), actors),
        topic=one_of("topic", given.get("topic", ""), topics),
        measure=one_of("measure", given.get("measure", ""), measures),
        until=day("until", given.get("until", "")),
        explicit=yes("explicit", given),
        own=yes("own", given),
        leaders=yes("leaders", given),
        least=int(asked or (1 if narrowed else least)),
        least_chosen=bool(asked),
    )


def chosen(known: Collection[str]) -> Mapping[str, str]:
    """Return the parameters that have a value. Raises what :func:`~webui.http.arguments.arguments` raises."""
    given = arguments(known, page=not (request.view_args or {}).get("suffix"))
    return {name: value for name, value in given.items() if value}


@dataclass(frozen=True)
class Addresses:
    """The addresses of a picture with the choices of the reader, or with others."""

    endpoint: str
    chosen: Mapping[str, str]

    def page(self, **changes: str) -> str:
        """Return the address of the page with some choices changed; an empty one is left out."""
        return url_for(self.endpoint, **_kept({**self.chosen, **changes}))

    def form(self, suffix: str, *, whole: bool = False) -> str:
        """Return the address of a form of the picture, such as ``svg``; the ``whole`` address has its host."""
        return url_for(self.endpoint, suffix=suffix or None, _external=whole, **_kept(self.chosen))


def _kept(values: Mapping[str, str]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value}


def one_of(name: str, value: str, known: Collection[str]) -> str:
    """Return the value if it is empty or known; raises :class:`~graph.errors.ParameterError` if not."""
    if value and value not in known:
        raise ParameterError(
            f"{name}: there is no '{value[:80]}'{did_you_mean(value, known)}",
            parameter=name,
            words=f"There is no “{value[:80]}” to choose here.",
            instead=closest(value, known),
        )
    return value


def yes(name: str, given: Mapping[str, str]) -> bool:
    """Return whether a choice was made; raises :class:`~graph.errors.ParameterError` for another value than yes."""
    return bool(one_of(name, given.get(name, ""), {"1", "yes"}))


def day(name: str, value: str) -> str:
    """Return the value if it is empty or a day; raises :class:`~graph.errors.ParameterError` if not."""
    if value and not is_day(value):
        raise ParameterError(
            f"{name}: found '{value[:80]}', expected a day such as 2025-03-02",
            parameter=name,
            words=f"A date such as 2025-03-02 is needed, not “{value[:80]}”.",
        )
    return value
