"""Media types, and content negotiation (RFC 9110, section 12.5.1)."""

from __future__ import annotations

from collections.abc import Mapping

from flask import abort, request
from pyoxigraph import QueryResultsFormat, RdfFormat


def media_types(formats: Mapping[str, QueryResultsFormat] | Mapping[str, RdfFormat]) -> dict[str, str]:
    """Return the media type of each form by name, the HTML page first; without the charset that some come with."""
    return {"html": "text/html", **{name: form.media_type.partition(";")[0] for name, form in formats.items()}}


def content_type(media_type: str) -> str:
    """Return the media type with its charset, where it is text."""
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type


def negotiated(forms: Mapping[str, str]) -> str:
    """Return the name of the form that the request prefers; the first one if it has no preference.

    ``forms`` maps a form's name to its media type. Answers 406 where none is acceptable.
    """
    if not request.accept_mimetypes:
        return next(iter(forms))
    best = request.accept_mimetypes.best_match(list(forms.values()))
    names = {media_type: name for name, media_type in forms.items()}
    if best not in names:
        abort(406, description=f"This address has: {', '.join(forms.values())}.")
    return names[best]
