"""The shape of the curated records: what keys there are, and what each may hold.

One model a kind of record. The models say what is *written*; the JSON-LD context says what a key *means*. Reading needs
the ids of the whole curation (:class:`~graph.records.kinds.KnownIds`) as the validation context, so
that a reference is checked where it stands.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from graph.records.fields import (
    Actors,
    Basis,
    BodyRef,
    ComponentRef,
    Day,
    DayOrYear,
    Iri,
    Measures,
    OfficeRef,
    OrganisationRef,
    PlaceRef,
    PrecedentRef,
    Slug,
    Text,
    ThingRef,
    TopicRef,
    WholeRef,
    wrong,
)


class Record(BaseModel):
    """What all records share: they are frozen, and a key that is not theirs is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Dated(Record):
    """A record that may have a range of days, and a note on how they were found."""

    earliest: Day | None = None
    latest: Day | None = None
    date_note: Text | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Dated:
        if self.earliest and self.latest and self.earliest > self.latest:
            raise wrong(f"earliest ({self.earliest}) lies after latest ({self.latest})")
        return self

    def check_basis(self, day: str | None, basis: str | None) -> None:
        """Hold the basis of a date against what is there of it."""
        if day and (self.earliest or self.latest):
            raise wrong("give either the day or a range (earliest, latest), not both")
        dated = day or self.earliest or self.latest
        if dated and basis is None:
            raise wrong("a date needs its basis: Stated or Inferred")
        if basis and not dated:
            raise wrong("a basis without a date")
        if basis == "Inferred" and not self.date_note:
            raise wrong("an inferred date needs a date_note that says from what")


class Entry(Record):
    """What the entries of all registers share."""

    id: Slug
    label: Text
    noun_phrase: Text | None = None
    also_known_as: tuple[Text, ...] = ()
    definition: Text | None = None


class Tenure(Record):
    """A person's holding of an office; days or years, where a source at hand gives them."""

    id: Slug | None = None
    office: OfficeRef
    from_: DayOrYear | None = Field(default=None, alias="from")
    until: DayOrYear | None = None


class Actor(Entry):
    """What people, states, coalitions and unnamed sources share."""

    affiliated_with: tuple[OrganisationRef, ...] = ()
    member_of: tuple[BodyRef, ...] = ()


class Person(Actor):
    """One human being."""

    tenures: tuple[Tenure, ...] = ()


class Organisation(Actor):
    """A body that acts under a name of its own."""

    type: Literal["Organisation", "ResearchOrganisation", "NewsOrganisation", "PoliticalParty"] = "Organisation"
    part_of: tuple[WholeRef, ...] = ()
    represents: Actors = ()


class Office(Entry):
    """A post that one person at a time holds and speaks from."""

    represents: Actors = ()


class Event(Entry, Dated):
    """A meeting, or another thing that happened."""

    took_place_on: Day | None = None
    date_basis: Basis | None = None
    place: tuple[PlaceRef, ...] = ()
    participants: Actors = ()

    @model_validator(mode="after")
    def _basis(self) -> Event:
        self.check_basis(self.took_place_on, self.date_basis)
        return self


class Measure(Entry):
    """What actors take positions towards; the definition is required, because a position rests on it."""

    definition: Text
    type: Literal["Measure", "Proposal"] = "Measure"
    topic: TopicRef
    variant_of: Measures = ()
    excludes: Measures = ()
    comprises: Measures = ()
    incompatible_with: Measures = ()
    proposed_by: Actors = ()


class Guarantee(Measure):
    """A measure by which a guarantor would protect a beneficiary."""

    type: Literal["Guarantee"] = "Guarantee"  # type: ignore[assignment]  # narrows the kinds on purpose
    guarantor: Actors = ()
    beneficiary: Actors = ()
    has_component: tuple[ComponentRef, ...] = ()
    modelled_on: tuple[PrecedentRef, ...] = ()


class Link(Record):
    """An external identifier of one of our things, with the evidence for it."""

    subject: ThingRef
    match: Literal["exact", "close"]
    target: Iri
    evidence: Text


REGISTER_MODELS: dict[str, type[Entry]] = {
    "people": Person,
    "organisations": Organisation,
    "states": Actor,
    "coalitions": Actor,
    "unnamed_sources": Actor,
    "offices": Office,
    "events": Event,
    "places": Entry,
    "topics": Entry,
    "components": Entry,
    "measures": Measure,
    "guarantees": Guarantee,
}
