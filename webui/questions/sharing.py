"""What the page of an answer offers to take along: files, the citation, the link, programs, the frame."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import request, url_for

from graph.saved_queries import Asked
from webui.questions.citation import BUILD, RESULT, Standing, cited_answer, standing
from webui.questions.form import address
from webui.questions.snippets import Snippet, snippets
from webui.reading.citation_formats import FILES
from webui.reading.result import Result
from webui.reading.taking import Citation, Embedding, citation
from webui.site import Site

_FRAME, _FRAME_ROW = 260, 150  # pixels of a frame around the rows, and of a row


@dataclass(frozen=True)
class Form:
    """One file to download, and what it is for."""

    name: str
    use: str
    address: str


@dataclass(frozen=True)
class Offer:
    """What the page of an answer offers.

    ``link`` always shows the answer of the day; ``citation`` is ``None`` where the data have no version; ``standing``
    is there if the address of the page cites an answer.
    """

    spreadsheet: str
    link: str
    citation: Citation | None
    embedding: Embedding
    forms: tuple[Form, ...]
    snippets: tuple[Snippet, ...]
    standing: Standing | None


def offer(opened: Site, asked: Asked, title: str, result: Result, words: str) -> Offer:
    """Return what to offer beside ``result``, the answer.

    ``title`` is its heading, with what was chosen; ``words`` what the answer is.

    Raises :class:`~graph.errors.ParameterError` if the address cites an answer by what is not a digest.
    """
    question, given = asked.question, dict[str, Any](asked.short)
    cited = cited_answer(opened, asked, title, result, words)
    return Offer(
        spreadsheet=address(asked, "csv", _shape="spreadsheet"),
        link=address(asked, external=True),
        citation=citation(cited, {suffix: address(asked, suffix) for suffix in FILES}) if cited else None,
        embedding=Embedding.of(
            url_for("questions.embedded", slug=question.slug, _external=True, **given),
            f"Backstop: {title}",
            _FRAME + _FRAME_ROW * len(result.solutions),
        ),
        forms=(
            Form("JSON", "one object per row", address(asked, "json", _shape="objects")),
            Form("Parquet", "typed columns, for pandas, R and DuckDB", address(asked, "parquet")),
            Form("SPARQL JSON", "standard SPARQL 1.1 JSON", address(asked, "json")),
            Form("SPARQL XML", "standard SPARQL 1.1 XML", address(asked, "xml")),
            Form("SPARQL CSV", "standard SPARQL 1.1 CSV", address(asked, "csv")),
            Form("SPARQL TSV", "standard SPARQL 1.1 TSV, with full terms", address(asked, "tsv")),
        ),
        snippets=snippets(address(asked, "csv", external=True), _endpoint(opened), asked.query),
        standing=_standing(opened, asked, result),
    )


def _endpoint(opened: Site) -> str:
    return f"{request.url_root}sparql" if opened.build else opened.engine.version


def _standing(opened: Site, asked: Asked, result: Result) -> Standing | None:
    build, digest = request.args.get(BUILD, ""), request.args.get(RESULT, "")
    return standing(opened, asked, result, build, digest) if build or digest else None
