"""The site: questions, things, the ontology and the downloads, over one engine.

:func:`create_app` is the way in; a view reads its input, asks one thing of the engine or two, and renders. No view
evaluates text that a visitor wrote: values are bound into saved questions as whole RDF terms.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from flask import Flask, Response, request

from graph.connect import ROOT
from graph.dates import day
from graph.engine import Engine
from webui.about import method
from webui.about import views as about
from webui.browse.views import blueprint as browse_pages
from webui.crawlers.views import blueprint as crawlers_pages
from webui.data import description, downloads, feed, ontology
from webui.explain import compare, stance, why
from webui.http import canonical, clean_addresses, compression, error_pages, links, navigation, static_files
from webui.http.scripts import script
from webui.http.security_headers import add_security_headers
from webui.openapi.views import blueprint as openapi_pages
from webui.operations import allowed_hosts, health, metrics, requests
from webui.pictures.views import blueprint as pictures_pages
from webui.questions import views as questions
from webui.reading.articles import article
from webui.reading.quotations import inside_quotation
from webui.search.views import blueprint as search_pages
from webui.search.views import nearest_pages
from webui.settings import Settings
from webui.site import install, served_build
from webui.site.loading import open_sites
from webui.sparql import editor, service
from webui.sparql.views import blueprint as sparql_pages
from webui.things import passages
from webui.things import views as things

# Whether there is what an address of these endpoints names.
_EXISTS = {
    "downloads.download": downloads.exists,
    "ontology.ontology": ontology.exists,
    "questions.question": questions.exists,
    "static": static_files.exists,
    "things.thing": things.exists,
}
_BLUEPRINTS = (
    questions.blueprint,
    pictures_pages,
    things.blueprint,
    search_pages,
    browse_pages,
    why.blueprint,
    stance.blueprint,
    compare.blueprint,
    ontology.blueprint,
    description.blueprint,
    editor.blueprint,
    sparql_pages,
    openapi_pages,
    crawlers_pages,
    downloads.blueprint,
    feed.blueprint,
    method.blueprint,
    about.blueprint,
    health.blueprint,
)


def create_app(engine: Engine | None = None, root: Path = ROOT, settings: Settings | None = None) -> Flask:
    """Return the site over ``engine``, by default the one that the environment names, and every later build of it.

    ``root`` holds ``queries`` and ``ontology``. Raises what :func:`~webui.site.loading.open_sites` raises.
    """
    settings = settings or Settings()
    app = Flask(__name__, template_folder=".")
    compression.register(app)
    static_files.register(app)
    app.config["MAX_CONTENT_LENGTH"] = settings.request_bytes
    app.config[passages.SETTING] = os.environ.get("BACKSTOP_SOURCES")
    app.config[about.CONTACT] = settings.contact
    allowed_hosts.allow_only(app, settings.hosts)
    install(app, open_sites(engine, root, settings, app.app_context))
    service.install(app)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters["day"] = day
    app.jinja_env.filters["quoted"] = inside_quotation
    app.jinja_env.globals["script"] = script
    for each in (navigation.navigation, navigation.footer, navigation.listed_in):
        app.jinja_env.globals[each.__name__] = each
    app.jinja_env.globals["canonical"] = canonical.canonical
    app.jinja_env.globals["absolute"] = canonical.absolute
    app.jinja_env.globals["served_build"] = served_build
    app.jinja_env.globals["why_fact"] = why.address_of
    app.jinja_env.globals["article"] = article
    for blueprint in _BLUEPRINTS:
        app.register_blueprint(blueprint)
    error_pages.register(app, nearest_pages)
    links.register(app)
    clean_addresses.register(app, _EXISTS)
    app.after_request(_finish)
    requests.observe(app, metrics.install(app, settings), settings)
    return app


def _finish(response: Response) -> Response:
    """Add what every response carries; answer 304 where the visitor has the page of this build already."""
    add_security_headers(response)
    if request.endpoint != static_files.ENDPOINT:
        response.vary.add("Accept")
    labelled = "ETag" in response.headers or "no-store" in response.headers.get("Cache-Control", "")
    if request.method in ("GET", "HEAD") and response.status_code == 200 and not response.is_streamed and not labelled:
        response.set_etag(hashlib.sha256(response.get_data()).hexdigest()[:32])
        response.headers.setdefault("Cache-Control", "no-cache")
        response.make_conditional(request)
    return response
