"""The search page, its JSON, and the suggestions while somebody types."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, abort, jsonify, render_template, request, url_for

from graph.errors import ParameterError, closest
from webui.http.arguments import arguments
from webui.http.negotiation import negotiated
from webui.reading.cells import address
from webui.reading.rows import grouped
from webui.search.entries import KINDS, Entry, entries
from webui.search.index import MAX_CHARACTERS, Hit, SearchIndex
from webui.site import Site, site

blueprint = Blueprint("search", __name__)

_FORMS = {"html": "text/html", "json": "application/json"}
_IN_A_GROUP = 8  # results of one kind before the link to all of them
_OF_ONE_KIND = 200
_NEAREST = 12  # results that only resemble the text
_SUGGESTIONS = 8


@dataclass(frozen=True)
class Group:
    """The results of one kind, best first: those that are shown, and the number of all."""

    kind: str
    title: str
    hits: tuple[Hit, ...]
    count: int


@blueprint.get("/search")
@blueprint.get("/search.<suffix>")
def search(suffix: str = "") -> Response | str:
    """The results for ``q``, of all kinds or of ``kind``; as a page, or as JSON by suffix or ``Accept``."""
    if suffix not in ("", "json"):
        abort(404)
    arguments({"q", "kind"}, page=True)
    opened, text = site(), _asked()
    kind = request.args.get("kind", "")
    if kind and kind not in KINDS:
        raise ParameterError(
            f"kind: found '{kind[:80]}', expected one of {', '.join(KINDS)}",
            parameter="kind",
            words=f"The search knows no kind of thing “{kind[:80]}”.",
            instead=closest(kind, KINDS),
        )
    found = opened.cached(_index).search(text, [kind] if kind else [])
    if (suffix or negotiated(_FORMS)) == "json":
        results = _results(found.hits)
        return jsonify({"query": text, "manner": found.manner, "count": len(results), "results": results})
    hits = found.hits[:_NEAREST] if found.manner == "nearest" else found.hits
    return render_template(
        "search/search.html",
        query=text,
        kind=kind,
        kinds=KINDS,
        manner=found.manner,
        groups=_groups(hits, _OF_ONE_KIND if kind else _IN_A_GROUP),
        count=len(hits),
        cut=len(request.args.get("q", "")) > MAX_CHARACTERS,
    )


@blueprint.get("/search/suggest")
def suggest() -> Response:
    """The names that begin like ``q``, for a field in which somebody types."""
    text = _asked()
    return jsonify({"query": text, "results": _results(site().cached(_index).suggest(text, _SUGGESTIONS))})


def _asked() -> str:
    """The text of the search on one line, without unprintable characters."""
    text = request.args.get("q", "")[:MAX_CHARACTERS]
    return " ".join("".join(character if character.isprintable() else " " for character in text).split())


def _index(opened: Site) -> SearchIndex:
    return SearchIndex(entries(opened))


def _groups(hits: Sequence[Hit], shown: int) -> list[Group]:
    """The results by kind; the kinds in the order of their best results, then of :data:`KINDS`."""
    found = grouped((hit.entry.kind, hit) for hit in hits)
    order = list(KINDS)
    kinds = sorted(found, key=lambda kind: (-round(found[kind][0].score, 1), order.index(kind)))
    return [Group(kind, KINDS[kind], tuple(found[kind][:shown]), len(found[kind])) for kind in kinds]


def _results(hits: Sequence[Hit]) -> list[dict[str, Any]]:
    return [
        {
            "kind": hit.entry.kind,
            "label": hit.entry.title,
            "detail": hit.entry.detail,
            "address": href(hit.entry),
            "iri": hit.entry.key if hit.entry.kind != "question" else None,
            "score": round(hit.score, 3),
        }
        for hit in hits
    ]


@blueprint.app_template_global("address_of")
def href(entry: Entry) -> str | None:
    """Return the address of the page of an entry."""
    if entry.kind == "question":
        return url_for("questions.question", slug=entry.key)
    return address(entry.key)
