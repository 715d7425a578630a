"""Triples as an answer, in the forms that RDF has."""

from __future__ import annotations

from collections.abc import Iterable

from flask import Response
from pyoxigraph import RdfFormat, Triple, serialize

from graph.publication import turtle
from webui.negotiation import content_type, media_types

RDF_FORMATS = {
    "ttl": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "jsonld": RdfFormat.JSON_LD,
    "rdf": RdfFormat.RDF_XML,
}
RDF_MEDIA_TYPES = media_types(RDF_FORMATS)


def rdf_response(triples: Iterable[Triple], form: str) -> Response:
    """Return the triples in the form with this name, one of :data:`RDF_FORMATS`."""
    content = turtle(triples) if form == "ttl" else bytes(serialize(triples, format=RDF_FORMATS[form]) or b"")
    return Response(content, content_type=content_type(RDF_MEDIA_TYPES[form]))
