"""Starts a document from its text: the head to fill in, and every known name that the text mentions, with its span."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from graph.errors import CurationError, Problem
from graph.records.fields import is_slug
from graph.records.reading import Curation, read_leniently
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


def draft_document(curated: Path, texts: SourceTexts, name: str, slug: str) -> Path:
    """Write ``documents/SLUG.yaml`` below ``curated`` for the text in the file ``name``, and return its path.

    What a person has to fill in is empty, so that the check reports it. Raises :class:`~graph.errors.CurationError` if
    the slug is malformed, the text cannot be read, or the document cannot be written or exists already.
    """
    if not is_slug(slug):
        message = f"'{slug}' is no slug: expected lower-case ASCII words joined by hyphens"
        raise CurationError([Problem(name, 0, "id", message)])
    try:
        text = texts.read(name)
    except (OSError, UnicodeDecodeError) as error:
        raise CurationError([Problem(str(texts.folder / name), 0, "", f"cannot be read: {error}")]) from None
    curation, _ = read_leniently(curated)  # another draft may still have problems
    path = curated / "documents" / f"{slug}.yaml"
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write("\n".join((_head(text, name, slug), *_proposals(mentions(curation, text)), "")))
    except FileExistsError:
        raise CurationError([Problem(str(path), 0, "", "exists already")]) from None
    except OSError as error:
        raise CurationError([Problem(str(path), 0, "", f"cannot be written: {error}")]) from None
    return path


def _head(text: str, name: str, slug: str) -> str:
    return f"""\
id: {slug}
type: NewsArticle  # or ExpertCommentary, AggregatedPage
title: ''  # in our own words
publisher: ''  # an id of the registers
published: ''  # a day, such as 2025-03-02
date_basis: Stated  # or Inferred, with a date_note that says from what
# url: and url_evidence: where the publisher has this text on the web, and how you know
text:
  file: {name}
  sha256: {digest(text)}
  length: {len(text)}
statements: []
# For each: python -m graph span {name} 'first words' 'last words', and this around it:
#  - id: who-says-what
#    by: an-actor
#    summary: Says ... in our own words.
#    concerns: [a-topic]
#    evidence:
#      - {{span: [0, 1], attribution: ReportedSpeech, digest: ...}}
not_curated: []"""


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
