"""The sitemap: every page that is worth finding, once, at its one address (https://www.sitemaps.org/protocol.html)."""

from __future__ import annotations

from collections.abc import Iterator

from flask import current_app, url_for

from graph.history import named, past_builds
from graph.saved_queries import Asked
from graph.vocabulary import ID
from webui.questions.form import address
from webui.reading.rows import ask
from webui.site import Site

# Addresses without variables that are no pages, or pages that answer a visitor's own words.
_APART = frozenset(
    {
        *("health.health", "health.live", "metrics.show", "search.search", "search.suggest", "why.why"),
        *("about.report", "description.void", "description.void_document", "ontology.reference"),
    }
)


def published(opened: Site) -> str:
    """Return the day on which the build was published; empty if the site asks an endpoint, or has no history."""
    if opened.build is None:
        return ""
    build = named(past_builds(opened.build.folder), opened.build.version)
    return f"{build.published:%Y-%m-%d}" if build else ""


def addresses(opened: Site) -> list[str]:
    """Return the addresses of all pages as paths: those of the site itself, of the questions, and of the things."""
    return [*_pages(), *opened.cached(_questions), *opened.cached(_things)]


def _pages() -> Iterator[str]:
    for rule in current_app.url_map.iter_rules():
        is_file = "." in rule.rule
        if not rule.arguments and rule.endpoint not in _APART and not is_file and "GET" in (rule.methods or ()):
            yield url_for(rule.endpoint)


def _questions(opened: Site) -> list[str]:
    return [address(Asked.of(question, {})) for question in opened.questions if not question.for_curators]


def _things(opened: Site) -> list[str]:
    rows = ask(opened, "crawlers/things")
    return [url_for("things.thing", path=row.iri("thing").removeprefix(ID)) for row in rows]
