"""What a request to compare asks for: the columns, and which measures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from flask import request
from pyoxigraph import NamedNode

from graph.dates import is_day
from graph.engine import Engine
from graph.errors import ParameterError, did_you_mean
from graph.explain import Verbaliser
from graph.stances import Column, of_class
from graph.vocabulary import BST, ID
from webui.http.arguments import arguments

MOST = 6  # columns
ONLY = {"": "all", "shared": "where two or more take a position", "differences": "where they do not simply agree"}
_LISTS = ("actor", "day")
_SINGLE = ("leaders", "asof", "measure", "topic", "only")


@dataclass(frozen=True)
class Asked:
    """The choices of a request as they stand in the address; actors, measure and topic are slugs."""

    actors: tuple[str, ...] = ()
    days: tuple[str, ...] = ()
    leaders: bool = False
    asof: str = ""
    measure: str = ""
    topic: str = ""
    only: str = ""

    @property
    def parameters(self) -> dict[str, Any]:
        """The choices as parameters of an address, without empty ones."""
        found: dict[str, Any] = {
            "actor": list(self.actors),
            "day": list(self.days),
            "leaders": "yes" if self.leaders else "",
            **{name: getattr(self, name) for name in ("asof", "measure", "topic", "only")},
        }
        return {name: value for name, value in found.items() if value}

    @property
    def is_complete(self) -> bool:
        """Whether there is something to compare."""
        return len(self.actors) > 1 or len(self.days) > 1

    def columns(self) -> list[Column]:
        """Return the columns: the actors, or the only one at each day."""
        if self.days:
            return [Column(NamedNode(ID + self.actors[0]), each) for each in sorted(self.days)]
        return [Column(NamedNode(ID + actor), self.asof) for actor in self.actors]

    def but(self, **changed: Any) -> dict[str, Any]:
        """Return the parameters of the same comparison with other choices."""
        return replace(self, **changed).parameters


def asked(engine: Engine, *, page: bool) -> Asked:
    """Return the choices of the request, with actors, measure and topic by slug, label, prefixed name or IRI.

    Raises :class:`~graph.errors.ParameterError` with everything that is wrong, and with the nearest name.
    """
    given = arguments({*_LISTS, *_SINGLE}, page=page)
    actors, days = (tuple(dict.fromkeys(filter(None, request.args.getlist(name)))) for name in _LISTS)
    words = Verbaliser(engine)
    problems: list[str] = []

    def checked(check: Callable[[], str]) -> str:
        try:
            return check()
        except ParameterError as error:
            problems.append(str(error))
            return ""

    def slug(place: str, text: str, class_: NamedNode) -> str:
        return checked(lambda: of_class(engine, words, place, text, class_).value.removeprefix(ID)) if text else ""

    found = Asked(
        actors=tuple(dict.fromkeys(filter(None, (slug("actor", each, BST.Actor) for each in actors[: MOST + 1])))),
        days=tuple(filter(None, (checked(lambda each=each: _day("day", each)) for each in days))),  # type: ignore[misc]
        leaders=bool(checked(lambda: _one_of("leaders", given.get("leaders", ""), ("yes",)))),
        asof=checked(lambda: _day("asof", given.get("asof", ""))),
        measure=slug("measure", given.get("measure", ""), BST.Measure),
        topic=slug("topic", given.get("topic", ""), BST.Topic),
        only=checked(lambda: _one_of("only", given.get("only", ""), tuple(filter(None, ONLY)))),
    )
    problems += _too_many(found, actors)
    if problems:
        raise ParameterError("; ".join(problems))
    return found


def _too_many(found: Asked, actors: tuple[str, ...]) -> list[str]:
    """What is wrong with the choices taken together."""
    if len(actors) > MOST:
        return [f"at most {MOST} actors stand side by side; found {len(actors)}"]
    if found.days and len(found.actors) > 1:
        return ["days are compared for one actor alone; choose one actor, or give asof for all of them"]
    if found.days and found.asof:
        return ["give either two days or asof"]
    if len(found.days) not in (0, 2):
        return ["two different days are needed to compare one actor with itself"]
    return ["an actor is needed to compare two days"] if found.days and not actors else []


def _day(name: str, text: str) -> str:
    if text and not is_day(text):
        raise ParameterError(f"{name}: found '{text[:80]}', expected a day such as 2025-03-02")
    return text


def _one_of(name: str, text: str, known: tuple[str, ...]) -> str:
    if text and text not in known:
        raise ParameterError(
            f"{name}: there is no '{text[:80]}'{did_you_mean(text, known)}; expected {' or '.join(known)}"
        )
    return text
