"""The records of an answer: an actor's stance on a measure, and the evidence."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from pyoxigraph import NamedNode

from graph.explain.proofs import Attestation
from graph.stance_table import IN_FAVOUR, ON_CONDITION, Passes, StanceKind
from graph.vocabulary import BST


class Answer(Enum):
    """What the documents answer to "does this actor support this measure?"."""

    SAID_SO = "said-so"
    LIMITED = "limited"
    IMPLIED = "implied"
    CONCLUDED = "concluded"
    ON_CONDITION = "on-condition"
    GIVEN_UP = "given-up"
    OPPOSES = "opposes"
    UNCOMMITTED = "uncommitted"
    SEVERAL = "several"
    ASCRIBED = "ascribed"
    UNSURE = "unsure"
    DOUBTS = "doubts"
    ON_BEHALF = "on-behalf"
    NEAR = "near"
    NOTHING = "nothing"


class Bearing(Enum):
    """How the measure of a position stands to the one that is asked about."""

    SAME = "the measure itself"
    VARIANT = "a variant of the measure"
    GENERAL = "a measure that this one is a variant of"
    INCOMPATIBLE = "a measure that is incompatible with this one"
    PART = "a part of the measure"


_CONCLUSIVE = {(Passes.TO_GENERAL, Bearing.VARIANT), (Passes.TO_VARIANTS, Bearing.GENERAL)}


@dataclass(frozen=True)
class Said:
    """A statement that bears on the question: who made it, when, and the passages that report it.

    ``first`` and ``day`` are the first and the last day on which it can have been made, as ISO dates; ``first`` is
    empty where it is not known. ``when`` is the date, or its bounds, in words.
    """

    statement: NamedNode
    speaker: NamedNode
    passages: tuple[Attestation, ...]
    when: str
    first: str
    day: str

    @property
    def is_ascribed(self) -> bool:
        """Whether every passage only ascribes it, and none reports an act of saying."""
        return all(passage.attribution == BST.CharacterisedByOther for passage in self.passages)

    @property
    def relays(self) -> tuple[NamedNode, ...]:
        """Who relays or ascribes it."""
        return tuple(dict.fromkeys(passage.relayed_by for passage in self.passages if passage.relayed_by))


@dataclass(frozen=True)
class Finding:
    """One position that bears on the question, with all that limits it.

    ``is_without_title`` says that a leader took it, and that the text does not say that the leader spoke as one.
    """

    position: NamedNode
    side: StanceKind
    measure: NamedNode
    bearing: Bearing
    said: Said
    conditions: tuple[NamedNode, ...]
    is_explicit: bool
    confidence: NamedNode
    qualification: str
    is_without_title: bool = False

    @property
    def is_conclusive(self) -> bool:
        """Whether the position says something of the measure that is asked about."""
        return self.bearing == Bearing.SAME or (self.side.passes, self.bearing) in _CONCLUSIVE

    @property
    def comes_near(self) -> bool:
        """Whether the position, without answering, tells something; being for a measure leaves its forms open."""
        return not self.is_conclusive and (self.bearing, self.side) != (Bearing.GENERAL, IN_FAVOUR)

    @property
    def is_own(self) -> bool:
        """Whether somebody reports that the actor said it, rather than ascribing it."""
        return not self.said.is_ascribed

    @property
    def is_sure(self) -> bool:
        """Whether the confidence is at least medium, so that something may be concluded."""
        return self.confidence != BST.Low

    @property
    def is_for(self) -> bool:
        """Whether the position is in favour, with or without a condition."""
        return self.side in (IN_FAVOUR, ON_CONDITION)

    def ends(self, other: Finding) -> bool:
        """Whether this position is clearly later than the other, and cannot stand beside it.

        A later statement that merely names no condition does not withdraw one.
        """
        if not (self.is_own and self.is_sure) or not self.said.first or self.said.first <= other.said.day:
            return False
        if self.bearing == Bearing.INCOMPATIBLE:
            return self.is_for and other.is_for
        return self.is_conclusive and self.side != other.side and not (self.is_for and other.is_for)


@dataclass(frozen=True)
class Stance:
    """The answer, and everything it rests on; each list by date.

    ``basis`` are the findings that the answer is drawn from. ``on_behalf`` are positions of those who speak for the
    actor, ``near`` positions of the actor's that bear on the question without answering it. ``earlier`` are those of
    the findings, and of the positions on behalf, that have been given up since.
    """

    actor: NamedNode
    measure: NamedNode
    answer: Answer
    findings: tuple[Finding, ...]
    basis: tuple[Finding, ...]
    earlier: tuple[Finding, ...]
    on_behalf: tuple[Finding, ...]
    doubts: tuple[Said, ...]
    near: tuple[Finding, ...]
