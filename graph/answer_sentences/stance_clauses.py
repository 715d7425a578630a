"""One clause of an answer: these actors are, say or are said to be for or against something."""

from __future__ import annotations

from dataclasses import dataclass

from graph.answer_sentences.claims import AGAINST, DOUBTS, IN_FAVOUR, ON_CONDITION, SPEAKS_OF, UNCOMMITTED, Strength
from graph.answer_sentences.grammar import verb
from graph.explain import Phrase, phrase

# What somebody is towards a measure, before its name and without it.
_PREDICATES = {
    IN_FAVOUR: ("in favour of ", "in favour"),
    ON_CONDITION: ("only conditionally in favour of ", "in favour only on condition"),
    AGAINST: ("against ", "opposed"),
    UNCOMMITTED: ("uncommitted on ", "uncommitted"),
}
Stand = tuple[str, Strength]  # a stance, and how firm its ground is
_READ_LOW = " (read with low confidence)"
_TOLD_LOW = " (others' account, read with low confidence)"


@dataclass(frozen=True)
class Subject:
    """Those of whom a clause speaks; ``plural`` is the number of its verb."""

    words: Phrase
    plural: bool


def predicate(stance: str, measure: Phrase, only: Phrase | None = None) -> Phrase:
    """Return what somebody is towards a measure, without the verb: ``in favour of a ceasefire first``.

    An empty measure is one that was named before. ``only`` are the conditions, if they are the same for all.
    """
    before, alone = _PREDICATES[IN_FAVOUR if only else stance]
    words = phrase(before, measure) if measure else phrase(alone)
    return phrase(words, " only with ", only) if only else words


def clause(who: Subject, stand: Stand, measure: Phrase, only: Phrase | None = None, *, again: bool = False) -> Phrase:
    """Return one clause; ``again`` leaves out what a firmer clause on the same stance has said just before.

    A stance that others ascribe is told as such, an implied one as implied, and one that is read with low confidence
    as no more than possible.
    """
    stance, strength = stand
    if stance in (DOUBTS, SPEAKS_OF):
        return _without_copula(who, stance, strength, measure, again=again)
    words = phrase(" only with ", only) if again and only else phrase()
    if not again:
        words = phrase(" ", predicate(stance, measure, only))
    be = verb(who.plural, " is", " are")
    match strength:
        case Strength.SAID:
            return phrase(who.words, be, words)
        case Strength.IMPLIED:
            return phrase(who.words, be, " by implication", words)
        case Strength.ASCRIBED:
            return phrase(who.words, be, " said to be", words)
    return phrase(who.words, " may be", words, _TOLD_LOW if strength == Strength.UNSURE_ASCRIBED else _READ_LOW)


def continued(stance: str, strength: Strength, measures: Phrase) -> Phrase:
    """Return a further clause on the same actor, who is not named again: ``by implication against land swaps``."""
    if stance == DOUBTS:
        return phrase("with doubts about " if strength == Strength.SAID else "said to have doubts about ", measures)
    if stance == SPEAKS_OF:
        return phrase("without a position on ", measures)
    words = predicate(stance, measures)
    match strength:
        case Strength.SAID:
            return words
        case Strength.IMPLIED:
            return phrase("by implication ", words)
        case Strength.ASCRIBED:
            return phrase("said by others to be ", words)
    return phrase("perhaps ", words, _TOLD_LOW if strength == Strength.UNSURE_ASCRIBED else _READ_LOW)


def _without_copula(who: Subject, stance: str, strength: Strength, measure: Phrase, *, again: bool) -> Phrase:
    if stance == DOUBTS:
        verbs, words = ("has", "have"), phrase(" doubts about ", measure) if measure else phrase(" doubts")
    else:
        verbs = ("speaks", "speak")
        words = phrase(" of ", measure or phrase("it"), " without taking a position")
    if strength == Strength.ASCRIBED:
        said = phrase(who.words, verb(who.plural, " is", " are"), " said to")
        return said if again else phrase(said, f" {verbs[1]}", words)
    return phrase(who.words, f" {verbs[who.plural]}", words)
