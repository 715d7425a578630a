"""Serves each new build without a restart.

Requests check the link to the current build, at most once in a number of seconds. When it names another build, a
thread opens and verifies that build while the old one goes on answering; one assignment then replaces it. A request
keeps the site that it began with. A damaged build is refused: it is logged, ``/health`` reports it, and the old build
stays in service.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from threading import Lock, Thread

from graph.errors import BackstopError
from webui.site import Site

_LOG = logging.getLogger(__name__)
_RETRY_SECONDS = 30  # before a refused build is tried again: it may have been repaired


class ReloadingSites:
    """The site over the build in place.

    ``name`` returns the name of the build in place, and must be cheap. ``open_site`` opens that build, and raises
    :class:`~graph.errors.BackstopError` if it is damaged. ``every`` is the time between two checks, in seconds.
    ``within`` returns the context in which a later build is prepared.
    """

    def __init__(
        self,
        name: Callable[[], str],
        open_site: Callable[[], Site],
        every: float,
        within: Callable[[], AbstractContextManager[object]] = nullcontext,
    ) -> None:
        self._within = within
        self._name, self._open_site, self._every = name, open_site, every
        self._lock = Lock()
        self._thread: Thread | None = None
        # The name is read first: a build that is published in between is opened twice rather than missed.
        self._tried = name()
        self._site = open_site()
        self._next = time.monotonic() + every
        self._retry = 0.0
        self.refused = ""

    @property
    def current(self) -> Site:
        """The site for the next request; checks for a new build when that is due."""
        if time.monotonic() >= self._next and self._lock.acquire(blocking=False):
            try:
                self._look()
            finally:
                self._lock.release()
        return self._site

    def wait(self, seconds: float) -> None:
        """Wait at most ``seconds`` for a build that is being opened."""
        if self._thread is not None:
            self._thread.join(seconds)

    def _look(self) -> None:
        now = time.monotonic()
        self._next = now + self._every
        if self._thread is not None and self._thread.is_alive():
            return
        name = self._name()
        if name != self._tried or (self.refused and now >= self._retry):
            self._tried = name
            self._thread = Thread(target=self._replace, name="new-build", daemon=True)
            self._thread.start()

    def _replace(self) -> None:
        before = self._site
        try:
            with self._within():
                opened = self._open_site()
                opened.warm_like(before)
        except Exception as error:  # noqa: BLE001 -- whatever is wrong with the new build, the old one goes on
            ours = isinstance(error, BackstopError)
            self._retry = time.monotonic() + _RETRY_SECONDS
            self.refused = str(error) if ours else "an error of ours, which has been logged"
            _LOG.error("a new build is refused: %s", error, exc_info=None if ours else error)
            return
        self._site = opened
        self.refused = ""
        _LOG.info("serving the build %s", opened.engine.version)
