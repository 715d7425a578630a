"""Opens what the site serves: one engine that is given, or the build in place and each that follows it."""

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
    """Return the site over ``engine``; without one, the sites over what the environment names.

    ``within`` makes the context of the application, in which a new build is made ready. Raises
    :class:`~graph.errors.BackstopError` if there is nothing whole to serve: every file of a build is held
    against its manifest, and the saved questions are read anew with each build.
    """

    def opened(engine: Engine) -> Site:
        if isinstance(engine, EmbeddedStore):
            engine.verify()
        return Site(engine=engine, questions=read_questions(root / "queries"), ontology_folder=root / "ontology")

    if engine is not None:
        return OneSite(opened(engine))
    source = read_settings(Source, os.environ)
    if source.endpoint or not settings.reload_seconds:
        return OneSite(opened(open_engine(root)))
    folder = source.folder(root)
    return ReloadingSites(
        lambda: release_in_place(folder), lambda: opened(EmbeddedStore(folder)), settings.reload_seconds, within
    )
