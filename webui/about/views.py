"""What the site is and what it cannot say; where an error on one of its pages is reported."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Blueprint, current_app, render_template, request

from graph.history import named, past_builds
from webui.questions.home_page import totals
from webui.reading.cited import AUTHOR, WORK
from webui.site import site

blueprint = Blueprint("about", __name__)

CONTACT = "CONTACT"  # the key of the operator's setting in the application's configuration
_SHOWN_DIGITS = 16
_LONGEST = 2000  # characters of an address


@blueprint.get("/about")
def about() -> str:
    """What this is, for whom, how it was made, what it cannot say, its licence and version, and how to cite it."""
    opened = site()
    build = opened.build
    past = named(past_builds(build.folder), build.version) if build else None
    return render_template(
        "about/about.html",
        totals=opened.cached(totals),
        author=AUTHOR,
        work=WORK,
        version=build.manifest.version if build else "",
        digest=build.version[:_SHOWN_DIGITS] if build else "",
        published=f"{past.published:%Y-%m-%d}" if past else "",
        address=request.url_root,
    )


@blueprint.get("/report")
def report() -> str:
    """Where to report an error, with the address of the page ``page`` that it is on."""
    path = request.args.get("page", "")[:_LONGEST]
    # Nothing but a path on this site: the link must not lead elsewhere.
    page = path if path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable() else ""
    where = request.url_root.rstrip("/") + page if page else ""
    contact = str(current_app.config[CONTACT])
    mail = ""
    if "@" in contact and not contact.startswith(("http://", "https://")):
        subject = urlencode({"subject": f"Error in Backstop: {where}"}).replace("+", "%20") if where else ""
        mail = f"mailto:{contact}{'?' if subject else ''}{subject}"
    return render_template("about/report.html", page=page, where=where, contact=contact, mail=mail)
