"""How much of each source text the curated documents account for.

Every character that is not blank is inside the span of a passage, or of a ``not_curated`` entry that says why.
Documents that share a text, as the articles of one page do, cover it together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from graph.errors import Problem
from graph.records.document_models import Document
from graph.records.reading import Curation
from graph.records.texts import SourceTexts, shortened
from graph.vocabulary import thing


@dataclass(frozen=True)
class Coverage:
    """What is covered of one text: code points that are not blank, and the stretches that nothing accounts for."""

    file: str
    characters: int
    attested: int
    not_curated: int
    uncovered: tuple[tuple[int, int], ...]

    def __str__(self) -> str:
        left = self.characters - self.attested - self.not_curated
        return (
            f"{self.file}: {self.characters} characters, {self.attested} attested, "
            f"{self.not_curated} not curated for a reason, {left} uncovered"
        )


def coverage(curation: Curation, texts: SourceTexts) -> tuple[list[Coverage], list[Problem]]:
    """Return the coverage of every text in the folder, and a problem for each uncovered stretch.

    The problem is reported at the document with the nearest passage; its message gives the line of the text.
    """
    documents: dict[str, list[Document]] = {}
    for document in curation.documents:
        documents.setdefault(document.text.file, []).append(document)
    attested = _spans_by_file(curation)
    found: list[Coverage] = []
    problems: list[Problem] = []
    for file, sharing in sorted(documents.items()):
        try:
            text = texts.read(file)
        except (OSError, UnicodeDecodeError):
            continue  # texts.verify_spans says so
        left = [entry.span for document in sharing for entry in document.not_curated]
        one = _coverage(file, text, attested.get(file, []), left)
        found.append(one)
        problems += (_problem(curation, sharing, text, stretch) for stretch in one.uncovered)
    return found, problems


def _spans_by_file(curation: Curation) -> Mapping[str, list[tuple[int, ...]]]:
    files = {document.id: document.text.file for document in curation.documents}
    spans: dict[str, list[tuple[int, ...]]] = {}
    for document in curation.documents:
        for statement in document.statements:
            for passage in statement.evidence:
                spans.setdefault(files.get(passage.in_ or document.id, ""), []).append(passage.span)
    return spans


def _coverage(file: str, text: str, attested: list[tuple[int, ...]], left: list[tuple[int, ...]]) -> Coverage:
    marks = bytearray(len(text))
    for mark, spans in ((1, left), (2, attested)):  # a passage counts before a reason to leave out
        for start, end in spans:
            marks[start:end] = bytes([mark]) * (min(end, len(text)) - start)
    solid = [marks[index] for index, character in enumerate(text) if not character.isspace()]
    return Coverage(file, len(solid), solid.count(2), solid.count(1), tuple(_uncovered(text, marks)))


def _uncovered(text: str, marks: bytearray) -> Iterator[tuple[int, int]]:
    """The stretches without a mark, without the blanks at their ends."""
    start = 0
    while start < len(text):
        if marks[start]:
            start += 1
            continue
        end = next((index for index in range(start, len(text)) if marks[index]), len(text))
        stretch = text[start:end]
        if stretch.strip():
            first = start + len(stretch) - len(stretch.lstrip())
            yield first, first + len(stretch.strip())
        start = end


def _problem(curation: Curation, sharing: list[Document], text: str, stretch: tuple[int, int]) -> Problem:
    start, end = stretch

    def distance(document: Document) -> int:
        spans = [passage.span for statement in document.statements for passage in statement.evidence]
        spans += [entry.span for entry in document.not_curated]
        return min((min(abs(start - span[1]), abs(end - span[0])) for span in spans), default=len(text))

    nearest = min(sharing, key=distance)
    location = curation.locations[thing(nearest.id)]
    line = text.count("\n", 0, start) + 1
    message = f"nothing accounts for [{start}, {end}], line {line} of {nearest.text.file}: {shortened(text[start:end])}"
    return Problem(location.file, location.line, "coverage", message)
