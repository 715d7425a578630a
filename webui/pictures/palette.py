"""The colours of drawings that leave the site as files: the light ones of the style sheet."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from webui.pictures.positions import SHORT

_STYLE_SHEET = Path(__file__).parent.parent / "static" / "style.css"


def _palette() -> Mapping[str, str]:
    first_rule = _STYLE_SHEET.read_text(encoding="utf-8").partition("}")[0]
    colours = dict(re.findall(r"--([\w-]+): (#\w+);", first_rule))
    return colours | {style: colours[short] for style, short in SHORT.items()}


PALETTE = _palette()
"""Colours by the name of their custom property, and those of the stances by style."""
