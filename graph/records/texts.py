"""The source texts, where somebody has them: every digest and span is held against the words.

The texts belong to their publishers and are no part of the project. Positions count Unicode code points of the
file read as UTF-8, with its line ends as they are.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from graph.errors import CurationError, Problem, did_you_mean
from graph.records import slugs
from graph.records.document_models import Document, Passage, Statement
from graph.records.reading import Curation
from graph.vocabulary import thing

_QUOTES = str.maketrans("‘’“”", "''\"\"")  # noqa: RUF001 -- sources and curators type quotes differently


@dataclass(frozen=True)
class SourceTexts:
    """A folder that holds source texts by the names that the documents' records give."""

    folder: Path

    def read(self, name: str) -> str:
        """Return the text of a file. Raises ``OSError`` or ``UnicodeDecodeError``."""
        return (self.folder / name).read_bytes().decode("utf-8")


def digest(text: str) -> str:
    """Return the SHA-256 of a text in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def verify_spans(curation: Curation, texts: SourceTexts) -> tuple[tuple[str, ...], list[Problem]]:
    """Hold every document's digest and every span of it against the texts.

    Returns the slugs of the documents that were verified, and what is wrong. A document whose text is not in the
    folder is neither.
    """
    contents: dict[str, str] = {}
    problems: list[Problem] = []
    for document in curation.documents:
        try:
            contents[document.id] = texts.read(document.text.file)
        except FileNotFoundError:
            continue
        except (OSError, UnicodeDecodeError) as error:
            problems.append(_problem(curation, document.id, "text.file", f"cannot be read: {error}"))
    for document in curation.documents:
        problems += _passage_problems(curation, document, contents)
        if document.id in contents:
            problems += _document_problems(curation, document, contents[document.id])
    return tuple(contents), problems


def _passage_problems(curation: Curation, document: Document, contents: Mapping[str, str]) -> Iterator[Problem]:
    for statement in document.statements:
        for passage in statement.evidence:
            text = contents.get(passage.in_ or document.id)
            if text is not None:
                yield from _span_problems(curation, document, statement, passage, text)


def _problem(curation: Curation, slug: str, field: str, message: str) -> Problem:
    location = curation.locations[thing(slug)]
    return Problem(location.file, location.line, field, message)


def _document_problems(curation: Curation, document: Document, text: str) -> Iterator[Problem]:
    if digest(text) != document.text.sha256:
        message = f"{document.text.file} has another digest, {digest(text)}: the text is not the one that was curated"
        yield _problem(curation, document.id, "text.sha256", message)
    if len(text) != document.text.length:
        message = f"found {document.text.length}, but {document.text.file} has {len(text)} code points"
        yield _problem(curation, document.id, "text.length", message)
    for index, entry in enumerate(document.not_curated):
        if entry.span[1] > len(text):
            message = f"{list(entry.span)} reaches beyond the text of {len(text)} code points"
            yield _problem(curation, document.id, f"not_curated.{index}.span", message)


def _span_problems(
    curation: Curation, document: Document, statement: Statement, passage: Passage, text: str
) -> Iterator[Problem]:
    statement_slug = slugs.of_statement(document, statement)
    slug = slugs.of_passage(statement_slug, passage)
    start, end = passage.span
    if end > len(text):
        message = f"[{start}, {end}] reaches beyond the text of {len(text)} code points"
        yield _problem(curation, slug, "span", message)
        return
    words = text[start:end]
    if digest(words) != passage.digest:
        message = f"the passage at [{start}, {end}] has the digest {digest(words)}; it reads: {shortened(words)}"
        yield _problem(curation, slug, "digest", message)
    elif passage is statement.evidence[0] and statement.phrase and not _quoted(statement, document, passage, text):
        near = did_you_mean(statement.phrase, words.split(". "))
        yield _problem(curation, statement_slug, "phrase", f"'{statement.phrase}' is not in the passage{near}")


def _quoted(statement: Statement, document: Document, first: Passage, text: str) -> bool:
    """Whether the key phrase stands in one of the statement's passages in this text, which the first passage is in."""
    phrase = str(statement.phrase).translate(_QUOTES).casefold()
    place = first.in_ or document.id
    here = (passage for passage in statement.evidence if (passage.in_ or document.id) == place)
    return any(phrase in text[slice(*passage.span)].translate(_QUOTES).casefold() for passage in here)


def shortened(passage: str) -> str:
    """Return a passage on one line, its middle replaced by ``...`` if it has more than twelve words."""
    words = passage.split()
    return " ".join(words) if len(words) <= 12 else " ".join([*words[:6], "...", *words[-5:]])


def find_passage(texts: SourceTexts, name: str, first: str, last: str) -> str:
    """Return the evidence entry, as YAML, of the passage from the words ``first`` to the words ``last``.

    Quotation marks may be typed straight. Raises :class:`~graph.errors.CurationError` where the file cannot be read, or
    the words are not there, or ``first`` stands there more than once.
    """
    try:
        text = texts.read(name)
    except (OSError, UnicodeDecodeError) as error:
        raise CurationError([Problem(str(texts.folder / name), 0, "", f"cannot be read: {error}")]) from None
    plain = text.translate(_QUOTES)
    opening, closing = first.translate(_QUOTES), last.translate(_QUOTES)
    start = plain.find(opening)
    place = plain.find(closing, start) if start >= 0 else -1
    problem = None
    if start < 0:
        problem = f"'{first}' does not stand there"
    elif (second := plain.find(opening, start + 1)) >= 0:
        problem = f"'{first}' stands there at {start} and again at {second}: give more words"
    elif place < 0:
        problem = f"'{last}' does not stand there after '{first}'"
    if problem:
        raise CurationError([Problem(name, text.count("\n", 0, max(start, 0)) + 1, "", problem)])
    end = place + len(closing)
    return f"- {{span: [{start}, {end}], attribution: ReportedSpeech, digest: {digest(text[start:end])}}}"
