"""One opened build, and what the views share of it.

A request sees one :class:`Site` from its first line to its last. What is worked out from a build is kept with the site
that it was worked out from, so that a new build starts afresh and nothing of an old one is left.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from threading import RLock
from typing import Any, Protocol, TypeVar, cast

from flask import Flask, current_app, g

from graph.engine import Engine
from graph.saved_queries import SavedQuestion

T = TypeVar("T")

_KEY = "backstop"


@dataclass(frozen=True)
class Site:
    """What the views share: the engine, the saved questions in order, and where the ontology's files are."""

    engine: Engine
    questions: tuple[SavedQuestion, ...]
    ontology_folder: Path
    _derived: dict[Callable[[Site], Any], Any] = field(default_factory=dict, repr=False, compare=False)
    _lock: RLock = field(default_factory=RLock, repr=False, compare=False)

    def question(self, slug: str) -> SavedQuestion | None:
        """Return the question with this slug."""
        return next((question for question in self.questions if question.slug == slug), None)

    @property
    def themes(self) -> dict[str, list[SavedQuestion]]:
        """The questions by theme, both in their order."""
        themes: dict[str, list[SavedQuestion]] = {}
        for question in self.questions:
            themes.setdefault(question.theme, []).append(question)
        return themes

    def derive(self, make: Callable[[Site], T]) -> T:
        """Return ``make(self)``, worked out the first time it is asked for, once for all threads."""
        if make not in self._derived:
            with self._lock:
                if make not in self._derived:
                    self._derived[make] = make(self)
        return cast(T, self._derived[make])

    def derived(self, make: Callable[[Site], T]) -> T | None:
        """Return what :meth:`derive` has worked out already; ``None`` if it has not."""
        return cast(T | None, self._derived.get(make))

    def derive_as(self, other: Site) -> None:
        """Work out all that ``other`` has worked out, so that nobody waits for it who asks this site first."""
        for make in tuple(other._derived):
            self.derive(make)


class Sites(Protocol):
    """Whatever knows which site is the one to serve now."""

    @property
    def current(self) -> Site:
        """The site that the next request will see."""

    @property
    def refused(self) -> str:
        """Why the build that is in place is not the one that is served; empty if it is."""


@dataclass(frozen=True)
class OneSite:
    """A site that stays the same."""

    current: Site
    refused: str = ""


def install(app: Flask, opened: Site | Sites) -> None:
    """Make ``opened`` the site of the application, or the sites, of which it always serves the current one."""
    app.extensions[_KEY] = OneSite(opened) if isinstance(opened, Site) else opened


def sites_of(app: Flask) -> Sites:
    """Return what knows the application's sites."""
    return cast(Sites, app.extensions[_KEY])


def site_of(app: Flask) -> Site:
    """Return the site that the application's next request will see."""
    return sites_of(app).current


def site() -> Site:
    """Return the site of the current request."""
    if "site" not in g:
        g.site = site_of(current_app)
    return cast(Site, g.site)
