"""The way through the site: the entries of its header, and addresses of pages that a site may lack."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import current_app, request, url_for


@dataclass(frozen=True)
class Entry:
    """One entry of the header; the current one is where the visitor is."""

    label: str
    href: str
    current: bool


# The label, the page, and the beginnings of the addresses below it.
_ENTRIES = (
    ("Questions", "/", ("/questions/",)),
    ("Pictures", "/matrix", ("/matrix", "/timeline", "/network", "/figures")),
    ("SPARQL", "/sparql", ("/sparql",)),
    ("Terms", "/ontology", ("/ontology",)),
    ("Data", "/downloads/", ("/downloads/",)),
)


def navigation() -> list[Entry]:
    """Return the entries of the header whose pages there are."""
    path = request.path
    return [
        Entry(label, href, path == page or path.startswith(below))
        for label, page, below in _ENTRIES
        if (href := address(page)) is not None
    ]


def address(page: str, **parameters: str) -> str | None:
    """Return the address of a page of this site with its parameters; ``None`` where the site has no such page."""
    rules = current_app.url_map.iter_rules()
    endpoint = next((rule.endpoint for rule in rules if rule.rule == page and "GET" in (rule.methods or ())), None)
    return url_for(endpoint, **dict[str, Any](parameters)) if endpoint else None
