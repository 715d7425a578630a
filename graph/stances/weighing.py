"""Weighs what is on record of an actor into its stance on a measure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from pyoxigraph import NamedNode

from graph.engine import Engine, Value
from graph.errors import ParameterError
from graph.explain import Verbaliser, thing_of
from graph.stance_table import AGAINST, ON_CONDITION, UNCOMMITTED
from graph.stances.findings import Answer, Bearing, Finding, Said, Stance
from graph.stances.record import Record, RecordReader
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
            terms.append(of_class(engine, words, place, text, class_))
        except ParameterError as error:
            problems.append(str(error))
    if problems:
        raise ParameterError("; ".join(problems))
    found, asked = terms
    return weigh(RecordReader(engine, words).read_on(found, asked), asked, bearings_on(engine, asked))


def of_class(engine: Engine, words: Verbaliser, place: str, text: str, class_: NamedNode) -> NamedNode:
    """Return the thing of a class with this slug, label, prefixed name or IRI.

    Raises :class:`~graph.errors.ParameterError` with the nearest name; ``place`` says what was asked for.
    """
    term = thing_of(engine, text, place)
    if not words.is_a(term, class_):
        raise ParameterError(f"{place}: '{compact(term.value).removeprefix('id:')}' is no {place}")
    return term


def weigh(record: Record, measure: NamedNode, bearings: Mapping[Value, Bearing]) -> Stance:
    """Return the stance that a record amounts to; ``bearings`` are those of :func:`bearings_on` the measure."""
    own, spoken_for = (_bearing_on(found, bearings) for found in (record.own, record.on_behalf))
    findings = tuple(each for each in own if each.is_conclusive)
    on_behalf = tuple(each for each in spoken_for if each.is_conclusive)
    near = tuple(each for each in own if not each.is_conclusive)
    earlier = tuple(each for each in findings if any(later.ends(each) for later in own))
    basis = _basis(findings, earlier)
    earlier += tuple(each for each in on_behalf if any(_takes_back(later, each) for later in spoken_for))
    doubts = tuple(each.said for each in record.doubts if each.measure == measure)
    answer = _answer(basis, earlier, on_behalf, doubts, near)
    return Stance(record.actor, measure, answer, findings, basis, earlier, on_behalf, doubts, near)


def bearings_on(engine: Engine, measure: NamedNode) -> dict[Value, Bearing]:
    """Return every measure whose positions bear on this one, and how."""
    variant, incompatible = BST.variantOf, BST.incompatibleWith
    return {
        **dict.fromkeys((q.object for q in engine.quads(measure, BST.comprises, None)), Bearing.PART),
        **dict.fromkeys((q.object for q in engine.quads(measure, incompatible, None)), Bearing.INCOMPATIBLE),
        **dict.fromkeys((q.object for q in engine.quads(measure, variant, None)), Bearing.GENERAL),
        **dict.fromkeys((q.subject for q in engine.quads(None, variant, measure)), Bearing.VARIANT),
        measure: Bearing.SAME,
    }


def _bearing_on(found: Iterable[Finding], bearings: Mapping[Value, Bearing]) -> list[Finding]:
    return [replace(each, bearing=bearings[each.measure]) for each in found if each.measure in bearings]


def _takes_back(later: Finding, earlier: Finding) -> bool:
    return later.said.speaker == earlier.said.speaker and later.ends(earlier)


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
