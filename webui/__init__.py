"""The site: questions, things, the ontology and the downloads, over one engine.

:func:`create_app` is the way in; a view reads its input, asks one thing of the engine or two, and renders. No view
evaluates text that a visitor wrote: values are bound into saved questions as whole RDF terms.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from flask import Flask, Response, request

from graph.engine import Engine
from graph.opening import ROOT
from webui import (
    description,
    downloads,
    editor,
    errors,
    health,
    hosts,
    linked_data,
    metrics,
    observing,
    ontology,
    openapi,
    pictures,
    presentation,
    questions,
    scripts,
    search,
    stance,
    things,
    why,
)
from webui.navigation import navigation
from webui.opening import open_sites
from webui.settings import Settings
from webui.sharing import news
from webui.site import install
from webui.sparql import service as sparql_service
from webui.sparql import views as sparql
from webui.things import passages

# Nothing from anywhere else, nothing inline, no frame. A blob is what a page itself made: a picture on its way to PNG.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
}


# Each has its addresses in a blueprint.
_SUBJECTS = (
    questions,
    pictures,
    things,
    search,
    why,
    stance,
    ontology,
    description,
    editor,
    sparql,
    openapi,
    downloads,
    news,
    health,
)


def create_app(engine: Engine | None = None, root: Path = ROOT, settings: Settings | None = None) -> Flask:
    """Return the site over ``engine``, by default the one that the environment names, and every later build of it.

    ``root`` holds ``queries`` and ``ontology``. Raises what :func:`~webui.opening.open_sites` raises.
    """
    settings = settings or Settings()
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = settings.request_bytes
    app.config[passages.SETTING] = os.environ.get("BACKSTOP_SOURCES")
    hosts.only(app, settings.hosts)
    install(app, open_sites(engine, root, settings, app.app_context))
    sparql_service.install(app)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters["day"] = presentation.day
    app.jinja_env.globals["script"] = scripts.script
    app.jinja_env.globals["navigation"] = navigation
    app.jinja_env.globals["why_fact"] = why.address_of
    for subject in _SUBJECTS:
        app.register_blueprint(subject.blueprint)
    errors.register(app)
    linked_data.register(app)
    app.after_request(_finish)
    observing.observe(app, metrics.install(app, settings), settings)
    return app


def _finish(response: Response) -> Response:
    """Add what every response carries; answer 304 where the visitor has the page of this build already."""
    response.headers.extend(_HEADERS)
    response.vary.add("Accept")
    labelled = "ETag" in response.headers or "no-store" in response.headers.get("Cache-Control", "")
    if request.method in ("GET", "HEAD") and response.status_code == 200 and not response.is_streamed and not labelled:
        response.set_etag(hashlib.sha256(response.get_data()).hexdigest()[:32])
        response.headers.setdefault("Cache-Control", "no-cache")
        response.make_conditional(request)
    return response
