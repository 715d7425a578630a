"""The addresses that search engines and social networks ask for."""

from __future__ import annotations

import re

from flask import Blueprint, Response, abort, current_app, render_template, url_for

from graph.vocabulary import SLUG_PATH
from graph.vocabulary import thing as iri_of
from webui.crawlers.card_words import of_answer, of_site, of_stance, of_thing
from webui.crawlers.painting import Card, Painter, touch_icon
from webui.crawlers.sitemap import addresses, published
from webui.http.arguments import arguments
from webui.http.canonical import absolute
from webui.questions.form import address
from webui.questions.views import asked_of
from webui.site import site
from webui.things.thing_facts import head_of

blueprint = Blueprint("crawlers", __name__)
_KEY = "backstop.painter"
blueprint.record(lambda state: state.app.extensions.setdefault(_KEY, Painter()))

# What costs much and says nothing that a page does not say, or is another form of what has a page.
_NOT_FOR_CRAWLERS = (
    *("/sparql?", "/search", "/why?", "/health", "/metrics", "/sparql/terms.json"),
    *(f"/questions/*.{suffix}" for suffix in ("csv", "json", "parquet", "tsv", "xml")),
    *(f"/id/*.{suffix}" for suffix in ("jsonld", "nt", "rdf", "ttl")),
    *("/matrix.", "/network.", "/timeline.", "/figures.", "/stance.", "/why."),
    *("/*?_", "/*&_", "/*view=facts"),
)
_AN_HOUR = "public, max-age=3600"


@blueprint.get("/robots.txt")
def robots() -> Response:
    """Say what is not for crawlers (RFC 9309), and where the sitemap is."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in _NOT_FOR_CRAWLERS)]
    text = "\n".join([*lines, "", f"Sitemap: {absolute(url_for('.sitemap'))}", ""])
    return Response(text, content_type="text/plain; charset=utf-8")


@blueprint.get("/sitemap.xml")
def sitemap() -> Response:
    """List every page that is worth finding."""
    opened = site()
    text = render_template("crawlers/sitemap.xml", addresses=addresses(opened), published=published(opened))
    return Response(text, content_type="application/xml")


@blueprint.get("/apple-touch-icon.png")
def touch_icon_file() -> Response:
    """The mark of the site for home screens."""
    return _png(touch_icon())


@blueprint.get("/card.png")
def site_card() -> Response:
    """The share card of the pages that have none of their own."""
    return _drawn(of_site(site(), ""))


@blueprint.get("/questions/<slug>/card.png")
def question_card(slug: str) -> Response:
    """The share card of an answer, with the same parameters as the answer."""
    opened = site()
    found = opened.question(slug)
    if found is None:
        abort(404)
    asked = asked_of(opened, found, page=False)
    return _drawn(of_answer(opened, asked, address(asked).partition("?")[0]))


@blueprint.get("/stance/card.png")
def stance_card() -> Response:
    """The share card of the page that says whether ``actor`` supports ``measure``."""
    given = arguments(("actor", "measure"), page=False)
    actor, measure = given.get("actor", ""), given.get("measure", "")
    return _drawn(of_stance(site(), actor, measure, url_for("stance.stance")))


@blueprint.get("/id/<path:path>/card.png")
def thing_card(path: str) -> Response:
    """The share card of a thing."""
    opened = site()
    head = head_of(opened, iri_of(path)) if re.fullmatch(SLUG_PATH, path) else None
    if head is None:
        abort(404)
    return _drawn(of_thing(opened, head, url_for("things.thing", path=path)))


def _drawn(card: Card) -> Response:
    painter: Painter = current_app.extensions[_KEY]
    png = painter.png(card)
    if png is None:
        response = Response("Too many pictures are being drawn; ask again.\n", 503, content_type="text/plain")
        response.headers["Retry-After"] = "2"
        return response
    return _png(png)


def _png(content: bytes) -> Response:
    response = Response(content, content_type="image/png")
    response.headers["Cache-Control"] = _AN_HOUR
    return response
