"""Serves each new build once it is there, without a stop.

The link that names the build in place is looked at as requests come in, at most once in so many seconds. When it names
another build, that one is opened and verified on a thread of its own while the one before goes on answering, and takes
its place in one assignment. A request keeps the site that it began with. A build that is not whole is refused: it is
logged, ``/health`` says so, and the one before goes on.
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
_RETRY_SECONDS = 30  # a build that was refused is tried again after so long, for it may have been mended in place


class ReloadingSites:
    """The site over the build in place.

    ``name`` returns what names the build in place, cheaply; ``open_site`` opens it, and raises
    :class:`~graph.errors.BackstopError` if it is not whole, which the first opening passes on. ``every`` is in
    seconds. ``within`` makes the context in which a later build is made ready.
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
        # The name comes first: a build that is put in place in between is then opened a second time, and never missed.
        self._tried = name()
        self._site = open_site()
        self._next = time.monotonic() + every
        self._retry = 0.0
        self.refused = ""
        self._followers: list[Callable[[Site], None]] = []

    @property
    def current(self) -> Site:
        """The site that the next request will see; looks for a new build where it is time to."""
        if time.monotonic() >= self._next and self._lock.acquire(blocking=False):
            try:
                self._look()
            finally:
                self._lock.release()
        return self._site

    def follow(self, follower: Callable[[Site], None]) -> None:
        """Have ``follower`` called with each new site just before it takes its place; an error refuses the site."""
        self._followers.append(follower)

    def wait(self, seconds: float) -> None:
        """Wait until a build that is being opened is served or refused."""
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
                opened.derive_as(before)
                for follower in self._followers:
                    follower(opened)
        except Exception as error:  # noqa: BLE001 -- whatever is wrong with the new build, the old one goes on
            ours = isinstance(error, BackstopError)
            self._retry = time.monotonic() + _RETRY_SECONDS
            self.refused = str(error) if ours else "an error of ours, which has been logged"
            _LOG.error("a new build is refused: %s", error, exc_info=None if ours else error)
            return
        self._site = opened
        self.refused = ""
        _LOG.info("serving the build %s", opened.engine.version)
