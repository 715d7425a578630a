"""The optional scripts, built from ``webui/frontend``; pages work without them."""

from __future__ import annotations

from pathlib import Path

from flask import current_app, url_for
from markupsafe import Markup

_BUILT = "built"  # below the static folder


def script(name: str) -> Markup:
    """Return the elements that load a built script and its style sheet; empty if they have not been built."""
    elements = Markup()
    if _path(f"{name}.css").is_file():
        elements += Markup('<link rel="stylesheet" href="{}">').format(_address(f"{name}.css"))
    if _path(f"{name}.js").is_file():
        elements += Markup('<script type="module" src="{}"></script>').format(_address(f"{name}.js"))
    return elements


def _path(file: str) -> Path:
    return Path(current_app.static_folder or "") / _BUILT / file


def _address(file: str) -> str:
    return url_for("static", filename=f"{_BUILT}/{file}")
