"""One address for one page: without what says nothing, and without slips of the pen.

A form sends every field, also those left empty, and an empty parameter is one that is not given; so a page without them
is the same page. A trailing slash or a capital letter leads to nothing; if it would lead to something without, that is
meant. Nobody is ever sent to another site: only paths that this site knows are redirected to, as paths.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any
from urllib.parse import quote

from flask import Flask, Response, current_app, redirect, request
from flask.globals import request_ctx
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect
from werkzeug.wrappers import Response as AnyResponse

Exists = Callable[[Mapping[str, Any]], bool]

# Where a query string is read by another standard, or a script waits for the answer.
_AS_THEY_ARE = frozenset({"sparql.endpoint", "search.suggest", "static"})
_EXISTS = "backstop.exists"
_PATH = "/:@!$&'()*+,;=~-._"  # what a path may hold as it is (RFC 3986, section 3.3)
_QUERY = _PATH + "?%"
_KEPT = "public, max-age=3600"  # a redirect that is meant to stay, but not for ever


def register(app: Flask, exists: Mapping[str, Exists]) -> None:
    """Redirect to the clean address of a page.

    ``exists`` says, for endpoints whose address may name something that there is not, whether it is there; it gets the
    variables of the path.
    """
    app.extensions[_EXISTS] = exists
    app.before_request(_without_empty_parameters)
    app.after_request(_not_for_ever)
    app.after_request(_without_slips)


def _without_empty_parameters() -> AnyResponse | None:
    """Redirect for now: what an empty parameter means may change."""
    query = request.query_string.decode("latin-1")
    if not query or not _is_page():
        return None
    filled = "&".join(each for each in query.split("&") if each.partition("=")[2])
    return redirect(_address(request.path, filled), 302) if filled != query else None


def _is_page() -> bool:
    """Whether the request is for a page, by an address of this site in its one form."""
    suffix = "." in request.path.rpartition("/")[2]
    return (
        request.method in ("GET", "HEAD")
        and request.url_rule is not None
        and request.endpoint not in _AS_THEY_ARE
        and not suffix
        and not request.path.startswith("//")
        and request.accept_mimetypes.accept_html
    )


def _without_slips(response: Response) -> AnyResponse:
    if response.status_code != 404 or request.method not in ("GET", "HEAD") or request.path.startswith("//"):
        return response
    for path in _meant(request.path):
        if path != request.path and _leads_somewhere(path):
            return redirect(_address(path, request.query_string.decode("latin-1")), 301)
    return response


def _not_for_ever(response: Response) -> Response:
    if response.status_code in (301, 308):
        response.headers.setdefault("Cache-Control", _KEPT)
    return response


def _meant(path: str) -> Iterator[str]:
    lower = path.lower()
    bare = lower.rstrip("/")
    yield lower
    if bare:
        yield bare
        yield f"{bare}/"


def _leads_somewhere(path: str) -> bool:
    adapter = request_ctx.url_adapter
    try:
        endpoint, values = adapter.match(path, method="GET") if adapter else ("", {})
    except (HTTPException, RequestRedirect):
        return False
    exists = current_app.extensions[_EXISTS].get(endpoint)
    return bool(endpoint) and (exists is None or exists(values))


def _address(path: str, query: str) -> str:
    found = request.script_root + quote(path, safe=_PATH)
    return f"{found}?{quote(query, safe=_QUERY, encoding='latin-1')}" if query else found
