"""Looks up the positions and doubts of an actor on a measure, and weighs them."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import NamedNode

from graph.dates import dated
from graph.engine import Engine, Value
from graph.errors import ParameterError
from graph.explain import TripleReader, Verbaliser, thing_of
from graph.stance_table import AGAINST, IN_FAVOUR, ON_CONDITION, STANCES, UNCOMMITTED, StanceKind
from graph.stances.findings import Answer, Bearing, Finding, Said, Stance
from graph.vocabulary import BST, compact


def stance(engine: Engine, actor: str, measure: str) -> Stance:
    """Answer for an actor and a measure, each by slug, label, prefixed name or IRI.

    Raises :class:`~graph.errors.ParameterError`, for both at once, with the nearest name.
    """
    words = Verbaliser(engine)
    terms: list[NamedNode] = []
    problems: list[str] = []
    for place, text, class_ in (("actor", actor, BST.Actor), ("measure", measure, BST.Measure)):
        try:
            terms.append(_of_class(engine, words, place, text, class_))
        except ParameterError as error:
            problems.append(str(error))
    if problems:
        raise ParameterError("; ".join(problems))
    return _Search(engine, words, *terms).stance()


def _of_class(engine: Engine, words: Verbaliser, place: str, text: str, class_: NamedNode) -> NamedNode:
    term = thing_of(engine, text, place)
    if not words.is_a(term, class_):
        raise ParameterError(f"{place}: '{compact(term.value).removeprefix('id:')}' is no {place}")
    return term


class _Search:
    def __init__(self, engine: Engine, words: Verbaliser, actor: NamedNode, measure: NamedNode) -> None:
        self._engine = engine
        self._words = words
        self._facts = TripleReader(engine)
        self._actor = actor
        self._measure = measure
        variant, incompatible = BST.variantOf, BST.incompatibleWith
        self._bearings: dict[Value, Bearing] = {
            **dict.fromkeys((q.object for q in engine.quads(measure, incompatible, None)), Bearing.INCOMPATIBLE),
            **dict.fromkeys((q.object for q in engine.quads(measure, variant, None)), Bearing.GENERAL),
            **dict.fromkeys((q.subject for q in engine.quads(None, variant, measure)), Bearing.VARIANT),
            measure: Bearing.SAME,
        }

    def stance(self) -> Stance:
        own = self._findings(BST.heldBy)
        findings = tuple(each for each in own if each.is_conclusive)
        held = {each.position for each in own}
        on_behalf = tuple(
            each for each in self._findings(BST.heldOnBehalfOf) if each.is_conclusive and each.position not in held
        )
        doubts = self._doubts()
        near = tuple(each for each in own if not each.is_conclusive and _is_near(each))
        answer = _answer(findings, on_behalf, doubts)
        return Stance(self._actor, self._measure, answer, findings, on_behalf, doubts, near)

    def _findings(self, relation: NamedNode) -> list[Finding]:
        found = []
        for position in _nodes(quad.subject for quad in self._engine.quads(None, relation, self._actor)):
            for side in STANCES:
                for measure in _nodes(self._words.values(position, side.property)):
                    said = self._said_in(position)
                    if measure in self._bearings and said is not None:
                        found.append(self._finding(position, side, measure, said))
        return sorted(found, key=lambda each: (_by_date(each.said), each.position.value))

    def _finding(self, position: NamedNode, side: StanceKind, measure: NamedNode, said: Said) -> Finding:
        confidence = self._words.value(position, BST.confidence)
        return Finding(
            position,
            side,
            measure,
            self._bearings[measure],
            said,
            conditions=tuple(_nodes(self._words.values(position, BST.onCondition))),
            is_explicit=self._words.value(position, BST.explicitness) == BST.Explicit,
            confidence=confidence if isinstance(confidence, NamedNode) else BST.Low,
            qualification=self._words.text(position, BST.qualification),
        )

    def _said_in(self, position: NamedNode) -> Said | None:
        statements = _nodes(quad.subject for quad in self._engine.quads(None, BST.expresses, position))
        return self._said(statements[0]) if statements else None

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
            speaker[0] if speaker else self._actor,
            tuple(dict.fromkeys(passages)),
            dated(on, earliest, latest),
            on or latest or earliest,
        )

    def _doubts(self) -> tuple[Said, ...]:
        said = [
            self._said(statement)
            for statement in _nodes(quad.subject for quad in self._engine.quads(None, BST.doubts, self._measure))
            if self._engine.quads(statement, BST.statedBy, self._actor)
        ]
        return tuple(sorted(said, key=_by_date))


def _nodes(terms: Iterable[Value]) -> list[NamedNode]:
    return sorted({term for term in terms if isinstance(term, NamedNode)}, key=str)


def _by_date(said: Said) -> tuple[bool, str, str]:
    return not said.day, said.day, said.statement.value


def _is_near(finding: Finding) -> bool:
    """Whether a position that does not answer is worth showing; being against an incompatible measure is not."""
    return finding.bearing != Bearing.INCOMPATIBLE or finding.side in (IN_FAVOUR, ON_CONDITION)


def weighing(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Return what the answer rests on: what the actor said, as somebody reports, or else what others ascribe.

    What others ascribe weighs less than the actor's own words, and never replaces them.
    """
    return tuple(each for each in findings if each.is_own) or findings


def _answer(findings: tuple[Finding, ...], on_behalf: tuple[Finding, ...], doubts: tuple[Said, ...]) -> Answer:
    if not findings:
        if doubts:
            return Answer.DOUBTS
        return Answer.ON_BEHALF if on_behalf else Answer.NOTHING
    sides = {each.side for each in weighing(findings)}
    if len(sides) > 1:
        return Answer.SEVERAL
    alone = {
        ON_CONDITION: Answer.ON_CONDITION,
        AGAINST: Answer.OPPOSES,
        UNCOMMITTED: Answer.UNCOMMITTED,
    }
    side = sides.pop()
    return alone[side] if side in alone else _in_favour(weighing(findings))


def _in_favour(findings: tuple[Finding, ...]) -> Answer:
    """The plainest ground on which the actor is in favour: said, implied, concluded from a variant, ascribed."""
    if not any(each.is_own for each in findings):
        return Answer.ASCRIBED
    itself = [each for each in findings if each.bearing == Bearing.SAME]
    if any(each.is_explicit for each in itself):
        return Answer.SAID_SO
    return Answer.IMPLIED if itself else Answer.CONCLUDED
