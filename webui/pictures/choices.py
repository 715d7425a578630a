"""The choices of a picture, read strictly from the address, so that a picture can be shared."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from flask import request

from graph.dates import is_day
from graph.errors import ParameterError, did_you_mean
from webui.http.arguments import arguments
from webui.pictures.positions import KINDS, Positions, Stance


@dataclass(frozen=True)
class Choice:
    """The filters of a picture of positions; an empty or false one filters nothing."""

    kind: str = ""
    topic: str = ""
    measure: str = ""
    until: str = ""
    explicit: bool = False
    own: bool = False
    least: int = 1

    def of(self, facts: Positions) -> Iterator[Stance]:
        """Yield the stances that pass the filters; a date excludes stances not certain to have been taken by then."""
        for stance in facts.stances:
            if (
                (not self.kind or self.kind in facts.kinds.get(stance.actor, ()))
                and (not self.topic or self.topic in facts.topics.get(stance.statement, ()))
                and (not self.until or "" < stance.by <= self.until)
                and (not self.explicit or stance.explicit)
                and not (self.own and stance.ascribed)
            ):
                yield stance

    def columns(self, facts: Positions) -> Collection[str] | None:
        """The measures that may be shown: the chosen one with its variants, or ``None`` for all."""
        return {self.measure} | facts.variants.get(self.measure, frozenset()) if self.measure else None


def choice(facts: Positions, least: int) -> Choice:
    """Return the choices of the request; ``least`` is the default minimum of actors for each measure shown.

    Raises :class:`~graph.errors.ParameterError` for an unknown name or value.
    """
    given = chosen({"kind", "topic", "measure", "until", "explicit", "own", "least"})
    topics = {topic for topics in facts.topics.values() for topic in topics}
    measures = {stance.measure for stance in facts.stances} | set(facts.variants)
    narrowed = given.get("measure") or given.get("topic") or given.get("kind")
    return Choice(
        kind=one_of("kind", given.get("kind", ""), KINDS),
        topic=one_of("topic", given.get("topic", ""), topics),
        measure=one_of("measure", given.get("measure", ""), measures),
        until=day("until", given.get("until", "")),
        explicit=bool(one_of("explicit", given.get("explicit", ""), {"1"})),
        own=bool(one_of("own", given.get("own", ""), {"1"})),
        least=int(one_of("least", given.get("least", ""), {"1", "2", "3", "4", "5"}) or (1 if narrowed else least)),
    )


def chosen(known: Collection[str]) -> Mapping[str, str]:
    """Return the parameters that have a value. Raises what :func:`~webui.http.arguments.arguments` raises."""
    given = arguments(known, page=not (request.view_args or {}).get("suffix"))
    return {name: value for name, value in given.items() if value}


def one_of(name: str, value: str, known: Collection[str]) -> str:
    """Return the value if it is empty or known; raises :class:`~graph.errors.ParameterError` if not."""
    if value and value not in known:
        raise ParameterError(f"{name}: there is no '{value[:80]}'{did_you_mean(value, known)}")
    return value


def day(name: str, value: str) -> str:
    """Return the value if it is empty or a day; raises :class:`~graph.errors.ParameterError` if not."""
    if value and not is_day(value):
        raise ParameterError(f"{name}: found '{value[:80]}', expected a day such as 2025-03-02")
    return value
