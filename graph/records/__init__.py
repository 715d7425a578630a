"""The curated YAML, read strictly.

:func:`read_curation` is the way in; nothing outside this package sees YAML.
"""

from graph.records.coverage import Coverage, coverage
from graph.records.document_models import Document, Passage, Position, Statement
from graph.records.drafting import draft_document
from graph.records.messages import message_for
from graph.records.plain_yaml import parse as parse_yaml
from graph.records.reading import Curation, read_curation, read_leniently
from graph.records.schema import schemas
from graph.records.source_map import Location, SourceMap
from graph.records.texts import SourceTexts, find_passage, verify_spans

__all__ = [
    "Coverage",
    "Curation",
    "Document",
    "Location",
    "Passage",
    "Position",
    "SourceMap",
    "SourceTexts",
    "Statement",
    "coverage",
    "draft_document",
    "find_passage",
    "message_for",
    "parse_yaml",
    "read_curation",
    "read_leniently",
    "schemas",
    "verify_spans",
]
