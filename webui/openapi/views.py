"""The description of the site for programs: as OpenAPI 3.1, and as a page for those who write them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, jsonify, render_template

from webui.http.links import allow_reading
from webui.openapi.specification import document
from webui.reading.rows import grouped
from webui.site import site

blueprint = Blueprint("openapi", __name__)


@blueprint.get("/openapi.json")
def openapi() -> Response:
    """The description, worked out once for each build."""
    response = jsonify(site().cached(document))
    allow_reading(response)
    return response


@blueprint.get("/programs")
def programs() -> str:
    """The page that lists what programs may ask, from the same description."""
    described = site().cached(document)
    operations = [{"path": path, **item["get"]} for path, item in described["paths"].items()]
    questions = {question.slug: question for question in site().questions}
    general = [one for one in operations if not one["path"].startswith("/questions/")]
    asked = [
        {**one, "question": questions[one["operationId"]]} for one in operations if one["operationId"] in questions
    ]
    themes = grouped((one["question"].theme, one) for one in asked)
    return render_template("openapi/programs.html", general=general, themes=themes, resolve=_resolver(described))


def _resolver(described: dict[str, Any]) -> Callable[[dict[str, Any]], Any]:
    """Return what follows a reference within the description."""

    def resolve(entry: dict[str, Any]) -> Any:
        found: Any = entry
        if "$ref" in entry:
            found = described
            for name in entry["$ref"].removeprefix("#/").split("/"):
                found = found[name]
        return found

    return resolve
