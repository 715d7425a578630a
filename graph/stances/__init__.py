"""Whether an actor supports a measure, according to the documents, with the evidence.

Silence is never taken for a no, nor doubt for opposition. A position in favour of a variant of the measure is one in
favour of it, and one against a measure that it is a variant of is one against it; no other position answers the
question. A position on behalf of a state is not the state's own, and what others ascribe is not what somebody said.
"""

from __future__ import annotations

from graph.stances.comparing import Comparer
from graph.stances.comparison import Cell, Column, Comparison, Outcome, Row, Side
from graph.stances.comparison_words import sentences
from graph.stances.data import as_json, comparison_as_json
from graph.stances.findings import Answer, Stance
from graph.stances.phrasing import headline, question, report, sections
from graph.stances.record import Record, RecordReader
from graph.stances.weighing import of_class, stance

__all__ = [
    "Answer",
    "Cell",
    "Column",
    "Comparer",
    "Comparison",
    "Outcome",
    "Record",
    "RecordReader",
    "Row",
    "Side",
    "Stance",
    "as_json",
    "comparison_as_json",
    "headline",
    "of_class",
    "question",
    "report",
    "sections",
    "sentences",
    "stance",
]
