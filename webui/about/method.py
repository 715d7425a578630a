"""How the documents were read, and how far the readings agree."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from flask import Blueprint, render_template

_FILE = Path(__file__).with_name("agreement.json")

blueprint = Blueprint("method", __name__)


@cache
def agreement() -> dict[str, Any]:
    """Return the figures of agreement: per variable, and how many positions only the third reading has."""
    return dict(json.loads(_FILE.read_text(encoding="utf-8")))


@blueprint.get("/method")
def method() -> str:
    """How the documents were read, what was settled and how, and the agreement per variable."""
    return render_template("about/method.html", **agreement())
