"""Errors: a page for a browser, a small JSON object for a program."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import quote, urlencode

from flask import Flask, Response, jsonify, render_template, request
from werkzeug.exceptions import HTTPException, InternalServerError, SecurityError

from graph.errors import BackstopError, ChoiceError
from webui.http.notes import REQUEST_ID

_TITLES = {
    400: "That question cannot be asked like this",
    404: "There is nothing at this address",
    406: "This address has no such form",
    502: "The endpoint did not answer",
}


def register(app: Flask) -> None:
    """Add the error handlers to the application."""
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(BackstopError, _our_error)


def _http_error(error: HTTPException) -> Response:
    code = error.code or 500
    if isinstance(error, InternalServerError):
        number = request.environ.get(REQUEST_ID)
        return _answer(code, f"Something went wrong here, and it has been logged{f' as {number}' if number else ''}.")
    if isinstance(error, SecurityError):  # an invalid Host header: a page could not link anywhere
        return Response("There is no such host.\n", code, content_type="text/plain; charset=utf-8")
    response = _answer(code, error.description or "")
    for name, value in error.get_headers(request.environ):
        if name == "Allow":
            response.headers[name] = value
    return response


def _our_error(error: BackstopError) -> Response:
    if isinstance(error, ChoiceError):
        return _answer(error.status, str(error), words=error.words, ways=_ways(error))
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


def _answer(status: int, message: str, words: str = "", ways: Mapping[str, str] | None = None) -> Response:
    """A page that says ``words``, or else the message, with the ``ways`` on; or the message for a program."""
    if request.accept_mimetypes.accept_html and not request.path.endswith((".json", ".csv", ".tsv", ".xml")):
        title = _TITLES.get(status, "This did not work")
        page = render_template("http/error.html", title=title, message=words or message, ways=ways or {})
        response = Response(page, content_type="text/html; charset=utf-8")
    else:
        response = jsonify({"ok": False, "error": message, "status": status})
    response.status_code = status
    return response
