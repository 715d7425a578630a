"""A comparison as a table for spreadsheets: a line for each position, doubt, mention and silence."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from graph.explain import Verbaliser
from graph.serialisation import safe_cell
from graph.stances import Comparison
from graph.vocabulary import ID
from webui.explain.comparison_cells import Entry, Shown, shown

COLUMNS = (
    *("topic", "measure", "outcome", "actor", "day", "stance", "measureOfPosition", "conditions", "limit", "counted"),
    *("givenUp", "maybeLater", "explicitness", "confidence", "attributions", "relays", "speaker", "when", "phrase"),
    *("summary", "statement", "measureId", "actorId"),
)
_SILENT = "silent"


def table(found: Comparison, words: Verbaliser) -> bytes:
    """Return the comparison as CSV in UTF-8 with a byte order mark; no spreadsheet executes a cell as a formula."""
    output = io.StringIO()
    writer = csv.writer(output)
    writer.writerow(COLUMNS)
    for row in found.rows:
        measure = {
            "topic": words.label(row.topic) if row.topic else "",
            "measure": words.label(row.measure),
            "outcome": row.outcome.value,
            "measureId": row.measure.value.removeprefix(ID),
        }
        for cell in row.cells:
            actor = {
                "actor": words.label(cell.column.actor),
                "day": cell.column.until,
                "actorId": cell.column.actor.value.removeprefix(ID),
            }
            for line in _lines(shown(cell, words)):
                values = measure | actor | line
                writer.writerow(safe_cell(values.get(name, "")) for name in COLUMNS)
    return output.getvalue().encode("utf-8-sig")


def _lines(cell: Shown) -> Iterator[dict[str, str]]:
    yield from (_line(entry) for entry in (*cell.folded, *cell.entries, *cell.mentions))
    yield from (_line(entry) | {"maybeLater": "yes"} for entry in cell.perhaps)
    if cell.cell.is_silent:
        yield {"stance": _SILENT}


def _line(entry: Entry) -> dict[str, str]:
    is_position = bool(entry.explicitness)
    return {
        "stance": entry.word,
        "measureOfPosition": entry.measure.text if entry.measure else "",
        "conditions": "; ".join(each.text for each in entry.conditions),
        "limit": entry.limit,
        "counted": ("yes" if entry.counted else "no") if is_position else "",
        "givenUp": "yes" if entry.given_up else "",
        "explicitness": entry.explicitness,
        "confidence": entry.confidence,
        "attributions": "; ".join(entry.attributions),
        "relays": "; ".join(each.text for each in entry.relays),
        "speaker": entry.speaker.text if entry.speaker else "",
        "when": entry.when,
        "phrase": entry.phrase,
        "summary": entry.summary.text,
        "statement": entry.said.statement.value.removeprefix(ID),
    }
