"""Looks up the positions and doubts of an actor on a measure, and weighs them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pyoxigraph import NamedNode

from graph.dates import dated
from graph.engine import Engine, Value
from graph.errors import ParameterError
from graph.explain import TripleReader, Verbaliser, thing_of
from graph.stance_table import AGAINST, ON_CONDITION, STANCES, UNCOMMITTED, StanceKind
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
            **dict.fromkeys((q.object for q in engine.quads(measure, BST.comprises, None)), Bearing.PART),
            **dict.fromkeys((q.object for q in engine.quads(measure, incompatible, None)), Bearing.INCOMPATIBLE),
            **dict.fromkeys((q.object for q in engine.quads(measure, variant, None)), Bearing.GENERAL),
            **dict.fromkeys((q.subject for q in engine.quads(None, variant, measure)), Bearing.VARIANT),
            measure: Bearing.SAME,
        }

    def stance(self) -> Stance:
        own = self._findings(BST.heldBy)
        findings = tuple(each for each in own if each.is_conclusive)
        held = {each.position for each in own}
        spoken_for = [each for each in self._on_behalf() if each.position not in held]
        on_behalf = tuple(each for each in spoken_for if each.is_conclusive)
        near = tuple(each for each in own if not each.is_conclusive)
        earlier = tuple(each for each in findings if any(later.ends(each) for later in own))
        basis = _basis(findings, earlier)
        earlier += tuple(each for each in on_behalf if any(_takes_back(later, each) for later in spoken_for))
        doubts = self._doubts()
        answer = _answer(basis, earlier, on_behalf, doubts, near)
        return Stance(self._actor, self._measure, answer, findings, basis, earlier, on_behalf, doubts, near)

    def _on_behalf(self) -> list[Finding]:
        """Positions held on behalf of the actor, and those of its leaders where a passage leaves the office out.

        What others ascribe to a leader or to an organ, and what is unsure, is not held on behalf of anybody.
        """
        found = {each.position: each for each in self._findings(BST.heldOnBehalfOf)}
        for office in self._subjects(BST.represents, self._actor):
            spoken = [self._said(statement) for statement in self._subjects(BST.statedAs, office)]
            for leader in {said.speaker for said in spoken}:
                since = min(said.first or said.day for said in spoken if said.speaker == leader)
                for each in self._findings(BST.heldBy, leader):
                    if each.said.day >= since and each.is_own and each.is_sure:
                        found.setdefault(each.position, replace(each, is_without_title=True))
        return sorted(found.values(), key=lambda each: (_by_date(each.said), each.position.value))

    def _subjects(self, relation: NamedNode, thing: NamedNode) -> list[NamedNode]:
        return _nodes(quad.subject for quad in self._engine.quads(None, relation, thing))

    def _findings(self, relation: NamedNode, actor: NamedNode | None = None) -> list[Finding]:
        found = []
        for position in self._subjects(relation, actor or self._actor):
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
            on or earliest,
            self._words.text(statement, BST.onOrBefore),
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


def _takes_back(later: Finding, earlier: Finding) -> bool:
    return later.said.speaker == earlier.said.speaker and later.ends(earlier)


def _by_date(said: Said) -> tuple[bool, str, str]:
    return not said.day, said.day, said.statement.value


def _basis(findings: tuple[Finding, ...], earlier: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Return what the answer is drawn from: the first of these that there are.

    What the actor said and has not given up; what the actor said; what others ascribe; what is not sure.
    """
    sure = tuple(each for each in findings if each.is_sure)
    own = tuple(each for each in sure if each.is_own)
    standing = tuple(each for each in own if each not in earlier)
    ascribed = tuple(each for each in sure if not each.is_own and each not in earlier)
    return standing or own or ascribed or findings


def _answer(
    basis: tuple[Finding, ...],
    earlier: tuple[Finding, ...],
    on_behalf: tuple[Finding, ...],
    doubts: tuple[Said, ...],
    near: tuple[Finding, ...],
) -> Answer:
    """The first of these that holds."""
    sides = {each.side for each in basis}
    answers = (
        (doubts and not basis, Answer.DOUBTS),
        (on_behalf and not basis, Answer.ON_BEHALF),
        (any(each.comes_near for each in near) and not basis, Answer.NEAR),
        (not basis, Answer.NOTHING),
        (not any(each.is_sure for each in basis), Answer.UNSURE),
        (set(basis) <= set(earlier), Answer.GIVEN_UP),
        (not any(each.is_own for each in basis), Answer.ASCRIBED),
        (len(sides) > 1, Answer.SEVERAL),
        (sides == {ON_CONDITION}, Answer.ON_CONDITION),
        (sides == {AGAINST}, Answer.OPPOSES),
        (sides == {UNCOMMITTED}, Answer.UNCOMMITTED),
    )
    return next((answer for holds, answer in answers if holds), None) or _in_favour(basis)


def _in_favour(basis: tuple[Finding, ...]) -> Answer:
    """The plainest ground on which the actor is in favour: said, said with a limit, implied, concluded from a form."""
    itself = [each for each in basis if each.bearing == Bearing.SAME]
    said = [each for each in itself if each.is_explicit]
    if any(not each.qualification for each in said):
        return Answer.SAID_SO
    if said:
        return Answer.LIMITED
    return Answer.IMPLIED if itself else Answer.CONCLUDED
