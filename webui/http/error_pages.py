"""Errors: a page for a browser, with what may have been meant; a small JSON object for a program."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from difflib import get_close_matches
from functools import partial
from urllib.parse import quote, urlencode

from flask import Flask, Response, jsonify, render_template, request
from werkzeug.exceptions import HTTPException, InternalServerError, NotFound, SecurityError

from graph.errors import BackstopError, ChoiceError
from webui.http.navigation import Entry, footer
from webui.http.notes import REQUEST_ID

_TITLES = {
    400: "That question cannot be asked like this",
    404: "Nothing here",
    406: "This address has no such form",
    502: "The endpoint did not answer",
}
_NO_ADDRESS = "There is nothing at this address."
_MEANT = 5  # pages that are offered at most
_LONGEST = 200  # characters of a path that are looked at

Nearest = Callable[[str], Sequence[Entry]]


def register(app: Flask, nearest: Nearest) -> None:
    """Add the error handlers to the application; ``nearest`` finds the pages that come nearest to some words."""
    app.register_error_handler(HTTPException, partial(_http_error, nearest))
    app.register_error_handler(BackstopError, _our_error)


def _http_error(nearest: Nearest, error: HTTPException) -> Response:
    code = error.code or 500
    if isinstance(error, InternalServerError):
        number = request.environ.get(REQUEST_ID)
        return _answer(code, f"Something went wrong here, and it has been logged{f' as {number}' if number else ''}.")
    if isinstance(error, SecurityError):  # an invalid Host header: a page could not link anywhere
        return Response("There is no such host.\n", code, content_type="text/plain; charset=utf-8")
    if isinstance(error, NotFound):
        ours = error.description if error.description != NotFound.description else ""
        meant = _meant(request.path[:_LONGEST], nearest) if _is_for_a_browser() else ()
        return _answer(code, ours or _NO_ADDRESS, ours or "", meant=meant)
    response = _answer(code, error.description or "")
    for name, value in error.get_headers(request.environ):
        if name == "Allow":
            response.headers[name] = value
    return response


def _our_error(error: BackstopError) -> Response:
    if isinstance(error, ChoiceError):
        return _answer(error.status, str(error), words=error.words or None, ways=_ways(error))
    return _answer(error.status, str(error))


def _ways(error: ChoiceError) -> dict[str, str]:
    """The same address without what is wrong with it, and with what may have been meant: words and addresses."""
    name, given = error.parameter, request.args
    if name not in given:
        return {}
    left = [(key, value) for key, value in given.items(multi=True) if key != name]
    ways = {"Ask again without it": left}
    if error.instead:
        ways = {f"Did you mean “{error.instead}”?": [*left, (name, error.instead)]} | ways
    return {words: _with(parameters) for words, parameters in ways.items()}


def _with(parameters: Sequence[tuple[str, str]]) -> str:
    """The path of the request with these parameters, on this site whatever the path is."""
    path = quote(f"{request.script_root}/{request.path.lstrip('/')}")
    return f"{path}?{urlencode(parameters, safe=':')}" if parameters else path


def _meant(path: str, nearest: Nearest) -> list[Entry]:
    """The pages that may be meant by an address: those with nearly the same one, then those that its words find."""
    pages = {entry.href: entry for each in footer().values() for entry in each}
    found = [pages[href] for href in get_close_matches(path.rstrip("/").casefold(), pages, n=2, cutoff=0.75)]
    first, _, below = path.strip("/").partition("/")
    with suppress(BackstopError):  # there may be no engine to ask; the page is an error's already
        found += nearest(below or first)
    return list({entry.href: entry for entry in found}.values())[:_MEANT]


def _is_for_a_browser() -> bool:
    return request.accept_mimetypes.accept_html and not request.path.endswith((".json", ".csv", ".tsv", ".xml"))


def _answer(
    status: int,
    message: str,
    words: str | None = None,
    *,
    ways: Mapping[str, str] | None = None,
    meant: Sequence[Entry] = (),
) -> Response:
    """A page that says ``words``, or else the message, with the ways on and what was meant; a program's message."""
    if _is_for_a_browser():
        title = _TITLES.get(status, "This did not work")
        text = message if words is None else words
        page = render_template("http/error.html", title=title, message=text, ways=ways or {}, meant=meant)
        response = Response(page, content_type="text/html; charset=utf-8")
    else:
        response = jsonify({"ok": False, "error": message, "status": status})
    response.status_code = status
    return response
