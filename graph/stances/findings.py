"""The records of an answer: an actor's stance on a measure, and the evidence."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from pyoxigraph import NamedNode

from graph.explain.proofs import Attestation
from graph.stance_table import Passes, StanceKind
from graph.vocabulary import BST


class Answer(Enum):
    """What the documents answer to "does this actor support this measure?"."""

    SAID_SO = "said-so"
    IMPLIED = "implied"
    ASCRIBED = "ascribed"
    CONCLUDED = "concluded"
    ON_CONDITION = "on-condition"
    OPPOSES = "opposes"
    UNCOMMITTED = "uncommitted"
    SEVERAL = "several"
    DOUBTS = "doubts"
    ON_BEHALF = "on-behalf"
    NOTHING = "nothing"


class Bearing(Enum):
    """How the measure of a position stands to the one that is asked about."""

    SAME = "the measure itself"
    VARIANT = "a variant of the measure"
    GENERAL = "a measure that this one is a variant of"
    INCOMPATIBLE = "a measure that is incompatible with this one"


_CONCLUSIVE = {(Passes.TO_GENERAL, Bearing.VARIANT), (Passes.TO_VARIANTS, Bearing.GENERAL)}


@dataclass(frozen=True)
class Said:
    """A statement that bears on the question: who made it, when, and the passages that report it."""

    statement: NamedNode
    speaker: NamedNode
    passages: tuple[Attestation, ...]
    when: str
    day: str

    @property
    def is_ascribed(self) -> bool:
        """Whether every passage only ascribes it, and none reports an act of saying."""
        return all(passage.attribution == BST.CharacterisedByOther for passage in self.passages)


@dataclass(frozen=True)
class Finding:
    """One position that bears on the question, with all that limits it."""

    position: NamedNode
    side: StanceKind
    measure: NamedNode
    bearing: Bearing
    said: Said
    conditions: tuple[NamedNode, ...]
    is_explicit: bool
    confidence: NamedNode
    qualification: str

    @property
    def is_conclusive(self) -> bool:
        """Whether the position says something of the measure that is asked about."""
        return self.bearing == Bearing.SAME or (self.side.passes, self.bearing) in _CONCLUSIVE

    @property
    def is_own(self) -> bool:
        """Whether somebody reports that the actor said it, rather than ascribing it."""
        return not self.said.is_ascribed


@dataclass(frozen=True)
class Stance:
    """The answer, and everything it rests on; each list by date, the undated last.

    ``near`` are positions of the actor's that bear on the question without answering it.
    """

    actor: NamedNode
    measure: NamedNode
    answer: Answer
    findings: tuple[Finding, ...]
    on_behalf: tuple[Finding, ...]
    doubts: tuple[Said, ...]
    near: tuple[Finding, ...]
