"""A remote SPARQL endpoint, asked through SPARQLWrapper.

The wrapper follows redirects, guesses the operation from the text and has no deadline of its own; so here the address
must be http or https, every query is sent as a query by POST, redirects are refused, and one deadline covers all of an
answer, with a limit on its size.
"""

from __future__ import annotations

import socket
import ssl
import threading
import urllib.request
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any, cast
from urllib.error import HTTPError
from urllib.parse import urlsplit

from pyoxigraph import (
    BlankNode,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Triple,
    parse,
    parse_query_results,
)
from SPARQLWrapper import JSON, POST, TURTLE, SPARQLWrapper

from graph.engine import Node, Value
from graph.errors import EndpointError

DEADLINE_SECONDS = 30.0
MAX_BYTES = 64 * 2**20
_CHUNK = 64 * 2**10


class RemoteEndpoint:
    """Answers queries from the endpoint at ``address``; raises :class:`~graph.errors.EndpointError` when it fails.

    ``deadline`` is in seconds and covers an answer from the request to its last byte.
    """

    def __init__(self, address: str, deadline: float = DEADLINE_SECONDS) -> None:
        try:
            parts = urlsplit(address)
            good = parts.scheme in ("http", "https") and bool(parts.hostname)
        except ValueError:
            good = False
        if not good:
            raise EndpointError(f"'{address}' is not the address of an endpoint: expected http://... or https://...")
        self.address = address
        self.deadline = deadline

    @property
    def version(self) -> str:
        """The address, because the version of the endpoint's data is unknown."""
        return self.address

    def select(self, query: str) -> QuerySolutions:
        """Return the solutions of a SELECT query."""
        content = self._answer(query, JSON, QueryResultsFormat.JSON.media_type)
        answer: QuerySolutions | QueryBoolean | None = None
        try:
            answer = parse_query_results(content, QueryResultsFormat.JSON)
            if isinstance(answer, QuerySolutions):
                deque(answer, maxlen=0)  # they are read on demand, and a damaged row must be found here
                answer = parse_query_results(content, QueryResultsFormat.JSON)
        except (SyntaxError, ValueError) as error:
            answer = None  # the error would hold on to it, and solutions must not outlive their thread
            raise EndpointError(f"{self.address} did not answer with SPARQL results: {error}") from None
        if not isinstance(answer, QuerySolutions):
            raise EndpointError(f"{self.address} answered a SELECT with a boolean")
        return answer

    def construct(self, query: str) -> list[Triple]:
        """Return the triples of a CONSTRUCT query, sorted."""
        content = self._answer(query, TURTLE, RdfFormat.TURTLE.media_type)
        try:
            return sorted({quad.triple for quad in parse(content, RdfFormat.TURTLE)}, key=str)
        except (SyntaxError, ValueError) as error:
            raise EndpointError(f"{self.address} did not answer with Turtle: {error}") from None

    def quads(
        self,
        subject: Node | None,
        predicate: NamedNode | None,
        value: Value | None,
        graph: NamedNode | None = None,
        most: int | None = None,
    ) -> list[Quad]:
        """Return the quads of the named graphs that have these terms, at most ``most`` of them, by one query.

        A query cannot name the endpoint's blank nodes, so a blank node matches nothing.
        """
        given = (graph, subject, predicate, value)
        if any(isinstance(term, BlankNode | Triple) for term in given):
            return []
        names = ("g", "s", "p", "o")
        words = [f"?{name}" if term is None else str(term) for name, term in zip(names, given, strict=True)]
        query = f"SELECT * WHERE {{ GRAPH {words[0]} {{ {words[1]} {words[2]} {words[3]} }} }}" + (
            "" if most is None else f" LIMIT {most}"
        )
        quads = []
        for row in self.select(query):
            found = [row[name] if term is None else term for name, term in zip(names, given, strict=True)]
            quads.append(Quad(*cast(tuple[Any, Any, Any, Any], (*found[1:], found[0]))))
        return quads

    def _answer(self, query: str, return_format: str, media_type: str) -> bytes:
        wrapper = _Wrapper(self.address)
        wrapper.setMethod(POST)
        wrapper.setQuery(query)
        wrapper.queryType = "SELECT" if return_format == JSON else "CONSTRUCT"
        wrapper.setReturnFormat(return_format)
        wrapper.setOnlyConneg(True)
        wrapper.addCustomHttpHeader("Accept", media_type)
        try:
            with wrapper.deadline(self.deadline) as passed:
                content = b""
                try:
                    content = self._read(wrapper.query().response)
                except (HTTPException, OSError):
                    if not passed.is_set():
                        raise
                if passed.is_set():  # a partial answer may look complete
                    raise EndpointError(f"{self.address} took longer than {self.deadline:g} s")
                return content
        except HTTPError as error:
            with error:
                raise EndpointError(f"{self.address} answered {error.code} {error.reason}") from None
        except (HTTPException, OSError, UnicodeError) as error:
            reason = str(getattr(error, "reason", None) or error) or type(error).__name__
            raise EndpointError(f"{self.address} did not answer: {reason}") from None

    def _read(self, response: Any) -> bytes:
        chunks: list[bytes] = []
        size = 0
        with response:
            while chunk := response.read(_CHUNK):
                size += len(chunk)
                chunks.append(chunk)
                if size > MAX_BYTES:
                    raise EndpointError(f"{self.address} sent more than {MAX_BYTES} bytes")
            if response.length:  # which the library does not check
                raise HTTPException(f"the answer broke off {response.length} bytes before its end")
        return b"".join(chunks)


class _Wrapper(SPARQLWrapper):
    """SPARQLWrapper with a deadline and without redirects: it builds the request, we watch the socket."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.sockets: list[socket.socket] = []
        self.passed = threading.Event()

    @contextmanager
    def deadline(self, seconds: float) -> Iterator[threading.Event]:
        """Shut the connection down after ``seconds``, whatever it is doing; then the event is set."""

        def end() -> None:
            self.passed.set()
            for sock in self.sockets:
                with suppress(OSError):
                    sock.shutdown(socket.SHUT_RDWR)

        self.setTimeout(max(1, int(seconds)))  # a server that never answers the connection
        timer = threading.Timer(seconds, end)
        timer.daemon = True
        timer.start()
        try:
            yield self.passed
        finally:
            timer.cancel()

    def _watch(self, sock: socket.socket) -> None:
        self.sockets.append(sock)
        if self.passed.is_set():  # it took that long to connect
            raise TimeoutError

    def _parseQueryType(self, _: str) -> str:  # noqa: N802 -- the wrapper's name for it
        """Do not guess, which is slow for some texts: the caller says what it asks."""
        return "SELECT"

    def _query(self) -> tuple[Any, str]:
        opener = urllib.request.build_opener(_NoRedirects, _Http(self._watch), _Https(self._watch))
        return opener.open(self._createRequest(), timeout=self.timeout), self.returnFormat


def _watched(kind: type[HTTPConnection], watch: Callable[[socket.socket], None]) -> Any:
    class Watched(kind):  # type: ignore[valid-type,misc]  # one of two classes, chosen by the caller
        def connect(self) -> None:
            super().connect()
            watch(self.sock)

    return Watched


class _Http(urllib.request.HTTPHandler):
    def __init__(self, watch: Callable[[socket.socket], None]) -> None:
        super().__init__()
        self.connection = _watched(HTTPConnection, watch)

    def http_open(self, req: urllib.request.Request) -> Any:
        return self.do_open(self.connection, req)


class _Https(urllib.request.HTTPSHandler):
    def __init__(self, watch: Callable[[socket.socket], None]) -> None:
        super().__init__()
        self.connection = _watched(HTTPSConnection, watch)

    def https_open(self, req: urllib.request.Request) -> Any:
        return self.do_open(self.connection, req, context=ssl.create_default_context())


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """Makes a redirect an error: the endpoint that it leads to is not the one that was named."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None
