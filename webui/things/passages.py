"""The source texts, if the operator has them: read by digest, and cut into segments at the ends of the passages.

The texts belong to their publishers. They are shown only from the folder that the setting ``SOURCES`` names, only where
the file's digest is the one in the graph, and only as pages that search engines and shared caches are told not to keep.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from flask import Response, current_app

SETTING = "SOURCES"
_PARAGRAPH = re.compile(r"\n[ \t]*\n\s*")
# Where a sentence ends and another begins: not after an initial or a short title, nor before a small letter.
_NEXT_SENTENCE = re.compile(
    r"(?<!\b[A-Z])(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)(?<!\bSt)(?<!\bNo)"
    r"[.!?…][\"'”’)\]]*[^\S\n]+(?=[^a-z\s])|\s*\n\s*"  # noqa: RUF001 -- the typographic quotation marks are meant
)


@dataclass(frozen=True)
class Span:
    """One passage of a text: its half-open range of code points, and its number on the page."""

    start: int
    end: int
    number: int


@dataclass(frozen=True)
class Segment:
    """A part of the text covered by the same spans; ``begins`` has the numbers of those that begin here."""

    text: str
    start: int
    covering: tuple[int, ...]
    begins: tuple[int, ...]


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of the text in segments."""

    segments: tuple[Segment, ...]

    @property
    def begins(self) -> list[int]:
        """The numbers of the spans that begin in the paragraph, in order."""
        return [number for segment in self.segments for number in segment.begins]


@dataclass(frozen=True)
class Context:
    """A passage with the words of the text before and after it."""

    before: str
    passage: str
    after: str


def source_text(file: str, digest: str) -> str | None:
    """Return a source text, or ``None`` if the operator has no file of this name with this SHA-256."""
    folder = current_app.config.get(SETTING)
    if not folder or file in ("", "..") or Path(file).name != file:
        return None
    try:
        content = (Path(folder) / file).read_bytes()
        text = content.decode("utf-8")
    except (OSError, UnicodeDecodeError, ValueError):
        return None
    return text if hashlib.sha256(content).hexdigest() == digest else None


def keep_private(response: Response) -> Response:
    """Tell search engines and shared caches not to keep a page that shows words of a publisher; return the page."""
    response.headers["X-Robots-Tag"] = "noindex, noarchive"
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def in_context(text: str, start: int, end: int) -> Context:
    """Return a passage with the rest of the sentences in which it begins and ends, and one more on each side."""
    begins = [0, *(gap.end() for gap in _NEXT_SENTENCE.finditer(text))]
    first = bisect_right(begins, start) - 1
    after = bisect_left(begins, end)
    low = begins[max(first - 1, 0)]
    high = begins[after + 1] if after + 1 < len(begins) else len(text)
    return Context(text[low:start].lstrip(), text[start:end], text[end:high].rstrip())


def paragraphs(text: str, spans: Sequence[Span]) -> list[Paragraph]:
    """Return the paragraphs of a text, without the blank lines between them, cut wherever a span begins or ends."""
    return [Paragraph(tuple(_segments(text, spans, start, end))) for start, end in _blocks(text)]


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    start = len(text) - len(text.lstrip())
    for gap in _PARAGRAPH.finditer(text, start):
        if gap.start() > start:
            yield start, gap.start()
        start = gap.end()
    end = len(text.rstrip())
    if end > start:
        yield start, end


def _segments(text: str, spans: Sequence[Span], start: int, end: int) -> Iterator[Segment]:
    here = [span for span in spans if span.start < end and span.end > start]
    inner = {cut for span in here for cut in (span.start, span.end) if start < cut < end}
    cuts = sorted({start, end, *inner})
    for left, right in pairwise(cuts):
        covering = tuple(span.number for span in here if span.start <= left and span.end >= right)
        begins = tuple(
            span.number for span in here if span.start == left or (left == start and _in_gap(text, span, left))
        )
        yield Segment(text[left:right], left, covering, begins)


def _in_gap(text: str, span: Span, start: int) -> bool:
    """Whether a span begins in the blanks before a paragraph."""
    return span.start < start and not text[span.start : start].strip()


def covered(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the union of spans as ranges in order, merged where they overlap or touch."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
