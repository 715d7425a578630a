"""The data of a picture as a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from graph.serialisation import safe_cell


def sheet(names: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> bytes:
    """Return the rows as CSV in UTF-8 with a byte order mark; no cell is executed by a spreadsheet as a formula.

    A list becomes one cell, joined by semicolons; what a row lacks is empty.
    """
    output = io.StringIO()
    writer = csv.writer(output)
    writer.writerow(names)
    for row in rows:
        writer.writerow(safe_cell(_text(row.get(name))) for name in names)
    return output.getvalue().encode("utf-8-sig")


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, (list, tuple)):
        return "; ".join(map(str, value))
    return "" if value is None else str(value)
