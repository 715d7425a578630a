"""One operation of the description, with its parameters and answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from webui.http.negotiation import media_types
from webui.openapi.answer_models import Error, reference
from webui.questions.answer_files import FORMATS
from webui.questions.exports import PARQUET
from webui.reading.citation_formats import FILES

Object = dict[str, Any]

FORMS: Mapping[str, str] = {**media_types(FORMATS), "parquet": PARQUET}  # the media types of an answer, by suffix
CITATIONS: Mapping[str, str] = {suffix: found.media_type for suffix, found in FILES.items()}  # those of its citation

_JSON = ("application/json", "application/sparql-results+json")
_MEANINGS: Mapping[int, str] = {
    400: "The request is not one that can be answered; the error says why",
    403: "The query asks for what is refused, such as SERVICE",
    404: "There is no such thing",
    406: "There is no such form of the answer; the error lists those that there are",
    413: "The request is too large",
    415: "The body is of a type that is none of the protocol's",
    422: "The query is too deep, too long, or needs more memory than one may take",
    429: "Too many queries at once; Retry-After says when to come back",
    502: "The endpoint that the site asks did not answer",
    503: "The service cannot answer now; Retry-After may say when to come back",
    504: "The query took longer than it may",
}


@dataclass(frozen=True)
class Operation:
    """A GET with its answer by media type, and the statuses with which it can fail.

    ``schema`` describes the answers in JSON, ``more`` holds further responses by status.
    """

    path: str
    name: str
    tag: str
    summary: str
    types: Sequence[str]
    schema: Object | None = None
    description: str = ""
    parameters: Sequence[Object] = ()
    headers: Object = field(default_factory=dict)
    statuses: Sequence[int] = (404, 406)
    more: Object = field(default_factory=dict)

    def as_json(self) -> Object:
        """Return the operation as OpenAPI has it; what is empty is left out."""
        content = {name: {"schema": self.schema} if self.schema and name in _JSON else {} for name in self.types}
        failure = {"application/json": {"schema": reference(Error)}, "text/html": {}}
        found = {
            "operationId": self.name,
            "tags": [self.tag],
            "summary": self.summary,
            "description": self.description,
            "parameters": self.parameters,
            "responses": {
                "200": {"description": "The answer", "content": content}
                | ({"headers": self.headers} if self.headers else {}),
                **self.more,
                **{str(code): {"description": _MEANINGS[code], "content": failure} for code in self.statuses},
            },
        }
        return {key: value for key, value in found.items() if value}


def parameter(
    name: str, description: str = "", *, place: str = "query", required: bool = False, **schema: Any
) -> Object:
    """Return a parameter whose value has these keywords of JSON Schema; by default it is a string."""
    found = {"name": name, "in": place, "required": required or place == "path", "schema": {"type": "string"} | schema}
    return found | ({"description": description} if description else {})


def shared(name: str) -> Object:
    """Return the reference to a parameter of :data:`SHARED`."""
    return {"$ref": f"#/components/parameters/{name}"}


SHARED: Object = {
    "form": parameter(
        "form", place="path", enum=[name for name in (*FORMS, *CITATIONS) if name not in ("html", "json", "csv")]
    ),
    "objects": parameter(
        "_shape", "Plain objects a page at a time, in the place of SPARQL results.", enum=["objects", ""]
    ),
    "spreadsheet": parameter(
        "_shape", "A table that spreadsheets open safely, in the place of SPARQL's CSV.", enum=["spreadsheet", ""]
    ),
    "size": parameter(
        "_size",
        "Of objects: how many there are at most in a page; a thousand, if more.",
        type=["integer", "null"],
        minimum=1,
        maximum=1_000_000,
    ),
    "next": parameter(
        "_next",
        "Of objects: the number of the row, from 0, at which the page begins.",
        type=["integer", "null"],
        minimum=0,
        maximum=1_000_000,
    ),
}
