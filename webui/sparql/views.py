"""The address ``/sparql``: reads an operation, has a worker evaluate it, and sends the answer."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import suppress

from flask import Blueprint, Response, abort, current_app, jsonify, request, url_for
from werkzeug.exceptions import RequestEntityTooLarge

from graph.errors import QueryError
from graph.sandbox.admission import ClientGoneError
from graph.sandbox.job import Job, QueryAnswer
from graph.sandbox.pool import PreemptedError
from webui.data.description import service_description
from webui.http.file_names import name_file
from webui.http.negotiation import content_type
from webui.http.notes import OUTCOME
from webui.site import site
from webui.sparql import protocol
from webui.sparql.editor import answer_page, editor_page, refusal_page
from webui.sparql.formats import AS_PAGE, HTML, NAMES, OFFERS, chosen, wants_page
from webui.sparql.protocol import ProtocolError, QueryOperation
from webui.sparql.service import admission_of, client_of, gone, pool_of

blueprint = Blueprint("sparql", __name__)

PATH = "/sparql"
TRUNCATED = "Backstop-Truncated"  # the header of an answer that is cut; the editor's script reads it
_METHODS = "GET, HEAD, POST, OPTIONS"
_CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": f"{TRUNCATED}, ETag, Retry-After",
}
_PREFLIGHT = {
    "Allow": _METHODS,
    "Accept-Post": f"{protocol.FORM}, {protocol.DIRECT}",
    "Access-Control-Allow-Methods": _METHODS,
    "Access-Control-Allow-Headers": "Accept, Content-Type, If-None-Match",
    "Access-Control-Max-Age": "86400",
}
_CLIENT_CLOSED_REQUEST = 499  # nginx's status for it; only the log shows it


@blueprint.route(PATH, methods=["GET", "POST", "OPTIONS"], provide_automatic_options=False)
def endpoint() -> Response | str:
    """The query operation of the SPARQL 1.1 Protocol; without a query the service description, or the editor."""
    if request.method == "OPTIONS":
        return Response(status=204, headers=_PREFLIGHT)
    if site().build is None:
        abort(
            404, description=f"This site asks the endpoint {site().engine.version}; ask it there, without us between."
        )
    operation = _read()
    if operation is None:
        return editor_page() if wants_page(request.accept_mimetypes) else service_description()
    return _answer(operation)


def _read() -> QueryOperation | None:
    limits = admission_of(current_app).limits
    query_string, address = request.query_string, url_for(".endpoint", _external=True)
    if request.method != "POST":
        return protocol.read_get(query_string, limits, address)
    if request.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise ProtocolError(415, "A body is sent as it is, without a Content-Encoding.")
    request.max_content_length = limits.request_bytes
    try:
        body = request.get_data(cache=False)
    except RequestEntityTooLarge:
        message = f"A request's body has at most {limits.request_bytes} bytes."
        raise ProtocolError(413, message, reason="too-much", limit="request_bytes") from None
    return protocol.read_post(request.headers.get("Content-Type", ""), query_string, body, limits, address)


def _answer(operation: QueryOperation) -> Response:
    as_page = not operation.form and wants_page(request.accept_mimetypes)
    types = AS_PAGE if as_page else _types(operation.form)
    etag = _etag(operation, types)
    conditional = request.method != "POST" and not operation.volatile and not as_page
    if conditional and not request.if_none_match.star_tag and request.if_none_match.contains_weak(etag):
        return _labelled(Response(status=304), etag)
    closed = gone(request.environ)
    job = Job(
        query=operation.query,
        forms={kind: OFFERS[kind][name] if name else None for kind, name in types.items()},
        default_graphs=operation.default_graphs,
        named_graphs=operation.named_graphs,
        own_dataset=operation.own_dataset,
    )
    answer = _evaluated(job, closed)
    request.environ[OUTCOME] = "cut" if answer.truncated else "ok"
    media_type = types[answer.kind] or ""
    if as_page:
        page = answer_page(operation.query, answer.content, media_type, cut=bool(answer.truncated))
        return Response(page, content_type=content_type(HTML), headers={"Cache-Control": "no-store"})
    response = Response(answer.content, content_type=content_type(media_type))
    name_file(response, ["backstop-query"], OFFERS[answer.kind][media_type])
    _flag(response, answer)
    if not conditional:
        response.headers["Cache-Control"] = "no-store"
        return response
    return _labelled(response, etag)


def _evaluated(job: Job, closed: Callable[[], bool]) -> QueryAnswer:
    client, pool = client_of(request), site().cached(pool_of)
    with suppress(PreemptedError), admission_of(current_app).admit(client, closed) as slot:
        return pool.ask(job, closed, slot.may_continue)
    with admission_of(current_app).admit(client, closed, slow=True):
        return pool.ask(job, closed, lambda: True)


def _types(form: str) -> dict[str, str | None]:
    """Return the media type for each kind of answer: the one that ``format`` names, or else by ``Accept``."""
    if not form:
        return chosen(request.accept_mimetypes)
    name = NAMES.get(form, form)
    if not any(name in offers for offers in OFFERS.values()):
        raise ProtocolError(400, f"format: expected one of {', '.join(NAMES)}, found '{form}'.")
    return {kind: name if name in offers else None for kind, offers in OFFERS.items()}


def _etag(operation: QueryOperation, types: dict[str, str | None]) -> str:
    key = repr((site().engine.version, operation, sorted(types.items()), admission_of(current_app).limits))
    return hashlib.sha256(key.encode()).hexdigest()[:32]


def _labelled(response: Response, etag: str) -> Response:
    """Add the ETag, a weak one because rows have no order of their own."""
    response.set_etag(etag, weak=True)
    response.headers["Cache-Control"] = "no-cache"
    if response.status_code == 200:
        response.make_conditional(request)
    return response


def _flag(response: Response, answer: QueryAnswer) -> None:
    if answer.truncated:
        limit = getattr(admission_of(current_app).limits, answer.truncated)
        response.headers[TRUNCATED] = f"{answer.truncated}; limit={limit}; rows={answer.rows}"


@blueprint.errorhandler(QueryError)
def _refused(error: QueryError) -> Response:
    """One shape for every error: a page for a browser, a JSON object for a program."""
    if wants_page(request.accept_mimetypes):
        page = refusal_page(request.values.get("query", ""), str(error))
        response = Response(page, content_type=content_type(HTML))
    else:
        said = {name: value for name, value in vars(error).items() if value and name != "status"}
        response = jsonify({"ok": False, "error": str(error), "status": error.status} | said)
    response.status_code = error.status
    request.environ[OUTCOME] = error.reason
    if error.retry_after:
        response.headers["Retry-After"] = str(error.retry_after)
    if error.status == 415:
        response.headers["Accept-Post"] = _PREFLIGHT["Accept-Post"]
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.errorhandler(ClientGoneError)
def _gone(_: ClientGoneError) -> Response:
    request.environ[OUTCOME] = "gone"
    return Response(status=_CLIENT_CLOSED_REQUEST)


@blueprint.after_app_request
def _open_to_all(response: Response) -> Response:
    """Let pages of other sites read answers and errors, including those of the routing (CORS)."""
    if request.path == PATH:
        response.headers.update(_CORS)
    return response
