"""The cells of a comparison as the page and the table for spreadsheets show them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pyoxigraph import NamedNode

from graph.explain import Verbaliser
from graph.stances import Cell as Compared
from graph.stances.findings import Bearing, Finding, Said
from graph.vocabulary import BST
from webui.reading.cells import ATTRIBUTIONS, Cell, address

DOUBTS, MENTIONS = "doubts", "mentions"
_THROUGH = {
    Bearing.VARIANT: "in the form of",
    Bearing.GENERAL: "as a form of",
    Bearing.INCOMPATIBLE: "of",
}


@dataclass(frozen=True)
class Entry:
    """One statement in a cell: a position with all that limits it, a doubt, or a mention.

    ``kind`` is its style. ``speaker`` is who said it, where that is not the actor of the column; ``measure`` is that of
    the position, where it is another one, after the words in ``through``. ``counted`` tells whether the sentences above
    the table count it.
    """

    kind: str
    word: str
    said: Said
    summary: Cell
    phrase: str
    when: str
    attributions: tuple[str, ...]
    relays: tuple[Cell, ...]
    conditions: tuple[Cell, ...] = ()
    limit: str = ""
    explicitness: str = ""
    confidence: str = ""
    speaker: Cell | None = None
    measure: Cell | None = None
    through: str = ""
    without_title: bool = False
    given_up: bool = False
    counted: bool = False


@dataclass(frozen=True)
class Shown:
    """A cell: what was said of the measure, in the order of time, and what may have been said by the column's day.

    ``folded`` is what a page shows on request: what was said earlier, and of other measures from which it follows.
    """

    cell: Compared
    actor: Cell
    folded: tuple[Entry, ...]
    entries: tuple[Entry, ...]
    perhaps: tuple[Entry, ...]
    mentions: tuple[Entry, ...]


def shown(cell: Compared, words: Verbaliser, most: int = 3) -> Shown:
    """Return what a page shows of a cell; at most so many entries are unfolded, counted ones and then the last."""
    entries = [_position(each, cell, words) for each in cell.shown]
    entries += [_remark(said, DOUBTS, "voices doubt", cell, words) for said in cell.doubts]
    entries.sort(key=lambda entry: (not entry.said.day, entry.said.day))
    itself = [each for each in entries if each.through in ("", _THROUGH[Bearing.INCOMPATIBLE])]
    best = itself or [each for each in entries if each.counted] or entries
    best = sorted(best, key=lambda entry: entry.counted)[-most:]
    return Shown(
        cell,
        _link(cell.column.actor, words),
        tuple(each for each in entries if each not in best),
        tuple(each for each in entries if each in best),
        tuple(_position(each, cell, words) for each in cell.perhaps),
        tuple(_remark(said, MENTIONS, "speaks of it", cell, words) for said in cell.mentions),
    )


def _position(finding: Finding, cell: Compared, words: Verbaliser) -> Entry:
    said = finding.said
    entry = _remark(said, finding.side.style, finding.side.label, cell, words)
    return replace(
        entry,
        conditions=tuple(_link(each, words) for each in finding.conditions),
        limit=finding.qualification,
        explicitness="explicit" if finding.is_explicit else "implied",
        confidence=words.label(finding.confidence),
        measure=None if finding.bearing == Bearing.SAME else _link(finding.measure, words),
        through=_THROUGH.get(finding.bearing, ""),
        without_title=finding.is_without_title,
        given_up=finding in cell.stance.earlier,
        counted=finding in cell.counted,
    )


def _remark(said: Said, kind: str, word: str, cell: Compared, words: Verbaliser) -> Entry:
    attributions = (ATTRIBUTIONS.get(each.attribution.value, "") for each in said.passages)
    return Entry(
        kind,
        word,
        said,
        Cell(words.text(said.statement, BST.summary), address(said.statement.value)),
        words.text(said.statement, BST.keyPhrase),
        said.when,
        tuple(dict.fromkeys(filter(None, attributions))),
        tuple(_link(each, words) for each in said.relays),
        speaker=None if said.speaker == cell.column.actor else _link(said.speaker, words),
    )


def _link(thing: NamedNode, words: Verbaliser) -> Cell:
    return Cell(words.label(thing), address(thing.value))
