"""What is asked of a worker and what it answers, and the frames that carry both.

A frame is one byte for its kind, four for its length (big-endian), and its content. A request is one ``ASK`` frame; an
answer is ``DATA`` frames and one ``END``, or ``WRONG`` instead, which says whether it is the worker's ``last``.
"""

from __future__ import annotations

import json
import socket
import struct
from dataclasses import asdict, dataclass, field
from typing import Any

HEAD = struct.Struct(">cI")
ASK, DATA, END, WRONG = b"a", b"d", b"e", b"w"


@dataclass(frozen=True)
class Job:
    """One query to evaluate.

    ``default_graphs`` and ``named_graphs`` are the IRIs of the dataset that the request gives; both ``None``: the
    query's own ``FROM`` clauses where it has an ``own_dataset``, or else the union of all graphs. ``forms`` names the
    form of the answer for each kind of query, ``solutions``, ``boolean`` and ``graph``: one of the names in
    :mod:`~graph.sandbox.answer_forms`, or ``None`` where the client accepts none.
    """

    query: str
    forms: dict[str, str | None]
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None
    own_dataset: bool = False

    def to_bytes(self) -> bytes:
        return json.dumps(asdict(self)).encode()

    @classmethod
    def from_bytes(cls, content: bytes) -> Job:
        return cls(**json.loads(content))


@dataclass(frozen=True)
class Answer:
    """A whole answer. ``truncated`` names the limit that cut it, ``rows`` or ``answer_bytes``, or is empty."""

    content: bytes
    kind: str
    form: str
    rows: int
    truncated: str = ""
    seconds: float = field(default=0.0, compare=False)


def send(sock: socket.socket, kind: bytes, content: bytes) -> None:
    """Send one frame."""
    sock.sendall(HEAD.pack(kind, len(content)))
    if content:
        sock.sendall(content)


def send_json(sock: socket.socket, kind: bytes, content: dict[str, Any]) -> None:
    """Send one frame that holds a JSON object."""
    send(sock, kind, json.dumps(content).encode())


def receive(sock: socket.socket) -> tuple[bytes, bytes] | None:
    """Wait for one frame and return its kind and content; ``None`` where the other side has gone."""
    head = _exactly(sock, HEAD.size)
    if head is None:
        return None
    kind, length = HEAD.unpack(head)
    content = _exactly(sock, length)
    return None if content is None else (kind, content)


def _exactly(sock: socket.socket, size: int) -> bytes | None:
    content = bytearray()
    while len(content) < size:
        piece = sock.recv(size - len(content))
        if not piece:
            return None
        content += piece
    return bytes(content)


class Frames:
    """Puts frames together from the pieces that arrive."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    def feed(self, piece: bytes) -> list[tuple[bytes, bytes]]:
        """Take a piece and return the frames that are complete with it."""
        self._buffer += piece
        found = []
        while len(self._buffer) >= HEAD.size:
            kind, length = HEAD.unpack_from(self._buffer)
            end = HEAD.size + length
            if len(self._buffer) < end:
                break
            found.append((kind, bytes(self._buffer[HEAD.size : end])))
            del self._buffer[:end]
        return found
