"""Terms put into a query in the place of variables.

A value takes the place of a whole token and is written as one RDF term by the RDF library, so no value can change the
structure of a query.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from pyoxigraph import Literal, NamedNode

from graph.sparql_lexer import TOKEN


def bind(query: str, terms: Mapping[str, NamedNode | Literal]) -> str:
    """Return the query with each variable that ``terms`` names replaced by its term.

    Names are written without the question mark: ``bind("SELECT * { ?_thing_iri ?p ?o }", {"_thing_iri": node})``.
    Strings, IRIs and comments stay as they are, and so does a variable that ``terms`` does not name.
    """

    def replacement(match: re.Match[str]) -> str:
        term = terms.get(match["variable"] or "")
        return match[0] if term is None else str(term)

    return TOKEN.sub(replacement, query)


def variables_of(query: str) -> Iterator[str]:
    """Yield the name of each variable of a query, in order, as often as it occurs."""
    return (match["variable"] for match in TOKEN.finditer(query) if match["variable"])
