"""Statements as pages list them: actor, date, summary, positions and passages.

A page asks once for all statements connected with its thing, and picks its lists by the property that connects them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph.dates import dated, short_dated
from graph.stance_table import STANCES
from graph.vocabulary import PREFIXES
from webui.reading.cells import ATTRIBUTIONS, Cell
from webui.reading.rows import Row, ask, grouped
from webui.site import Site

_STANCES = {stance.property.value: stance for stance in STANCES}


@dataclass(frozen=True)
class Passage:
    """One passage that attests a statement: its half-open range of code points, and how it attributes."""

    iri: str
    document: Cell
    document_iri: str
    attribution: str
    kind: str
    relay: Cell
    start: int
    end: int
    digest: str
    omits: tuple[Cell, ...] = ()  # the conditions that it leaves out


@dataclass(frozen=True)
class Position:
    """The stance that a statement takes on one measure, with its conditions; ``kind`` is the style of the stance."""

    iri: str
    holder: Cell
    holder_iri: str
    word: str
    kind: str
    measure: Cell
    measure_iri: str
    conditions: tuple[Cell, ...]
    condition_iris: tuple[str, ...]
    explicitness: Cell
    confidence: Cell
    qualification: str
    reading: str

    @property
    def unsure(self) -> bool:
        """Whether the confidence is low, so that nothing is concluded."""
        return self.confidence.term == "Low"


@dataclass(frozen=True)
class Statement:
    """A statement with its positions and passages; ``when`` is its date in words, ``short_when`` in fewer.

    ``day`` is the last day on which it can have been made, ``since`` the first, empty if that is not known.
    """

    iri: str
    summary: Cell
    phrase: str
    actor: Cell
    actor_iri: str
    office: Cell
    event: Cell
    when: str
    short_when: str
    day: str
    since: str
    assessed: Cell
    verdict: Cell
    flags: int
    passages: tuple[Passage, ...]
    positions: tuple[Position, ...]

    @property
    def ascribed(self) -> bool:
        """Whether every passage ascribes it to the actor without reporting an act of speech."""
        return all(passage.kind == "characterisedbyother" for passage in self.passages)

    @property
    def omitting(self) -> list[tuple[Cell, Cell]]:
        """The documents whose passages leave out a condition, each with the condition."""
        found = ((passage.document, omitted) for passage in self.passages for omitted in passage.omits)
        return list(dict.fromkeys(found))

    @property
    def documents(self) -> list[Cell]:
        """The documents that report it, without repetition."""
        return list(dict.fromkeys(passage.document for passage in self.passages))

    @property
    def attributions(self) -> list[tuple[str, str]]:
        """How its passages attribute it, as word and kind, without repetition."""
        return list(dict.fromkeys((passage.attribution, passage.kind) for passage in self.passages))

    @property
    def relays(self) -> list[Cell]:
        """Who relays or ascribes it, without repetition."""
        return list(dict.fromkeys(passage.relay for passage in self.passages if passage.relay.text))


@dataclass(frozen=True)
class Connected:
    """The statements connected with a thing, by IRI, in chronological order, those without a date last.

    ``by_property`` has their IRIs by the name of the property that connects them (see ``connections.rq``).
    """

    statements: Mapping[str, Statement]
    by_property: Mapping[str, Sequence[str]]

    def by(self, *properties: str, but_not: str = "") -> list[Statement]:
        """Return the statements connected by one of the properties, and not by ``but_not``."""
        wanted = {iri for name in properties for iri in self.by_property.get(name, ())}
        wanted -= set(self.by_property.get(but_not, ()))
        return [statement for iri, statement in self.statements.items() if iri in wanted]


def connected(opened: Site, iri: str) -> Connected:
    """Return the statements connected with a thing; the thing itself is among them if it is a statement."""
    asked = ("passages", "positions", "statements")
    passages, positions, found = (
        grouped((row.iri("statement"), row) for row in ask(opened, f"things/{name}", thing=iri)) for name in asked
    )
    listed = [
        _statement(rows[0], _passages(passages.get(statement, [])), _positions(positions.get(statement, [])))
        for statement, rows in found.items()
    ]
    listed.sort(key=lambda statement: (not statement.day, statement.day, statement.iri))
    properties = ask(opened, "things/connections", thing=iri)
    return Connected(
        {statement.iri: statement for statement in listed},
        grouped((row.data("property"), row.iri("statement")) for row in properties),
    )


def reading_order(listed: Iterable[Statement], document: str) -> list[Statement]:
    """Return the statements in the order of their first passage in a document."""

    def place(statement: Statement) -> tuple[int, int, str]:
        spans = [(each.start, each.end) for each in statement.passages if each.document_iri == document]
        return (*min(spans), statement.iri)

    return sorted(listed, key=place)


def _statement(row: Row, passages: Iterable[Passage], positions: Iterable[Position]) -> Statement:
    days = (row.text("saidOn"), row.text("earliest"), row.text("latest"))
    return Statement(
        iri=row.iri("statement"),
        summary=Cell(row.text("summary"), row.cell("statement").href),
        phrase=row.text("phrase"),
        actor=row.cell("actor"),
        actor_iri=row.iri("actor"),
        office=row.cell("office"),
        event=row.cell("event"),
        when=dated(*days),
        short_when=short_dated(*days),
        day=days[0] or days[2] or days[1],
        since=days[0] or days[1],
        assessed=row.cell("assessed"),
        verdict=row.cell("verdict"),
        flags=row.number("flags"),
        passages=tuple(passages),
        positions=tuple(positions),
    )


def _passages(found: Sequence[Row]) -> list[Passage]:
    """The passages of one statement, from a row for each condition that a passage leaves out."""
    same = grouped(((row.iri("passage"), row.iri("relay")), row) for row in found)
    return [_passage(rows[0], tuple(row.cell("omits") for row in rows if row.iri("omits"))) for rows in same.values()]


def _passage(row: Row, omits: tuple[Cell, ...]) -> Passage:
    attribution = row.iri("attribution")
    return Passage(
        iri=row.iri("passage"),
        document=row.cell("document"),
        document_iri=row.iri("document"),
        attribution=ATTRIBUTIONS.get(attribution, row.cell("attribution").text),
        kind=attribution.removeprefix(PREFIXES["bst"]).lower(),
        relay=row.cell("relay"),
        start=row.number("start"),
        end=row.number("end"),
        digest=row.text("digest"),
        omits=omits,
    )


def _positions(found: Sequence[Row]) -> list[Position]:
    """The positions of one statement, from a row for each condition."""
    return [_position(same) for same in grouped((row.iri("position"), row) for row in found).values()]


def _position(same: Sequence[Row]) -> Position:
    row = same[0]
    stance = _STANCES[row.iri("stance")]
    return Position(
        iri=row.iri("position"),
        holder=row.cell("holder"),
        holder_iri=row.iri("holder"),
        word=stance.label,
        kind=stance.style,
        measure=row.cell("measure"),
        measure_iri=row.iri("measure"),
        conditions=tuple(dict.fromkeys(each.cell("condition") for each in same if each.iri("condition"))),
        condition_iris=tuple(dict.fromkeys(each.iri("condition") for each in same if each.iri("condition"))),
        explicitness=row.cell("explicitness"),
        confidence=row.cell("confidence"),
        qualification=row.text("qualification"),
        reading=row.text("reading"),
    )
