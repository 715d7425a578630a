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
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit

from pyoxigraph import QueryResultsFormat, QuerySolutions, RdfFormat, Triple, parse, parse_query_results
from SPARQLWrapper import JSON, POST, TURTLE, SPARQLWrapper

from graph.errors import EndpointError

DEADLINE_SECONDS = 30.0
MAX_BYTES = 64 * 2**20
_CHUNK = 64 * 2**10


class RemoteEndpoint:
    """Answers queries from the endpoint at ``address``; raises :class:`~graph.errors.EndpointError` when it fails.

    ``deadline`` is in seconds and covers an answer from the request to its last byte.
    """

    def __init__(self, address: str, deadline: float = DEADLINE_SECONDS) -> None:
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise EndpointError(f"'{address}' is no address of an endpoint: expected http://... or https://...")
        self.address = address
        self.deadline = deadline

    @property
    def version(self) -> str:
        """The address: what the endpoint holds is not ours to know."""
        return self.address

    def select(self, query: str) -> QuerySolutions:
        """Return the solutions of a SELECT query."""
        content = self._answer(query, JSON, QueryResultsFormat.JSON.media_type)
        try:
            answer = parse_query_results(content, QueryResultsFormat.JSON)
        except (SyntaxError, ValueError) as error:
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
                try:
                    return self._read(wrapper.query().response)
                except (HTTPException, OSError):
                    if passed.is_set():
                        raise EndpointError(f"{self.address} took longer than {self.deadline:g} s") from None
                    raise
        except HTTPError as error:
            raise EndpointError(f"{self.address} answered {error.code} {error.reason}") from None
        except (HTTPException, URLError, OSError) as error:
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
        return b"".join(chunks)


class _Wrapper(SPARQLWrapper):
    """SPARQLWrapper with a deadline and without redirects: it builds the request, we watch the socket."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.sockets: list[socket.socket] = []

    @contextmanager
    def deadline(self, seconds: float) -> Iterator[threading.Event]:
        """Shut the connection down after so many seconds, whatever it is doing; the event then is set."""
        passed = threading.Event()

        def end() -> None:
            passed.set()
            for sock in self.sockets:
                with suppress(OSError):
                    sock.shutdown(socket.SHUT_RDWR)

        self.setTimeout(max(1, int(seconds)))  # a server that never answers the connection
        timer = threading.Timer(seconds, end)
        timer.daemon = True
        timer.start()
        try:
            yield passed
        finally:
            timer.cancel()

    def _query(self) -> tuple[Any, str]:
        opener = urllib.request.build_opener(_NoRedirects, _Http(self.sockets), _Https(self.sockets))
        return opener.open(self._createRequest(), timeout=self.timeout), self.returnFormat


def _watched(kind: type[HTTPConnection], sockets: list[socket.socket]) -> Any:
    class Watched(kind):  # type: ignore[valid-type,misc]  # one of two classes, chosen by the caller
        def connect(self) -> None:
            super().connect()
            sockets.append(self.sock)

    return Watched


class _Http(urllib.request.HTTPHandler):
    def __init__(self, sockets: list[socket.socket]) -> None:
        super().__init__()
        self.connection = _watched(HTTPConnection, sockets)

    def http_open(self, req: urllib.request.Request) -> Any:
        return self.do_open(self.connection, req)


class _Https(urllib.request.HTTPSHandler):
    def __init__(self, sockets: list[socket.socket]) -> None:
        super().__init__()
        self.connection = _watched(HTTPSConnection, sockets)

    def https_open(self, req: urllib.request.Request) -> Any:
        return self.do_open(self.connection, req, context=ssl.create_default_context())


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """An endpoint that sends elsewhere is not the one that was named: its 3xx is an error."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None
