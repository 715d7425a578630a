"""What is served: one engine with its questions, and a cache of what the pages compute from them.

A request sees one :class:`Site` from beginning to end. The cache belongs to the site, so a new build starts with an
empty one.
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
from graph.store import EmbeddedStore

T = TypeVar("T")

_KEY = "backstop"


@dataclass(frozen=True)
class Site:
    """What the views share: the engine, the saved questions in order, and where the ontology's files are."""

    engine: Engine
    questions: tuple[SavedQuestion, ...]
    ontology_folder: Path
    _cache: dict[Callable[[Site], Any], Any] = field(default_factory=dict, repr=False, compare=False)
    _lock: RLock = field(default_factory=RLock, repr=False, compare=False)

    @property
    def build(self) -> EmbeddedStore | None:
        """The build that is served, with its files and its history; ``None`` if the engine is a remote endpoint."""
        return self.engine if isinstance(self.engine, EmbeddedStore) else None

    def question(self, slug: str) -> SavedQuestion | None:
        """Return the question with this slug."""
        return next((question for question in self.questions if question.slug == slug), None)

    @property
    def themes(self) -> dict[str, list[SavedQuestion]]:
        """The questions by theme, in their order."""
        themes: dict[str, list[SavedQuestion]] = {}
        for question in self.questions:
            themes.setdefault(question.theme, []).append(question)
        return themes

    def cached(self, make: Callable[[Site], T]) -> T:
        """Return ``make(self)``, computed on first use, once for all threads."""
        if make not in self._cache:
            with self._lock:
                if make not in self._cache:
                    self._cache[make] = make(self)
        return cast(T, self._cache[make])

    def cached_or_none(self, make: Callable[[Site], T]) -> T | None:
        """Return what :meth:`cached` has computed before, or ``None``."""
        return cast(T | None, self._cache.get(make))

    def warm_like(self, other: Site) -> None:
        """Compute everything that ``other`` has cached, so that the first visitors need not wait."""
        for make in tuple(other._cache):
            self.cached(make)


class Sites(Protocol):
    """Knows which site to serve now."""

    @property
    def current(self) -> Site:
        """The site that the next request will see."""

    @property
    def refused(self) -> str:
        """Why the current build is not served, or an empty string."""


@dataclass(frozen=True)
class OneSite:
    """A site that stays the same."""

    current: Site
    refused: str = ""


def install(app: Flask, opened: Site | Sites) -> None:
    """Let the application serve a site, or always the current one of ``Sites``."""
    app.extensions[_KEY] = OneSite(opened) if isinstance(opened, Site) else opened


def sites_of(app: Flask) -> Sites:
    """Return the sites of the application."""
    return cast(Sites, app.extensions[_KEY])


def site_of(app: Flask) -> Site:
    """Return the site that the application's next request will see."""
    return sites_of(app).current


def site() -> Site:
    """Return the site of the current request."""
    if "site" not in g:
        g.site = site_of(current_app)
    return cast(Site, g.site)


def served_build() -> str:
    """Return the first digits of the build that the current request sees; empty for a remote endpoint."""
    build = site().build
    return build.version[:12] if build else ""
