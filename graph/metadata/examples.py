"""The saved questions as SHACL executables, in the form of SIB's sparql-examples, from which editors read them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, Triple

from graph.metadata.partitions import SPARQL_ADDRESS, describe, in_english
from graph.saved_queries import SavedQuestion
from graph.vocabulary import BASE, DCTERMS, OWL, PREFIXES, RDF, RDFS, SDO, SH, XSD

_QUESTIONS = BASE + "questions/"
_PREFIXES = _QUESTIONS.removesuffix("/") + "#prefixes"


def examples(questions: Iterable[SavedQuestion]) -> Iterator[Triple]:
    """Yield each question as an example: required parameters have their defaults, the others are left open."""
    yield from describe(
        _PREFIXES, (RDF.type, OWL.Ontology), (RDFS.label, in_english("The prefixes of the saved questions"))
    )
    for prefix, namespace in PREFIXES.items():
        node = f"{_PREFIXES}/{prefix}"
        yield from describe(_PREFIXES, (SH.declare, node))
        address = Literal(namespace, datatype=XSD.anyURI)
        yield from describe(node, (SH.prefix, Literal(prefix)), (SH.namespace, address))
    for question in questions:
        yield from describe(
            _QUESTIONS + question.slug,
            (RDF.type, SH.SPARQLExecutable),
            (RDF.type, SH.SPARQLSelectExecutable),
            (RDFS.label, in_english(question.title)),
            (RDFS.comment, in_english(question.title)),
            (DCTERMS.description, in_english(question.description)),
            (SH.prefixes, _PREFIXES),
            (SH.select, Literal(question.bind(question.defaults))),
            (SDO.keywords, Literal(question.theme)),
            (SDO.target, SPARQL_ADDRESS),
        )
