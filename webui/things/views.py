"""The pages of things and their triples.

The class of a thing decides its page. Kinds without a module of their own get the page of all facts, which every other
thing has at ``?view=facts``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint, Response, abort, url_for

from graph.serialisation import RDF_FORMATS
from graph.vocabulary import SLUG_PATH
from graph.vocabulary import thing as iri_of
from webui.http.arguments import arguments
from webui.http.file_names import name_file
from webui.http.negotiation import negotiated
from webui.http.rdf import RDF_MEDIA_TYPES, rdf_response
from webui.reading.citation_formats import FILES, citation_file
from webui.reading.page_queries import page_query
from webui.site import Site, site
from webui.things import actor, document, event, generic, guarantee, measure, office, statement, subject
from webui.things.citing import cited
from webui.things.thing_facts import Head, head_of

blueprint = Blueprint("things", __name__)


Page = Callable[[Site, Head], Response | str]
# The first class of a thing that matches decides its page: a guarantee is a measure too.
_PAGES: Mapping[str, Page] = {
    "Statement": statement.page,
    "Document": document.page,
    "Event": event.page,
    "Guarantee": guarantee.page,
    "Measure": measure.page,
    "Actor": actor.page,
    "Office": office.page,
    "Topic": subject.page,
    "Place": subject.page,
    "GuaranteeComponent": subject.page,
}
# Further pages of a class, by the name of the view.
_VIEWS: Mapping[str, Mapping[str, Page]] = {"Document": {"text": document.text_page}}


@blueprint.get("/id/<path:path>")
def thing(path: str) -> Response | str:
    """A thing as a page, or its triples by suffix or by ``Accept``."""
    opened = site()
    slug, _, suffix = path.partition(".")
    if not re.fullmatch(SLUG_PATH, slug) or (suffix and suffix not in RDF_FORMATS and suffix not in FILES):
        abort(404)
    iri = iri_of(slug)
    if suffix in FILES:
        return _citation(opened, iri, slug, suffix)
    kind = suffix or negotiated(RDF_MEDIA_TYPES)
    if kind != "html":
        return _triples(opened, iri, slug, kind)
    head = head_of(opened, iri)
    if head is None:
        abort(404, description=_unknown(slug))
    return _page(head, arguments({"view"}, page=True).get("view", ""))(opened, head)


def exists(values: Mapping[str, Any]) -> bool:
    """Return whether there is the thing that the path of an address names."""
    slug, _, suffix = values["path"].partition(".")
    known = not suffix or suffix in RDF_FORMATS or suffix in FILES
    return known and bool(re.fullmatch(SLUG_PATH, slug)) and head_of(site(), iri_of(slug)) is not None


def _page(head: Head, view: str) -> Page:
    """The function that renders a view of a thing. Answers 404 for an unknown view."""
    if view == "facts":
        return generic.page
    classes = [name for name in _PAGES if name in head.classes]
    if not view:
        return _PAGES[classes[0]] if classes else generic.page
    found = next((views[view] for name, views in _VIEWS.items() if name in head.classes and view in views), None)
    if found is None:
        abort(404, description=f"This page has no view by the name '{view}'.")
    return found


def _triples(opened: Site, iri: str, slug: str, kind: str) -> Response:
    triples = opened.engine.construct(page_query("things/triples", thing=iri))
    if not triples:
        abort(404, description=_unknown(slug))
    response = name_file(rdf_response(triples, kind), [slug], kind)
    response.headers["Link"] = f'<{url_for(".thing", path=slug)}>; rel="describes"'
    return response


def _citation(opened: Site, iri: str, slug: str, suffix: str) -> Response:
    """The citation of a thing as a file. Answers 404 where there is none."""
    head = head_of(opened, iri)
    if head is None:
        abort(404, description=_unknown(slug))
    found = cited(opened, head)
    if found is None:
        abort(404, description="This site asks a remote endpoint, whose data have no version to cite.")
    return name_file(citation_file(found, suffix), [slug], suffix, save=True)


def _unknown(slug: str) -> str:
    return f"These documents know nothing by the name '{slug}'."
