"""The four stances that a position can take, from for to against: the one place that names them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from pyoxigraph import NamedNode

from graph.vocabulary import BST


class Passes(Enum):
    """To which other measures a stance on one measure leads, by the property chains of the ontology."""

    TO_GENERAL = "to what the measure is a variant of"
    TO_VARIANTS = "to the variants of the measure"
    NOWHERE = "to no other measure"


@dataclass(frozen=True)
class StanceKind:
    """One stance: its names in the data, and its words for readers."""

    key: str  # in the curated YAML
    property: NamedNode  # from a position to its measure
    conclusion: NamedNode  # from an actor to the measure, of the actor's own words
    ascription: NamedNode  # the same of what others say of the actor
    label: str  # on pages and in answers
    verb: str  # in the legends of pictures
    preposition: str  # before the measure, in a sentence
    short: str  # in a narrow column, and its colour in the style sheet
    style: str  # its class in the style sheets, and its name in the data of pictures
    passes: Passes


IN_FAVOUR = StanceKind(
    key="supports",
    property=BST.inFavourOf,
    conclusion=BST.supports,
    ascription=BST.isSaidToSupport,
    label="in favour",
    verb="supports",
    preposition="in favour of",
    short="for",
    style="supports",
    passes=Passes.TO_GENERAL,
)
ON_CONDITION = StanceKind(
    key="conditionally_supports",
    property=BST.conditionallyInFavourOf,
    conclusion=BST.conditionallySupports,
    ascription=BST.isSaidToSupportOnCondition,
    label="in favour, on condition",
    verb="supports on condition",
    preposition="in favour of",
    short="if",
    style="conditional",
    passes=Passes.TO_GENERAL,
)
AGAINST = StanceKind(
    key="opposes",
    property=BST.against,
    conclusion=BST.opposes,
    ascription=BST.isSaidToOppose,
    label="against",
    verb="opposes",
    preposition="against",
    short="against",
    style="opposes",
    passes=Passes.TO_VARIANTS,
)
UNCOMMITTED = StanceKind(
    key="uncommitted_on",
    property=BST.uncommittedOn,
    conclusion=BST.isUncommittedOn,
    ascription=BST.isSaidToBeUncommittedOn,
    label="uncommitted",
    verb="uncommitted",
    preposition="uncommitted on",
    short="open",
    style="uncommitted",
    passes=Passes.NOWHERE,
)
STANCES = (IN_FAVOUR, ON_CONDITION, AGAINST, UNCOMMITTED)
