"""The shape of a curated document: its statements with their positions, passages, figures and flags."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from graph.records.fields import (
    ActorRef,
    Actors,
    Basis,
    ComponentRef,
    Day,
    DayOrYear,
    Digest,
    DocumentRef,
    EventRef,
    FileName,
    MeasureRef,
    Measures,
    Number,
    OfficeRef,
    Phrase,
    Slug,
    Span,
    SubjectRef,
    Subjects,
    Text,
    Url,
    some,
    wrong,
)
from graph.records.models import Dated, Record
from graph.stance_table import STANCES, StanceKind


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
        stances = [stance.key for stance in STANCES if getattr(self, stance.key)]
        if len(stances) != 1:
            found = " and ".join(stances) or "none"
            raise wrong(f"expected exactly one of {', '.join(stance.key for stance in STANCES)}; found {found}")
        if self.conditionally_supports and not self.on_condition:
            raise wrong("conditionally_supports needs on_condition: the measures that must hold")
        if self.on_condition and not self.conditionally_supports:
            raise wrong(f"on_condition goes only with conditionally_supports; found it with {stances[0]}")
        if self.measure in self.on_condition:
            raise wrong(f"'{self.measure}' is a condition of itself")
        return self

    @property
    def stance(self) -> StanceKind:
        """The stance that has a measure."""
        return next(stance for stance in STANCES if getattr(self, stance.key))

    @property
    def measure(self) -> str:
        """The slug of the measure that the stance is about."""
        return str(getattr(self, self.stance.key))


class Passage(Record):
    """One passage: a half-open range of code points in the text of ``in_`` (by default the document's own)."""

    in_: DocumentRef | None = Field(default=None, alias="in")
    span: Span
    digest: Digest
    attribution: Literal["DirectQuotation", "ReportedSpeech", "OwnText", "CharacterisedByOther"]
    relayed_by: ActorRef | None = None
    omits: Measures = ()

    @model_validator(mode="after")
    def _ascriber(self) -> Passage:
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


class Statement(Dated):
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
    evidence: Annotated[tuple[Passage, ...], AfterValidator(some)]
    assesses: EventRef | None = None
    verdict: Literal["Success", "Failure", "Mixed", "Open"] | None = None
    positions: tuple[Position, ...] = ()
    doubts: Measures = ()
    with_components: tuple[ComponentRef, ...] = ()
    figures: tuple[Figure, ...] = ()
    flags: tuple[Flag, ...] = ()

    @model_validator(mode="after")
    def _consistent(self) -> Statement:
        self.check_basis(self.on, self.on_basis)
        if (self.assesses is None) != (self.verdict is None):
            raise wrong("assesses and verdict go together: which event is judged, and how")
        conditions = {condition for position in self.positions for condition in position.on_condition}
        for omitted in {omitted for passage in self.evidence for omitted in passage.omits}:
            if omitted not in conditions:
                raise wrong(f"a passage omits '{omitted}', which no position here has as its condition")
            if all(omitted in passage.omits for passage in self.evidence):
                raise wrong(f"every passage omits '{omitted}', so that none is evidence for the condition")
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


class Document(Dated):
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
    url: Url | None = None
    url_evidence: Text | None = None
    text: SourceText
    flags: tuple[Flag, ...] = ()
    statements: tuple[Statement, ...] = ()
    not_curated: tuple[NotCurated, ...] = ()

    @model_validator(mode="after")
    def _basis(self) -> Document:
        self.check_basis(self.published, self.date_basis)
        if (self.url is None) != (self.url_evidence is None):
            raise wrong("url and url_evidence go together: the page, and how it was found to have this text")
        if self.statements and not (self.published or self.latest):
            raise wrong("a document with statements needs its day of publication, or the latest possible day")
        return self
