"""Triples as an HTTP response."""

from __future__ import annotations

from collections.abc import Iterable

from flask import Response
from pyoxigraph import Triple

from graph.serialisation import RDF_FORMATS, rdf_bytes
from webui.http.negotiation import content_type, media_types

RDF_MEDIA_TYPES = media_types(RDF_FORMATS)


def rdf_response(triples: Iterable[Triple], form: str) -> Response:
    """Return the triples in a format, named as in :data:`~graph.serialisation.RDF_FORMATS`."""
    return Response(rdf_bytes(triples, form), content_type=content_type(RDF_MEDIA_TYPES[form]))
