"""Opens what is served: a given engine, or the build in place and every later one."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from graph.connect import Source, open_engine
from graph.engine import Engine
from graph.environment import read_settings
from graph.publication import release_in_place
from graph.saved_queries import read_questions
from graph.store import EmbeddedStore
from webui.settings import Settings
from webui.site import OneSite, Site, Sites
from webui.site.reloading import ReloadingSites


def open_sites(
    engine: Engine | None, root: Path, settings: Settings, within: Callable[[], AbstractContextManager[object]]
) -> Sites:
    """Return the site over ``engine``; without one, the sites over the build or endpoint that the environment names.

    ``within`` returns the context in which a new build is prepared. Every file of a build is verified against its
    manifest, and the saved questions are read again with each build. Raises :class:`~graph.errors.BackstopError` if
    the engine or the build cannot be served.
    """

    def opened(engine: Engine) -> Site:
        served = Site(engine=engine, questions=read_questions(root / "queries"), ontology_folder=root / "ontology")
        if served.build:
            served.build.verify()
        return served

    if engine is not None:
        return OneSite(opened(engine))
    source = read_settings(Source, os.environ)
    if source.endpoint or not settings.reload_seconds:
        return OneSite(opened(open_engine(root)))
    folder = source.folder(root)
    return ReloadingSites(
        lambda: release_in_place(folder), lambda: opened(EmbeddedStore(folder)), settings.reload_seconds, within
    )
