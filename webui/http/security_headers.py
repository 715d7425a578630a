"""What browsers are told that a response may do. Only the addresses under ``/embed`` may be shown by other sites."""

from __future__ import annotations

from flask import Response, g

# Nothing from anywhere else, nothing inline. A blob is what a page itself made: a picture on its way to PNG.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; "
    "form-action {forms}; base-uri 'none'; frame-ancestors {frames}"
)
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def embed() -> None:
    """Let any site show the response to this request in a frame.

    The templates then use the bare layout, which sends no form, and search engines are told to list the full page.
    """
    g.embedded = True


def add_security_headers(response: Response) -> None:
    """Add the headers that every response carries."""
    embedded = g.get("embedded", False)
    forms, frames = ("'none'", "*") if embedded else ("'self'", "'none'")
    response.headers.extend(_HEADERS | {"Content-Security-Policy": _POLICY.format(forms=forms, frames=frames)})
    if embedded:
        response.headers["X-Robots-Tag"] = "noindex"
