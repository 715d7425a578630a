"""The search page, its JSON, and the suggestions while somebody types."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, abort, jsonify, render_template, request, url_for

from graph.errors import ParameterError, closest
from graph.vocabulary import ID
from webui.http.arguments import arguments
from webui.http.navigation import Entry as Link
from webui.http.negotiation import negotiated
from webui.reading.cells import address
from webui.reading.rows import grouped
from webui.search.entries import KINDS, Entry, entries
from webui.search.index import MAX_CHARACTERS, Hit, SearchIndex
from webui.search.whole_question import Whole, WholeQuestions
from webui.site import Site, site

blueprint = Blueprint("search", __name__)

_FORMS = {"html": "text/html", "json": "application/json"}
_IN_A_GROUP = 8  # results of one kind before the link to all of them
_OF_ONE_KIND = 200
_NEAREST = 12  # results that only resemble the text
_SUGGESTIONS = 8
# The kinds that an address with a slip is likely to mean.
_PLACES = [kind for kind in KINDS if kind not in ("statement", "figure", "component", "term")]
_NO_THING = {"kind": "answer", "detail": "", "iri": None, "score": 0.0}  # what a suggestion of an answer lacks


@dataclass(frozen=True)
class Group:
    """The results of one kind, best first: those that are shown, and the number of all."""

    kind: str
    title: str
    hits: tuple[Hit, ...]
    count: int


@dataclass(frozen=True)
class Direct:
    """The page that answers a whole question, and the question in words."""

    title: str
    address: str


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
    direct = [] if kind else _direct(opened, text)
    if (suffix or negotiated(_FORMS)) == "json":
        results = _results(found.hits)
        answers = [{"label": each.title, "address": each.address} for each in direct]
        return jsonify(
            {"query": text, "manner": found.manner, "count": len(results), "answers": answers, "results": results}
        )
    hits = found.hits[:_NEAREST] if found.manner == "nearest" else found.hits
    return render_template(
        "search/search.html",
        query=text,
        kind=kind,
        kinds=KINDS,
        manner=found.manner,
        groups=_groups(hits, _OF_ONE_KIND if kind else _IN_A_GROUP),
        count=len(hits),
        direct=direct,
        cut=len(request.args.get("q", "")) > MAX_CHARACTERS,
    )


@blueprint.get("/search/suggest")
def suggest() -> Response:
    """The names that begin like ``q``, for a field in which somebody types."""
    opened, text = site(), _asked()
    answers = [{**_NO_THING, "label": each.title, "address": each.address} for each in _direct(opened, text)]
    names = _results(opened.cached(_index).suggest(text, _SUGGESTIONS))
    return jsonify({"query": text, "results": [*answers, *names][:_SUGGESTIONS]})


def _asked() -> str:
    """The text of the search on one line, without unprintable characters."""
    text = request.args.get("q", "")[:MAX_CHARACTERS]
    return " ".join("".join(character if character.isprintable() else " " for character in text).split())


def _entries(opened: Site) -> list[Entry]:
    return entries(opened)


def _index(opened: Site) -> SearchIndex:
    return SearchIndex(opened.cached(_entries))


def _whole_questions(opened: Site) -> WholeQuestions:
    return WholeQuestions(opened.cached(_entries), opened.cached(_index))


def _direct(opened: Site, text: str) -> list[Direct]:
    """The pages that answer the text, if it is a whole question."""
    return [_page_of(each) for each in opened.cached(_whole_questions).read(text)]


def _page_of(asked: Whole) -> Direct:
    slugs = [actor.key.removeprefix(ID) for actor in asked.actors]
    names = [actor.phrase for actor in asked.actors]
    if asked.measure is None:
        title = f"Compare {', '.join(names[:-1])} and {names[-1]}"
        return Direct(title, url_for("compare.compare", actor=slugs))
    title = f"Does {names[0]} support {asked.measure.phrase}?"
    return Direct(title, url_for("stance.stance", actor=slugs[0], measure=asked.measure.key.removeprefix(ID)))


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


def nearest_pages(words: str) -> list[Link]:
    """Return the pages that come nearest to the words of an address, best first."""
    found = site().cached(_index).search(" ".join(re.findall(r"[^\W_]+", words)), _PLACES)
    return [Link(hit.entry.title, href(hit.entry) or "") for hit in found.hits[:_SUGGESTIONS]]


@blueprint.app_template_global("address_of")
def href(entry: Entry) -> str | None:
    """Return the address of the page of an entry."""
    if entry.kind == "question":
        return url_for("questions.question", slug=entry.key)
    return address(entry.page or entry.key)
