"""The pages of the indexes, and the same as JSON and CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, abort, jsonify, render_template

from graph.errors import UnknownNameError
from graph.serialisation import safe_cell
from graph.vocabulary import thing
from webui.browse.listed import LISTS, Listed
from webui.http.arguments import arguments
from webui.http.navigation import INDEXES
from webui.http.negotiation import content_type, negotiated
from webui.reading.filtering import plain
from webui.reading.rows import grouped
from webui.site import Site, site

blueprint = Blueprint("browse", __name__)

FORMS = {"html": "text/html", "json": "application/json", "csv": "text/csv"}
_FOLDED = 40  # entries from which on all groups but the first are folded
_LONGEST = 200  # characters of a filter
_LEADS = {
    "actors": "Everybody who makes a statement in these documents or is spoken of in them.",
    "states": "States that speak in these documents, are spoken for, or are spoken of.",
    "measures": "What positions are taken on: proposals, conditions and guarantees, each with what it covers.",
    "guarantees": "The measures by which somebody would protect somebody, with those who would give them.",
    "documents": "Where all statements come from. The articles belong to their publishers.",
    "events": "Meetings and other events that the documents speak of.",
}


@blueprint.get("/id/")
def overview() -> str:
    """The indexes, with how much is in each."""
    opened = site()
    counts = {name: len(_listed(opened, name)) for name in INDEXES}
    return render_template("browse/overview.html", indexes=INDEXES, counts=counts, leads=_LEADS)


def _view(name: str) -> Callable[..., Response | str]:
    def view(suffix: str = "") -> Response | str:
        return _index(name, suffix)

    return view


for _name in INDEXES:
    _shown = _view(_name)
    for _rule in (f"/{_name}", f"/{_name}.<suffix>"):
        blueprint.add_url_rule(_rule, _name, _shown)


def _index(name: str, suffix: str) -> Response | str:
    """One index, or the entries of it that have the words ``q`` and are in the group ``kind``."""
    if suffix not in ("", "json", "csv"):
        abort(404)
    kind = suffix or negotiated(FORMS)
    given = arguments(("q", "kind"), page=kind == "html")
    text, group = given.get("q", "").strip()[:_LONGEST], given.get("kind", "")
    everything = _listed(site(), name)
    groups = {_slug(each.group): each.group for each in everything if each.group}
    if group and group not in groups:
        expected = f"one of {', '.join(groups)}" if groups else "none"
        raise UnknownNameError(f"kind: found '{group[:80]}', expected {expected}")
    words = plain(text).split()
    found = [each for each in everything if each.has(words) and group in ("", _slug(each.group))]
    if kind == "json":
        return jsonify({"query": text, "count": len(found), "entries": [_plain(each) for each in found]})
    if kind == "csv":
        return Response(_table(found, everything), content_type=content_type(FORMS["csv"]))
    narrowed = bool(words or group)
    return render_template(
        "browse/index.html",
        name=name,
        title=INDEXES[name],
        lead=_LEADS[name],
        text=text,
        kind=group,
        kinds=groups,
        groups=grouped((each.group, each) for each in found),
        count=len(found),
        total=len(everything),
        folded=len(everything) > _FOLDED and not narrowed,
    )


def _listed(opened: Site, name: str) -> list[Listed]:
    return opened.cached(LISTS[name])


def _slug(group: str) -> str:
    return plain(group).replace(" ", "-")


def _plain(entry: Listed) -> dict[str, Any]:
    """An entry as data: its names and group, then each number."""
    return {
        "slug": entry.slug,
        "iri": thing(entry.slug),
        "label": entry.label,
        "group": entry.group,
        "about": entry.about,
        **entry.numbers,
    }


def _table(entries: list[Listed], everything: list[Listed]) -> bytes:
    """The entries as CSV that spreadsheets open safely; the headings are there without any entry, too."""
    output = io.StringIO()
    writer = csv.writer(output)
    writer.writerow(_plain(everything[0]) if everything else ())
    writer.writerows([safe_cell(str(value)) for value in _plain(each).values()] for each in entries)
    return output.getvalue().encode("utf-8-sig")
