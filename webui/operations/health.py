"""Whether all is well: for the operator, and for whatever decides who gets the next request."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, jsonify

from graph.errors import BackstopError
from webui.site import Site, site, sites_of
from webui.sparql.service import admission_of, pool_of

blueprint = Blueprint("health", __name__)

_TRIPLES = "SELECT (COUNT(*) AS ?triples) WHERE { ?s ?p ?o }"
_PROBE = "SELECT (1 AS ?one) WHERE {}"


@blueprint.get("/health/live")
def live() -> Response:
    """Answer that the process runs, without asking the engine."""
    return _uncached(jsonify({"ok": True}))


@blueprint.get("/health")
def health() -> Response:
    """Answer what is served, and what is wrong: 200 for ``ok`` and ``degraded``, 503 for ``failing``.

    A degraded site still answers at every address.
    """
    served = site()
    said: dict[str, object] = {"version": served.engine.version, "questions": len(served.questions)}
    failures = []
    try:
        list(served.engine.select(_PROBE))
        said["triples"] = served.cached(_count)
    except (BackstopError, OSError) as error:
        current_app.logger.error("the engine does not answer: %s", error)  # noqa: TRY400 -- the message says all
        failures.append("the engine does not answer; the log says why")
    concerns = []
    if sites_of(current_app).refused:
        concerns.append("the build in place is refused, and the one before it served; the log says why")
    admission = admission_of(current_app)
    pool = served.cached_or_none(pool_of)
    if pool and not pool.alive:
        failures.append("the workers of the endpoint are gone")
    status = "failing" if failures else "degraded" if concerns else "ok"
    said["queries"] = {"workers": admission.limits.workers, "running": admission.running, "waiting": admission.waiting}
    said |= {"ok": not failures, "status": status, "problems": failures + concerns} | _build(served)
    response = jsonify(said)
    response.status_code = 503 if failures else 200
    return _uncached(response)


def _build(served: Site) -> dict[str, object]:
    if served.build is None:
        return {}
    manifest = served.build.manifest
    return {
        "build": {
            "version": manifest.version,
            "reasoner": manifest.reasoner,
            "stated": manifest.stated,
            "concluded": manifest.concluded,
            "graphs": len(manifest.graphs),
            "verified_texts": len(manifest.verified_texts),
        }
    }


def _count(served: Site) -> int:
    return next(int(solution["triples"].value) for solution in served.engine.select(_TRIPLES))


def _uncached(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response
