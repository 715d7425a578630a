"""The WSGI server: waitress, with clear errors for the listening socket, and a stop within a time limit.

Waitress was chosen by measurement (``tests/benchmarks/wsgi_servers.py``; ``OPERATING.md`` has the figures): it
reads each request whole before a thread works on it, so slow clients hold no thread; and it tells the application when
a client has gone.
"""

from __future__ import annotations

import errno
import logging
import signal
import socket
import time
from collections.abc import Callable
from types import FrameType
from typing import TYPE_CHECKING

from waitress import wasyncore
from waitress.server import create_server

from graph.errors import Problem, SettingsError
from graph.sandbox.limits import SandboxLimits
from webui.settings import Settings

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

_LOG = logging.getLogger(__name__)
_BACKLOG = 1024  # connections that the kernel keeps for us
_HEAD_BYTES = 64 * 1024  # the longest request line with its headers
_PROXY_HEADERS = {"x-forwarded-for", "x-forwarded-host", "x-forwarded-proto"}
_IDLE_SECONDS = 0.5  # for threads to end that have nothing to do
_LOOK_SECONDS = 0.05  # between two looks at whether a stop is complete


def listen(settings: Settings) -> socket.socket:
    """Return a socket that listens where the settings say. Raises :class:`~graph.errors.SettingsError`."""
    host, port = settings.host, settings.port
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host.strip("[]"), port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except (OSError, UnicodeError):
        raise _wrong("HOST", f"found '{host}', expected an address or name of this machine") from None
    listener = socket.socket(family, kind, protocol)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(address)
        listener.listen(_BACKLOG)
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRINUSE:
            message = f"port {port} of {host} is taken by another program: stop that one, or set another PORT"
            raise _wrong("PORT", message) from None
        if error.errno == errno.EACCES:
            raise _wrong("PORT", f"port {port} is not for this user: set one above 1023") from None
        raise _wrong("HOST", f"found '{host}', which is no address of this machine ({error.strerror})") from None
    return listener


def _wrong(variable: str, message: str) -> SettingsError:
    return SettingsError([Problem("environment", 0, variable, message)])


def address_of(listener: socket.socket) -> str:
    """Return the web address of a listening socket."""
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


class Server:
    """Serves ``app`` on ``listener`` until SIGTERM or SIGINT, whose handlers it sets when it is made.

    ``interrupt`` ends whatever delays a stop; it is called once, when three quarters of ``stop_seconds`` have passed.
    """

    def __init__(
        self,
        app: WSGIApplication,
        listener: socket.socket,
        settings: Settings,
        limits: SandboxLimits,
        interrupt: Callable[[], None],
    ) -> None:
        self._settings = settings
        self._interrupt = interrupt
        self._stopping, self._deadline = False, 0.0
        self._server = create_server(
            app,
            sockets=[listener],
            threads=settings.threads_for(limits),
            connection_limit=settings.connections,
            channel_timeout=settings.idle_seconds,
            cleanup_interval=min(settings.idle_seconds, 10),
            max_request_body_size=2 * max(settings.request_bytes, limits.request_bytes),  # else the site answers
            max_request_header_size=_HEAD_BYTES,
            asyncore_use_poll=True,  # select() knows no file descriptor above 1023
            channel_request_lookahead=1,  # reads on while a request runs, and so notices that the client has gone
            trusted_proxy=settings.proxy or None,
            trusted_proxy_headers=_PROXY_HEADERS if settings.proxy else set(),
            clear_untrusted_proxy_headers=bool(settings.proxy),
            ident="Backstop",
        )
        for each in (signal.SIGTERM, signal.SIGINT):
            signal.signal(each, self._stop)

    def serve(self) -> bool:
        """Serve until a signal, then finish the requests that have begun within ``stop_seconds``, and accept no more.

        Returns whether all were finished. A second signal ends the waiting.
        """
        while not self._stopping:
            self._turn(timeout=1)
        return self._drain()

    def _stop(self, number: int, _: FrameType | None) -> None:
        _LOG.info("stopping: signal %d", number)
        self._deadline = 0.0 if self._stopping else time.monotonic() + self._settings.stop_seconds
        self._stopping = True
        self._server.pull_trigger()

    def _turn(self, timeout: float) -> None:
        wasyncore.loop(timeout=timeout, use_poll=True, map=self._server._map, count=1)  # noqa: SLF001 -- it has no public name

    def _drain(self) -> bool:
        wasyncore.dispatcher.close(self._server)  # the listening socket alone
        interrupted = False
        patient = self._deadline - self._settings.stop_seconds / 4  # then there is time to answer
        while time.monotonic() < self._deadline:
            if not interrupted and time.monotonic() >= patient:
                interrupted = True
                self._interrupt()
            channels = list(self._server.active_channels.values())
            for channel in channels:
                if not channel.requests and not channel.total_outbufs_len:
                    channel.will_close = True
            if not channels:
                break
            self._turn(timeout=_LOOK_SECONDS)
        left = len(self._server.active_channels)
        if left:
            _LOG.warning("stopped with %d connections still open", left)
            return False
        threads = self._server.task_dispatcher
        threads.shutdown(timeout=_IDLE_SECONDS)
        return not threads.threads
