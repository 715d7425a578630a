"""The shape of the curated records: what keys there are, and what each may hold.

One model a kind of record. The models say what is *written*; the JSON-LD context says what a key *means*. Reading needs
the ids of the whole curation (:class:`~graph.records.kinds.KnownIds`) as the validation context, so
that a reference is checked where it stands.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from graph.records.fields import (
    ActorRef,
    Actors,
    Basis,
    BodyRef,
    ComponentRef,
    Day,
    DayOrYear,
    Digest,
    DocumentRef,
    EventRef,
    FileName,
    Iri,
    MeasureRef,
    Measures,
    Number,
    OfficeRef,
    OrganisationRef,
    Phrase,
    PlaceRef,
    PrecedentRef,
    Slug,
    Span,
    SubjectRef,
    Subjects,
    Text,
    ThingRef,
    WholeRef,
    some,
    wrong,
)


class Record(BaseModel):
    """What all records share: they are frozen, and a key that is not theirs is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class _Dated(Record):
    """A record that may have a range of days, and a note on how they were found."""

    earliest: Day | None = None
    latest: Day | None = None
    date_note: Text | None = None

    @model_validator(mode="after")
    def _in_order(self) -> _Dated:
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


class Office(Entry):
    """A post that one person at a time holds and speaks from."""

    represents: Actors = ()


class Event(Entry, _Dated):
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


STANCES = ("supports", "conditionally_supports", "opposes", "uncommitted_on")


class Position(Record):
    """The stance that a statement expresses towards one measure: one of four, with its conditions."""

    supports: MeasureRef | None = None
    conditionally_supports: MeasureRef | None = None
    opposes: MeasureRef | None = None
    uncommitted_on: MeasureRef | None = None
    on_condition: Measures = ()
    explicitness: Literal["Explicit", "Implied"]
    confidence: Literal["High", "Medium", "Low"]
    qualification: Text | None = None
    reading: Text | None = None

    @model_validator(mode="after")
    def _one_stance(self) -> Position:
        stances = [stance for stance in STANCES if getattr(self, stance)]
        if len(stances) != 1:
            found = " and ".join(stances) or "none"
            raise wrong(f"expected exactly one of {', '.join(STANCES)}; found {found}")
        if self.conditionally_supports and not self.on_condition:
            raise wrong("conditionally_supports needs on_condition: the measures that must hold")
        if self.on_condition and not self.conditionally_supports:
            raise wrong(f"on_condition goes only with conditionally_supports; found it with {stances[0]}")
        if self.measure in self.on_condition:
            raise wrong(f"'{self.measure}' is a condition of itself")
        return self

    @property
    def stance(self) -> str:
        """The key of the stance: one of :data:`STANCES`."""
        return next(stance for stance in STANCES if getattr(self, stance))

    @property
    def measure(self) -> str:
        """The slug of the measure that the stance is about."""
        return str(getattr(self, self.stance))


class Evidence(Record):
    """One passage: a half-open range of code points in the text of ``in_`` (by default the document's own)."""

    in_: DocumentRef | None = Field(default=None, alias="in")
    span: Span
    digest: Digest
    attribution: Literal["DirectQuotation", "ReportedSpeech", "OwnText", "CharacterisedByOther"]
    relayed_by: ActorRef | None = None

    @model_validator(mode="after")
    def _ascriber(self) -> Evidence:
        if self.attribution == "CharacterisedByOther" and not self.relayed_by:
            raise wrong("CharacterisedByOther needs relayed_by: who ascribes it")
        return self


class Figure(Record):
    """A number as the source gives it: what it counts, of whom and as of when, beside the source's own form."""

    id: Slug
    label: Text
    value: Number
    unit: Text
    source_form: Phrase
    qualifier: Literal["about", "at least", "at most", "less than", "more than", "up to"] | None = None
    whose: SubjectRef | None = None
    as_of: DayOrYear | None = None


class Flag(Record):
    """What is off in the source, with the right form where a source at hand shows it."""

    id: Slug
    note: Text
    source_form: Text
    corrected_form: Text | None = None


class Statement(_Dated):
    """One communicative act by one actor making one point."""

    id: Slug
    type: Literal["Statement", "Pledge"] = "Statement"
    by: ActorRef
    as_: OfficeRef | None = Field(default=None, alias="as")
    on: Day | None = None
    on_basis: Basis | None = None
    at: EventRef | None = None
    summary: Text
    phrase: Phrase | None = None
    note: Text | None = None
    concerns: Annotated[Subjects, AfterValidator(some)]
    evidence: Annotated[tuple[Evidence, ...], AfterValidator(some)]
    positions: tuple[Position, ...] = ()
    doubts: Measures = ()
    with_components: tuple[ComponentRef, ...] = ()
    figures: tuple[Figure, ...] = ()
    flags: tuple[Flag, ...] = ()

    @model_validator(mode="after")
    def _consistent(self) -> Statement:
        self.check_basis(self.on, self.on_basis)
        measures = [position.measure for position in self.positions]
        for index, measure in enumerate(measures):
            if measure in measures[:index]:
                raise wrong(f"takes two positions on '{measure}': a statement makes one point")
        return self


class SourceText(Record):
    """The text that spans count in: the file's name, its SHA-256, and its length in code points."""

    file: FileName
    sha256: Digest
    length: int = Field(gt=0)


class NotCurated(Record):
    """A stretch of the text that no statement rests on, and why."""

    span: Span
    reason: Text


class Document(_Dated):
    """One article, or one article of a page that holds several."""

    id: Slug
    type: Literal["NewsArticle", "ExpertCommentary", "AggregatedPage"]
    title: Text
    publisher: ActorRef
    written_by: Actors = ()
    published: Day | None = None
    date_basis: Basis | None = None
    part_of: tuple[DocumentRef, ...] = ()
    copy_of: DocumentRef | None = None
    text: SourceText
    flags: tuple[Flag, ...] = ()
    statements: tuple[Statement, ...] = ()
    not_curated: tuple[NotCurated, ...] = ()

    @model_validator(mode="after")
    def _basis(self) -> Document:
        self.check_basis(self.published, self.date_basis)
        return self


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
