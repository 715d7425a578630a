"""What is asked of a worker and what it answers.

Both travel as the messages of a :class:`multiprocessing.connection.Connection`, and nothing of them is unpickled. A
job is one message of JSON. An answer is any number of messages of content, an empty one, and one of JSON: the fields
of a :class:`QueryAnswer`, or of a :class:`~graph.errors.QueryError` under ``error``, and whether it is the worker's
``last``.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Job:
    """One query to evaluate.

    ``default_graphs`` and ``named_graphs`` are the IRIs of the dataset that the request gives. Where both are ``None``,
    the dataset is that of the query's own ``FROM`` clauses (``own_dataset``), or else the union of all graphs.
    ``forms`` maps each kind of answer (``solutions``, ``boolean``, ``graph``) to the name of its form in
    :mod:`~graph.sandbox.answer_forms`, or to ``None`` where the client accepts none.
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
class QueryAnswer:
    """A complete answer. ``truncated`` is the limit that cut it, ``rows`` or ``answer_bytes``, or empty."""

    content: bytes
    kind: str
    form: str
    rows: int
    truncated: str = ""
