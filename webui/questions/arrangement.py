"""The table of an answer as a page shows it: in the order asked for, the rows that hold some words, fifty at a time."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from flask import abort, request, url_for

from graph.errors import ParameterError, did_you_mean
from graph.saved_queries import Asked
from webui.questions.citation import BUILD, RESULT
from webui.reading.cells import Answer, Cell, Evidence, Row, address
from webui.reading.sorting import SortKey, folded, in_order

SORT, FIND, PAGE = "_sort", "_find", "_page"
ARRANGING = frozenset((SORT, FIND, PAGE))  # reserved parameters, of pages alone
ROWS = 50  # on one page
_ALL = "all"
_LONGEST = 200  # characters of what is looked for
_DATE = "date"  # the name by which evidence is sorted
_FEW = 5  # so many rows are neither searched nor sorted by a menu
# What the two directions of an order are called, by the kind of its keys (see `webui.reading.sorting`).
_DIRECTIONS = (("smallest first", "largest first"), ("earliest first", "latest first"), ("A to Z", "Z to A"))


@dataclass(frozen=True)
class Heading:
    """A column's heading: its name, its words, the address that sorts by it, and ``ascending`` or ``descending``."""

    column: str
    text: str
    href: str
    order: str


@dataclass(frozen=True)
class Order:
    """An entry of the menu of orders: its value in the address, its words, and whether it is the present one."""

    value: str
    text: str
    chosen: bool


@dataclass(frozen=True)
class Table:
    """The part of an answer that one page shows.

    ``evidence`` is the heading of the column of evidence, if there is one. ``total`` counts the rows of the answer,
    ``found`` those that hold the words ``find``; shown are those from ``first`` to ``last``. ``headings`` leave out the
    columns in which each row says what was chosen. ``hidden`` are the parameters that a form on the page keeps.
    """

    headings: tuple[Heading, ...]
    evidence: Heading | None
    rows: tuple[Row, ...]
    total: int
    found: int
    first: int
    last: int
    find: str
    orders: tuple[Order, ...]
    hidden: Mapping[str, str]
    previous: str
    following: str
    everything: str
    unfiltered: str

    @property
    def few(self) -> bool:
        """Whether the answer has so few rows that one sees them all."""
        return self.total <= _FEW


def refuse_arranging() -> None:
    """Raise :class:`~graph.errors.ParameterError` where data are asked for in an order or a part that only pages have.

    A file holds every row in the question's own order, so that the same answer is the same file.
    """
    for name in sorted(ARRANGING & set(request.args)):
        raise ParameterError(f"{name}: only a page takes this; a file has every row, in the question's own order")


def arranged(asked: Asked, answer: Answer) -> Table:
    """Return the rows of an answer that the request asks for, in its order.

    Raises :class:`~graph.errors.ParameterError` for a column or page that is none, and answers 404 where the page is
    beyond the last.
    """
    columns = _columns(answer)
    chosen, descending = _sort(asked, columns)
    find = request.args.get(FIND, "").strip()[:_LONGEST]
    rows = [row for row in answer.rows if _holds(row, folded(find).split())]
    if chosen:
        rows = in_order(rows, columns[chosen], descending=descending)
    start, size = _start_and_size(len(rows))
    repeated = _repeated(asked, answer)
    kept = [place for place, column in enumerate(answer.shown) if column not in repeated]
    order = ("-" if descending else "") + chosen
    state = {SORT: order, FIND: find}

    def heading(column: str, text: str) -> Heading:
        present = ("descending" if descending else "ascending") if column == chosen else ""
        turned = f"-{column}" if present == "ascending" else column
        return Heading(column, text, _address(asked, {**state, SORT: turned}), present)

    def page(number: int) -> str:
        return _address(asked, {**state, PAGE: str(number) if number > 1 else ""}, anchor="answer")

    paged = size < len(rows)
    number = start // ROWS + 1
    return Table(
        headings=tuple(heading(answer.shown[place], answer.headings[place]) for place in kept),
        evidence=heading(_DATE, "by date") if any(row.evidence for row in answer.rows) else None,
        rows=tuple(replace(row, cells=tuple(row.cells[place] for place in kept)) for row in rows[start : start + size]),
        total=len(answer.rows),
        found=len(rows),
        first=start + 1 if rows else 0,
        last=min(start + size, len(rows)),
        find=find,
        orders=(Order("", "as listed", not chosen), *_orders(answer, columns, order)),
        hidden=_kept(asked),
        previous=page(number - 1) if start else "",
        following=page(number + 1) if start + size < len(rows) else "",
        everything=_address(asked, {**state, PAGE: _ALL}, anchor="answer") if paged else "",
        unfiltered=_address(asked, {SORT: order}) if find else "",
    )


def _columns(answer: Answer) -> dict[str, Any]:
    """What each column is sorted by: a function from a row to its key."""

    def of_cell(place: int) -> Any:
        return lambda row: row.cells[place].sort

    found = {column: of_cell(place) for place, column in enumerate(answer.shown)}
    if any(row.evidence for row in answer.rows):
        found.setdefault(_DATE, lambda row: row.evidence.sort if row.evidence else ())
    return found


def _sort(asked: Asked, columns: Collection[str]) -> tuple[str, bool]:
    """The column that the request sorts by, and whether downwards; none where this answer leaves the column out."""
    given = request.args.get(SORT, "")
    name = given.removeprefix("-")
    known = [*asked.question.columns, _DATE]
    if name and name not in known:
        raise ParameterError(f"{SORT}: there is no column '{name[:80]}'{did_you_mean(name, known)}")
    return (name, given.startswith("-")) if name in columns else ("", False)


def _start_and_size(count: int) -> tuple[int, int]:
    """The first row of the page that the request asks for, and the number of rows on it."""
    given = request.args.get(PAGE, "") or "1"
    if given == _ALL:
        return 0, max(count, 1)
    if not (given.isascii() and given.isdigit() and len(given) < 6 and int(given)):
        raise ParameterError(f"{PAGE}: found '{given[:80]}', expected a number from 1 on, or '{_ALL}'")
    pages = max(1, -(-count // ROWS))
    if int(given) > pages:
        abort(404, description=f"There is no page {int(given)}: these rows fill {pages}.")
    return (int(given) - 1) * ROWS, ROWS


def _orders(answer: Answer, columns: Mapping[str, Any], chosen: str) -> Iterator[Order]:
    """The two directions of every column that has something to sort by."""
    headings = dict(zip(answer.shown, answer.headings, strict=True))
    for column, key in columns.items():
        keys: list[SortKey] = [found for row in answer.rows if (found := key(row))]
        if len(set(keys)) > 1:
            for sign, words in zip(("", "-"), _DIRECTIONS[keys[0][0]], strict=True):
                value = f"{sign}{column}"
                yield Order(value, f"{headings.get(column, 'Date')}, {words}", value == chosen)


def _repeated(asked: Asked, answer: Answer) -> set[str]:
    """The columns in which every row says what was chosen, and no more; a stance is never left out."""
    chosen = {address(value) for value in asked.values.values() if ":" in value} - {None}
    columns = {
        column
        for place, column in enumerate(answer.shown)
        if not column.startswith("stance") and all(_says(row.cells[place], chosen) for row in answer.rows)
    }
    return columns if len(columns) < len(answer.shown) else set()


def _says(cell: Cell | Evidence, chosen: Collection[str | None]) -> bool:
    return isinstance(cell, Cell) and cell.href in chosen and not cell.notes and not cell.why


def _holds(row: Row, words: Collection[str]) -> bool:
    """Whether a row has all the words, anywhere in what it shows."""
    text = folded(" ".join(_texts(row))) if words else ""
    return all(word in text for word in words)


def _texts(row: Row) -> Iterator[str]:
    evidences = [each for each in (*row.cells, row.evidence, *row.further) if isinstance(each, Evidence)]
    cells: Iterable[Cell] = [*(cell for cell in row.cells if isinstance(cell, Cell)), *row.badges.values()]
    for cell in cells:
        yield cell.text
        yield from (note.text for note in cell.notes)
    for each in evidences:
        yield from (each.summary.text, each.phrase, each.document.text, each.date, each.attribution)
        yield each.relay.text if each.relay else ""


def _kept(asked: Asked) -> dict[str, str]:
    """What every address of the same answer carries: its values, and the build and result that it cites."""
    cited = {name: request.args[name] for name in (BUILD, RESULT) if request.args.get(name)}
    return {**asked.short, **cited}


def _address(asked: Asked, state: Mapping[str, str], anchor: str | None = None) -> str:
    given = {**_kept(asked), **{name: value for name, value in state.items() if value}}
    return url_for("questions.question", slug=asked.question.slug, _anchor=anchor, **dict[str, Any](given))
