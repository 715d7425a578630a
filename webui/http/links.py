"""What linked data needs beyond its triples: links between a thing's forms, and leave for every page to read them.

A thing has one address (``/id/<slug>``) at which its form is negotiated, and one address for each form. Every answer
says where the others are (RFC 8288), so that a client that has one of them has all.
"""

from __future__ import annotations

from flask import Flask, Response, request, url_for

from graph.serialisation import RDF_FORMATS
from graph.vocabulary import BASE, thing
from webui.http.rdf import RDF_MEDIA_TYPES

# The pages whose triples are negotiated at the page's own address, with the name of the part that is the slug.
_THING = "things.thing"
_ONTOLOGY = "ontology.ontology"
_RDF = frozenset(media_type for name, media_type in RDF_MEDIA_TYPES.items() if name in RDF_FORMATS)


def register(app: Flask) -> None:
    """Add the links and the leave to every answer of the application that is linked data."""
    app.after_request(_finish)


def allow_reading(response: Response) -> None:
    """Let pages of every site read the answer (CORS). What is public and the same for all has nothing to protect."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = "ETag, Link"


def _finish(response: Response) -> Response:
    linked = request.endpoint in (_THING, _ONTOLOGY) or response.mimetype in _RDF
    if linked and not response.cache_control.private:  # a publisher's text is for whoever looks at the page
        allow_reading(response)
    if response.status_code == 200 and request.endpoint in (_THING, _ONTOLOGY):
        path = (request.view_args or {}).get("path", "").partition(".")[0]
        for link in _links(path, response.mimetype or ""):
            response.headers.add("Link", link)
    return response


def _links(path: str, media_type: str) -> list[str]:
    """The links of a thing's answer, or of the ontology's where there is no path, in the form ``media_type``.

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
