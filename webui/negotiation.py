"""Chooses among the forms that a page has, by the request's ``Accept`` (RFC 9110, section 12.5.1)."""

from __future__ import annotations

from collections.abc import Mapping

from flask import abort, request


def negotiated(media_types: Mapping[str, str]) -> str:
    """Return the name of the best form; the first is for those who accept anything, or say nothing.

    ``media_types`` maps a form's name to its media type. Answers 406 where none is acceptable.
    """
    if not request.accept_mimetypes:
        return next(iter(media_types))
    best = request.accept_mimetypes.best_match(list(media_types.values()))
    names = {media_type: name for name, media_type in media_types.items()}
    if best not in names:
        abort(406, description=f"This address has: {', '.join(media_types.values())}.")
    return names[best]
