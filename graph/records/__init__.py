"""The curated YAML, read strictly.

:func:`read_curation` is the way in; nothing outside this package sees YAML.
"""

from graph.records.coverage import Coverage, coverage
from graph.records.document_models import Document, Evidence, Position, Statement
from graph.records.drafting import draft_document
from graph.records.messages import explained
from graph.records.plain_yaml import parse as parse_yaml
from graph.records.reading import Curation, read_curation, read_leniently
from graph.records.schema import schemas
from graph.records.source_map import Location, Places
from graph.records.texts import SourceTexts, find_passage, verify_spans

__all__ = [
    "Coverage",
    "Curation",
    "Document",
    "Evidence",
    "Location",
    "Places",
    "Position",
    "SourceTexts",
    "Statement",
    "coverage",
    "draft_document",
    "explained",
    "find_passage",
    "parse_yaml",
    "read_curation",
    "read_leniently",
    "schemas",
    "verify_spans",
]
