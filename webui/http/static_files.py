"""Style sheets, scripts and pictures: each has an address with a fingerprint of its content, kept for a year."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import Flask, Response, current_app, request

ENDPOINT = "static"
_FINGERPRINT = "v"  # the parameter of an address
_FOR_EVER = "public, max-age=31536000, immutable"


def register(app: Flask) -> None:
    """Add the fingerprint to every address of a static file that is made, and let browsers keep what has one."""
    app.url_defaults(_add)
    app.after_request(_finish)


def fingerprint(name: str) -> str:
    """Return the fingerprint of a static file by its content; empty if there is no such file."""
    path = Path(current_app.static_folder or "") / name
    try:
        found = path.stat()
    except (OSError, ValueError):  # a name may hold a null byte
        return ""
    return _digest(path, found.st_mtime_ns, found.st_size) if path.is_file() else ""


def exists(values: Mapping[str, Any]) -> bool:
    """Return whether there is the file that the path of an address names."""
    return bool(fingerprint(values["filename"]))


@lru_cache(maxsize=256)
def _digest(path: Path, _changed: int, _size: int) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


def _add(endpoint: str, values: dict[str, Any]) -> None:
    if endpoint == ENDPOINT and _FINGERPRINT not in values and (found := fingerprint(values.get("filename", ""))):
        values[_FINGERPRINT] = found


def _finish(response: Response) -> Response:
    """Only under its own fingerprint is a file the same for ever: under an old one the new content may come."""
    given = request.args.get(_FINGERPRINT)
    if given and request.endpoint == ENDPOINT and response.status_code in (200, 206, 304):
        name = (request.view_args or {})["filename"]
        if given == fingerprint(name):
            response.headers["Cache-Control"] = _FOR_EVER
    return response
