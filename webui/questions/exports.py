"""An answer in formats for readers who do not know RDF: plain JSON objects, CSV for spreadsheets, Parquet."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from arro3.core import Array, DataType, Table
from arro3.io import write_parquet
from pyoxigraph import Literal

from graph.serialisation import safe_cell
from graph.vocabulary import PREFIXES
from webui.reading.result import Result, Term

PARQUET = "application/vnd.apache.parquet"
_XSD = PREFIXES["xsd"]
_EPOCH = date(1970, 1, 1)


def objects(result: Result, start: int, size: int) -> list[dict[str, Any]]:
    """Return up to ``size`` rows from ``start`` on as objects, with numbers and booleans as JSON has them."""
    rows = result.solutions[start : start + size]
    return [{name: _plain(row[name]) for name in result.names} for row in rows]


def spreadsheet(result: Result) -> bytes:
    """Return the rows as CSV in UTF-8 with a byte order mark; no cell is executed by a spreadsheet as a formula."""
    output = io.StringIO()
    writer = csv.writer(output)
    writer.writerow(result.names)
    for row in result:
        writer.writerow(safe_cell(_text(row[name])) for name in result.names)
    return output.getvalue().encode("utf-8-sig")


def parquet(result: Result, about: Mapping[str, str]) -> bytes:
    """Return the rows as Parquet; ``about`` becomes the file's key-value metadata.

    A column whose values are all dates, integers (64 bits) or decimals (written as doubles) has that type; any other
    is text.
    """
    columns = [_column([row[name] for row in result]) for name in result.names]
    table = Table.from_arrays(columns, names=list(result.names))
    output = io.BytesIO()
    write_parquet(table, output, compression="snappy", key_value_metadata=dict(about))
    return output.getvalue()


def _plain(term: Term | None) -> str | int | float | bool | None:
    if not isinstance(term, Literal):
        return None if term is None else _text(term)
    match term.datatype.value.removeprefix(_XSD):
        case "integer":
            return int(term.value)
        case "decimal" | "double":
            return float(term.value)
        case "boolean":
            return term.value == "true"
    return term.value


def _text(term: Term | None) -> str:
    return "" if term is None else str(getattr(term, "value", term))


_COLUMNS: dict[str, tuple[Callable[[str], Any], Callable[[list[Any]], Array]]] = {
    "date": (
        lambda text: (date.fromisoformat(text) - _EPOCH).days,
        lambda days: Array(days, type=DataType.int32()).cast(DataType.date32()),
    ),
    "integer": (int, lambda numbers: Array(numbers, type=DataType.int64())),
    "decimal": (lambda text: float(Decimal(text)), lambda numbers: Array(numbers, type=DataType.float64())),
}


def _column(terms: list[Term | None]) -> Array:
    kinds = {term.datatype.value if isinstance(term, Literal) else "" for term in terms if term is not None}
    if len(kinds) == 1 and (kind := kinds.pop().removeprefix(_XSD)) in _COLUMNS:
        read, make = _COLUMNS[kind]
        try:
            return make([None if term is None else read(_text(term)) for term in terms])
        except (ValueError, OverflowError):  # a literal that is ill-typed or too large stays text
            pass
    return Array([None if term is None else _text(term) for term in terms], type=DataType.utf8())
