"""The least records that are valid, and what is said of others."""

from __future__ import annotations

from pydantic import ValidationError

from graph.records.document_models import Document, Figure, Flag, NotCurated, Passage, Position, SourceText, Statement
from graph.records.messages import message_for
from graph.records.models import (
    Actor,
    Dated,
    Entry,
    Event,
    Guarantee,
    Link,
    Measure,
    Office,
    Organisation,
    Person,
    Record,
    Tenure,
)
from graph.records.plain_yaml import dotted

DIGEST = "0123456789abcdef" * 4
NO_SLUG = "is no slug: expected lower-case ASCII words joined by hyphens"
NO_DAY = "is no date: expected a day such as 2025-03-02"
NO_SPAN = "is no span: expected [start, end] with 0 <= start < end"

EVIDENCE = {"span": (0, 5), "digest": DIGEST, "attribution": "OwnText"}
POSITION = {"supports": "fleet", "explicitness": "Explicit", "confidence": "High"}
STATEMENT = {"id": "one", "by": "ada", "summary": "Says so.", "concerns": ("fleet",), "evidence": (EVIDENCE,)}
TEXT = {"file": "a.txt", "sha256": DIGEST, "length": 5}
ENTRY = {"id": "one", "label": "One"}
# The least that is a record, for every model.
LEAST = {
    Actor: ENTRY,
    Document: {"id": "report", "type": "NewsArticle", "title": "A report", "publisher": "gazette", "text": TEXT},
    Entry: ENTRY,
    Event: ENTRY,
    Passage: EVIDENCE,
    Figure: {"id": "one", "label": "Sailors", "value": 1200, "unit": "sailors", "source_form": "1,200"},
    Flag: {"id": "one", "note": "Misspelt.", "source_form": "Profesor"},
    Guarantee: {**ENTRY, "definition": "Sailors are rescued.", "topic": "ships-topic"},
    Link: {"subject": "ada", "match": "exact", "target": "http://example.org/1", "evidence": "a register"},
    Measure: {**ENTRY, "definition": "Ships are sent.", "topic": "ships-topic"},
    NotCurated: {"span": (0, 5), "reason": "the title"},
    Office: ENTRY,
    Organisation: ENTRY,
    Person: ENTRY,
    Position: POSITION,
    SourceText: TEXT,
    Statement: STATEMENT,
    Tenure: {"office": "harbour-master"},
}


def record(model, **values):
    return model.model_validate({**LEAST[model], **values})


def said(model, data, known=None):
    """What is said of a record, each as ``field: message``, or as the message alone where it is about the whole."""
    try:
        model.model_validate(data, context=known)
    except ValidationError as error:
        found = [(dotted(detail["loc"]), message_for(model, detail)) for detail in error.errors(include_url=False)]
        return [f"{field}: {message}" if field else message for field, message in found]
    return []


def said_with(model, **values):
    return said(model, {**LEAST[model], **values})


def all_models(model=Record):
    below = {each for child in model.__subclasses__() for each in all_models(child)}
    return below if model in (Record, Dated) else below | {model}
