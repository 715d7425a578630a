"""The queries of the pages: each an ``.rq`` file beside the template that shows its answer.

The prefixes are the same for all files, and are added when a file is read. Parameters are written as in saved
questions: the IRI of ``thing`` replaces the variable ``?_thing_iri``.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pyoxigraph import NamedNode

from graph.saved_queries.binding import bind
from graph.vocabulary import GRAPH, PREFIXES

FOLDER = Path(__file__).parent.parent
_USED = ("bst", "rdf", "rdfs", "skos", "void")
_PREFIXES = "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in _USED) + f"PREFIX graph: <{GRAPH}>\n"


def page_query(name: str, **iris: str) -> str:
    """Return the query in ``webui/<name>.rq`` with its prefixes and its parameters, which are IRIs.

    Raises ``FileNotFoundError`` for an unknown query, and ``ValueError`` for a value that is not an IRI.
    """
    return bind(_text(name), {f"_{variable}_iri": NamedNode(iri) for variable, iri in iris.items()})


@cache
def _text(name: str) -> str:
    return _PREFIXES + (FOLDER / f"{name}.rq").read_text(encoding="utf-8")
