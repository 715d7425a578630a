"""The parameters of a request. A shared link carries others, such as ``fbclid``: a page ignores them and says so."""

from __future__ import annotations

from collections.abc import Collection

from flask import g, request

from graph.errors import ParameterError, did_you_mean


def arguments(known: Collection[str], *, page: bool) -> dict[str, str]:
    """Return the parameters of the request with these names. A page shows which others it ignored.

    Raises :class:`~graph.errors.ParameterError` for another name where no page is asked for, but data.
    """
    others = [name for name in request.args if name not in known]
    if others and not page:
        raise ParameterError(f"there is no parameter '{others[0]}'{did_you_mean(others[0], known)}")
    g.ignored, g.known = others, frozenset(known)
    return {name: value for name, value in request.args.items() if name in known}
