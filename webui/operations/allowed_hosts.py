"""The allowed host names: a request for another one is refused, because pages and feeds repeat the name.

Werkzeug's list of trusted hosts knows no IPv6 addresses and is case-sensitive (against RFC 9110, section 4.2.3).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from flask import Flask, abort, request

# These do not repeat the name, and machines ask for them by whatever address they have.
_ANY_NAME = frozenset({"/health", "/health/live", "/metrics"})
_HOST = re.compile(r"(\[[0-9a-f:.]+\]|[^:\[\]]+)(?::[0-9]*)?")


def allow_only(app: Flask, names: Sequence[str]) -> None:
    """Refuse (400) requests for other hosts than ``names``: host names, or ends of them such as ``.example.org``.

    A request without a host (HTTP/1.0) is answered.
    """

    def check() -> None:
        given = request.headers.get("Host", "")
        if given and request.path not in _ANY_NAME and not _is_allowed(given, names):
            abort(400, description="This site has another host name (BACKSTOP_HOSTS).")

    if names:
        app.before_request(check)


def _is_allowed(given: str, names: Sequence[str]) -> bool:
    found = _HOST.fullmatch(given.lower())
    return found is not None and any(
        found[1].endswith(name) if name.startswith(".") else found[1] == name for name in names
    )
