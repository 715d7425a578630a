"""The forms of an answer: their media types, and which of them a request asks for (RFC 9110, section 12.5.1)."""

from __future__ import annotations

from werkzeug.datastructures import MIMEAccept

from graph.sandbox.answer_forms import BOOLEAN, GRAPH, SOLUTIONS
from webui.http.negotiation import best

# The media types of each kind of answer with the name of their form, in order of preference.
_SOLUTION_TYPES = {
    "application/sparql-results+json": "json",
    "application/sparql-results+xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
    "application/json": "json",
    "application/xml": "xml",
    "text/xml": "xml",
}
OFFERS = {
    SOLUTIONS: _SOLUTION_TYPES,
    # The recommendation has CSV and TSV for solutions only.
    BOOLEAN: {name: form for name, form in _SOLUTION_TYPES.items() if form in {"json", "xml"}},
    GRAPH: {
        "text/turtle": "ttl",
        "application/n-triples": "nt",
        "application/ld+json": "jsonld",
        "application/rdf+xml": "rdf",
        "application/json": "jsonld",
        "application/xml": "rdf",
        "text/xml": "rdf",
        "text/plain": "nt",
    },
}
HTML = "text/html"
# From which a page is made.
AS_PAGE: dict[str, str | None] = {
    SOLUTIONS: "application/sparql-results+json",
    BOOLEAN: "application/sparql-results+json",
    GRAPH: "text/turtle",
}
# Names that the parameter ``format`` accepts, besides media types.
NAMES = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "turtle": "text/turtle",
    "ntriples": "application/n-triples",
    "jsonld": "application/ld+json",
    "rdfxml": "application/rdf+xml",
}


def chosen(accept: MIMEAccept) -> dict[str, str | None]:
    """Return the media type of the answer for each kind of query."""
    return {kind: best(accept, offers) for kind, offers in OFFERS.items()}


def wants_page(accept: MIMEAccept) -> bool:
    """Return whether a browser asks: HTML is accepted more than any form of an answer."""
    data = [name for offers in OFFERS.values() for name in offers]
    return bool(accept) and accept.quality(HTML) > max(map(accept.quality, data))
