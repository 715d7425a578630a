"""The answer as data, for programs."""

from __future__ import annotations

from typing import Any

from pyoxigraph import NamedNode

from graph.explain import Verbaliser, plain, sentence_case, utterance
from graph.stances.comparison import Cell, Comparison, Row
from graph.stances.comparison_words import sentences
from graph.stances.findings import Finding, Said, Stance
from graph.stances.phrasing import headline
from graph.vocabulary import PREFIXES


def as_json(found: Stance, words: Verbaliser) -> dict[str, Any]:
    """Return the answer and what it rests on; a thing is an object of ``iri`` and ``label``."""
    return {
        "actor": _thing(found.actor, words),
        "measure": _thing(found.measure, words),
        "answer": found.answer.value,
        "sentence": headline(found, words),
        "positions": [_finding(each, words, found) for each in found.findings],
        "onBehalf": [_finding(each, words, found) for each in found.on_behalf],
        "doubts": [_said(each, words) for each in found.doubts],
        "near": [_finding(each, words, found) for each in found.near],
    }


def comparison_as_json(found: Comparison, words: Verbaliser) -> dict[str, Any]:
    """Return a comparison: its sentences, its columns, and for each measure a cell for each column."""
    return {
        "sentences": sentences(found, words),
        "leaders": found.leaders,
        "columns": [_thing(column.actor, words) | {"day": column.until or None} for column in found.columns],
        "measures": [_row(row, words) for row in found.rows],
    }


def _row(row: Row, words: Verbaliser) -> dict[str, Any]:
    return {
        **_thing(row.measure, words),
        "topic": _thing(row.topic, words) if row.topic else None,
        "outcome": row.outcome.value,
        "cells": [_cell(cell, words) for cell in row.cells],
    }


def _cell(cell: Cell, words: Verbaliser) -> dict[str, Any]:
    return {
        "actor": cell.column.actor.value,
        "day": cell.column.until or None,
        "silent": cell.is_silent,
        "side": cell.side.value,
        "answer": cell.stance.answer.value,
        "positions": [_finding(each, words, cell.stance) | {"counted": each in cell.counted} for each in cell.shown],
        "perhaps": [_finding(each, words, cell.stance) for each in cell.perhaps],
        "doubts": [_said(said, words) for said in cell.doubts],
        "mentions": [_said(said, words) for said in cell.mentions],
    }


def _finding(finding: Finding, words: Verbaliser, found: Stance) -> dict[str, Any]:
    return {
        "position": finding.position.value,
        "stance": finding.side.label,
        "measure": _thing(finding.measure, words),
        "bearing": finding.bearing.value,
        "conditions": [_thing(each, words) for each in finding.conditions],
        "explicit": finding.is_explicit,
        "confidence": finding.confidence.value.removeprefix(PREFIXES["bst"]),
        "qualification": finding.qualification or None,
        "withoutTitle": finding.is_without_title,
        "answers": finding in found.basis,
        "givenUp": finding in found.earlier,
        **_said(finding.said, words),
    }


def _said(said: Said, words: Verbaliser) -> dict[str, Any]:
    return {
        "statement": said.statement.value,
        "speaker": _thing(said.speaker, words),
        "when": said.when,
        "ascribed": said.is_ascribed,
        "sentence": plain(sentence_case(utterance(said.passages, words))),
        "passages": [
            {
                "document": _thing(passage.document, words),
                "start": passage.start,
                "end": passage.end,
                "attribution": passage.attribution.value.removeprefix(PREFIXES["bst"]),
                "relayedBy": _thing(passage.relayed_by, words) if passage.relayed_by else None,
            }
            for passage in said.passages
        ],
    }


def _thing(thing: NamedNode, words: Verbaliser) -> dict[str, str]:
    return {"iri": thing.value, "label": words.label(thing)}
