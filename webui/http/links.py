"""Headers of linked data: links between the forms of a thing, and CORS.

A thing has one address (``/id/<slug>``) at which its form is negotiated, and one address for each form. Every response
links to the others (RFC 8288).
"""

from __future__ import annotations

from flask import Flask, Response, request, url_for

from graph.serialisation import RDF_FORMATS
from graph.vocabulary import BASE, thing
from webui.http.rdf import RDF_MEDIA_TYPES

# The endpoints whose pages and triples share an address.
_THING = "things.thing"
_ONTOLOGY = "ontology.ontology"
_RDF = frozenset(media_type for name, media_type in RDF_MEDIA_TYPES.items() if name in RDF_FORMATS)


def register(app: Flask) -> None:
    """Add the headers to every response of the application that is linked data."""
    app.after_request(_finish)


def allow_reading(response: Response) -> None:
    """Let scripts of every site read the response (CORS): it is public and the same for everybody."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = "ETag, Link"


def _finish(response: Response) -> Response:
    linked = request.endpoint in (_THING, _ONTOLOGY) or response.mimetype in _RDF
    if linked and not response.cache_control.private:  # the text of a publisher is not for scripts of other sites
        allow_reading(response)
    if response.status_code == 200 and request.endpoint in (_THING, _ONTOLOGY):
        path = (request.view_args or {}).get("path", "").partition(".")[0]
        for link in _links(path, response.mimetype or ""):
            response.headers.add("Link", link)
    return response


def _links(path: str, media_type: str) -> list[str]:
    """The links from one form of a thing, or of the ontology if the path is empty.

    ``canonical`` is the name that the graph uses; ``describedby`` leads from the page to its triples, ``alternate`` to
    the other forms, and ``describes`` from triples to the thing.
    """
    name = thing(path) if path else f"{BASE}ontology"
    forms = {form: _address(path, form) for form in RDF_FORMATS}
    links = [f'<{name}>; rel="canonical"']
    links += [
        f'<{address}>; rel="alternate"; type="{RDF_MEDIA_TYPES[form]}"'
        for form, address in forms.items()
        if RDF_MEDIA_TYPES[form] != media_type
    ]
    if media_type == "text/html":
        links.append(f'<{forms["ttl"]}>; rel="describedby"; type="{RDF_MEDIA_TYPES["ttl"]}"')
    else:
        links += [
            f'<{_address(path)}>; rel="alternate"; type="text/html"',
            f'<{name}>; rel="describes"',
        ]
    return links


def _address(path: str, form: str = "") -> str:
    if path:
        return url_for(_THING, path=f"{path}.{form}" if form else path)
    return url_for(_ONTOLOGY, suffix=form or None)
