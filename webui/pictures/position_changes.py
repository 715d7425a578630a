"""Whose position changed, in words. What counts as a change is said by the saved question about changes."""

from __future__ import annotations

from dataclasses import dataclass

from graph import stance_table
from webui.pictures.positions import Positions, Stance, positions
from webui.reading.rows import Row, answers, grouped
from webui.site import Site

_KINDS = {kind.property.value.rpartition("#")[2]: kind for kind in stance_table.STANCES}


@dataclass(frozen=True)
class Change:
    """One change of one actor's position, with every statement of the later one.

    ``words`` says it as a sentence without its full stop, ``sides`` what qualifies the two positions.
    """

    actor: str
    words: str
    sides: str
    statements: tuple[str, ...]
    given_up: str = ""  # the measure that the actor no longer stands for, if it is another than the later one


def changes(site: Site) -> tuple[Change, ...]:
    """Return the changes of a build, each once; for :meth:`~webui.site.Site.cached`."""
    facts = site.cached(positions)
    stances = {(stance.statement, stance.measure): stance for stance in facts.stances if stance.stance != "doubts"}
    names = ("actor", "stanceBefore", "measureBefore", "stance", "measure")
    rows = grouped((tuple(map(row.data, names)), row) for row in answers(site, "changed-positions"))
    return tuple(_change(facts, stances, same) for same in rows.values())


def _change(facts: Positions, stances: dict[tuple[str, str], Stance], rows: list[Row]) -> Change:
    """The change that all these rows show."""
    row = rows[0]
    before, after = (
        list(dict.fromkeys((each.data(f"statement{side}"), each.data(f"measure{side}")) for each in rows))
        for side in ("Before", "")
    )
    words = f"{_capital(facts.phrase(row.data('actor')))} moved {_from_to(facts, row)}"
    told = [
        side
        for side, found in (("earlier", before), ("later", after))
        if not any(stances[key].ground == "own" for key in found if key in stances)
    ]
    words += f" (the {' and the '.join(told)} by the account of others)" if told else ""
    sides = (" and ".join(stances[key].note for key in found if key in stances) for found in (before, after))
    given_up = row.data("measureBefore") if row.data("measureBefore") != row.data("measure") else ""
    return Change(row.data("actor"), words, " → ".join(sides), tuple(statement for statement, _ in after), given_up)


def _from_to(facts: Positions, row: Row) -> str:
    """From what to what, such as ``from a ceasefire first to a permanent peace deal at once``."""
    old, new = _KINDS[row.data("stanceBefore")], _KINDS[row.data("stance")]
    before, after = facts.phrase(row.data("measureBefore")), facts.phrase(row.data("measure"))
    if before == after:
        return f"from being {old.preposition} {before} to being {new.preposition} it{_terms(new)}"
    if old.preposition == new.preposition == stance_table.IN_FAVOUR.preposition:
        return f"from {before}{_terms(old)} to {after}{_terms(new)}"
    return f"from being {old.preposition} {before} to being {new.preposition} {after}{_terms(new)}"


def _terms(kind: stance_table.StanceKind) -> str:
    return ", on condition" if kind is stance_table.ON_CONDITION else ""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
