"""The names that the site goes by: what is asked of another name is refused, for pages and feeds repeat the name.

Werkzeug has a list of trusted hosts too, but it knows no IPv6 address, and minds upper case (against RFC 9110, 4.2.3).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from flask import Flask, abort, request

# These repeat no name, and machines ask for them at whatever address they have.
_ANY_NAME = frozenset({"/health", "/health/live", "/metrics"})
_HOST = re.compile(r"(\[[0-9a-f:.]+\]|[^:\[\]]+)(?::[0-9]*)?")


def only(app: Flask, names: Sequence[str]) -> None:
    """Have the application answer to these names alone, each of them a host name or the end of one (``.example.org``).

    A request that gives no name at all (HTTP/1.0) is answered.
    """

    def check() -> None:
        given = request.headers.get("Host", "")
        if given and request.path not in _ANY_NAME and not _goes_by(given, names):
            abort(400, description="This site does not go by that name (BACKSTOP_HOSTS).")

    if names:
        app.before_request(check)


def _goes_by(given: str, names: Sequence[str]) -> bool:
    found = _HOST.fullmatch(given.lower())
    return found is not None and any(
        found[1].endswith(name) if name.startswith(".") else found[1] == name for name in names
    )
