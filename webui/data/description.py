"""The descriptions of the data and the endpoint as linked data, at their usual addresses.

The build names everything by addresses under the base, which lead nowhere until its redirect is registered. So the
descriptions repeat each statement about what is served here with the address of this site, made from the ``Host``
header; the server refuses unknown hosts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from flask import Blueprint, Response, abort, redirect, request, url_for
from pyoxigraph import NamedNode, Triple
from werkzeug.wrappers import Response as AnyResponse

from graph.serialisation import RDF_FORMATS
from graph.vocabulary import BASE, DCAT, DESCRIPTION_GRAPH, QUESTIONS_GRAPH, SD, SDO, SERVICE_GRAPH, VOID
from webui.http.negotiation import negotiated
from webui.http.rdf import RDF_MEDIA_TYPES, rdf_response
from webui.reading.page_queries import page_query
from webui.site import Site, site

blueprint = Blueprint("description", __name__)

_GRAPHS: Mapping[str, str] = MappingProxyType(
    {"void": DESCRIPTION_GRAPH, "service": SERVICE_GRAPH, "examples": QUESTIONS_GRAPH}
)
_FORMS = {name: media_type for name, media_type in RDF_MEDIA_TYPES.items() if name in RDF_FORMATS}
# The properties whose values are addresses of the site; each is given with the base and with the host.
_ADDRESSES = {
    *(DCAT.accessURL, DCAT.downloadURL, DCAT.endpointURL, DCAT.landingPage),
    *(SDO.target, SD.endpoint, VOID.dataDump, VOID.sparqlEndpoint),
}


@blueprint.get("/sparql/.well-known/void")
@blueprint.get("/.well-known/void")
def void() -> Response:
    """The description of the data (VoID and DCAT), in the form that the request prefers."""
    return described(site(), "void", negotiated(_FORMS))


@blueprint.get("/<any(void, service, examples):name>.<suffix>")
def described_by_suffix(name: str, suffix: str) -> Response:
    """A description in the form of the suffix."""
    if suffix not in RDF_FORMATS:
        abort(404)
    return described(site(), name, suffix)


@blueprint.get("/void")
def void_document() -> AnyResponse:
    """Redirect from the IRIs of the dataset and its parts to their description."""
    return redirect(url_for(".void"), 303)


def service_description() -> Response:
    """Return the service description (SPARQL 1.1 Service Description, section 2), for a GET without a query."""
    return described(site(), "service", negotiated(_FORMS))


def described(opened: Site, name: str, form: str) -> Response:
    """Return a description in a form, with the addresses of this site.

    Answers 404 where the engine has none.
    """
    triples = opened.cached(_descriptions)[name]
    if not triples:
        abort(404, description="The endpoint that this site asks does not describe itself.")
    return rdf_response(_with_own_addresses(triples), form)


def _descriptions(opened: Site) -> dict[str, list[Triple]]:
    engine = opened.engine
    return {name: engine.construct(page_query("reading/graph", graph=graph)) for name, graph in _GRAPHS.items()}


def _with_own_addresses(triples: Iterable[Triple]) -> list[Triple]:
    own = request.url_root
    found = []
    for triple in triples:
        found.append(triple)
        value = triple.object
        if triple.predicate in _ADDRESSES and isinstance(value, NamedNode) and value.value.startswith(BASE):
            found.append(Triple(triple.subject, triple.predicate, NamedNode(own + value.value.removeprefix(BASE))))
    return sorted(found, key=str)
