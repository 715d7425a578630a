"""The entries of the header."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request, url_for


@dataclass(frozen=True)
class Entry:
    """One entry of the header; ``current`` if the visitor is there."""

    label: str
    href: str
    current: bool


# The label, the endpoint, and the beginnings of the paths at which the entry is the current one.
_ENTRIES = (
    ("Questions", "questions.home", ("/questions/",)),
    ("Pictures", "pictures.matrix_page", ("/matrix", "/timeline", "/network", "/figures")),
    ("SPARQL", "sparql.endpoint", ("/sparql",)),
    ("Terms", "ontology.ontology", ("/ontology",)),
    ("Data", "downloads.downloads", ("/downloads/",)),
)


def navigation() -> list[Entry]:
    """Return the entries of the header for the current request."""
    return [
        Entry(label, url_for(endpoint), request.endpoint == endpoint or request.path.startswith(below))
        for label, endpoint, below in _ENTRIES
    ]
