"""The saved questions as SHACL executables, in the form of SIB's sparql-examples, from which editors read them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Triple
from rdflib import DCTERMS, OWL, RDFS, SDO, SH, XSD

from graph.metadata.partitions import SPARQL_ADDRESS, english, say
from graph.saved_queries import SavedQuestion
from graph.vocabulary import BASE, PREFIXES

_QUESTIONS = BASE + "questions/"
_PREFIXES = _QUESTIONS.removesuffix("/") + "#prefixes"


def examples(questions: Iterable[SavedQuestion]) -> Iterator[Triple]:
    """Give each question as an example, its required parameters set to their defaults and the others left open."""
    yield from say(_PREFIXES, (OWL.Ontology,), (RDFS.label, english("The prefixes of the saved questions")))
    for prefix, namespace in PREFIXES.items():
        node = f"{_PREFIXES}/{prefix}"
        yield from say(_PREFIXES, (), (SH.declare, node))
        yield from say(
            node,
            (),
            (SH.prefix, Literal(prefix)),
            (SH.namespace, Literal(namespace, datatype=NamedNode(XSD.anyURI))),
        )
    for question in questions:
        yield from say(
            _QUESTIONS + question.slug,
            (SH.SPARQLExecutable, SH.SPARQLSelectExecutable),
            (RDFS.label, english(question.title)),
            (RDFS.comment, english(question.title)),
            (DCTERMS.description, english(question.description)),
            (SH.prefixes, _PREFIXES),
            (SH.select, Literal(question.bind(question.defaults))),
            (SDO.keywords, Literal(question.theme)),
            (SDO.target, SPARQL_ADDRESS),
        )
