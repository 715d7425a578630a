"""Writes triples as RDF files, and cells for spreadsheets."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import RdfFormat, Triple, serialize

from graph.vocabulary import PREFIXES

RDF_FORMATS = {
    "ttl": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "jsonld": RdfFormat.JSON_LD,
    "rdf": RdfFormat.RDF_XML,
}
# A slug may hold a slash, which a prefixed name cannot.
_TURTLE_PREFIXES = {name: iri for name, iri in PREFIXES.items() if name != "id"}


def rdf_bytes(triples: Iterable[Triple], form: str) -> bytes:
    """Return triples in a form of :data:`RDF_FORMATS`; Turtle has our prefixes, in a fixed order."""
    if form != "ttl":
        return bytes(serialize(triples, format=RDF_FORMATS[form]) or b"")
    text = bytes(serialize(triples, format=RdfFormat.TURTLE, prefixes=_TURTLE_PREFIXES) or b"").decode("utf-8")
    lines = text.splitlines(keepends=True)
    count = len(_TURTLE_PREFIXES)
    return "".join(sorted(lines[:count]) + lines[count:]).encode("utf-8")  # the library orders prefixes by chance


def safe_cell(text: str) -> str:
    """Return a cell that a spreadsheet shows and does not run (OWASP, CSV injection)."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
