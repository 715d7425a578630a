"""Media types, and content negotiation (RFC 9110, section 12.5.1)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from flask import abort, request
from pyoxigraph import QueryResultsFormat, RdfFormat
from werkzeug.datastructures import MIMEAccept


def media_types(formats: Mapping[str, QueryResultsFormat] | Mapping[str, RdfFormat]) -> dict[str, str]:
    """Return the media type of each form by name, the HTML page first; without a charset."""
    return {"html": "text/html", **{name: form.media_type.partition(";")[0] for name, form in formats.items()}}


def content_type(media_type: str) -> str:
    """Return the media type, with its charset if it is text."""
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type


def negotiated(forms: Mapping[str, str]) -> str:
    """Return the name of the form that the request prefers; the first one if it has no preference.

    ``forms`` maps a form's name to its media type. Answers 406 where none is acceptable.
    """
    found = best(request.accept_mimetypes, forms.values())
    if found is None:
        abort(406, description=f"This address has: {', '.join(forms.values())}.")
    return next(name for name, media_type in forms.items() if media_type == found)


def best(accept: MIMEAccept, offers: Iterable[str]) -> str | None:
    """Return the offered media type that is accepted most, the first of equals; ``None`` where none is."""
    if not accept:
        return next(iter(offers))
    quality, _, found = max((accept.quality(name), -rank, name) for rank, name in enumerate(offers))
    return found if quality > 0 else None
