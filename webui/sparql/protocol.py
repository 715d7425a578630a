"""Reads a query operation of the SPARQL 1.1 Protocol (section 2.1) from the bytes of a request."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl

from pyoxigraph import NamedNode
from werkzeug.http import parse_options_header

from graph.errors import QueryError
from graph.sandbox.limits import SandboxLimits
from graph.sandbox.query_features import QueryFeatures, inspect_query

FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
_UPDATE = "application/sparql-update"
_UPDATE_PARAMETERS = ("update", "using-graph-uri", "using-named-graph-uri")
_MOST_PARAMETERS = 1000
NO_UPDATES = "This endpoint answers queries and takes no updates: the graph is built from its curated sources."
_FEDERATE = (
    "This endpoint calls no other one, so SERVICE is refused. Ask both from your side: in your own engine write "
    "'SERVICE <%s> { ... }' around the part that is ours."
)


class ProtocolError(QueryError):
    """The request does not follow the protocol."""

    def __init__(self, status: int, message: str, *, reason: str = "protocol", limit: str = "") -> None:
        super().__init__(status, reason, message, limit=limit)


@dataclass(frozen=True)
class QueryOperation:
    """One query operation.

    ``default_graphs`` and ``named_graphs`` are the IRIs that the request gives, both ``None`` where it gives neither.
    ``own_dataset`` says that the query has FROM clauses, ``volatile`` that its answer may differ from run to run.
    ``form`` is the parameter ``format``, which overrides ``Accept``.
    """

    query: str
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None
    own_dataset: bool = False
    volatile: bool = False
    form: str = ""


def read_get(query_string: bytes, limits: SandboxLimits, endpoint: str) -> QueryOperation | None:
    """Return the operation of a GET, or ``None`` where it has no query and asks about the service.

    Raises :class:`ProtocolError`, or :class:`~graph.errors.QueryError` for a query that is refused.
    """
    parameters = _parameters(query_string, "query string")
    if not parameters.keys() & {"query", "default-graph-uri", "named-graph-uri", *_UPDATE_PARAMETERS}:
        return None
    return _operation(parameters, None, limits, endpoint)


def read_post(
    content_type: str, query_string: bytes, body: bytes, limits: SandboxLimits, endpoint: str
) -> QueryOperation:
    """Return the operation of a POST, by form or direct. Raises as :func:`read_get`."""
    kind, options = parse_options_header(content_type)
    if kind == _UPDATE:
        raise ProtocolError(415, NO_UPDATES, reason="update")
    if kind not in {FORM, DIRECT}:
        found = f"found '{kind}'" if kind else "found none"
        raise ProtocolError(415, f"The body of a POST must be of type {FORM} or {DIRECT}; {found}.")
    charset = options.get("charset", "utf-8")
    if charset.lower() not in {"utf-8", "utf8", "us-ascii"}:
        raise ProtocolError(415, f"A query is sent in UTF-8; found the charset '{charset}'.")
    parameters = _parameters(query_string, "query string")
    if kind == FORM:
        for name, values in _parameters(body, "body").items():
            parameters.setdefault(name, []).extend(values)
        return _operation(parameters, None, limits, endpoint)
    return _operation(parameters, _utf8(body, "body"), limits, endpoint)


def _utf8(content: bytes, where: str) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        message = f"The {where} is not UTF-8: byte {error.start + 1} is 0x{content[error.start]:02X}."
        raise ProtocolError(400, message) from None


def _parameters(content: bytes, where: str) -> dict[str, list[str]]:
    try:
        pairs = parse_qsl(
            _utf8(content, where), keep_blank_values=True, errors="strict", max_num_fields=_MOST_PARAMETERS
        )
    except UnicodeDecodeError as error:
        found = error.object[error.start]
        raise ProtocolError(400, f"The {where} is not UTF-8: it holds the byte 0x{found:02X}.") from None
    except ValueError:
        raise ProtocolError(400, f"The {where} has more than {_MOST_PARAMETERS} parameters.") from None
    parameters: dict[str, list[str]] = {}
    for name, value in pairs:
        parameters.setdefault(name, []).append(value)
    return parameters


def _operation(
    parameters: dict[str, list[str]], direct: str | None, limits: SandboxLimits, endpoint: str
) -> QueryOperation:
    if any(name in parameters for name in _UPDATE_PARAMETERS):
        raise ProtocolError(400, NO_UPDATES, reason="update")
    queries = parameters.get("query", []) + ([] if direct is None else [direct])
    if len(queries) != 1:
        raise ProtocolError(400, f"A request has exactly one query; found {len(queries) or 'none'}.")
    query = queries[0]
    features = _checked_features(query, limits, endpoint)
    default, named = parameters.get("default-graph-uri"), parameters.get("named-graph-uri")
    given = default is not None or named is not None
    return QueryOperation(
        query=query,
        default_graphs=_iris("default-graph-uri", default) if given else None,
        named_graphs=_iris("named-graph-uri", named) if given else None,
        own_dataset=features.own_dataset,
        volatile=features.volatile,
        form=parameters.get("format", [""])[-1],
    )


def _iris(name: str, values: list[str] | None) -> tuple[str, ...]:
    for value in values or ():
        try:
            NamedNode(value)
        except ValueError:
            raise ProtocolError(400, f"{name}: expected an absolute IRI, found '{value}'.") from None
    return tuple(dict.fromkeys(values or ()))


def _checked_features(query: str, limits: SandboxLimits, endpoint: str) -> QueryFeatures:
    """Return the features of a query; raise :class:`~graph.errors.QueryError` where it must not run."""
    if len(query) > limits.query_length:
        message = f"The query has {len(query)} characters, and at most {limits.query_length} are taken."
        raise ProtocolError(413, message, reason="too-much", limit="query_length")
    features = inspect_query(query, limits.tokens)
    if features.update:
        raise ProtocolError(400, NO_UPDATES, reason="update")
    if any(address not in limits.service_allow for address in features.services):
        allowed = f" It calls these: {', '.join(limits.service_allow)}." if limits.service_allow else ""
        raise ProtocolError(403, _FEDERATE % endpoint + allowed, reason="service", limit="service_allow")
    if features.tokens > limits.tokens:
        message = f"The query has more than {limits.tokens} words and signs."
        raise ProtocolError(422, message, reason="too-much", limit="tokens")
    if features.depth > limits.depth:
        line, column = features.deepest
        message = f"The query nests {features.depth} brackets, and at most {limits.depth} are taken."
        raise QueryError(422, "too-much", message, limit="depth", line=line, column=column)
    if features.undeclared:
        prefix, line, column = features.undeclared
        message = f"The prefix '{prefix}:' at line {line}, column {column} is not declared."
        raise QueryError(400, "malformed", message, line=line, column=column)
    return features
