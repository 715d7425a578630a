"""What is on record of an actor: its positions, those taken on its behalf, its doubts, and what it merely speaks of."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from pyoxigraph import NamedNode

from graph.dates import dated
from graph.engine import Engine, Value
from graph.explain import TripleReader, Verbaliser
from graph.stance_table import STANCES
from graph.stances.findings import Bearing, Finding, Said
from graph.vocabulary import BST


@dataclass(frozen=True)
class Remark:
    """A statement that doubts a measure or speaks of it."""

    measure: NamedNode
    said: Said


@dataclass(frozen=True)
class Record:
    """Everything that an actor's stances are drawn from; each list by date, whatever the measure.

    ``on_behalf`` are positions of those who speak for the actor, and ``doubts_on_behalf`` their doubts. ``mentions``
    are the actor's statements that concern a measure, whether or not they also take a position on it.
    """

    actor: NamedNode
    own: tuple[Finding, ...]
    on_behalf: tuple[Finding, ...]
    doubts: tuple[Remark, ...]
    mentions: tuple[Remark, ...] = ()
    doubts_on_behalf: tuple[Remark, ...] = ()

    def until(self, day: str) -> Record:
        """Return what was certainly said on or before a day (an ISO date)."""
        return self._only(lambda said: "" < said.day <= day)

    def uncertain(self, day: str) -> Record:
        """Return what may have been said on or before a day, but perhaps only later."""
        return self._only(lambda said: said.first <= day and not "" < said.day <= day)

    def _only(self, passes: Callable[[Said], bool]) -> Record:
        return replace(
            self,
            own=tuple(each for each in self.own if passes(each.said)),
            on_behalf=tuple(each for each in self.on_behalf if passes(each.said)),
            doubts=tuple(each for each in self.doubts if passes(each.said)),
            mentions=tuple(each for each in self.mentions if passes(each.said)),
            doubts_on_behalf=tuple(each for each in self.doubts_on_behalf if passes(each.said)),
        )


class RecordReader:
    """Reads the records of actors from an engine. It caches its lookups, so each use needs a new one."""

    def __init__(self, engine: Engine, words: Verbaliser | None = None) -> None:
        self._engine = engine
        self._words = words or Verbaliser(engine)
        self._facts = TripleReader(engine)

    def read(self, actor: NamedNode) -> Record:
        """Return all that is on record of an actor."""
        statements = self._subjects(BST.statedBy, actor)
        doubts = self._remarks(statements, BST.doubts)
        mentions = self._remarks(statements, BST.concerns)
        own = self._findings(BST.heldBy, actor)
        speaking = self._subjects(BST.represents, actor)
        spoken = {each for who in speaking for by in (BST.statedAs, BST.statedBy) for each in self._subjects(by, who)}
        doubted = self._remarks(sorted(spoken - set(statements), key=str), BST.doubts)
        return Record(actor, own, self._on_behalf(actor, own), doubts, mentions, doubted)

    def read_on(self, actor: NamedNode, measure: NamedNode) -> Record:
        """Return what is on record of an actor, with no doubts but those of this measure, and without mentions."""
        doubting = self._subjects(BST.doubts, measure)
        doubting = [each for each in doubting if self._engine.quads(each, BST.statedBy, actor)]
        own = self._findings(BST.heldBy, actor)
        doubts = tuple(sorted((Remark(measure, self._said(each)) for each in doubting), key=_by_date))
        return Record(actor, own, self._on_behalf(actor, own), doubts)

    def _remarks(self, statements: Iterable[NamedNode], relation: NamedNode) -> tuple[Remark, ...]:
        pairs = [
            (measure, statement)
            for statement in statements
            for measure in _nodes(self._words.values(statement, relation))
            if self._words.is_a(measure, BST.Measure)
        ]
        return tuple(sorted((Remark(measure, self._said(each)) for measure, each in pairs), key=_by_date))

    def _on_behalf(self, actor: NamedNode, own: Iterable[Finding]) -> tuple[Finding, ...]:
        """Positions held on behalf of the actor, and those of its leaders where a passage leaves the office out.

        What others ascribe to a leader or to an organ, and what is unsure, is not held on behalf of anybody.
        """
        found = {each.position: each for each in self._findings(BST.heldOnBehalfOf, actor)}
        for office in self._subjects(BST.represents, actor):
            spoken = [self._said(statement) for statement in self._subjects(BST.statedAs, office)]
            for leader in {said.speaker for said in spoken}:
                since = min(said.first or said.day for said in spoken if said.speaker == leader)
                for each in self._findings(BST.heldBy, leader):
                    if each.said.day >= since and each.is_own and each.is_sure:
                        found.setdefault(each.position, replace(each, is_without_title=True))
        held = {each.position for each in own}
        spoken_for = (each for each in found.values() if each.position not in held)
        return tuple(sorted(spoken_for, key=lambda each: (_day_of(each.said), each.position.value)))

    def _subjects(self, relation: NamedNode, thing: NamedNode) -> list[NamedNode]:
        return _nodes(quad.subject for quad in self._engine.quads(None, relation, thing))

    def _findings(self, relation: NamedNode, actor: NamedNode) -> tuple[Finding, ...]:
        found = []
        for position in self._subjects(relation, actor):
            statements = self._subjects(BST.expresses, position)
            if not statements:
                continue
            said = self._said(statements[0])
            for side in STANCES:
                for measure in _nodes(self._words.values(position, side.property)):
                    confidence = self._words.value(position, BST.confidence)
                    found.append(
                        Finding(
                            position,
                            side,
                            measure,
                            Bearing.SAME,
                            said,
                            conditions=tuple(_nodes(self._words.values(position, BST.onCondition))),
                            is_explicit=self._words.value(position, BST.explicitness) == BST.Explicit,
                            confidence=confidence if isinstance(confidence, NamedNode) else BST.Low,
                            qualification=self._words.text(position, BST.qualification),
                        )
                    )
        return tuple(sorted(found, key=lambda each: (_day_of(each.said), each.position.value)))

    def _said(self, statement: NamedNode) -> Said:
        quads = self._engine.quads(statement, BST.statedBy, None)
        passages = [
            passage
            for quad in quads
            if isinstance(quad.graph_name, NamedNode)
            for passage in self._facts.attestations(quad.triple, quad.graph_name)
        ]
        speaker = _nodes(quad.object for quad in quads)
        days = BST.saidOn, BST.earliest, BST.latest
        on, earliest, latest = (self._words.text(statement, name) for name in days)
        return Said(
            statement,
            speaker[0] if speaker else statement,
            tuple(dict.fromkeys(passages)),
            dated(on, earliest, latest),
            on or earliest,
            self._words.text(statement, BST.onOrBefore),
        )


def _nodes(terms: Iterable[Value]) -> list[NamedNode]:
    return sorted({term for term in terms if isinstance(term, NamedNode)}, key=str)


def _day_of(said: Said) -> tuple[bool, str, str]:
    return not said.day, said.day, said.statement.value


def _by_date(remark: Remark) -> tuple[tuple[bool, str, str], str]:
    return _day_of(remark.said), remark.measure.value
