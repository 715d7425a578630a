"""Starts a document from its text: the head filled in, and every known name that the text mentions, with its span."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from graph.errors import CurationError, Problem
from graph.records.fields import is_slug
from graph.records.reading import Curation
from graph.records.texts import SourceTexts, digest

_PROPOSED = ("people", "organisations", "states", "coalitions", "offices", "events", "places", "measures", "guarantees")
_SHORTEST = 3  # a name of one or two letters is found only as an acronym


@dataclass(frozen=True)
class Mention:
    """A known name in a text."""

    start: int
    end: int
    name: str
    id: str
    section: str


def mentions(curation: Curation, text: str) -> list[Mention]:
    """Return the names and other names of the registers that stand in the text as whole words, the longest first."""
    names = {
        name: (entry.id, section)
        for section in _PROPOSED
        for entry in curation.registers.get(section, ())
        for name in (entry.label, *entry.also_known_as)
        if len(name) >= _SHORTEST or name.isupper()
    }
    if not names:
        return []
    longest_first = sorted(names, key=len, reverse=True)
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
    return [Mention(match.start(), match.end(), match[0], *names[match[0]]) for match in pattern.finditer(text)]


def new_document(curation: Curation, texts: SourceTexts, name: str, slug: str) -> str:
    """Return the YAML of a new document for the text in the file ``name``, with ``slug`` as its id.

    What a person has to fill in says so. Raises :class:`~graph.errors.CurationError` where
    the file cannot be read or the slug is none.
    """
    if not is_slug(slug):
        message = f"'{slug}' is no slug: expected lower-case ASCII words joined by hyphens"
        raise CurationError([Problem(name, 0, "id", message)])
    try:
        text = texts.read(name)
    except (OSError, UnicodeDecodeError) as error:
        raise CurationError([Problem(str(texts.folder / name), 0, "", f"cannot be read: {error}")]) from None
    return "\n".join((*_head(text, name, slug), *_proposals(mentions(curation, text)), ""))


def _head(text: str, name: str, slug: str) -> Iterator[str]:
    title = next((line.strip() for line in text.splitlines() if line.strip()), "")
    words = " ".join(title.split()[:12])
    yield f"id: {slug}"
    yield "type: NewsArticle  # or ExpertCommentary, AggregatedPage"
    yield f"title: {json.dumps(words, ensure_ascii=False)}"
    yield "publisher: ''  # an id of the registers"
    yield "text:"
    yield f"  file: {name}"
    yield f"  sha256: {digest(text)}"
    yield f"  length: {len(text)}"
    yield "statements: []"
    yield f"# For each: python -m graph span {name} 'first words' 'last words', and this around it:"
    yield "#  - id: who-says-what"
    yield "#    by: an-actor"
    yield "#    summary: Says ... in our own words."
    yield "#    concerns: [a-topic]"
    yield "#    evidence:"
    yield "#      - {span: [0, 1], attribution: ReportedSpeech, digest: ...}"
    yield "not_curated: []"


def _proposals(found: list[Mention]) -> Iterator[str]:
    yield "# Known names in the text, with their spans:"
    by_section: dict[str, dict[str, list[str]]] = {}
    for mention in found:
        spans = by_section.setdefault(mention.section, {}).setdefault(mention.id, [])
        spans.append(f"'{mention.name}' [{mention.start}, {mention.end}]")
    for section in _PROPOSED:
        for slug, spans in sorted(by_section.get(section, {}).items()):
            more = f", and {len(spans) - 3} more" if len(spans) > 3 else ""
            yield f"#   {section}: {slug}: {', '.join(spans[:3])}{more}"
