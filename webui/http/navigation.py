"""The entries of the header and the footer, and the index that a thing is listed in."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from flask import request, url_for


@dataclass(frozen=True)
class Entry:
    """One entry; ``current`` if the visitor is there or below it, ``aside`` if a narrow header leaves it out."""

    label: str
    href: str
    current: bool = False
    aside: bool = False


# The indexes, in their order: the name in the address, and the heading.
INDEXES = {
    "actors": "Actors",
    "states": "States",
    "measures": "Measures",
    "guarantees": "Guarantees",
    "documents": "Documents",
    "events": "Events",
}
# The class of a thing and the index that lists it; the first that fits.
_LISTED_IN = {
    "State": "states",
    "Actor": "actors",
    "Guarantee": "guarantees",
    "Measure": "measures",
    "Document": "documents",
    "Event": "events",
}
# The label, the endpoint, the beginnings of the paths at which the entry is the current one, and whether a narrow
# header leaves it to the footer.
_ENTRIES = (
    ("Questions", "questions.all_questions", ("/questions",), False),
    ("Who stands where", "stance.stance", ("/stance", "/why"), False),
    ("Compare", "compare.compare", ("/compare",), True),
    ("Charts", "pictures.matrix_page", ("/matrix", "/timeline", "/network", "/figures"), False),
    ("Lists", "browse.overview", ("/id/", *(f"/{name}" for name in INDEXES)), True),
    ("Glossary", "ontology.ontology", ("/ontology",), True),
    ("Download", "downloads.downloads", ("/downloads/", "/sparql", "/programs"), True),
)
_FOOTER = {
    "Ask": (
        ("Questions", "questions.all_questions"),
        ("Who stands where", "stance.stance"),
        ("Compare", "compare.compare"),
        ("Search", "search.search"),
        ("Questions for curators", "questions.curators"),
    ),
    "Charts": (
        ("Matrix", "pictures.matrix_page"),
        ("Timeline", "pictures.timeline_page"),
        ("Network", "pictures.network_page"),
        ("Figures", "pictures.figures_page"),
    ),
    "About": (
        ("About", "about.about"),
        ("Method", "method.method"),
        ("Glossary", "ontology.ontology"),
        ("What is new", "news.changes"),
    ),
    "Data": (
        ("Download", "downloads.downloads"),
        ("SPARQL", "sparql.endpoint"),
        ("For programs", "openapi.programs"),
    ),
}


def navigation() -> list[Entry]:
    """Return the entries of the header for the current request."""
    return [
        Entry(label, url_for(endpoint), request.endpoint == endpoint or request.path.startswith(below), aside)
        for label, endpoint, below, aside in _ENTRIES
    ]


def footer() -> dict[str, list[Entry]]:
    """Return the entries of the footer by the headings of its groups."""
    groups = {title: [Entry(label, url_for(endpoint)) for label, endpoint in each] for title, each in _FOOTER.items()}
    lists = [Entry(label, url_for(f"browse.{name}")) for name, label in INDEXES.items()]
    return {"Ask": groups.pop("Ask"), "Lists": lists, **groups}


def listed_in(classes: Collection[str]) -> Entry | None:
    """Return the index that lists a thing of these classes of the ontology; ``None`` if none does."""
    name = next((index for kind, index in _LISTED_IN.items() if kind in classes), None)
    return Entry(INDEXES[name], url_for(f"browse.{name}")) if name else None
