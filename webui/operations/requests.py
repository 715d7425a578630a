"""Middleware that logs and counts every request, from its arrival to the last byte of its answer."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from flask import Flask, Response, g, request

from webui.http.notes import ASKED, BUILD, OUTCOME, REQUEST_ID, ROUTE
from webui.operations.logs import REQUESTS, shown_client
from webui.operations.metrics import Metrics
from webui.settings import Settings
from webui.site import Site

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_LONGEST_PATH, _LONGEST_QUERY = 500, 4000  # characters


class Observed:
    """The WSGI application ``app`` with a log and metrics."""

    def __init__(self, app: WSGIApplication, metrics: Metrics, settings: Settings) -> None:
        self._app, self._metrics, self._settings = app, metrics, settings

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        environ[REQUEST_ID] = secrets.token_hex(8)
        seen = _Request(environ, self._finish)
        self._metrics.in_progress.inc()

        def start(status: str, headers: list[tuple[str, str]], *error: Any) -> Callable[[bytes], object]:
            seen.status = int(status[:3])
            return start_response(status, [*headers, ("X-Request-Id", environ[REQUEST_ID])], *error)

        try:
            seen.answer = self._app(environ, start)
        except BaseException:
            seen.close()
            raise
        return seen

    def _finish(self, seen: _Request) -> None:
        environ, settings = seen.environ, self._settings
        spent = time.perf_counter() - seen.began
        self._metrics.in_progress.dec()
        method = environ["REQUEST_METHOD"]
        self._metrics.answered(environ.get(ROUTE, ""), method, seen.status, spent)
        if outcome := environ.get(OUTCOME):
            self._metrics.queries.labels(outcome).inc()
        if not seen.whole:
            self._metrics.gone.inc()
        fields = {
            "id": environ[REQUEST_ID],
            "method": method[:20],
            "path": _text(environ.get("PATH_INFO", ""))[:_LONGEST_PATH],
            "route": environ.get(ROUTE) or None,
            "status": seen.status,
            "ms": round(spent * 1000, 1),
            "bytes": seen.sent,
            "whole": seen.whole,
            "client": shown_client(environ.get("REMOTE_ADDR", ""), settings.log_clients),
            "build": environ.get(BUILD),
        }
        if outcome := environ.get(OUTCOME):
            fields["outcome"] = outcome
        if settings.log_queries:
            fields["asked"] = environ.get(ASKED)
        REQUESTS.info("request", extra={"fields": fields})


class _Request:
    """One request, and the iterable of its answer, which counts the bytes sent."""

    def __init__(self, environ: WSGIEnvironment, finish: Callable[[_Request], None]) -> None:
        self.environ = environ
        self.began = time.perf_counter()
        self.status = 500  # until the application sets another one
        self.sent = 0
        self.whole = False
        self.answer: Iterable[bytes] = ()
        self._finish: Callable[[_Request], None] | None = finish

    def __iter__(self) -> Iterator[bytes]:
        for piece in self.answer:
            yield piece
            self.sent += len(piece)
        self.whole = True

    def close(self) -> None:
        """Close the answer and report the request, once."""
        finish, self._finish = self._finish, None
        try:
            if close := getattr(self.answer, "close", None):
                close()
        finally:
            if finish:
                finish(self)


def _text(path: str) -> str:
    """Return a path as text: WSGI passes its bytes as Latin-1 (PEP 3333)."""
    return path.encode("latin-1", "replace").decode("utf-8", "replace")


def observe(app: Flask, metrics: Metrics, settings: Settings) -> None:
    """Log and count every request of the application."""

    def note(response: Response) -> Response:
        environ = request.environ
        if request.url_rule is not None:
            environ[ROUTE] = request.url_rule.rule
        seen = g.get("site")
        if isinstance(seen, Site):
            environ[BUILD] = seen.engine.version[:12] if len(seen.engine.version) == 64 else seen.engine.version
        if settings.log_queries:
            environ[ASKED] = _asked()[:_LONGEST_QUERY] or None
        return response

    app.after_request(note)
    app.wsgi_app = Observed(app.wsgi_app, metrics, settings)  # type: ignore[method-assign]


def _asked() -> str:
    """Return the query string, and the query if it came in the body."""
    parts = [request.query_string.decode("utf-8", "replace"), *request.form.getlist("query")]
    if request.mimetype == "application/sparql-query":
        parts.append(request.get_data(as_text=True))
    return "\n".join(part for part in parts if part)
