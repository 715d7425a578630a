"""Errors: a page for a browser, a small JSON object for a program."""

from __future__ import annotations

from flask import Flask, Response, jsonify, render_template, request
from werkzeug.exceptions import HTTPException, InternalServerError, SecurityError

from graph.errors import BackstopError
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
    return _answer(error.status, str(error))


def _answer(status: int, message: str) -> Response:
    if request.accept_mimetypes.accept_html and not request.path.endswith((".json", ".csv", ".tsv", ".xml")):
        page = render_template("http/error.html", title=_TITLES.get(status, "This did not work"), message=message)
        response = Response(page, content_type="text/html; charset=utf-8")
    else:
        response = jsonify({"ok": False, "error": message, "status": status})
    response.status_code = status
    return response
