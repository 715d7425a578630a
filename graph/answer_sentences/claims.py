"""The positions in the rows of an answer: who takes which stance on what, and how firm the ground is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum

from pyoxigraph import Literal, NamedNode

from graph.engine import Engine, Value
from graph.vocabulary import BST, PREFIXES

Row = Mapping[str, Value | None]

IN_FAVOUR, ON_CONDITION = BST.inFavourOf.value, BST.conditionallyInFavourOf.value
AGAINST, UNCOMMITTED = BST.against.value, BST.uncommittedOn.value
DOUBTS, SPEAKS_OF = BST.doubts.value, BST.concerns.value
STANCE_ORDER = (IN_FAVOUR, ON_CONDITION, AGAINST, UNCOMMITTED, DOUBTS, SPEAKS_OF)
_CONDITIONS = """
PREFIX bst: <{bst}>
SELECT ?statement ?measure ?text ?condition WHERE {{
  VALUES ?statement {{ {statements} }}
  ?statement bst:expresses ?position .
  ?position bst:onCondition ?condition ; bst:conditionsLabel ?text ; bst:towards ?measure .
}}"""


class Strength(IntEnum):
    """How firm the ground of a position is, from the firmest on."""

    SAID = 0
    IMPLIED = 1
    ASCRIBED = 2
    UNSURE = 3
    UNSURE_ASCRIBED = 4

    @property
    def is_own(self) -> bool:
        """Whether the actor says or implies it, and it is read with at least medium confidence."""
        return self <= Strength.IMPLIED


@dataclass(frozen=True)
class Columns:
    """The columns of a position in a row; a fixed ``stance`` is an IRI; without ``measure`` all rows are on one."""

    holder: str = "actor"
    stance: str = "stance"
    measure: str = "measure"
    suffix: str = ""


@dataclass(frozen=True)
class Claim:
    """One position, or doubt, as the rows show it; terms by their IRIs."""

    holder: str
    stance: str
    measure: str
    statement: str
    strength: Strength
    conditions: tuple[str, ...] = ()
    limited: bool = False
    relays: tuple[str, ...] = ()
    first: str = ""
    last: str = ""


def text(row: Row, column: str) -> str:
    """Return the value in a column as text; empty where there is none."""
    term = row.get(column)
    return term.value if isinstance(term, NamedNode | Literal) else ""


class Conditions:
    """The conditions of the positions of some statements, all of them, by what the rows show of a position."""

    def __init__(self, engine: Engine, rows: Iterable[Row], suffixes: Iterable[str] = ("",)) -> None:
        suffixes = tuple(suffixes)
        wanted = {
            text(row, f"statement{suffix}")
            for row in rows
            for suffix in suffixes
            if any(row.get(f"{column}{suffix}") is not None for column in ("conditions", "condition"))
        } - {""}
        self._found: dict[tuple[str, str], list[str]] = {}
        if not wanted:
            return
        query = _CONDITIONS.format(
            bst=PREFIXES["bst"], statements=" ".join(str(NamedNode(each)) for each in sorted(wanted))
        )
        for solution in engine.select(query):
            statement, condition = solution["statement"].value, solution["condition"].value
            for key in (solution["measure"].value, solution["text"].value):
                known = self._found.setdefault((statement, key), [])
                known += [] if condition in known else [condition]

    @property
    def all(self) -> set[str]:
        """Every condition that was found."""
        return {condition for found in self._found.values() for condition in found}

    def of(self, row: Row, columns: Columns) -> tuple[str, ...]:
        """Return the conditions of the position in a row."""
        suffix = columns.suffix
        if not (text(row, f"conditions{suffix}") or text(row, f"condition{suffix}")):
            return ()
        statement = text(row, f"statement{suffix}")
        keys = (text(row, f"conditions{suffix}"), text(row, columns.measure))
        return tuple(next((sorted(self._found[statement, key]) for key in keys if (statement, key) in self._found), ()))


def claims_of(rows: Iterable[Row], columns: Columns, conditions: Conditions) -> tuple[Claim, ...]:
    """Return the positions in rows, each once however many passages show it, in the order of the rows."""
    groups: dict[tuple[str, ...], list[Row]] = {}
    for row in rows:
        stance = _stance(row, columns, conditions)
        key = (text(row, columns.holder), stance, text(row, columns.measure), text(row, f"statement{columns.suffix}"))
        if key[0] and key[1]:
            groups.setdefault(key, []).append(row)
    return tuple(_claim(key, group, columns, conditions) for key, group in groups.items())


def _stance(row: Row, columns: Columns, conditions: Conditions) -> str:
    """The stance in a row; where it is fixed, a row that was read as no position only speaks of the measure."""
    if ":" not in columns.stance:
        return text(row, columns.stance)
    if columns.stance == DOUBTS:
        return DOUBTS
    if not text(row, f"explicitness{columns.suffix}"):
        return SPEAKS_OF
    if columns.stance == IN_FAVOUR and conditions.of(row, columns):
        return ON_CONDITION
    return columns.stance


def _claim(key: tuple[str, ...], rows: list[Row], columns: Columns, conditions: Conditions) -> Claim:
    suffix = columns.suffix
    row = rows[0]
    days = [text(row, f"{name}{suffix}") for name in ("date", "earliest", "latest")]
    holder, stance, measure, statement = key
    return Claim(
        holder=holder,
        stance=stance,
        measure=measure,
        statement=statement,
        strength=_strength(rows, suffix),
        conditions=conditions.of(row, columns) if stance == ON_CONDITION else (),
        limited=bool(text(row, f"qualification{suffix}")),
        relays=tuple(dict.fromkeys(relay for each in rows if (relay := text(each, f"relay{suffix}")))),
        first=days[0] or days[1] or days[2],
        last=days[0] or days[2],
    )


def _strength(rows: list[Row], suffix: str) -> Strength:
    ascribed = all(text(row, f"attribution{suffix}") == BST.CharacterisedByOther.value for row in rows)
    if text(rows[0], f"confidence{suffix}") == BST.Low.value:
        return Strength.UNSURE_ASCRIBED if ascribed else Strength.UNSURE
    if ascribed:
        return Strength.ASCRIBED
    return Strength.IMPLIED if text(rows[0], f"explicitness{suffix}") == BST.Implied.value else Strength.SAID
