"""Complete programs that ask a question again, from the site that shows it."""

from __future__ import annotations

import json
import shlex
from dataclasses import dataclass


@dataclass(frozen=True)
class Snippet:
    """One program: its language or library, what must be installed, and its text."""

    name: str
    needs: str
    code: str


def snippets(table: str, endpoint: str, query: str) -> tuple[Snippet, ...]:
    """Return the programs for an answer.

    ``table`` is the address of the answer as CSV, ``endpoint`` that of the SPARQL endpoint, which is sent ``query``.
    """
    text = _python_text(query)
    return (
        Snippet("curl", "curl", f"curl --fail --silent --show-error {shlex.quote(table)}\n"),
        Snippet("pandas", "pandas", f"import pandas\n\nprint(pandas.read_csv({json.dumps(table)}))\n"),
        Snippet("SPARQLWrapper", "SPARQLWrapper", _SPARQLWRAPPER % (json.dumps(endpoint), text)),
        Snippet("rdflib", "rdflib and SPARQLWrapper", _RDFLIB % (json.dumps(endpoint), text)),
        Snippet("R", "R", f'answer <- read.csv({json.dumps(table)}, encoding = "UTF-8")\nprint(answer)\n'),
    )


def _python_text(query: str) -> str:
    """The query as a Python literal: a raw string in triple quotes if it can be one."""
    if '"""' in query or query.endswith(('"', "\\")):
        return repr(query)
    return f'r"""{query}"""'


_SPARQLWRAPPER = """from SPARQLWrapper import JSON, POST, SPARQLWrapper

endpoint = SPARQLWrapper(%s)
endpoint.setReturnFormat(JSON)
endpoint.setMethod(POST)
endpoint.setQuery(%s)
for row in endpoint.queryAndConvert()["results"]["bindings"]:
    print({name: term["value"] for name, term in row.items()})
"""
_RDFLIB = """from rdflib import Graph
from rdflib.plugins.stores.sparqlstore import SPARQLStore

graph = Graph(SPARQLStore(%s, method="POST"))
for row in graph.query(%s):
    print(row.asdict())
"""
