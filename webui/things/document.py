"""The page of a document: its statements in reading order, the coverage of its text, and the flags of the source.

If the operator has the source texts, also the page of the text with all passages marked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Response, abort, make_response, render_template

from graph.dates import dated
from webui.reading.cells import Cell, address
from webui.reading.rows import ask
from webui.site import Site
from webui.things import generic
from webui.things.passages import Span, covered, keep_private, paragraphs, source_text
from webui.things.statement_rows import Passage, Statement, connected, reading_order
from webui.things.thing_facts import Head

_NO_TEXT = (
    "The text of this document belongs to its publisher and is not shown here. The page of the document has its "
    "statements in reading order, each with the words that it rests on."
)


@dataclass(frozen=True)
class Coverage:
    """How much of a text the passages cover: the number of code points, of how many, and the half-open ranges."""

    covered: int
    length: int
    ranges: tuple[tuple[int, int], ...]

    @property
    def percent(self) -> int:
        """The coverage in percent, rounded."""
        return round(100 * self.covered / self.length) if self.length else 0


@dataclass(frozen=True)
class Place:
    """A passage of the text with its number on the page, and the statement that it attests."""

    number: int
    passage: Passage
    statement: Statement


def page(opened: Site, head: Head) -> str:
    """Return the page of a document."""
    listed = reading_order(connected(opened, head.iri).by("inDocument"), head.iri)
    related = ask(opened, "things/document_relations", thing=head.iri)
    return render_template(
        "things/document.html",
        **generic.common(opened, head),
        **_origin(head),
        here=Cell(head.title, address(head.iri)),
        statements=listed,
        related={
            words: [(row.cell("other"), row.number("statements")) for row in related if row.text("words") == words]
            for words in ("within", "holds", "original", "copies")
        },
        flags=ask(opened, "things/flags", thing=head.iri),
        coverage=_coverage(head, listed),
        readable=_text(head) is not None,
    )


def text_page(opened: Site, head: Head) -> Response:
    """Return the page of the text with its passages marked, closed to search engines.

    Answers 404 if the text is not available.
    """
    text = _text(head)
    if text is None:
        abort(404, description=_NO_TEXT)
    within = {row.iri("document") for row in ask(opened, "things/document_parts", thing=head.iri)}
    places = _places(connected(opened, head.iri).by("inDocument", "partOf"), within)
    spans = [Span(place.passage.start, place.passage.end, place.number) for place in places]
    return keep_private(
        make_response(
            render_template(
                "things/text.html",
                **generic.common(opened, head),
                **_origin(head),
                paragraphs=paragraphs(text, spans),
                places={place.number: place for place in places},
            )
        )
    )


def _origin(head: Head) -> dict[str, object]:
    """The publication of a document and its text, for the templates."""
    days = [head.text(name) for name in ("bst:published", "bst:earliest", "bst:latest")]
    return {
        "publishers": head.cells("bst:publisher"),
        "writers": head.cells("bst:writtenBy"),
        "when": dated(*days),
        "basis": next((fact.value for fact in head.of("bst:dateBasis")), None),
        "date_note": head.text("bst:dateNote"),
        "file": head.text("bst:sourceFile"),
        "digest": head.text("bst:sourceDigest"),
        "length": int(head.text("bst:sourceLength") or 0),
    }


def _text(head: Head) -> str | None:
    return source_text(head.text("bst:sourceFile"), head.text("bst:sourceDigest"))


def _coverage(head: Head, listed: Sequence[Statement]) -> Coverage:
    spans = [
        (passage.start, passage.end)
        for statement in listed
        for passage in statement.passages
        if passage.document_iri == head.iri
    ]
    ranges = covered(spans)
    total = sum(end - start for start, end in ranges)
    return Coverage(total, int(head.text("bst:sourceLength") or 0), tuple(ranges))


def _places(listed: Sequence[Statement], within: set[str]) -> list[Place]:
    """The passages of the documents ``within``, numbered in reading order."""
    found = [
        (passage, statement) for statement in listed for passage in statement.passages if passage.document_iri in within
    ]
    found.sort(key=lambda each: (each[0].start, each[0].end, each[0].iri))
    return [Place(number, passage, statement) for number, (passage, statement) in enumerate(found, start=1)]
